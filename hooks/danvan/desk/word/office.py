"""Let LibreOffice turn .doc, .odt and .rtf into .docx, when it is installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS_A_FILE, _SECONDS_TO_START = 30, 90
NO_OFFICE = (
    "Muốn đọc tệp {suffix} phải có LibreOffice. Nhờ người quản trị máy cài (trên Debian, Ubuntu: "
    "sudo apt-get install libreoffice-writer), hoặc mở tệp bằng Word và lưu thành .docx."
)


def find_office() -> str | None:
    """Return LibreOffice's program, or None when it is not installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def to_docx(files: Iterable[Path], folder: Path, program: str) -> dict[Path, Path]:
    """Convert `files` into `folder`; those that LibreOffice could not read are left out.

    All in one run: starting LibreOffice takes longer than to convert a file.
    """
    inbox, outbox = folder / "vao", folder / "ra"
    inbox.mkdir(parents=True, exist_ok=True)
    outbox.mkdir(exist_ok=True)
    copies = {}
    for number, file in enumerate(files):
        copies[file] = inbox / f"{number}{file.suffix.lower()}"
        shutil.copyfile(file, copies[file])
    if copies:
        _convert([*copies.values()], folder, outbox, program)
    made = {file: outbox / f"{copy.stem}.docx" for file, copy in copies.items()}
    if len(copies) > 1:  # a file that ends the program takes those after it along
        for file, copy in copies.items():
            if not made[file].exists():
                _convert([copy], folder, outbox, program)
    return {file: docx for file, docx in made.items() if docx.exists()}


def _convert(files: list[Path], folder: Path, outbox: Path, program: str) -> None:
    profile = (folder / "ho-so").as_uri()  # of its own: no settings, no lock of a running one
    command = [
        program,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(outbox),
        *map(str, files),
    ]
    try:
        subprocess.run(
            command,
            check=False,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_SECONDS_TO_START + _SECONDS_A_FILE * len(files),
        )
    except (OSError, subprocess.TimeoutExpired):
        return
