"""Look at finished press files as the prepress operator of a printing house would."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from . import messages
from .checks.barcode import check_barcode
from .checks.boxes import check_boxes
from .checks.colours import check_colours
from .checks.completeness import check_completeness, missing_photos
from .checks.coversheet import check_folds, check_spine
from .checks.edges import check_bleed, check_margins
from .checks.fonts import check_fonts, check_glyphs
from .checks.images import PhotoRow, check_quality, check_resolution, photo_rows
from .checks.inks import TOLERANCE, check_black, check_ink
from .checks.pages import check_blanks, check_count, check_openers, check_sheets
from .checks.prohibited import check_prohibited
from .checks.structure import check_standard, check_transparency
from .facts import PressFacts
from .findings import Check, Part, Rule, conclude
from .originals import Originals
from .reading.pixels import Pixels, measure
from .reading.pressfile import PressFile, UnreadableError, open_press_file
from .report import InspectedFile, Report


def preflight(facts: PressFacts, folder: Path) -> Report:
    """Look at the press files in `folder`, which ought to be as `facts` say.

    Whatever the files hold, there is a report: what cannot be read is red.
    """
    found = _Found()
    with _quiet_libraries():
        for part, name in ((Part.INTERIOR, facts.interior), (Part.COVER, facts.cover)):
            if name:
                _inspect(part, folder / name, facts, found)
    found.checks += check_completeness(facts)
    if facts.photos and found.all_read:
        missing = missing_photos(facts, found.digests)
        found.checks.append(conclude(messages.PHOTOS, Part.BOOK, missing))
    return Report(facts, tuple(found.files), tuple(found.checks), tuple(found.photos))


@contextmanager
def _quiet_libraries() -> Iterator[None]:
    """Keep what libraries log about broken files, with tracebacks, out of the terminal.

    It stands in the report.
    """
    loggers = [logging.getLogger(name) for name in ("pikepdf", "fontTools")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


@dataclass
class _Found:
    """What was found so far."""

    files: list[InspectedFile] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    photos: list[PhotoRow] = field(default_factory=list)
    digests: set[str] = field(default_factory=set)
    """Of the JPEGs in the files."""
    interior_pages: int | None = None
    all_read: bool = True


def _inspect(part: Part, path: Path, facts: PressFacts, found: _Found) -> None:
    try:
        with open_press_file(path, part) as file:
            _look_at(file, facts, found)
    except FileNotFoundError:
        finding = messages.FILE_ABSENT.at(name=path.name)
    except UnreadableError as error:
        finding = messages.FILE_UNREADABLE.at(name=path.name, reason=f"({error})")
    except Exception as error:  # noqa: BLE001 # a broken file must give a report, not a traceback
        finding = messages.CHECK_FAILED.at(reason=type(error).__name__)
    else:
        return
    found.all_read = False
    found.files.append(InspectedFile(part, path.name, "", 0))
    found.checks.append(conclude(messages.FILE, part, [finding]))


def _look_at(file: PressFile, facts: PressFacts, found: _Found) -> None:
    pictures = [mark.picture for page in file.pages for mark in page.images]
    pixels = measure(pictures, facts.ink_limit + TOLERANCE)
    originals = Originals(facts.photos)
    rows = list(photo_rows(file, facts, pixels, originals))
    found.files.append(InspectedFile(file.part, file.name, file.digest, len(file.pages)))
    found.photos += rows
    found.digests |= {measured.digest for measured in pixels.values()}
    if file.part is Part.INTERIOR:
        found.interior_pages = len(file.pages)
    look = _Look(file, facts, pixels, originals, rows, found.interior_pages)
    found.checks.append(_check_file(file))
    for rule, check in (*look.of_any(), *look.of_interior(), *look.of_cover()):
        found.checks.append(_guarded(rule, file.part, check))


def _check_file(file: PressFile) -> Check:
    findings = [messages.FILE_DAMAGED.at(problem=text) for text in file.warnings]
    for page in file.pages:
        findings += [messages.PAGE_BROKEN.at(page.number, what=what) for what in page.broken]
    if not file.pages:
        findings.append(messages.FILE_EMPTY.at())
    return conclude(messages.FILE, file.part, findings, name=file.name, pages=len(file.pages))


Task = tuple[Rule, Callable[[], Check]]


@dataclass(frozen=True)
class _Look:
    """One file and all that its checks need."""

    file: PressFile
    facts: PressFacts
    pixels: Mapping[object, Pixels]
    originals: Originals
    rows: list[PhotoRow]
    interior_pages: int | None

    def of_any(self) -> Iterator[Task]:
        file, facts, pixels, originals = self.file, self.facts, self.pixels, self.originals
        yield messages.BOXES, lambda: check_boxes(file, facts)
        yield messages.BLEED, lambda: check_bleed(file, facts)
        yield messages.MARGINS, lambda: check_margins(file, facts)
        yield messages.COLOURS, lambda: check_colours(file, facts, pixels)
        yield messages.INK, lambda: check_ink(file, facts, pixels, originals)
        yield messages.BLACK, lambda: check_black(file, facts)
        yield messages.RESOLUTION, lambda: check_resolution(file.part, self.rows, facts)
        yield messages.QUALITY, lambda: check_quality(file, pixels, originals)
        yield messages.FONTS, lambda: check_fonts(file)
        yield messages.GLYPHS, lambda: check_glyphs(file)
        yield messages.STANDARD, lambda: check_standard(file, facts)
        yield messages.TRANSPARENCY, lambda: check_transparency(file, facts)
        yield messages.PROHIBITED, lambda: check_prohibited(file, facts)

    def of_interior(self) -> Iterator[Task]:
        file, facts = self.file, self.facts
        if file.part is Part.INTERIOR:
            yield messages.COUNT, lambda: check_count(file, facts)
            yield messages.BLANKS, lambda: check_blanks(file, facts)
            yield messages.OPENERS, lambda: check_openers(file, facts)
            yield messages.SHEETS, lambda: check_sheets(file, facts, self.pixels)

    def of_cover(self) -> Iterator[Task]:
        file, facts = self.file, self.facts
        if file.part is Part.COVER:
            yield messages.SPINE, lambda: check_spine(file, facts, self.interior_pages)
            yield messages.FOLDS, lambda: check_folds(file, facts)
            yield messages.BARCODE, lambda: check_barcode(file, facts)


def _guarded(rule: Rule, part: Part, check: Callable[[], Check]) -> Check:
    """Return the check; red when the file is too broken for it to be made."""
    try:
        return check()
    except Exception as error:  # noqa: BLE001 # as in _inspect
        return conclude(rule, part, [messages.CHECK_FAILED.at(reason=type(error).__name__)])
