"""Write the front matter of an exemplar as staff would, with a word of help at each blank."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import yaml

from danvan.collection.schema import ARTICLE_SECTIONS, EXEMPLAR, PHOTO, Key

_HEADER = (
    "# Điền vào sau dấu hai chấm. Chữ sau dấu # là lời nhắc, không hiện trên trang.",
    "# Dòng nào có dấu # ở đầu là mục không bắt buộc: muốn dùng thì xoá dấu # ấy.",
)
_HELP_COLUMN = 44
_HIDDEN = ("sample", "removed_on", "removal_reason", "old_addresses")
"""What no new story has."""
_REMARKS = "# Từ tệp Word, chỉ để người làm bài xem (không hiện trên trang; xem xong thì xoá):"
_NOT_IN_COMMENTS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]+")


def front_matter(
    values: Mapping[str, str],
    photos: Sequence[Mapping[str, str]] = (),
    remarks: Sequence[str] = (),
) -> str:
    """Return the front matter with the given values and photos, by attribute.

    Required keys without a value stay blank, which `danvan check` names; others are commented out.
    `remarks` are comments, for staff only.
    """
    lines = [line for key in EXEMPLAR for line in _lines(key, values.get(key.attribute), photos)]
    if remarks:
        lines.append(_REMARKS)
        lines += [f"# – {_NOT_IN_COMMENTS.sub(' ', remark).strip()}" for remark in remarks]
    return "\n".join(["---", *_HEADER, *lines, "---", ""])


def sections() -> str:
    """Return the headings of an article, with room below each."""
    return "\n".join(f"## {name}\n\n\n" for name in ARTICLE_SECTIONS)


def scalar(text: str) -> str:
    """Return `text` as YAML, in quotes only where it needs them."""
    if text.isdecimal():
        return text
    return yaml.safe_dump(text, allow_unicode=True, width=10_000).removesuffix("\n...\n").strip()


def _lines(key: Key, value: str | None, photos: Sequence[Mapping[str, str]]) -> list[str]:
    if key.attribute == "photos":
        return _listed(key, photos) if photos else _photo_lines(key)
    if key.attribute in _HIDDEN and value is None:
        return []
    if value is not None:
        return [_with_help(f"{key.name}: {scalar(value)}", key.help)]
    if key.required:
        return [_with_help(f"{key.name}:", f"{key.help}, ví dụ: {key.shown_example}")]
    return [_with_help(f"# {key.name}: {key.shown_example}", key.help)]


def _listed(key: Key, photos: Sequence[Mapping[str, str]]) -> list[str]:
    lines = [f"{key.name}:"]
    for photo in photos:
        known = [row for row in PHOTO if photo.get(row.attribute) or row.attribute == "caption"]
        for number, row in enumerate(known):
            value = photo.get(row.attribute, "")
            mark = "  - " if number == 0 else "    "
            line = f"{mark}{row.name}: {scalar(value) if value else ''}".rstrip()
            lines.append(line if value else _with_help(line, row.help))
    return lines


def _photo_lines(key: Key) -> list[str]:
    marks = ["- ", *["  "] * (len(PHOTO) - 1)]
    rows = [
        _with_help(f"#   {mark}{row.name}: {row.shown_example}", row.help)
        for mark, row in zip(marks, PHOTO, strict=True)
    ]
    return [_with_help(f"# {key.name}:", f"{key.help}; chép tệp ảnh vào cùng thư mục"), *rows]


def _with_help(line: str, told: str) -> str:
    return f"{line:<{_HELP_COLUMN}} # {told}"
