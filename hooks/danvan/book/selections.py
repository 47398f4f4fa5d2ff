"""Check that what volumes and colour sections name is really there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from danvan.collection import Findings, messages
from danvan.collection.folding import nearest
from danvan.pages import PagePlan, SitePlan
from danvan.pages.views import FieldView, StoryView

from .assembly import is_printed_story
from .settings import BookSettings, Volume


def check_selections(book: BookSettings, plan: SitePlan, path: Path, findings: Findings) -> None:
    """Record a problem against `path` (mkdocs.yml) for each name that nothing bears."""
    sections = {page.address.strip("/") for page in plan.pages if page.address}
    fields = {p.address.strip("/") for p in plan.pages if isinstance(p.view, FieldView)}
    stories = [page for page in plan.pages if isinstance(page.view, StoryView)]
    for name in book.press.colour_sections:
        if name.strip("/") not in sections:
            line = _line_with("colour_sections", path)
            hint = _hint(name, sections)
            findings.problem(path, line, messages.SECTION_UNKNOWN, name=name, hint=hint)
    for volume in book.volumes:
        _check_names(volume, volume.selection.fields, fields, "lĩnh vực", path, findings)
        addresses = {page.address.strip("/") for page in stories}
        _check_names(volume, volume.selection.stories, addresses, "bài", path, findings)
        _check_filled(volume, stories, path, findings)


def _check_names(
    volume: Volume,
    names: Iterable[str],
    known: set[str],
    kind: str,
    path: Path,
    findings: Findings,
) -> None:
    for name in names:
        if name not in known:
            findings.problem(
                path,
                _line_with(volume.output, path),
                messages.VOLUME_UNKNOWN,
                output=volume.output,
                name=name,
                kind=kind,
                hint=_hint(name, known),
            )


def _check_filled(
    volume: Volume, stories: Iterable[PagePlan], path: Path, findings: Findings
) -> None:
    if not any(is_printed_story(page, volume.selection) for page in stories):
        line = _line_with(volume.output, path)
        findings.problem(path, line, messages.VOLUME_EMPTY, output=volume.output)


def _hint(name: str, known: set[str]) -> str:
    near = nearest(name, known)
    if near:
        return messages.UNKNOWN_KEY_NEAR.format(near=near)
    return messages.UNKNOWN_KEY_FAR.format(known=", ".join(sorted(known)))


def _line_with(text: str, path: Path) -> int:
    """Return the first line of `path` that holds `text`; 1 when none does."""
    lines = path.read_text("utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if text in line), 1)
