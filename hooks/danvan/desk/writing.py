"""Write the front matter of an exemplar as staff would, with a word of help at each blank."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from danvan.collection.schema import ARTICLE_SECTIONS, EXEMPLAR, PHOTO, Key

_HEADER = (
    "# Điền vào sau dấu hai chấm. Chữ sau dấu # là lời nhắc, không hiện trên trang.",
    "# Dòng nào có dấu # ở đầu là mục không bắt buộc: muốn dùng thì xoá dấu # ấy.",
)
_HELP_COLUMN = 44
_HIDDEN = ("sample",)


def front_matter(values: Mapping[str, str]) -> str:
    """Return the front matter with the given values, by attribute.

    Required keys without a value stay blank, which `danvan check` names; others are commented out.
    """
    lines = [line for key in EXEMPLAR for line in _lines(key, values.get(key.attribute))]
    return "\n".join(["---", *_HEADER, *lines, "---", ""])


def sections(texts: Mapping[str, str] | None = None) -> str:
    """Return the headings of an article, with what is known below each."""
    known = texts or {}
    return "\n".join(f"## {name}\n\n{known.get(name, '')}\n" for name in ARTICLE_SECTIONS)


def scalar(text: str) -> str:
    """Return `text` as YAML, in quotes only where it needs them."""
    if text.isdecimal():
        return text
    return yaml.safe_dump(text, allow_unicode=True, width=10_000).removesuffix("\n...\n").strip()


def _lines(key: Key, value: str | None) -> list[str]:
    if key.attribute in _HIDDEN:
        return []
    if key.attribute == "photos":
        return _photo_lines(key)
    if value is not None:
        return [_with_help(f"{key.name}: {scalar(value)}", key.help)]
    if key.required:
        return [_with_help(f"{key.name}:", f"{key.help}, ví dụ: {key.shown_example}")]
    return [_with_help(f"# {key.name}: {key.shown_example}", key.help)]


def _photo_lines(key: Key) -> list[str]:
    marks = ["- ", *["  "] * (len(PHOTO) - 1)]
    rows = [
        _with_help(f"#   {mark}{row.name}: {row.shown_example}", row.help)
        for mark, row in zip(marks, PHOTO, strict=True)
    ]
    return [_with_help(f"# {key.name}:", f"{key.help}; chép tệp ảnh vào cùng thư mục"), *rows]


def _with_help(line: str, told: str) -> str:
    return f"{line:<{_HELP_COLUMN}} # {told}"
