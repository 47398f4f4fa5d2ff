"""Turn the PDF that WeasyPrint is about to write into what a printing house takes.

WeasyPrint lays out in sRGB and knows PDF/X only as a label. Here every colour operator becomes
DeviceCMYK, black overprints, the printing condition is declared and crop marks are drawn.
Sources: ISO 15930-7:2010 (PDF/X-4), ISO 15930-4:2003 (PDF/X-1a:2003).
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pydyf
from weasyprint.pdf.stream import Stream

from .geometry import POINT
from .inkcolours import InkColours

_COLOUR = re.compile(rb"(\S+) (\S+) (\S+) (rg|RG)")
_USES = re.compile(rb"/([xp]\d+) (?:Do|scn|SCN)\b")
_RANDOM_ID = re.compile(rb"xmp\.did:[0-9a-f-]{36}")
_STATES = {
    (False, False): "DvKnock",
    (True, False): "DvOverFill",
    (False, True): "DvOverLine",
    (True, True): "DvOver",
}
"""Graphics states by whether fills and lines overprint; setting one alone would set both."""
_SLUG, _MARK = 8.0, 5.0
"""Millimetres: the strip around the bleed that holds crop marks, and their length."""


@dataclass(frozen=True)
class Printing:
    """What a press file is printed with."""

    profile: Path
    condition: str
    ink_limit: int
    marks: bool
    grey: bool
    bleed: float
    """Millimetres."""


def finish_for_press(
    pdf: pydyf.PDF, printing: Printing, colour_pages: Collection[int], identity: str
) -> None:
    """Make `pdf` printable; `colour_pages` (from 0) keep colour in a grey interior.

    `identity` names the document and is the same whenever its content is.
    """
    inks = InkColours(printing.profile, printing.ink_limit)
    pages = [o for o in pdf.objects if isinstance(o, dict) and o.get("Type") == "/Page"]
    for number, page in enumerate(pages):
        page["BleedBox"] = page["MediaBox"]  # WeasyPrint stops at 10 pt
        colour = not printing.grey or number in colour_pages
        for stream in _streams(pdf, _object(pdf, page["Contents"])):
            _convert(stream, inks, colour=colour)
    _declare_condition(pdf, printing)
    _steady_identity(pdf, identity)
    if printing.marks:
        for page in pages:
            _draw_marks(pdf, page, printing.bleed)


def _streams(pdf: pydyf.PDF, stream: Stream) -> Iterator[Stream]:
    """Yield the content of a page and the forms and patterns that it draws."""
    yield stream
    used = {name for item in stream.stream for name in _USES.findall(item)}
    for kind in ("XObject", "Pattern"):
        for name, reference in stream._resources[kind].items():
            inner = _object(pdf, reference)
            if name.encode() in used and isinstance(inner, Stream):
                yield from _streams(pdf, inner)


def _convert(stream: Stream, inks: InkColours, *, colour: bool) -> None:
    """Replace colour operators by inks and let full black overprint."""
    stream.extra.pop("Group", None)  # its colour space is RGB, and nothing in it is transparent
    for (fill, line), name in _STATES.items():
        stream._resources["ExtGState"][name] = pydyf.Dictionary(
            {"op": str(fill).lower(), "OP": str(line).lower(), "OPM": int(fill or line)}
        )
    stream.stream = list(_in_inks(stream.stream, inks, colour=colour))


def _in_inks(operators: Iterable[Any], inks: InkColours, *, colour: bool) -> Iterator[Any]:
    overprints = {b"rg": False, b"RG": False}
    for operator in operators:
        found = _COLOUR.fullmatch(operator) if isinstance(operator, bytes) else None
        if not found:
            yield operator
            continue
        red, green, blue = map(float, found.groups()[:3])
        shares = inks.ink((red, green, blue), colour=colour)
        # OPM 1 would let a white K0 overprint to nothing, so all but black knock out.
        # What `Q` takes back need not be followed: WeasyPrint sets colours anew after it.
        overprints[found[4]] = shares == (0, 0, 0, 1)
        state = _STATES[overprints[b"rg"], overprints[b"RG"]]
        set_ink = b" ".join(f"{share:g}".encode() for share in shares)
        yield b"/%s gs %s %s" % (state.encode(), set_ink, b"k" if found[4] == b"rg" else b"K")


def _declare_condition(pdf: pydyf.PDF, printing: Printing) -> None:
    """Add the output intent with its profile (ISO 15930-7, 6.2.2)."""
    content = printing.profile.read_bytes()
    profile = pydyf.Stream([content], pydyf.Dictionary({"N": 4}), compress=True)
    pdf.add_object(profile)
    pdf.catalog["OutputIntents"] = pydyf.Array(
        [
            pydyf.Dictionary(
                {
                    "Type": "/OutputIntent",
                    "S": "/GTS_PDFX",
                    "OutputConditionIdentifier": pydyf.String(printing.condition),
                    "OutputCondition": pydyf.String(printing.condition),
                    "Info": pydyf.String(printing.condition),
                    "RegistryName": pydyf.String("http://www.color.org"),
                    "DestOutputProfile": profile.reference,
                }
            )
        ]
    )


def _steady_identity(pdf: pydyf.PDF, identity: str) -> None:
    """Replace the random document ID that WeasyPrint writes, for identical builds."""
    metadata = _object(pdf, pdf.catalog["Metadata"])
    steady = f"xmp.did:{uuid.uuid5(uuid.NAMESPACE_OID, identity)}".encode()
    metadata.stream = [_RANDOM_ID.sub(steady, item) for item in metadata.stream]


def _draw_marks(pdf: pydyf.PDF, page: pydyf.Dictionary, bleed: float) -> None:
    """Make the sheet larger than the bleed and draw crop marks there, on all plates."""
    left, top, right, bottom = page["TrimBox"]
    out, far = bleed + _SLUG - _MARK, bleed + _SLUG
    lines = []
    for x in (left, right):
        for y, away in ((top, -1), (bottom, 1)):
            lines += [
                f"{x:.3f} {y + away * out / POINT:.3f} m {x:.3f} {y + away * far / POINT:.3f} l S"
            ]
    for y in (top, bottom):
        for x, away in ((left, -1), (right, 1)):
            lines += [
                f"{x + away * out / POINT:.3f} {y:.3f} m {x + away * far / POINT:.3f} {y:.3f} l S"
            ]
    reach = far / POINT
    page["MediaBox"] = pydyf.Array([left - reach, top - reach, right + reach, bottom + reach])
    x, y, x2, y2 = page["BleedBox"]
    # What reaches beyond the bleed was cut off by the sheet, which is larger now.
    within = pydyf.Stream([f"q {x:.3f} {y:.3f} {x2 - x:.3f} {y2 - y:.3f} re W n"])
    marks = pydyf.Stream(["Q q 0.25 w /All CS 1 SCN", *lines, "Q"])
    pdf.add_object(within)
    pdf.add_object(marks)
    page["Contents"] = pydyf.Array([within.reference, page["Contents"], marks.reference])
    spaces = _object(pdf, _object(pdf, page["Resources"])["ColorSpace"])
    tint = pydyf.Dictionary(
        {
            "FunctionType": 2,
            "Domain": pydyf.Array([0, 1]),
            "C0": pydyf.Array([0, 0, 0, 0]),
            "C1": pydyf.Array([1, 1, 1, 1]),
            "N": 1,
        }
    )
    spaces["All"] = pydyf.Array(["/Separation", "/All", "/DeviceCMYK", tint])


def _object(pdf: pydyf.PDF, reference: Any) -> Any:
    """Return the object that a reference such as `b"12 0 R"` points to."""
    return pdf.objects[int(bytes(reference).split()[0])]
