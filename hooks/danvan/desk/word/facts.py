"""Find in a manuscript what front matter asks for: title, unit, author, as letters place them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from danvan.collection import Kind
from danvan.collection.folding import fold

from .blocks import Item, Paragraph, Shown, Table, paragraphs_of
from .sections import section_of

_LONGEST_HEAD_LINE, _LONGEST_TITLE, _LONGEST_NAME_LINE = 40, 40, 14
"""Words."""
_LABELS = {
    "title": ("ten bai", "tieu de", "ten bai viet", "ten mo hinh", "ten guong"),
    "author": (
        *("tac gia", "nguoi viet", "bai viet", "bai va anh", "bai, anh", "tin, bai", "bai"),
        *("nguoi viet bai", "tac gia bai viet", "tin bai", "bai anh", "tin, anh", "bai viet, anh"),
    ),
    "unit": (
        *("don vi", "don vi gui", "don vi gui bai", "co quan", "co quan, don vi", "noi gui"),
        *("don vi cong tac", "ten don vi", "cong doan", "don vi de nghi"),
    ),
    "ward": ("phuong", "phuong/xa", "phuong, xa", "dia ban", "xa"),
    "field": ("linh vuc", "thuoc linh vuc", "linh vuc dang ky", "thuoc linh vuc dang ky"),
    "kind": ("loai", "loai hinh", "hinh thuc", "doi tuong", "loai guong"),
    "collective": ("tap the", "ten tap the"),
    "individual": ("ca nhan", "ten ca nhan", "ho ten", "ho va ten"),
    "name": (
        *("ten tap the, ca nhan", "ten tap the/ca nhan", "ten", "ten tap the hoac ca nhan"),
        *("tap the/ca nhan", "tap the, ca nhan", "guong"),
    ),
    "year": ("nam", "nam thuc hien", "thoi gian thuc hien", "nam dang ky"),
    "summary": ("tom tat", "sa po", "gioi thieu tom tat"),
    "credit": ("nguoi chup", "nguoi chup anh"),
}
_ATTRIBUTES = {label: name for name, labels in _LABELS.items() for label in labels}
_LABEL_LINE = re.compile(r"^[\s*•·+–-]*([^:]{2,30}?)\s*:\s*(\S.*)$", re.DOTALL)
_MOTTOES = ("cong hoa xa hoi", "doc lap tu do hanh phuc", "dang cong san viet nam")
_NUMBER_LINE = re.compile(r"^so\s*[:.…]")
_DATE_LINE = re.compile(r"\bngay\b.{1,12}\bthang\b.{1,12}\bnam\b\s*(\d{4})?")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_KICKER = re.compile(
    r"^(?:bai viet|bai du thi|bai tham du|bao cao|tham luan|guong|mo hinh|cuoc thi|bai gioi thieu|"
    r"gioi thieu)?(?:\s+(?:ve|dien hinh|tien tien|thanh tich|bai|viet|guong|mo hinh|tieu bieu|"
    r'tap the|ca nhan|nguoi tot viec tot|["“”]?dan van kheo["“”]?|nam \d{4}))*$'
)
_UNIT_WORDS = (
    *("cong doan", "cdcs", "hoi", "chi hoi", "chi bo", "dang bo", "dang uy", "uy ban", "ubnd"),
    *("mttq", "ban", "doan", "truong", "lien doan", "phong", "to dan pho", "khoi", "cong ty"),
    *("trung tam", "benh vien", "cong an", "to", "tram"),
)
_WARD = re.compile(r"\b[Pp](?:hường|HƯỜNG)\s+((?:[^\W\d_]+\s?){1,4})")
_WRITERS = ("nguoi viet", "nguoi bao cao", "tac gia", "nguoi viet bai", "nguoi thuc hien")
_SIGNED = re.compile(
    r"^(?:noi nhan|tm\.?\b|t/m|kt\.?\b|chu tich|pho chu tich|ban chap hanh|bch\b|xac nhan|"
    r"\(?da ky\)?|\(?ky,? ?(?:va )?(?:ghi ro|ten)|thu truong|bi thu|truong ban|"
    r"hieu truong|giam doc|"
    r"[-–•\s]*luu\b|[-–•\s]*nhu tren|dai dien|nguoi lap|duyet cua|"
    + "|".join(map(re.escape, _WRITERS))
    + ")"
)
_NAME = re.compile(r"^(?:[^\W\d_]+[ ]){1,5}[^\W\d_]+$")
_HONORIFIC = re.compile(r"^(?:đ/c|đồng chí|ông|bà|anh|chị|cô|thầy|ths\.?|ts\.?)\s+", re.IGNORECASE)
_ALIKE = 0.87
"""Share of letters in common from which two spellings name one unit."""

LETTERHEAD, SIGNATURE, LINE = "Đầu văn bản: “{}”", "Cuối văn bản: “{}”", "Dòng trong tệp Word: “{}”"


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
        value = " ".join(value.split()).strip(" .;")
        if name == "field":
            self.area = self.area or value
        elif name == "credit":
            self.credit = self.credit or value
        elif value:
            self.values.setdefault(name, value)


def take_facts(items: list[Item], units: Iterable[str]) -> Facts:
    """Take out of `items` what belongs into the front matter; `units` are those on the list."""
    facts = Facts()
    end = _head_length(items)
    head, rest = items[:end], items[end:]
    head = _without_letterhead(head, facts)
    head = _without_labels(head, facts)
    head = _without_title(head, facts)
    head = _without_byline(head, facts)
    rest = _without_tail(rest, facts) if rest else rest
    items[:] = [*head, *rest]
    _complete(facts, units)
    return facts


def _words(text: str) -> int:
    return len(text.split())


def _head_length(items: Sequence[Item]) -> int:
    """Return how many items stand before the article begins."""
    for number, item in enumerate(items):
        if isinstance(item, Table):
            if number > 1 and not _is_letterhead(item):
                return number
        elif isinstance(item, Shown) or _begins_article(item):
            return number
    return len(items)


def _begins_article(line: Paragraph) -> bool:
    if line.item or (section_of(line) and line.style != "title"):
        return True
    return _words(line.text) > _LONGEST_HEAD_LINE and not label_of(line.text)[0]


def _lines(item: Item) -> list[str]:
    if isinstance(item, Shown):
        return []
    texts = (paragraph.text for paragraph in paragraphs_of([item]))
    parts = (part for text in texts for part in re.split(r"[\n\t]| {3,}", text))
    return [" ".join(part.split()) for part in parts if part.strip()]


def _is_motto(line: str) -> bool:
    folded = " ".join(re.sub(r"[^\w\s]", " ", fold(line)).split())
    return any(motto in folded for motto in _MOTTOES)


def _is_letterhead(item: Item) -> bool:
    return any(map(_is_motto, _lines(item)))


def _is_date_line(line: str) -> bool:
    return bool(_DATE_LINE.search(fold(line))) and _words(line) <= _LONGEST_NAME_LINE


def _without_letterhead(head: list[Item], facts: Facts) -> list[Item]:
    """Take the letterhead off (Nghị định 30/2020/NĐ-CP, Phụ lục I): unit, motto, number, date."""
    last = max((n for n, item in enumerate(head) if _is_letterhead(item)), default=-1)
    while 0 <= last + 1 < len(head) and last >= 0 and _is_ornament(head[last + 1]):
        last += 1
    top, rest = head[: last + 1], head[last + 1 :]
    units: list[str] = []
    for item in top:
        bold = [" ".join(p.text.split()) for p in _paragraphs(item) if p.bold]
        lines = _lines(item)
        units += [line for line in lines if not _is_ornament_line(line)]
        strong = [line for line in units if any(line in text for text in bold)]
        if strong and len(strong) < len(units):
            units = strong
        facts.kept += [LETTERHEAD.format(line) for line in lines]
        for line in filter(_is_date_line, lines):
            facts.values.setdefault("year", (_YEAR.search(line) or [""])[0])
    if units:
        facts.values["unit"] = units[-1]
    facts.values = {name: value for name, value in facts.values.items() if value}
    return rest


def _paragraphs(item: Item) -> list[Paragraph]:
    return [] if isinstance(item, Shown) else list(paragraphs_of([item]))


def _is_ornament(item: Item) -> bool:
    """Tell whether an item says nothing but number, place and date, or is a line of stars."""
    lines = _lines(item)
    return isinstance(item, Paragraph) and all(map(_is_ornament_line, lines))


def _is_ornament_line(line: str) -> bool:
    plain = not re.search(r"[^\W_]", line)
    return plain or _is_motto(line) or _is_date_line(line) or bool(_NUMBER_LINE.match(fold(line)))


def label_of(text: str) -> tuple[str, str]:
    """Return the attribute that a line such as `Tác giả: …` gives, and the value; or nothing."""
    found = _LABEL_LINE.match(text)
    attribute = _ATTRIBUTES.get(fold(found[1]).strip(), "") if found else ""
    return (attribute, found[2].strip()) if found and attribute else ("", "")


def _take_label(text: str, facts: Facts) -> bool:
    attribute, value = label_of(text)
    if not attribute:
        return False
    if attribute in {"collective", "individual"}:
        kind = Kind.COLLECTIVE if attribute == "collective" else Kind.INDIVIDUAL
        facts.give("kind", kind.value)
        facts.give("name", value)
    elif attribute == "kind":
        kinds = [kind.value for kind in Kind if fold(kind.value) in fold(value)]
        if len(kinds) != 1:
            return False
        facts.give("kind", kinds[0])
    elif attribute == "year":
        year = _YEAR.search(value)
        if not year:
            return False
        facts.give("year", year[0])
    else:
        facts.give(attribute, value)
        if attribute == "author" and "anh" in fold(text.partition(":")[0]).split():
            facts.give("credit", value)
    facts.kept.append(LINE.format(" ".join(text.split())))
    return True


def _without_labels(items: list[Item], facts: Facts) -> list[Item]:
    return [
        item
        for item in items
        if not (isinstance(item, Paragraph) and _take_label(item.text, facts))
    ]


def _without_title(head: list[Item], facts: Facts) -> list[Item]:
    lines = [item for item in head if isinstance(item, Paragraph)]
    chosen = _title_lines(lines)
    if not chosen or "title" in facts.values:
        return head
    facts.values["title"] = " ".join(" ".join(line.text for line in chosen).split())
    before = lines[: lines.index(chosen[0])]
    for line in filter(_is_kicker, before):
        facts.kept.append(LETTERHEAD.format(" ".join(line.text.split())))
    gone = [*chosen, *filter(_is_kicker, before)]
    return [item for item in head if not any(item is line for line in gone)]


def _is_kicker(line: Paragraph) -> bool:
    return bool(_KICKER.match(re.sub(r'["“”:.]', "", fold(line.text)).strip()))


def _title_lines(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the lines that together are the title: those of one look, however Word broke them."""
    short = [line for line in lines if _words(line.text) <= _LONGEST_TITLE]
    said = [line for line in short if not _is_kicker(line)] or short
    first = next((line for line in said if line.style == "title"), None)
    first = first or next(filter(_stands_out, said), None)
    if first is None and said and not said[0].text.endswith((".", ";", ",")):
        first = said[0] if _words(said[0].text) <= 25 else None
    if first is None:
        return []
    chosen = [first]
    for line in lines[lines.index(first) + 1 :]:
        total = _words(" ".join(one.text for one in (*chosen, line)))
        if _look(line) != _look(first) or not _stands_out(line) or total > _LONGEST_TITLE:
            break
        if _is_name(line.text) or line.text.startswith("("):
            break
        chosen.append(line)
    return chosen


def _stands_out(line: Paragraph) -> bool:
    emphasised = line.bold or line.text.isupper() or bool(line.outline) or line.style == "title"
    return emphasised or (line.align == "center" and not line.italic)


def _look(line: Paragraph) -> tuple[object, ...]:
    return line.style, line.bold, line.align, line.size, line.text.isupper()


def _without_byline(head: list[Item], facts: Facts) -> list[Item]:
    """Take the lines under the title that name who wrote, or which unit."""
    kept = []
    for item in head:
        if isinstance(item, Paragraph) and _take_byline(item, facts):
            facts.kept.append(LINE.format(" ".join(item.text.split())))
        elif isinstance(item, Paragraph) and _is_lead(item) and "summary" not in facts.values:
            facts.values["summary"] = " ".join(item.text.split())
        else:
            kept.append(item)
    return kept


def _is_lead(line: Paragraph) -> bool:
    """Tell whether a line is the lead: some words set apart from the article in bold or italics."""
    return 8 <= _words(line.text) <= 80 and (line.bold or line.italic)


def _take_byline(line: Paragraph, facts: Facts) -> bool:
    text = line.text.strip("() ")
    apart = line.align in {"center", "right"} or line.italic or line.bold
    if not apart or _words(text) > _LONGEST_NAME_LINE:
        return False
    if _is_name(text) and "author" not in facts.values:
        facts.give("author", text)
        return True
    if fold(text).startswith(_UNIT_WORDS) and "unit" not in facts.values:
        facts.give("unit", text)
        return True
    return False


def _is_name(text: str) -> bool:
    """Tell whether a text is a person's name: two to six words with capitals."""
    bare = _HONORIFIC.sub("", text.strip("() .,"))
    words = bare.split()
    capitals = all(word[0].isupper() for word in words)
    return bool(_NAME.match(bare)) and capitals and not fold(bare).startswith(_UNIT_WORDS[:12])


def _without_tail(items: list[Item], facts: Facts) -> list[Item]:
    """Take off the signature, and the author's name that stands alone at the end."""
    end = len(items)
    while end and _is_tail(items[end - 1]):
        end -= 1
    tail = items[end:]
    lines = [line for item in tail for line in _lines(item)]
    for line in lines:
        if not _take_label(line, facts):
            facts.kept.append(SIGNATURE.format(line))
    _take_author(lines, facts)
    return [*items[:end], *(item for item in tail if isinstance(item, Shown))]


def _is_tail(item: Item) -> bool:
    if isinstance(item, Shown):
        return False
    if isinstance(item, Table):
        return any(_SIGNED.match(fold(line)) for line in _lines(item))
    text = item.text
    if _words(text) > _LONGEST_NAME_LINE or item.outline:
        return False
    apart = item.align in {"right", "center"} or item.bold or item.italic
    signed = bool(_SIGNED.match(fold(text))) or _is_date_line(text)
    return bool(label_of(text)[0]) or signed or (_is_name(text) and apart)


def _take_author(lines: Sequence[str], facts: Facts) -> None:
    names = [line.strip("() .") for line in lines if _is_name(line)]
    signs = [fold(line) for line in lines if _SIGNED.match(fold(line))]
    writes = not signs or any(sign.startswith(_WRITERS) for sign in signs)
    if names and writes:
        facts.give("author", names[-1])


def _complete(facts: Facts, units: Iterable[str]) -> None:
    values = facts.values
    if unit := values.get("unit"):
        values["unit"] = _listed(unit, units)
        ward = _WARD.search(unit)
        if ward and "ward" not in values:
            values["ward"] = _capitalised(ward[1].strip())
    if ward_name := values.get("ward"):
        values["ward"] = re.sub(r"^phường\s+", "", ward_name, flags=re.IGNORECASE)


def _capitalised(name: str) -> str:
    return name.title() if name.isupper() else name


def _listed(unit: str, units: Iterable[str]) -> str:
    """Return the name on the list that `unit` spells in its own way, or `unit` itself."""
    own = fold(unit)
    ratios = {name: SequenceMatcher(None, own, fold(name)).ratio() for name in units}
    best = max(ratios, key=lambda name: ratios[name], default=unit)
    return best if ratios.get(best, 0) >= _ALIKE else unit
