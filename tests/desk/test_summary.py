"""`danvan summary`: the federation's form, counted from the collection."""

from __future__ import annotations

import csv
import io
import zipfile
from xml.etree import ElementTree as ET

import docx
import pypdf
import pytest

from danvan.collection import read_collection
from danvan.desk.summary import COLUMNS, UnknownUnitError, summarise
from support.projects import ROOT, danvan
from support.stories import Story, write_field, write_story
from support.wordfiles import converted

FIELDS = {
    "kinh-te": "Kinh tế",
    "van-hoa-xa-hoi": "Văn hoá – xã hội",
    "an-ninh-quoc-phong": "An ninh – quốc phòng",
    "he-thong-chinh-tri": "Xây dựng hệ thống chính trị",
}
HEADING = [
    "TT",
    "Cấp đăng ký thực hiện",
    "Tập thể: số lượng tập thể đăng ký thực hiện",
    "Tập thể: số lượng mô hình được đăng ký thực hiện",
    "Cá nhân: số lượng cá nhân đăng ký thực hiện",
    "Cá nhân: số lượng mô hình được đăng ký thực hiện",
]
STORIES = (
    # field, kind, name, unit, year, models, state
    ("kinh-te", "tập thể", "Tổ 1", "CĐCS May", 2024, 2, "đăng ký"),
    ("kinh-te", "tập thể", "tổ 1", "CĐCS May", 2024, 1, "đã duyệt"),  # the same collective again
    ("kinh-te", "tập thể", "Tổ 1", "CĐCS Giày", 2024, 1, "đã gửi"),  # another one of that name
    ("kinh-te", "cá nhân", "Bà Hoa", "CĐCS May", 2024, 3, "đã chọn"),
    ("an-ninh-quoc-phong", "cá nhân", "Ông Ba", "Hội CCB", 2024, 1, "đăng ký"),
    ("van-hoa-xa-hoi", "tập thể", "Đội văn nghệ", "CĐCS May", 2023, 5, "đã duyệt"),
)
WANTED = [
    ["1", "Lĩnh vực kinh tế", "2", "4", "1", "3"],
    ["2", "Lĩnh vực văn hóa – xã hội", "0", "0", "0", "0"],
    ["3", "Lĩnh vực an ninh quốc phòng", "0", "0", "1", "1"],
    ["4", "Lĩnh vực xây dựng hệ thống chính trị", "0", "0", "0", "0"],
    ["", "Tổng:", "2", "4", "2", "4"],
]
"""Counted by hand from STORIES, for 2024."""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("bieu")
    for order, (slug, name) in enumerate(FIELDS.items(), 1):
        write_field(root, slug, name, order)
    for number, (area, kind, name, unit, year, models, state) in enumerate(STORIES):
        facts = {"loại": kind, "tên": name, "đơn vị": unit, "năm": str(year)}
        facts |= {"số mô hình": str(models), "trạng thái": state}
        write_story(root, Story(f"bai-{number}", f"Bài {number}", area, facts), number)
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text("extra: {book: {place: Quận Long Biên}}\n", "utf-8")
    return root


@pytest.fixture(scope="module")
def written(project):
    forms = [part for form in ("docx", "pdf", "xlsx", "csv") for part in ("--format", form)]
    done = danvan(project, "summary", "--year", "2024", *forms, "-o", "bieu")
    assert (done.returncode, done.stderr) == (0, "")
    return {path.suffix: path for path in (project / "bieu").iterdir()}


def table_of(path):
    rows = docx.Document(path).tables[1].rows
    return [[cell.text for cell in row.cells] for row in rows]


def test_the_form_has_exactly_its_columns_rows_and_total(written):
    assert table_of(written[".docx"]) == [HEADING, *WANTED]
    assert list(COLUMNS) == HEADING


def test_libreoffice_opens_the_word_file_and_finds_the_same(written, tmp_path):
    assert table_of(converted(written[".docx"], tmp_path / "lai.docx")) == [HEADING, *WANTED]
    pdf = pypdf.PdfReader(converted(written[".docx"], tmp_path / "bieu.pdf"))
    assert len(pdf.pages) == 1  # its letters are LibreOffice's business


def test_the_heading_is_that_of_the_form_and_of_the_decree(written):
    document = docx.Document(written[".docx"])
    left, right = document.tables[0].rows[0].cells
    assert left.text.split("\n")[:2] == ["LIÊN ĐOÀN LAO ĐỘNG QUẬN LONG BIÊN", "CÔNG ĐOÀN ……………"]
    assert right.text.split("\n")[:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    texts = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert texts == ["BIỂU TỔNG HỢP", "Số lượng mô hình “Dân vận khéo” năm 2024"]
    runs = [run for p in document.paragraphs for run in p.runs if run.text]
    assert {run.font.size.pt for run in runs} == {14.0}
    assert document.styles["Normal"].font.name == "Times New Roman"
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.left_margin.mm)) == (210, 30)


def test_pdf_csv_and_spreadsheet_say_the_same(written, tmp_path):
    pdf = pypdf.PdfReader(written[".pdf"])
    text = pdf.pages[0].extract_text()
    assert len(pdf.pages) == 1
    assert "BIỂU TỔNG HỢP" in text
    fonts = {str(f["/BaseFont"]) for f in pdf.pages[0]["/Resources"]["/Font"].values()}
    assert {name.split("+")[1].split("-")[0] for name in fonts} == {"Tinos"}
    raw = written[".csv"].read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")  # Excel takes it for UTF-8
    assert list(csv.reader(io.StringIO(raw.decode("utf-8-sig")))) == [HEADING, *WANTED]
    with zipfile.ZipFile(written[".xlsx"]) as book:
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314
    name = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    formulas = {
        cell.get("r"): (cell.findtext(f"{name}f"), cell.findtext(f"{name}v"))
        for cell in sheet.iter(f"{name}c")
        if cell.find(f"{name}f") is not None
    }
    assert formulas == {
        "C10": ("SUM(C6:C9)", "2"),
        "D10": ("SUM(D6:D9)", "4"),
        "E10": ("SUM(E6:E9)", "2"),
        "F10": ("SUM(F6:F9)", "4"),
    }


def test_the_same_count_makes_the_same_bytes(project, written):
    before = {suffix: path.read_bytes() for suffix, path in written.items()}
    forms = [part for suffix in before for part in ("--format", suffix[1:])]
    danvan(project, "summary", "--year", "2024", *forms, "-o", "bieu", "--overwrite")
    assert {suffix: path.read_bytes() for suffix, path in written.items()} == before


def test_the_terminal_shows_the_form(project):
    told = danvan(project, "summary", "--year", "2024").stdout
    assert "Số lượng mô hình “Dân vận khéo” năm 2024" in told
    assert all(row[1] in told for row in WANTED)


def test_a_unit_is_counted_alone_and_named_in_the_heading(project):
    collection, _ = read_collection(project)
    found = summarise(collection, "Quận Long Biên", unit="cdcs may")
    assert found.heading[1] == "CÔNG ĐOÀN CƠ SỞ MAY"
    assert found.period == "năm 2023 – 2024"
    assert found.grid.total == ("", "Tổng:", 2, 8, 1, 3)
    assert summarise(collection, "", unit="hoi ccb").heading == (
        "LIÊN ĐOÀN LAO ĐỘNG QUẬN ……………",
        "HỘI CCB",
    )
    with pytest.raises(UnknownUnitError, match="Có phải là “CĐCS Giày”"):
        summarise(collection, "", unit="CĐCS Giầyy")


def test_a_field_that_the_form_does_not_know_gets_a_row_of_its_own(tmp_path):
    write_field(tmp_path, "the-thao", "Thể thao", 1)
    write_story(tmp_path, Story("a", "Bài", "the-thao"), 1)
    (tmp_path / "docs").mkdir()
    rows = summarise(read_collection(tmp_path)[0], "").grid.rows
    assert [row[1] for row in rows[-2:]] == [WANTED[3][1], "Lĩnh vực thể thao"]


def test_samples_and_faulty_stories_are_told(project, tmp_path):
    assert "bài mẫu" in danvan(ROOT, "summary").stderr
    write_field(tmp_path, "kinh-te", "Kinh tế", 1)
    write_story(tmp_path, Story("a", "Bài", facts={"loại": "nhóm"}), 1)
    (tmp_path / "docs").mkdir()
    done = danvan(tmp_path, "summary")
    assert done.returncode == 1
    assert "chưa được tính" in done.stderr


def test_files_are_not_overwritten_unasked(project, written):
    done = danvan(project, "summary", "--year", "2024", "--format", "csv", "-o", "bieu")
    assert done.returncode == 2
    assert "--overwrite" in done.stderr
