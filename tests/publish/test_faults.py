"""Faults as they stand in a pusher's terminal."""

from __future__ import annotations

from danvan.publish import limits
from danvan.publish.faults import Fault, lines_of


def test_a_fault_has_its_file_line_and_mend():
    lines = list(lines_of([Fault("docs/a.md", "Sai.", "Sửa.", 3), Fault("docs/b.md", "Hỏng.", "")]))
    assert lines == [
        "",
        "docs/a.md",
        "  dòng 3: Sai.",
        "    → Cách sửa: Sửa.",
        "",
        "docs/b.md",
        "  Hỏng.",
    ]


def test_a_mend_that_holds_for_several_stands_below_the_last():
    lines = list(lines_of([Fault("a", "Khác.", "Hỏi."), Fault("b", "Khác.", "Hỏi.")]))
    assert [line.strip() for line in lines] == [
        "",
        "a",
        "Khác.",
        "",
        "b",
        "Khác.",
        "→ Cách sửa: Hỏi.",
    ]


def test_the_first_are_not_scrolled_away():
    faults = [Fault(f"{number}", "Sai.", "Sửa.") for number in range(limits.SHOWN_FAULTS + 7)]
    lines = list(lines_of(faults))
    assert lines[1] == "0" and lines[-1].startswith("… và 7 lỗi nữa")


def test_names_cannot_steer_the_terminal():
    assert "\x1b" not in "".join(lines_of([Fault("a\x1b[2J", "Sai.", "Sửa.")]))
