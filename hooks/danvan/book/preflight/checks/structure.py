"""What the file says of itself: PDF/X variant, printing condition, transparency.

PDF/X-4 is ISO 15930-7:2010, PDF/X-1a:2003 is ISO 15930-4:2003.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf

from danvan.book.preflight import messages
from danvan.book.preflight.facts import PressFacts
from danvan.book.preflight.findings import Check, Finding, conclude
from danvan.book.preflight.reading.marks import PageContent
from danvan.book.preflight.reading.pressfile import PressFile
from danvan.book.preflight.words import listed

_XMP_VERSION = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_XMP_TRAPPED = "{http://ns.adobe.com/pdf/1.3/}Trapped"
_XMP_TITLE = "{http://purl.org/dc/elements/1.1/}title"


class _Variant(NamedTuple):
    name: str
    newest: str
    """PDF version on which the standard rests."""
    in_xmp: bool
    """Where the file names its variant: in XMP, or in the Info dictionary."""


_VARIANTS = {
    "pdf/x-4": _Variant("PDF/X-4", "1.6", in_xmp=True),
    "pdf/x-1a": _Variant("PDF/X-1a:2003", "1.4", in_xmp=False),
}


def check_standard(file: PressFile, facts: PressFacts) -> Check:
    """Compare what the file says of itself with what was ordered."""
    info, xmp = _info(file.pdf), _xmp(file.pdf)
    findings = [
        *_of_variant(file.pdf, facts, info, xmp),
        *_of_intent(file.pdf, facts),
        *_of_details(file.pdf, info, xmp),
    ]
    if file.pdf.is_encrypted:
        findings.append(messages.ENCRYPTED.at())
    variant = _VARIANTS[facts.variant].name
    return conclude(
        messages.STANDARD,
        file.part,
        findings,
        variant=variant,
        condition=facts.output_condition,
    )


def check_transparency(file: PressFile, facts: PressFacts) -> Check:
    """Find transparency where the variant forbids it."""
    if not facts.is_x_1a:
        allowed, findings = messages.TRANSPARENCY_ALLOWED, []
    else:
        allowed = messages.TRANSPARENCY_NONE
        findings = [f for page in file.pages for f in _of_transparency(page)]
    return conclude(messages.TRANSPARENCY, file.part, findings, allowed=allowed)


def _of_variant(
    pdf: pikepdf.Pdf, facts: PressFacts, info: dict[str, str], xmp: dict[str, str]
) -> Iterator[Finding]:
    wanted = _VARIANTS[facts.variant]
    found = xmp.get(_XMP_VERSION, "") if wanted.in_xmp else info.get("/GTS_PDFXVersion", "")
    if found != wanted.name:
        yield messages.VARIANT_WRONG.at(found=found or messages.VARIANT_NONE, wanted=wanted.name)
    if pdf.pdf_version > wanted.newest:
        yield messages.VERSION_WRONG.at(
            found=pdf.pdf_version, wanted=wanted.name, limit=wanted.newest
        )


def _of_intent(pdf: pikepdf.Pdf, facts: PressFacts) -> Iterator[Finding]:
    intents = [i for i in pdf.Root.get("/OutputIntents", []) if str(i.get("/S", "")) == "/GTS_PDFX"]
    if not intents:
        yield messages.INTENT_ABSENT.at()
        return
    if len(intents) > 1:
        yield messages.INTENT_SEVERAL.at(count=len(intents))
    condition = str(intents[0].get("/OutputConditionIdentifier", ""))
    if condition != facts.output_condition:
        found = " ".join(condition.split())
        yield messages.CONDITION_WRONG.at(found=found, wanted=facts.output_condition)
    profile = intents[0].get("/DestOutputProfile")
    if not isinstance(profile, pikepdf.Stream):
        yield messages.PROFILE_ABSENT.at()
        return
    # ICC.1:2022, 7.2: device class at byte 12, colour space at 16, signature at 36.
    head = profile.read_bytes()[:40]
    kind = b" ".join((head[12:16], head[16:20], head[36:40]))
    if kind != b"prtr CMYK acsp" or profile.get("/N") != 4:
        yield messages.PROFILE_WRONG.at(found=kind.decode("ascii", "replace"))


def _of_details(pdf: pikepdf.Pdf, info: dict[str, str], xmp: dict[str, str]) -> Iterator[Finding]:
    trapped = info.get("/Trapped", xmp.get(_XMP_TRAPPED, ""))
    if trapped.removeprefix("/") not in ("True", "False"):
        yield messages.NOT_TRAPPED.at()
    if "/ID" not in pdf.trailer:
        yield messages.NO_ID.at()
    missing = [key for key in ("/CreationDate", "/ModDate") if not info.get(key)]
    if not (info.get("/Title") or xmp.get(_XMP_TITLE)):
        missing.append("/Title")
    if missing:
        yield messages.NO_DETAILS.at(keys=listed(key.removeprefix("/") for key in missing))


def _of_transparency(page: PageContent) -> Iterator[Finding]:
    found = {name for state in page.states.values() for name in _in_state(state)}
    if page.groups:
        found.add("Group")
    if any(mark.picture.translucent for mark in page.images):
        found.add("SMask")
    for what in sorted(found):
        yield messages.TRANSPARENT.at(page.number, what=what)


def _in_state(state: Any) -> Iterator[str]:
    for key in ("/ca", "/CA"):
        if float(state.get(key, 1)) < 1:
            yield key.removeprefix("/")
    if isinstance(state.get("/SMask"), pikepdf.Dictionary):
        yield "SMask"
    modes = state.get("/BM", pikepdf.Name("/Normal"))
    for mode in modes if isinstance(modes, pikepdf.Array) else [modes]:
        if str(mode) not in ("/Normal", "/Compatible"):
            yield f"BM {str(mode).removeprefix('/')}"


def _info(pdf: pikepdf.Pdf) -> dict[str, str]:
    info: Any = pdf.trailer.get("/Info", {})
    return {str(key): str(value) for key, value in info.items()}


def _xmp(pdf: pikepdf.Pdf) -> dict[str, str]:
    """Return the XMP properties by their full names; nothing when there is no valid XMP."""
    if "/Metadata" not in pdf.Root:
        return {}
    with contextlib.suppress(Exception):  # what lxml cannot read says nothing to a press either
        return {key: str(value) for key, value in pdf.open_metadata().items()}
    return {}
