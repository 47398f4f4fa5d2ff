"""A search index that folds Vietnamese, served as small files."""

from .index import IndexingError, SearchPage, build_index
from .pages import search_pages

__all__ = ["IndexingError", "SearchPage", "build_index", "search_pages"]
