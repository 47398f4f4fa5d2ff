"""`danvan preflight`: looks at press files again, says what to mend, and ends with a code."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest
from click.testing import CliRunner

from danvan.book.preflight import write_facts
from danvan.desk.cli import main
from support.presspdfs import FACTS, Press, cover, interior
from support.projects import ROOT, danvan, files

OUTPUT = "dan-van-kheo"
GOOD = replace(FACTS, interior=f"{OUTPUT}-ruot.pdf", cover=f"{OUTPUT}-bia.pdf")


@pytest.fixture(scope="module")
def faultless(tmp_path_factory):
    """A press folder as the build leaves it, without a report."""
    folder = tmp_path_factory.mktemp("faultless") / "press"
    folder.mkdir()
    interior().save(folder / GOOD.interior)
    cover().save(folder / GOOD.cover)
    write_facts(GOOD, folder / f"{OUTPUT}-thong-so.json")
    return folder


@pytest.fixture
def press(faultless, tmp_path, monkeypatch):
    """A copy of that folder in a project, which is the working folder."""
    monkeypatch.chdir(tmp_path)
    return shutil.copytree(faultless, tmp_path / "press")


def expect(folder, output=OUTPUT, **changes):
    """Change what the build noted beside the files of a volume."""
    write_facts(replace(GOOD, **changes), folder / f"{output}-thong-so.json")


def run(*arguments):
    """Run the command; return its exit code, what it says, and what it complains of."""
    done = CliRunner().invoke(main, ["preflight", *map(str, arguments)])
    return int(done.exit_code), done.stdout, done.stderr


# --- verdicts ------------------------------------------------------------------------------------


def test_faultless_files_end_with_0_and_say_so(press):
    code, said, complained = run()
    assert (code, complained) == (0, "")
    verdict, report = said.splitlines()
    assert verdict.startswith(f"{OUTPUT}: Đạt – có thể gửi nhà in (0 đỏ, 0 vàng, ")
    assert report == f"Báo cáo đầy đủ: press/{OUTPUT}-kiem-tra.html"


def test_what_is_only_to_be_looked_at_ends_with_0(press):
    expect(press, missing_imprint=("số giấy phép",))
    code, said, _ = run()
    assert code == 0
    assert said.startswith(f"{OUTPUT}: Cần xem lại (0 đỏ, 1 vàng, ")
    assert "  [VÀNG] Cả cuốn – Trang xuất bản" in said.splitlines()
    assert "    - Trang xuất bản còn trống: số giấy phép." in said


def test_a_red_fault_ends_with_1_and_names_the_file_the_page_and_the_mend(press):
    damaged = Press(press)
    damaged.page(4).put("1 0 0 rg 60 60 99 99 re f")
    damaged.interior.save(press / GOOD.interior)
    code, said, _ = run()
    assert code == 1
    assert said.startswith(f"{OUTPUT}: Chưa in được (1 đỏ, ")
    fault, line = said.splitlines()[1:3]
    assert fault.startswith("  [ĐỎ] Ruột sách – ")
    assert line.startswith("    - Trang 4: ") and "RGB" in line


def test_the_worst_stands_first_and_faults_of_the_cover_are_told_from_the_interior_s(press):
    expect(press, bleed=5.0, missing_imprint=("số giấy phép",))
    code, said, _ = run()
    faults = [line for line in said.splitlines() if line.startswith("  [")]
    assert code == 1
    assert [line.split()[0] for line in faults] == sorted(line.split()[0] for line in faults)[::-1]
    assert len(set(faults)) == len(faults) >= 3
    assert {"Ruột", "Bìa"} <= {line.split()[1] for line in faults}


def test_a_file_that_is_gone_is_red(press):
    (press / GOOD.cover).unlink()
    code, said, _ = run()
    assert code == 1
    assert f"Không có tệp {GOOD.cover}" in said


def test_one_bad_volume_of_two_ends_with_1(press):
    expect(press, "tap-2", bleed=5.0)
    code, said, _ = run()
    assert code == 1
    assert said.startswith(f"{OUTPUT}: Đạt")
    assert "\ntap-2: Chưa in được" in said


def test_all_that_is_said_is_vietnamese_and_without_a_traceback(press):
    expect(press, bleed=5.0, spine=3.0, isbn="")
    code, said, _ = run()
    lines = said.splitlines()
    assert code == 1 and len(lines) > 4
    assert all(not line.isascii() for line in lines)
    assert "Traceback" not in said


# --- the report ----------------------------------------------------------------------------------


def test_reports_are_written_for_people_and_machines_and_nothing_else_changes(press):
    before = files(press)
    run()
    after = files(press)
    assert after.keys() - before.keys() == {f"{OUTPUT}-kiem-tra.html", f"{OUTPUT}-kiem-tra.json"}
    assert {name: after[name] for name in before} == before
    report = json.loads((press / f"{OUTPUT}-kiem-tra.json").read_text("utf-8"))
    assert (report["level"], report["title"]) == ("green", GOOD.title)
    assert GOOD.title in (press / f"{OUTPUT}-kiem-tra.html").read_text("utf-8")


def test_a_second_run_says_the_same_and_writes_the_same(press):
    first = run(), files(press)
    assert (run(), files(press)) == first


def test_another_folder_may_be_named(press, tmp_path):
    moved = press.rename(tmp_path / "gửi nhà in")
    code, said, _ = run(moved)
    assert code == 0
    assert f"{moved}/{OUTPUT}-kiem-tra.html" in said


# --- nothing to look at --------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["press", "khong-co", "tep.pdf"])
def test_without_press_files_it_ends_with_2_and_says_how_to_make_them(
    tmp_path, monkeypatch, folder
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "press").mkdir()
    (tmp_path / "tep.pdf").write_bytes(b"%PDF-1.6")
    code, said, complained = run(folder)
    assert (code, said) == (2, "")
    assert complained.startswith(f"Không có tệp in nào trong thư mục {folder}.")
    assert "make site" in complained


@pytest.mark.parametrize("damaged", ["{", "[]", '{"title": "Sách"}'])
def test_damaged_facts_end_with_2_and_say_which_file(press, damaged):
    (press / f"{OUTPUT}-thong-so.json").write_text(damaged)
    code, said, complained = run()
    assert (code, said) == (2, "")
    assert f"{OUTPUT}-thong-so.json" in complained
    assert not complained.isascii()
    assert "Traceback" not in complained


# --- the real program ----------------------------------------------------------------------------


def test_the_exit_code_reaches_the_shell(press):
    expect(press, bleed=5.0)
    done = danvan(ROOT, "preflight", str(press))
    assert done.returncode == 1
    assert "Chưa in được" in done.stdout
    assert done.stderr == ""
