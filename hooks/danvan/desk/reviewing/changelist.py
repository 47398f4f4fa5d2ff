"""List what has changed since a round of review: `danvan review changes`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from danvan.collection import read_collection
from danvan.desk.projectfile import PHOTO_FACTS
from danvan.desk.summaryfiles import keep

from .comparing import changes_between
from .papers import html_page, summary, write_docx, write_html, write_pdf
from .rounds import chosen_round, manuscript_of, rounds

NAME = "thay-doi-tu-lan-duyet-{round}.{form}"


def write_changes(
    root: Path, number: int | None, formats: Sequence[str], folder: Path, *, overwrite: bool
) -> tuple[str, list[Path]]:
    """Write what changed since round `number`, or the last one; return a summary and the files.

    Raise ReviewError, or FileExistsError when a file is there and must not be replaced.
    """
    chosen = chosen_round(root, number)
    files = {form: folder / NAME.format(round=chosen, form=form) for form in formats}
    keep(files.values(), overwrite=overwrite)
    store = root / PHOTO_FACTS
    new, _ = read_collection(root, facts_store=store)
    with manuscript_of(root, chosen) as before:
        old, _ = read_collection(before, facts_store=store)
        found = changes_between(old, new)
    day = rounds(root)[chosen]
    page = html_page(found, chosen, day, root)
    folder.mkdir(parents=True, exist_ok=True)
    for form, path in files.items():
        if form == "html":
            write_html(page, path)
        elif form == "pdf":
            write_pdf(page, path)
        else:
            write_docx(found, chosen, day, path)
    return summary(found), list(files.values())
