"""Find what stands above a story: letterhead, kicker, title, byline, lead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from danvan.collection.folding import fold

from .blocks import Item, Paragraph, Shown, Table, paragraphs_of
from .labels import LINE, Facts, label_of, lines_of, without_labels
from .people import LONGEST_NAME_LINE, is_name, is_unit, may_be_unit, name_in, unit_in
from .sections import bare_heading, section_of

_LONGEST_LINE, _LONGEST_TITLE, _LONGEST_PLAIN_TITLE = 40, 40, 25
"""Words."""
_SHORTEST_LEAD, _LONGEST_LEAD = 8, 80
_MOTTOES = ("cong hoa xa hoi", "doc lap tu do hanh phuc", "dang cong san viet nam")
_NUMBER_LINE = re.compile(r"^so\s*[:.…]|^so\s+\S*\d\S*/")
_DATE_LINE = re.compile(r"\bngay\b.{1,12}\bthang\b.{1,12}\bnam\b\s*(\d{4})?")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ORNAMENT = re.compile(r"^[\W_oO0]*$")
_KICKER = re.compile(
    r"^(?:bai viet|bai du thi|bai tham du|bao cao|tham luan|guong|tam guong|mo hinh|cuoc thi|"
    r"bai gioi thieu|gioi thieu|phieu dang ky)?(?:\s*(?:ve|dien hinh|tien tien|thanh tich|bai|"
    r"viet|guong|tam guong|mo hinh|tieu bieu|tap the|ca nhan|nguoi tot viec tot|dan van kheo|"
    r"nam \d{4}|tham luan|du thi|kinh gui.*))*$"
)
LETTERHEAD = "Đầu văn bản: “{}”"


def without_head(items: list[Item], facts: Facts, units: Sequence[str]) -> list[Item]:
    """Return `items` without what belongs into the front matter, which goes to `facts`."""
    end = _head_length(items)
    head = _without_letterhead(items[:end], facts, units)
    head = without_labels(head, facts)
    head = _without_title(head, facts, units)
    head = _without_byline(head, facts)
    return [*head, *items[end:]]


def is_date_line(line: str) -> bool:
    """Tell whether a line is place and date, as `Mễ Trì, ngày 05 tháng 10 năm 2023`."""
    return bool(_DATE_LINE.search(fold(line))) and _words(line) <= LONGEST_NAME_LINE


def _words(text: str) -> int:
    return len(text.split())


def _head_length(items: Sequence[Item]) -> int:
    """Return how many items stand before the article begins."""
    titled = False
    for number, item in enumerate(items):
        if isinstance(item, Table):
            if number > 1 and not _is_letterhead(item):
                return number
        elif isinstance(item, Shown):
            if titled:
                return number
        elif _begins_article(item, titled=titled):
            return number
        else:
            lines = lines_of(item)
            plain = any(map(_is_ornament_line, lines)) or label_of(item.text)[0]
            titled = titled or (_stands_out(item) and not plain and not _is_kicker(item))
    return len(items)


def _begins_article(line: Paragraph, *, titled: bool) -> bool:
    if label_of(line.text)[0]:
        return False
    if line.item or _words(line.text) > _LONGEST_LINE:
        return True
    if not section_of(line) or line.style == "title":
        return False
    # “Kinh nghiệm vận động nhân dân hiến đất” may be a title; “1. Nội dung” is none.
    numbered = bare_heading(line.text) != " ".join(line.text.split())
    return titled or numbered or _words(line.text) <= 4


def _is_motto(line: str) -> bool:
    folded = " ".join(re.sub(r"[^\w\s]", " ", fold(line)).split())
    return any(motto in folded for motto in _MOTTOES)


def _is_letterhead(item: Item) -> bool:
    return any(map(_is_motto, lines_of(item)))


def _without_letterhead(head: list[Item], facts: Facts, units: Sequence[str]) -> list[Item]:
    """Take the letterhead off (Nghị định 30/2020/NĐ-CP, Phụ lục I): unit, motto, number, date."""
    last = max((n for n, item in enumerate(head) if _is_letterhead(item)), default=-1)
    if last < 0:
        return head
    while last + 1 < len(head) and _is_ornament(head[last + 1]):
        last += 1
    top = [item for item in head[: last + 1] if not isinstance(item, Shown)]
    named: list[str] = []
    for item in top:
        lines = lines_of(item)
        said = [line for line in lines if not _is_ornament_line(line)]
        bold = [" ".join(p.text.split()) for p in paragraphs_of([item]) if p.bold]
        strong = [line for line in said if any(line in text for text in bold)]
        named += strong if strong and len(strong) < len(said) else said
        for line in lines:
            facts.keep(LETTERHEAD, line)
            if is_date_line(line) and (year := _YEAR.search(line)):
                facts.give("year", year[0])
    facts.give("unit", unit_in(named, units))
    pictures = [item for item in head[: last + 1] if isinstance(item, Shown)]
    return [*pictures, *head[last + 1 :]]


def _is_ornament(item: Item) -> bool:
    """Tell whether an item says nothing but number, place and date, or is a line of stars."""
    return isinstance(item, Paragraph) and all(map(_is_ornament_line, lines_of(item)))


def _is_ornament_line(line: str) -> bool:
    plain = bool(_ORNAMENT.match(line))
    return plain or _is_motto(line) or is_date_line(line) or bool(_NUMBER_LINE.match(fold(line)))


def _without_title(head: list[Item], facts: Facts, units: Sequence[str]) -> list[Item]:
    lines = [item for item in head if isinstance(item, Paragraph)]
    chosen = [] if "title" in facts.values else _title_lines(lines, units)
    if chosen:
        facts.give("title", " ".join(line.text for line in chosen))
    before = lines[: lines.index(chosen[0])] if chosen else lines
    above = [line for line in before if _is_kicker(line) or _is_ornament(line)]
    above += [line for line in lines if fold(line.text).startswith("kinh gui")]
    for line in above:
        facts.keep(LETTERHEAD, line.text)
    gone = [*chosen, *above]
    return [item for item in head if not any(item is line for line in gone)]


def _is_kicker(line: Paragraph) -> bool:
    bare = " ".join(re.sub(r"[^\w\s]", " ", fold(line.text)).split())
    return bool(bare) and bool(_KICKER.match(bare))


def _title_lines(lines: Sequence[Paragraph], units: Sequence[str]) -> list[Paragraph]:
    """Return the lines that together are the title: those of one look, however Word broke them."""
    short = [line for line in lines if _words(line.text) <= _LONGEST_TITLE]
    short = [line for line in short if re.search(r"[^\W\d_]{2}", line.text)]
    short = [line for line in short if not _is_ornament(line)]
    said = [line for line in short if not _is_kicker(line)] or short
    first = next((line for line in said if line.style == "title"), None)
    first = first or next(filter(_stands_out, said), None)
    if first is None and said and not said[0].text.endswith((".", ";", ",")):
        first = said[0] if _words(said[0].text) <= _LONGEST_PLAIN_TITLE else None
    if first is None:
        return []
    chosen = [first]
    for line in lines[lines.index(first) + 1 :]:
        total = _words(" ".join(one.text for one in (*chosen, line)))
        same = _look(line) == _look(first) and _stands_out(line) and total <= _LONGEST_TITLE
        if not same or _ends_title(line, units):
            break
        chosen.append(line)
    return chosen


def _ends_title(line: Paragraph, units: Sequence[str]) -> bool:
    text = line.text
    if text[:1].islower():
        return False
    other = fold(text).startswith("kinh gui") or text.startswith("(")
    return other or is_name(text) or is_unit(text, units) or _is_kicker(line)


def _stands_out(line: Paragraph) -> bool:
    emphasised = line.bold or line.text.isupper() or bool(line.outline) or line.style == "title"
    return emphasised or (line.align == "center" and not line.italic)


def _look(line: Paragraph) -> tuple[object, ...]:
    return line.style, line.bold, line.align, line.size, line.text.isupper()


def _without_byline(head: list[Item], facts: Facts) -> list[Item]:
    """Take the lines under the title that name who wrote, or which unit; then the lead."""
    kept: list[Item] = []
    for item in head:
        if isinstance(item, Paragraph) and _take_byline(item, facts):
            facts.keep(LINE, item.text)
        elif isinstance(item, Paragraph) and _is_lead(item) and "summary" not in facts.values:
            facts.values["summary"] = " ".join(item.text.split())
        else:
            kept.append(item)
    return kept


def _is_lead(line: Paragraph) -> bool:
    """Tell whether a line is the lead: a sentence set apart from the article by its letters."""
    ends = line.text.rstrip('”")').endswith((".", "!", "?", "…"))
    return (
        ends and _SHORTEST_LEAD <= _words(line.text) <= _LONGEST_LEAD and (line.bold or line.italic)
    )


def _take_byline(line: Paragraph, facts: Facts) -> bool:
    text = line.text.strip("() ")
    apart = line.align in {"center", "right"} or line.italic or line.bold
    if not apart or _words(text) > LONGEST_NAME_LINE:
        return False
    if (name := name_in(text)) and "author" not in facts.values:
        facts.give("author", name)
        return True
    if may_be_unit(text) and "unit" not in facts.values:
        facts.give("unit", text)
        return True
    return False
