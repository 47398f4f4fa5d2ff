"""The imprint page: what the law asks for, and which of it is still to be filled in.

Source: Luật Xuất bản 2012 (19/2012/QH13), Điều 27.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from danvan.pages.words import number

from .settings import BookSettings, Imprint

BLANK = "…………………………"


@dataclass(frozen=True)
class ImprintLine:
    """A line of the imprint; `value` is empty while staff have not given it."""

    label: str
    value: str
    required: bool = True

    @property
    def is_missing(self) -> bool:
        return self.required and not self.value


def imprint_lines(book: BookSettings) -> tuple[ImprintLine, ...]:
    """Return the lines below the title, without copies, size and pages."""
    every = tuple(_lines(book))
    return tuple(line for line in every if line.value or (line.required and not book.is_final))


def missing_lines(book: BookSettings) -> tuple[str, ...]:
    """Return the names of the lines that the law asks for and that nobody has filled in."""
    missing = [line.label for line in _lines(book) if line.is_missing]
    if not book.imprint.copies:
        missing.append("Số lượng in")
    if not book.title:
        missing.insert(0, "Tên sách")
    return tuple(missing)


def trim_size(book: BookSettings) -> str:
    """Return the trim size as Vietnamese imprints write it: `14,5 × 20,5 cm`."""
    sizes = (book.trim_width, book.trim_height)
    return " × ".join(f"{size / 10:g}".replace(".", ",") for size in sizes) + " cm"


def copies(book: BookSettings) -> str:
    """Return the number of copies with a point for thousands, or a blank to be filled in."""
    given = book.imprint.copies
    return number(given) if given else BLANK[:6]


def _lines(book: BookSettings) -> Iterator[ImprintLine]:
    given: Imprint = book.imprint
    yield ImprintLine("Nhà xuất bản", given.publisher)
    yield ImprintLine("Chịu trách nhiệm xuất bản", given.director)
    yield ImprintLine("Chịu trách nhiệm nội dung", given.chief_editor)
    yield ImprintLine("Biên tập viên", given.content_editor)
    yield ImprintLine("Biên soạn", ", ".join(book.editors))
    yield ImprintLine("Vẽ bìa", given.cover_designer, required=False)
    yield ImprintLine("Trình bày", given.layout, required=False)
    yield ImprintLine("Sửa bản in", given.proofreader, required=False)
    yield ImprintLine("In tại", given.printer)
    yield ImprintLine("Địa chỉ cơ sở in", given.printer_address)
    yield ImprintLine("Số xác nhận đăng ký xuất bản", given.registration)
    yield ImprintLine("Quyết định (giấy phép) xuất bản số", given.decision)
    yield ImprintLine("Mã số ISBN", given.isbn)
    yield ImprintLine("In xong và nộp lưu chiểu", given.deposit)
