"""Find the four sections of an exemplar's article, under whatever headings they were typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from danvan.collection.folding import fold
from danvan.collection.schema import ARTICLE_SECTIONS

from .blocks import Item, Paragraph, Shown, Span

_CONTENT, _METHOD, _RESULTS, _LESSONS = ARTICLE_SECTIONS
_BEGINNINGS = {
    _METHOD: (
        *("cach trien khai", "cach thuc", "cach lam", "trien khai", "qua trinh"),
        *("to chuc trien khai", "to chuc thuc hien", "bien phap", "giai phap", "phuong phap"),
        *("noi dung trien khai", "noi dung thuc hien", "cac buoc thuc hien", "viec trien khai"),
    ),
    _RESULTS: (
        *("ket qua", "nhung ket qua", "hieu qua", "thanh tich", "thanh qua", "mot so ket qua"),
        *("nhung thanh tich", "ket luan ket qua"),
    ),
    _LESSONS: ("bai hoc", "kinh nghiem", "nhung bai hoc", "mot so bai hoc", "mot so kinh nghiem"),
    _CONTENT: (
        *("noi dung", "gioi thieu", "dac diem tinh hinh", "dac diem", "boi canh", "hoan canh"),
        *("khai quat", "muc dich", "su can thiet", "thuc trang", "mo ta", "tinh hinh chung"),
        *("xuat phat diem", "ly do", "so luoc", "mot vai net", "vai net"),
    ),
}
_NUMBER = re.compile(
    r"^\s*(?:(?:phần|mục|chương)\s+)?(?:(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zA-Zđ])\s*[.)/:–-]+"
    r"(?:\d{1,2}\.?)*|(?:phần|mục|chương)\s+\w{1,5}\s*[.:–-]?)\s+",
    re.IGNORECASE,
)
_NUMBER_ALONE = re.compile(r"^\s*(?:[IVX]{1,5}|\d{1,2})\s*[.)]+\s*")
LONGEST_HEADING, _LONGEST_PLAIN, _LONGEST_CALLED = 16, 10, 4
"""Words of a heading: set apart, only numbered, only followed by a colon."""
TWO_STORIES = (
    "Phần “{name}” xuất hiện hai lần, lần sau đứng dưới phần “{last}”: tệp có thể chứa hai bài. "
    "Nếu đúng, tách thành hai tệp Word rồi nhập lại."
)
RENAMED = "Đề mục trong tệp Word: “{typed}” → “{name}”"


@dataclass(frozen=True)
class Heading:
    """A heading of the article."""

    level: int
    """2 for a section, 3 below it."""
    text: str


def section_of(paragraph: Paragraph) -> str:
    """Return the section whose heading a paragraph is; nothing if it is none."""
    typed = " ".join(paragraph.text.split())
    text = bare_heading(typed)
    words = len(text.split())
    if not text or words > LONGEST_HEADING or typed.endswith((".", ";", ",")):
        return ""
    if paragraph.item and not paragraph.item.ordered and not paragraph.outline:
        return ""  # an item of a list, however it begins
    if fold(text).strip(" .:") in map(fold, ARTICLE_SECTIONS):
        return section_named(text)
    strong = paragraph.bold or paragraph.outline or text.isupper()
    numbered = text != typed.strip(" :–-") and words <= _LONGEST_PLAIN
    called = typed.endswith(":") and words <= _LONGEST_CALLED
    return section_named(text) if strong or numbered or called else ""


def is_plain_heading(paragraph: Paragraph) -> bool:
    """Tell whether a section's heading shows by its words alone: a bold one elsewhere wins."""
    return not (paragraph.bold or paragraph.outline or paragraph.text.isupper())


def bare_heading(text: str) -> str:
    """Return a heading without its number and colon."""
    text = " ".join(text.split())
    bare = _NUMBER.sub("", text)
    return (_NUMBER_ALONE.sub("", bare) or bare).strip(" :–-") or text


def with_headings(items: Sequence[Item]) -> tuple[list[Item | Heading], list[str]]:
    """Return `items` with headings made from the lines that are some, and what was renamed."""
    items = [part for item in items for part in _lead_in_apart(item)]
    names = {id(item): section_of(item) for item in items if isinstance(item, Paragraph)}
    strong = {names[id(i)] for i in items if isinstance(i, Paragraph) and not is_plain_heading(i)}
    sections = [item for item in items if isinstance(item, Paragraph) and names[id(item)]]
    top = min((item.outline for item in sections if item.outline), default=1)
    found: list[Item | Heading] = []
    renamed: list[str] = []
    seen: list[str] = []
    for item in items:
        if not isinstance(item, Paragraph):
            found.append(item)
            continue
        name = names[id(item)]
        if name and name in strong and is_plain_heading(item):
            found.append(item)
        elif name and name not in seen:
            seen.append(name)
            heading = _section_heading(item.text, name)
            found.append(Heading(2, heading))
            if fold(heading) != fold(item.text):
                renamed.append(RENAMED.format(typed=" ".join(item.text.split()), name=heading))
        elif name or _is_heading(item):
            if name and name == seen[0] != seen[-1] == _LESSONS:
                renamed.insert(0, TWO_STORIES.format(name=name, last=seen[-1]))
            level = 2 if not sections or (item.outline and item.outline < top) else 3
            found.append(Heading(level, " ".join(item.text.split()).strip(" :")))
        else:
            found.append(item)
    return _without_empty_headings(found, renamed), renamed


def section_named(text: str) -> str:
    """Return the section that a heading means, by its first words; nothing if it means none."""
    folded = fold(text)
    for name, beginnings in _BEGINNINGS.items():
        if folded.startswith(beginnings) or fold(name) in folded:
            return name
    return ""


def _section_heading(typed: str, name: str) -> str:
    """Return the heading to use: the one typed if it names the section, else the section's name."""
    text = bare_heading(typed)
    if fold(name) not in fold(text):
        return name
    return text.capitalize() if text.isupper() else f"{text[0].upper()}{text[1:]}"


def _is_heading(paragraph: Paragraph) -> bool:
    """Tell whether a line is a heading of its own: by its style, or bold and short."""
    text = paragraph.text
    if len(text.split()) > LONGEST_HEADING or not re.search(r"[^\W\d_]{2}", text):
        return False
    if paragraph.outline:
        return True
    if paragraph.item and not paragraph.item.ordered:
        return False
    ends = text.endswith((".", ";", ",", "!", "?", "…"))
    return paragraph.bold and not ends and paragraph.align != "right"


def _lead_in_apart(item: Item) -> list[Item]:
    """Split a paragraph such as `**Kết quả:** Sau một năm…` into heading and text."""
    if not isinstance(item, Paragraph) or item.bold or not item.spans:
        return [item]
    bold = 0
    while bold < len(item.spans) and (item.spans[bold].bold or not item.spans[bold].text.strip()):
        bold += 1
    lead = replace(item, spans=item.spans[:bold])
    rest = replace(item, spans=_stripped(item.spans[bold:]), item=None)
    if lead.text.endswith((":", ".")) and rest.text:
        short = replace(lead, spans=(Span(lead.text.rstrip(".:"), bold=True),))
        if section_of(short):
            return [short, rest]
    return [item]


def _stripped(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    if not spans:
        return spans
    return (replace(spans[0], text=spans[0].text.lstrip(" :")), *spans[1:])


def _without_empty_headings(
    found: Sequence[Item | Heading], renamed: list[str]
) -> list[Item | Heading]:
    """Drop small headings that stand only above pictures, which are shown elsewhere."""
    kept: list[Item | Heading] = []
    for number, item in enumerate(found):
        after = found[number + 1 :]
        said = next((one for one in after if not isinstance(one, Shown)), None)
        over_pictures = bool(after) and isinstance(after[0], Shown)
        ends = said is None or (isinstance(said, Heading) and said.level < 4)
        if isinstance(item, Heading) and item.level == 3 and over_pictures and ends:
            renamed.append(RENAMED.format(typed=item.text, name="các ảnh của bài"))
        else:
            kept.append(item)
    return kept
