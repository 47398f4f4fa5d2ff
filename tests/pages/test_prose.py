"""Staff Markdown means what its writer meant."""

from __future__ import annotations

import pytest

from danvan.pages.prose import prepared, publishable

CASES = {
    "a list right after text gets its empty line": (
        "Gồm ba việc:\n- một\n- hai",
        "Gồm ba việc:\n\n- một\n- hai",
    ),
    "a numbered list too": ("Các bước:\n1. một\n2. hai", "Các bước:\n\n1. một\n2. hai"),
    "a table too": ("Số liệu\n| a | b |\n|---|---|", "Số liệu\n\n| a | b |\n|---|---|"),
    "a continued item stays in its list": ("- một\n  tiếp\n- hai", "- một\n  tiếp\n- hai"),
    "a list after an empty line is left alone": ("Chữ\n\n- một", "Chữ\n\n- một"),
    "code is left alone": ("```\na\n- b\n```", "```\na\n- b\n```"),
    "a comment in code is no heading": ("```\n# a\n```", "```\n# a\n```"),
    "bullets of Word make a list": ("Gồm:\n• một\n●\thai", "Gồm:\n\n- một\n- hai"),
    "a heading that repeats the title goes": ("# Tuyến  Phố xanh\n\nChữ", "\nChữ"),
    "another first-level heading becomes a section": ("# Nội dung\nChữ", "## Nội dung\nChữ"),
    "one underlined by an old editor too": ("Chữ\n\nNội dung\n===\nChữ", "Chữ\n\n## Nội dung\nChữ"),
    "a link into docs/ is one step shorter on the site": (
        "[kế hoạch](../../../docs/van-ban/ke-hoach.md)",
        "[kế hoạch](../../van-ban/ke-hoach.md)",
    ),
    "and one from docs/ into exemplars/": (
        "[bài](../exemplars/kinh-te/a/guong.md)",
        "[bài](kinh-te/a/guong.md)",
    ),
    "a year that ends a sentence is no list": ("Từ năm 2019. Sau đó", "Từ năm 2019. Sau đó"),
}


@pytest.mark.parametrize(("given", "wanted"), CASES.values(), ids=CASES.keys())
def test_prepared(given, wanted):
    assert prepared(given, "Tuyến phố xanh") == wanted


def test_notes_among_staff_are_not_published():
    html = "<p>A</p><!-- hỏi lại\nanh Tư --><pre>&lt;!-- mã --&gt;</pre>"
    assert publishable(html) == "<p>A</p><pre>&lt;!-- mã --&gt;</pre>"


@pytest.mark.parametrize(
    ("pasted", "published"),
    [
        ("<div>A <b>B", "<div>A <b>B</b></div>"),
        ("</article></div></main><p>A</p>", "<p>A</p>"),
        ('<p>A</p><script src="https://vd.vn/a.js"></script>', "<p>A</p>"),
        ('<iframe src="https://vd.vn"></iframe><p>A</p>', "<p>A</p>"),
        ("<table><tr><td>A<p>B</p>", "<table><tbody><tr><td>A<p>B</p></td></tr></tbody></table>"),
    ],
)
def test_pasted_html_does_not_break_the_page(pasted, published):
    assert publishable(pasted) == published
