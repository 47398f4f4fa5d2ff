"""A built site as a reader, a search engine and a curious person see it."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pypdf
from bs4 import BeautifulSoup, Tag
from pypdf.generic import DictionaryObject, StreamObject

from danvan.collection import Collection, read_collection

_TYPED_QUOTES = str.maketrans("“”‘’", "\"\"''")
_JPEG, _JPEG_2000 = "/DCTDecode", "/JPXDecode"


@dataclass(frozen=True)
class BuiltSite:
    """What one build wrote."""

    project: Path
    folder: Path
    output: str
    """What the build printed."""

    @cached_property
    def collection(self) -> Collection:
        collection, findings = read_collection(self.project)
        assert not findings.problems
        return collection

    @cached_property
    def pages(self) -> dict[str, BeautifulSoup]:
        """Every page by its address relative to the site's root; '' is the home page.

        Those that only lead on are no pages.
        """
        read = {
            _address(path.relative_to(self.folder)): BeautifulSoup(
                path.read_text("utf-8"), "html.parser"
            )
            for path in sorted(self.folder.rglob("*.html"))
        }
        leads_on = "meta[http-equiv=refresh]"
        return {address: page for address, page in read.items() if not page.select(leads_on)}

    @property
    def all_files(self) -> list[Path]:
        return [path for path in sorted(self.folder.rglob("*")) if path.is_file()]

    @cached_property
    def search_entries(self) -> dict[str, dict[str, Any]]:
        """What the search index shows and reads of each entry, by its address."""
        (folder,) = (path for path in (self.folder / "tim-kiem").iterdir() if path.is_dir())
        files = sorted(folder.glob("c*.json"), key=lambda path: int(path.stem[1:]))
        cards = [card for path in files for card in json.loads(path.read_bytes())]
        for number, card in enumerate(cards):
            text = folder / f"t{number}.json"
            told = json.loads(text.read_bytes()) if text.exists() else ("", "")
            card["summary"], card["text"] = told
        return {card["address"]: card for card in cards}

    @property
    def book_path(self) -> Path:
        (path,) = (self.folder / "sach").glob("*.pdf")
        return path

    @cached_property
    def book(self) -> pypdf.PdfReader:
        return pypdf.PdfReader(self.book_path)

    @cached_property
    def book_text(self) -> str:
        """The text of the book without anything that line breaking may change."""
        return squeezed("".join(page.extract_text() for page in self.book.pages))

    def resolve(self, page: str, reference: str) -> Path | None:
        """Return the file that a reference on a page stands for; None when it leaves the site."""
        site_url = self.pages[""].select_one("link[rel=canonical]")
        home = str(site_url["href"]) if site_url else "https://site.invalid/"
        target = urljoin(urljoin(home, page), reference)
        if not target.startswith(home):
            return None
        place = urlsplit(target).path
        path = self.folder / unquote(place[len(urlsplit(home).path) :])
        return path / "index.html" if place.endswith("/") else path


def squeezed(text: str) -> str:
    """Return `text` comparable however it was broken, hyphenated, ligated, quoted and dashed."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_TYPED_QUOTES)
    return re.sub(r"[\s\u00ad\u200b\u2010\u2011\u2013\-]+", "", plain)


def visible_texts(page: BeautifulSoup) -> Iterator[str]:
    """Yield what a page shows or has read aloud: text, and attributes that are spoken."""
    for text in page.find_all(string=True):
        if text.parent and text.parent.name not in ("script", "style", "[document]"):
            yield str(text)
    for element in page.select("*"):
        for name in ("aria-label", "title", "alt", "placeholder"):
            if isinstance(element, Tag) and element.get(name):
                yield str(element[name])


def unpacked(path: Path) -> bytes:
    """Return the bytes of a file with every compression taken off, those of a PDF's parts too."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        return data + b"".join(_pdf_streams(path))
    if data[:2] == b"\x1f\x8b":
        data += gzip.decompress(data)
    return data


def embedded_jpegs(reader: pypdf.PdfReader) -> Iterator[bytes]:
    """Yield the JPEG files inside a PDF as they lie there."""
    for item in _objects(reader):
        if isinstance(item, StreamObject) and item.get("/Filter") in (_JPEG, [_JPEG]):
            yield item._data


def _pdf_streams(path: Path) -> Iterator[bytes]:
    for item in _objects(pypdf.PdfReader(path)):
        if isinstance(item, StreamObject) and item.get("/Filter") not in (_JPEG, _JPEG_2000):
            try:
                yield item.get_data()
            except (zlib.error, NotImplementedError):
                yield item._data
        yield repr(item).encode()
        if isinstance(item, DictionaryObject):
            yield "".join(str(value) for value in item.values()).encode()


def _objects(reader: pypdf.PdfReader) -> Iterator[Any]:
    for number in range(1, int(reader.trailer["/Size"])):
        item = reader.get_object(number)
        if item is not None:
            yield item


def _address(path: Path) -> str:
    text = path.as_posix()
    return text.removesuffix("index.html") if path.name == "index.html" else text
