"""Everything that can be said of a collection before it is built: `danvan check`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from danvan.collection import (
    Collection,
    Exemplar,
    Findings,
    Part,
    Parts,
    Problem,
    State,
    read_collection,
)
from danvan.desk.approval import changed_after_approval
from danvan.desk.editor import read_editor_settings
from danvan.desk.projectfile import PHOTO_FACTS, book_settings_in, extra_settings_in

from . import messages
from .likeness import alike_articles, alike_photos
from .lost import check_lost
from .personal import advise_personal
from .prose import prose
from .writing import Advice, advise_forms, advise_length, advise_writing

_SHOWN_LINES = 5


def check_project(root: Path, published: Iterable[str] = ()) -> tuple[Collection, Findings]:
    """Read the project in `root`; find what its build would refuse, and what could be better.

    `published` are addresses at which stories are known to have been.
    """
    with ProcessPoolExecutor(1) as pool:
        settings = pool.submit(_problems_of_settings, root)
        collection, findings = read_collection(root, facts_store=root / PHOTO_FACTS)
        kept = [e for e in collection.exemplars if e.state is not State.REMOVED]
        pages: list[Exemplar | Part] = [*kept, *collection.parts.all]
        every: list[Exemplar | Part] = [*collection.exemplars, *collection.parts.all]
        texts = {page.path: prose(page.body) for page in every}
        # The worker has read the settings by now; comparing articles takes as long as the advice.
        alike = pool.submit(_alike, [texts[exemplar.path] for exemplar in collection.exemplars])
        for page in pages:
            _record(page, advise_writing(texts[page.path]), findings)
            _record(page, advise_personal(texts[page.path]), findings)
            for advice in advise_forms(page.path.read_text("utf-8-sig", errors="replace")):
                findings.advise(page.path, advice.line, advice.message, **advice.values)
        for exemplar in kept:
            _record(exemplar, advise_length(texts[exemplar.path]), findings)
        _advise_likeness(collection, alike.result(), findings)
        changed = changed_after_approval(collection)
        for exemplar in collection.exemplars:
            if exemplar.address in changed:
                findings.advise(exemplar.path, 1, messages.CHANGED_AFTER_APPROVAL)
        check_lost(collection, published, findings)
        wrong = settings.result()
    findings.take(wrong)
    if not wrong:
        _check_selections(collection, findings)
    mkdocs = root / "mkdocs.yml"
    read_editor_settings(extra_settings_in(mkdocs, "editor"), mkdocs, findings)
    return collection, findings


def _check_selections(collection: Collection, findings: Findings) -> None:
    """Check what volumes and colour sections name, if any do: they name pages, not files."""
    path = collection.root / "mkdocs.yml"
    settings = book_settings_in(path)
    press = settings.get("press") if isinstance(settings, dict) else None
    coloured = isinstance(press, dict) and press.get("colour_sections")
    if not isinstance(settings, dict) or not (settings.get("volumes") or coloured):
        return
    # It loads WeasyPrint, for which nobody without volumes need wait.
    from danvan.book import check_selections, read_book_settings  # noqa: PLC0415
    from danvan.pages import plan_site  # noqa: PLC0415

    parts: dict[str, Any] = {
        name: replace(part, photos=()) if isinstance(part, Part) else part
        for name, part in vars(collection.parts).items()
    }
    bare = replace(
        collection,
        exemplars=tuple(replace(exemplar, photos=()) for exemplar in collection.exemplars),
        parts=Parts(**parts),
    )
    book = read_book_settings(settings, path, Findings(collection.root))
    check_selections(book, plan_site(bare, {}, place="", preview=False), path, findings)


def _problems_of_settings(root: Path) -> tuple[Problem, ...]:
    """Return what is wrong with the settings of the book, from a process of its own."""
    # It loads WeasyPrint, which takes as long as reading five hundred exemplars.
    from danvan.book import read_book_settings  # noqa: PLC0415

    path, findings = root / "mkdocs.yml", Findings(root)
    read_book_settings(book_settings_in(path), path, findings)
    return findings.problems


def _record(page: Exemplar | Part, found: Iterable[Advice], findings: Findings) -> None:
    """Record advice on the article of a page; its lines count from where the article begins."""
    before = page.body_line - 1
    for advice in found:
        more = _more([before + line for line in advice.also])
        findings.advise(page.path, before + advice.line, advice.message, more=more, **advice.values)


def _more(lines: Sequence[int]) -> str:
    if not lines:
        return ""
    shown = ", ".join(map(str, dict.fromkeys(lines[:_SHOWN_LINES])))
    dots = ", …" if len(lines) > _SHOWN_LINES else ""
    return messages.MORE.format(count=len(lines), lines=shown + dots)


def _alike(texts: Sequence[str]) -> list[tuple[int, int, float]]:
    return list(alike_articles(texts))


def _advise_likeness(
    collection: Collection, alike: Iterable[tuple[int, int, float]], findings: Findings
) -> None:
    """Name articles that are nearly the same, `alike` by their places, and photos."""
    root, exemplars = collection.root, collection.exemplars
    for one, other, share in alike:
        first, second = exemplars[one], exemplars[other]
        findings.advise(
            second.path,
            second.body_line,
            messages.SAME_ARTICLE,
            percent=round(100 * share),
            title=first.title,
            where=first.path.relative_to(root).as_posix(),
        )
    photos = [(exemplar, photo) for exemplar in exemplars for photo in exemplar.photos]
    for one, other in alike_photos([photo.look for _, photo in photos]):
        (owner, photo), (second, copy) = photos[one], photos[other]
        findings.advise(
            second.path,
            copy.line,
            messages.SAME_PHOTO,
            name=copy.name,
            other=photo.name,
            where=owner.path.relative_to(root).as_posix(),
        )
