"""Put finished books where they belong: reading editions into the site, the rest into `press/`."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from danvan.collection.folding import nfc
from danvan.collection.imagefiles import file_digest

from . import reviewcopy
from .imprint import missing_lines
from .paper import find_paper
from .preflight import Level, PressFacts, PrintedPhoto, Report, preflight, write_facts
from .preflight.messages import heading
from .printshop import Printed
from .proofs import make_contact_sheet, make_spreads
from .reviewcopy import make_review_copy, mark_of
from .settings import GREY
from .works import BookWorks, NotPrintable, VolumeWork, ink_limit, leaf_thickness, variant

INTERIOR, COVER = "{output}-ruot.pdf", "{output}-bia.pdf"
SPREADS = "{output}-trang-doi.pdf"
CONTACT_PDF, CONTACT_PNG = "{output}-toan-canh.pdf", "{output}-toan-canh.png"
FACTS = "{output}-thong-so.json"
REPORT_HTML, REPORT_JSON = "{output}-kiem-tra.html", "{output}-kiem-tra.json"
_REFUSED = (
    "Sách {output} ghi là phát hành nhưng tệp in chưa đạt, nên chưa dựng. Trang và tệp in trước đó"
    " vẫn giữ nguyên. Cần sửa:\n{faults}\nNếu chưa in ngay, đổi mục “stage” trong mkdocs.yml về"
    " “maket” để dựng tiếp."
)
_VERDICTS = {
    Level.GREEN: "Tệp in {output} đạt. Báo cáo: press/{page}",
    Level.AMBER: "Tệp in {output} còn chỗ nên xem lại. Báo cáo: press/{page}",
    Level.RED: "Tệp in {output} chưa in được. Việc cần sửa ghi ở press/{page}",
}


def deliver(works: BookWorks, site: Path, press: Path, missing_parts: Sequence[str]) -> list[str]:
    """Copy every volume's files; return one line on each volume's preflight.

    `press` is replaced as a whole, after everything in it is finished. Raise NotPrintable when a
    volume that is to be published does not pass.
    """
    for volume in works.volumes:
        target = site / volume.book.reading_edition
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_submitted(works, volume), target)
    printed = [volume for volume in works.volumes if volume.interior]
    if not printed:
        return []
    press.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=press.parent, prefix=".press-"))
    try:
        draft.chmod(0o755)
        reports = [_press_files(works, volume, draft, missing_parts) for volume in printed]
        _refuse(printed, reports)
        _replace(press, draft)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return [_verdict(v, report) for v, report in zip(printed, reports, strict=True)]


def _submitted(works: BookWorks, volume: VolumeWork) -> Path:
    """Return the reading edition as it goes out: marked with its round if it is submitted."""
    reading, book = works.reading_edition(volume), volume.book
    mark = mark_of(book.stage)
    if not mark:
        return reading.path
    told = (mark, book.geometry.trim_width, book.geometry.trim_height, _review_code())
    name = hashlib.sha256(repr(told).encode()).hexdigest()[:16]
    kept = reading.path.with_name(f"duyet-{name}.pdf")
    if not kept.exists():
        with tempfile.TemporaryDirectory(dir=kept.parent, prefix=".making-") as folder:
            made = Path(folder) / kept.name
            make_review_copy(
                reading.path,
                made,
                mark=mark,
                page=book.geometry,
                cover_pages=reading.layout.first,
                fonts=works.templates / "fonts",
            )
            made.replace(kept)
    return kept


def _review_code() -> str:
    """Return what tells one way to make review copies from another."""
    return file_digest(Path(reviewcopy.__file__))


def _press_files(
    works: BookWorks, volume: VolumeWork, folder: Path, missing_parts: Sequence[str]
) -> Report:
    """Write all files of one volume for the printer into `folder`."""
    output = volume.book.output
    interior = works.shop.collect(volume.interior)
    shutil.copyfile(interior.path, folder / INTERIOR.format(output=output))
    cover = works.shop.collect(volume.cover)
    shutil.copyfile(cover.path, folder / COVER.format(output=output))
    _proofs(works, volume, folder)
    facts = press_facts(works, volume, missing_parts)
    write_facts(facts, folder / FACTS.format(output=output))
    report = preflight(facts, folder)
    write_report(report, folder, output)
    return report


def write_report(report: Report, folder: Path, output: str) -> None:
    """Write `report` for people and for machines."""
    (folder / REPORT_HTML.format(output=output)).write_text(report.to_html(), "utf-8")
    (folder / REPORT_JSON.format(output=output)).write_text(report.to_json(), "utf-8")


def press_facts(works: BookWorks, volume: VolumeWork, missing_parts: Sequence[str]) -> PressFacts:
    """Return what the build knows of a volume's press files."""
    book, press = volume.book, volume.book.press
    layout = works.shop.collect(volume.interior).layout
    sheet = works.cover_sheet(volume)
    paper = find_paper(press.paper)
    return PressFacts(
        title=book.title,
        stage=book.stage,
        interior=INTERIOR.format(output=book.output),
        cover=COVER.format(output=book.output),
        trim_width=book.trim_width,
        trim_height=book.trim_height,
        bleed=press.bleed,
        variant=variant(book),
        output_condition=press.condition,
        ink_limit=ink_limit(book),
        dpi=press.dpi,
        signature=press.signature,
        colour="grey" if press.colour == GREY else "cmyk",
        colour_pages=layout.colour_pages,
        marks=press.marks,
        opener_pages=tuple(volume.openers(layout)),
        photos=tuple(_printed_photos(works, volume)),
        missing_imprint=missing_lines(book),
        missing_parts=tuple(missing_parts) if book.selection.parts else (),
        left_out=volume.left_out,
        paper=paper.name if paper else press.paper,
        paper_thickness=leaf_thickness(book),
        spine=sheet.spine,
        spine_text=sheet.has_spine_text,
        isbn=book.imprint.isbn,
        flap=press.flap,
    )


def _printed_photos(works: BookWorks, volume: VolumeWork) -> Iterator[PrintedPhoto]:
    for use in volume.text.photos:
        made, request = volume.prints[use.address], use.request
        width = round(made.dpi * request.width_mm / 25.4)
        height = round(width * made.height / made.width)
        yield PrintedPhoto(
            file_digest(made.path),
            nfc(request.photo.path.relative_to(works.root).as_posix()),
            use.title,
            (width, height),
        )


def _proofs(works: BookWorks, volume: VolumeWork, folder: Path) -> None:
    """Show the book as it opens, and all its pages at once; kept beside the edition they show."""
    reading = works.reading_edition(volume)
    names = (SPREADS, CONTACT_PDF, CONTACT_PNG)
    kept = [reading.path.with_name(name.format(output="ban")) for name in names]
    if not all(path.exists() for path in kept):
        _make_proofs(reading, works.templates / "fonts", kept)
    for name, path in zip(names, kept, strict=True):
        shutil.copyfile(path, folder / name.format(output=volume.book.output))


def _make_proofs(reading: Printed, fonts: Path, targets: Sequence[Path]) -> None:
    """Write spreads and contact sheet; each file appears when it is finished."""
    with tempfile.TemporaryDirectory(dir=reading.path.parent, prefix=".making-") as folder:
        spreads, contact_pdf, contact_png = (Path(folder) / path.name for path in targets)
        make_spreads(reading.path, spreads)
        labels = reading.layout.labels
        make_contact_sheet(reading.path, contact_png, contact_pdf, fonts=fonts, labels=labels)
        for draft, target in zip((spreads, contact_pdf, contact_png), targets, strict=True):
            draft.replace(target)


def _refuse(volumes: Sequence[VolumeWork], reports: Sequence[Report]) -> None:
    """Stop an edition that is to be published and that a printing house would send back."""
    for volume, report in zip(volumes, reports, strict=True):
        if volume.book.is_final and report.level is Level.RED:
            raise NotPrintable(_REFUSED.format(output=volume.book.output, faults=_faults(report)))


def _faults(report: Report) -> str:
    red = [check for check in report.checks if check.level is Level.RED]
    return "\n".join(f"- {heading(check)}: {line}" for check in red for line in check.lines)


def _verdict(volume: VolumeWork, report: Report) -> str:
    page = REPORT_HTML.format(output=volume.book.output)
    return _VERDICTS[report.level].format(output=volume.book.output, page=page)


def _replace(press: Path, draft: Path) -> None:
    old = draft.with_name(f"{draft.name}-cu")
    had_files = press.exists()
    if had_files:
        press.rename(old)
    try:
        draft.rename(press)
    except OSError:
        if had_files:
            old.rename(press)
        raise
    shutil.rmtree(old, ignore_errors=True)
