"""Tell lines that name a person or a unit from others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from danvan.collection.folding import fold

LONGEST_NAME_LINE = 14
"""Words."""
_UNIT_WORDS = (
    *("cong doan", "cdcs", "hoi", "chi hoi", "chi bo", "dang bo", "dang uy", "uy ban", "ubnd"),
    *("mttq", "lien doan", "doan thanh nien", "doan tncs", "cong an", "cong ty", "khoi dan van"),
)
_MORE_UNIT_WORDS = (
    *("ban", "doan", "truong", "phong", "to dan pho", "khoi", "trung tam", "benh vien", "to"),
    *("tram", "htx", "hop tac xa"),
)
_PLACES = ("phuong", "quan", "xa", "thi tran", "huyen", "thanh pho")
_NAME = re.compile(r"^(?:[^\W\d_]+[ ]){1,5}[^\W\d_]+$")
_HONORIFIC = re.compile(
    r"^(?:đ/c|đồng chí|ông|bà|anh|chị|cô|thầy|ths\.?|ts\.?|cn\.?)\s+", re.IGNORECASE
)
_NOT_NAMES = (
    *("bai viet", "bao cao", "tham luan", "guong", "mo hinh", "nguoi", "chu tich", "pho"),
    *("bi thu", "truong", "giam doc", "hieu", "thu ", "noi nhan", "da ky", "ban ", "danh sach"),
    *("kinh gui", "ket qua", "noi dung", "bai hoc", "cach ", "phan ", "phieu", "bieu "),
)
_WARD = re.compile(r"\b[Pp](?:hường|HƯỜNG)\s+((?:[^\W\d_]+\s?){1,4})")
_ALIKE = 0.87
"""Share of letters in common from which two spellings name one unit."""


def is_name(text: str) -> bool:
    """Tell whether a text is a person's name: two to six words with capitals."""
    bare = _HONORIFIC.sub("", text.strip("() .,"))
    folded = fold(bare)
    capitals = all(word[0].isupper() for word in bare.split())
    is_unit = folded.startswith((*_UNIT_WORDS, *_MORE_UNIT_WORDS[:6]))
    return (
        bool(_NAME.match(bare)) and capitals and not is_unit and not folded.startswith(_NOT_NAMES)
    )


def name_in(text: str) -> str:
    """Return the person that a line names, with or without an office after a dash; or nothing."""
    first = re.split(r"\s[–-]\s|,\s|\s\(", text.strip("() "))[0].strip(" .")
    return first if is_name(first) else ""


def is_unit(text: str, units: Iterable[str] = ()) -> bool:
    """Tell whether a line is the name of a unit: one on the list, or what begins like one."""
    if len(text.split()) > LONGEST_NAME_LINE:
        return False
    folded = fold(text)
    return folded.startswith(_UNIT_WORDS) or folded in map(fold, units)


def may_be_unit(text: str) -> bool:
    """Tell whether a line set apart under a title may name a unit."""
    return len(text.split()) <= LONGEST_NAME_LINE and fold(text).startswith(
        (*_UNIT_WORDS, *_MORE_UNIT_WORDS)
    )


def unit_in(lines: Sequence[str], units: Sequence[str]) -> str:
    """Return the unit that the lines of a letterhead name: the last one, or several together."""
    if not lines:
        return ""
    last, before = lines[-1], lines[-2] if len(lines) > 1 else ""
    ward = ward_in(before)
    options = [last, f"{before} {last}".strip()]
    options += [f"{last} phường {ward}"] if ward else []
    for option in options:
        if (found := listed(option, units)) in units:
            return found
    return options[1] if fold(last).startswith(_PLACES) else last


def listed(unit: str, units: Sequence[str]) -> str:
    """Return the name on the list that `unit` spells in its own way, or `unit` itself."""
    own = fold(unit)
    ratios = {name: SequenceMatcher(None, own, fold(name)).ratio() for name in units}
    best = max(ratios, key=lambda name: ratios[name], default=unit)
    return best if ratios.get(best, 0) >= _ALIKE else unit


def ward_in(text: str) -> str:
    """Return the ward that the name of a unit holds; nothing if it holds none."""
    found = _WARD.search(text)
    name = found[1].strip() if found else ""
    return name.title() if name.isupper() else name
