"""The book's settings: `extra.book` of mkdocs.yml, checked and as a dataclass."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from danvan.collection import Findings, messages
from danvan.collection.folding import fold, nearest

STAGES = ("bản thảo 1", "bản thảo 2", "bản thảo 3", "maket", "phát hành")


@dataclass(frozen=True)
class BookSettings:
    """What the book is called, who issues it, and how large it is."""

    title: str = "Những điển hình “Dân vận khéo”"
    subtitle: str = ""
    place: str = ""
    years: str = ""
    issuer: str = ""
    editors: tuple[str, ...] = ()
    stage: str = "bản thảo 1"
    target_exemplars: int = 50
    target_photos: int = 32
    trim_width: float = 145.0
    """Millimetres."""
    trim_height: float = 205.0
    """Millimetres."""
    output: str = "dan-van-kheo"
    """Name of the PDF under sach/, without `.pdf`."""

    @property
    def reading_edition(self) -> str:
        """Address of the reading edition on the site."""
        return f"sach/{self.output}.pdf"


@dataclass(frozen=True)
class _Setting:
    key: str
    wanted: str
    example: str
    accepts: Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(_is_text(item) for item in value)


def _is_size(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 50 <= value <= 500


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


_SETTINGS: Mapping[str, _Setting] = {
    "title": _Setting("title", "tên sách", "Những điển hình “Dân vận khéo”", _is_text),
    "subtitle": _Setting("subtitle", "một dòng chữ", "Quận Nam Từ Liêm", _is_text),
    "place": _Setting("place", "một dòng chữ", "Quận Nam Từ Liêm", _is_text),
    "years": _Setting("years", "một dòng chữ", "2014–2024", _is_text),
    "issuer": _Setting("issuer", "tên cơ quan", "Quận uỷ Nam Từ Liêm", _is_text),
    "editors": _Setting("editors", "danh sách tên người", "[Ban Biên tập]", _is_texts),
    "stage": _Setting(
        "stage",
        f"một trong: {', '.join(STAGES)}",
        STAGES[0],
        lambda value: fold(str(value)) in map(fold, STAGES),
    ),
    "target_exemplars": _Setting("target_exemplars", "một số nguyên", "50", _is_count),
    "target_photos": _Setting("target_photos", "một số nguyên", "32", _is_count),
    "trim_width": _Setting("trim_width", "số mi-li-mét từ 50 đến 500", "145", _is_size),
    "trim_height": _Setting("trim_height", "số mi-li-mét từ 50 đến 500", "205", _is_size),
    "output": _Setting(
        "output",
        "tên tệp không dấu, không có .pdf",
        "dan-van-kheo",
        lambda value: bool(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", str(value))),
    ),
}


def read_book_settings(given: Any, path: Path, findings: Findings) -> BookSettings:
    """Return the settings in `given`, recording problems against `path` (mkdocs.yml)."""
    if not isinstance(given, Mapping):
        given = {}
    good: dict[str, Any] = {}
    for key, value in given.items():
        setting = _SETTINGS.get(str(key))
        line = _line_of(str(key), path)
        if setting is None:
            near = nearest(str(key), _SETTINGS)
            template = messages.UNKNOWN_KEY_NEAR if near else messages.UNKNOWN_KEY_FAR
            hint = template.format(near=near, known=", ".join(_SETTINGS))
            findings.problem(path, line, messages.SETTING_UNKNOWN, key=key, hint=hint)
        elif not setting.accepts(value):
            findings.problem(
                path,
                line,
                messages.SETTING_WRONG,
                key=key,
                wanted=setting.wanted,
                example=setting.example,
            )
        else:
            good[setting.key] = _as_declared(setting.key, value)
    return BookSettings(**good)


def _as_declared(key: str, value: Any) -> Any:
    if key == "stage":
        return next(stage for stage in STAGES if fold(stage) == fold(str(value)))
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    kinds = {field.name: field.type for field in fields(BookSettings)}
    return str(value) if kinds[key] == "str" else value


def _line_of(key: str, path: Path) -> int:
    """Return the line of `key` below `book:`; 1 when it is not found."""
    inside = False
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        inside = inside or line.strip() == "book:"
        if inside and re.match(rf"\s+{re.escape(key)}\s*:", line):
            return number
    return 1
