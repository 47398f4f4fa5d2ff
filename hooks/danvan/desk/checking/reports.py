"""What `danvan check` found, for people, for programs and for the pages of git hosts."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from danvan.collection import Problem

TEXT, JSON, GITHUB, GITLAB, SARIF = "text", "json", "github", "gitlab", "sarif"
FORMATS = (TEXT, JSON, GITHUB, GITLAB, SARIF)
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_GOOD = "Không có lỗi nào. Dựng trang được."


@dataclass(frozen=True)
class Checked:
    """What was found in a project."""

    problems: Sequence[Problem]
    """In order of file and line; each stops a build."""
    advice: Sequence[Problem]
    stories: int
    photos: int


def report(checked: Checked, wanted: str) -> str:
    """Return what was found in one of FORMATS."""
    makers = {TEXT: _text, JSON: _json, GITHUB: _github, GITLAB: _gitlab, SARIF: _sarif}
    return makers[wanted](checked)


def _text(checked: Checked) -> str:
    return "\n".join([*_files(checked), *_counts(checked)])


def _files(checked: Checked) -> Iterator[str]:
    marked = [(item, "LỖI") for item in checked.problems]
    marked += [(item, "Góp ý") for item in checked.advice]
    marked.sort(key=lambda pair: (pair[0].path, pair[0].line, pair[1] != "LỖI"))
    for path, items in groupby(marked, lambda pair: pair[0].path):
        yield path
        for item, mark in items:
            yield f"  dòng {item.line}  {mark}: {item.what}"
            yield f"    → Cách sửa: {item.mend}"
        yield ""


def _counts(checked: Checked) -> Iterator[str]:
    kinds: dict[str, int] = {}
    for item in checked.advice:
        kinds[item.title] = kinds.get(item.title, 0) + 1
    yield f"Đã soát {checked.stories} bài, {checked.photos} ảnh."
    files = len({item.path for item in checked.problems})
    count = len(checked.problems)
    yield f"Lỗi phải sửa: {count} trong {files} tệp." if checked.problems else _GOOD
    if kinds:
        yield f"Góp ý, không cản việc dựng trang: {len(checked.advice)}."
        yield from (f"  {count:5}  {kind}" for kind, count in sorted(kinds.items()))


def _json(checked: Checked) -> str:
    told = {
        "problems": [_told(item) for item in checked.problems],
        "advice": [_told(item) for item in checked.advice],
        "counts": {
            "problems": len(checked.problems),
            "advice": len(checked.advice),
            "stories": checked.stories,
            "photos": checked.photos,
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _told(item: Problem) -> dict[str, object]:
    told = {"path": item.path, "line": item.line, "what": item.what, "mend": item.mend}
    return told | ({"kind": item.title} if item.title else {})


def _github(checked: Checked) -> str:
    """Return workflow commands that GitHub shows at the lines of a pull request."""
    lines = [*_commands("error", checked.problems), *_commands("notice", checked.advice)]
    return "\n".join([*lines, *_counts(checked)])


def _commands(command: str, items: Iterable[Problem]) -> Iterator[str]:
    for item in items:
        values = {"file": item.path, "line": str(item.line), "title": item.title or "Lỗi phải sửa"}
        told = ",".join(f"{key}={_escaped(value, more=',:')}" for key, value in values.items())
        yield f"::{command} {told}::{_escaped(f'{item.what} Cách sửa: {item.mend}')}"


def _escaped(text: str, more: str = "") -> str:
    for sign in f"%\r\n{more}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _gitlab(checked: Checked) -> str:
    """Return the report that GitLab shows in a merge request (a list of Code Climate issues)."""
    marked = [(item, "blocker") for item in checked.problems]
    marked += [(item, "info") for item in checked.advice]
    seen: Counter[tuple[str, str]] = Counter()
    issues = []
    for item, severity in marked:
        told = (item.path, item.what)
        seen[told] += 1
        issues.append(_issue(item, severity, seen[told]))
    return json.dumps(issues, ensure_ascii=False, indent=2)


def _issue(item: Problem, severity: str, occurrence: int) -> dict[str, object]:
    # Without the line: what only moved is not a new problem, and GitLab drops equal fingerprints.
    identity = "\0".join((item.path, item.what, str(occurrence)))
    return {
        "description": f"{item.what} Cách sửa: {item.mend}",
        "check_name": item.title or "Lỗi phải sửa",
        "fingerprint": hashlib.sha256(identity.encode()).hexdigest(),
        "severity": severity,
        "location": {"path": item.path, "lines": {"begin": item.line}},
    }


def _sarif(checked: Checked) -> str:
    """Return a log in the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0)."""
    problems = [_result("loi", "error", item) for item in checked.problems]
    advice = [_result("gop-y", "note", item) for item in checked.advice]
    rules = [
        {"id": "loi", "shortDescription": {"text": "Lỗi phải sửa"}},
        {"id": "gop-y", "shortDescription": {"text": "Góp ý, không cản việc dựng trang"}},
    ]
    run = {
        "tool": {"driver": {"name": "danvan check", "language": "vi", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [*problems, *advice],
    }
    log = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _result(rule: str, level: str, item: Problem) -> dict[str, object]:
    place = {
        "artifactLocation": {"uri": quote(item.path), "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": item.line},
    }
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": f"{item.what} Cách sửa: {item.mend}"},
        "locations": [{"physicalLocation": place}],
    }
