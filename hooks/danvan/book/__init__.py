"""The book: its settings, and its text in reading order."""

from .assembly import BookSection, assemble_book
from .settings import BookSettings, read_book_settings

__all__ = ["BookSection", "BookSettings", "assemble_book", "read_book_settings"]
