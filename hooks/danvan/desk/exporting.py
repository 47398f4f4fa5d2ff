"""Write exemplars back to Word, for those who review there: `danvan export`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path

import markdown
from bs4 import Tag
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm
from PIL import Image, ImageOps

from danvan.collection import Collection, Exemplar, Field, Part, Photo
from danvan.collection.articles import photo_name, shown_inline
from danvan.collection.folding import fold, nearest
from danvan.collection.imagefiles import open_image
from danvan.collection.schema import EXEMPLAR
from danvan.pages.prose import prepared, publishable

from .word.composing import new_document, number_pages, save, text_width
from .word.fromhtml import HtmlWriter

EXTENSIONS = ("footnotes", "md_in_html", "sane_lists", "tables", "attr_list")
"""Those of mkdocs.yml that change what text says."""
_FACTS = ("kind", "name", "unit", "ward", "year", "author")
_LONGEST_SIDE, _TALLEST = 1600, 120
"""Pixels of a photo for reading, and mm of its height on the page."""

NO_STORY = "Không có bài nào tên là “{name}”.{hint}"
NEAR = " Có phải là “{near}”?"
SEVERAL = "Có {count} bài hợp với “{name}”: {found}. Ghi rõ cả lĩnh vực, ví dụ: {first}."


class ExportError(Exception):
    """Nothing can be exported; the text tells staff why."""


def find_story(collection: Collection, name: str) -> Exemplar:
    """Return the exemplar that staff name by folder, `field/folder` or title.

    Raise ExportError when it is none, or several.
    """
    wanted = fold(name.strip("/").removeprefix("exemplars/").removesuffix("/guong.md"))
    names = {e.address: (f"{e.field}/{e.slug}", e.slug, e.title) for e in collection.exemplars}
    stories = {exemplar.address: exemplar for exemplar in collection.exemplars}
    found = [key for key, own in names.items() if wanted in map(fold, own)]
    found = found or [k for k, own in names.items() if any(fold(n).startswith(wanted) for n in own)]
    if wanted and len(found) == 1:
        return stories[found[0]]
    if wanted and found:
        shown = ", ".join(key.strip("/") for key in found[:5])
        first = found[0].strip("/")
        raise ExportError(SEVERAL.format(count=len(found), name=name, found=shown, first=first))
    near = nearest(name, [one for own in names.values() for one in own[1:]])
    raise ExportError(NO_STORY.format(name=name, hint=NEAR.format(near=near) if near else ""))


def export_story(exemplar: Exemplar, fields: Sequence[Field], target: Path) -> None:
    """Write one exemplar, with its facts and photos, as a Word file that can be imported again."""
    document = new_document(exemplar.title)
    document.core_properties.identifier = exemplar.address
    writer = HtmlWriter(document)
    area = next((field.name for field in fields if field.slug == exemplar.field), exemplar.field)
    _story(writer, exemplar, area, title_style="Title")
    writer.finish()
    number_pages(document)
    save(document, target)


def export_book(collection: Collection, title: str, target: Path) -> int:
    """Write the text of the whole book: every public exemplar that is in it; return how many."""
    document = new_document(title)
    writer = HtmlWriter(document)
    document.add_paragraph(title, style="Title")
    parts = collection.parts
    for part in (parts.foreword, parts.introduction, parts.article, *parts.documents):
        if part:
            _part(writer, part)
    stories = [e for e in collection.visible(preview=False) if e.in_book]
    for field in collection.fields:
        own = [exemplar for exemplar in stories if exemplar.field == field.slug]
        if own:
            _page_break(document)
            document.add_paragraph(field.name, style="Heading 1")
            writer.first_level = 2
            writer.add(_html(field.body, field.name))
        for exemplar in own:
            _page_break(document)
            _story(writer, exemplar, "", title_style="Heading 2")
    writer.finish()
    number_pages(document)
    save(document, target)
    return len(stories)


def _html(body: str, title: str) -> str:
    html = markdown.markdown(prepared(body, title), extensions=list(EXTENSIONS))
    return publishable(html)


def _story(writer: HtmlWriter, exemplar: Exemplar, area: str, title_style: str) -> None:
    document = writer.document
    document.add_paragraph(exemplar.title, style=title_style)
    names = {key.attribute: key.name for key in EXEMPLAR}
    values = {name: _told(getattr(exemplar, name)) for name in _FACTS}
    rows = {names[name].capitalize(): value for name, value in values.items() if value}
    rows |= {"Lĩnh vực": area} if area else {}
    rows |= {"Tóm tắt": exemplar.summary} if exemplar.summary else {}
    for name, value in rows.items():
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(value)
    inline = shown_inline(exemplar.body)
    photos = {photo.name: photo for photo in exemplar.photos}
    writer.first_level = 1 if title_style == "Title" else 3
    writer.picture = partial(_inline_photo, photos=photos)
    writer.add(_html(exemplar.body, exemplar.title))
    for photo in exemplar.photos:
        if photo.name not in inline:
            _add_photo(document, photo)


def _part(writer: HtmlWriter, part: Part) -> None:
    _page_break(writer.document)
    writer.document.add_paragraph(part.title, style="Heading 1")
    writer.first_level = 2
    photos = {photo.name: photo for photo in part.photos}
    writer.picture = partial(_inline_photo, photos=photos)
    writer.add(_html(part.body, part.title))


def _told(value: object) -> str:
    return str(getattr(value, "value", value) or "")


def _page_break(document: Document) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _inline_photo(document: Document, image: Tag, photos: Mapping[str, Photo]) -> None:
    photo = photos.get(photo_name(str(image.get("src", ""))))
    if photo:
        _add_photo(document, photo)


def _add_photo(document: Document, photo: Photo) -> None:
    """Add a photo, small enough to send, and its caption; where it was taken does not go along."""
    with open_image(photo.path) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGB")
        image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE), Image.Resampling.LANCZOS)
        data = BytesIO()
        image.save(data, "JPEG", quality=85)
    width = min(int(text_width(document)), int(Mm(_TALLEST) * image.width / image.height))
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    data.seek(0)
    shape = paragraph.add_run().add_picture(data, width=width)
    shape._inline.docPr.set("descr", photo.name)  # noqa: SLF001 - python-docx has no alt text
    credit = f" Ảnh: {photo.credit}" if photo.credit else ""
    caption = document.add_paragraph(f"{photo.caption}{credit}".strip(), style="Caption")
    caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
