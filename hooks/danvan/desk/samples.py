"""Find and remove the sample content that ships with danvan, leaving a clean start."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from danvan.collection import Part, Parts, read_collection
from danvan.collection.units import units_file

_ITEM = re.compile(r"^- ", re.MULTILINE)
_HERO = re.compile(r"^ảnh trang chủ:.*\n", re.MULTILINE)
_KEPT_KEYS = ("tiêu đề", "nguồn", "tác giả")


@dataclass(frozen=True)
class Samples:
    """What is marked `mẫu: có`."""

    exemplars: tuple[Path, ...]
    """Folders."""
    documents: tuple[Part, ...]
    """Documents of part 2: deleted as a whole."""
    parts: tuple[Part, ...]
    """Fixed pages: emptied, so that staff see where their text goes."""
    units: Path | None
    """The unit list, when it has sample units."""
    hero: Path | None
    """The home page, when a sample photo stands at its top."""

    def __len__(self) -> int:
        return (
            len(self.exemplars) + len(self.documents) + len(self.parts) + (self.units is not None)
        )

    def lines(self, root: Path) -> Iterator[str]:
        """Yield one line per sample for the terminal."""
        paths = [*self.exemplars, *(p.path for p in (*self.documents, *self.parts))]
        yield from (path.relative_to(root).as_posix() for path in paths)
        if self.units:
            yield f"{self.units.relative_to(root).as_posix()} (các đơn vị mẫu)"


def find_samples(root: Path) -> Samples:
    """Return the samples of the project in `root`, also of one whose content has problems."""
    collection, _ = read_collection(root)
    parts = collection.parts
    fixed = (p for p in parts.all if p not in parts.documents)
    return Samples(
        tuple(e.path.parent for e in collection.exemplars if e.sample),
        tuple(d for d in parts.documents if d.sample),
        tuple(p for p in fixed if p.sample),
        units_file(root / "exemplars") if any(u.sample for u in collection.units) else None,
        _with_sample_hero(parts),
    )


def _with_sample_hero(parts: Parts) -> Path | None:
    home, movement = parts.home, parts.movement
    if home and movement and movement.sample and home.hero in [p.name for p in movement.photos]:
        return home.path
    return None


def remove_samples(samples: Samples) -> None:
    """Delete `samples` from disk."""
    for folder in samples.exemplars:
        shutil.rmtree(folder)
    for part in (*samples.documents, *samples.parts):
        for photo in part.photos:
            photo.path.unlink()
    for document in samples.documents:
        document.path.unlink()
    for part in samples.parts:
        part.path.write_text(_emptied(part.path.read_text("utf-8")), "utf-8")
    if samples.units:
        text = samples.units.read_text("utf-8")
        samples.units.write_text(_without_sample_units(text), "utf-8")
    if samples.hero:
        text = samples.hero.read_text("utf-8")
        samples.hero.write_text(_HERO.sub("", text, count=1), "utf-8")


def _emptied(text: str) -> str:
    """Keep the front matter's lasting lines, drop the sample's text."""
    lines = text.split("\n---", 1)[0].splitlines()[1:]
    kept = [line for line in lines if line.split(":")[0].strip() in _KEPT_KEYS]
    return "\n".join(["---", *kept, "---", ""])


def _without_sample_units(text: str) -> str:
    starts = [match.start() for match in _ITEM.finditer(text)]
    head = text[: starts[0]]
    items = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return head + "".join(
        item for item in items if not re.search(r"^\s+mẫu:\s*có", item, re.MULTILINE)
    )
