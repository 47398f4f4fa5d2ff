"""Pages that lead on: from where a story stood before, and from the short address in print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from . import words
from .security import POLICY


def redirect_pages(redirects: Mapping[str, str], site_url: str) -> Iterator[tuple[str, str]]:
    """Yield the address of each page and its HTML; they need no server that knows of them."""
    for address, target in redirects.items():
        way = "../" * address.count("/") + target
        yield f"{address}index.html", _page(way, f"{site_url}{target}" if site_url else way)


def _page(way: str, canonical: str) -> str:
    # A browser follows at once (HTML, 4.2.5.3); search engines take it for a lasting redirect.
    return (
        '<!doctype html>\n<html lang="vi">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="0; url={escape(way)}">\n'
        f'<link rel="canonical" href="{escape(canonical)}">\n'
        f"<title>{words.MOVED}</title>\n"
        f'<p>{words.MOVED_SUMMARY} <a href="{escape(way)}">{words.MOVED_LINK}</a></p>\n</html>\n'
    )
