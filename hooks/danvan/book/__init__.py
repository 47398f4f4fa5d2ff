"""The book: its settings, its text in reading order, and the PDF files made of it."""

from .assembly import BookSection, BookText, assemble_book
from .delivery import deliver
from .printshop import get_ready
from .selections import check_selections
from .settings import BookSettings
from .settingskeys import read_book_settings
from .withdrawal import forget_removed
from .works import BookPlace, BookWorks, NotPrintable

__all__ = [
    "BookPlace",
    "BookSection",
    "BookSettings",
    "BookText",
    "BookWorks",
    "NotPrintable",
    "assemble_book",
    "check_selections",
    "deliver",
    "forget_removed",
    "get_ready",
    "read_book_settings",
]
