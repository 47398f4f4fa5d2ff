"""Check that what volumes and colour sections name is really there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from danvan.collection import Findings, messages
from danvan.collection.folding import nearest
from danvan.collection.messages import Message
from danvan.pages import SitePlan
from danvan.pages.views import FieldView, HomeView, RemovedView, StoryView

from .assembly import BACK, is_printed_story
from .settinglines import SettingPath, line_of, setting_lines
from .settings import BookSettings, Selection, Volume


def check_selections(book: BookSettings, plan: SitePlan, path: Path, findings: Findings) -> None:
    """Record a problem against `path` (mkdocs.yml) for each name that nothing bears."""
    checker = _Checker(plan, path, findings)
    checker.colour_sections(book.press.colour_sections)
    for number, volume in enumerate(book.volumes):
        checker.volume(volume, ("volumes", number))


class _Checker:
    def __init__(self, plan: SitePlan, path: Path, findings: Findings) -> None:
        self.path = path
        self.findings = findings
        self.lines = setting_lines(path)
        pages = {page.address.strip("/"): page for page in plan.pages}
        self.stories = {a: page for a, page in pages.items() if isinstance(page.view, StoryView)}
        self.fields = {a for a, page in pages.items() if isinstance(page.view, FieldView)}
        printed = {a for a, page in self.stories.items() if is_printed_story(page, Selection())}
        parts = {
            a
            for a, page in pages.items()
            if not isinstance(page.view, HomeView | RemovedView | StoryView)
        }
        self.sections = {*parts, *printed, BACK.strip("/")}

    def colour_sections(self, names: Iterable[str]) -> None:
        for number, name in enumerate(names):
            if name.strip("/") not in self.sections:
                at = ("press", "colour_sections", number)
                hint = _hint(name, self.sections)
                self._problem(at, messages.SECTION_UNKNOWN, name=name, hint=hint)

    def volume(self, volume: Volume, at: SettingPath) -> None:
        chosen = volume.selection
        before = self.findings.count
        self._names(volume, (*at, "fields"), chosen.fields, self.fields, "lĩnh vực")
        self._names(volume, (*at, "stories"), chosen.stories, set(self.stories), "bài")
        all_known = self.findings.count == before
        if all_known and not any(is_printed_story(page, chosen) for page in self.stories.values()):
            self._problem(at, messages.VOLUME_EMPTY, output=volume.output)

    def _names(
        self, volume: Volume, at: SettingPath, names: Iterable[str], known: set[str], kind: str
    ) -> None:
        for number, name in enumerate(names):
            if name not in known:
                self._problem(
                    (*at, number),
                    messages.VOLUME_UNKNOWN,
                    output=volume.output,
                    name=name,
                    kind=kind,
                    hint=_hint(name, known),
                )

    def _problem(self, at: SettingPath, message: Message, **values: str) -> None:
        self.findings.problem(self.path, line_of(at, self.lines), message, **values)


def _hint(name: str, known: set[str]) -> str:
    near = nearest(name, known)
    if near:
        return messages.UNKNOWN_KEY_NEAR.format(near=near)
    return messages.UNKNOWN_KEY_FAR.format(known=", ".join(sorted(known)))
