"""Lines and forms that name what they say: `Tác giả: …`, `Đơn vị: …`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from danvan.collection import Kind
from danvan.collection.folding import fold

from .blocks import Block, Item, Paragraph, Shown, Span, Table, paragraphs_of
from .sections import section_named

_LABELS = {
    "title": ("ten bai", "tieu de", "ten bai viet", "ten mo hinh", "ten guong", "ten tac pham"),
    "author": (
        *("tac gia", "nguoi viet", "bai viet", "bai va anh", "bai, anh", "tin, bai", "bai"),
        *("nguoi viet bai", "tac gia bai viet", "tin bai", "bai anh", "tin, anh", "bai viet, anh"),
        *("ho va ten nguoi viet", "ho ten nguoi viet", "ho va ten tac gia", "ho ten tac gia"),
    ),
    "unit": (
        *("don vi", "don vi gui", "don vi gui bai", "co quan", "co quan, don vi", "noi gui"),
        *("don vi cong tac", "ten don vi", "cong doan", "don vi de nghi", "noi cong tac"),
        *("co quan/don vi", "don vi thuc hien", "don vi dang ky"),
    ),
    "ward": ("phuong", "phuong/xa", "phuong, xa", "dia ban", "xa"),
    "area": ("linh vuc", "thuoc linh vuc", "linh vuc dang ky", "thuoc linh vuc dang ky"),
    "kind": ("loai", "loai hinh", "hinh thuc", "doi tuong", "loai guong"),
    "collective": ("tap the", "ten tap the"),
    "individual": ("ca nhan", "ten ca nhan", "ho ten", "ho va ten"),
    "name": (
        *("ten tap the, ca nhan", "ten tap the/ca nhan", "ten", "ten tap the hoac ca nhan"),
        *("tap the/ca nhan", "tap the, ca nhan", "guong", "ten tap the (ca nhan)"),
    ),
    "year": ("nam", "nam thuc hien", "thoi gian thuc hien", "nam dang ky"),
    "summary": ("tom tat", "sa po", "gioi thieu tom tat"),
    "credit": ("nguoi chup", "nguoi chup anh"),
}
_ATTRIBUTES = {label: name for name, labels in _LABELS.items() for label in labels}
_LINE = re.compile(r"^[\s*•·+–-]*([^:]{2,34}?)\s*:\s*(\S.*)$", re.DOTALL)
_NUMBER = re.compile(r"^\s*(?:\d{1,2}|[a-zđ])\s*[.)/]\s*", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SENTENCES = ("summary", "title")
"""Values that keep their full stop."""
_FEWEST_ROWS = 3
"""Rows with known labels from which a table is a form."""
LINE = "Dòng trong tệp Word: “{}”"


@dataclass
class Facts:
    """What was found, by attribute of the front matter, and the lines that are not in the text."""

    values: dict[str, str] = field(default_factory=dict)
    area: str = ""
    """The field (lĩnh vực) as the manuscript names it."""
    credit: str = ""
    """Who took the pictures that name nobody."""
    kept: list[str] = field(default_factory=list)
    """Lines that say these facts, word for word."""

    def give(self, name: str, value: str) -> None:
        """Note a value, unless there is one or it is only dots to be written on."""
        value = " ".join(value.split())
        value = value if name in _SENTENCES else value.strip(" .;")
        if not re.search(r"\w", value):
            return
        if name == "area":
            self.area = self.area or value
        elif name == "credit":
            self.credit = self.credit or value
        else:
            self.values.setdefault(name, value)

    def keep(self, form: str, line: str) -> None:
        """Keep a line that goes out of the text, word for word."""
        self.kept.append(form.format(" ".join(line.split())))


def label_of(text: str) -> tuple[str, str]:
    """Return the attribute that a line such as `Tác giả: …` gives, and the value; or nothing."""
    found = _LINE.match(_NUMBER.sub("", text))
    attribute = _ATTRIBUTES.get(fold(found[1]).strip(), "") if found else ""
    return (attribute, found[2].strip()) if found and attribute else ("", "")


def take_label(text: str, facts: Facts) -> bool:
    """Note what a labelled line says; tell whether it was one."""
    attribute, value = label_of(text)
    if not attribute:
        return False
    if attribute in {"collective", "individual"}:
        kind = Kind.COLLECTIVE if attribute == "collective" else Kind.INDIVIDUAL
        facts.give("kind", kind.value)
        facts.give("name", value)
    elif attribute == "kind":
        kinds = [kind.value for kind in Kind if fold(kind.value) in fold(value)]
        facts.give("kind", kinds[0] if len(kinds) == 1 else "")
    elif attribute == "year":
        year = _YEAR.search(value)
        facts.give("year", year[0] if year else "")
    else:
        facts.give(attribute, value)
        if attribute == "author" and "anh" in re.findall(r"\w+", fold(text.partition(":")[0])):
            facts.give("credit", value)
    facts.keep(LINE, text)
    return True


def without_labels(items: list[Item], facts: Facts) -> list[Item]:
    """Return `items` without the labelled lines, whose values go to `facts`."""
    return [
        item for item in items if not (isinstance(item, Paragraph) and take_label(item.text, facts))
    ]


def with_forms_opened(items: list[Item]) -> list[Item]:
    """Return `items` with tables that are forms, label beside value, as lines."""
    opened: list[Item] = []
    for item in items:
        opened += _opened(item) if isinstance(item, Table) and _is_form(item) else [item]
    return opened


def _is_form(table: Table) -> bool:
    rows = [_label_and_value(row) for row in table.rows]
    known = sum(bool(label) and _is_known(label) for label, _ in rows)
    return known >= _FEWEST_ROWS and known * 2 >= len(rows)


def _is_known(label: str) -> bool:
    return fold(label) in _ATTRIBUTES or bool(section_named(label))


def _label_and_value(row: tuple[tuple[Block, ...], ...]) -> tuple[str, tuple[Block, ...]]:
    """Return the label of a row and what stands beside it; a column of numbers does not count."""
    said = [cell for cell in row if any(paragraph.text for paragraph in paragraphs_of(cell))]
    texts = [" ".join(p.text for p in paragraphs_of(cell)) for cell in said]
    for (label, _), (_, cell) in pairwise(zip(texts, said, strict=True)):
        bare = _NUMBER.sub("", " ".join(label.split())).strip(" :.")
        if re.search(r"[^\W\d_]", bare):
            return bare, cell
    return "", ()


def _opened(table: Table) -> Iterator[Item]:
    for row in table.rows:
        label, cell = _label_and_value(row)
        blocks = [*paragraphs_of(cell)]
        if label and fold(label) in _ATTRIBUTES and len(blocks) < _FEWEST_ROWS:
            value = " ".join(" ".join(p.text.split()) for p in blocks)
            yield Paragraph((Span(f"{label}: {value}"),))
            continue
        if label:
            yield Paragraph((Span(label, bold=True),))
            yield from blocks
        else:
            yield from (p for one in row for p in paragraphs_of(one) if p.text)


def lines_of(item: Item) -> list[str]:
    """Return the lines of an item as they are seen: tabs set two beside each other."""
    if isinstance(item, Shown):
        return []
    texts = (paragraph.text for paragraph in paragraphs_of([item]))
    parts = (part for text in texts for part in re.split(r"[\n\t]| {3,}", text))
    return [" ".join(part.split()) for part in parts if part.strip()]
