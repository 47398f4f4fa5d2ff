"""One press file, opened and walked through."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from danvan.book.preflight.findings import Part

from .geometry import EVERYWHERE, Box, read_box
from .marks import PageContent
from .run import Cabinet
from .walking import walk_page

_IMAGE = pikepdf.Name("/Image")


class UnreadableError(Exception):
    """The file is locked or no PDF; the message is what the PDF library says."""


@dataclass(frozen=True)
class PressFile:
    """An open PDF and what its pages paint."""

    part: Part
    name: str
    digest: str
    """SHA-256 of the file, so that the report says which file was looked at."""
    pdf: pikepdf.Pdf
    pages: tuple[PageContent, ...]
    warnings: tuple[str, ...]
    """What the PDF library had to mend to read the file."""


@contextmanager
def open_press_file(path: Path, part: Part) -> Iterator[PressFile]:
    """Open the PDF at `path` and walk through its pages.

    Raise FileNotFoundError or UnreadableError.
    """
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        pdf = pikepdf.open(path)
    except FileNotFoundError:
        raise
    except (OSError, pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise UnreadableError(_without_path(str(error), path)) from error
    with pdf:
        pages = tuple(_walk(pdf))
        problems = (*_damaged_streams(pdf), *pdf.get_warnings())
        warnings = tuple(dict.fromkeys(_without_path(str(p), path) for p in problems))
        yield PressFile(part, path.name, digest, pdf, pages, warnings)


def page_box(page: pikepdf.Page, name: str) -> Box | None:
    """Return a box of a page; None when there is none or it is no box.

    pikepdf gives every page what it has from its parents.
    """
    try:
        return read_box(page.obj[name])
    except (KeyError, TypeError, ValueError):
        return None


def _walk(pdf: pikepdf.Pdf) -> Iterator[PageContent]:
    cabinet = Cabinet(pdf)
    for number, page in enumerate(pdf.pages, 1):
        media = page_box(page, "/MediaBox") or EVERYWHERE
        trim = page_box(page, "/TrimBox") or media
        bleed = page_box(page, "/BleedBox") or media
        content = PageContent(number, bleed, trim)
        walk_page(page, content, cabinet)
        yield content


def _damaged_streams(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield what is wrong with streams; pictures are decoded elsewhere."""
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream) or thing.get("/Subtype") == _IMAGE:
            continue
        try:
            thing.read_bytes()
        except (pikepdf.PdfError, NotImplementedError) as error:
            yield str(error)


def _without_path(message: str, path: Path) -> str:
    return message.replace(str(path), path.name)
