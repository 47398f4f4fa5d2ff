"""Bind the parts of a book, each written as a PDF, into one."""

from __future__ import annotations

from codecs import BOM_UTF16_BE
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, OutlineItem, String

from .division import ELSEWHERE
from .pagination import Bookmark, Pagination

_LAST_WITHOUT_OBJECT_STREAMS = "1.4"


def bind(parts: Sequence[Path], pagination: Pagination, target: Path) -> None:
    """Write the pages of all parts to `target`, compressed, with one outline and one set of tags.

    The first part lends the rest its metadata; labels of the pages and the outline come from
    `pagination`.
    """
    with ExitStack() as opened:
        book, *others = (opened.enter_context(pikepdf.open(part)) for part in parts)
        for other in others:
            _append(book, other)
        _link(book)
        _add_outline(book, pagination.bookmarks)
        if pagination.layout.first:  # else they count from the first page, as without labels
            _label_pages(book, pagination.layout.labels)
        packed = book.pdf_version > _LAST_WITHOUT_OBJECT_STREAMS
        book.save(
            target,
            deterministic_id=True,
            object_stream_mode=ObjectStreamMode.generate if packed else ObjectStreamMode.disable,
        )


def _append(book: pikepdf.Pdf, part: pikepdf.Pdf) -> None:
    """Add the pages of a part with what they need, their tags and the targets of links."""
    tags, keys = book.Root.get("/StructTreeRoot"), _keys(book)
    for page in part.pages:
        # Before what refers to it: qpdf copies no page that is only referred to.
        book.pages.append(page)
        if tags is not None:
            _shift_keys(book.pages[-1].obj, keys)
    root = book.copy_foreign(part.Root)
    if tags is not None:
        _append_tags(tags, root.StructTreeRoot, keys)
    if "/Names" not in book.Root:
        book.Root.Names = Dictionary(Dests=Dictionary(Names=Array()))
    if "/Names" in root:
        book.Root.Names.Dests.Names.extend(root.Names.Dests.Names)


def _keys(book: pikepdf.Pdf) -> int:
    """Return the first key of the parent tree that is free (ISO 32000-1, 14.7.4.4)."""
    tags = book.Root.get("/StructTreeRoot")
    return int(tags.ParentTree.Nums[-2]) + 1 if tags is not None else 0


def _shift_keys(page: pikepdf.Object, keys: int) -> None:
    page.StructParents = int(page.StructParents) + keys
    for annotation in page.get("/Annots", ()):
        annotation.StructParent = int(annotation.StructParent) + keys


def _append_tags(tags: pikepdf.Object, more: pikepdf.Object, keys: int) -> None:
    """Let one document element hold the elements of both."""
    document = tags.K[0]
    for element in more.K[0].K:
        element.P = document
        document.K.append(element)
    entries = list(more.ParentTree.Nums)
    for key, entry in zip(entries[::2], entries[1::2], strict=True):
        tags.ParentTree.Nums.append(int(key) + keys)
        tags.ParentTree.Nums.append(entry)


def _link(book: pikepdf.Pdf) -> None:
    """Join links to other parts and sort the targets, as a name tree asks for (7.9.6)."""
    for page in book.pages:
        for annotation in page.get("/Annots", ()):
            action = annotation.get("/A")
            address = str(action.get("/URI", "")) if action is not None else ""
            if address.startswith(ELSEWHERE):
                annotation.Dest = _name(unquote(address.removeprefix(ELSEWHERE)))
                del annotation.A
    if "/Names" in book.Root:
        names = list(book.Root.Names.Dests.Names)
        pairs = sorted(zip(names[::2], names[1::2], strict=True), key=lambda pair: bytes(pair[0]))
        book.Root.Names.Dests.Names = Array([item for pair in pairs for item in pair])


def _name(text: str) -> String:
    """Return the name of a target in the bytes that WeasyPrint gives it."""
    return String(text if text.isascii() else BOM_UTF16_BE + text.encode("utf-16-be"))


def _add_outline(book: pikepdf.Pdf, bookmarks: Iterable[Bookmark]) -> None:
    if not bookmarks:
        return
    with book.open_outline() as outline:
        above: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for mark in bookmarks:
            item = OutlineItem(mark.label, mark.page, "XYZ", left=mark.left, top=mark.top, zoom=0)
            while above[-1][0] >= mark.level:
                above.pop()
            above[-1][1].append(item)
            above.append((mark.level, item.children))


def _label_pages(book: pikepdf.Pdf, labels: Iterable[str]) -> None:
    """Let viewers show the printed page numbers, and cover pages as “Bìa”."""
    ranges = list(_ranges(labels))
    if ranges:
        book.Root.PageLabels = Dictionary(Nums=Array(ranges))


def _ranges(labels: Iterable[str]) -> Iterator[int | Dictionary]:
    for place, label in enumerate(labels):
        if not label.isdigit():
            yield place
            yield Dictionary(P=String(label))
        elif label == "1":
            yield place
            yield Dictionary(S=Name.D)
