"""What a file for the press must not contain (ISO 15930-7, 6.13-6.20; ISO 15930-4, 6.11-6.17)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from danvan.book.preflight import messages
from danvan.book.preflight.facts import PressFacts
from danvan.book.preflight.findings import Check, Finding, conclude
from danvan.book.preflight.reading.geometry import read_box
from danvan.book.preflight.reading.marks import PageContent
from danvan.book.preflight.reading.pressfile import PressFile

_ACTIONS = frozenset(
    f"/{name}"
    for name in (
        *("GoTo", "GoToR", "GoToE", "Launch", "Thread", "URI", "Sound", "Movie", "Hide", "Named"),
        *("SubmitForm", "ResetForm", "ImportData", "SetOCGState", "Rendition", "Trans"),
        *("GoTo3DView", "RichMediaExecute"),
    )
)
"""ISO 32000-1, table 198."""
_STRUCTURE = ("/P", "/Pg", "/K")
"""Keys of structure elements, whose type stands under the same key as that of an action."""
_PRINTERS_OWN = ("/PrinterMark", "/TrapNet")
_PLAIN_CURVES = ("/Identity", "/Default")


def check_prohibited(file: PressFile, facts: PressFacts) -> Check:
    """Find links, scripts, attachments, layers and other things that are not for paper."""
    findings = list(_annotations(file))
    found = {what for thing in _dictionaries(file.pdf) for what in _named(thing)}
    found |= {("curve", "") for page in file.pages if _own_curve(page)}
    root = file.pdf.Root
    if "/AcroForm" in root and len(root["/AcroForm"].get("/Fields", [])):
        found.add(("form", ""))
    if "/OCProperties" in root and facts.is_x_1a:
        found.add(("layers", ""))
    elif "/OCProperties" in root:
        findings.append(messages.LAYERED.at())
    for key, name in sorted(found):
        what = messages.FORBIDDEN_THINGS[key].format(name=name)
        findings.append(messages.FORBIDDEN.at(what=what))
    return conclude(messages.PROHIBITED, file.part, findings)


def _annotations(file: PressFile) -> Iterator[Finding]:
    for page, content in zip(file.pdf.pages, file.pages, strict=True):
        for annotation in page.obj.get("/Annots", []):
            kind = str(annotation.get("/Subtype", ""))
            if kind in _PRINTERS_OWN:
                continue
            if _in_bleed(annotation, content):
                yield messages.ANNOTATED.at(content.number, kind=kind.removeprefix("/"))


def _in_bleed(annotation: Any, content: PageContent) -> bool:
    try:
        return read_box(annotation["/Rect"]).common(content.bleed) is not None
    except (KeyError, TypeError, ValueError):
        return True


def _named(thing: Any) -> Iterator[tuple[str, str]]:
    """Yield what a dictionary is that must not be there: its key in the messages, its name."""
    kind = str(thing.get("/S", ""))
    if kind == "/JavaScript" or "/JavaScript" in thing or "/JS" in thing:
        yield "script", ""
    if kind in _ACTIONS and not any(key in thing for key in _STRUCTURE):
        yield "action", kind.removeprefix("/")
    if "/AA" in thing or isinstance(thing.get("/OpenAction"), pikepdf.Dictionary):
        yield "action", "OpenAction"
    if "/EF" in thing or "/EmbeddedFiles" in thing:
        yield "attachment", ""
    if "/OPI" in thing:
        yield "opi", ""
    if "/Alternates" in thing:
        yield "alternates", ""
    if isinstance(thing, pikepdf.Stream):
        yield from _in_stream(thing)


def _in_stream(stream: pikepdf.Stream) -> Iterator[tuple[str, str]]:
    if "/PS" in (str(stream.get("/Subtype", "")), str(stream.get("/Subtype2", ""))):
        yield "postscript", ""
    if "/F" in stream or "/Ref" in stream:
        yield "reference", ""
    filters: Any = stream.get("/Filter", [])
    names = filters if isinstance(filters, pikepdf.Array) else [filters]
    if "/LZWDecode" in map(str, names):
        yield "lzw", ""


def _own_curve(page: PageContent) -> bool:
    """Tell pages that bend the press's tone curves (ISO 32000-1, 10.5)."""
    states = page.states.values()
    given = (state.get(key) for state in states for key in ("/TR", "/TR2"))
    return any(curve is not None and str(curve) not in _PLAIN_CURVES for curve in given)


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every dictionary and stream of the file, also those inside others."""
    for thing in pdf.objects:
        yield from _inside(thing)


def _inside(thing: Any) -> Iterator[Any]:
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield thing
        children = [value for _, value in thing.items()]
    elif isinstance(thing, pikepdf.Array):
        children = list(thing)
    else:
        return
    for child in children:
        # What has a number of its own comes by itself.
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            yield from _inside(child)
