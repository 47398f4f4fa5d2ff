"""Photos: how sharp they print, and how hard they were compressed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from danvan.book.preflight import messages
from danvan.book.preflight.facts import PressFacts
from danvan.book.preflight.findings import Check, Finding, Level, Part, conclude
from danvan.book.preflight.originals import Originals
from danvan.book.preflight.reading.marks import ImageMark
from danvan.book.preflight.reading.pixels import Pixels
from danvan.book.preflight.reading.pressfile import PressFile
from danvan.book.preflight.words import number

ROUNDING = 0.99
"""Share of a limit that counts as reaching it: pixels are whole, millimetres are not."""
SHARP = 1.0 * ROUNDING
"""Share of the wanted dpi from which a photo is sharp."""
BLURRED = 0.5 * ROUNDING
"""Share of the wanted dpi below which a photo cannot be printed."""
LEAST_QUALITY = 90
"""On libjpeg's scale; below it blocks show in skies and faces."""
_INCH = 25.4


@dataclass(frozen=True)
class PhotoRow:
    """One photo in one place, as the report's table lists it."""

    part: Part
    page: int
    width: float
    """Printed width in millimetres."""
    height: float
    dpi: float
    """Of the pixels in the PDF."""
    original_dpi: float
    """Of the pixels that the original gives to the printed part; `dpi` when it is not known."""
    pixels: tuple[int, int]
    """Of the picture in the PDF."""
    original: str
    """Path from the project's root; empty when it is not known."""
    page_title: str
    quality: int | None
    level: Level
    """Of its resolution."""

    @property
    def sharpness(self) -> float:
        """The dpi that count: pixels that were made up add nothing, those left out are lost."""
        return min(self.dpi, self.original_dpi)


def photo_rows(
    file: PressFile, facts: PressFacts, pixels: Mapping[object, Pixels], originals: Originals
) -> Iterator[PhotoRow]:
    """Yield every picture in the order of the pages; stencils are drawings and left out."""
    for page in file.pages:
        for mark in page.images:
            if mark.picture.stencil or not (mark.width and mark.height):
                continue
            found = pixels[mark.picture.key]
            photo = originals.find(found.digest)
            dpi = _dpi((mark.picture.width, mark.picture.height), mark)
            of_original = _dpi(photo.pixels, mark) if photo else dpi
            yield PhotoRow(
                part=file.part,
                page=page.number,
                width=mark.width,
                height=mark.height,
                dpi=dpi,
                original_dpi=of_original,
                pixels=(mark.picture.width, mark.picture.height),
                original=photo.original if photo else "",
                page_title=photo.page_title if photo else "",
                quality=found.quality,
                level=_level(min(dpi, of_original), facts.dpi),
            )


def check_resolution(part: Part, rows: Iterable[PhotoRow], facts: PressFacts) -> Check:
    """Find photos with too few pixels for the size in which they print."""
    listed = list(rows)
    findings = (_of_row(row, facts) for row in listed if row.level is not Level.GREEN)
    rule = messages.RESOLUTION
    rule = rule if listed else rule._replace(good=messages.NO_IMAGES)
    return conclude(rule, part, findings, count=len(listed), dpi=facts.dpi)


def check_quality(file: PressFile, pixels: Mapping[object, Pixels], originals: Originals) -> Check:
    """Find pictures that are damaged or were compressed too hard."""
    findings = (
        finding
        for page in file.pages
        for mark in page.images
        for finding in _of_pixels(page.number, pixels[mark.picture.key], originals)
    )
    return conclude(messages.QUALITY, file.part, findings)


def _of_row(row: PhotoRow, facts: PressFacts) -> Finding:
    photo = messages.OF_PAGE.format(original=row.original, title=row.page_title)
    values = {
        "original": photo if row.original else messages.UNKNOWN_ORIGINAL,
        "width": number(row.width),
        "height": number(row.height),
        "found": math.floor(row.sharpness),
        "of_original": math.floor(row.original_dpi),
        "pixels": math.ceil(row.width / _INCH * facts.dpi),
        "fitting": math.floor(row.width * row.sharpness / facts.dpi),
    }
    blurred = row.level is Level.RED
    if _level(row.original_dpi, facts.dpi) is Level.GREEN and row.original:
        fault = messages.IMAGE_SHRUNK_MUCH if blurred else messages.IMAGE_SHRUNK_LITTLE
    else:
        fault = messages.IMAGE_BLURRED if blurred else messages.IMAGE_COARSE
    return fault.at(row.page, **values)


def _of_pixels(page: int, found: Pixels, originals: Originals) -> Iterator[Finding]:
    original = originals.name(found.digest)
    if found.broken:
        yield messages.IMAGE_BROKEN.at(page, original=original)
    elif found.quality is not None and found.quality < LEAST_QUALITY:
        yield messages.IMAGE_SQUEEZED.at(
            page, original=original, found=found.quality, wanted=LEAST_QUALITY
        )


def _dpi(pixels: tuple[int, int], mark: ImageMark) -> float:
    """Return the dpi of the coarser direction."""
    across, down = pixels
    return min(across / mark.width, down / mark.height) * _INCH


def _level(dpi: float, wanted: int) -> Level:
    if dpi >= wanted * SHARP:
        return Level.GREEN
    # Rounded as it is reported: a photo laid out for just this limit misses it by a hair.
    return Level.AMBER if round(dpi) >= wanted * BLURRED else Level.RED
