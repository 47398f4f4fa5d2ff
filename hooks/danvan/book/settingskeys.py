"""Read `extra.book`: which settings there are, what each accepts, and what is said of a mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import yaml

from danvan.collection import Findings, messages
from danvan.collection.folding import fold, nearest

from .barcode import isbn_problem
from .paper import find_paper
from .settings import (
    COLOUR,
    DOWN,
    GREY,
    PDFX1A,
    PDFX4,
    STAGES,
    UP,
    BookSettings,
    Imprint,
    Press,
    Selection,
    Volume,
)

Kind = TypeVar("Kind")
SettingPath = tuple[str | int, ...]
"""Where a setting stands: keys and list positions below `extra.book`."""


@dataclass(frozen=True)
class _Setting:
    """What a setting accepts: `read` returns the value, or None when it is wrong."""

    wanted: str
    example: str
    read: Callable[[Any], Any]


def _text(wanted: str, example: str) -> _Setting:
    return _Setting(wanted, example, lambda v: str(v).strip() if _is_text(v) else None)


def _texts(wanted: str, example: str) -> _Setting:
    def read(value: Any) -> tuple[str, ...] | None:
        good = isinstance(value, list) and all(map(_is_text, value))
        return tuple(map(str, value)) if good else None

    return _Setting(wanted, example, read)


def _number(lowest: float, highest: float, example: str, unit: str = "mi-li-mét") -> _Setting:
    wanted = f"số {unit} từ {lowest:g} đến {highest:g}".replace(".", ",")
    return _Setting(
        wanted, example, lambda v: v if _is_number(v) and lowest <= v <= highest else None
    )


def _count(lowest: int, highest: int, example: str) -> _Setting:
    wanted = f"một số nguyên từ {lowest} đến {highest}"
    return _Setting(
        wanted,
        example,
        lambda v: int(v) if _is_number(v) and lowest <= v <= highest and v == int(v) else None,
    )


def _yes_or_no(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"co": True, "khong": False}.get(fold(str(value)))


def _choice(*choices: str) -> _Setting:
    folded = {fold(choice): choice for choice in choices}
    return _Setting(
        f"một trong: {', '.join(choices)}", choices[0], lambda v: folded.get(fold(str(v)))
    )


_YES_NO = _Setting("có hoặc không", "có", _yes_or_no)
_NAME = _Setting(
    "tên tệp không dấu, không có .pdf",
    "dan-van-kheo",
    lambda v: str(v) if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", str(v)) else None,
)
_LINE = _text("một dòng chữ", "Quận Nam Từ Liêm")
_PERSON = _text("họ tên", "Nguyễn Văn An")
_SIZE = _number(50, 500, "145")

_BOOK: Mapping[str, _Setting] = {
    "title": _text("tên sách", "Những điển hình “Dân vận khéo”"),
    "subtitle": _LINE,
    "place": _LINE,
    "years": _text("một dòng chữ", "2014 – 2024"),
    "edition": _text("một dòng chữ", "Xuất bản lần thứ nhất"),
    "issuer": _text("tên cơ quan", "Quận uỷ Nam Từ Liêm"),
    "editors": _texts("danh sách tên người", "[Ban Biên tập]"),
    "stage": _choice(*STAGES),
    "target_exemplars": _count(0, 100_000, "50"),
    "target_photos": _count(0, 100_000, "32"),
    "trim_width": _SIZE,
    "trim_height": _SIZE,
    "output": _NAME,
}
_IMPRINT: Mapping[str, _Setting] = {
    "publisher": _text("tên nhà xuất bản hoặc cơ quan được cấp giấy phép", "Nhà xuất bản Hà Nội"),
    "director": _PERSON,
    "chief_editor": _PERSON,
    "content_editor": _PERSON,
    "cover_designer": _PERSON,
    "layout": _PERSON,
    "proofreader": _PERSON,
    "copies": _count(0, 10_000_000, "500"),
    "printer": _text("tên cơ sở in", "Công ty TNHH In Ánh Dương"),
    "printer_address": _text("địa chỉ cơ sở in", "số 1, đường Phạm Hùng, Hà Nội"),
    "registration": _text("số xác nhận đăng ký xuất bản", "1234-2023/CXBIPH/05-89/HN"),
    "decision": _text("số, ngày của quyết định hoặc giấy phép xuất bản", "56/QĐ-NXBHN, 01/12/2023"),
    "isbn": _Setting(
        "mã ISBN 13 chữ số đúng số kiểm tra",
        "978-604-55-0000-2",
        lambda v: None if _is_text(v) and str(v).strip() and isbn_problem(str(v)) else _stripped(v),
    ),
    "deposit": _text("quý hoặc ngày nộp lưu chiểu", "Quý IV năm 2023"),
    "price": _text("giá bán hoặc “Sách không bán”", "Sách không bán"),
}
_PRESS: Mapping[str, _Setting] = {
    "enabled": _YES_NO,
    "standard": _choice(PDFX4, PDFX1A),
    "profile": _text("đường dẫn tới tệp ICC", "ho-so-mau/nha-in.icc"),
    "condition": _text("tên điều kiện in của hồ sơ màu", "FOGRA39"),
    "colour": _choice(COLOUR, GREY),
    "colour_sections": _texts("danh sách phần in màu", "[anh-phong-trao]"),
    "ink_limit": _count(200, 400, "320"),
    "dpi": _count(150, 600, "300"),
    "quality": _count(90, 100, "92"),
    "bleed": _number(0, 10, "3"),
    "marks": _YES_NO,
    "signature": _Setting(
        "2, 4, 8, 16 hoặc 32", "16", lambda v: int(v) if v in (2, 4, 8, 16, 32) else None
    ),
    "paper": _text("tên và định lượng giấy", "Couché mờ 120"),
    "paper_thickness": _number(0.03, 1, "0.1"),
    "spine_text": _LINE,
    "spine_direction": _choice(DOWN, UP),
    "flap": _number(0, 200, "80"),
    "blurb": _LINE,
}
_VOLUME: Mapping[str, _Setting] = {
    "output": _NAME,
    "title": _BOOK["title"],
    "subtitle": _LINE,
    "years": _BOOK["years"],
}
_SELECTION: Mapping[str, _Setting] = {
    "story_years": _Setting(
        "danh sách năm",
        "[2023]",
        lambda v: tuple(v) if isinstance(v, list) and all(map(_is_number, v)) else None,
    ),
    "fields": _texts("danh sách thư mục lĩnh vực", "[kinh-te]"),
    "stories": _texts("danh sách thư mục bài", "[kinh-te/to-san-xuat-xanh]"),
    "parts": _YES_NO,
}


def read_book_settings(given: Any, path: Path, findings: Findings) -> BookSettings:
    """Return the settings in `given`, recording problems against `path` (mkdocs.yml)."""
    return _Reader(path, findings).book(given)


class _Reader:
    def __init__(self, path: Path, findings: Findings) -> None:
        self.path = path
        self.findings = findings
        self.lines = setting_lines(path)

    def book(self, given: Any) -> BookSettings:
        groups = ("imprint", "press", "volumes")
        values = given if isinstance(given, Mapping) else {}
        read = self._values(values, _BOOK, (), also=groups)
        imprint = self._group(values, "imprint", _IMPRINT, Imprint(), ())
        press = self._press(self._group(values, "press", _PRESS, Press(), ()))
        book = BookSettings(**read, imprint=imprint, press=press)
        return replace(book, volumes=self._volumes(values.get("volumes"), imprint))

    def _press(self, press: Press) -> Press:
        if press.enabled and not press.paper_thickness and not find_paper(press.paper):
            self.findings.problem(
                self.path, self._line(("press", "paper")), messages.PAPER_UNKNOWN, paper=press.paper
            )
        if press.profile:
            self._profile(press.profile)
        return press

    def _profile(self, name: str) -> None:
        path = self.path.parent / name
        line = self._line(("press", "profile"))
        if not path.is_file():
            self.findings.problem(self.path, line, messages.PROFILE_MISSING, profile=name)
        # ICC.1:2022, 7.2.8: the colour space stands in bytes 16-19 of the header.
        elif path.read_bytes()[16:20] != b"CMYK":
            self.findings.problem(self.path, line, messages.PROFILE_WRONG, profile=name)

    def _volumes(self, given: Any, imprint: Imprint) -> tuple[Volume, ...]:
        if given is None:
            return ()
        if not (isinstance(given, list) and all(isinstance(item, Mapping) for item in given)):
            self._wrong(("volumes",), "danh sách các tập", "[{output: tap-1}]")
            return ()
        volumes = [self._volume(item, number, imprint) for number, item in enumerate(given)]
        # Windows and macOS take names that differ in capitals for one.
        names = [volume.output.casefold() for volume in volumes]
        for number, volume in enumerate(volumes):
            if names[number] in names[:number]:
                line = self._line(("volumes", number, "output"))
                self.findings.problem(self.path, line, messages.VOLUME_TWICE, output=volume.output)
        return tuple(volumes)

    def _volume(self, given: Mapping[str, Any], number: int, imprint: Imprint) -> Volume:
        at: SettingPath = ("volumes", number)
        read = self._values(given, {**_VOLUME, **_SELECTION}, at, also=("imprint",))
        if given.get("output") is None:
            self._wrong((*at, "output"), _NAME.wanted, _NAME.example)
        chosen = {key: read.pop(key) for key in _SELECTION if key in read}
        if "story_years" in chosen:
            chosen["years"] = chosen.pop("story_years")
        own = self._group(given, "imprint", _IMPRINT, imprint, at)
        output = read.pop("output", f"tap-{number + 1}")
        return Volume(output, **read, selection=Selection(**chosen), imprint=own)

    def _group(
        self,
        values: Mapping[str, Any],
        key: str,
        table: Mapping[str, _Setting],
        default: Kind,
        at: SettingPath,
    ) -> Kind:
        given = values.get(key)
        if given is None:
            return default
        if not isinstance(given, Mapping):
            name, setting = next(iter(table.items()))
            example = f"{{ {name}: {setting.example} }}"
            self._wrong((*at, key), "một nhóm thiết lập thụt vào bên dưới", example)
            return default
        return replace(default, **self._values(given, table, (*at, key)))  # type: ignore[type-var]

    def _values(
        self,
        given: Mapping[str, Any],
        table: Mapping[str, _Setting],
        at: SettingPath,
        also: tuple[str, ...] = (),
    ) -> dict[str, Any]:
        """Return what `table` knows of `given`; a setting left blank is as if not there."""
        good: dict[str, Any] = {}
        for key, value in given.items():
            setting = table.get(str(key))
            if setting is None:
                if key not in also:
                    self._unknown((*at, str(key)), (*table, *also))
            elif value is not None:
                read = setting.read(value)
                if read is None:
                    self._wrong((*at, str(key)), setting.wanted, setting.example)
                else:
                    good[str(key)] = read
        return good

    def _unknown(self, at: SettingPath, known: tuple[str, ...]) -> None:
        key = str(at[-1])
        near = nearest(key, known)
        template = messages.UNKNOWN_KEY_NEAR if near else messages.UNKNOWN_KEY_FAR
        hint = template.format(near=near, known=", ".join(known))
        self.findings.problem(
            self.path, self._line(at), messages.SETTING_UNKNOWN, key=key, hint=hint
        )

    def _wrong(self, at: SettingPath, wanted: str, example: str) -> None:
        self.findings.problem(
            self.path,
            self._line(at),
            messages.SETTING_WRONG,
            key=at[-1],
            wanted=wanted,
            example=example,
        )

    def _line(self, at: SettingPath) -> int:
        return line_of(at, self.lines)


def line_of(at: SettingPath, lines: Mapping[SettingPath, int]) -> int:
    """Return the line of a setting, or of the nearest thing around it that is there."""
    while at and at not in lines:
        at = at[:-1]
    return lines.get(at, 1)


def setting_lines(path: Path) -> dict[SettingPath, int]:
    """Return the line of each setting below `extra.book` of `path`; none when it is no YAML."""
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return {}
    for name in ("extra", "book"):
        node = _child(node, name)
    found: dict[SettingPath, int] = {}
    _number_lines(node, (), found)
    return found


def _child(node: yaml.Node | None, name: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for key, value in pairs if key.value == name), None)


def _number_lines(node: yaml.Node | None, at: SettingPath, found: dict[SettingPath, int]) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            found[*at, str(key.value)] = key.start_mark.line + 1
            _number_lines(value, (*at, str(key.value)), found)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            found[*at, number] = value.start_mark.line + 1
            _number_lines(value, (*at, number), found)


def _is_text(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _stripped(value: Any) -> str | None:
    return str(value).strip() if _is_text(value) else None
