"""A good collection is read as staff mean it, however their computers wrote it."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from danvan.collection import Focus, Kind, State
from danvan.collection.articles import replace_images, shown_inline
from danvan.collection.folders import as_linked
from support.builders import ARTICLE, GOOD, Project, encoded, photo_list, scene, staff_page


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


def only(project):
    collection, findings = project.read()
    assert findings.problems == ()
    return collection.exemplars[0]


def test_an_exemplar_has_everything_that_staff_wrote(project):
    path = project.exemplar(
        tiêu_đề="Tuyến phố xanh",
        số_mô_hình=2,
        trong_sách="không",
        mẫu="có",
        ảnh=photo_list(
            {
                "tệp": "ra-quan.jpg",
                "chú thích": "Buổi ra quân ngày 05/3/2023.",
                "người chụp": "Ban Biên tập",
                "tiêu điểm": "50% 30%",
                "minh hoạ": "có",
            }
        ),
    )
    project.photo("ra-quan.jpg")
    exemplar = only(project)
    assert (exemplar.field, exemplar.slug, exemplar.path) == ("kinh-te", "pho-xanh", path)
    assert exemplar.address == "kinh-te/pho-xanh/"
    assert (exemplar.title, exemplar.name) == ("Tuyến phố xanh", "Chi hội phụ nữ số 5")
    assert (exemplar.unit, exemplar.ward) == ("Hội LHPN phường Mễ Trì", "Mễ Trì")
    assert (exemplar.kind, exemplar.state) == (Kind.COLLECTIVE, State.APPROVED)
    assert (exemplar.year, exemplar.models, exemplar.in_book) == (2023, 2, False)
    assert (exemplar.consent, exemplar.sample, exemplar.public) == (True, True, True)
    assert exemplar.body == ARTICLE.strip("\n")
    [photo] = exemplar.photos
    assert (photo.name, photo.width, photo.height) == ("ra-quan.jpg", 48, 32)
    assert photo.caption == "Buổi ra quân ngày 05/3/2023."
    assert (photo.credit, photo.focus, photo.illustration) == (
        "Ban Biên tập",
        Focus(0.5, 0.3),
        True,
    )


def test_what_staff_leave_out_has_its_default(project):
    project.exemplar(without=["đồng ý đăng", "phường", "tác giả"])
    exemplar = only(project)
    assert (exemplar.models, exemplar.in_book, exemplar.sample) == (1, True, False)
    assert (exemplar.consent, exemplar.ward, exemplar.photos) == (False, "", ())


@pytest.mark.parametrize(
    ("state", "consent", "public"),
    [
        ("đã duyệt", "có", True),
        ("đã duyệt", "không", False),
        ("đã chọn", "có", False),
        ("đã gửi", "có", False),
        ("đăng ký", "không", False),
    ],
)
def test_only_the_approved_with_consent_are_public(project, state, consent, public):
    project.exemplar(trạng_thái=state, đồng_ý_đăng=consent)
    collection, _ = project.read()
    assert collection.exemplars[0].public is public
    assert len(collection.visible(preview=False)) == public
    assert len(collection.visible(preview=True)) == 1


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("tiêu đề", "tieu_de").replace("đơn vị", "don-vi"),
        lambda text: text.replace("tiêu đề", "TIÊU ĐỀ").replace("tập thể", "Tap The"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("tên:", "\u200btên:\u00a0"),
    ],
    ids=["NFD from a Mac", "ASCII keys", "capitals", "Windows", "BOM", "pasted from the web"],
)
def test_keys_and_values_are_read_however_they_are_written(project, rewrite):
    project.text(rewrite(staff_page(GOOD)))
    exemplar = only(project)
    assert exemplar.title == GOOD["tiêu đề"]
    assert exemplar.name == "Chi hội phụ nữ số 5"
    assert exemplar.kind is Kind.COLLECTIVE


def test_file_and_folder_names_may_be_nfd(project):
    folder = unicodedata.normalize("NFD", "phố-xanh-mễ-trì")
    name = unicodedata.normalize("NFD", "buổi sáng.jpg")
    body = ARTICLE + "\n![Buổi sáng](buổi%20sáng.jpg)\n"
    project.exemplar(folder, body=body, ảnh=photo_list("buổi sáng.jpg"))
    project.photo(name, folder)
    exemplar = only(project)
    assert exemplar.slug == "pho-xanh-me-tri"
    assert [photo.name for photo in exemplar.photos] == ["buổi sáng.jpg"]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("<b>Phố</b> & ngõ", "<b>Phố</b> & ngõ"),
        ("“Dân vận khéo” ở phố", "“Dân vận khéo” ở phố"),
        ("""'"Phố xanh" của hội'""", '"Phố xanh" của hội'),
        ('"Tổ sản xuất: xanh"', "Tổ sản xuất: xanh"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("100% hộ dân {tự nguyện}", "100% hộ dân {tự nguyện}"),
        ("C# và 5* và a&b", "C# và 5* và a&b"),
    ],
)
def test_titles_may_hold_html_and_quotes(project, written, title):
    project.exemplar(tiêu_đề=written)
    assert only(project).title == title


def test_a_photo_may_be_just_a_file_name(project):
    project.exemplar(ảnh=photo_list("a.jpg", "con/b.jpg", "ảnh 1 (2).jpg"))
    for name in ("a.jpg", "con/b.jpg", "ảnh 1 (2).jpg"):
        project.photo(name)
    assert [p.name for p in only(project).photos] == ["a.jpg", "con/b.jpg", "ảnh 1 (2).jpg"]


@pytest.mark.parametrize(
    "target",
    [
        "ảnh 1 (2).jpg",
        "<ảnh 1 (2).jpg>",
        "./ảnh 1 (2).jpg",
        "ảnh%201%20(2).jpg",
        'ảnh 1 (2).jpg "Chú thích"',
    ],
)
def test_the_text_may_show_a_listed_photo_with_spaces_and_brackets(project, target):
    project.exemplar(ảnh=photo_list("ảnh 1 (2).jpg"), body=f"{ARTICLE}\n![Ảnh]({target})\n")
    project.photo("ảnh 1 (2).jpg")
    assert project.problems() == ()


def test_an_empty_photo_list_is_none(project):
    project.exemplar(ảnh="")
    assert only(project).photos == ()


def test_a_sideways_photo_has_its_upright_size(project):
    exif = scene().getexif()
    exif[0x0112] = 6
    for kind, name in (("JPEG", "a.jpg"), ("TIFF", "b.tif"), ("PNG", "c.png")):
        project.write(f"exemplars/kinh-te/pho-xanh/{name}", encoded(scene(), kind, exif=exif))
    project.exemplar(ảnh=photo_list("a.jpg", "b.tif", "c.png"))
    assert [(p.width, p.height) for p in only(project).photos] == [(32, 48)] * 3


def test_units_are_read_with_both_kinds_of_dates(project):
    project.exemplar()
    project.write(
        "exemplars/don-vi.yml",
        "- tên: Đơn vị A\n  loại: công đoàn\n  ít nhất: 1\n  nhiều nhất: 2\n"
        "  hạn gửi: 2023-10-09\n- tên: Đơn vị B\n  hạn gửi: 10/9/2023\n- Đơn vị C\n",
    )
    collection, findings = project.read()
    assert findings.problems == ()
    first, second, third = collection.units
    assert (first.name, first.kind, first.at_least, first.at_most) == (
        "Đơn vị A",
        "công đoàn",
        1,
        2,
    )
    assert (first.deadline, second.deadline) == (date(2023, 10, 9), date(2023, 9, 10))
    assert (third.name, third.deadline) == ("Đơn vị C", None)


@pytest.mark.parametrize("text", ["", "# chưa có đơn vị nào\n"])
def test_a_list_of_units_may_be_only_a_comment(project, text):
    project.exemplar()
    project.write("exemplars/don-vi.yml", text or "[]\n")
    assert project.read()[0].units == ()
    assert project.problems() == ()


def test_fields_come_in_their_order_and_exemplars_newest_first(project):
    project.field("an-ninh", {"tên": "An ninh", "thứ tự": 0, "màu": '"#1D6B57"'}, "Lời dẫn.")
    project.exemplar("b", năm=2022)
    project.exemplar("a", năm=2022)
    project.exemplar("c", năm=2023)
    project.exemplar("d", field="an-ninh", năm=2020)
    collection, findings = project.read()
    assert findings.problems == ()
    assert [f.slug for f in collection.fields] == ["an-ninh", "kinh-te", "van-hoa-xa-hoi"]
    assert (collection.fields[0].colour, collection.fields[0].body) == ("#1d6b57", "Lời dẫn.")
    assert [e.slug for e in collection.exemplars] == ["d", "c", "a", "b"]


def test_what_computers_leave_behind_is_not_content(project):
    project.exemplar()
    for name in (".DS_Store", "Thumbs.db", "~$guong.docx", "._guong.md"):
        project.write(f"exemplars/kinh-te/pho-xanh/{name}", b"x")
        project.write(f"exemplars/kinh-te/{name}.bak", b"x")
    project.write("exemplars/kinh-te/rong/.DS_Store", b"x")
    project.write("exemplars/__MACOSX/x", b"x")
    (project.root / "exemplars/kinh-te/trong").mkdir()
    assert project.problems() == ()


def test_documents_are_ordered_by_their_date(project):
    project.exemplar()
    for name, number, issued in (("b", "139-KH/QU", "11/9/2023"), ("a", "25-QĐ", "3/8/2013")):
        values = {"tiêu đề": name, "số": number, "ngày": issued}
        values |= {"cơ quan": "Quận uỷ", "trích yếu": "Về việc"}
        project.write(f"docs/van-ban/{name}.md", staff_page(values))
    project.write("docs/index.md", staff_page({"tiêu đề": "Trang chủ"}, ""))
    collection, findings = project.read()
    assert findings.problems == ()
    assert [d.number for d in collection.parts.documents] == ["25-QĐ", "139-KH/QU"]
    assert collection.parts.home.title == "Trang chủ"


def test_good_stories_link_to_each_other(project):
    project.exemplar("a", body=f"{ARTICLE}\n[bài b](../b/guong.md#ket-qua) và <a@b.vn>\n")
    project.exemplar(
        "b",
        body=f"{ARTICLE}\n[a](../a/guong.md), [web](https://x.vn), [đầu](#noi-dung), "
        "[lĩnh vực](../../van-hoa-xa-hoi/linh-vuc.md), [thư](mailto:a@b.vn)\n```\n[x](mã)\n```\n",
    )
    assert project.problems() == ()


def test_the_facts_of_photos_are_remembered_by_content(project, tmp_path):
    from danvan.collection import read_collection  # noqa: PLC0415

    store = tmp_path / "cache/facts.json"
    project.exemplar(ảnh=photo_list("a.jpg"))
    project.photo("a.jpg")
    first, _ = read_collection(project.root, facts_store=store)
    store.write_text(store.read_text().replace("48", "96"))
    again, _ = read_collection(project.root, facts_store=store)
    assert [c.exemplars[0].photos[0].width for c in (first, again)] == [48, 96]
    store.write_text("[broken")
    assert read_collection(project.root, facts_store=store)[0] == first


def test_code_shows_links_and_pictures_without_being_any(project):
    shown = "Viết `[a](b.md)`, ``![](c.jpg)`` hay `<img src=x>`."
    project.exemplar(body=f"{ARTICLE}\n{shown}\n")
    assert project.problems() == ()
    assert shown_inline(shown) == set()
    assert replace_images(f"{shown} ![](c.jpg)", {"c.jpg": "<figure>"}).startswith(shown)


def test_a_picture_in_a_table_stays_in_its_row():
    figure = '<figure data-caption="a|b *c*"></figure>'
    row = replace_images("| ![](c.jpg) | 2 |", {"c.jpg": figure})
    assert row == '| <figure data-caption="a&#124;b &#42;c&#42;"></figure> | 2 |'


def test_links_name_articles_by_the_name_they_should_have(project):
    project.exemplar(body=f"{ARTICLE}\n[bài](../ben-may/guong.md)\n")
    article = project.exemplar("ben-may")
    article.rename(article.with_name("GUONG.MD"))
    assert project.problems() == ()
    assert as_linked(article.with_name("GUONG.MD")) == article
