"""The ISBN's barcode on the cover, read from its bars (ISO/IEC 15420, EAN-13)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from danvan.book.preflight import messages
from danvan.book.preflight.facts import PressFacts
from danvan.book.preflight.findings import Check, Finding, conclude
from danvan.book.preflight.reading.geometry import MM, Box, united
from danvan.book.preflight.reading.marks import PageContent, PathMark
from danvan.book.preflight.reading.pressfile import PressFile
from danvan.book.preflight.words import number

LEAST_BARS = 30
"""Bars of an EAN-13: two at each end and in the middle, two for each of twelve digits."""
MODULE = (0.264, 0.66)
"""Millimetres: the narrowest bar at 80 and 200 percent of the nominal size."""
_MODULES = 95
_WIDEST = 4 * MODULE[1] * MM
_LEAST_HEIGHT = 5 * MM
_FULL = 0.999
_ROUNDING = 0.005
"""Millimetres."""
_LEFT = (
    *("0001101", "0011001", "0010011", "0111101", "0100011"),
    *("0110001", "0101111", "0111011", "0110111", "0001011"),
)
"""Digits 0-9 with an odd number of dark modules."""
_PARITIES = (
    *("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG"),
    *("LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL"),
)
"""How the first digit 0-9 is hidden in the left half."""


def check_barcode(file: PressFile, facts: PressFacts) -> Check:
    """Find a barcode that is not there, not sharp, or of another number than the ISBN."""
    if not facts.isbn:
        return conclude(messages.BARCODE, file.part, (), barcode=messages.BARCODE_UNASKED)
    isbn = re.sub(r"[\s-]", "", facts.isbn)
    findings = [] if is_isbn_13(isbn) else [messages.ISBN_WRONG.at(isbn=facts.isbn)]
    pages = [page for page in file.pages if len(_bars(page)) >= LEAST_BARS]
    if pages:
        findings += _of_barcode(pages[0], isbn)
    else:
        findings.append(messages.BARCODE_ABSENT.at(least=LEAST_BARS))
    good = messages.BARCODE_GOOD.format(isbn=facts.isbn)
    return conclude(messages.BARCODE, file.part, findings, barcode=good)


def is_isbn_13(digits: str) -> bool:
    """Tell thirteen digits of a book with the right check digit (ISO 2108)."""
    if not re.fullmatch(r"97[89][0-9]{10}", digits):
        return False
    return sum(int(d) * (3 if place % 2 else 1) for place, d in enumerate(digits)) % 10 == 0


def read_ean_13(bars: Sequence[tuple[float, float]]) -> str | None:
    """Return the thirteen digits of bars, given as left and right edges; None when unreadable."""
    start, end = min(left for left, _ in bars), max(right for _, right in bars)
    module = (end - start) / _MODULES
    middles = [start + (place + 0.5) * module for place in range(_MODULES)]
    dark = "".join("01"[any(left <= x <= right for left, right in bars)] for x in middles)
    if (dark[:3], dark[45:50], dark[92:]) != ("101", "01010", "101"):
        return None
    left_half = [_digit(dark[at : at + 7]) for at in range(3, 45, 7)]
    right_half = [_digit(dark[at : at + 7]) for at in range(50, 92, 7)]
    parity = "".join(kind for kind, _ in left_half)
    if parity not in _PARITIES or any(kind != "R" for kind, _ in right_half):
        return None
    digits = (_PARITIES.index(parity), *(digit for _, digit in (*left_half, *right_half)))
    return "".join(map(str, digits))


def _digit(modules: str) -> tuple[str, int]:
    """Return the set (L, G or R) and the digit of seven modules; `?` when there is none."""
    inverse = modules.translate(str.maketrans("01", "10"))
    for kind, pattern in (("L", modules), ("R", inverse), ("G", inverse[::-1])):
        if pattern in _LEFT:
            return kind, _LEFT.index(pattern)
    return "?", 0


def _of_barcode(page: PageContent, isbn: str) -> Iterator[Finding]:
    bars = _bars(page)
    boxes = [box for _, box in bars]
    region = united(boxes)
    sideways = boxes[0].width > boxes[0].height
    edges = [(b.bottom, b.top) if sideways else (b.left, b.right) for b in boxes]
    # A code on its side is read from either end.
    found = read_ean_13(edges) or read_ean_13([(-right, -left) for left, right in edges])
    if found is None:
        yield messages.BARCODE_UNREADABLE.at(page.number)
    elif found != isbn:
        yield messages.BARCODE_OTHER.at(page.number, found=found, isbn=isbn)
    module = (region.height if sideways else region.width) / _MODULES / MM
    least, most = MODULE
    if not least - _ROUNDING <= module <= most + _ROUNDING:
        yield messages.BARCODE_SIZE.at(
            page.number, found=number(module, 3), least=number(least, 3), most=number(most, 2)
        )
    yield from _around(page, bars, region, sideways=sideways)


def _around(
    page: PageContent, bars: list[tuple[PathMark, Box]], region: Box, *, sideways: bool
) -> Iterator[Finding]:
    """Judge what stands among, over and under the bars."""
    orders = {mark.order for mark, _ in bars}
    if any(mark.box.inside(region, MM) for mark in page.images):
        yield messages.BARCODE_IMAGE.at(page.number)
    elif not _on_white(page, _with_quiet_zone(region, sideways=sideways), min(orders)):
        yield messages.BARCODE_GROUND.at(page.number)
    # The guards are longer than the rest, and the digits stand between them.
    core = _along_all([box for _, box in bars], region, sideways=sideways)
    later = (mark for mark in page.marks if mark.order > min(orders) and mark.order not in orders)
    if any(mark.box is not None and mark.box.overlaps(core) for mark in later):
        yield messages.BARCODE_COVERED.at(page.number)


def _bars(page: PageContent) -> list[tuple[PathMark, Box]]:
    """Return the largest set of thin black rectangles that stand on one line."""
    thin = [
        (mark, box)
        for mark in page.paths
        if mark.colour.inks is not None and _only_black(mark.colour.inks)
        for box in mark.rectangles
        if min(box.width, box.height) <= _WIDEST and max(box.width, box.height) >= _LEAST_HEIGHT
    ]
    rows: dict[object, list[tuple[PathMark, Box]]] = {}
    for mark, box in thin:
        upright = box.height >= box.width
        # The guards of an EAN reach lower than the rest: all share one end.
        for end in (box.bottom, box.top) if upright else (box.left, box.right):
            rows.setdefault((upright, round(end)), []).append((mark, box))
    return max(rows.values(), key=len, default=[])


def _only_black(inks: Sequence[float]) -> bool:
    return inks[3] >= _FULL and not any(inks[:3])


def _along_all(boxes: list[Box], region: Box, *, sideways: bool) -> Box:
    """Return the part of the region along which all bars stand."""
    if sideways:
        return region._replace(
            left=max(box.left for box in boxes), right=min(box.right for box in boxes)
        )
    return region._replace(
        bottom=max(box.bottom for box in boxes), top=min(box.top for box in boxes)
    )


def _with_quiet_zone(region: Box, *, sideways: bool) -> Box:
    """Return the bars with the white beside them that a scanner needs (seven modules)."""
    if sideways:
        quiet = 7 * region.height / _MODULES
        return region._replace(bottom=region.bottom - quiet, top=region.top + quiet)
    quiet = 7 * region.width / _MODULES
    return region._replace(left=region.left - quiet, right=region.right + quiet)


def _on_white(page: PageContent, region: Box, first_bar: int) -> bool:
    """Tell whether the last thing painted below the bars is white, or nothing is."""
    areas = [(p.order, p.box, not p.colour.visible) for p in page.paths if p.rectangles]
    areas += [(m.order, m.box, False) for m in page.images]
    areas += [(m.order, m.box, False) for m in page.shades]
    below = [(order, white, box) for order, box, white in areas if order < first_bar]
    whites = [order for order, white, box in below if white and region.inside(box, MM / 4)]
    inked = [order for order, white, box in below if not white and box.overlaps(region)]
    return max(inked, default=0) <= max(whites, default=0)
