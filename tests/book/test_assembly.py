"""The book: what stands in it and in which order, its ids, its links, its photos."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from danvan.book import BookSettings, assemble_book
from danvan.book.assembly import anchor
from danvan.book.geometry import LINE, POINT, Geometry
from danvan.book.glyphs import Glyphs
from danvan.book.lettering import text_width
from danvan.book.settings import Press, Selection
from danvan.collection import Photo
from danvan.pages import plan_site
from danvan.pages.pictures import figure_html, picture_of
from danvan.pages.titles import bound
from danvan.photos import Derivative, Derivatives
from support.builders import Project, jpeg_bytes, photo_list, staff_page
from support.projects import ROOT

TEMPLATES = ROOT / "overrides/book"
SITE = "https://danvan.vn/quan/"
STORY = "kinh-te/pho-xanh/guong.md"
STORY_ID = "trang-kinh-te--pho-xanh"
BACK = "bang-tra/"
LARGE = (3000, 2000)
"""Pixels."""


def made(key):
    full = tuple(Derivative(f"full-{width}.jpg", width, width * 2 // 3) for width in (480, 1600))
    return Derivatives(key, Path("/cache") / key, "#aabbcc", full, full)


def screen_figure(name):
    """Return the figure of a photo as articles of the site have it."""
    photo = Photo(Path(name), name, "0", *LARGE, 1, caption="Ra quân")
    return figure_html(picture_of(photo, made(name), "Tên bài"), "../../", "100vw")


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


def assemble(project, articles=None, site_url=SITE, size=LARGE, **settings):
    """Return the book of a project whose photos are taken for so many pixels large."""
    collection, findings = project.read()
    assert not findings.problems
    stories = [
        replace(e, photos=tuple(replace(p, width=size[0], height=size[1]) for p in e.photos))
        for e in collection.exemplars
    ]
    collection = replace(collection, exemplars=tuple(stories))
    owners = (*collection.exemplars, *collection.parts.all)
    photos = {photo: made(photo.name) for owner in owners for photo in owner.photos}
    plan = plan_site(collection, photos, place="", preview=False)
    return assemble_book(plan, articles or {}, BookSettings(**settings), TEMPLATES, site_url)


def addresses(project, **settings):
    return [section.address for section in assemble(project, **settings).sections]


def section(text, address):
    """Return a section of a book."""
    found = next(section for section in text.sections if section.address == address)
    return BeautifulSoup(found.html, "html.parser")


def body(project, html, source=STORY, **options):
    """Return the section that prints `html` as the text of the page `source`."""
    text = assemble(project, {source: html}, **options)
    return section(text, source.removesuffix("guong.md"))


def link(project, href, **options):
    html = f'<p><a href="{href}">x</a></p><h2 id="ket-qua">Kết quả</h2>'
    return body(project, html, **options).select_one(".text a")


def write_movement(project, *names):
    photos = photo_list(*({"tệp": name, "chú thích": f"Ảnh {name}"} for name in names))
    project.write(
        "docs/anh-phong-trao/index.md", staff_page({"tiêu đề": "Hình ảnh", "ảnh": photos}, "")
    )
    for name in names:
        project.write(f"docs/anh-phong-trao/{name}", jpeg_bytes(seed=len(name)))


def write_story_with_photos(project, *names, slug="pho-xanh", **changes):
    for name in names:
        project.photo(name, slug)
    listed = ({"tệp": name, "chú thích": f"Ảnh {name}"} for name in names)
    project.exemplar(slug, ảnh=photo_list(*listed), **changes)


def millimetres(element, name):
    return float(re.search(rf"(?<![-\w]){name}: ([\d.]+)mm", element["style"])[1])


# --- What stands in it ---------------------------------------------------------------------------


def test_order_is_foreword_parts_documents_photos_each_field_with_its_stories_then_the_back(
    project,
):
    project.exemplar("a", field="van-hoa-xa-hoi")
    project.exemplar("b")
    for name in ("loi-noi-dau", "dan-van/index"):
        project.write(f"docs/{name}.md", staff_page({"tiêu đề": "Phần"}, "Chữ."))
    write_movement(project, "a.jpg")
    facts = {"tiêu đề": "Văn bản", "số": "1", "ngày": "1/2/2023", "cơ quan": "A", "trích yếu": "B"}
    project.write("docs/van-ban/mot.md", staff_page(facts, "Chữ."))
    text = assemble(project)
    assert [section.address for section in text.sections] == [
        "loi-noi-dau/",
        "dan-van/",
        "van-ban/",
        "van-ban/mot/",
        "anh-phong-trao/",
        "kinh-te/",
        "kinh-te/b/",
        "van-hoa-xa-hoi/",
        "van-hoa-xa-hoi/a/",
        BACK,
    ]
    assert text.stories == ("kinh-te/b/", "van-hoa-xa-hoi/a/")


def test_a_collection_without_stories_makes_an_empty_book(project):
    assert addresses(project) == []


@pytest.mark.parametrize("left_out", [{"trong_sách": "không"}, {"trạng_thái": "đã gửi"}])
def test_stories_left_out_take_their_empty_field_with_them(project, left_out):
    project.exemplar("b")
    project.exemplar("a", field="van-hoa-xa-hoi", **left_out)
    assert addresses(project) == ["kinh-te/", "kinh-te/b/", BACK]


def test_part_4_opens_once(project):
    project.exemplar("a", field="van-hoa-xa-hoi")
    project.exemplar("b")
    assert sum("Phần 4" in section.html for section in assemble(project).sections) == 1


@pytest.mark.parametrize(
    ("chosen", "stories"),
    [
        ({}, ["kinh-te/a/", "kinh-te/b/", "van-hoa-xa-hoi/c/"]),
        ({"years": (2024,)}, ["kinh-te/a/", "van-hoa-xa-hoi/c/"]),
        ({"fields": ("kinh-te",)}, ["kinh-te/a/", "kinh-te/b/"]),
        ({"stories": ("kinh-te/b", "van-hoa-xa-hoi/c")}, ["kinh-te/b/", "van-hoa-xa-hoi/c/"]),
        ({"years": (2024,), "fields": ("kinh-te",)}, ["kinh-te/a/"]),
        ({"stories": ("kinh-te/khong-in",)}, []),
    ],
)
def test_a_volume_takes_the_stories_that_it_chooses(project, chosen, stories):
    project.exemplar("a", năm=2024)
    project.exemplar("b", năm=2023)
    project.exemplar("c", field="van-hoa-xa-hoi", năm=2024)
    project.exemplar("khong-in", năm=2024, trong_sách="không")
    text = assemble(project, selection=Selection(**chosen))
    assert list(text.stories) == stories
    printed = [section.address for section in text.sections if section.address.count("/") == 2]
    assert printed == stories


def test_a_volume_may_leave_out_the_parts(project):
    project.exemplar("a")
    project.write("docs/loi-noi-dau.md", staff_page({"tiêu đề": "Lời nói đầu"}, "Chữ."))
    write_movement(project, "a.jpg")
    without = addresses(project, selection=Selection(parts=False))
    assert without == ["kinh-te/", "kinh-te/a/", BACK]


def test_a_link_to_a_story_of_another_volume_leads_to_the_site(project):
    project.exemplar()
    project.exemplar("ben-may", năm=2021)
    chosen = Selection(years=(2023,))
    assert link(project, "../ben-may/", selection=chosen)["href"] == f"{SITE}kinh-te/ben-may/"


def test_the_same_collection_makes_the_same_book(project):
    write_story_with_photos(project, "a.jpg", "bb.jpg", "ccc.jpg")
    assert assemble(project) == assemble(project)


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
    sections = assemble(project, articles).sections
    whole = BeautifulSoup("".join(section.html for section in sections), "html.parser")
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


@pytest.mark.parametrize(
    ("written", "depths"),
    [
        ("<h2>A</h2><h3>B</h3><h2>C</h2>", [1, 2, 1]),
        ("<h3>A</h3><h3>B</h3><h4>C</h4>", [1, 1, 2]),
        ("<h2>A</h2><h6>B</h6><h4>C</h4>", [1, 2, 2]),
        ("<h4>A</h4><h2>B</h2><h3>C</h3>", [1, 1, 2]),
        ("<h1>A</h1><h2>B</h2><h3>C</h3><h4>D</h4><h5>E</h5>", [1, 2, 3, 3, 3]),
    ],
)
def test_headings_in_texts_stay_out_of_the_contents_and_skip_no_depth(project, written, depths):
    project.exemplar()
    headings = body(project, written).select_one(".text").select("h1, h2, h3, h4, h5, h6")
    assert [h.name for h in headings] == ["h6"] * len(depths)
    assert [h["class"] for h in headings] == [["sub", f"sub-{depth}"] for depth in depths]


def test_marks_to_click_on_are_not_printed(project):
    project.exemplar()
    html = (
        '<h2>A<a class="headerlink" href="#a">¶</a></h2><a class="footnote-backref" href="#b">↩</a>'
    )
    assert body(project, html).select_one(".text").get_text() == "A"


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
    glyphs = Glyphs(TEMPLATES / "fonts")
    assert glyphs.printable(written) == printed
    assert "".join(sorted(glyphs.left_out)) == left_out


def test_what_was_left_out_is_remembered_over_several_texts():
    glyphs = Glyphs(TEMPLATES / "fonts")
    assert [glyphs.printable(text) for text in ("Vui 😀", "Phố 日", "Vui 😀")] == [
        "Vui ",
        "Phố ",
        "Vui ",
    ]
    assert glyphs.left_out == {"😀", "日"}


def test_signs_of_layout_and_addresses_are_kept():
    html = '<p id="日">\n\tA</p>\r\n<img src="日.jpg">'
    glyphs = Glyphs(TEMPLATES / "fonts")
    assert glyphs.printable(html) == html
    assert not glyphs.left_out


# --- Photos --------------------------------------------------------------------------------------


def test_a_photo_in_the_text_is_printed_without_the_screen_s_formats(project):
    write_story_with_photos(project, "a.jpg", body="![](a.jpg)")
    text = assemble(project, {STORY: screen_figure("a.jpg")})
    figure = section(text, "kinh-te/pho-xanh/").select_one(".text figure")
    assert figure["class"] == ["photo"]
    assert figure.img["src"] == f"anh:{text.photos[0].address}"
    assert "Ảnh a.jpg" in figure.figcaption.get_text()
    assert not figure.find_all(["source", "a", "picture"])


def test_every_photo_of_a_story_is_printed_once_at_the_size_that_is_asked_for(project):
    names = ("a.jpg", "bb.jpg", "ccc.jpg", "dddd.jpg", "eeeee.jpg")
    write_story_with_photos(project, *names, body="Chữ.\n\n![](bb.jpg)")
    text = assemble(project, {STORY: f"<p>Chữ.</p>{screen_figure('bb.jpg')}"})
    printed = {
        figure["id"]: figure.img for figure in section(text, "kinh-te/pho-xanh/").select("figure")
    }
    assert sorted(use.picture.photo.name for use in text.photos) == sorted(names)
    assert list(printed) == [use.anchor for use in text.photos]
    for use in text.photos:
        image = printed[use.anchor]
        assert image["src"] == f"anh:{use.address}"
        assert millimetres(image, "width") == use.request.width_mm
        assert use.request.photo == use.picture.photo
        assert use.request.height_mm is None
        assert use.section == STORY_ID
    assert len({use.address for use in text.photos}) == len(names)


def test_the_photo_that_opens_a_story_comes_before_those_in_its_text(project):
    write_story_with_photos(project, "a.jpg", "bb.jpg", body="![](bb.jpg)")
    text = assemble(project, {STORY: screen_figure("bb.jpg")})
    assert [use.picture.photo.name for use in text.photos] == ["a.jpg", "bb.jpg"]
    assert [use.anchor for use in text.photos] == [f"{STORY_ID}:anh-1", f"{STORY_ID}:anh-2"]


def test_the_same_photo_in_two_stories_has_two_addresses(project):
    for slug in ("a", "b"):
        write_story_with_photos(project, "a.jpg", slug=slug)
    uses = assemble(project).photos
    assert len({use.address for use in uses}) == len({use.anchor for use in uses}) == 2


def test_pictures_of_the_movement_fill_pages_and_pairs(project):
    project.exemplar()
    write_movement(project, "a.jpg", "bb.jpg", "ccc.jpg", "dddd.jpg")
    collection, _ = project.read()
    text = assemble(project)
    page = section(text, "anh-phong-trao/")
    assert not page.select(".plate-page")  # so small that they would be blurred
    assert len(page.select(".photo-page")) == 3
    assert len(page.select("figure")) == len(collection.parts.movement.photos) == 4


def test_a_good_picture_of_the_movement_bleeds_and_is_cropped_by_the_print(project):
    write_movement(project, "a.jpg")
    project.write("docs/anh-phong-trao/a.jpg", jpeg_bytes(1500, 2000))
    text = assemble(project, press=Press(bleed=5))
    (use,) = text.photos
    image = section(text, "anh-phong-trao/").select_one(".plate-page img")
    assert use.request.width_mm == millimetres(image, "width") == 155
    assert use.request.height_mm == millimetres(image, "height") < 155 * 4 / 3


@pytest.mark.parametrize("size", [LARGE, (2000, 3000), (1000, 1000)])
@pytest.mark.parametrize("trim_height", [205, 150])
@pytest.mark.parametrize("words", [4, 40])
def test_the_head_of_a_story_and_its_photo_share_a_page_or_the_photo_has_the_next(
    project, size, trim_height, words
):
    title = " ".join(["Phố"] * words)
    write_story_with_photos(project, "a.jpg", tiêu_đề=title, tóm_tắt=f"{title}. " * 2)
    page = section(assemble(project, size=size, trim_height=trim_height), "kinh-te/pho-xanh/")
    text_height = Geometry(145, trim_height).height + 0.01
    head = millimetres(page.select_one(".story-head"), "height")
    block = millimetres(page.select_one("figure.photo"), "height")
    image = millimetres(page.img, "height")
    assert image < block <= text_height
    assert head + block <= text_height or text_height - head < 51
    for height in (head, block):
        assert height / LINE == pytest.approx(round(height / LINE), abs=0.01)


def test_every_story_begins_at_the_same_height_unless_its_title_is_long(project):
    titles = {"a": "Phố", "b": "Tuyến phố xanh của chi hội phụ nữ số 5", "c": "Phố xanh " * 30}
    for slug, title in titles.items():
        project.exemplar(slug, tiêu_đề=title)
    text = assemble(project)
    heads = {
        slug: millimetres(section(text, f"kinh-te/{slug}/").select_one(".story-head"), "height")
        for slug in titles
    }
    assert heads["a"] == heads["b"] < heads["c"]


# --- Indexes and the list of photos --------------------------------------------------------------


def test_the_indexes_lead_to_the_stories_and_the_stories_to_the_indexes(project):
    project.exemplar("a", tên="Chi hội phụ nữ số 5", đơn_vị="Hội LHPN", phường="Mễ Trì")
    project.exemplar("b", loại="cá nhân", tên="bà Lê Thị An", đơn_vị="Hội LHPN", phường="Đại Mỗ")
    text = assemble(project)
    back = section(text, BACK)
    titles = [heading.get_text() for heading in back.select("h2")]
    assert titles == ["Tên người và tập thể", "Đơn vị", "Phường"]
    entries = {entry["id"]: entry for entry in back.select(".entry")}
    found = {entry.find(string=True).strip(): entry for entry in entries.values()}
    unit = found["Hội LHPN"]
    assert [a["href"] for a in unit.select("a")] == ["#trang-kinh-te--a", "#trang-kinh-te--b"]
    for slug in "ab":
        who = section(text, f"kinh-te/{slug}/").select(".who a")
        assert len(who) == 3
        for a in who:
            targets = [back_link["href"] for back_link in entries[a["href"][1:]].select("a")]
            assert f"#trang-kinh-te--{slug}" in targets


def test_the_given_name_of_a_person_is_emphasised_in_the_index(project):
    project.exemplar("b", loại="cá nhân", tên="bà Lê Thị An")
    assert section(assemble(project), BACK).select_one(".entry b").get_text() == "An"


def test_photos_are_listed_by_section_as_they_are_printed(project):
    write_movement(project, "a.jpg", "bb.jpg")
    write_story_with_photos(project, "ccc.jpg", "dddd.jpg", tiêu_đề="Phố xanh")
    text = assemble(project)
    listed = section(text, BACK).select(".photo-list p")
    assert [p.get_text(" ", strip=True) for p in listed] == [
        "Hình ảnh",
        "Ảnh a.jpg",
        "Ảnh bb.jpg",
        "Phố xanh",
        "Ảnh ccc.jpg",
        "Ảnh dddd.jpg",
    ]
    links = [p.a["href"] for p in listed if p.a]
    assert links == [f"#{use.anchor}" for use in text.photos]


def test_photos_without_caption_and_credit_are_not_listed(project):
    project.photo("a.jpg")
    project.exemplar(ảnh=photo_list("a.jpg"))
    text = assemble(project)
    assert text.photos
    assert not section(text, BACK).select(".photo-list")


def test_without_anything_to_list_there_is_no_back(project):
    project.write(
        "docs/anh-phong-trao/index.md",
        staff_page({"tiêu đề": "Hình ảnh", "ảnh": photo_list("a.jpg")}, ""),
    )
    project.write("docs/anh-phong-trao/a.jpg", jpeg_bytes())
    assert addresses(project) == ["anh-phong-trao/"]


def test_every_link_inside_the_book_leads_to_something(project):
    write_movement(project, "a.jpg")
    write_story_with_photos(project, "bb.jpg", "ccc.jpg")
    articles = {
        STORY: '<h2 id="a">A</h2><p><a href="#a">A</a> <a href="../../anh-phong-trao/">ảnh</a></p>',
        "anh-phong-trao/index.md": '<p><a href="../kinh-te/pho-xanh/">bài</a></p>',
    }
    text = assemble(project, articles)
    whole = BeautifulSoup("".join(section.html for section in text.sections), "html.parser")
    ids = [element["id"] for element in whole.find_all(id=True)]
    inside = {a["href"][1:] for a in whole.select("a[href^='#']")} - {"doc-toc"}
    assert len(ids) == len(set(ids))
    assert {f"{STORY_ID}:a", "trang-anh-phong-trao", STORY_ID} < inside <= set(ids)


# --- Openers and running heads -------------------------------------------------------------------


def test_openers_are_all_that_begins_on_a_right_hand_page(project):
    project.exemplar("a", field="van-hoa-xa-hoi")
    project.exemplar("b")
    project.write("docs/loi-noi-dau.md", staff_page({"tiêu đề": "Lời nói đầu"}, "Chữ."))
    text = assemble(project)
    assert text.openers == (
        ("Bìa lót", "bia-lot"),
        ("Trang tên sách", "trang-ten-sach"),
        ("Mục lục", "doc-toc"),
        ("Lời nói đầu", "trang-loi-noi-dau"),
        ("Gương điển hình", "trang-kinh-te:phan"),
        ("Văn hoá – xã hội", "trang-van-hoa-xa-hoi"),
        ("Bảng tra và danh mục", "trang-bang-tra"),
    )


def test_every_opener_of_the_text_begins_an_article_on_a_right_hand_page(project):
    project.exemplar("a", field="van-hoa-xa-hoi")
    project.exemplar("b")
    write_movement(project, "a.jpg")
    text = assemble(project)
    articles = [BeautifulSoup(section.html, "html.parser").article for section in text.sections]
    right = [article for article in articles if "recto" in article["class"]]
    keys = [key for _, key in text.openers[3:]]
    assert len(right) == len(keys) == 4
    for article, key in zip(right, keys, strict=True):
        assert article.find(id=key)


LONG_NAME = "Tổ dân phố số 5 cùng nhau trồng hoa dọc tuyến phố, giữ ngõ sạch và nhà đẹp " * 2
HEAD_FACE = TEMPLATES / "fonts/be-vietnam-pro-400.ttf"
HEAD_SIZE = 7.5
"""Points."""


def heads(element):
    return [element[name] for name in ("data-part", "data-name") if name in element.attrs]


@pytest.mark.parametrize("trim_width", [145, 120])
def test_a_long_title_is_whole_on_its_page_and_shortened_in_the_running_head(project, trim_width):
    name = LONG_NAME.strip()
    facts = staff_page({"tiêu đề": name, "số": "1", "ngày": "1/2/2023", "cơ quan": "A"}, "Chữ.")
    project.write("docs/van-ban/mot.md", facts.replace("cơ quan: A", "cơ quan: A\ntrích yếu: B"))
    project.write("docs/dan-van/index.md", staff_page({"tiêu đề": name}, "Chữ."))
    project.field("kinh-te", {"tên": name, "thứ tự": 1})
    project.exemplar(tiêu_đề=name)
    text = assemble(project, trim_width=trim_width)
    measure = Geometry(trim_width, 205).measure
    shown = {
        "kinh-te/pho-xanh/": ("h3", ".story-head", 2),
        "kinh-te/": ("h2", "h2", 2),
        "dan-van/": ("h1 .name", "h1", 1),
        "van-ban/mot/": ("h2", "h2", 1),
    }
    for address, (title, marked, count) in shown.items():
        found = section(text, address)
        assert found.select_one(title).get_text() == name
        short = heads(found.select_one(marked))
        for head in short:
            width = text_width(head, HEAD_FACE) * HEAD_SIZE * POINT
            assert measure * 0.8 < width <= measure or not head.endswith("…")
        assert sum(head.endswith("…") for head in short) == count, address
        assert all(name.startswith(head[:-1].rpartition(" · ")[2]) for head in short if "…" in head)


def test_a_title_that_fits_is_its_running_head(project):
    project.exemplar(tiêu_đề="Tuyến phố xanh")
    page = section(assemble(project), "kinh-te/pho-xanh/")
    assert heads(page.select_one(".story-head")) == ["Gương điển hình · Kinh tế", "Tuyến phố xanh"]


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
