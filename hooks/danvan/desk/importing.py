"""Make exemplars from Word files: `danvan import`."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from danvan.collection import Collection, Exemplar, Field, read_collection
from danvan.collection.folding import fold, nfc, slugify
from danvan.collection.imagefiles import file_digest
from danvan.collection.schema import EXEMPLAR

from .newstory import NewStoryError, find_field, folder_of, listed, slug_of
from .projectfile import PHOTO_FACTS
from .word.drafts import Draft, read_draft
from .word.office import NO_OFFICE, find_office, to_docx
from .word.opening import DAMAGED, OFFICE, SUFFIXES, WordError, kind_of
from .word.photographs import Sent, photos_for, photos_sent
from .wordfolders import Origin, SourceRecord, known_origins, write_new, write_update

NO_FIELD = (
    "Chưa biết bài thuộc lĩnh vực nào. Chạy lại với --field và một trong: {known}; "
    "hoặc ghi trong tệp Word một dòng “Lĩnh vực: …”."
)
UNKNOWN_FIELD = (
    "Tệp ghi lĩnh vực “{name}”, dự án không có lĩnh vực ấy. "
    "Chạy lại với --field và một trong: {known}."
)
TAKEN = (
    "Đã có bài trong thư mục {folder}. Không ghi đè: nếu đây là bản mới của bài ấy, chạy lại với "
    "--update; nếu là bài khác, đổi tên bài trong tệp Word."
)
CHANGED = (
    "Bài này đã nhập vào {folder} từ một bản trước của tệp. Muốn thay bằng bản mới, chạy lại với "
    "--update."
)
TWICE = "Trùng với tệp {other} trong cùng lần nhập này (thư mục {folder}). Chỉ giữ lại một tệp."
NO_PHOTOS = "Không thấy ảnh nào trong {path}."
PHOTOS_OF_NOBODY = (
    "{count} ảnh trong --photos không thuộc tệp nào: {names}. Khi nhập nhiều tệp, xếp ảnh của mỗi "
    "bài vào thư mục mang tên tệp Word của bài."
)
FAULT = (
    "Phần mềm gặp lỗi ({kind}) khi đọc tệp này, các tệp khác vẫn nhập. "
    "Nhờ kỹ sư xem, gửi kèm tệp; trong lúc chờ, chép bài bằng danvan new."
)
NEW, UPDATED, SAME, REFUSED = "mới", "cập nhật", "không đổi", "không nhập được"


_WORD = re.compile(r"\w+")


class WrongUseError(Exception):
    """The command cannot begin; the text tells staff why."""


@dataclass(frozen=True)
class Outcome:
    """What became of one Word file."""

    file: Path
    status: str
    """NEW, UPDATED, SAME or REFUSED."""
    folder: str = ""
    """Of the exemplar, relative to the project."""
    reason: str = ""
    """Why it was refused."""
    blanks: tuple[str, ...] = ()
    """Keys that staff must fill in."""
    photos: int = 0
    remarks: tuple[str, ...] = ()


@dataclass
class _Desk:
    """What one run of the command knows."""

    root: Path
    collection: Collection
    units: tuple[str, ...]
    origins: dict[Path, SourceRecord]
    wanted: Field | None
    update: bool
    done: dict[Path, Path]
    """Which file of this run made which folder."""


def word_files(sources: Sequence[Path]) -> list[Path]:
    """Return the manuscripts among `sources`: files as they are named, folders searched through."""
    files: list[Path] = []
    for source in sources:
        found = sorted(source.rglob("*")) if source.is_dir() else [source]
        files += (
            path
            for path in found
            if path == source
            or (path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", ".")))
        )
    return list(dict.fromkeys(files))


def import_files(
    root: Path,
    files: Sequence[Path],
    *,
    field: str = "",
    photos: Path | None = None,
    update: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[list[Outcome], list[str]]:
    """Import `files` into the project at `root`; return what became of each, and general advice.

    `field` is where they all belong; else each file must say so, or lie in a folder of that name.
    `progress` hears each file's name when it is done. Raise WrongUseError for options that fit
    nothing.
    """
    collection, _ = read_collection(root, facts_store=root / PHOTO_FACTS)
    try:
        wanted = find_field(field, collection.fields) if field else None
        sent = photos_sent(photos) if photos else []
    except (NewStoryError, WordError) as refusal:
        raise WrongUseError(str(refusal)) from None
    if photos and not sent:
        raise WrongUseError(NO_PHOTOS.format(path=photos))
    units = tuple(unit.name for unit in collection.units)
    origins = known_origins(root)
    desk = _Desk(root, collection, units, origins, wanted, update, {})
    outcomes = []
    used: set[int] = set()
    with tempfile.TemporaryDirectory() as folder:
        for number, (file, docx) in enumerate(_readable(files, Path(folder))):
            own = photos_for(file.stem, sent, alone=len(files) == 1)
            used |= {id(photo) for photo in own}
            moment = Path(folder) / f"anh-{number}"
            moment.mkdir()
            outcomes.append(_import(desk, file, docx, own, moment))
            progress(file.name)
    spare = [str(photo.path) for photo in sent if id(photo) not in used]
    names = ", ".join(spare[:3]) + (", …" if len(spare) > 3 else "")
    advice = [PHOTOS_OF_NOBODY.format(count=len(spare), names=names)] if spare else []
    return outcomes, advice


def _readable(files: Sequence[Path], folder: Path) -> Iterator[tuple[Path, Path | WordError]]:
    """Yield each file with the .docx to read it from, or why it cannot be read."""
    found: dict[Path, Path | WordError] = {}
    old: list[Path] = []
    for file in files:
        try:
            if kind_of(file) == OFFICE:
                old.append(file)
            else:
                found[file] = file
        except WordError as refusal:
            found[file] = refusal
    office = find_office()
    made = to_docx(old, folder / "chuyen", office) if office and old else {}
    for file in old:
        reason = DAMAGED if office else NO_OFFICE.format(suffix=file.suffix.lower())
        found[file] = made.get(file, WordError(reason))
    for file in files:
        yield file, found[file]


def _import(
    desk: _Desk, file: Path, docx: Path | WordError, sent: list[Sent], moment: Path
) -> Outcome:
    try:
        if isinstance(docx, WordError):
            raise docx  # noqa: TRY301
        origin = Origin(
            nfc(file.name),
            file_digest(file),
            tuple(hashlib.sha256(photo.data).hexdigest() for photo in sent),
        )
        for folder, record in desk.origins.items():
            if record.origin.made_of(origin):
                desk.done.setdefault(folder, file)
                return Outcome(file, SAME, _shown(desk, folder))
        draft = read_draft(docx, desk.units, sent, moment)
        return _place(desk, file, draft, origin)
    except WordError as refusal:
        return Outcome(file, REFUSED, reason=str(refusal))
    except Exception as fault:  # noqa: BLE001 - ours, but the other files must not wait for us
        return Outcome(file, REFUSED, reason=FAULT.format(kind=type(fault).__name__))


def _place(desk: _Desk, file: Path, draft: Draft, origin: Origin) -> Outcome:
    """Put a draft where it belongs: its own folder of before, or a new one."""
    known = next((f for f, r in desk.origins.items() if r.origin.name == origin.name), None)
    folder = known or _folder(desk, file, draft)
    shown = _shown(desk, folder)
    if folder in desk.done:
        raise WordError(TWICE.format(other=desk.done[folder].name, folder=shown))
    if folder.exists() and not desk.update:
        raise WordError((CHANGED if known else TAKEN).format(folder=shown))
    status = UPDATED if folder.exists() else NEW
    if status == UPDATED:
        values = write_update(folder, draft, origin, desk.origins.get(folder))
    else:
        values = write_new(folder, draft, origin)
    desk.done[folder] = file
    blanks = tuple(key.name for key in EXEMPLAR if key.required and key.attribute not in values)
    shown_photos = sum(photo.listed for photo in draft.photos)
    return Outcome(file, status, shown, "", blanks, shown_photos, draft.remarks)


def _folder(desk: _Desk, file: Path, draft: Draft) -> Path:
    """Return the folder of a draft: that of the exemplar it is a version of, or a new one."""
    fields = desk.collection.fields
    area = desk.wanted or _area(fields, draft.area) or _area(fields, file.parent.name)
    title = draft.values.get("title", "")
    for exemplar in desk.collection.exemplars:
        same = fold(exemplar.title) == fold(title) and area in {None, _field_of(desk, exemplar)}
        if exemplar.address == draft.address or same:
            return exemplar.path.parent
    if area is None:
        message = UNKNOWN_FIELD if draft.area else NO_FIELD
        raise WordError(message.format(known=listed(fields), name=draft.area))
    slug = slug_of(title) or slug_of(file.stem) or "bai"
    home = folder_of(area)
    by_slug = {slugify(path.name): path for path in home.iterdir() if path.is_dir()}
    return by_slug.get(slug, home / slug)


def _field_of(desk: _Desk, exemplar: Exemplar) -> Field:
    return next(field for field in desk.collection.fields if field.slug == exemplar.field)


def _area(fields: Sequence[Field], name: str) -> Field | None:
    """Return the field of that name, however spelled; None for a name that is none."""
    words = _WORD.findall(fold(name))
    for field in fields:
        if words and sorted(words) == sorted(_WORD.findall(fold(field.name))):
            return field  # “Quốc phòng – an ninh” is “An ninh – quốc phòng”
    try:
        return find_field(" ".join(words), fields) if words else None
    except NewStoryError:
        return None


def _shown(desk: _Desk, folder: Path) -> str:
    return nfc(folder.relative_to(desk.root).as_posix())
