"""Check the collection as a whole: what one file alone cannot tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from . import messages
from .addresses import removed_addresses
from .articles import Linkable, advise_html, check_images, check_links, check_size
from .folders import as_linked
from .folding import fold, nearest, nfc
from .model import Collection, Exemplar, Field, Parts, State
from .problems import Findings


@dataclass(frozen=True)
class Text:
    """The article of one staff file."""

    path: Path
    body: str
    body_line: int
    photos: frozenset[str] | None
    """Names of the photos that staff listed; None when the list was not readable."""


def check_texts(
    texts: Iterable[Text],
    files: Iterable[Path],
    uncertain: frozenset[Path],
    exemplars: tuple[Exemplar, ...],
    findings: Findings,
) -> None:
    """Record pictures and links of `texts` that lead nowhere.

    `files` are all staff pages there are; those in `uncertain` have a problem that leaves open
    whether they are public, and a link to such a page is not one more mistake.
    """
    linkable = {_address(path): True for path in files}
    linkable |= {_address(e.path): e.public for e in exemplars if e.path not in uncertain}
    gone = {_address(e.path) for e in exemplars if e.state is State.REMOVED}
    targets = Linkable(linkable, gone, removed_addresses(exemplars))
    unpublished = {e.path for e in exemplars if not e.public}
    for text in texts:
        check_size(text.path, text.body, text.body_line, findings)
        check_images(text.path, text.body, text.body_line, text.photos, findings)
        advise_html(text.path, text.body, text.body_line, findings)
        if text.path not in unpublished:
            check_links(text.path, text.body, text.body_line, targets, findings)


def check_titles(
    exemplars: tuple[Exemplar, ...], lines: Mapping[Path, int], findings: Findings
) -> None:
    """Record titles that stand twice in a field; `lines` says where each file has its title."""
    seen: dict[tuple[str, str], Exemplar] = {}
    for exemplar in exemplars:
        key = exemplar.field, " ".join(exemplar.title.casefold().split())
        first = seen.setdefault(key, exemplar)
        if first is not exemplar:
            findings.problem(
                exemplar.path,
                lines[exemplar.path],
                messages.DUPLICATE_TITLE,
                title=exemplar.title,
                other=first.path.parent.name,
            )


def advise_collection(collection: Collection, findings: Findings) -> None:
    """Give the advice that needs more than one file."""
    _advise_hero(collection.parts, findings)
    _advise_order(collection.fields, findings)
    _advise_units(collection, findings)
    for exemplar in collection.exemplars:
        if exemplar.state is State.APPROVED and not exemplar.consent:
            findings.advise(exemplar.path, 1, messages.NO_CONSENT)
        if not exemplar.ward and exemplar.state is not State.REMOVED:
            findings.advise(exemplar.path, 1, messages.NO_WARD)


def _advise_hero(parts: Parts, findings: Findings) -> None:
    names = [photo.name for photo in parts.movement.photos] if parts.movement else []
    if parts.home and parts.home.hero and parts.home.hero not in names:
        findings.advise(parts.home.path, 1, messages.UNKNOWN_HERO, name=parts.home.hero)


def _advise_order(fields: tuple[Field, ...], findings: Findings) -> None:
    orders: dict[int, Field] = {}
    for this in fields:
        other = orders.setdefault(this.order, this)
        if other is not this and this.order:
            values = {"order": this.order, "other": other.name}
            findings.advise(this.path, 1, messages.SAME_ORDER, **values)


def _advise_units(collection: Collection, findings: Findings) -> None:
    units = {fold(unit.name): unit.name for unit in collection.units}
    for exemplar in collection.exemplars:
        if units and fold(exemplar.unit) not in units:
            near = nearest(exemplar.unit, units.values())
            hint = messages.UNKNOWN_UNIT_NEAR.format(near=near) if near else ""
            findings.advise(exemplar.path, 1, messages.UNKNOWN_UNIT, unit=exemplar.unit, hint=hint)


def _address(path: Path) -> str:
    return nfc(str(as_linked(path)))
