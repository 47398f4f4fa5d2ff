"""Finished books reach site and press as a whole, or the press folder stays as it was."""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from danvan.book import BookSettings, BookWorks, NotPrintable, deliver, delivery
from danvan.book.pagination import Layout
from danvan.book.printshop import Printed
from danvan.book.settings import FINAL_STAGE, Press
from danvan.pages import plan_site
from support.builders import Project
from support.pdfreading import page_texts
from support.projects import ROOT, files

OUTPUT = "dan-van-kheo"
PRESS_FILES = {
    f"{OUTPUT}-{name}"
    for name in (
        "ruot.pdf",
        "bia.pdf",
        "trang-doi.pdf",
        "toan-canh.pdf",
        "toan-canh.png",
        "thong-so.json",
        "kiem-tra.html",
        "kiem-tra.json",
    )
}
SETTINGS = BookSettings(title="Dân vận khéo", output=OUTPUT)
STYLE = """
@font-face {{ font-family: F; src: url(fonts/source-serif-4-400.ttf) }}
@page {{ size: {0.trim_width}mm {0.trim_height}mm; margin: 20mm }}
body {{ margin: 0; font: 10pt F }}
div {{ break-after: page }}
div:last-child {{ break-after: auto }}
"""


def combined(text, book):
    """Return a volume without the plugin's help: two pages of cover, stories, spare pages."""
    stories = "".join(f"<div>{section.html}</div>" for section in text.sections)
    spare = '<div id="dv-trang-trang"></div>' + "<div></div>" * 3
    return (
        f"<html lang=vi><head><title>{book.title}</title><style>{STYLE.format(book)}</style></head>"
        f"<body><div>Bìa</div><div></div>{stories}{spare}<div>Bìa sau</div></body></html>"
    )


@dataclass
class Office:
    """A small project, and the folders that its builds deliver to."""

    root: Path

    @property
    def site(self):
        return self.root / "site"

    @property
    def press(self):
        return self.root / "press"

    @contextmanager
    def works(self, **changes):
        """Begin the works of a build; settings may be changed by name."""
        collection, _ = Project(self.root / "project").read()
        plan = plan_site(collection, {}, place="", preview=False)
        settings = replace(SETTINGS, **changes)
        project, cache = self.root / "project", self.root / "cache"
        works = BookWorks(settings, project, ROOT / "overrides/book", cache, "https://danvan.vn/")
        try:
            works.begin(plan, {}, combined)
            works.places()
            works.order_covers()
            yield works
        finally:
            works.shop.close()

    def deliver(self, **changes):
        with self.works(**changes) as works:
            return deliver(works, self.site, self.press, ())

    @property
    def folders(self):
        """Names of what lies beside the press folder."""
        return {path.name for path in self.root.iterdir()}


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """An office that has delivered once, and what it said."""
    office = Office(tmp_path_factory.mktemp("office"))
    project = Project(office.root / "project")
    project.exemplar()
    (project.root / "docs/assets").mkdir(parents=True)
    shutil.copyfile(ROOT / "docs/assets/hoa-van.svg", project.root / "docs/assets/hoa-van.svg")
    return office, office.deliver()


@pytest.fixture
def office(first, tmp_path):
    """A copy of that office."""
    return Office(shutil.copytree(first[0].root, tmp_path / "office"))


# --- what is delivered ---------------------------------------------------------------------------


def test_the_reading_edition_goes_to_the_site_and_the_rest_to_press(first):
    office, _ = first
    assert files(office.site).keys() == {f"sach/{OUTPUT}.pdf"}
    assert files(office.press).keys() == PRESS_FILES
    assert page_texts(office.site / f"sach/{OUTPUT}.pdf")[0] == "Bìa"
    assert "Bài pho-xanh" in page_texts(office.press / f"{OUTPUT}-ruot.pdf")[1]
    assert office.folders == {"cache", "press", "project", "site"}


def test_a_line_says_whether_a_printing_house_would_take_it_and_where_the_report_is(first):
    office, (verdict,) = first
    level = json.loads((office.press / f"{OUTPUT}-kiem-tra.json").read_text("utf-8"))["level"]
    said = {"green": "đạt.", "amber": "còn chỗ nên xem lại.", "red": "chưa in được."}[level]
    assert verdict.startswith(f"Tệp in {OUTPUT} {said}")
    assert verdict.endswith(f"press/{OUTPUT}-kiem-tra.html")


def test_what_the_build_knows_is_noted_beside_the_files(first):
    office, _ = first
    facts = json.loads((office.press / f"{OUTPUT}-thong-so.json").read_text("utf-8"))
    assert (facts["title"], facts["interior"]) == ("Dân vận khéo", f"{OUTPUT}-ruot.pdf")
    assert "Mã số ISBN" in facts["missing_imprint"]
    assert facts["spine"] > 0


def test_delivering_again_gives_the_same_files_and_makes_no_proof_again(office):
    proofs = list((office.root / "cache").rglob("ban-*"))
    before = {path: path.stat().st_mtime_ns for path in proofs}
    old = files(office.press)
    office.deliver()
    assert files(office.press) == old
    assert {path: path.stat().st_mtime_ns for path in proofs} == before
    assert len(proofs) == 3


def test_a_proof_that_is_lost_is_made_again(office):
    lost = next((office.root / "cache").rglob("ban-toan-canh.png"))
    lost.unlink()
    old = files(office.press)
    office.deliver()
    assert files(office.press) == old
    assert lost.is_file()


def test_proofs_that_could_not_be_finished_are_not_kept(office):
    book = next((office.root / "cache").rglob("ban-trang-doi.pdf")).with_name("book.pdf")
    before = files(book.parent)
    targets = [book.with_name(name) for name in ("doi.pdf", "to.pdf", "to.png")]
    too_few = Printed(book, Layout(1, {}, 0, labels=("1",)))
    with pytest.raises(ValueError, match="shorter"):
        delivery._make_proofs(too_few, ROOT / "overrides/book/fonts", targets)
    assert files(book.parent) == before
    assert not [path for path in book.parent.iterdir() if path.name.startswith(".")]


def test_without_press_files_the_press_folder_is_left_alone(office):
    old = files(office.press)
    shutil.rmtree(office.site)
    assert office.deliver(press=Press(enabled=False)) == []
    assert files(office.press) == old
    assert files(office.site).keys() == {f"sach/{OUTPUT}.pdf"}


# --- as a whole or not at all --------------------------------------------------------------------


def test_the_press_folder_is_replaced_as_a_whole(office):
    (office.press / "tap-cu-ruot.pdf").write_bytes(b"%PDF-1.6")
    (office.press / f"{OUTPUT}-bia.pdf").write_bytes(b"")
    office.deliver()
    assert files(office.press).keys() == PRESS_FILES
    assert (office.press / f"{OUTPUT}-bia.pdf").stat().st_size > 0
    assert office.press.stat().st_mode & 0o777 == 0o755
    assert office.folders == {"cache", "press", "project", "site"}


@pytest.mark.parametrize("edition", ["interior", "cover"])
def test_after_a_fault_the_press_folder_is_as_it_was(office, edition):
    old = files(office.press)
    with office.works(title="Tên khác") as works:
        (volume,) = works.volumes
        works.shop.collect(getattr(volume, edition)).path.unlink()
        with pytest.raises(FileNotFoundError):
            deliver(works, office.site, office.press, ())
    assert files(office.press) == old
    assert office.folders == {"cache", "press", "project", "site"}


def test_the_press_folder_comes_back_when_the_new_one_cannot_take_its_place(office, monkeypatch):
    (office.press / "tap-cu-ruot.pdf").write_bytes(b"%PDF-1.6")
    old, rename = files(office.press), Path.rename

    def fail_for_the_new(path, target):
        if (
            target == office.press
            and path.name.startswith(".press-")
            and not path.name.endswith("-cu")
        ):
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail_for_the_new)
    with pytest.raises(OSError, match="No space left"):
        office.deliver()
    assert files(office.press) == old
    assert office.folders == {"cache", "press", "project", "site"}


def test_a_book_to_be_published_that_would_be_sent_back_is_refused(office):
    old = files(office.press)
    with pytest.raises(NotPrintable) as refusal:
        office.deliver(stage=FINAL_STAGE)
    message = str(refusal.value)
    assert f"Sách {OUTPUT} ghi là phát hành nhưng tệp in chưa đạt" in message
    assert "- Cả cuốn – Trang xuất bản: " in message
    assert "Mã số ISBN" in message
    assert "“maket”" in message
    assert files(office.press) == old
    assert office.folders == {"cache", "press", "project", "site"}


def test_a_draft_that_would_be_sent_back_is_delivered_with_its_report(office):
    (verdict,) = office.deliver(press=Press(ink_limit=100))
    assert verdict.startswith(f"Tệp in {OUTPUT} chưa in được.")
    report = json.loads((office.press / f"{OUTPUT}-kiem-tra.json").read_text("utf-8"))
    assert (report["level"], report["expected"]["ink_limit"]) == ("red", 100)
