"""What the book still lacks, as the build knows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from danvan.book.preflight import messages
from danvan.book.preflight.facts import PressFacts
from danvan.book.preflight.findings import Check, Fault, Finding, Part, conclude
from danvan.book.preflight.originals import Originals
from danvan.book.preflight.words import listed
from danvan.collection.folding import fold

_PART = Part.BOOK
_DRAFTS = (fold("đang biên tập"), fold("bản thảo"))


def check_completeness(facts: PressFacts) -> Iterator[Check]:
    """Yield the checks of imprint, parts, characters and the cover's file.

    What is advice in a draft keeps a release from the press.
    """
    imprint = messages.DRAFT_LACKS_IMPRINT, messages.RELEASE_LACKS_IMPRINT
    parts = messages.DRAFT_LACKS_PARTS, messages.RELEASE_LACKS_PARTS
    yield _imprint(facts.missing_imprint, imprint[facts.released])
    yield _parts(facts.missing_parts, parts[facts.released])
    yield _characters(facts)
    yield _cover(facts)


def missing_photos(facts: PressFacts, printed: Iterable[str]) -> list[Finding]:
    """Return the photos that the build knows and no file prints, by the digests `printed`."""
    absent = Originals(facts.photos).missing(printed)
    return [messages.PHOTO_NOT_PRINTED.at(original=photo.original) for photo in absent]


def _imprint(names: tuple[str, ...], fault: Fault) -> Check:
    return conclude(messages.IMPRINT, _PART, [fault.at(names=listed(names))] if names else ())


def _parts(names: tuple[str, ...], fault: Fault) -> Check:
    # A part may be told in a sentence with what to do.
    findings = [fault.at(name=name.rstrip(".")) for name in names]
    return conclude(messages.BOOK_PARTS, _PART, findings)


def _characters(facts: PressFacts) -> Check:
    shown = listed(f"{c} (U+{ord(c):04X})" for c in facts.left_out)
    findings = [messages.CHARACTERS_LEFT_OUT.at(characters=shown)] if shown else []
    return conclude(messages.CHARACTERS, _PART, findings)


def _cover(facts: PressFacts) -> Check:
    drafting = fold(facts.stage).startswith(_DRAFTS)
    findings = [] if facts.cover or drafting else [messages.COVER_ABSENT.at()]
    cover = messages.COVER_MADE if facts.cover else messages.COVER_LATER
    return conclude(messages.COVER_FILE, _PART, findings, cover=cover)
