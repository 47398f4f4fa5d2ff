"""Nested settings of the book: every mistake is a problem with its own line in mkdocs.yml."""

from __future__ import annotations

from dataclasses import fields

import pytest
import yaml
from PIL import ImageCms

from danvan.book import read_book_settings
from danvan.book.settings import GREY, PDFX1A, UP, BookSettings, Imprint, Press, Selection, Volume
from danvan.collection import Findings
from support.projects import ROOT

HEAD = "site_name: A\nextra:\n  book:\n    # ghi chú\n"
PROFILE = ROOT / "hooks/danvan/book/profiles/FOGRA39L_coated.icc"
PROFILE_NAME = "ho-so-mau/nha-in.icc"
ISBN = "978-604-55-0000-2"

WRONG_PRESS = [
    ("enabled", "ừ"),
    ("enabled", "1"),
    ("standard", "PDF/A-1"),
    ("profile", "[a.icc]"),
    ("condition", "[FOGRA39]"),
    ("colour", "2 màu"),
    ("colour_sections", "anh-phong-trao"),
    ("colour_sections", "[true]"),
    ("ink_limit", "199"),
    ("ink_limit", "401"),
    ("dpi", "72"),
    ("dpi", "300 dpi"),
    ("quality", "89"),
    ("quality", "101"),
    ("bleed", "3 mm"),
    ("bleed", "3,5"),
    ("bleed", "-1"),
    ("bleed", "10.5"),
    ("marks", "thôi"),
    ("signature", "6"),
    ("signature", "true"),
    ("paper", "[Ford 80]"),
    ("paper_thickness", "0"),
    ("paper_thickness", "0.1 mm"),
    ("spine_text", "true"),
    ("spine_direction", "ngang"),
    ("flap", "-1"),
    ("blurb", "[A]"),
]
WRONG_IMPRINT = [
    *((line.name, "[A, B]") for line in fields(Imprint) if line.name not in ("copies", "isbn")),
    ("copies", "nhiều"),
    ("copies", "-1"),
    ("copies", "1.5"),
    ("copies", ".inf"),
    ("copies", ".nan"),
    ("isbn", "978-604-55-0000-3"),
    ("isbn", "9786045500"),
    ("isbn", f"[{ISBN}]"),
]
WRONG_VOLUME = [
    ("output", "tập 1"),
    ("output", "../tap-1"),
    ("title", "[A]"),
    ("subtitle", "true"),
    ("years", "[2023]"),
    ("story_years", "2023"),
    ("story_years", "[năm nay]"),
    ("fields", "kinh-te"),
    ("stories", "kinh-te/pho-xanh"),
    ("parts", "một nửa"),
]


@pytest.fixture
def read(tmp_path):
    """Read what `lines` say below `extra.book`; return the settings and the problems."""
    path = tmp_path / "mkdocs.yml"
    profile = tmp_path / PROFILE_NAME
    profile.parent.mkdir()
    profile.write_bytes(PROFILE.read_bytes())

    def read(*lines):
        path.write_text(HEAD + "".join(f"    {line}\n" for line in lines), "utf-8")
        given = yaml.safe_load(path.read_text("utf-8"))["extra"]["book"]
        findings = Findings(tmp_path)
        return read_book_settings(given, path, findings), findings.problems

    return read


def line_of(lines, number):
    """Return the line in mkdocs.yml of the last of `lines` (-1) or of another."""
    return HEAD.count("\n") + len(lines[:number]) + 1


def the_problem(problems, lines, number=-1):
    (problem,) = problems
    assert (problem.path, problem.line) == ("mkdocs.yml", line_of(lines, number))
    return problem


def mended(problem):
    """Return the line that the problem gives as an example."""
    return problem.mend.split("ví dụ: ")[1]


# --- Press ---------------------------------------------------------------------------------------


def test_settings_of_the_press_are_read_as_declared(read):
    settings, problems = read(
        "press:",
        "  standard: pdf/x-1a",
        "  colour: 1 mau",
        "  colour_sections: [anh-phong-trao, kinh-te]",
        "  spine_direction: lên",
        "  bleed: 5",
        "  signature: 16.0",
        "  dpi: 350",
        "  flap: 80.5",
        "  paper: Ford 80",
    )
    assert not problems
    assert settings.press == Press(
        standard=PDFX1A,
        colour=GREY,
        colour_sections=("anh-phong-trao", "kinh-te"),
        spine_direction=UP,
        bleed=5,
        signature=16,
        dpi=350,
        flap=80.5,
        paper="Ford 80",
    )
    assert isinstance(settings.press.signature, int)  # pages are counted with it


@pytest.mark.parametrize(("key", "value"), WRONG_PRESS)
def test_a_wrong_setting_of_the_press_is_a_problem_with_its_line(read, key, value):
    lines = ("press:", "  condition: FOGRA51", f"  {key}: {value}")
    lines = lines if key != "condition" else ("press:", "  marks: có", f"  {key}: {value}")
    settings, problems = read(*lines)
    assert f"“{key}”" in the_problem(problems, lines).what
    assert getattr(settings.press, key) == getattr(Press(), key)


def test_every_setting_of_the_press_has_a_wrong_value_above():
    assert {key for key, _ in WRONG_PRESS} == {setting.name for setting in fields(Press)}


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("có", True),
        ("Có", True),
        ("co", True),
        ("yes", True),
        ("true", True),
        ("không", False),
        ("KHÔNG", False),
        ("khong", False),
        ("no", False),
        ("off", False),
    ],
)
def test_yes_and_no_are_read_in_vietnamese(read, written, means):
    settings, problems = read("press:", f"  marks: {written}", f"  enabled: {written}")
    assert not problems
    assert (settings.press.marks, settings.press.enabled) == (means, means)


@pytest.mark.parametrize("paper", ["giấy dó 80", "Couché 120", "Ford"])
def test_a_paper_of_unknown_thickness_is_a_problem(read, paper):
    lines = ("press:", "  bleed: 3", f"  paper: {paper}")
    problem = the_problem(read(*lines)[1], lines)
    assert f"“{paper}”" in problem.what
    assert "paper_thickness" in problem.mend


@pytest.mark.parametrize("helped", ["paper_thickness: 0.11", "enabled: không"])
def test_a_paper_may_be_unknown_when_its_thickness_is_known_or_nothing_is_printed(read, helped):
    settings, problems = read("press:", "  paper: giấy dó 80", f"  {helped}")
    assert not problems
    assert settings.press.paper == "giấy dó 80"


def test_the_profile_lies_in_the_project(read):
    settings, problems = read("press:", f"  profile: {PROFILE_NAME}")
    assert not problems
    assert settings.press.profile == PROFILE_NAME


def test_a_profile_that_is_not_there_is_a_problem(read):
    lines = ("press:", "  condition: FOGRA51", "  profile: ho-so-mau/khac.icc")
    assert "ho-so-mau/khac.icc" in the_problem(read(*lines)[1], lines).what


@pytest.mark.parametrize(
    "content",
    [ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), b"", b"\xff\xd8\xff" * 99],
    ids=["RGB", "empty", "photo"],
)
def test_a_profile_of_other_colours_than_cmyk_is_a_problem(read, tmp_path, content):
    (tmp_path / "khac.icc").write_bytes(content)
    lines = ("press:", "  condition: FOGRA51", "  profile: khac.icc")
    problem = the_problem(read(*lines)[1], lines)
    assert "CMYK" in problem.what
    assert "khac.icc" in problem.what


# --- Imprint -------------------------------------------------------------------------------------


def test_lines_of_the_imprint_are_read_as_declared(read):
    settings, problems = read(
        "imprint:",
        "  publisher: ' Nhà xuất bản Hà Nội '",
        "  copies: 1500",
        f"  isbn: {ISBN}",
        "  decision: 56",
        "  director:",
    )
    assert not problems
    assert settings.imprint == Imprint(
        publisher="Nhà xuất bản Hà Nội", copies=1500, isbn=ISBN, decision="56"
    )


@pytest.mark.parametrize("written", ["9786045500002", "'978 604 55 0000 2'", "''"])
def test_an_isbn_may_be_written_with_or_without_hyphens_or_left_blank(read, written):
    settings, problems = read("imprint:", f"  isbn: {written}")
    assert not problems
    assert settings.imprint.isbn == str(yaml.safe_load(written))


@pytest.mark.parametrize(("key", "value"), WRONG_IMPRINT)
def test_a_wrong_line_of_the_imprint_is_a_problem_with_its_line(read, key, value):
    other = "copies: 500" if key != "copies" else "layout: Lê An"
    lines = ("imprint:", f"  {other}", f"  {key}: {value}")
    settings, problems = read(*lines)
    assert f"“{key}”" in the_problem(problems, lines).what
    assert getattr(settings.imprint, key) == getattr(Imprint(), key)


def test_every_line_of_the_imprint_has_a_wrong_value_above():
    assert {key for key, _ in WRONG_IMPRINT} == {line.name for line in fields(Imprint)}


# --- Volumes -------------------------------------------------------------------------------------


def test_without_volumes_the_book_itself_is_the_only_one(read):
    settings, problems = read("title: Sách", "volumes:")
    assert not problems
    assert settings.each_volume == (settings,)


def test_volumes_are_read_as_declared(read):
    settings, problems = read(
        "volumes:",
        "  - output: kinh-te-2023",
        "    title: Tập một",
        "    fields: [kinh-te]",
        "    story_years: [2023, 2024]",
        "  - output: tuyen-chon",
        "    stories: [kinh-te/pho-xanh]",
        "    parts: không",
    )
    assert not problems
    assert settings.volumes == (
        Volume(
            "kinh-te-2023",
            "Tập một",
            selection=Selection((2023, 2024), ("kinh-te",)),
            imprint=Imprint(),
        ),
        Volume(
            "tuyen-chon",
            selection=Selection(stories=("kinh-te/pho-xanh",), parts=False),
            imprint=Imprint(),
        ),
    )


def test_a_volume_inherits_what_it_does_not_say(read):
    settings, problems = read(
        "title: Sách",
        "subtitle: Mười năm",
        "years: 2014 – 2024",
        "issuer: Quận uỷ",
        "stage: maket",
        "press: { paper: Ford 80 }",
        "imprint: { publisher: Nhà xuất bản Hà Nội, copies: 500 }",
        "volumes:",
        "  - output: tap-1",
        "  - output: tap-2",
        "    title: Sách, tập hai",
        "    years: 2024",
        f"    imprint: {{ copies: 300, isbn: {ISBN} }}",
    )
    assert not problems
    first, second = settings.each_volume
    assert (first.output, second.output) == ("tap-1", "tap-2")
    assert (first.title, second.title) == ("Sách", "Sách, tập hai")
    assert (first.years, second.years) == ("2014 – 2024", "2024")
    assert first.imprint == Imprint(publisher="Nhà xuất bản Hà Nội", copies=500)
    assert second.imprint == Imprint(publisher="Nhà xuất bản Hà Nội", copies=300, isbn=ISBN)
    for volume in (first, second):
        assert (volume.subtitle, volume.issuer, volume.stage) == ("Mười năm", "Quận uỷ", "maket")
        assert volume.press == settings.press
        assert volume.volumes == ()
    assert second.reading_edition == "sach/tap-2.pdf"


def test_each_volume_has_an_isbn_and_a_registration_of_its_own(read):
    settings, problems = read(
        "imprint:",
        f"  isbn: {ISBN}",
        "  registration: 1-2023",
        "  publisher: Nhà xuất bản A",
        "volumes:",
        "  - output: tap-1",
    )
    assert not problems
    (volume,) = settings.each_volume
    assert volume.imprint == Imprint(publisher="Nhà xuất bản A")


def test_a_page_too_small_for_the_text_is_a_problem(read):
    assert [p.line for p in read("trim_width: 90", "trim_height: 130")[1]] == [5, 6]


@pytest.mark.parametrize(("key", "value"), WRONG_VOLUME)
def test_a_wrong_setting_of_a_volume_is_a_problem_with_its_line(read, key, value):
    lines = ["volumes:", "  - output: tap-1", "  - output: tap-2", f"    {key}: {value}"]
    if key == "output":
        lines[2:] = [f"  - {key}: {value}"]
    assert f"“{key}”" in the_problem(read(*lines)[1], lines).what


def test_every_setting_of_a_volume_has_a_wrong_value_above():
    selection = {key.name for key in fields(Selection)} - {"years"} | {"story_years"}
    volume = {key.name for key in fields(Volume)} - {"selection", "imprint"}
    assert {key for key, _ in WRONG_VOLUME} == volume | selection


def test_a_wrong_line_in_the_imprint_of_a_volume_is_a_problem_with_its_line(read):
    lines = ("volumes:", "  - output: tap-1", "    imprint:", "      copies: 3", "      isbn: 1")
    assert "“isbn”" in the_problem(read(*lines)[1], lines).what


@pytest.mark.parametrize("nothing", ["title: Sách", "output:"])
def test_a_volume_without_a_name_for_its_file_is_a_problem(read, nothing):
    lines = ("volumes:", "  - output: tap-1", f"  - {nothing}")
    problem = the_problem(read(*lines)[1], lines)
    assert "“output”" in problem.what


@pytest.mark.parametrize("again", ["tap-1", "Tap-1"])
def test_two_volumes_in_one_file_are_a_problem_of_the_second(read, again):
    lines = ("volumes:", "  - output: tap-1", "  - title: Hai", f"    output: {again}")
    assert f"“{again}”" in the_problem(read(*lines)[1], lines).what


@pytest.mark.parametrize("value", ["tap-1", "[tap-1]", "{ output: tap-1 }", "2", "false"])
def test_volumes_that_are_no_list_of_volumes_are_a_problem(read, value):
    lines = ("title: Sách", f"volumes: {value}")
    settings, problems = read(*lines)
    assert "“volumes”" in the_problem(problems, lines).what
    assert settings.volumes == ()


# --- All groups ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "key", "hint"),
    [
        (("press:", "  bleed: 3"), "papr", "paper"),
        (("press:", "  bleed: 3"), "zzzzzz", "spine_direction"),
        (("imprint:", "  layout: An"), "isnb", "isbn"),
        (("imprint:", "  layout: An"), "zzzzzz", "printer_address"),
        (("volumes:", "  - output: a"), "  titel", "title"),
        (("volumes:", "  - output: a"), "  zzzzzz", "story_years"),
        (("volumes:", "  - output: a", "    imprint:", "      layout: An"), "    isnb", "isbn"),
    ],
)
def test_an_unknown_setting_is_a_problem_with_its_line_and_a_hint(read, before, key, hint):
    lines = (*before, f"  {key}: x")
    problem = the_problem(read(*lines)[1], lines)
    assert f"“{key.strip()}”" in problem.what
    assert hint in problem.mend


@pytest.mark.parametrize("group", ["press", "imprint"])
@pytest.mark.parametrize("value", ["có", "[a]", "3"])
def test_a_group_that_is_none_is_a_problem(read, group, value):
    lines = ("title: Sách", f"{group}: {value}")
    settings, problems = read(*lines)
    assert f"“{group}”" in the_problem(problems, lines).what
    assert settings == BookSettings(title="Sách")


@pytest.mark.parametrize("group", ["press", "imprint", "volumes"])
def test_a_group_left_blank_is_as_if_not_there(read, group):
    assert read("title: Sách", f"{group}:") == (BookSettings(title="Sách"), ())


@pytest.mark.parametrize(
    ("above", "indent", "cases"),
    [
        (("press:",), "  ", WRONG_PRESS),
        (("imprint:",), "  ", WRONG_IMPRINT),
        (("volumes:", "  - output: tap-1"), "    ", [c for c in WRONG_VOLUME if c[0] != "output"]),
        ((), "", [("press", "1"), ("imprint", "1"), ("volumes", "1")]),
    ],
    ids=["press", "imprint", "volume", "groups"],
)
def test_the_example_in_a_problem_is_right_itself(read, above, indent, cases):
    for key, value in cases:
        (problem,) = read(*above, f"{indent}{key}: {value}")[1]
        assert mended(problem).startswith(f"{key}: ")
        assert not read(*above, f"{indent}{mended(problem)}")[1]


def test_several_mistakes_are_told_together_each_with_its_line(read):
    lines = ("imprint:", "  isbn: 1", "press:", "  bleed: rộng", "volumes:", "  - output: a b")
    assert [problem.line for problem in read(*lines)[1]] == [
        line_of(lines, number) for number in (1, 3, 5)
    ]


def test_where_lines_cannot_be_told_a_problem_is_of_the_file_as_a_whole(tmp_path):
    (tmp_path / "mkdocs.yml").write_text("extra: [", "utf-8")
    findings = Findings(tmp_path)
    read_book_settings({"press": {"dpi": 1}}, tmp_path / "mkdocs.yml", findings)
    assert [problem.line for problem in findings.problems] == [1]
