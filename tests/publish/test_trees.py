"""What of a commit is refused before anything of it is written to a disk."""

from __future__ import annotations

import pytest

from danvan.publish import limits, messages
from danvan.publish.trees import Entry, tree_faults

STORY = Entry("100644", "0" * 40, 900, "exemplars/kinh-te/to-rau/guong.md")
MEGABYTE = 2**20


def entry(path: str, size: int = 1, mode: str = "100644") -> Entry:
    return Entry(mode, "0" * 40, size, path)


def test_a_usual_tree_has_no_faults():
    photos = [entry(f"exemplars/kinh-te/to-rau/ảnh {n}.jpg", 9 * MEGABYTE) for n in range(40)]
    assert tree_faults([STORY, *photos, entry("docs/Ảnh.md"), entry("Makefile")]) == []


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        (entry("docs/phim.mp4", limits.FILE_BYTES + MEGABYTE), "201 MB"),
        (entry("../../etc/cron.d/a"), messages.BAD_NAME),
        (entry("docs/.git/config"), messages.BAD_NAME),
        (entry("docs//a"), messages.BAD_NAME),
        (entry(f"docs/{'ế' * 100}.md"), messages.LONG_NAME),
        (entry("docs/a\u202egnp.md"), "\\u202e"),
        (entry("docs/\udcff.md"), "\\udcff"),
        (entry("docs/a", mode="120000"), messages.LINK),
        (entry("docs/a", mode="160000"), messages.SUBMODULE),
        (entry("EXEMPLARS/kinh-te/khac.md"), "“exemplars”"),
    ],
)
def test_what_could_do_harm_is_named(wrong, what):
    faults = tree_faults([STORY, wrong])
    assert len(faults) == 1
    assert what in faults[0].what and faults[0].mend


def test_too_many_and_too_much_are_refused_as_a_whole():
    many = [entry(f"docs/{number}.md") for number in range(limits.FILES + 1)]
    much = [entry(f"docs/{number}.md", limits.FILE_BYTES) for number in range(150)]
    assert [fault.path for fault in tree_faults(many)] == [messages.WHOLE_PUSH]
    assert [fault.path for fault in tree_faults(much)] == [messages.WHOLE_PUSH]
