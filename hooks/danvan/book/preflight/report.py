"""The report of a preflight: for machines as JSON, for people as one HTML page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from . import messages
from .checks.images import PhotoRow
from .facts import PressFacts
from .findings import Check, Level, Part, worst
from .reportpage import render


@dataclass(frozen=True)
class InspectedFile:
    """One file that was looked at."""

    part: Part
    name: str
    digest: str
    """SHA-256 in hexadecimal; empty when the file could not be read."""
    pages: int


@dataclass(frozen=True)
class Report:
    """Everything that a preflight found."""

    facts: PressFacts
    files: tuple[InspectedFile, ...]
    checks: tuple[Check, ...]
    """In the order in which they were made."""
    photos: tuple[PhotoRow, ...]

    @property
    def level(self) -> Level:
        """The worst level of all checks."""
        return worst(check.level for check in self.checks)

    def to_json(self) -> str:
        """Return the report for machines; the same files give the same text."""
        return json.dumps(self._data(), ensure_ascii=False, indent=2) + "\n"

    def to_html(self) -> str:
        """Return the report as one page without anything from outside."""
        return render(self._data())

    def _data(self) -> dict[str, Any]:
        facts = self.facts
        return {
            "title": facts.title,
            "stage": facts.stage,
            "level": self.level.key,
            "verdict": messages.VERDICTS[self.level],
            "expected": {
                "trim_width": facts.trim_width,
                "trim_height": facts.trim_height,
                "bleed": facts.bleed,
                "spine": facts.spine,
                "paper": facts.paper,
                "variant": facts.variant,
                "output_condition": facts.output_condition,
                "ink_limit": facts.ink_limit,
                "dpi": facts.dpi,
            },
            "files": [
                {"part": f.part.value, "name": f.name, "sha256": f.digest, "pages": f.pages}
                for f in self.files
            ],
            "checks": [_check_data(check) for check in self.checks],
            "photos": [_photo_data(photo) for photo in self.photos],
        }


def _check_data(check: Check) -> dict[str, Any]:
    return {
        "key": check.key,
        "part": check.part.value,
        "level": check.level.key,
        "title": check.title,
        "lines": list(check.lines),
        "pages": list(check.pages),
    }


def _photo_data(photo: PhotoRow) -> dict[str, Any]:
    return {
        "part": photo.part.value,
        "page": photo.page,
        "level": photo.level.key,
        "width_mm": round(photo.width, 1),
        "height_mm": round(photo.height, 1),
        "dpi": round(photo.dpi),
        "original_dpi": round(photo.original_dpi),
        "pixels": list(photo.pixels),
        "quality": photo.quality,
        "original": photo.original,
        "page_title": photo.page_title,
    }
