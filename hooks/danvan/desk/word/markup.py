"""Walk through the XML of a Word file as its reader sees it (ECMA-376-1, 17)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\xad",  # in TCVN3 it is the letter ư
}
_LAST_CHARACTER = 0x10FFFF
# What has no width: word processors and web pages leave it in text.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2060\ufeff\ufffc\ud800-\udfff]")


def clean(text: str) -> str:
    """Return `text` in NFC without what cannot be printed."""
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text))


def children(parent: Any) -> Iterator[Any]:
    """Yield the elements in `parent`, with the contents of those that only wrap others."""
    for child in parent:
        if child.tag in {qn("w:sdt"), qn("w:customXml"), qn("w:smartTag")}:
            inner = child.find(qn("w:sdtContent")) if child.tag == qn("w:sdt") else child
            if inner is not None:
                yield from children(inner)
        elif child.tag in {qn("w:ins"), qn("w:moveTo")}:
            yield from children(child)
        elif child.tag == f"{MC}AlternateContent":
            yield from children(_chosen(child))
        elif isinstance(child.tag, str):
            yield child


def inside(drawing: Any) -> Iterator[Any]:
    """Yield what a drawing is made of, text boxes whole and each alternative once."""
    for child in drawing:
        if child.tag == f"{MC}AlternateContent":
            yield from inside(_chosen(child))
        elif isinstance(child.tag, str):
            yield child
            if child.tag != qn("w:txbxContent"):
                yield from inside(child)


def text_of(element: Any) -> str:
    """Return the text that an element of a run stands for."""
    if element.tag == qn("w:t"):
        return element.text or ""
    if element.tag == qn("w:sym"):
        code = number(element.get(qn("w:char"), ""), 0x20, base=16)
        return chr(code) if code <= _LAST_CHARACTER else " "
    return _SIGNS.get(element.tag, "")


def value_of(element: Any, tag: str, attribute: str = "w:val") -> str:
    """Return an attribute of a child of `element`, or nothing."""
    child = element.find(qn(tag)) if element is not None else None
    return str(child.get(qn(attribute), "")) if child is not None else ""


def number(text: str, other: int = 0, base: int = 10) -> int:
    """Return the whole number that an attribute holds, or `other` if it holds none."""
    try:
        return int(text, base) if text.isascii() else other
    except ValueError:
        return other


def mark_of_end(paragraph: Any, change: str) -> bool:
    """Tell whether a tracked change (`w:del` or `w:ins`) is on the end of a paragraph."""
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn(change)}") is not None


def _chosen(alternatives: Any) -> Any:
    """Return the newer way to draw something; the fallback says the same for old programs."""
    choice = alternatives.find(f"{MC}Choice")
    fallback = alternatives.find(f"{MC}Fallback")
    return choice if choice is not None else fallback if fallback is not None else ()
