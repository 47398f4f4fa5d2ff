"""Several volumes from one collection: each a book of its own, and the site knows them all."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from support.bookpages import Pages, loose
from support.pdfreading import page_texts
from support.pdfx4 import pdfx4_problems
from support.small_book import BOOK, FIELDS, ISBN, STORIES, Edition

TITLE = 20.5
"""Points: the titles of stories, fields and parts are larger."""
PARTS = ("Lời nói đầu", "Bài báo Dân vận", "Một số văn bản chỉ đạo", "Hình ảnh phong trào")
VOLUMES = {
    "tap-nam": {
        "title": "Tập một: hai năm đầu",
        "years": "2021 – 2022",
        "story_years": [2021, 2022],
        "imprint": {"isbn": ISBN, "publisher": "Nhà xuất bản Riêng"},
    },
    "tap-van-hoa": {"title": "Tập hai: văn hoá", "fields": ["van-hoa"], "parts": "không"},
    "tap-chon": {
        "title": "Tập ba: chọn lọc",
        "subtitle": "Hai chuyện",
        "stories": ["kinh-te/to-rau", "an-ninh/ngo-sang"],
    },
}
PRINTED = {
    "tap-nam": ("to-rau", "quy-nghia-tinh", "thu-vien"),
    "tap-van-hoa": ("thu-vien", "doi-van-nghe"),
    "tap-chon": ("to-rau", "ngo-sang"),
}
"""Folders of the stories that belong into each."""
PER_VOLUME = 8
PROBLEM = re.compile(r"^mkdocs\.yml:(\d+): (.*)$", re.MULTILINE)


@pytest.fixture(scope="module")
def volumes(small_project, plain_edition):
    return small_project.edition("volumes", volumes=_listed(VOLUMES))


@pytest.fixture(params=VOLUMES)
def name(request):
    return request.param


def test_each_volume_has_its_own_reading_edition_and_press_files(volumes):
    reading = {path.name for path in (volumes.site / "sach").iterdir()}
    assert reading == {f"{name}.pdf" for name in VOLUMES}
    for name in VOLUMES:
        assert len(list(volumes.press.glob(f"{name}-*"))) == PER_VOLUME
        assert volumes.faults(name) == []
    assert len(list(volumes.press.iterdir())) == PER_VOLUME * len(VOLUMES)


def test_a_volume_holds_the_stories_that_it_chooses_and_no_other(volumes, name):
    for path in (volumes.reading(name), volumes.interior(name)):
        found = _titles(Pages(path))
        chosen = [story.title for story in STORIES if story.folder in PRINTED[name]]
        assert sorted(t for t in found if t in {s.title for s in STORIES}) == sorted(chosen)
        said = loose(" ".join(page_texts(path)))
        others = [story for story in STORIES if story.folder not in PRINTED[name]]
        assert [story.title for story in others if loose(story.title) in said] == []


def test_only_fields_with_a_chosen_story_are_in_a_volume(volumes, name):
    areas = {story.area for story in STORIES if story.folder in PRINTED[name]}
    found = _titles(Pages(volumes.reading(name)))
    assert [field for field in FIELDS.values() if field in found] == [
        field for area, field in FIELDS.items() if area in areas
    ]


def test_the_parts_before_the_stories_are_in_the_volumes_that_take_them(volumes, name):
    found = _titles(Pages(volumes.reading(name)))
    wanted = VOLUMES[name].get("parts") != "không"
    assert [part in found for part in PARTS] == [wanted] * len(PARTS)
    assert "Gương điển hình" in found


def test_a_volume_counts_its_own_pages_and_has_its_own_cover(volumes, name):
    reading = Pages(volumes.reading(name))
    assert reading.labels[2] == "1"
    assert loose(VOLUMES[name]["title"]) in loose(reading.text(1))
    assert loose(VOLUMES[name]["title"]) in loose(page_texts(volumes.cover(name))[0])
    subtitle = VOLUMES[name].get("subtitle", BOOK["subtitle"])
    assert loose(subtitle) in loose(reading.text(1))
    pages = len(Pages(volumes.interior(name)))
    imprint = reading.text(reading.labelled(4))
    assert f"{pages} trang." in imprint
    assert pages % 4 == 0


def test_a_volume_has_the_imprint_of_the_book_but_what_is_its_own(volumes):
    imprints = {name: Pages(volumes.reading(name)).text(6) for name in VOLUMES}
    assert ISBN in imprints["tap-nam"] and "Nhà xuất bản Riêng" in imprints["tap-nam"]
    assert ISBN not in imprints["tap-van-hoa"] + imprints["tap-chon"]
    assert all("Biên soạn: Phan Thị Biên" in imprint for imprint in imprints.values())


def test_its_press_files_are_pdf_x_4(volumes):
    assert pdfx4_problems(volumes.interior("tap-van-hoa")) == []


def test_a_story_page_names_every_volume_with_the_page_on_which_it_stands(volumes):
    for story in STORIES:
        page = _story_page(volumes, story)
        shown = {}
        for row in page.select(".dv-facts div"):
            if link := row.select_one("a[href*='.pdf#page=']"):
                shown[row.dt.get_text()] = (link.get_text(), link["href"])
        expected = {}
        for name, folders in PRINTED.items():
            if story.folder in folders:
                pages = Pages(volumes.reading(name))
                (number,) = [n for n in pages.numbers if story.title in pages.titles(n, TITLE)]
                address = f"../../sach/{name}.pdf#page={number}"
                expected[VOLUMES[name]["title"]] = (f"Trang {pages.label(number)}", address)
        assert shown == expected, story.folder
        assert expected


def test_the_home_page_offers_every_volume(volumes):
    home = _parsed(volumes, "index.html")
    buttons = {a["href"]: a.get_text() for a in home.select("#sach .dv-button")}
    assert buttons == {
        f"sach/{name}.pdf": f"Tải “{volume['title']}” PDF" for name, volume in VOLUMES.items()
    }


# --- volumes that cannot be made -----------------------------------------------------------------


@pytest.fixture(scope="module")
def failed(small_project):
    wrong = VOLUMES | {
        "tap-la": {"fields": ["van-hoc"]},
        "tap-bai-la": {"stories": ["kinh-te/to-raus"]},
        "tap-rong": {"story_years": [1999]},
    }
    done = small_project.build("failed", volumes=_listed(wrong))
    settings = (small_project.folder / "mkdocs.yml").read_text("utf-8").splitlines()
    return done, settings


@pytest.mark.parametrize(
    ("name", "line", "near"),
    [
        ("tap-la", "van-hoc", "van-hoa"),
        ("tap-bai-la", "kinh-te/to-raus", "kinh-te/to-rau"),
        ("tap-rong", "tap-rong", "story_years"),
    ],
)
def test_a_volume_of_nothing_is_a_problem_with_file_line_and_mend(failed, name, line, near):
    done, settings = failed
    said = done.stdout.splitlines()
    (place,) = [n for n, text in enumerate(said) if PROBLEM.match(text) and f"“{name}”" in text]
    number = int(PROBLEM.match(said[place])[1])
    assert done.returncode != 0
    assert line in settings[number - 1]
    assert said[place + 1].strip().startswith("→ Cách sửa: ") and near in said[place + 1]


def test_all_wrong_volumes_are_told_of_at_once_and_nothing_is_built(failed, small_project):
    done, _ = failed
    assert len(PROBLEM.findall(done.stdout)) == 3
    assert "Traceback" not in done.stdout + done.stderr
    assert not (small_project.folder.parent / "failed-press").exists()


def _listed(volumes: dict) -> list[dict]:
    return [{"output": name} | settings for name, settings in volumes.items()]


def _titles(pages: Pages) -> list[str]:
    return [title for number in pages.numbers[2:-1] for title in pages.titles(number, TITLE)]


def _story_page(volumes: Edition, story) -> BeautifulSoup:
    return _parsed(volumes, f"{story.area}/{story.folder}/index.html")


def _parsed(volumes: Edition, address: str) -> BeautifulSoup:
    return BeautifulSoup((volumes.site / address).read_text("utf-8"), "html.parser")
