"""PDF/X-4 (ISO 15930-7:2010) without the product's help.

What PDF/X-4 shares with PDF/A-2b is veraPDF's verdict: fonts embedded and complete, device colours
that fit the output intent, blend modes, halftones, no PostScript, no scripts. The rest is read
from the file: identity, metadata, output intent, page boxes, annotations.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import ImageCms

from .pdfvalidation import verapdf

_NOT_SHARED = re.compile(r"6\.(?:1|6|8)[.-]|6\.2\.8-3:|6\.3\.")
"""Clauses of ISO 19005-2 about other things.

Syntax (of the copy that veraPDF gets), PDF/A's own metadata, attachments, `Interpolate`, and
annotations, for which PDF/X-4 has a rule of its own.
"""
_INFO = ("/Title", "/CreationDate", "/ModDate")
_XMP = (
    "dc:title",
    "xmp:CreateDate",
    "xmp:ModifyDate",
    "xmp:MetadataDate",
    "xmpMM:DocumentID",
    "xmpMM:RenditionClass",
    "xmpMM:VersionID",
)
_XMP_IDENTITY = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_PRINTERS_OWN = ("/TrapNet", "/PrinterMark")
_ROUNDING = 0.01
"""Points by which boxes may miss each other: writers round."""

Box = tuple[float, float, float, float]


def pdfx4_problems(path: Path) -> list[str]:
    """Return what keeps a file from being PDF/X-4."""
    with pikepdf.open(path) as pdf:
        found = [*_identity(pdf), *_intent(pdf)]
        for number, page in enumerate(pdf.pages, 1):
            found += [f"page {number}: {fault}" for fault in (*_boxes(page), *_annotations(page))]
    return found + _shared_with_pdfa(path)


def _identity(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.is_encrypted:
        yield "it is encrypted"
    if "/ID" not in pdf.trailer:
        yield "the trailer has no ID"
    if pdf.docinfo.get("/Trapped") not in ("/True", "/False"):
        yield "Trapped is neither True nor False"
    yield from (f"the document information has no {key}" for key in _INFO if key not in pdf.docinfo)
    xmp = pdf.open_metadata()
    if xmp.get(_XMP_IDENTITY) != "PDF/X-4":
        yield f"its metadata call it {xmp.get(_XMP_IDENTITY)}"
    yield from (f"its metadata have no {key}" for key in _XMP if not xmp.get(key))


def _intent(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = [i for i in pdf.Root.get("/OutputIntents", []) if i.get("/S") == "/GTS_PDFX"]
    if len(intents) != 1:
        yield f"it has {len(intents)} output intents for PDF/X"
        return
    (intent,) = intents
    if not str(intent.get("/OutputConditionIdentifier", "")):
        yield "its output intent names no printing condition"
    if "/DestOutputProfile" not in intent:
        yield "its output intent has no profile"
        return
    stream = intent.DestOutputProfile
    profile = ImageCms.ImageCmsProfile(BytesIO(stream.read_bytes())).profile
    kind = (profile.device_class.strip(), profile.xcolor_space.strip(), int(stream.get("/N", 0)))
    if kind not in (("prtr", "CMYK", 4), ("prtr", "GRAY", 1), ("prtr", "RGB", 3)):
        yield f"the profile of its output intent is {kind}"


def _boxes(page: pikepdf.Page) -> Iterator[str]:
    own = page.obj
    if ("/TrimBox" in own) == ("/ArtBox" in own):
        yield "not exactly one of TrimBox and ArtBox"
        return
    media = _box(page.mediabox)
    finished = _box(own.get("/TrimBox", own.get("/ArtBox")))
    bleed = _box(own.get("/BleedBox", own.get("/CropBox", page.mediabox)))
    if not _inside(bleed, media):
        yield "the BleedBox reaches beyond the MediaBox"
    if not _inside(finished, bleed):
        yield "the TrimBox reaches beyond the BleedBox"
    if "/CropBox" in own and not _inside(_box(own.CropBox), media):
        yield "the CropBox reaches beyond the MediaBox"


def _annotations(page: pikepdf.Page) -> Iterator[str]:
    left, bottom, right, top = _box(page.obj.get("/BleedBox", page.mediabox))
    for annotation in page.obj.get("/Annots", []):
        x1, y1, x2, y2 = _box(annotation.Rect)
        apart = x2 <= left or x1 >= right or y2 <= bottom or y1 >= top
        if not apart and annotation.Subtype not in _PRINTERS_OWN:
            yield f"an annotation {annotation.Subtype} inside the BleedBox"


def _shared_with_pdfa(path: Path) -> list[str]:
    """Validate a copy in which the output intent is PDF/A's, so that veraPDF knows the press."""
    with tempfile.TemporaryDirectory() as folder, pikepdf.open(path) as pdf:
        for intent in pdf.Root.get("/OutputIntents", []):
            intent.S = pikepdf.Name.GTS_PDFA1
        copy = Path(folder) / path.name
        pdf.save(copy)
        return [fault for fault in verapdf(copy, "2b") if not _NOT_SHARED.match(fault)]


def _box(numbers: pikepdf.Object) -> Box:
    x1, y1, x2, y2 = map(float, numbers)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _inside(inner: Box, outer: Box) -> bool:
    lower = (inner[0] - outer[0], inner[1] - outer[1])
    upper = (outer[2] - inner[2], outer[3] - inner[3])
    return min(*lower, *upper) >= -_ROUNDING
