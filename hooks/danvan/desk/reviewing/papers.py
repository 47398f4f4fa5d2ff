"""Hand out the changes since a round as HTML, Word file and PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from danvan.desk.letters import SANS, SERIF, faces
from danvan.desk.word.composing import new_document, number_pages, save
from danvan.desk.word.fromhtml import HtmlWriter

from .comparing import CHANGED, GONE, NEW, Fact, StoryChange
from .wording import Line

TITLE = "Những thay đổi từ lần duyệt {round}"
SINCE = "So với bản thảo trình duyệt lần {round}, ngày {day}."
NONE = "Không có gì thay đổi."
LEGEND = "Chữ <ins>thêm vào</ins> có gạch chân, chữ <del>bỏ đi</del> bị gạch ngang."
TEXT, PHOTOS, FACTS = "Bài viết", "Ảnh và chú thích", "Thông tin của bài"
_COUNTS = ((NEW, "{} bài mới"), (CHANGED, "{} bài đã sửa"), (GONE, "{} bài đã bỏ"))
_FACES = ((SERIF, 400), (SERIF, 600), (SANS, 400), (SANS, 600))
_STYLE = """
@page { size: A4; margin: 20mm 18mm 22mm 25mm;
  @bottom-center { content: counter(page) " / " counter(pages);
    font: 9pt "be-vietnam-pro"; } }
body { font: 11.5pt/1.6 "source-serif-4", Georgia, serif; color: #211c18;
  margin: 0 auto; max-width: 46rem; padding: 0 1rem; background: #fff; }
h1 { font-size: 1.6em; line-height: 1.3; margin: 1em 0 .2em; }
h2 { font-size: 1.25em; line-height: 1.35; margin: 2em 0 .2em; break-after: avoid; }
h3 { font: 600 .85em/1.5 "be-vietnam-pro", system-ui, sans-serif; margin: 1.2em 0 .3em;
  break-after: avoid; }
p { margin: 0 0 .6em; }
.where, .lead, li b { font-family: "be-vietnam-pro", system-ui, sans-serif; }
.where, .lead { font-size: .8em; color: #6a6058; }
ul { margin: 0; padding-left: 1.1em; } li { margin: 0 0 .3em; } li b { font-size: .85em; }
ins { color: #0b6623; text-decoration: underline; background: #e5f3e6; }
del { color: #b01e1e; text-decoration: line-through; background: #fbe6e4; }
.kind { font: 600 .8em "be-vietnam-pro", system-ui, sans-serif; color: #9b2d22;
  margin: 2em 0 -1.8em; }
"""


def html_page(changes: Sequence[StoryChange], number: int, day: str, root: Path) -> str:
    """Return one page with all changes, its letters inside."""
    title = TITLE.format(round=number)
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f"<title>{escape(title)}</title><style>{faces(root, _FACES)}{_STYLE}</style></head>"
        f"<body>{_body(changes, number, day)}</body></html>\n"
    )


def write_html(page: str, path: Path) -> None:
    path.write_text(page, "utf-8")


def write_pdf(page: str, path: Path) -> None:
    """Write the page of `html_page` as PDF."""
    # Loads Pango, for which the other forms need not wait.
    from weasyprint import HTML  # noqa: PLC0415

    HTML(string=page).write_pdf(path, pdf_variant="pdf/ua-1")


def write_docx(changes: Sequence[StoryChange], number: int, day: str, path: Path) -> None:
    """Write the changes as a Word file: underlined what was added, struck through what went."""
    document = new_document(TITLE.format(round=number))
    writer = HtmlWriter(document, first_level=2)
    writer.add(_body(changes, number, day))
    writer.finish()
    number_pages(document)
    save(document, path)


def summary(changes: Sequence[StoryChange]) -> str:
    """Return how many stories are new, changed and gone, in a line."""
    counts = Counter(change.kind for change in changes)
    told = [text.format(counts[kind]) for kind, text in _COUNTS if counts[kind]]
    return f"{', '.join(told)}." if told else NONE


def _body(changes: Sequence[StoryChange], number: int, day: str) -> str:
    head = (
        f"<h1>{escape(TITLE.format(round=number))}</h1>"
        f'<p class="lead">{escape(SINCE.format(round=number, day=day))} '
        f"{escape(summary(changes))} {LEGEND}</p>"
    )
    return head + "".join(map(_story, changes))


def _story(change: StoryChange) -> str:
    parts = [
        f'<p class="kind">{escape(change.kind)}</p><h2>{escape(change.title)}</h2>',
        f'<p class="where">{escape(change.where)}</p>',
        *(f"<p><em>{escape(note)}</em></p>" for note in change.notes),
        _facts(FACTS, change.facts),
    ]
    if change.text:
        parts.append(f"<h3>{TEXT}</h3>")
        parts += [f"<p>{_line(line)}</p>" for line in change.text]
    return "".join([*parts, _facts(PHOTOS, change.photos)])


def _facts(title: str, facts: Iterable[Fact]) -> str:
    items = "".join(f"<li><b>{escape(fact.name)}:</b> {_line(fact.change)}</li>" for fact in facts)
    return f"<h3>{title}</h3><ul>{items}</ul>" if items else ""


def _line(line: Line) -> str:
    return "".join(piece.html for piece in line)
