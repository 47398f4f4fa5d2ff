"""Which settings `extra.book` knows, and what each accepts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from danvan.collection.folding import fold

from .barcode import isbn_problem
from .settings import COLOUR, DOWN, GREY, PDFX1A, PDFX4, STAGES, UP


@dataclass(frozen=True)
class Setting:
    """What a setting accepts: `read` returns the value, or None when it is wrong."""

    wanted: str
    example: str
    read: Callable[[Any], Any]


def _text(wanted: str, example: str) -> Setting:
    return Setting(wanted, example, lambda v: str(v).strip() if _is_text(v) else None)


def _texts(wanted: str, example: str) -> Setting:
    def read(value: Any) -> tuple[str, ...] | None:
        good = isinstance(value, list) and all(map(_is_text, value))
        return tuple(map(str, value)) if good else None

    return Setting(wanted, example, read)


def _number(lowest: float, highest: float, example: str, unit: str = "mi-li-mét") -> Setting:
    wanted = f"số {unit} từ {lowest:g} đến {highest:g}".replace(".", ",")
    return Setting(
        wanted, example, lambda v: v if _is_number(v) and lowest <= v <= highest else None
    )


def _count(lowest: int, highest: int, example: str) -> Setting:
    wanted = f"một số nguyên từ {lowest} đến {highest}"
    return Setting(
        wanted,
        example,
        lambda v: int(v) if _is_number(v) and lowest <= v <= highest and v == int(v) else None,
    )


def _yes_or_no(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"co": True, "khong": False}.get(fold(str(value)))


def _choice(*choices: str) -> Setting:
    folded = {fold(choice): choice for choice in choices}
    return Setting(
        f"một trong: {', '.join(choices)}", choices[0], lambda v: folded.get(fold(str(v)))
    )


_YES_NO = Setting("có hoặc không", "có", _yes_or_no)
NAME = Setting(
    "tên tệp không dấu, không có .pdf",
    "dan-van-kheo",
    lambda v: str(v) if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", str(v)) else None,
)
_LINE = _text("một dòng chữ", "Quận Nam Từ Liêm")
_PERSON = _text("họ tên", "Nguyễn Văn An")
_WIDTH, _HEIGHT = _number(100, 300, "145"), _number(140, 420, "205")

BOOK: Mapping[str, Setting] = {
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
    "trim_width": _WIDTH,
    "trim_height": _HEIGHT,
    "output": NAME,
}
IMPRINT: Mapping[str, Setting] = {
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
    "isbn": Setting(
        "mã ISBN 13 chữ số đúng số kiểm tra",
        "978-604-55-0000-2",
        lambda v: None if _is_text(v) and str(v).strip() and isbn_problem(str(v)) else _stripped(v),
    ),
    "deposit": _text("quý hoặc ngày nộp lưu chiểu", "Quý IV năm 2023"),
    "price": _text("giá bán hoặc “Sách không bán”", "Sách không bán"),
}
PRESS: Mapping[str, Setting] = {
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
    "signature": Setting(
        "2, 4, 8, 16 hoặc 32", "16", lambda v: int(v) if v in (2, 4, 8, 16, 32) else None
    ),
    "paper": _text("tên và định lượng giấy", "Couché mờ 120"),
    "paper_thickness": _number(0.03, 1, "0.1"),
    "spine_text": _LINE,
    "spine_direction": _choice(DOWN, UP),
    "flap": _number(0, 200, "80"),
    "blurb": _LINE,
}
VOLUME: Mapping[str, Setting] = {
    "output": NAME,
    "title": BOOK["title"],
    "subtitle": _LINE,
    "years": BOOK["years"],
}
SELECTION: Mapping[str, Setting] = {
    "story_years": Setting(
        "danh sách năm",
        "[2023]",
        lambda v: tuple(v) if isinstance(v, list) and all(map(_is_number, v)) else None,
    ),
    "fields": _texts("danh sách thư mục lĩnh vực", "[kinh-te]"),
    "stories": _texts("danh sách thư mục bài", "[kinh-te/to-san-xuat-xanh]"),
    "parts": _YES_NO,
}


def _is_text(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _stripped(value: Any) -> str | None:
    return str(value).strip() if _is_text(value) else None
