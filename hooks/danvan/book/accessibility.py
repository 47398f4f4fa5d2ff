"""Mend what WeasyPrint 70's tags leave short of PDF/UA-1 (ISO 14289-1:2014)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pydyf
from weasyprint import Document

from .numbering import link_words

_HEADINGS = tuple(f"/H{level}" for level in range(1, 7))


def mend_tags(
    document: Document,
    pdf: pydyf.PDF,
    headings: Iterable[str] = (),
    numbers: Mapping[str, int] | None = None,
    part: int = 0,
) -> None:
    """Mend the tags of `pdf` when WeasyPrint calls the `finisher` of `write_pdf`.

    `headings` are the levels (`1` to `6`) of those in the parts before; `numbers` are the printed
    pages of the elements with an id; `part` is the place of this part in the book.
    """
    _describe_links(document, numbers or {})
    tree = _Tree(pdf)
    tree.nest_headings(headings)
    tree.wrap_list_bodies()
    tree.scope_headers(f"{part}:" if part else "")
    tree.set_margin_boxes_apart()


def _describe_links(document: Document, numbers: Mapping[str, int]) -> None:
    """Say what a link says instead of its target's id (clause 7.18.5)."""
    for page in document.pages:
        for _, target, _, box in page.links:
            if box.link_annotation is not None:
                words = link_words(box, target, numbers)
                box.link_annotation["Contents"] = pydyf.String(words)


class _Tree:
    """The structure elements of a PDF in reading order."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.pdf = pdf
        root = self._object(self._object(pdf.catalog["StructTreeRoot"])["K"][0])
        self.elements = tuple(self._walk(root))
        """As WeasyPrint made them."""

    def nest_headings(self, before: Iterable[str]) -> None:
        """Close the gaps between heading levels (clause 7.4.2): h1, h3, h5 become 1, 2, 3."""
        open_levels: list[str] = []
        for level in before:
            _open(open_levels, f"/H{level}")
        for element in self.elements:
            if element["S"] in _HEADINGS:
                _open(open_levels, element["S"])
                element["S"] = f"/H{len(open_levels)}"

    def wrap_list_bodies(self) -> None:
        """Put what is neither label nor body of a list item into a body (ISO 32000-1, 14.8.4.3.3).

        WeasyPrint makes bodies only of text that stands directly in the item, not of paragraphs.
        """
        for item in [e for e in self.elements if e["S"] == "/LI"]:
            kids, body = pydyf.Array(), None
            for kid in item["K"]:
                element = self._object(kid)
                if element["S"] in ("/Lbl", "/LBody"):
                    kids.append(kid)
                    body = None
                else:
                    if body is None:
                        body = self._new_body(item)
                        kids.append(body.reference)
                    body["K"].append(kid)
                    element["P"] = body.reference
            item["K"] = kids

    def scope_headers(self, part: str) -> None:
        """Say of header cells whether they head a column or a row (clause 7.5).

        Their IDs (ISO 32000-1, 14.7.2) begin with `part`: WeasyPrint counts anew in every part.
        """
        for row in [e for e in self.elements if e["S"] == "/TR"]:
            cells = [cell for cell in map(self._object, row["K"]) if "A" in cell]
            heads_columns = all(cell["S"] == "/TH" for cell in cells)
            for cell in cells:
                if cell["S"] == "/TH":
                    cell["A"]["Scope"] = "/Column" if heads_columns else "/Row"
                    name = cell["ID"]  # the same object in every cell that it heads
                    name.string = part + name.string
                elif not cell["A"].get("Headers"):
                    cell["A"].pop("Headers", None)

    def set_margin_boxes_apart(self) -> None:
        """Mark running heads and folios as artifacts of pagination (clause 7.8).

        WeasyPrint makes elements for them that hang nowhere in the tree.
        """
        in_tree = {element.number for element in self.elements}
        structure = self._object(self.pdf.catalog["StructTreeRoot"])
        pages = self._object(structure["ParentTree"])["Nums"][1::2]
        for page, elements in zip(self.pdf.page_references, pages, strict=False):
            content = self._object(self._object(page)["Contents"]).stream
            for place, item in enumerate(content):
                mark = item.get("MCID") if isinstance(item, pydyf.Dictionary) else None
                if mark is not None and self._object(elements[mark]).number not in in_tree:
                    elements[mark] = "null"
                    content[place - 1] = "/Artifact"
                    content[place] = pydyf.Dictionary({"Type": "/Pagination"})

    def _new_body(self, item: pydyf.Dictionary) -> pydyf.Dictionary:
        body = pydyf.Dictionary(
            {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(), "Pg": item["Pg"]}
        )
        body["P"] = item.reference
        self.pdf.add_object(body)
        return body

    def _walk(self, root: pydyf.Dictionary) -> Iterator[pydyf.Dictionary]:
        waiting = [root]
        while waiting:
            element = waiting.pop()
            yield element
            kids = (self._object(kid) for kid in reversed(element["K"]) if isinstance(kid, bytes))
            waiting.extend(kid for kid in kids if kid["Type"] == "/StructElem")

    def _object(self, reference: bytes) -> Any:
        return self.pdf.objects[int(reference.split()[0])]


def _open(levels: list[str], level: str) -> None:
    while levels and levels[-1] >= level:
        levels.pop()
    levels.append(level)
