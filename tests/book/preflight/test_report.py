"""The report as a whole: verdict, order, what it shows, and that it always comes."""

from __future__ import annotations

import json
import random
import re
from html.parser import HTMLParser

import pytest

from danvan.book.preflight import Level, PrintedPhoto, inspection, preflight
from support.presspdfs import FACTS, Press, photo_bytes


def test_a_faultless_pair_is_green_in_every_check(press):
    assert [c.lines for c in press.report.checks if c.level is not Level.GREEN] == []
    assert press.report.level is Level.GREEN
    assert len(press.report.checks) > 35


def test_every_check_has_its_own_key_and_says_something(press):
    keys = [check.key for check in press.report.checks]
    assert len(set(keys)) == len(keys)
    assert all(check.lines and check.title for check in press.report.checks)
    assert not [line for check in press.report.checks for line in check.lines if "{" in line]


@pytest.mark.parametrize(
    ("defect", "level", "words"),
    [
        (lambda _: None, "green", "Đạt – có thể gửi nhà in"),
        (lambda press: press.page(7).text("Bài", x=1), "amber", "Cần xem lại"),
        (lambda press: press.page(7).put("1 0 0 rg"), "red", "Chưa in được"),
    ],
)
def test_the_verdict_is_the_worst_check_in_words(press, defect, level, words):
    defect(press)
    data = json.loads(press.report.to_json())
    assert (data["level"], data["verdict"]) == (level, words)
    assert f'<p class="words">{words}</p>' in press.report.to_html()


# --- what the book lacks -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "level"),
    [("bản thảo 1", Level.AMBER), ("maket", Level.AMBER), ("phát hành", Level.RED)],
)
@pytest.mark.parametrize(
    ("key", "name", "words"),
    [
        ("book.imprint", "missing_imprint", "còn trống: Lời bạt, Tranh bìa."),
        ("book.parts", "missing_parts", "còn thiếu: Lời bạt."),
    ],
)
def test_what_a_draft_may_lack_keeps_a_release_from_the_press(
    press, stage, level, key, name, words
):
    press.expect(**{"stage": stage, name: ("Lời bạt", "Tranh bìa")})
    found = press.check(key)
    assert found.level is level
    assert words in found.lines[0]


def test_a_part_that_is_told_in_a_sentence_ends_once(press):
    press.expect(missing_parts=("Chưa có lời bạt. Viết vào tệp a.md.",))
    assert press.check("book.parts").lines == (
        "Sách còn thiếu: Chưa có lời bạt. Viết vào tệp a.md.",
    )


def test_characters_that_were_left_out_are_amber_and_shown(press):
    press.expect(left_out="☃漢")
    found = press.check("book.characters")
    assert found.level is Level.AMBER
    assert "☃ (U+2603), 漢 (U+6F22)" in found.lines[0]


@pytest.mark.parametrize(("stage", "level"), [("bản thảo 2", Level.GREEN), ("maket", Level.AMBER)])
def test_a_cover_is_wanted_from_the_last_draft_on(press, stage, level):
    press.expect(stage=stage, cover="")
    assert press.check("book.cover").level is level
    assert not [c for c in press.report.checks if c.key.startswith("cover.")]


# --- files that cannot be read -------------------------------------------------------------------


def test_missing_files_are_red(tmp_path):
    report = preflight(FACTS, tmp_path)
    red = {check.key: check.lines for check in report.checks if check.level is Level.RED}
    assert set(red) == {"interior.file", "cover.file"}
    assert "Không có tệp ruot.pdf" in red["interior.file"][0]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.6\n", b"no pdf at all", b"%PDF-1.6\n" + b"x" * 999])
def test_files_that_are_no_pdf_are_red_and_name_no_folder(tmp_path, data):
    (tmp_path / "ruot.pdf").write_bytes(data)
    report = preflight(FACTS, tmp_path)
    assert report.level is Level.RED
    assert "Không mở được tệp ruot.pdf" in report.checks[0].lines[0]
    assert str(tmp_path) not in report.to_json()


def test_a_folder_in_place_of_a_file_is_red(tmp_path):
    (tmp_path / "ruot.pdf").mkdir()
    assert preflight(FACTS, tmp_path).checks[0].level is Level.RED


def test_a_check_that_cannot_be_made_is_red(press):
    press.expect(variant="pdf/x-9")
    found = press.check("interior.standard")
    assert found.level is Level.RED
    assert "không kiểm được mục này (KeyError)" in found.lines[0]


def test_whatever_stops_the_reading_of_a_file_there_is_a_report(press, monkeypatch):
    def fail(*_):
        raise MemoryError

    monkeypatch.setattr(inspection, "measure", fail)
    assert "không kiểm được mục này (MemoryError)" in press.check("interior.file").lines[0]


def test_a_file_that_had_to_be_mended_is_red(press):
    press.interior.save(press.folder / "a.pdf")
    data = (press.folder / "a.pdf").read_bytes()
    (press.folder / "hong.pdf").write_bytes(data[: data.rindex(b"startxref")])
    press.expect(interior="hong.pdf")
    found = press.check("interior.file")
    assert found.level is Level.RED
    assert "Cấu trúc tệp có lỗi" in found.lines[0]
    assert str(press.folder) not in found.lines[0]


@pytest.mark.parametrize(
    "operators",
    ["/Missing Do", "/Missing gs", "Q", "1 2 re", "nonsense", "BT <00> Tj ET", "1 scn k"],
)
def test_content_that_cannot_be_carried_out_is_red(press, operators):
    press.page(6).put(operators)
    found = press.check("interior.file")
    assert (found.level, found.pages) == (Level.RED, (6,))


def test_a_form_inside_itself_is_red_and_ends(press):
    def step(pdf, page):
        import pikepdf  # noqa: PLC0415

        form = pdf.make_indirect(
            pikepdf.Stream(pdf, b"/X Do", Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
        )
        page.obj.Resources.XObject = pikepdf.Dictionary(X=form)
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))

    press.page(6).put("/X Do").finish.append(step)
    assert "lồng trong chính nó" in press.check("interior.file").lines[0]


def test_whatever_is_broken_in_a_file_there_is_a_report(press):
    """Change a few bytes at random places: red or not, never a traceback."""
    press.page(6).photo(photo_bytes(60, 40))
    press.interior.save(press.folder / "a.pdf")
    good = (press.folder / "a.pdf").read_bytes()
    press.cover.save(press.folder / "bia.pdf")
    chance = random.Random(7)  # noqa: S311
    press.expect(interior="hong.pdf", cover="")
    # Outside the font and the profile, where most of the bytes are.
    start = good.index(b"/Type /Page\n") if b"/Type /Page\n" in good else 0
    for _ in range(40):
        data = bytearray(good)
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(start, len(data))] = chance.randrange(32, 127)
        (press.folder / "hong.pdf").write_bytes(data)
        report = preflight(press.facts, press.folder)
        assert report.checks
        report.to_html()


# --- the outputs ---------------------------------------------------------------------------------


def test_the_same_files_give_the_same_report_anywhere(tmp_path):
    reports = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        press = Press(tmp_path / name)
        press.page(6).photo(photo_bytes(100, 67)).put("1 0 0 rg 0.2 0 0 RG").text("☃", x=1)
        reports.append((press.report.to_json(), press.report.to_html()))
    assert reports[0] == reports[1]
    assert str(tmp_path) not in "".join(reports[0])
    assert not re.search(r"\d\d:\d\d", reports[0][1])


def test_json_has_everything_for_machines(press):
    press.page(6).photo(photo_bytes(100, 67))
    data = json.loads(press.report.to_json())
    assert [file["name"] for file in data["files"]] == ["ruot.pdf", "bia.pdf"]
    assert [file["pages"] for file in data["files"]] == [8, 1]
    check = next(c for c in data["checks"] if c["key"] == "interior.resolution")
    assert (check["level"], check["part"], check["pages"]) == ("red", "interior", [6])
    assert data["photos"][1] == {
        "part": "interior",
        "page": 6,
        "level": "red",
        "width_mm": 30.0,
        "height_mm": 20.0,
        "dpi": 85,
        "original_dpi": 85,
        "pixels": [100, 67],
        "quality": 95,
        "original": "",
        "page_title": "",
    }


class Page(HTMLParser):
    """Collects tags, addresses and text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.addresses, self.text = [], [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data):
        self.text += data


def test_html_stands_alone(press):
    page = Page(press.report.to_html())
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert page.addresses == []
    assert not re.search(r"url\(|@import|https?:", press.report.to_html())


def test_html_shows_red_before_amber_before_green(press):
    press.page(6).put("1 0 0 rg").text("Bài", x=1)
    text = Page(press.report.to_html()).text
    places = [text.index(word) for word in ("Phải sửa trước", "Nên xem lại", "Đã đạt")]
    assert places == sorted(places)
    assert "1 mục phải sửa, 1 mục nên xem lại" in text


def test_html_lists_every_photo_with_its_level_in_words(press):
    press.page(6).photo(photo_bytes(100, 67))
    html = press.report.to_html()
    rows = re.findall(r"<tr><td>.*?</tr>", html, re.DOTALL)
    assert len(rows) == len(press.report.photos) == 2
    assert "ra-quan.jpg" in rows[0]
    assert '<span class="mark green">Đạt</span>' in rows[0]
    assert '<span class="mark red">Chưa in được</span>' in rows[1]
    assert "30 × 20" in rows[1]


def test_html_escapes_everything(press):
    evil = "<script>alert('&')</script>"
    photo = PrintedPhoto("0" * 64, evil, evil, (1, 1))
    press.expect(title=evil, photos=(*press.facts.photos, photo), missing_parts=(evil,))
    html = press.report.to_html()
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 3


def test_many_findings_of_one_kind_end_in_a_count(press):
    for number in range(60):
        press.page(7).text("Bài", colour=f"0.{number + 40} 0.9 0.9 0.9 k")
    lines = press.check("interior.ink").lines
    assert len(lines) == 41
    assert lines[-1] == "… và 20 chỗ khác cùng loại."


def test_pages_with_the_same_finding_share_a_line(press):
    for number in (2, 3, 4, 6, 8):
        press.page(number).put("1 0 0 rg")
    (line,) = press.check("interior.colours").lines
    assert line.startswith("Trang 2–4, 6, 8: có màu RGB")
