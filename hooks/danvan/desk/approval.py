"""Find stories that were changed after they had been approved, from the history in git."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from danvan.collection import Collection, Exemplar, Findings, State
from danvan.collection.folders import as_linked
from danvan.collection.folding import fold, nfc
from danvan.collection.frontmatter import split
from danvan.collection.textfiles import clean_text
from danvan.collection.yamltext import Value

from .gitlog import contents, git

_STATE, _DAY = "trang thai", "ngay duyet"
_NOT_CONTENT = (_STATE, _DAY, "dong y dang", "trong sach", "so mo hinh")
"""Keys that say what is done with a story; the others are what was approved."""


@dataclass(frozen=True)
class _Version:
    """A file as a commit left it."""

    order: int
    """0 for the newest commit."""
    blob: str
    """How git calls it."""


@dataclass
class _History:
    """What the commits did to the folder of one exemplar; files by their names there, NFC."""

    versions: dict[str, list[_Version]] = field(default_factory=lambda: defaultdict(list))
    """The newest first."""
    unsaved: set[str] = field(default_factory=set)

    @property
    def may_have_changed(self) -> bool:
        orders = {one.order for versions in self.versions.values() for one in versions}
        return len(orders) > 1 or bool(self.unsaved)


def changed_after_approval(collection: Collection) -> frozenset[str]:
    """Return the addresses of approved stories that say something else than what was approved.

    A story was approved by the first commit with its present `trạng thái: đã duyệt` and `ngày
    duyệt`. Where there is no git nothing is known.
    """
    root = collection.root
    approved = [e for e in collection.exemplars if e.state is State.APPROVED]
    histories = _histories(root) if approved else {}
    suspects = {
        exemplar: history
        for exemplar in approved
        if (history := histories.get(_folder(exemplar, root))) and history.may_have_changed
    }
    articles = {exemplar: _article(exemplar, history) for exemplar, history in suspects.items()}
    blobs = [version.blob for versions in articles.values() for version in versions]
    texts = dict(zip(blobs, contents(root, blobs), strict=True))
    return frozenset(
        exemplar.address
        for exemplar, history in suspects.items()
        if _is_changed(exemplar, history, articles[exemplar], texts)
    )


def _folder(exemplar: Exemplar, root: Path) -> str:
    return nfc(exemplar.path.parent.relative_to(root).as_posix())


def _histories(root: Path) -> dict[str, _History]:
    """Return what happened to each folder of an exemplar."""
    found: dict[str, _History] = defaultdict(_History)
    prefix = (git(root, "rev-parse", "--show-prefix") or "").strip()
    listed = git(
        *(root, "log", "--no-renames", "--name-only", "--relative", "--format=%x00%H"),
        *("--", "exemplars"),
    )
    for order, part in enumerate((listed or "").split("\0")[1:]):
        commit, _, names = part.partition("\n")
        for name in filter(None, names.split("\n")):
            folder, file = nfc(name).rpartition("/")[::2]
            found[folder].versions[file].append(_Version(order, f"{commit}:{prefix}{name}"))
    unsaved = git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--", "exemplars")
    for entry in (unsaved or "").split("\0"):
        folder, file = nfc(entry[3:].removeprefix(prefix)).rpartition("/")[::2]
        if folder in found:
            found[folder].unsaved.add(file)
    return found


def _article(exemplar: Exemplar, history: _History) -> list[_Version]:
    own = nfc(as_linked(exemplar.path).name)
    return history.versions.get(nfc(exemplar.path.name)) or history.versions.get(own) or []


def _is_changed(
    exemplar: Exemplar,
    history: _History,
    versions: Sequence[_Version],
    texts: dict[str, str | None],
) -> bool:
    present = _read(exemplar.path.read_text("utf-8-sig", errors="replace"), exemplar.path)
    approval: _Version | None = None
    approved = present
    for version in versions:
        text = texts[version.blob]
        read = _read(text, exemplar.path) if text is not None else None
        if read is None or read.approval != present.approval:
            break
        approval, approved = version, read
    if approval is None:  # it is being approved now
        return False
    if approved.content != present.content:
        return True
    photos = {photo.name for photo in exemplar.photos}
    later = any(
        version.order < approval.order
        for name in photos
        for version in history.versions.get(name, ())
    )
    return later or bool(photos & history.unsaved)


@dataclass(frozen=True)
class _Read:
    approval: tuple[str, str]
    """State and day."""
    content: tuple[object, ...]


def _read(text: str, path: Path) -> _Read:
    source = split(clean_text(text), path, Findings(path.parent))
    if source is None:
        return _Read(("", ""), (text,))
    values = {fold(entry.key): entry.value for entry in source.entries}
    told = tuple(sorted((k, _raw(v)) for k, v in values.items() if k not in _NOT_CONTENT))
    body = tuple(line.rstrip() for line in source.body.split("\n") if line.strip())
    state, day = (values[key].text.strip() if key in values else "" for key in (_STATE, _DAY))
    return _Read((fold(state), day), (told, body))


def _raw(value: Value) -> str:
    """Return what a value says, whatever its quotes and spaces."""
    if value.items is not None:
        return repr([_raw(item) for item in value.items])
    if value.entries is not None:
        return repr(sorted((fold(entry.key), _raw(entry.value)) for entry in value.entries))
    return " ".join(value.text.split())
