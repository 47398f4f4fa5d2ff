"""The text of the book has the signs and the line breaks of good Vietnamese print."""

from __future__ import annotations

import html as entities
import random
import re

import markdown
import pytest
from fontTools.ttLib import TTFont
from weasyprint import HTML
from weasyprint.formatting_structure.boxes import LineBox, TextBox

from danvan.book.typography import LONGEST_CHAIN, set_plain, set_type
from support.projects import ROOT

FONTS = sorted(ROOT.glob("overrides/book/fonts/*.ttf"))
ARTICLES = sorted(ROOT.glob("exemplars/*/*/guong.md"))
NBSP = "\u00a0"


def seen(html: str) -> str:
    """Set `html` and show no-break spaces as `~`, and what is kept on one line between `⟦⟧`."""
    shown = set_type(html).replace(NBSP, "~").replace('<span class="bound">', "⟦")
    return re.sub(r"(⟦[^<⟧]*)</span>", r"\1⟧", shown)


SIGNS = {
    "straight quotes become curly": ('"Dân vận" và "khéo"', "“Dân vận” và “khéo”"),
    "also as entities": ("&quot;A&quot; &#34;B&#34; &#39;C&#39;", "“A” “B” ‘C’"),
    "also inside each other": ("\"Ông nói: 'Được'\"", "“Ông nói: ‘Được’”"),
    "also one after the other": ("\"'Được' nhé\"", "“‘Được’ nhé”"),
    "also in brackets": ('("khéo")', "(“khéo”)"),
    "also without the space before": ('Bà nói:"Bán đi."', "Bà nói:“Bán đi.”"),
    "also with spaces inside": ('chữ " khéo " ấy', "chữ “ khéo ” ấy"),
    "quotes pair across inline tags": ('"Bán <b>giấy"</b> đi', "“Bán <b>giấy”</b> đi"),
    "a tag is no letter": ('<b>"</b>khéo<i>"</i>', "<b>“</b>khéo<i>”</i>"),
    "code is like a word": (
        '<p><code>a</code> - "<code>b</code>"</p>',
        "<p><code>a</code>~– “<code>b</code>”</p>",
    ),
    "a paragraph starts afresh": ('<p>"Một</p><p>cỡ 5"</p>', '<p>“Một</p><p>cỡ 5"</p>'),
    "curly and straight quotes pair": ('“Cao 5"', "“Cao 5”"),
    "inches stay": ('màn hình 5" và 6,5" cũ', 'màn hình~5" và 6,5" cũ'),
    "minutes and seconds stay": ("30' và 15'30\"", "30' và 15'30\""),
    "a year before a quote is no inch": ('của năm 2023"', "của năm~2023”"),
    "a quoted number is no inch": ('"số 5"', "“số~5”"),
    "apostrophes": ("H'Mông, K'Ho", "H’Mông, K’Ho"),
    "a year cut short": ("Tết '68 và 'xuân'", "Tết ’68 và ‘xuân’"),
    "three dots": ("muối... rồi [...]", "muối… rồi […]"),
    "dots to write on stay": ("Họ tên: ........", "Họ tên: ........"),
    "a hyphen between words is a dash": ("Mận - thợ giấy", "Mận~– thợ giấy"),
    "so are two": ("Mận -- thợ giấy--giỏi", "Mận~– thợ giấy~– giỏi"),
    "so is one that opens a line": ("<p>- Ai đó?<br>- Tôi.</p>", "<p>– Ai đó?<br>– Tôi.</p>"),
    "years from and to": ("2014-2024, 2014 - 2024", "⟦2014–2024⟧, ⟦2014–2024⟧"),
    "years backwards are something else": ("mã 2024-2014", "mã 2024-2014"),
    "a date keeps its hyphens": ("15-10-1949", "15-10-1949"),
    "so does one with spaces": ("15 - 10 - 1949, ngày 2 - 9", "⟦15 - 10 - 1949⟧, ngày~⟦2 - 9⟧"),
    "so does a telephone number": ("024-3768-1234", "024-3768-1234"),
    "so does a book number": ("ISBN 978-604-2014-2024", "ISBN 978-604-2014-2024"),
    "so do words": ("Ca-na-đa, Covid-19, CNH-HĐH", "Ca-na-đa, Covid-19, CNH-HĐH"),
    "arrows stay": ("a -> b, a -&gt; b, a --> b", "a -&gt; b, a -&gt; b, a --&gt; b"),
    "addresses stay": ("https://a.vn/b--c?n=2014-2024", "https://a.vn/b--c?n=2014-2024"),
    "addresses in quotes too": ('"a.b--c@d.vn"', "“a.b--c@d.vn”"),
}


@pytest.mark.parametrize(("given", "wanted"), SIGNS.values(), ids=SIGNS.keys())
def test_signs(given, wanted):
    assert seen(given) == wanted


BINDINGS = {
    "a number and what it counts": ("có 1.200 hộ, 5 triệu đồng", "có 1.200~hộ, 5~triệu đồng"),
    "a number and its unit": ("30 %, 14,5 cm, 35 °C", "30~%, 14,5~cm, 35~°C"),
    "across an inline tag": ("<b>12</b> hộ, 12 <b>hộ</b>", "<b>12</b>~hộ, 12~<b>hộ</b>"),
    "not across two spaces and a tag": ("12 <b> hộ</b>", "12 <b> hộ</b>"),
    "across a line of the source": ("<p>năm\n  2023</p>", "<p>năm~2023</p>"),
    "not across blocks": ("<td>12 </td><td>hộ</td>", "<td>12 </td><td>hộ</td>"),
    "not across punctuation": ("gọi 115, ghi tổ. 5", "gọi 115, ghi tổ. 5"),
    "not what only follows": ("tăng từ 9 lên 20, còn 3 và 4", "tăng từ 9 lên 20, còn 3 và 4"),
    "not a year alone": ("cuối 2023 phường", "cuối 2023 phường"),
    "hours and minutes": (
        "7 giờ, 15 giờ 30 chiều, 1 giờ 10 phút",
        "7~giờ, 15~giờ~30 chiều, 1~giờ~10~phút",
    ),
    "a word that leads a number": (
        "tổ 5, số 12, Điều 27, khoản 1, phần 4, ngõ 36, ảnh 4",
        "tổ~5, số~12, Điều~27, khoản~1, phần~4, ngõ~36, ảnh~4",
    ),
    "dates": (
        "ngày 05/3, ngày 5 tháng 9 năm 2023, sáng 11/3/2023",
        "ngày~05/3, ngày~5 tháng~9 năm~2023, sáng~11/3/2023",
    ),
    "a number has one neighbour": ("tổ 5 Mễ Trì, năm 2023 phường", "tổ~5 Mễ Trì, năm~2023 phường"),
    "Roman numbers": ("quý II, chương III, Đại hội XIII", "quý~II, chương~III, Đại hội~XIII"),
    "numbers in words stay": ("thứ ba, năm sáu hộ", "thứ ba, năm sáu hộ"),
    "an amount after a leading word": (
        "mỗi tuần 3 buổi, nhóm 5 người, tối 20 hộ, số 1.200.000 đồng",
        "mỗi tuần 3~buổi, nhóm 5~người, tối 20~hộ, số 1.200.000~đồng",
    ),
    "abbreviations and names": (
        "TP. Hà Nội, TS. Lê An, P. Mễ Trì, Q. 1, Q.1",
        "TP.~Hà Nội, TS.~Lê An, P.~Mễ Trì, Q.~1, ⟦Q.1⟧",
    ),
    "initials": ("ông N. V. An", "ông N.~V.~An"),
    "a sentence that ends with a letter": ("Nguyễn Văn A. Chị ấy", "Nguyễn Văn A. Chị ấy"),
    "a sentence that ends with a pen name": ("ký X.Y.Z. Đó là", "ký X.Y.Z. Đó là"),
    "document numbers": (
        "số 139-KH/QU, 30/2020/NĐ-CP.",
        "số~⟦139-KH/QU⟧, ⟦30/2020/NĐ-CP⟧.",
    ),
    "but not long ones": ("1234/2020/QĐ-UBND-TCKH-ABCD", "1234/2020/QĐ-UBND-TCKH-ABCD"),
    "rates": ("60 km/h, 10.000đ/kg, 1.500 đồng/kg", "60~⟦km/h⟧, ⟦10.000đ/kg⟧, 1.500~⟦đồng/kg⟧"),
    "telephone numbers": ("gọi 024 3768 1234 gặp", "gọi ⟦024 3768 1234⟧ gặp"),
    "an ellipsis and its word": ("gạo, muối ...", "gạo, muối~…"),
    "but not dots to write on": ("Họ tên: ………", "Họ tên: ………"),
    "an ellipsis that begins": ("<p>... rồi thôi</p>", "<p>…~rồi thôi</p>"),
    "a dash and the word before": ("Văn hoá – xã hội", "Văn hoá~– xã hội"),
    "but not a dash that opens": ("<p>\n– Chị Mận</p>", "<p>\n– Chị Mận</p>"),
    "a long chain is not made longer": (
        "PGS. TS. Nguyễn, NGND. PGS. TS. Nguyễn, 1.200.000.000.000 đồng",
        "PGS.~TS.~Nguyễn, NGND.~PGS.~TS. Nguyễn, 1.200.000.000.000 đồng",
    ),
}


@pytest.mark.parametrize(("given", "wanted"), BINDINGS.values(), ids=BINDINGS.keys())
def test_what_must_not_break(given, wanted):
    assert seen(given) == wanted


@pytest.mark.parametrize(
    "html",
    [
        "<code>\"a\" - b... 5 hộ</code><pre>năm 2023\n'x' -- y</pre>",
        '<kbd>5 hộ</kbd><samp>5 hộ</samp><script>a = "5 hộ"</script>',
        "<style>a { content: '5 hộ' }</style>",
        "<a title=\"x - 'y'... 5 hộ > 3\" href='/2014-2024/'>x</a><img alt=\"5 hộ\">",
        '<!-- "5 hộ" - x --><!DOCTYPE html>',
        "<p>A &amp; B &lt;b&gt; C &amp;lt;</p>",
        '<h3><span class="bound">139-KH/QU và <b>Q.1</b> km/h</span></h3>',
    ],
)
def test_tags_code_and_entities_stay(html):
    assert set_type(html) == html


def test_characters_that_html_needs_stay_safe():
    assert set_type("AT&T, 5 < 6 & &lt;b>") == "AT&amp;T, 5 &lt; 6 &amp; &lt;b&gt;"


# --- whatever comes -------------------------------------------------------------------------------

SIGNS_AND_TAGS = """
    " ' " ' ... .... … - -- --- – -> % 5" 5' ( ) “ ” ‘ ’ , . : ? / & &amp; &lt; &nbsp; &quot; &#39;
    <b> </b> <p> </p> <br> <span> </span> <code>"5-</code> a--b 30/2020/NĐ-CP 139-KH/QU
"""
NUMBERS_AND_WORDS = """
    2014-2024 15-10-1949 024-3768-1234 05/3 1.200 5 30 2023 0912 345 678 H'Mông và hộ tổ ngày năm
    giờ 16 phút quý II thứ TP. P. N. Văn A. km/h x@a.vn https://a.vn/b--c?n=2014-2024
"""
BITS = [
    *SIGNS_AND_TAGS.split(),
    *NUMBERS_AND_WORDS.split(),
    '<span class="bound">',
    "<a title='5 - \"6\"'>",
    "15 - 10 - 1949",
]


def random_texts(count: int):
    choose = random.Random(1949)  # noqa: S311 # the same texts in each run
    gaps = [" ", " ", " ", "", "  ", "\n", "\n    "]
    for _ in range(count):
        length = choose.randint(1, 14)
        yield "".join(choose.choice(BITS) + choose.choice(gaps) for _ in range(length))


def words(html: str) -> str:
    """Return the text without what typesetting may change; tags but spans as `|`."""
    text = re.sub(r"<[a-z/][^>]*>", "|", re.sub(r"</?span[^>]*>", "", html))
    text = re.sub("[“”]", '"', re.sub("[‘’]", "'", entities.unescape(text)))
    return re.sub(r"[-–\s]", "", re.sub(r"…|\.{3,4}", "…", text))


def articles():
    for path in ARTICLES:
        _, matter, body = path.read_text("utf-8").split("---\n", 2)
        captions = re.findall(r"(?:chú thích|tóm tắt): (.*)", matter)
        yield markdown.markdown("\n\n".join([body, *captions]))


def test_plain_text_gets_the_signs_but_neither_markup_nor_no_break_spaces():
    given = '<b>Tổ</b> số 15 & "khéo" - Kế hoạch 139-KH/QU...'
    assert set_plain(given) == "<b>Tổ</b> số 15 & “khéo” – Kế hoạch 139-KH/QU…"


def test_words_stay_as_they_were_written():
    for html in random_texts(600):
        assert words(set_type(html)) == words(html), html


def test_setting_the_type_again_changes_nothing():
    for html in random_texts(600):
        once = set_type(html)
        assert set_type(once) == once, html


def test_real_articles_keep_their_words_and_are_bound_with_measure():
    bound = total = 0
    for html in articles():
        once = set_type(html)
        assert words(once) == words(html)
        assert set_type(once) == once
        chains = re.findall(rf"\S*{NBSP}[\S{NBSP}]*", re.sub(r"<[^>]*>", "", once))
        assert max(map(len, chains), default=0) <= LONGEST_CHAIN
        bound += once.count(NBSP)
        total += len(html.split())
    assert ARTICLES
    assert 0.02 < bound / total < 0.08


# --- on paper -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_the_faces_have_every_sign_that_is_set(path):
    texts = [given for given, _ in (*SIGNS.values(), *BINDINGS.values())]
    new = {sign for text in texts for sign in set_type(text) if sign not in text}
    assert new >= set(f"“”‘’…–{NBSP}")
    with TTFont(path) as font:
        assert {sign for sign in new if ord(sign) not in font.getBestCmap()} == set()


def printed_lines(html: str, width: int) -> list[str]:
    face = (ROOT / "overrides/book/fonts/source-serif-4-400.ttf").as_uri()
    style = (
        f"@font-face {{ font-family: F; src: url({face}) }} .bound {{ white-space: nowrap }}"
        f"body {{ font: 10pt F; width: {width}mm }}"
    )
    pages = HTML(string=f'<html lang="vi"><style>{style}</style>{html}').render().pages
    boxes = [box for page in pages for box in page._page_box.descendants()]
    return [
        "".join(text.text for text in line.descendants() if isinstance(text, TextBox))
        for line in boxes
        if isinstance(line, LineBox)
    ]


def test_lines_break_in_no_wrong_place_at_any_width():
    text = (
        "Theo Kế hoạch số 139-KH/QU ngày 05/3/2023 của P. Mễ Trì (30/2020/NĐ-CP), tổ 5 có "
        "1.200 hộ, mỗi tuần 3 buổi từ 15 giờ 30 phút, xe chạy 60 km/h - gạo, muối ... giai đoạn "
        "2014 - 2024."
    )
    whole = "139-KH/QU|05/3/2023|P. Mễ|30/2020/NĐ-CP|tổ 5|1.200 hộ|3 buổi|15 giờ 30 phút|60 km/h –"
    for width in range(32, 60, 4):
        lines = [line.replace(NBSP, " ") for line in printed_lines(set_type(text), width)]
        assert len(lines) > 3
        assert [part for part in whole.split("|") if not any(part in x for x in lines)] == []
        assert [line for line in lines if re.match(r"[\s–…%]", line)] == []
        assert sum("2014–2024" in line for line in lines) == 1
