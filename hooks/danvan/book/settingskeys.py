"""Read `extra.book`, and say what is wrong with it and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from PIL import ImageCms

from danvan.collection import Findings, messages
from danvan.collection.folding import nearest

from .paper import find_paper
from .settinglines import SettingPath, line_of, setting_lines
from .settings import BookSettings, Imprint, Press, Selection, Volume
from .settingstable import BOOK, IMPRINT, NAME, PRESS, SELECTION, VOLUME, Setting

Kind = TypeVar("Kind")


def read_book_settings(given: Any, path: Path, findings: Findings) -> BookSettings:
    """Return the settings in `given`, recording problems against `path` (mkdocs.yml)."""
    return _Reader(path, findings).book(given)


class _Reader:
    def __init__(self, path: Path, findings: Findings) -> None:
        self.path = path
        self.findings = findings
        self.lines = setting_lines(path)

    def book(self, given: Any) -> BookSettings:
        groups = ("imprint", "press", "volumes")
        values = given if isinstance(given, Mapping) else {}
        read = self._values(values, BOOK, (), also=groups)
        imprint = self._group(values, "imprint", IMPRINT, Imprint(), ())
        press = self._press(self._group(values, "press", PRESS, Press(), ()))
        book = BookSettings(**read, imprint=imprint, press=press)
        return replace(book, volumes=self._volumes(values.get("volumes"), imprint))

    def _press(self, press: Press) -> Press:
        if press.enabled and not press.paper_thickness and not find_paper(press.paper):
            self.findings.problem(
                self.path, self._line(("press", "paper")), messages.PAPER_UNKNOWN, paper=press.paper
            )
        if press.profile:
            self._profile(press.profile)
        return press

    def _profile(self, name: str) -> None:
        path = self.path.parent / name
        line = self._line(("press", "profile"))
        if not path.is_file():
            self.findings.problem(self.path, line, messages.PROFILE_MISSING, profile=name)
        elif not _is_cmyk_profile(path):
            self.findings.problem(self.path, line, messages.PROFILE_WRONG, profile=name)

    def _volumes(self, given: Any, imprint: Imprint) -> tuple[Volume, ...]:
        if given is None:
            return ()
        if not (isinstance(given, list) and all(isinstance(item, Mapping) for item in given)):
            self._wrong(("volumes",), "danh sách các tập", "[{output: tap-1}]")
            return ()
        volumes = [self._volume(item, number, imprint) for number, item in enumerate(given)]
        # Windows and macOS take names that differ in capitals for one.
        names = [volume.output.casefold() for volume in volumes]
        for number, volume in enumerate(volumes):
            if names[number] in names[:number]:
                line = self._line(("volumes", number, "output"))
                self.findings.problem(self.path, line, messages.VOLUME_TWICE, output=volume.output)
        return tuple(volumes)

    def _volume(self, given: Mapping[str, Any], number: int, imprint: Imprint) -> Volume:
        at: SettingPath = ("volumes", number)
        read = self._values(given, {**VOLUME, **SELECTION}, at, also=("imprint",))
        if given.get("output") is None:
            self._wrong((*at, "output"), NAME.wanted, NAME.example)
        chosen = {key: read.pop(key) for key in SELECTION if key in read}
        if "story_years" in chosen:
            chosen["years"] = chosen.pop("story_years")
        # Each book has a number of its own; the rest may be the same for all.
        shared = replace(imprint, isbn="", registration="")
        own = self._group(given, "imprint", IMPRINT, shared, at)
        output = read.pop("output", f"tap-{number + 1}")
        return Volume(output, **read, selection=Selection(**chosen), imprint=own)

    def _group(
        self,
        values: Mapping[str, Any],
        key: str,
        table: Mapping[str, Setting],
        default: Kind,
        at: SettingPath,
    ) -> Kind:
        given = values.get(key)
        if given is None:
            return default
        if not isinstance(given, Mapping):
            name, setting = next(iter(table.items()))
            example = f"{{ {name}: {setting.example} }}"
            self._wrong((*at, key), "một nhóm thiết lập thụt vào bên dưới", example)
            return default
        return replace(default, **self._values(given, table, (*at, key)))  # type: ignore[type-var]

    def _values(
        self,
        given: Mapping[str, Any],
        table: Mapping[str, Setting],
        at: SettingPath,
        also: tuple[str, ...] = (),
    ) -> dict[str, Any]:
        """Return what `table` knows of `given`; a setting left blank is as if not there."""
        good: dict[str, Any] = {}
        for key, value in given.items():
            setting = table.get(str(key))
            if setting is None:
                if key not in also:
                    self._unknown((*at, str(key)), (*table, *also))
            elif value is not None:
                read = setting.read(value)
                if read is None:
                    self._wrong((*at, str(key)), setting.wanted, setting.example)
                else:
                    good[str(key)] = read
        return good

    def _unknown(self, at: SettingPath, known: tuple[str, ...]) -> None:
        key = str(at[-1])
        near = nearest(key, known)
        template = messages.UNKNOWN_KEY_NEAR if near else messages.UNKNOWN_KEY_FAR
        hint = template.format(near=near, known=", ".join(known))
        self.findings.problem(
            self.path, self._line(at), messages.SETTING_UNKNOWN, key=key, hint=hint
        )

    def _wrong(self, at: SettingPath, wanted: str, example: str) -> None:
        self.findings.problem(
            self.path,
            self._line(at),
            messages.SETTING_WRONG,
            key=at[-1],
            wanted=wanted,
            example=example,
        )

    def _line(self, at: SettingPath) -> int:
        return line_of(at, self.lines)


def _is_cmyk_profile(path: Path) -> bool:
    try:
        return ImageCms.getOpenProfile(str(path)).profile.xcolor_space.strip() == "CMYK"
    except (ImageCms.PyCMSError, OSError):
        return False
