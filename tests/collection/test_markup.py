"""HTML that articles may hold is told apart from what is taken out of them."""

from __future__ import annotations

import time

import pytest

from danvan.collection.markup import Foreign, foreign_html

FINE = [
    "Chữ thường, 5 < 7 và 7 > 5",
    "<b>đậm</b> <em lang='vi'>nghiêng</em>",
    '<table><tr><td align="right" colspan="2">1</td></tr></table>',
    '<a href="https://vd.vn" title="Trang">trang</a>',
    '<a href="../bai/guong.md">bài</a> <a href="#ket-qua">kết quả</a>',
    "<https://vd.vn> và <ten@vd.vn>",
    '<p class="MsoNormal" style="mso-x:1"><font face="Arial">A</font></p>',
    "<!-- <script>ghi chú</script> -->",
    '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>',
]
FOREIGN = {
    "<script>alert(1)</script>": ("script", ""),
    "<SCRIPT src=//vd.vn/a.js": ("script", ""),
    "<svg/onload=alert(1)>": ("svg", ""),
    "<math><mi>x</mi></math>": ("math", ""),
    '<iframe src="https://vd.vn"></iframe>': ("iframe", ""),
    "<form action=x><input></form>": ("form", ""),
    "<Bà Tư>": ("bà", ""),
    "<b onclick=x()>": ("b", "onclick"),
    "<b/onclick=x()>": ("b", "onclick"),
    "<a title='a>b' OnMouseOver=x>": ("a", "onmouseover"),
    '<p id="__config">': ("p", "id"),
    '<p id="tim-kiem">': ("p", "id"),
    '<a href="javascript:alert(1)">': ("a", "href"),
    '<a href=" jav&#97;script:alert(1)">': ("a", "href"),
    '<a href="java\tscript:alert(1)">': ("a", "href"),
    '<a href="data:text/html,<p>">': ("a", "href"),
    '<img src="https://vd.vn/a.png">': ("img", "src"),
    '<img srcset="a.jpg 1x, //vd.vn/b.jpg 2x">': ("img", "srcset"),
    "<?php <b onclick=x> ?>": ("b", "onclick"),
    "<![CDATA[<b onclick=x>]]>": ("b", "onclick"),
}


@pytest.mark.parametrize("text", FINE)
def test_what_is_published_is_not_reported(text):
    assert list(foreign_html(text)) == []


@pytest.mark.parametrize(("text", "found"), FOREIGN.items())
def test_what_is_taken_out_is_reported(text, found):
    assert [(one.tag, one.attribute) for one in foreign_html(text)][:1] == [found]


def test_the_line_is_that_of_the_tag():
    text = "Một\n<!-- hai\nba -->\n<b\n onclick=x>\n\n<i onclick=y>"
    assert list(foreign_html(text)) == [Foreign(4, "b", "onclick"), Foreign(7, "i", "onclick")]


@pytest.mark.parametrize(
    "text",
    ["<!--" * 50_000, "<a " * 50_000, "<b a='" * 50_000, "</" * 50_000, "<b " + 'a "' * 50_000],
    ids=lambda text: text[:8],
)
def test_the_time_grows_with_the_text_only(text):
    start = time.perf_counter()
    list(foreign_html(text))
    assert time.perf_counter() - start < 5
