"""Make the fields of the form from the tables that the files are read by."""

from __future__ import annotations

from typing import Any

from danvan.collection import Kind, State
from danvan.collection.schema import (
    ARTICLE_SECTIONS,
    COLOUR,
    COUNT,
    DATE,
    FLAG,
    FOCUS,
    KIND,
    PHOTO,
    PHOTOS,
    STATE,
    YEAR,
    Key,
    Table,
)

Field = dict[str, Any]
_LONG = ("summary", "caption", "subject")
"""Texts of more than a line."""
_FILES = ("file", "hero")
_HIDDEN = ("sample",)
_DEFAULTS = {"state": State.REGISTERED.value, "consent": "không"}
_YEARS = {"min": 1900, "max": 2100}
_BODY = "Bài viết"
_BODY_HINT = "Bốn phần: Nội dung, Cách triển khai, Kết quả, Bài học kinh nghiệm."
_PHOTO = "ảnh"
_OPTIONS = {
    FLAG: ["có", "không"],
    KIND: [kind.value for kind in Kind],
    STATE: [state.value for state in State],
}
_PATTERNS = {
    DATE: (r"^\s*$|^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$|^\d{4}-\d{1,2}-\d{1,2}$", "10/10/2023"),
    FOCUS: (r"^\s*$|^\d+([.,]\d+)?\s*%[\s,]+\d+([.,]\d+)?\s*%$", "50% 30%"),
    COLOUR: (r"^\s*$|^#[0-9a-fA-F]{6}$", "#1d6b57"),
}


def fields_of(table: Table, *, article: bool = True) -> list[Field]:
    """Return the form's fields for files that `table` reads, the article last."""
    fields = [_field(key) for key in table if key.attribute not in _HIDDEN]
    if article:
        fields.append(_body(sections="consent" in {key.attribute for key in table}))
    return fields


def _field(key: Key) -> Field:
    """Return one field. Its name is the key itself, so that files stay as people write them."""
    field: Field = {
        "name": key.name,
        "label": f"{key.name[:1].upper()}{key.name[1:]}",
        "hint": f"{key.help[:1].upper()}{key.help[1:]}. Ví dụ: {key.shown_example}",
        "required": key.required,
    }
    if key.type is PHOTOS:
        return field | _photo_list(key)
    if default := _DEFAULTS.get(key.attribute):
        field["default"] = default
    return field | _widget(key)


def _widget(key: Key) -> Field:
    if key.attribute in _FILES:
        return {"widget": "image", "choose_url": False}
    if key.type in _OPTIONS:
        return {"widget": "select", "options": _OPTIONS[key.type]}
    if key.type in {YEAR, COUNT}:
        limits = _YEARS if key.type is YEAR else {"min": 0}
        return {"widget": "number", "value_type": "int", **limits}
    if key.type in _PATTERNS:
        pattern, example = _PATTERNS[key.type]
        return {"widget": "string", "pattern": [pattern, f"Viết như {example}"]}
    return {"widget": "text" if key.attribute in _LONG else "string"}


def _photo_list(key: Key) -> Field:
    return {
        "widget": "list",
        "label_singular": _PHOTO,
        "collapsed": False,
        "hint": f"{key.help[:1].upper()}{key.help[1:]}.",
        "fields": [_field(row) for row in PHOTO],
    }


def _body(*, sections: bool) -> Field:
    field: Field = {"name": "body", "label": _BODY, "widget": "markdown", "required": False}
    if sections:
        field["hint"] = _BODY_HINT
        field["default"] = "".join(f"## {name}\n\n\n\n" for name in ARTICLE_SECTIONS)
    return field
