"""Make the folder of a new exemplar: `danvan new`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from danvan.collection import Field, State, read_collection
from danvan.collection.folders import ARTICLE_FILE
from danvan.collection.folding import fold, nearest, nfc, slugify

from .projectfile import PHOTO_FACTS
from .writing import front_matter, sections

_NO_FIELD = "Không có lĩnh vực nào tên là “{name}”.{hint} Các lĩnh vực: {known}."
_NEAR = " Có phải là “{near}”?"
_NO_TITLE = "Tiêu đề “{title}” không có chữ cái hay chữ số nào. Hãy viết tên bài trong ngoặc kép."
_EXISTS = (
    "Đã có thư mục {path}. Không ghi đè bài nào: hãy đặt tiêu đề khác, hoặc mở bài ấy mà sửa tiếp."
)
_LONGEST_SLUG = 60
"""Characters of an address, so that it can be printed, and read out on the telephone."""


class NewStoryError(Exception):
    """The exemplar cannot be made; the text tells staff why."""


def new_story(root: Path, field: str, title: str) -> Path:
    """Write a new exemplar of `field` (folder or name, however typed) and return its file.

    Raise NewStoryError when the field is unknown, the title says nothing, or the folder is there.
    """
    collection, _ = read_collection(root, facts_store=root / PHOTO_FACTS)
    area = folder_of(find_field(field, collection.fields))
    slug = slug_of(title)
    if not slug:
        raise NewStoryError(_NO_TITLE.format(title=title))
    folder = area / slug
    taken = {slugify(path.name) for path in area.iterdir()}
    if slug in taken:
        raise NewStoryError(_EXISTS.format(path=folder.relative_to(root).as_posix()))
    values = {
        "title": " ".join(nfc(title).split()),
        "year": str(date.today().year),  # noqa: DTZ011 - the year where staff sit
        "state": State.REGISTERED.value,
        "consent": "không",
    }
    folder.mkdir()
    file = folder / ARTICLE_FILE
    file.write_text(f"{front_matter(values)}\n{sections()}", "utf-8")
    return file


def slug_of(title: str) -> str:
    """Return the folder name of a title: its first words without diacritics."""
    slug = slugify(title)
    if len(slug) <= _LONGEST_SLUG:
        return slug
    return slug[: _LONGEST_SLUG + 1].rpartition("-")[0] or slug[:_LONGEST_SLUG]


def folder_of(field: Field) -> Path:
    """Return the folder that holds the exemplars of a field."""
    return field.path.parent if field.path.is_file() else field.path


def listed(fields: Sequence[Field]) -> str:
    """Return the fields as staff can name them: folder, and name."""
    return ", ".join(f"{field.slug} ({field.name})" for field in fields)


def find_field(wanted: str, fields: Sequence[Field]) -> Field:
    """Return the field that staff mean; raise NewStoryError, which lists all, if there is none."""
    by_name = {fold(name): field for field in fields for name in (field.slug, field.name)}
    beginning = [field for name, field in by_name.items() if name.startswith(fold(wanted))]
    if fold(wanted) in by_name:
        return by_name[fold(wanted)]
    if fold(wanted) and len({field.slug for field in beginning}) == 1:
        return beginning[0]
    near = nearest(wanted, [field.slug for field in fields])
    raise NewStoryError(
        _NO_FIELD.format(
            name=wanted,
            hint=_NEAR.format(near=near) if near else "",
            known=listed(fields),
        )
    )
