"""The processes of a book tell each other how far they are, and never wait in vain."""

from __future__ import annotations

import multiprocessing
import pickle
import shutil
import threading
import time
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

import pytest

from danvan.book import meeting as rooms
from danvan.book.meeting import Meeting, OtherPartFailedError, all_laid_out, pages_done
from danvan.book.pagination import Bookmark, PartPages

PAGES = [
    PartPages(3, {"a": 0, "b": 2}, (Bookmark(1, "A", 0, 10.5, 20.25),)),
    PartPages(5, {"c": 4}),
    PartPages(1, {}),
]
SOON = 20
"""Seconds after which a test is lost."""


@pytest.fixture
def seats(tmp_path):
    """Return the seats of three processes."""
    return [Meeting(tmp_path, number, 3) for number in range(3)]


def run(work, *told):
    """Start something beside the test; a thread that waits for ever ends with the tests."""
    future = Future()

    def follow():
        try:
            future.set_result(work(*told))
        except OtherPartFailedError as error:
            future.set_exception(error)

    threading.Thread(target=follow, daemon=True).start()
    return future


def waiting(future):
    """Tell whether it still waits after some looks."""
    time.sleep(0.1)
    return not future.done()


# --- exchange ------------------------------------------------------------------------------------


def test_processes_hear_the_pages_and_warnings_of_all_in_order(seats):
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(3, mp_context=context) as pool:
        heard = [pool.submit(seat.laid_out, PAGES[seat.number]) for seat in seats]
        assert [future.result(SOON) for future in heard] == [PAGES] * 3
        first = pool.submit(seats[0].all_written)
        told = [pool.submit(seat.written, [f"{seat.number}", "the same"]) for seat in seats]
        assert [future.result(SOON) for future in told] == [None] * 3
        assert first.result(SOON) == ("0", "the same", "1", "2")


def test_every_process_has_a_file_of_its_own_in_one_order(seats):
    for seat in seats:
        seat.files[seat.number].write_text(f"part {seat.number}")
    assert [path.read_text() for path in seats[1].files] == ["part 0", "part 1", "part 2"]


def test_one_waits_for_the_pages_of_all(seats):
    first = run(seats[0].laid_out, PAGES[0])
    second = run(seats[1].laid_out, PAGES[1])
    assert waiting(first) and waiting(second)
    assert seats[2].laid_out(PAGES[2]) == PAGES
    assert first.result(SOON) == second.result(SOON) == PAGES


def test_one_waits_for_the_files_of_all(seats):
    for seat in seats[:2]:
        seat.written([])
    found = run(seats[0].all_written)
    assert waiting(found)
    seats[2].written(["x"])
    assert found.result(SOON) == ("x",)


def test_who_only_watches_hears_the_pages_too(seats):
    found = run(all_laid_out, seats[0].folder, 3, lambda: False)
    for seat, pages in zip(seats[1:], PAGES[1:], strict=True):
        run(seat.laid_out, pages)
    assert waiting(found)
    run(seats[0].laid_out, PAGES[0])
    assert found.result(SOON) == PAGES


def test_a_meeting_of_one_waits_for_nobody(tmp_path):
    alone = Meeting(tmp_path, 0, 1)
    assert alone.laid_out(PAGES[0]) == [PAGES[0]]
    alone.written(["x"])
    assert alone.all_written() == ("x",)


# --- failures ------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_failure_releases_all_that_wait_for_pages(seats, number):
    others = [run(seat.laid_out, PAGES[0]) for seat in seats if seat.number != number]
    assert all(map(waiting, others))
    seats[number].failed()
    for other in others:
        with pytest.raises(OtherPartFailedError):
            other.result(SOON)


def test_a_failure_releases_who_waits_for_files(seats):
    seats[0].written([])
    waits = run(seats[0].all_written)
    assert waiting(waits)
    seats[1].failed()
    with pytest.raises(OtherPartFailedError):
        waits.result(SOON)


def test_what_was_told_before_a_failure_is_heard(seats):
    for seat in seats:
        seat.written([f"{seat.number}"])
    seats[1].failed()
    assert seats[0].all_written() == ("0", "1", "2")


def test_who_watches_decides_when_to_give_up(seats):
    over = threading.Event()
    found = run(all_laid_out, seats[0].folder, 3, over.is_set)
    assert waiting(found)
    over.set()
    with pytest.raises(OtherPartFailedError):
        found.result(SOON)


def test_nobody_waits_in_a_folder_that_was_deleted(tmp_path):
    folder = tmp_path / "cho-hop"
    folder.mkdir()
    waits = run(Meeting(folder, 0, 2).laid_out, PAGES[0])
    assert waiting(waits)
    shutil.rmtree(folder)
    with pytest.raises(OtherPartFailedError):
        waits.result(SOON)


# --- half-written files --------------------------------------------------------------------------


def test_a_file_appears_only_when_it_is_whole(tmp_path, monkeypatch):
    """What is told is larger than one write, and read as soon as it is there."""
    large = PartPages(9, {f"trang-{number}": number for number in range(200_000)})
    monkeypatch.setattr(rooms, "_LOOK", 0.0)
    heard = run(all_laid_out, tmp_path, 1, lambda: False)
    lengths = run(_lengths, tmp_path / "0.laid-out", heard)
    Meeting(tmp_path, 0, 1).laid_out(large)
    assert heard.result(SOON) == [large]
    assert lengths.result(SOON) == {len(pickle.dumps(large))}


def _lengths(path, until):
    """Return how long a file is seen to be until something is done."""
    found = set()
    while not (found and until.done()):
        if path.exists():
            found.add(path.stat().st_size)
    return found


def test_a_draft_is_not_read(seats, monkeypatch):
    replace, gate = Path.replace, threading.Event()

    def late(self, target):
        gate.wait(SOON)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", late)
    writers = [run(seat.laid_out, pages) for seat, pages in zip(seats, PAGES, strict=True)]
    found = run(all_laid_out, seats[0].folder, 3, lambda: False)
    assert waiting(found)
    assert list(seats[0].folder.iterdir())
    gate.set()
    assert [future.result(SOON) for future in (found, *writers)] == [PAGES] * 4


# --- progress ------------------------------------------------------------------------------------


def test_pages_of_all_processes_are_counted(seats):
    assert pages_done(seats[0].folder) == 0
    seats[0].at_page("Step 5 - Creating layout - Page 7")
    seats[1].at_page("Step 5 - Creating layout - Page 12")
    assert pages_done(seats[0].folder) == 19
    seats[0].at_page("Step 5 - Creating layout - Page 8")
    assert pages_done(seats[0].folder) == 20


def test_other_news_do_not_count(seats):
    seats[0].at_page("Step 5 - Creating layout - Page 7")
    seats[0].at_page("Step 6 - Creating PDF")
    assert pages_done(seats[0].folder) == 7


def test_a_number_that_is_being_written_counts_nothing(seats):
    seats[0].at_page("Page 7")
    (seats[0].folder / "1.page").write_text("")
    assert pages_done(seats[0].folder) == 7


def test_a_folder_that_is_gone_has_no_pages(tmp_path):
    assert pages_done(tmp_path / "khong-co") == 0
