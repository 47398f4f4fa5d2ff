"""Write what was imported into the folder of an exemplar, and remember which file it came from.

The memory lies beside the exemplar, in a hidden file that goes into git with it.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from danvan.collection import Findings, State
from danvan.collection.folders import ARTICLE_FILE, file_called
from danvan.collection.folding import fold
from danvan.collection.frontmatter import split
from danvan.collection.imagefiles import file_digest
from danvan.collection.photolists import clean_name
from danvan.collection.schema import EXEMPLAR, PHOTO, Table
from danvan.collection.textfiles import read_text
from danvan.collection.yamltext import Entry

from .word.drafts import Draft
from .word.photographs import Photograph, with_originals
from .writing import front_matter

RECORD = ".nguon.json"
Values = dict[str, str]
_AT_FIRST = {"state": State.SENT.value, "consent": "không"}
"""What holds of a story that came in, until staff say otherwise."""


@dataclass(frozen=True)
class Origin:
    """What an exemplar was made of."""

    name: str
    """Of the Word file, NFC."""
    sha256: str
    photos: tuple[str, ...] = ()
    """SHA-256 of each photo that came beside it."""

    def made_of(self, other: Origin) -> bool:
        """Tell whether `other` brings nothing that is not there already."""
        return self.sha256 == other.sha256 and set(other.photos) <= set(self.photos)


@dataclass(frozen=True)
class SourceRecord:
    """What was imported last, to tell it from what staff wrote since."""

    origin: Origin
    values: Values = field(default_factory=dict)
    photos: Mapping[str, Values] = field(default_factory=dict)
    """Caption and credit by SHA-256."""


def known_origins(root: Path) -> dict[Path, SourceRecord]:
    """Return where each folder that was imported came from."""
    found = {}
    for file in sorted((root / "exemplars").glob(f"*/*/{RECORD}")):
        try:
            data = json.loads(file.read_text("utf-8"))
            origin = Origin(data["tệp"], data["sha256"], tuple(data["ảnh gửi kèm"]))
            found[file.parent] = SourceRecord(origin, dict(data["mục"]), dict(data["ảnh"]))
        except (OSError, ValueError, KeyError, TypeError):
            continue  # without it the folder counts as one that staff made
    return found


def write_new(folder: Path, draft: Draft, origin: Origin) -> Values:
    """Make the folder of a new exemplar; return its values by attribute."""
    values = _AT_FIRST | draft.values
    with _drafted(folder) as draft_folder:
        _write(draft_folder, values, draft, origin, _listed(draft.photos))
    return values


def write_update(folder: Path, draft: Draft, origin: Origin, before: SourceRecord | None) -> Values:
    """Put a newer version into the folder of an exemplar; return its values by attribute.

    Values and captions that staff changed since the last import stay as they are; the text and
    the photos of the Word file take the place of those of before. Where the last import is not
    known, what the Word file says counts.
    """
    written, photos = _written(folder)
    written = {name: text for name, text in written.items() if text}
    known = before.values if before else written
    kept = {name: text for name, text in written.items() if text != known.get(name)}
    values = _AT_FIRST | written | draft.values | kept
    files = [folder / photo["file"] for photo in photos]
    with _drafted(folder) as draft_folder, tempfile.TemporaryDirectory() as moment:
        there = [file for file in files if file.is_file()]
        originals = with_originals(draft.photos, there, Path(moment))
        draft = replace(draft, photos=originals)
        listed = _merged(folder, draft, before, photos)
        names = {photo.name for photo in draft.photos}
        old = set(before.photos) if before else set()
        for path in folder.rglob("*"):
            target = draft_folder / path.relative_to(folder)
            if path.is_dir():
                target.mkdir(exist_ok=True)
            elif path.name not in names and not _was_imported(path, old):
                shutil.copy2(path, target)
        _write(draft_folder, values, draft, origin, listed)
    return values


def _write(
    folder: Path, values: Values, draft: Draft, origin: Origin, photos: list[Values]
) -> None:
    for photo in draft.photos:
        (folder / photo.name).write_bytes(photo.data)
    article = file_called(ARTICLE_FILE, folder) or folder / ARTICLE_FILE
    head = front_matter(_dated(values), photos, draft.remarks)
    article.write_text(f"{head}\n{draft.body}\n", "utf-8")
    record = {
        "tệp": origin.name,
        "sha256": origin.sha256,
        "ảnh gửi kèm": sorted(origin.photos),
        "mục": draft.values,
        "ảnh": {p.digest: {"caption": p.caption, "credit": p.credit} for p in draft.photos},
    }
    text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / RECORD).write_text(f"{text}\n", "utf-8")


def _dated(values: Values) -> Values:
    """Leave out a year that no calendar of ours has: it is then a blank that `check` names."""
    year = values.get("year", "")
    if year.isdecimal() and int(year) > date.today().year + 1:  # noqa: DTZ011 - where staff sit
        return {name: text for name, text in values.items() if name != "year"}
    return values


def _listed(photos: tuple[Photograph, ...]) -> list[Values]:
    return [
        {"file": photo.name, "caption": photo.caption, "credit": photo.credit}
        for photo in photos
        if photo.listed
    ]


def _merged(
    folder: Path, draft: Draft, before: SourceRecord | None, written: list[Values]
) -> list[Values]:
    """Return the photos of the new version, with what staff wrote of them; then those of staff."""
    old = before.photos if before else {}
    by_digest = {_digest(folder / photo["file"]): photo for photo in written}
    merged = []
    for photo, values in zip(
        [photo for photo in draft.photos if photo.listed], _listed(draft.photos), strict=True
    ):
        theirs = by_digest.pop(photo.digest, {})
        imported = old.get(photo.digest, {})
        kept = {
            name: text
            for name, text in theirs.items()
            if text and name != "file" and text != imported.get(name)
        }
        merged.append(values | kept)
    own = [photo for digest, photo in by_digest.items() if digest and digest not in old]
    taken = {fold(photo["file"]) for photo in merged}
    return [*merged, *(photo for photo in own if fold(photo["file"]) not in taken)]


def _was_imported(path: Path, digests: set[str]) -> bool:
    return path.name == RECORD or _digest(path) in digests


def _digest(path: Path) -> str:
    return file_digest(path) if path.is_file() else ""


def _written(folder: Path) -> tuple[Values, list[Values]]:
    """Return what the front matter of an exemplar says, as it is written there."""
    article = file_called(ARTICLE_FILE, folder)
    findings = Findings(folder)
    text = read_text(article, findings) if article else None
    source = split(text, article, findings) if text is not None and article else None
    entries = source.entries if source else ()
    photos = next((e.value.items for e in entries if fold(e.key) == fold("ảnh")), None) or ()
    listed = [
        _values(item.entries or (), PHOTO) if item.entries else {"file": item.text}
        for item in photos
    ]
    named = [photo | {"file": clean_name(photo["file"])} for photo in listed if photo.get("file")]
    return _values(entries, EXEMPLAR), named


def _values(entries: tuple[Entry, ...], table: Table) -> Values:
    attributes = {fold(key.name): key.attribute for key in table}
    return {
        attributes[fold(entry.key)]: entry.value.text.strip()
        for entry in entries
        if fold(entry.key) in attributes and entry.value.items is None
    }


@contextmanager
def _drafted(folder: Path) -> Iterator[Path]:
    """Give a folder to write into, which takes the place of `folder` when all went well."""
    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".nhap-"))
    try:
        draft.chmod(0o755)
        yield draft
        if folder.exists():
            old = folder.with_name(f"{draft.name}-cu")
            folder.rename(old)
            try:
                draft.rename(folder)
            except OSError:
                old.rename(folder)
                raise
            shutil.rmtree(old)
        else:
            draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
