"""The book: its settings, and its text in reading order."""

from .assembly import BookSection, assemble_book, keep_printable
from .settings import BookSettings, read_book_settings

__all__ = ["BookSection", "BookSettings", "assemble_book", "keep_printable", "read_book_settings"]
