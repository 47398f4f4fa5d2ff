"""The print shop: nothing is rendered twice, and nothing half or damaged is taken for finished."""

from __future__ import annotations

import ast
import json
import os
import shutil
import threading
import time
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from danvan.book import printshop
from danvan.book.division import SHORTEST, divide
from danvan.book.presswork import Printing
from danvan.book.printshop import PrintShop
from danvan.book.rendering import RenderJob
from support.builders import jpeg_bytes
from support.pdfreading import page_texts
from support.projects import ROOT, files
from support.rendered import render

PROFILE = ROOT / "hooks/danvan/book/profiles/FOGRA39L_coated.icc"
KEPT = 30
HTML = "<html lang=vi><title>{0}</title><p>{0}</p></html>"
STYLE = """
@page { size: 100mm 150mm; margin: 5mm }
@page :right { @bottom-right { content: "000" } }
article, div { break-before: page }
.recto { break-before: right }
img { width: 5mm }
a::after { content: " 000" }
"""
SOON = 30
"""Seconds after which a test is lost."""
MORE = range((os.cpu_count() or 1) + 2)
"""Jobs of two parts than can be worked on at once."""
TOO_DEEP = "<b>" * 1500 + "x" + "</b>" * 1500
"""No layout engine likes it."""


def long_book(first="", second=""):
    """Return the HTML of a book that is made in two parts."""
    text = '<img src="anh:ab" alt="Ảnh">' * (SHORTEST // 600 + 1)
    html = (
        f"<html lang=vi><head><title>Sách</title><style>{STYLE}</style></head><body>"
        "<article id=bia>Bìa</article><div>Trong bìa</div>"
        f'<article class="recto" id="mot"><a href="#hai">Hai</a>{first}{text}</article>'
        f'<article class="recto" id="hai"><a href="#mot">Một</a>{second}{text}</article>'
        '<div id="dv-trang-trang"></div><div></div><div></div><div></div>'
        "<article>Bìa sau</article></body></html>"
    )
    assert len(divide(html)) == 2
    return html


def rewrite(**changes):
    def write(folder):
        path = folder / "layout.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | changes))

    return write


def change(old, new):
    def write(folder):
        path = folder / "book.pdf"
        path.write_bytes(path.read_bytes().replace(old, new, 1))

    return write


DAMAGES = {
    "all gone": shutil.rmtree,
    "no PDF": lambda folder: (folder / "book.pdf").unlink(),
    "no layout": lambda folder: (folder / "layout.json").unlink(),
    "PDF cut off": change(b"%%EOF", b""),
    "PDF changed": change(b"PDF-", b"PDG-"),
    "layout cut off": lambda folder: (folder / "layout.json").write_text("{"),
    "layout of another kind": lambda folder: (folder / "layout.json").write_text("[]"),
    "layout not text": lambda folder: (folder / "layout.json").write_bytes(b"\xff\xfe"),
    "layout empty": rewrite(layout={}),
    "layout of another version": rewrite(layout={"labels": [], "colour_pages": [], "warnings": []}),
    "digest lost": rewrite(sha256=""),
}
"""By the text of the job whose folder is damaged."""


class Workshop:
    """A cache, and jobs to be done there."""

    def __init__(self, root):
        self.root = root
        self.cache = root / "cache"

    def furnish(self):
        """Write the files that jobs need."""
        self.write("base/kieu.css", "p { color: red }")
        self.write("hoa-van.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
        self.photo("aa", 1)
        return self

    def write(self, name, content):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def photo(self, key, seed):
        """Put a photo into a folder that is named by its content, as the cache of prints does."""
        return self.write(f"prints/{key}/print.jpg", jpeg_bytes(seed=seed))

    def job(self, text="Bài", **changes):
        job = RenderJob(
            name="sách đọc",
            html=HTML.format(text),
            base=self.root / "base",
            photos={"ab": self.root / "prints/aa/print.jpg"},
            motif=self.root / "hoa-van.svg",
            date="1980-01-01T00:00:00+00:00",
            whole=True,
        )
        return replace(job, **changes)

    def make(self, *jobs):
        """Run a build: order all jobs, wait for them, close the shop; return what was printed."""
        with self.shop() as shop:
            return [shop.collect(key) for key in [shop.order(job) for job in jobs]]

    def keys(self, *jobs):
        """Return the keys that jobs get, without waiting for what they order."""
        with self.shop() as shop:
            return [shop.order(job) for job in jobs]

    @contextmanager
    def shop(self):
        shop = PrintShop(self.cache)
        try:
            yield shop
        finally:
            shop.close()

    @contextmanager
    def watched(self):
        """Yield what appears in the cache: names with the names inside."""
        home = self.write("cache/book/.kho", "").parent
        seen, done = set(), threading.Event()

        def watch():
            while not done.wait(0.005):
                folders = [path for path in home.iterdir() if path.is_dir()]
                seen.update((p.name, *sorted(inner.name for inner in _inside(p))) for p in folders)

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        try:
            yield seen
            time.sleep(0.05)
        finally:
            done.set()
            thread.join()
            (home / ".kho").unlink()

    @property
    def meetings(self):
        """Where the processes of jobs meet that are being done."""
        return list((self.cache / "book").glob(".meeting-*"))

    @property
    def folders(self):
        """What is in the cache, by name."""
        return sorted(path.name for path in (self.cache / "book").iterdir())


def soon(work, *given, meetings):
    """Return what something returns, or raise what it raises; fail when it never ends."""
    future = Future()

    def follow():
        try:
            future.set_result(work(*given))
        except Exception as error:  # noqa: BLE001 - it is raised below
            future.set_exception(error)

    threading.Thread(target=follow, daemon=True).start()
    try:
        return future.result(SOON)
    except TimeoutError:
        for meeting in meetings:  # let the processes end
            meeting.mkdir(parents=True, exist_ok=True)
            (meeting / "failed").touch()
        raise


def _inside(folder):
    try:
        return list(folder.iterdir())
    except FileNotFoundError:  # a draft that was just moved into place
        return []


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    """A workshop with finished PDFs, one for each damage that could be done to them."""
    workshop = Workshop(tmp_path_factory.mktemp("stocked")).furnish()
    workshop.make(workshop.job(), *map(workshop.job, DAMAGES))
    return workshop


@pytest.fixture
def workshop(stocked, tmp_path):
    """A copy of that workshop."""
    return Workshop(shutil.copytree(stocked.root, tmp_path / "xuong"))


@pytest.fixture
def empty(tmp_path):
    """A workshop without a finished PDF."""
    return Workshop(tmp_path / "moi").furnish()


# --- rendered once -------------------------------------------------------------------------------


def test_a_job_is_rendered_once_however_often_it_is_ordered(empty, capfd):
    with empty.watched() as seen:
        first, second = empty.make(empty.job(), empty.job(name="tên khác"))
    assert first == second
    assert len({name for name, *_ in seen if name.startswith(".meeting-")}) == 1
    assert page_texts(first.path) == ["Bài"]
    assert "Đã dựng 1 tệp PDF; 0 tệp dùng lại" in capfd.readouterr().err
    inode = first.path.stat().st_ino
    assert empty.make(empty.job()) == [first]
    assert first.path.stat().st_ino == inode
    assert len(empty.folders) == 1
    assert "Đã dựng 0 tệp PDF; 1 tệp dùng lại" in capfd.readouterr().err


def test_a_shop_without_orders_says_nothing(empty, capfd):
    empty.make()
    assert capfd.readouterr().err == ""


def test_two_caches_get_the_same_bytes_under_the_same_key(workshop, empty):
    ours, theirs = (shop.make(shop.job())[0] for shop in (workshop, empty))
    assert ours.path.parent.name == theirs.path.parent.name
    assert files(ours.path.parent) == files(theirs.path.parent)


def test_what_a_job_tells_is_the_same_from_the_cache(empty):
    job = empty.job("<b style='khong-co: 1'>Bài</b>")
    (first,), (again,) = empty.make(job), empty.make(job)
    assert again.layout == first.layout
    assert any("khong-co" in warning for warning in again.layout.warnings)
    assert hash(again.layout.labels + again.layout.colour_pages + again.layout.warnings)


# --- the key -------------------------------------------------------------------------------------


def test_whatever_changes_the_pdf_changes_the_key(workshop):
    profile, press = PROFILE.read_bytes(), partial(Printing, condition="FOGRA39", ink_limit=300)
    press = partial(press, marks=False, grey=False, bleed=3.0)
    first = press(workshop.write("a/giay.icc", profile))
    second = press(workshop.write("b/giay.icc", profile[:-1] + b"\x01"))
    workshop.write("base-2/kieu.css", "p { color: blue }")
    workshop.write("base-3/ten.css", "p { color: red }")
    svg = "<svg xmlns='http://www.w3.org/2000/svg'><g/></svg>"
    jobs = [
        workshop.job(),
        workshop.job("Bài khác"),
        workshop.job(date="2023-11-14T22:13:20+00:00"),
        workshop.job(photos={"ab": workshop.photo("bb", 2)}),
        workshop.job(photos={"cd": workshop.root / "prints/aa/print.jpg"}),
        workshop.job(variant="pdf/a-3u"),
        workshop.job(signature=8),
        workshop.job(base=workshop.root / "base-2"),
        workshop.job(base=workshop.root / "base-3"),
        workshop.job(motif=workshop.write("khac/hoa-van.svg", svg)),
        workshop.job(printing=first),
        workshop.job(printing=second),
        workshop.job(printing=replace(first, bleed=5.0)),
        workshop.job(printing=replace(first, ink_limit=280)),
        workshop.job(printing=replace(first, grey=True)),
        workshop.job(printing=first, colour_sections=("trang-kinh-te",)),
    ]
    assert len(set(workshop.keys(*jobs))) == len(jobs)


def test_the_key_is_the_same_wherever_the_files_are(workshop, empty):
    keys = []
    for place, name in ((workshop, "sách"), (empty, "tên khác")):
        profile = place.write("giay.icc", PROFILE.read_bytes())
        press = Printing(profile, "FOGRA39", 300, marks=False, grey=False, bleed=3.0)
        keys.append(place.keys(place.job(name=name), place.job(printing=press)))
    assert keys[0] == keys[1]


def test_the_key_knows_every_module_that_has_a_part_in_the_pdf():
    room = Path(printshop.__file__).parent
    waiting, known = ["rendering.py"], set()
    while waiting:
        known.add(name := waiting.pop())
        tree = ast.walk(ast.parse((room / name).read_text("utf-8")))
        own = (node for node in tree if isinstance(node, ast.ImportFrom) and node.level == 1)
        waiting += [f for node in own if (f := f"{node.module}.py") not in known]
    assert known <= set(printshop._CODE)
    assert len(known) >= 6


# --- half and damaged folders --------------------------------------------------------------------


def test_a_half_or_damaged_folder_is_made_again(workshop, capfd):
    jobs = list(map(workshop.job, DAMAGES))
    whole = workshop.make(*jobs)
    before = files(workshop.cache)
    for printed, damage in zip(whole, DAMAGES.values(), strict=True):
        damage(printed.path.parent)
    assert len(files(workshop.cache).items() & before.items()) < len(before) - len(DAMAGES)
    capfd.readouterr()
    assert workshop.make(*jobs) == whole
    assert files(workshop.cache) == before
    assert f"Đã dựng {len(DAMAGES)} tệp PDF; 0 tệp dùng lại" in capfd.readouterr().err


def test_a_cache_that_is_emptied_during_the_build_is_told(workshop):
    with workshop.shop() as shop:
        key = shop.order(workshop.job())
        shutil.rmtree(workshop.cache)
        with pytest.raises(FileNotFoundError):
            shop.collect(key)


# --- whole folders only --------------------------------------------------------------------------


def test_only_whole_folders_ever_appear_and_others_may_read_them(empty):
    with empty.watched() as seen:
        empty.make(*(empty.job(f"Bài {number}") for number in range(3)))
    finished = {(name, *inside) for name, *inside in seen if not name.startswith(".")}
    assert finished == {(name, "book.pdf", "layout.json") for name in empty.folders}
    assert len(finished) == 3
    modes = {(empty.cache / "book" / name).stat().st_mode & 0o777 for name in empty.folders}
    assert modes == {0o755}


# --- faults --------------------------------------------------------------------------------------


def test_what_goes_wrong_in_a_job_reaches_whoever_collects_it(empty, capfd):
    profile = empty.write("hong.icc", "không phải hồ sơ màu")
    press = Printing(profile, "FOGRA39", 300, marks=False, grey=False, bleed=3.0)
    bad = empty.job('<b style="color: red">Bài</b>', printing=press, variant="pdf/x-4")
    with empty.shop() as shop:
        keys = [shop.order(empty.job()), shop.order(bad)]
        with pytest.raises(OSError, match="profile"):
            shop.collect(keys[1])
        assert page_texts(shop.collect(keys[0]).path) == ["Bài"]
    assert empty.folders == [keys[0]]
    assert "Đã dựng 1 tệp PDF; 0 tệp dùng lại" in capfd.readouterr().err


# --- books in parts ------------------------------------------------------------------------------


def test_a_book_in_parts_has_the_bytes_and_the_layout_that_one_process_gives(empty, tmp_path):
    job = empty.job(html=long_book("<b style='khong-co: 1'>A</b>"), whole=False)
    (printed,) = empty.make(job)
    assert printed.layout == render(job, tmp_path / "sach.pdf")
    assert printed.path.read_bytes() == (tmp_path / "sach.pdf").read_bytes()
    assert any("khong-co" in warning for warning in printed.layout.warnings)
    assert empty.folders == [printed.path.parent.name]
    assert sorted(path.name for path in printed.path.parent.iterdir()) == [
        "book.pdf",
        "layout.json",
    ]


def test_the_layout_of_a_job_is_known_before_it_is_collected_and_is_the_same(empty):
    jobs = [empty.job(html=long_book(), whole=False), empty.job()]
    with empty.shop() as shop:
        keys = [shop.order(job) for job in jobs]
        layouts = [shop.layout(key) for key in keys]
        assert layouts == [shop.collect(key).layout for key in keys]
    assert layouts[0].anchors["mot"] == 1
    assert layouts[0].anchors["hai"] % 2 == 1
    with empty.shop() as shop:  # from the cache
        assert [shop.layout(shop.order(job)) for job in jobs] == layouts


@pytest.mark.parametrize("parts", [(TOO_DEEP, ""), ("", TOO_DEEP)])
def test_a_part_that_cannot_be_laid_out_fails_its_job_and_says_why(empty, capfd, parts):
    bad = empty.job(html=long_book(*parts), whole=False)
    with empty.shop() as shop:
        keys = [shop.order(bad), shop.order(empty.job())]
        for ask in (shop.layout, shop.collect):
            with pytest.raises(RecursionError):
                soon(ask, keys[0], meetings=empty.meetings)
        assert page_texts(shop.collect(keys[1]).path) == ["Bài"]
    assert empty.folders == [keys[1]]
    assert "Đã dựng 1 tệp PDF; 0 tệp dùng lại" in capfd.readouterr().err


@pytest.mark.parametrize("coloured", [0, 1])
def test_a_part_that_cannot_be_written_fails_its_job_and_says_why(empty, coloured):
    profile = empty.write("hong.icc", "không phải hồ sơ màu")
    press = Printing(profile, "FOGRA39", 300, marks=False, grey=False, bleed=3.0)
    parts = ["", ""]
    parts[coloured] = '<b style="color: red">A</b>'
    bad = empty.job(html=long_book(*parts), whole=False, printing=press, variant="pdf/x-4")
    with empty.shop() as shop:
        key = shop.order(bad)
        assert shop.layout(key).anchors["mot"] == 1
        with pytest.raises(OSError, match="profile"):
            soon(shop.collect, key, meetings=empty.meetings)
    assert empty.folders == []


def test_a_job_that_failed_is_made_anew_in_the_next_build(empty):
    profile = empty.write("giay.icc", "không phải hồ sơ màu")
    press = Printing(profile, "FOGRA39", 300, marks=False, grey=False, bleed=3.0)
    html = long_book('<b style="color: red">A</b>')
    job = empty.job(html=html, whole=False, printing=press, variant="pdf/x-4")
    with empty.shop() as shop, pytest.raises(OSError, match="profile"):
        shop.collect(shop.order(job))
    profile.write_bytes(PROFILE.read_bytes())
    (printed,) = empty.make(job)
    assert len(page_texts(printed.path)) == printed.layout.pages


def test_a_build_that_ends_early_does_not_wait_for_parts_that_nobody_makes(empty, capfd):
    html = long_book()
    jobs = [empty.job(html=html.replace("Sách", f"Sách {n}"), whole=False) for n in MORE]
    shop = PrintShop(empty.cache)
    for job in jobs:
        shop.order(job)
    assert len(empty.meetings) == len(jobs)
    soon(shop.close, meetings=empty.meetings)
    assert not empty.meetings
    made = len(empty.folders)
    assert made < len(jobs)
    assert f"Đã dựng {made} tệp PDF; 0 tệp dùng lại" in capfd.readouterr().err


def test_a_cache_that_is_emptied_while_parts_are_made_is_told(empty):
    with empty.shop() as shop:
        key = shop.order(empty.job(html=long_book(), whole=False))
        meetings = empty.meetings
        while empty.cache.exists():
            shutil.rmtree(empty.cache, ignore_errors=True)
        with pytest.raises(FileNotFoundError):
            soon(shop.collect, key, meetings=meetings)


# --- forgetting ----------------------------------------------------------------------------------


def age(workshop, count):
    """Leave one finished PDF of today and `count` others, used one second after the other."""
    (today,) = workshop.make(workshop.job())
    home = today.path.parent.parent
    for folder in home.iterdir():
        if folder != today.path.parent:
            shutil.rmtree(folder)
    for number in range(count):
        shutil.copytree(today.path.parent, home / f"cu-{number:02}")
        os.utime(home / f"cu-{number:02}/layout.json", (number, number))
    return today.path.parent


def test_thirty_pdfs_are_kept_and_those_used_least_recently_go(workshop):
    today = age(workshop, 40)
    workshop.make(workshop.job())
    latest = [f"cu-{number:02}" for number in range(40 - KEPT + 1, 40)]
    assert workshop.folders == sorted([today.name, *latest])


def test_what_a_build_uses_stays_however_old_it_is(workshop):
    today = age(workshop, 40)
    os.utime(today / "layout.json", (0, 0))
    workshop.make(workshop.job())
    assert today.name in workshop.folders
    assert len(workshop.folders) == KEPT


def test_fewer_are_all_kept(workshop):
    age(workshop, KEPT - 1)
    workshop.make(workshop.job())
    assert len(workshop.folders) == KEPT
