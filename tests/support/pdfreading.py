"""What is in a PDF, read without the product's help: text, fonts, colours, bookmarks, links.

Pages count from 1 and rectangles are (left, bottom, right, top) in points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_DEVICE_COLOUR = ("g", "G", "rg", "RG", "k", "K")
_COLOUR_SPACE, _PATTERN = ("cs", "CS"), ("scn", "SCN")
_SOFT_HYPHEN = re.compile("\u00ad|\u2010[ \t]*\r?\n")
_HYPHEN_AT_LINE_END = re.compile("\ufffe|(?<=\\w)[-\u2011][ \t]*\r?\n")
"""PDFium reports a hyphen and the line's end after it as U+FFFE."""

Rectangle = tuple[float, float, float, float]


def page_texts(pdf: Path) -> list[str]:
    """Return the text of each page in NFC, its words one space apart whatever the lines.

    U+2010 at a line's end is how WeasyPrint prints a soft hyphen, so it joins; other hyphens stay.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        return [_one_line(page.get_textpage().get_text_range()) for page in document]


def page_words(pdf: Path) -> list[list[str]]:
    """Return the words of each page, punctuation attached, in the order of `page_texts`."""
    return [text.split() for text in page_texts(pdf)]


def fonts_of(pdf: Path) -> dict[str, bool]:
    """Return each font's name, without its subset tag, and whether it is embedded everywhere."""
    found: dict[str, bool] = {}
    with pikepdf.open(pdf) as document:
        for font in _dictionaries(document):
            if font.get("/Type") == "/Font" and "/CIDSystemInfo" not in font:
                name = _SUBSET.sub("", str(font.get("/BaseFont", "/Type3"))[1:])
                found[name] = found.get(name, True) and _is_embedded(font)
    return found


def colour_operators(pdf: Path) -> dict[int, set[str]]:
    """Return what each page sets colours and paints pictures with, inside forms and patterns too.

    Entries are "g", "G", "rg", "RG", "k", "K", and with the name of the colour space "cs …",
    "CS …", "sh …" (shadings), "Do …" (images) and "BI …" (inline images).
    """
    with pikepdf.open(pdf) as document:
        return {
            number: set(_painted(page, page.resources))
            for number, page in enumerate(document.pages, 1)
        }


def outline(pdf: Path) -> list[tuple[int, str, int]]:
    """Return the bookmarks as (level from 1, title, page)."""
    with pikepdf.open(pdf) as document:
        return list(_bookmarks(document.Root.get("/Outlines", {}), 1, _Targets(document)))


def links(pdf: Path) -> list[tuple[int, Rectangle, int | str]]:
    """Return the links as (page, rectangle, page inside the file or address outside it)."""
    with pikepdf.open(pdf) as document:
        targets = _Targets(document)
        return [
            (number, _rectangle(annotation.Rect), targets.of(annotation))
            for number, page in enumerate(document.pages, 1)
            for annotation in page.obj.get("/Annots", [])
            if annotation.Subtype == "/Link"
        ]


# --- Text and fonts ------------------------------------------------------------------------------


def _one_line(text: str) -> str:
    joined = _HYPHEN_AT_LINE_END.sub("-", _SOFT_HYPHEN.sub("", text))
    plain = joined.translate({0x2010: "-", 0x2011: "-"})
    return " ".join(unicodedata.normalize("NFC", plain).split())


def _dictionaries(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield every dictionary of a file once, those written inside others too."""
    waiting = list(document.objects)
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            inner = list(item)
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield item
            inner = [value for _, value in item.items()]
        else:
            continue
        waiting += [v for v in inner if isinstance(v, pikepdf.Object) and not v.is_indirect]


def _is_embedded(font: pikepdf.Object) -> bool:
    if font.Subtype == "/Type3":
        return True  # its glyphs are drawings in the file
    described = font.DescendantFonts[0] if font.Subtype == "/Type0" else font
    return any(key in described.get("/FontDescriptor", {}) for key in _FONT_FILES)


# --- Colours -------------------------------------------------------------------------------------


def _painted(content: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object) -> Iterator[str]:
    for operands, operator in pikepdf.parse_content_stream(content):
        name = str(operator)
        if name in _DEVICE_COLOUR:
            yield name
        elif name in _COLOUR_SPACE:
            yield f"{name} {_space(operands[0], resources)}"
        elif name in _PATTERN and isinstance(operands[-1], pikepdf.Name):
            yield from _tiled(resources.Pattern[operands[-1]], resources)
        elif name == "sh":
            yield f"sh {_space(resources.Shading[operands[0]].ColorSpace, resources)}"
        elif name == "INLINE IMAGE":
            yield f"BI {operands[0].colorspace[1:]}"
        elif name == "Do":
            yield from _drawn(resources.XObject[operands[0]], resources)
        elif name == "gs":
            yield from _masked(resources.ExtGState[operands[0]], resources)


def _drawn(drawing: pikepdf.Object, resources: pikepdf.Object) -> Iterator[str]:
    if drawing.Subtype == "/Form":
        yield from _painted(drawing, drawing.get("/Resources", resources))
    elif not drawing.get("/ImageMask", False):  # a mask is painted in the current colour
        yield f"Do {_space(drawing.get('/ColorSpace'), resources)}"


def _tiled(pattern: pikepdf.Object, resources: pikepdf.Object) -> Iterator[str]:
    if "/Shading" in pattern:
        yield f"sh {_space(pattern.Shading.ColorSpace, resources)}"
    else:
        yield from _painted(pattern, pattern.get("/Resources", resources))


def _masked(state: pikepdf.Object, resources: pikepdf.Object) -> Iterator[str]:
    mask = state.get("/SMask")
    if isinstance(mask, pikepdf.Dictionary):
        yield from _painted(mask.G, mask.G.get("/Resources", resources))


def _space(space: pikepdf.Object | None, resources: pikepdf.Object) -> str:
    """Name a colour space: DeviceCMYK, ICCBased 4, Indexed DeviceRGB, Separation Gold …"""
    if space is None:
        return "undeclared"
    if isinstance(space, pikepdf.Name):
        found = resources.get("/ColorSpace", {}).get(str(space))
        return str(space)[1:] if found is None else _space(found, resources)
    kind = str(space[0])[1:]
    if kind == "ICCBased":
        return f"{kind} {space[1].N}"
    if kind == "Indexed":
        return f"{kind} {_space(space[1], resources)}"
    return f"{kind} {str(space[1])[1:]}" if kind == "Separation" else kind


# --- Bookmarks and links -------------------------------------------------------------------------


class _Targets:
    """Where the destinations of a file lead."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        self._pages = {page.objgen: number for number, page in enumerate(document.pages, 1)}
        names = document.Root.get("/Names", {}).get("/Dests")
        self._named = {} if names is None else pikepdf.NameTree(names)

    def of(self, item: pikepdf.Object) -> int | str:
        """Return the page or the address that an annotation or a bookmark leads to."""
        action = item.get("/A", {})
        if action.get("/S") == "/URI":
            return str(action.URI)
        return self._page(item.get("/Dest", action.get("/D")))

    def _page(self, destination: pikepdf.Object) -> int:
        if isinstance(destination, pikepdf.String):
            destination = self._named[str(destination)]
        if isinstance(destination, pikepdf.Dictionary):
            destination = destination.D
        return self._pages[destination[0].objgen]


def _bookmarks(
    parent: pikepdf.Object, level: int, targets: _Targets
) -> Iterator[tuple[int, str, int | str]]:
    item = parent.get("/First")
    while item is not None:
        yield level, str(item.Title), targets.of(item)
        yield from _bookmarks(item, level + 1, targets)
        item = item.get("/Next")


def _rectangle(numbers: pikepdf.Object) -> Rectangle:
    x1, y1, x2, y2 = map(float, numbers)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
