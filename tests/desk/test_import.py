"""`danvan import`: from the Word files as they come to exemplars, without losing a word."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from collections import Counter

import docx
import pytest

from danvan.collection import State, read_collection
from danvan.desk import importing
from danvan.desk.legacy import TCVN3, VNI
from support.projects import danvan, files
from support.stories import write_field
from support.wordfiles import (
    added,
    converted,
    deleted,
    flat_odt,
    footnote,
    insert,
    jpeg,
    line,
    picture,
    run,
    saved,
    typed_in,
    word_file,
)

UNIT = "CĐCS Trường Tiểu học Sao Mai"
LONG = (
    "Sáng thứ bảy nào cô cũng ra sân trường cùng học trò, nhặt từng chiếc lá, tưới từng khóm hoa, "
    "rồi mới về nhà lo bữa trưa cho cả gia đình đang đợi."
)
TITLE = "Thư viện xanh giữa sân trường"
SECTIONS = ["## Nội dung", "## Cách triển khai", "## Kết quả", "## Bài học kinh nghiệm"]


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "du-an"
    write_field(root, "kinh-te", "Kinh tế", 1)
    write_field(root, "van-hoa-xa-hoi", "Văn hoá – xã hội", 2)
    (root / "exemplars" / "don-vi.yml").write_text(f"- tên: {UNIT}\n", "utf-8")
    (root / "docs").mkdir()
    return root


def manuscript(document, *, title=TITLE, font="", typed=str):
    """Fill a document as a school's union would write it, with six photos."""
    head = document.add_table(1, 2)
    left, right = head.rows[0].cells
    line(left, typed("LIÊN ĐOÀN LAO ĐỘNG QUẬN NAM TỪ LIÊM") if not font else "LĐLĐ QUẬN")
    line(left, "CĐCS TRƯỜNG TIỂU HỌC SAO MAI", look="b")
    line(right, "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", look="b")
    line(right, "Độc lập – Tự do – Hạnh phúc", look="b")
    line(document, "Mễ Trì, ngày 05 tháng 10 năm 2023", look="i", align="right")
    line(document, "GƯƠNG ĐIỂN HÌNH “DÂN VẬN KHÉO”", look="b", align="center")
    line(document, typed(title), look="b", align="center", font=font)
    line(document, "Lĩnh vực: Văn hoá – xã hội")
    line(document, "Họ và tên: Trần Thu Hà")
    line(document, "I. ĐẶC ĐIỂM TÌNH HÌNH", look="b")
    text = line(document, typed(f"{LONG} Thầy trò cùng "), font=font)
    run(text, typed("góp sách cũ"), look="b", font=font)
    run(text, typed(" và tự tay đóng kệ."), font=font)
    document.add_paragraph()
    picture(document, jpeg(1))
    line(document, typed("Ảnh 1: Góc đọc sách dưới tán bàng"), align="center", font=font)
    line(document, "2. Cách làm", look="b")
    line(document, "- Họp phụ huynh đầu năm;")
    line(document, "+ mỗi nhà một cuốn;")
    table = document.add_table(2, 2)
    for cell, told in zip(table._cells, ("Năm", "Số sách", "2022", "1.500"), strict=True):
        cell.text = told
    photos = document.add_table(2, 2)
    for place in (0, 1):
        picture(photos.cell(0, place), jpeg(2 + place))
        photos.cell(1, place).text = f"Lớp {place + 1} chọn sách"
    line(document, "3. Kết quả đạt được:", look="b")
    line(document, f"Đến nay thư viện có 5.000 cuốn. {LONG}")
    for seed in (4, 5, 6):
        picture(document, jpeg(seed))
    line(document, "Các buổi đọc sách chung. Ảnh: Lê Văn Minh", look="i", align="center")
    line(document, "Bài học kinh nghiệm", look="b")
    line(document, "Bền bỉ, chân thành, việc gì cũng bàn với phụ huynh trước.")
    line(document, "NGƯỜI VIẾT", look="b", align="right")
    line(document, "Nguyễn Thị Hạnh", look="b", align="right")


def words(text):
    return Counter(re.findall(r"\w+", text))


def said_in(path):
    """Return every word of a Word file, as its reader sees it."""
    texts = [element.text or "" for element in docx.Document(path).element.iter("{*}t")]
    return words("\n".join(texts))


def article(project, name="van-hoa-xa-hoi/thu-vien-xanh-giua-san-truong"):
    return (project / "exemplars" / name / "guong.md").read_text("utf-8")


def body(project, *name):
    return article(project, *name).split("\n---\n")[1]


def fill_blanks(project):
    """Fill in only what was left blank, with the example that stands there."""
    for path in project.glob("exemplars/*/*/guong.md"):
        text = path.read_text("utf-8")
        filled = re.sub(r"^([^#\n:]+):\s+#.*ví dụ: (.*)$", r"\1: \2", text, flags=re.MULTILINE)
        path.write_text(filled, "utf-8")


# --- one real file -------------------------------------------------------------------------------


def test_everything_is_where_letters_put_it(project):
    file = word_file(project.parent / "bai so 1.docx", manuscript)
    done = danvan(project, "import", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Còn trống: tóm tắt." in done.stdout
    fill_blanks(project)
    collection, findings = read_collection(project)
    assert findings.problems == ()
    (story,) = collection.exemplars
    assert (story.field, story.title, story.unit) == ("van-hoa-xa-hoi", TITLE, UNIT)
    assert (story.name, story.kind.value, story.year) == ("Trần Thu Hà", "cá nhân", 2023)
    assert (story.author, story.state, story.consent) == ("Nguyễn Thị Hạnh", State.SENT, False)
    assert re.findall(r"^## .*", story.body, re.MULTILINE) == [
        "## Nội dung",
        "## Cách triển khai",
        "## Kết quả đạt được",
        "## Bài học kinh nghiệm",
    ]
    assert "**góp sách cũ** và tự tay" in story.body
    assert "- Họp phụ huynh đầu năm;\n    - mỗi nhà một cuốn;" in story.body
    assert "| Năm | Số sách |\n| --- | --- |\n| 2022 | 1.500 |" in story.body


def test_photos_come_at_full_size_in_order_with_their_captions(project):
    danvan(project, "import", str(word_file(project.parent / "a.docx", manuscript)))
    fill_blanks(project)
    (story,) = read_collection(project)[0].exemplars
    assert [photo.path.read_bytes() for photo in story.photos] == [jpeg(n) for n in range(1, 7)]
    shared = "Các buổi đọc sách chung."
    captions = ["Góc đọc sách dưới tán bàng", "Lớp 1 chọn sách", "Lớp 2 chọn sách"]
    assert [photo.caption for photo in story.photos] == [*captions, shared, shared, shared]
    assert [photo.credit for photo in story.photos] == [*[""] * 3, *["Lê Văn Minh"] * 3]


@pytest.mark.parametrize("encoding", [TCVN3, VNI], ids=lambda encoding: encoding.name)
def test_old_fonts_are_read_in_unicode(project, encoding):
    font = {"TCVN3 (ABC)": ".VnTime", "VNI": "VNI-Times"}[encoding.name]
    file = word_file(
        project.parent / "a.docx",
        lambda d: manuscript(d, font=font, typed=lambda text: typed_in(encoding, text)),
    )
    danvan(project, "import", str(file))
    told = article(project)
    assert f"tiêu đề: {TITLE}" in told
    assert f"{LONG} Thầy trò cùng **góp sách cũ** và tự tay đóng kệ." in told
    assert "chú thích: Góc đọc sách dưới tán bàng" in told


@pytest.mark.parametrize("suffix", [".docx", ".doc", ".odt", ".rtf"])
def test_no_word_and_no_photo_is_lost_through_libreoffice(project, suffix):
    original = word_file(project.parent / "goc.docx", manuscript)
    file = converted(original, project.parent / f"gui{suffix}")
    done = danvan(project, "import", str(file))
    assert done.returncode == 0, done.stdout
    assert words(article(project)) >= said_in(original)
    fill_blanks(project)
    collection, findings = read_collection(project)
    assert findings.problems == ()
    (story,) = collection.exemplars
    assert (story.title, story.unit, story.author) == (TITLE, UNIT, "Nguyễn Thị Hạnh")
    assert [(photo.width, photo.height) for photo in story.photos] == [(1200, 800)] * 6
    if suffix in {".docx", ".odt"}:  # LibreOffice packs the pictures of older formats anew
        assert [photo.path.read_bytes() for photo in story.photos] == [jpeg(n) for n in range(1, 7)]


def test_what_libreoffice_itself_writes_is_read(project):
    """Tracked changes, a comment, a footnote and a heading style, not by our own hand."""
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        "<office:change-info><dc:creator>Lan</dc:creator><dc:date>2023-10-01T00:00:00</dc:date>"
        "</office:change-info><text:p>chữ thừa</text:p></text:deletion></text:changed-region>"
        '<text:changed-region text:id="c2"><text:insertion><office:change-info>'
        "<dc:creator>Lan</dc:creator><dc:date>2023-10-01T00:00:00</dc:date></office:change-info>"
        "</text:insertion></text:changed-region></text:tracked-changes>"
    )
    source = flat_odt(
        project.parent / "goc.fodt",
        f"{changes}<text:h text:outline-level='1'>Người giữ lửa</text:h>"
        f"<text:h text:outline-level='2'>Nội dung</text:h><text:p>{LONG} "
        "<text:change text:change-id='c1'/><text:change-start text:change-id='c2'/>Chữ mới."
        "<text:change-end text:change-id='c2'/><office:annotation><dc:creator>Ban Dân vận"
        "</dc:creator><text:p>Bổ sung số liệu</text:p></office:annotation><text:note "
        "text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>Số liệu năm 2022</text:p></text:note-body></text:note></text:p>"
        "<text:p>{0}</text:p>",
        [jpeg(9)],
    )
    file = converted(source, project.parent / "gui.docx")
    done = danvan(project, "import", str(file), "--field", "kinh-te")
    told = article(project, "kinh-te/nguoi-giu-lua")
    assert f"{LONG} Chữ mới.[^1]" in told
    assert "[^1]: Số liệu năm 2022" in told
    assert "Đã bỏ chữ xoá của Lan: “chữ thừa”" in done.stdout
    assert "Đã nhận chữ thêm của Lan: “Chữ mới.”" in done.stdout
    assert "Ghi chú của Ban Dân vận: “Bổ sung số liệu”" in told
    assert (project / "exemplars/kinh-te/nguoi-giu-lua/anh-1.jpg").read_bytes() == jpeg(9)


def test_changes_comments_and_footnotes_of_word_are_resolved_and_reported(project):
    def fill(document):
        line(document, "Một bài", look="b", align="center")
        text = line(document, LONG)
        insert(text, deleted(" chữ bỏ đi"))
        insert(text, added(" chữ thêm vào"))
        footnote(document, text, "Theo báo cáo của phường")
        document.add_comment(text.runs, text="Viết rõ hơn", author="Chị Mai")

    done = danvan(
        project, "import", str(word_file(project.parent / "a.docx", fill)), "--field", "kinh"
    )
    told = body(project, "kinh-te/mot-bai")
    assert told.strip() == f"{LONG} chữ thêm vào[^1]\n\n[^1]: Theo báo cáo của phường"
    for remark in (
        "Đã bỏ chữ xoá của Biên tập: “chữ bỏ đi”",
        "Đã nhận chữ thêm của Biên tập: “chữ thêm vào”",
        "Ghi chú của Chị Mai: “Viết rõ hơn”",
    ):
        assert f"– {remark}" in done.stdout
        assert f"# – {remark}" in article(project, "kinh-te/mot-bai")


def test_remarks_can_break_nothing_and_are_not_published(project):
    def fill(document):
        line(document, "Một bài", look="b", align="center")
        text = line(document, LONG)
        document.add_comment(text.runs, text="---\ntiêu đề: khác\n# <b>", author="A\nB: [c]")

    danvan(project, "import", str(word_file(project.parent / "a.docx", fill)), "--field", "kinh-te")
    fill_blanks(project)
    collection, findings = read_collection(project)
    assert findings.problems == ()
    assert collection.exemplars[0].title == "Một bài"
    assert "khác" not in collection.exemplars[0].body


# --- a second time -------------------------------------------------------------------------------


def test_the_same_file_again_changes_nothing(project):
    file = word_file(project.parent / "a.docx", manuscript)
    danvan(project, "import", str(file))
    fill_blanks(project)
    before = files(project / "exemplars")
    for more in ([], ["--update"]):
        done = danvan(project, "import", str(file), *more)
        assert done.returncode == 0
        assert "không có gì mới" in done.stdout
        assert files(project / "exemplars") == before
    renamed = project.parent / "ten khac.docx"
    shutil.copyfile(file, renamed)
    assert "không có gì mới" in danvan(project, "import", str(renamed)).stdout


def test_a_new_version_waits_for_update_and_keeps_what_staff_changed(project):
    file = word_file(project.parent / "a.docx", manuscript)
    danvan(project, "import", str(file))
    home = project / "exemplars/van-hoa-xa-hoi/thu-vien-xanh-giua-san-truong"
    text = (home / "guong.md").read_text("utf-8")
    text = text.replace("Góc đọc sách dưới tán bàng", "Góc đọc sách mùa thu").replace(
        "trạng thái: đã gửi", "trạng thái: đã chọn"
    )
    (home / "guong.md").write_text(text, "utf-8")
    (home / "anh-rieng.jpg").write_bytes(jpeg(50))
    document = docx.Document(file)
    line(document, "Đoạn viết thêm ở bản hai.")
    saved(document, file)
    before = files(project / "exemplars")
    refused = danvan(project, "import", str(file))
    assert refused.returncode == 1
    assert "--update" in refused.stdout
    assert files(project / "exemplars") == before
    assert "đã cập nhật" in danvan(project, "import", str(file), "--update").stdout
    told = article(project)
    assert "Đoạn viết thêm ở bản hai." in told
    assert "chú thích: Góc đọc sách mùa thu" in told
    assert "trạng thái: đã chọn" in told
    assert (home / "anh-rieng.jpg").read_bytes() == jpeg(50)
    assert {path.name for path in home.parent.iterdir()} == {home.name, "linh-vuc.md"}


def test_another_story_of_the_same_title_overwrites_nothing(project):
    danvan(project, "import", str(word_file(project.parent / "a.docx", manuscript)))
    before = files(project / "exemplars")

    def other(document):
        manuscript(document)
        line(document, "Một bài khác.")

    done = danvan(project, "import", str(word_file(project.parent / "b.docx", other)))
    assert (done.returncode, files(project / "exemplars")) == (1, before)
    assert "Không ghi đè" in done.stdout


# --- many files, photos beside them --------------------------------------------------------------


def test_fifty_files_come_in_at_once(project):
    inbox = project.parent / "bai-gui"
    for number in range(50):
        word_file(
            inbox / "kinh-te" / f"bai {number}.docx",
            lambda d, n=number: line(d, f"Chuyện số {n} ở ngõ nhỏ", look="b", align="center"),
            lambda d: line(d, LONG),
            lambda d, n=number: picture(d, jpeg(n, (60, 40))),
        )
    (inbox / "kinh-te" / "~$bai 1.docx").write_bytes(b"Lan")
    (inbox / "hong.docx").write_bytes(b"PK\x03\x04 cut off")
    done = danvan(project, "import", str(inbox))
    assert done.returncode == 1
    assert "51 tệp: 50 mới, 1 không nhập được." in done.stdout
    assert done.stdout.count("✗") == 1
    assert len(list(project.glob("exemplars/kinh-te/*/guong.md"))) == 50


def test_two_files_of_one_story_never_overwrite_each_other(project):
    for name in ("a.docx", "b.docx"):
        word_file(
            project.parent / "gui" / name,
            lambda d: line(d, "Một bài", look="b", align="center"),
            lambda d, n=name: line(d, f"{LONG} {n}"),
        )
    done = danvan(project, "import", str(project.parent / "gui"), "--field", "kinh-te", "--update")
    assert done.returncode == 1
    assert "✗ b.docx: Trùng với tệp a.docx" in done.stdout
    assert "a.docx" in body(project, "kinh-te/mot-bai")


def test_originals_sent_beside_take_the_place_of_smaller_copies(project):
    photos = project.parent / "anh.zip"
    with zipfile.ZipFile(photos, "w") as package:
        package.writestr("ảnh gốc/IMG 2.jpg", jpeg(2, (2400, 1600), quality=95))
        package.writestr("ảnh gốc/IMG 10.jpg", jpeg(77))
        package.writestr("__MACOSX/._IMG 2.jpg", b"Mac")
    file = word_file(project.parent / "a.docx", manuscript)
    done = danvan(project, "import", str(file), "--photos", str(photos))
    assert "Ảnh thứ 2 trong tệp Word được thay bằng bản gốc “IMG 2.jpg”" in done.stdout
    fill_blanks(project)
    (story,) = read_collection(project)[0].exemplars
    names = [photo.name for photo in story.photos]
    assert (names[1], names[-1], len(names)) == ("IMG 2.jpg", "IMG 10.jpg", 7)
    assert (story.photos[1].width, story.photos[1].caption) == (2400, "Lớp 1 chọn sách")


def test_each_of_several_files_gets_the_photos_in_the_folder_of_its_name(project):
    for name in ("Bài một", "Bài hai"):
        word_file(
            project.parent / "gui" / f"{name}.docx",
            lambda d, n=name: line(d, f"Chuyện {n}", look="b", align="center"),
            lambda d: line(d, LONG),
        )
    for name, seed in (("bai mot", 1), ("Bài hai", 2), ("khác", 3)):
        folder = project.parent / "anh" / name
        folder.mkdir(parents=True)
        (folder / "1.jpg").write_bytes(jpeg(seed))
    gui, anh = str(project.parent / "gui"), str(project.parent / "anh")
    done = danvan(project, "import", gui, "--photos", anh, "--field", "kinh-te")
    home = project / "exemplars/kinh-te"
    assert (home / "chuyen-bai-mot/1.jpg").read_bytes() == jpeg(1)
    assert (home / "chuyen-bai-hai/1.jpg").read_bytes() == jpeg(2)
    assert "1 ảnh trong --photos không thuộc tệp nào: khác/1.jpg" in done.stdout


# --- what cannot be imported ---------------------------------------------------------------------


def test_without_a_field_staff_are_told_how_to_name_one(project):
    file = word_file(project.parent / "a.docx", lambda d: line(d, "Một bài", look="b"))
    done = danvan(project, "import", str(file))
    assert done.returncode == 1
    assert "--field và một trong: kinh-te (Kinh tế), van-hoa-xa-hoi" in done.stdout
    assert danvan(project, "import", str(file), "--field", "kinh").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a.docx", "--field", "the-thao"], "Không có lĩnh vực nào tên là “the-thao”"),
        (["a.docx", "--photos", "trong"], "Không thấy ảnh nào trong trong"),
        (["trong"], "Không thấy tệp Word nào"),
    ],
)
def test_wrong_use_is_told_and_changes_nothing(project, arguments, told):
    word_file(project / "a.docx", lambda d: line(d, "Một bài", look="b"))
    (project / "trong").mkdir()
    before = files(project / "exemplars")
    done = danvan(project, "import", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert files(project / "exemplars") == before


def test_old_formats_without_libreoffice_get_a_clear_line(project, monkeypatch):
    empty = project.parent / "khong-co-gi"
    empty.mkdir()
    monkeypatch.setenv("PATH", str(empty))
    (project.parent / "a.rtf").write_text(r"{\rtf1 Chao}")
    done = danvan(project, "import", str(project.parent / "a.rtf"), "--field", "kinh-te")
    assert done.returncode == 1
    assert "Muốn đọc tệp .rtf phải có LibreOffice" in done.stdout


def test_the_memory_of_an_import_is_no_content(project):
    danvan(project, "import", str(word_file(project.parent / "a.docx", manuscript)))
    home = project / "exemplars/van-hoa-xa-hoi/thu-vien-xanh-giua-san-truong"
    record = json.loads((home / ".nguon.json").read_text("utf-8"))
    digest = hashlib.sha256((project.parent / "a.docx").read_bytes()).hexdigest()
    assert (record["tệp"], record["sha256"]) == ("a.docx", digest)
    assert not [p for p in read_collection(project)[1].problems if "nguon" in p.path]
    assert home.stat().st_mode & 0o777 == 0o755


def test_a_fault_of_ours_stops_neither_the_others_nor_leaves_a_folder(project, monkeypatch):
    def break_down(*_):
        raise RuntimeError

    files_sent = [
        word_file(project.parent / name, lambda d: line(d, "Một bài", look="b"))
        for name in ("a.docx", "b.docx")
    ]
    monkeypatch.setattr(importing, "read_draft", break_down)
    outcomes, _ = importing.import_files(project, files_sent, field="kinh-te")
    assert [outcome.status for outcome in outcomes] == [importing.REFUSED] * 2
    assert "Phần mềm gặp lỗi (RuntimeError)" in outcomes[0].reason
    assert {path.name for path in (project / "exemplars/kinh-te").iterdir()} == {"linh-vuc.md"}
