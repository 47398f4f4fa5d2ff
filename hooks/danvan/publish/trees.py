"""The files of a commit: refused where they could do harm, written as they are where not.

Git's own checkout follows links, attributes and filters that a push can bring along; here each
file is the bytes of its blob.
"""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from . import limits, messages
from .faults import Fault, printable
from .running import git, git_command, git_environment

_FILE_MODES = ("100644", "100755", "100664")
_BLOCK = 2**20
_LINK, _SUBMODULE = "120000", "160000"
_NOT_BUILT = ("site", "press", "tests")
_HARMFUL = {"Cc", "Cs", "Zl", "Zp"}
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Signs that show a name backwards."""


@dataclass(frozen=True)
class Entry:
    """A file of a commit."""

    mode: str
    blob: str
    size: int
    path: str


def entries_of(repository: Path, commit: str) -> list[Entry]:
    """List the files of a commit."""
    listed = git(repository, "ls-tree", "-r", "-l", "-z", "--full-tree", commit)
    return [_entry(line) for line in listed.split(b"\0") if line]


def tree_faults(entries: Sequence[Entry]) -> list[Fault]:
    """Return what must not be written to a disk at all."""
    faults = [fault for entry in entries for fault in _entry_faults(entry)]
    faults += _same_names(entries)
    total = sum(entry.size for entry in entries)
    if len(entries) > limits.FILES:
        what = messages.TOO_MANY_FILES.format(count=len(entries), most=limits.FILES)
        faults.append(Fault(messages.WHOLE_PUSH, what, messages.TOO_MANY_FILES_MEND))
    if total > limits.TOTAL_BYTES:
        what = messages.TOO_MUCH.format(size=total >> 20, most=limits.TOTAL_BYTES >> 20)
        faults.append(Fault(messages.WHOLE_PUSH, what, messages.TOO_MANY_FILES_MEND))
    return faults


def write_files(repository: Path, entries: Iterable[Entry], target: Path) -> None:
    """Write the files that a build can use to the new folder `target`."""
    target.mkdir()
    with subprocess.Popen(
        git_command(repository, "cat-file", "--batch"),
        env=git_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as reader:
        asked, told = reader.stdin, reader.stdout
        assert asked and told
        for entry in entries:
            top = entry.path.partition("/")[0]
            if top.startswith(".") or top in _NOT_BUILT:
                continue
            path = target / entry.path
            path.parent.mkdir(parents=True, exist_ok=True)
            asked.write(f"{entry.blob}\n".encode())
            asked.flush()
            _copy_blob(told, path, entry)
        asked.close()


def _copy_blob(told: IO[bytes], path: Path, entry: Entry) -> None:
    header = told.readline().split()
    if len(header) != 3 or int(header[2]) != entry.size:
        raise OSError(None, f"git cannot read {entry.blob}", str(path))
    left = entry.size
    with path.open("xb") as file:
        while left:
            block = told.read(min(left, _BLOCK))
            if not block:
                raise OSError(None, f"git cannot read {entry.blob}", str(path))
            file.write(block)
            left -= len(block)
    told.read(1)


def _entry(line: bytes) -> Entry:
    facts, _, path = line.partition(b"\t")
    mode, _, blob, size = facts.decode().split()
    return Entry(
        mode, blob, int(size) if size != "-" else 0, path.decode("utf-8", "surrogateescape")
    )


def _entry_faults(entry: Entry) -> Iterator[Fault]:
    path = entry.path
    if entry.mode == _LINK:
        yield Fault(path, messages.LINK, messages.LINK_MEND)
    elif entry.mode == _SUBMODULE:
        yield Fault(path, messages.SUBMODULE, messages.SUBMODULE_MEND)
    elif entry.mode not in _FILE_MODES:
        yield Fault(path, messages.BAD_NAME, messages.BAD_NAME_MEND)
    if any(unicodedata.category(c) in _HARMFUL or c in _BIDI for c in path):
        what = messages.CONTROL_CHARACTER.format(name=printable(path))
        yield Fault(path, what, messages.BAD_NAME_MEND)
    parts = path.split("/")
    if any(part in ("", ".", "..") or part.lower() == ".git" for part in parts):
        yield Fault(path, messages.BAD_NAME, messages.BAD_NAME_MEND)
    if any(len(part.encode("utf-8", "surrogateescape")) > limits.NAME_BYTES for part in parts):
        yield Fault(path, messages.LONG_NAME, messages.LONG_NAME_MEND)
    if entry.size > limits.FILE_BYTES:
        what = messages.LARGE_FILE.format(size=entry.size >> 20, most=limits.FILE_BYTES >> 20)
        yield Fault(path, what, messages.LARGE_FILE_MEND)


def _same_names(entries: Sequence[Entry]) -> list[Fault]:
    """Find names that a Mac or Windows takes for one, folders among them."""
    seen: dict[str, str] = {}
    faults = {}
    for entry in entries:
        parts = entry.path.split("/")
        for depth in range(1, len(parts) + 1):
            path = "/".join(parts[:depth])
            other = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
            if other != path and other.rpartition("/")[2] != parts[depth - 1]:
                what = messages.SAME_NAME.format(other=printable(other))
                faults[path] = Fault(path, what, messages.SAME_NAME_MEND)
    return list(faults.values())
