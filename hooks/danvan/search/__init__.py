"""A search index for Vietnamese, served as small files."""

from .entries import SearchEntry, search_entries
from .index import ADDRESS, build_index

__all__ = ["ADDRESS", "SearchEntry", "build_index", "search_entries"]
