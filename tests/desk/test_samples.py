"""`danvan samples`: from the project as shipped to a clean start, and nothing of staff is lost."""

from __future__ import annotations

import pytest

from danvan.collection import read_collection
from support.built_site import BuiltSite
from support.projects import copy_project, danvan, files, mkdocs_build
from support.stories import Story, write_story

PART_PAGES = ("loi-noi-dau/", "dan-van/", "van-ban/", "anh-phong-trao/")


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """A copy of the repository, with a story of staff and one more sample."""
    project = copy_project(tmp_path_factory.mktemp("samples") / "project")
    area = next(path.parent.name for path in (project / "exemplars").glob("*/linh-vuc.md"))
    write_story(project, Story("bai-cua-can-bo", "Bài của cán bộ", area), 1)
    write_story(project, Story("them-bai-mau", "Bài mẫu nữa", area, facts={"mẫu": "có"}), 2)
    return project


@pytest.fixture(scope="module")
def was(before):
    """The collection with the samples, and its files."""
    collection, findings = read_collection(before)
    assert findings.problems == ()
    return collection, files(before)


@pytest.fixture(scope="module")
def listing(before, was):
    """What listing the samples printed, and the files after it."""
    return danvan(before, "samples"), files(before)


@pytest.fixture(scope="module")
def after(before, was, listing):
    """The same copy once the samples are removed."""
    done = danvan(before, "samples", "--remove")
    assert done.returncode == 0, done.stderr
    return before


def test_every_sample_is_listed_and_what_to_do_next(before, was, listing):
    collection, _ = was
    lines = listing[0].stdout.splitlines()
    samples = [e for e in collection.exemplars if e.sample]
    for sample in samples:
        assert sample.path.parent.relative_to(before).as_posix() in lines
    assert "danvan samples --remove" in lines[-1]
    assert len(lines) - 1 == int(lines[-1].split()[1])
    assert not [line for line in lines if "bai-cua-can-bo" in line]


def test_listing_changes_no_file(was, listing):
    _, files_then = listing
    assert files_then == was[1]


def test_removing_leaves_no_sample_and_every_story_of_staff(was, after):
    collection, _ = was
    left, findings = read_collection(after)
    assert findings.problems == ()
    assert [e.address for e in left.exemplars] == [
        e.address for e in collection.exemplars if not e.sample
    ]
    assert not [part for part in left.parts.all if part.sample]
    assert left.units == tuple(unit for unit in collection.units if not unit.sample)
    assert left.fields == collection.fields


def test_removing_deletes_the_photos_of_samples_and_no_other(was, after):
    collection, _ = was
    samples = [*collection.exemplars, *collection.parts.all]
    for owner in samples:
        for photo in owner.photos:
            assert photo.path.exists() is not owner.sample


def test_removing_touches_only_content(was, after):
    now = files(after)
    changed = {name for name, digest in was[1].items() if now.get(name) != digest}
    assert not [name for name in changed if not name.startswith(("exemplars/", "docs/"))]
    assert not [name for name in changed if name.startswith("docs/assets/")]
    assert now.keys() <= was[1].keys()


def test_a_second_run_says_that_none_are_left(after):
    for arguments in (("samples",), ("samples", "--remove")):
        done = danvan(after, *arguments)
        assert done.returncode == 0
        assert done.stdout.strip() == "Không còn bài mẫu nào."


def test_outside_a_project_the_command_says_where_to_run_it(before, tmp_path):
    elsewhere = copy_project(tmp_path / "elsewhere", "hooks")
    done = danvan(elsewhere, "samples")
    assert done.returncode == 2
    assert "exemplars/" in done.stderr
    assert "Traceback" not in done.stderr


# --- the clean start -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def clean_start(after, was):
    """The project without samples and without the story of staff, if the samples were all."""
    if any(not part.sample and part.body.strip() for part in _book_parts(was[0])):
        pytest.skip("staff have written their own parts of the book")
    (staff,) = (after / "exemplars").glob("*/bai-cua-can-bo")
    for file in staff.iterdir():
        file.unlink()
    staff.rmdir()
    if read_collection(after)[0].exemplars:
        pytest.skip("staff have written their own stories")
    return after


@pytest.fixture(scope="module")
def clean_site(clean_start, tmp_path_factory):
    done = mkdocs_build(clean_start, site := tmp_path_factory.mktemp("clean") / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    return BuiltSite(clean_start, site, done.stdout + done.stderr)


def test_the_clean_start_builds_with_empty_fields(clean_site):
    for field in clean_site.collection.fields:
        page = clean_site.pages[f"{field.slug}/"]
        assert "Lĩnh vực này chưa có bài nào được đăng." in page.get_text()
        assert page.select(".dv-card") == []


def test_the_clean_start_offers_no_empty_part_of_the_book(clean_site):
    empty = [page for page in PART_PAGES if page not in clean_site.pages]
    assert "loi-noi-dau/" in empty and "anh-phong-trao/" in empty
    for address, page in clean_site.pages.items():
        links = [clean_site.resolve(address, a["href"]) for a in page.find_all("a", href=True)]
        assert all(path is None or path.is_file() for path in links), address
        assert page.select(".dv-todo, .dv-mark--draft") == [], address


def test_the_preview_of_the_clean_start_says_what_is_missing(clean_start, tmp_path):
    done = mkdocs_build(clean_start, tmp_path / "site", DANVAN_PREVIEW="1", DANVAN_BOOK="false")
    assert done.returncode == 0, done.stdout + done.stderr
    site = BuiltSite(clean_start, tmp_path / "site", done.stdout)
    missing = [item.get_text() for item in site.pages[""].select(".dv-todo li")]
    assert len(missing) == len(PART_PAGES)
    assert all("Chưa có" in text and "docs/" in text for text in missing)
    for address in PART_PAGES:
        assert address in site.pages


def _book_parts(collection):
    parts = collection.parts
    single = (parts.foreword, parts.introduction, parts.article, parts.movement)
    return [part for part in (*single, *parts.documents) if part]


def test_the_home_page_asks_for_no_photo_that_went(after, was):
    collection, findings = read_collection(after)
    assert not [a for a in findings.advice if "trang chủ" in a.what]
    home = was[0].parts.home
    if home:
        assert collection.parts.home.body == home.body
