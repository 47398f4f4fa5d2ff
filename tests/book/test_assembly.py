"""The book: what stands in it and in which order, its ids, its links, its photos."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from danvan.book import BookSection, assemble_book, keep_printable
from danvan.book.assembly import anchor
from danvan.book.photorows import print_source, rows
from danvan.collection import Photo
from danvan.pages import plan_site
from danvan.pages.pictures import figure_html, picture_of
from danvan.pages.titles import bound
from danvan.photos import Derivative, Derivatives
from support.builders import Project, jpeg_bytes, photo_list, staff_page

TEMPLATES = Path(__file__).parents[2] / "overrides/book"
SITE = "https://danvan.vn/quan/"
STORY = "kinh-te/pho-xanh/guong.md"
STORY_ID = "trang-kinh-te--pho-xanh"


def made(key, width=1600, height=1000):
    sizes = [(w, height * w // width) for w in (480, 960, 1600)]
    full = tuple(Derivative(f"full-{w}.jpg", w, h) for w, h in sizes)
    return Derivatives(key, Path("/cache") / key, "#aabbcc", full, full)


def picture(width=1600, height=1000, key="k"):
    photo = Photo(Path("a.jpg"), "a.jpg", "0", width, height, 1, caption="Ra quân")
    return picture_of(photo, made(key, width, height), "Tên bài")


LANDSCAPE, PORTRAIT, PANORAMA = picture(), picture(900, 1600), picture(1600, 500)


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


def assemble(project, articles=None, site_url=SITE):
    collection, findings = project.read()
    assert not findings.problems
    owners = (*collection.exemplars, *collection.parts.all)
    photos = {photo: made(photo.name) for owner in owners for photo in owner.photos}
    plan = plan_site(collection, photos, place="", preview=False)
    return assemble_book(plan, articles or {}, TEMPLATES, site_url)


def addresses(project):
    return [section.address for section in assemble(project)]


def body(project, html, source=STORY, **options):
    """Return the section that prints `html` as the text of the page `source`."""
    sections = assemble(project, {source: html}, **options)
    address = f"{source.removesuffix('guong.md')}"
    section = next(s for s in sections if s.address == address)
    return BeautifulSoup(section.html, "html.parser")


def link(project, href, **options):
    html = f'<p><a href="{href}">x</a></p><h2 id="ket-qua">Kết quả</h2>'
    return body(project, html, **options).select_one(".text a")


# --- What stands in it ---------------------------------------------------------------------------


def test_order_is_foreword_parts_documents_photos_then_each_field_with_its_stories(project):
    project.exemplar("a", field="van-hoa-xa-hoi")
    project.exemplar("b")
    for name in ("loi-noi-dau", "dan-van/index"):
        project.write(f"docs/{name}.md", staff_page({"tiêu đề": "Phần"}, "Chữ."))
    movement = {"tiêu đề": "Ảnh", "ảnh": photo_list("a.jpg")}
    project.write("docs/anh-phong-trao/index.md", staff_page(movement, ""))
    project.write("docs/anh-phong-trao/a.jpg", jpeg_bytes())
    facts = {"tiêu đề": "Văn bản", "số": "1", "ngày": "1/2/2023", "cơ quan": "A", "trích yếu": "B"}
    project.write("docs/van-ban/mot.md", staff_page(facts, "Chữ."))
    assert addresses(project) == [
        "loi-noi-dau/",
        "dan-van/",
        "van-ban/",
        "van-ban/mot/",
        "anh-phong-trao/",
        "kinh-te/",
        "kinh-te/b/",
        "van-hoa-xa-hoi/",
        "van-hoa-xa-hoi/a/",
    ]


def test_a_collection_without_stories_makes_an_empty_book(project):
    assert addresses(project) == []


@pytest.mark.parametrize("left_out", [{"trong_sách": "không"}, {"trạng_thái": "đã gửi"}])
def test_stories_left_out_take_their_empty_field_with_them(project, left_out):
    project.exemplar("b")
    project.exemplar("a", field="van-hoa-xa-hoi", **left_out)
    assert addresses(project) == ["kinh-te/", "kinh-te/b/"]


def test_part_4_opens_once(project):
    project.exemplar("a", field="van-hoa-xa-hoi")
    project.exemplar("b")
    assert sum("Phần 4" in section.html for section in assemble(project)) == 1


def test_titles_are_escaped(project):
    project.exemplar("pho-xanh", tiêu_đề="'A & <b>B</b> \"C\"'")
    headline = body(project, "").h3
    assert headline.get_text() == 'A & <b>B</b> "C"'
    assert headline.b is None


# --- Ids and links -------------------------------------------------------------------------------


def test_anchors_keep_folders_and_words_apart():
    assert len({anchor("a/b/"), anchor("a-b/"), anchor("a/b-c/"), anchor("a/b/c/")}) == 4


def test_ids_of_one_page_do_not_meet_those_of_another(project):
    project.exemplar("a")
    project.exemplar("b")
    text = '<h2 id="ket-qua">Kết quả</h2>'
    articles = {f"kinh-te/{slug}/guong.md": text for slug in "ab"}
    whole = BeautifulSoup("".join(s.html for s in assemble(project, articles)), "html.parser")
    ids = [element["id"] for element in whole.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {"trang-kinh-te--a:ket-qua", "trang-kinh-te--b:ket-qua"} <= set(ids)


@pytest.mark.parametrize(
    ("href", "printed"),
    [
        ("#ket-qua", f"#{STORY_ID}:ket-qua"),
        ("../ben-may/", "#trang-kinh-te--ben-may"),
        ("../ben-may/#ket-qua", "#trang-kinh-te--ben-may"),
        ("../../kinh-te/", "#trang-kinh-te"),
        ("../chi-tren-trang/#a", f"{SITE}kinh-te/chi-tren-trang/#a"),
        ("../../van-hoa-xa-hoi/", f"{SITE}van-hoa-xa-hoi/"),
        ("../../", SITE),
        ("https://vd.vn/?a=1#b", "https://vd.vn/?a=1#b"),
        ("mailto:a@vd.vn", "mailto:a@vd.vn"),
    ],
)
def test_links_stay_in_the_book_or_lead_to_the_site(project, href, printed):
    project.exemplar()
    project.exemplar("ben-may")
    project.exemplar("chi-tren-trang", trong_sách="không")
    assert link(project, href)["href"] == printed


def test_without_an_address_of_the_site_links_out_become_text(project):
    project.exemplar()
    assert link(project, "../../", site_url="") is None
    assert link(project, "#ket-qua", site_url="")


def test_a_link_to_no_heading_becomes_text(project):
    project.exemplar()
    assert link(project, "#khong-co") is None


def test_headings_in_texts_stay_out_of_the_contents(project):
    project.exemplar()
    text = body(project, "<h2>Hai</h2><h3>Ba</h3><h6>Sáu</h6>").select_one(".text")
    assert [h.name for h in text.select("*")] == ["h5", "h6", "h6"]


def test_marks_to_click_on_are_not_printed(project):
    project.exemplar()
    html = (
        '<h2>A<a class="headerlink" href="#a">¶</a></h2><a class="footnote-backref" href="#b">↩</a>'
    )
    assert body(project, html).select_one(".text").get_text() == "A"


@pytest.mark.parametrize(
    ("pasted", "printed"),
    [
        (
            '<p class="MsoNormal" style="mso-x:1;colour:red">A</p>',
            '<p class="MsoNormal" style="">A</p>',
        ),
        ('<p style="text-align: right;">A</p>', '<p style="text-align: right">A</p>'),
        ("<style>p{mso-x:1}</style><p>A</p>", "<p>A</p>"),
        ('<iframe src="https://vd.vn"></iframe><p>A</p><script>1</script>', "<p>A</p>"),
    ],
)
def test_what_only_browsers_use_is_not_printed(project, pasted, printed):
    project.exemplar()
    assert body(project, pasted).select_one(".text").decode_contents() == printed


# --- Glyphs --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "printed", "left_out"),
    [
        ("Ắ ẵ Ệ ộ đ – … “ ” ₫ √ →", "Ắ ẵ Ệ ộ đ – … “ ” ₫ √ →", ""),
        ("Vui 😀\ufe0f, phố 👨\u200d👩 xanh", "Vui , phố  xanh", "👨👩😀"),
        ("● một ✅ hai ①", "• một √ hai 1", ""),
        ("A\u2011B", "A-B", ""),
        ('<a href="https://vd.vn/日">日</a>', '<a href="https://vd.vn/日"></a>', "日"),
    ],
)
def test_characters_without_a_glyph_are_replaced_or_left_out(written, printed, left_out):
    section = BookSection(written, "a/", written)
    kept, missing = keep_printable([section], TEMPLATES / "fonts")
    assert (kept[0].html, missing) == (printed, left_out)


# --- Photos --------------------------------------------------------------------------------------


def test_a_photo_in_the_text_is_printed_without_the_screen_s_formats(project):
    project.photo("a.jpg")
    project.exemplar(ảnh=photo_list({"tệp": "a.jpg", "chú thích": "Ra quân"}))
    screen = figure_html(picture(key="a.jpg"), "../../", "100vw")
    figure = body(project, screen).select_one(".text figure")
    assert figure.img["src"] == "file:///cache/a.jpg/full-960.jpg"
    assert "Ra quân" in figure.figcaption.get_text()
    assert not figure.find_all(["source", "a", "picture"])


def test_the_smallest_sharp_derivative_is_printed():
    assert print_source(LANDSCAPE).endswith("full-960.jpg")
    assert print_source(LANDSCAPE, 0.48).endswith("full-480.jpg")
    assert print_source(LANDSCAPE, 5).endswith("full-1600.jpg")


@pytest.mark.parametrize(
    ("pictures", "lengths"),
    [
        ([], []),
        ([LANDSCAPE], [1]),
        ([LANDSCAPE] * 2, [2]),
        ([LANDSCAPE] * 3, [2, 1]),
        ([LANDSCAPE, PORTRAIT], [2]),
        ([LANDSCAPE, PANORAMA, LANDSCAPE], [1, 1, 1]),
    ],
)
def test_two_photos_share_a_row_and_a_panorama_stands_alone(pictures, lengths):
    assert [len(row) for row in rows(pictures)] == lengths


def test_a_page_of_photos_alternates_one_and_two():
    assert [len(row) for row in rows([LANDSCAPE] * 7, mixed=True)] == [1, 2, 1, 2, 1]


def test_photos_in_a_row_have_one_height_and_leave_a_gap():
    left, right = next(rows([LANDSCAPE, PORTRAIT]))
    heights = [p.share * p.picture.height / p.picture.width for p in (left, right)]
    assert heights[0] == pytest.approx(heights[1])
    assert 0.94 < left.share + right.share < 1


# --- Titles --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Gương “Dân vận khéo” của quận ta hôm nay", ["“Dân vận khéo”", "ta hôm nay"]),
        ("Ông tổ trưởng đi xin bớt mâm cỗ", ["bớt mâm cỗ"]),
        ("Kỷ niệm 10 năm (01/4/2014 – 01/4/2024)", ["(01/4/2014 – 01/4/2024)"]),
        ("Kinh tế", []),
        ("", []),
    ],
)
def test_short_quotations_and_last_words_stay_together(title, kept):
    shown = BeautifulSoup(bound(title), "html.parser")
    assert [span.get_text() for span in shown.select("span.bound")] == kept
    assert shown.get_text() == title


def test_what_stays_together_is_escaped():
    assert "<b>" not in bound("a “<b> & c” <b>")
