"""The tables of what staff may write: key, attribute, type, whether required, help.

Everything that names a key (reading, messages, the writing guide) is made from these tables.
Keys and enumerated values are compared folded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from .folding import fold
from .model import Focus, Kind, State
from .yamltext import Value


class WrongTypeError(ValueError):
    """The value is not of the wanted type."""


class UnknownValueError(ValueError):
    """The value is none of the enumerated ones, which are in `known`."""

    def __init__(self, known: tuple[str, ...]) -> None:
        super().__init__()
        self.known = known


@dataclass(frozen=True)
class Type:
    """How a value is called in Vietnamese, how it is read, and how it looks."""

    wanted: str
    read: Callable[[Value], Any]
    example: str


@dataclass(frozen=True)
class Key:
    """One row of a table."""

    name: str
    attribute: str
    type: Type
    help: str
    required: bool = False
    example: str = ""
    synonyms: tuple[str, ...] = ()
    """What people write instead: never accepted, but the message then names this key."""

    @property
    def shown_example(self) -> str:
        return self.example or self.type.example


Table = tuple[Key, ...]


def _scalar(value: Value) -> str:
    if value.items is not None or value.entries is not None:
        raise WrongTypeError
    return value.text.strip()


def _whole(low: int, high: int) -> Callable[[Value], int]:
    def read(value: Value) -> int:
        text = _scalar(value)
        if not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise WrongTypeError
        return int(text)

    return read


def _flag(value: Value) -> bool:
    meanings = {True: ("co", "yes", "true", "dung"), False: ("khong", "no", "false", "chua")}
    folded = fold(_scalar(value))
    for meaning, words in meanings.items():
        if folded in words:
            return meaning
    raise UnknownValueError(("có", "không"))


def _choice(options: type[Enum]) -> Callable[[Value], Enum]:
    def read(value: Value) -> Enum:
        folded = fold(_scalar(value))
        for option in options:
            if fold(option.value) == folded:
                return option
        raise UnknownValueError(tuple(option.value for option in options))

    return read


def read_date(value: Value) -> date:
    """Read `2023-10-10` or `10/10/2023`; raise WrongTypeError for anything else."""
    text = _scalar(value)
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    day_first = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    try:
        if iso:
            return date(*map(int, iso.groups()))
        if day_first:
            return date(*map(int, reversed(day_first.groups())))
    except ValueError as error:
        raise WrongTypeError from error
    raise WrongTypeError


def _focus(value: Value) -> Focus:
    found = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*%[\s,]+(\d+(?:[.,]\d+)?)\s*%", _scalar(value))
    if not found:
        raise WrongTypeError
    x, y = (float(part.replace(",", ".")) / 100 for part in found.groups())
    if x > 1 or y > 1:
        raise WrongTypeError
    return Focus(x, y)


def _colour(value: Value) -> str:
    text = _scalar(value)
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise WrongTypeError
    return text.lower()


def _photo_list(value: Value) -> tuple[Value, ...]:
    """Return the photo items; a bare file name stands for an item with only `tệp`."""
    if value.empty:
        return ()
    if value.items is None:
        raise WrongTypeError
    return value.items


def _addresses(value: Value) -> tuple[str, ...]:
    """Return one address or a list of them as `kinh-te/ten-bai/`, however they were copied."""
    items = value.items if value.items is not None else (value,)
    return tuple(dict.fromkeys(map(_address, map(_scalar, items))))


def _address(text: str) -> str:
    path = re.sub(r"^[a-z]+://[^/]*", "", text.lower()).split("#")[0].split("?")[0]
    path = (
        path.removesuffix("index.html")
        .removesuffix("guong.md")
        .strip("/")
        .removeprefix("exemplars/")
    )
    if not re.fullmatch(r"[a-z0-9-]+(?:/[a-z0-9-]+)+", path):
        raise WrongTypeError
    return f"{path}/"


_STATES = ", ".join(state.value for state in State)
TEXT = Type("một dòng chữ", _scalar, "…")
FLAG = Type("có hoặc không", _flag, "có")
YEAR = Type("năm gồm bốn chữ số", _whole(1900, 2100), "2023")
COUNT = Type("một số, viết bằng chữ số", _whole(0, 10_000), "1")
DATE = Type("ngày dạng 10/10/2023", read_date, "10/10/2023")
FOCUS = Type("hai tỷ lệ phần trăm", _focus, "50% 30%")
COLOUR = Type("mã màu gồm dấu # và sáu ký tự 0–9, a–f, đặt trong ngoặc kép", _colour, '"#1d6b57"')
KIND = Type("tập thể hoặc cá nhân", _choice(Kind), Kind.COLLECTIVE.value)
STATE = Type(f"một trong: {_STATES}", _choice(State), State.APPROVED.value)
ADDRESSES = Type(
    "địa chỉ trên trang, dạng lĩnh-vực/tên-bài không dấu; nhiều địa chỉ thì đặt trong [ ]",
    _addresses,
    "kinh-te/to-san-xuat-xanh",
)
PHOTOS = Type(
    "một danh sách ảnh, mỗi ảnh bắt đầu bằng “- tệp: …”",
    _photo_list,
    "(xuống dòng, thụt vào hai dấu cách) - tệp: ra-quan.jpg",
)

_SUMMARY = "Cả ngõ cùng trồng hoa, đổ rác đúng giờ và giữ phố sạch quanh năm."
_CAPTION = "Buổi ra quân ngày 05/3/2023."
_FIELD_SUMMARY = "Những cách làm giúp khu phố sạch hơn, trẻ em ham đọc hơn."
_PART_SUMMARY = "Vì sao có cuốn sách này."
_PHOTOS_KEY = Key(
    "ảnh",
    "photos",
    PHOTOS,
    "các ảnh của bài, ảnh đầu là ảnh bìa",
    synonyms=("hình", "hình ảnh", "các ảnh"),
)
_SAMPLE_KEY = Key("mẫu", "sample", FLAG, "chỉ có ở nội dung mẫu kèm phần mềm; bài thật bỏ mục này")

EXEMPLAR: Table = (
    Key(
        "tiêu đề",
        "title",
        TEXT,
        "tên bài",
        True,
        "Tuyến phố xanh của chi hội số 5",
        ("tên bài", "tựa đề", "đầu đề"),
    ),
    Key("loại", "kind", KIND, "tập thể hay cá nhân", True),
    Key(
        "tên",
        "name",
        TEXT,
        "tập thể hoặc người được nêu gương",
        True,
        "Chi hội phụ nữ số 5",
        ("họ tên", "họ và tên", "tên tập thể", "tên cá nhân"),
    ),
    Key(
        "đơn vị",
        "unit",
        TEXT,
        "đơn vị gửi bài",
        True,
        "Hội LHPN phường Mễ Trì",
        ("cơ quan", "nơi gửi"),
    ),
    Key(
        "phường",
        "ward",
        TEXT,
        "địa bàn",
        example="Mễ Trì",
        synonyms=("xã", "phường xã", "địa bàn", "địa phương"),
    ),
    Key(
        "tác giả",
        "author",
        TEXT,
        "người viết bài",
        example="Ban Biên tập",
        synonyms=("người viết",),
    ),
    Key("năm", "year", YEAR, "năm thực hiện", True, synonyms=("năm thực hiện", "thời gian")),
    Key("trạng thái", "state", STATE, f"bước của bài: {_STATES}", True, synonyms=("tình trạng",)),
    Key(
        "ngày duyệt",
        "approved_on",
        DATE,
        "ngày bài được duyệt; duyệt lại sau khi sửa thì ghi ngày mới",
        example="05/10/2023",
    ),
    Key(
        "ngày gỡ",
        "removed_on",
        DATE,
        "ngày bài bị gỡ; chỉ ghi khi trạng thái là gỡ",
        synonyms=("gỡ ngày",),
    ),
    Key(
        "lý do gỡ",
        "removal_reason",
        TEXT,
        "một câu, người đọc sẽ thấy ở địa chỉ cũ của bài; chỉ ghi khi trạng thái là gỡ",
        example="Gỡ theo đề nghị của đơn vị.",
        synonyms=("lí do gỡ", "vì sao gỡ"),
    ),
    Key(
        "địa chỉ cũ",
        "old_addresses",
        ADDRESSES,
        "nơi bài từng đứng trước khi đổi tên thư mục; người mở địa chỉ cũ được đưa tới bài",
        synonyms=("đường dẫn cũ", "link cũ"),
    ),
    Key("số mô hình", "models", COUNT, "số mô hình đã đăng ký; không ghi thì tính là 1"),
    Key("trong sách", "in_book", FLAG, "có in vào sách hay không; không ghi thì có in"),
    Key(
        "tóm tắt",
        "summary",
        TEXT,
        "một hai câu giới thiệu bài",
        True,
        _SUMMARY,
        ("mô tả", "giới thiệu", "sa pô"),
    ),
    Key(
        "đồng ý đăng",
        "consent",
        FLAG,
        "người trong bài đã đồng ý cho đăng hay chưa",
        synonyms=("đồng ý", "cho phép đăng"),
    ),
    _SAMPLE_KEY,
    _PHOTOS_KEY,
)

PHOTO: Table = (
    Key(
        "tệp",
        "file",
        TEXT,
        "tên tệp ảnh trong thư mục bài",
        True,
        "ra-quan.jpg",
        ("tập tin", "tên tệp", "file", "ảnh", "tên ảnh"),
    ),
    Key("chú thích", "caption", TEXT, "ảnh chụp gì, ở đâu, khi nào", example=_CAPTION),
    Key(
        "người chụp",
        "credit",
        TEXT,
        "tên người chụp hoặc nguồn ảnh",
        example="Ban Biên tập",
        synonyms=("nguồn", "tác giả", "ảnh của"),
    ),
    Key("tiêu điểm", "focus", FOCUS, "điểm cần giữ khi cắt ảnh: cách mép trái, mép trên"),
    Key("minh hoạ", "illustration", FLAG, "là ảnh vẽ minh hoạ, không phải ảnh chụp"),
)

FIELD: Table = (
    Key("tên", "name", TEXT, "tên lĩnh vực", True, "Văn hoá – xã hội"),
    Key("thứ tự", "order", COUNT, "vị trí trên trang và trong sách", True),
    Key("màu", "colour", COLOUR, "màu riêng của lĩnh vực"),
    Key("tóm tắt", "summary", TEXT, "một câu giới thiệu lĩnh vực", example=_FIELD_SUMMARY),
)

UNIT: Table = (
    Key("tên", "name", TEXT, "tên đơn vị", True, "CĐCS Trường Tiểu học Sao Mai"),
    Key("loại", "kind", TEXT, "loại đơn vị", example="công đoàn cơ sở"),
    Key("ít nhất", "at_least", COUNT, "số bài phải gửi ít nhất"),
    Key("nhiều nhất", "at_most", COUNT, "số bài được gửi nhiều nhất"),
    Key("hạn gửi", "deadline", DATE, "ngày cuối cùng nhận bài"),
    _SAMPLE_KEY,
)

PART: Table = (
    Key("tiêu đề", "title", TEXT, "tên trang", True, "Lời nói đầu"),
    Key("tóm tắt", "summary", TEXT, "một câu giới thiệu trang", example=_PART_SUMMARY),
    Key("tác giả", "author", TEXT, "người viết", example="Ban Biên tập"),
    Key("nguồn", "source", TEXT, "nơi đăng lần đầu", example="Báo Sự thật, 15/10/1949"),
    Key("thứ tự", "order", COUNT, "vị trí trong danh sách"),
    _SAMPLE_KEY,
    _PHOTOS_KEY,
)

HOME: Table = (
    *PART,
    Key(
        "ảnh trang chủ",
        "hero",
        TEXT,
        "tên tệp của một ảnh phong trào, đặt ở đầu trang chủ",
        example="ra-quan.jpg",
    ),
)

DOCUMENT: Table = (
    Key("số", "number", TEXT, "số, ký hiệu văn bản", True, "139-KH/QU"),
    Key("ngày", "issued", DATE, "ngày ban hành", True, "11/9/2023"),
    Key("cơ quan", "issuer", TEXT, "cơ quan ban hành", True, "Ban Thường vụ Quận uỷ"),
    Key("trích yếu", "subject", TEXT, "văn bản về việc gì", True, "Về việc biên soạn sách"),
    *PART,
)

ARTICLE_SECTIONS = ("Nội dung", "Cách triển khai", "Kết quả", "Bài học kinh nghiệm")
"""The four sections that an exemplar's article should have, in this order."""
