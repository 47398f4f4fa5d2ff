"""The wrap-around cover: the thickness of its spine, and text on its folds."""

from __future__ import annotations

from collections.abc import Iterator

from danvan.book.preflight import messages
from danvan.book.preflight.facts import PressFacts
from danvan.book.preflight.findings import Check, Finding, conclude
from danvan.book.preflight.reading.geometry import MM, Box
from danvan.book.preflight.reading.marks import PageContent
from danvan.book.preflight.reading.pressfile import PressFile
from danvan.book.preflight.words import number, quoted

SPINE_TOLERANCE = 0.3
"""Millimetres by which the spine may differ from the book's thickness."""
LEAST_SPINE_FOR_TEXT = 6.0
"""Millimetres; on a thinner one text runs over the folds when the sheet shifts."""
FREE_OF_FOLD = 1.0
"""Millimetres on both sides of a fold that text keeps free."""
_ROUNDING = 0.01


def check_spine(file: PressFile, facts: PressFacts, pages: int | None) -> Check:
    """Compare the spine with the thickness of the interior, whose `pages` were counted."""
    findings = list(_of_thickness(facts, pages))
    lettered = any(_on_spine(text.box, page, facts) for page in file.pages for text in page.texts)
    if (facts.spine_text or lettered) and facts.spine < LEAST_SPINE_FOR_TEXT:
        found, least = number(facts.spine), number(LEAST_SPINE_FOR_TEXT)
        findings.append(messages.SPINE_THIN.at(found=found, least=least))
    return conclude(
        messages.SPINE,
        file.part,
        findings,
        found=number(facts.spine),
        pages=pages,
        paper=facts.paper,
        leaf=number(facts.paper_thickness, 3),
    )


def check_folds(file: PressFile, facts: PressFacts) -> Check:
    """Find text on or next to a fold."""
    findings = (f for page in file.pages for f in _on_folds(page, facts))
    return conclude(messages.FOLDS, file.part, findings)


def _of_thickness(facts: PressFacts, pages: int | None) -> Iterator[Finding]:
    if not facts.paper_thickness:
        yield messages.SPINE_UNKNOWN.at()
    elif pages is not None:
        wanted = facts.paper_thickness * pages / 2
        if abs(wanted - facts.spine) > SPINE_TOLERANCE + _ROUNDING:
            found = number(facts.spine)
            yield messages.SPINE_WRONG.at(found=found, pages=pages, wanted=number(wanted))


def _on_folds(page: PageContent, facts: PressFacts) -> Iterator[Finding]:
    free = FREE_OF_FOLD * MM
    for text in page.texts:
        box = text.box
        if box is None:
            continue
        # Millimetres of rounding stay out: text exactly 1 mm away is far enough.
        near = free - _ROUNDING * MM
        if any(box.left < x + near and box.right > x - near for x in _folds(page, facts)):
            yield messages.TEXT_ON_FOLD.at(
                page.number, text=quoted(text.text), safe=number(FREE_OF_FOLD)
            )


def _folds(page: PageContent, facts: PressFacts) -> tuple[float, ...]:
    """Return where the sheet is folded, from the left."""
    back = page.trim.left + (facts.flap + facts.trim_width) * MM
    spine = (back, back + facts.spine * MM)
    if not facts.flap:
        return spine
    flap = facts.flap * MM
    return (page.trim.left + flap, *spine, page.trim.right - flap)


def _on_spine(box: Box | None, page: PageContent, facts: PressFacts) -> bool:
    """Tell text whose middle is between the two folds of the spine."""
    if box is None:
        return False
    left = page.trim.left + (facts.flap + facts.trim_width) * MM
    return left < (box.left + box.right) / 2 < left + facts.spine * MM
