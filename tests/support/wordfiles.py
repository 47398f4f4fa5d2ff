"""Word files as offices send them: written by python-docx, or by a real LibreOffice."""

from __future__ import annotations

import base64
import io
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from danvan.desk.legacy import Encoding
from support.pictures import photo

WORDS = nsdecls("w")
ALIGNED = {
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "left": WD_ALIGN_PARAGRAPH.LEFT,
}


def jpeg(seed: int, size: tuple[int, int] = (1200, 800), quality: int = 90) -> bytes:
    """Return a photo that no other seed makes, as the bytes of a file."""
    data = io.BytesIO()
    photo(seed, size).save(data, "JPEG", quality=quality)
    return data.getvalue()


def line(
    place: Any, text: str = "", *, look: str = "", align: str = "left", font: str = ""
) -> Paragraph:
    """Add a paragraph to a document or cell; `look` holds `b` and `i` as wanted."""
    paragraph: Paragraph = place.add_paragraph()
    if text:
        run(paragraph, text, look=look, font=font)
    paragraph.alignment = ALIGNED[align]
    return paragraph


def run(paragraph: Paragraph, text: str, *, look: str = "", font: str = "") -> Any:
    """Add letters to a paragraph."""
    added = paragraph.add_run(text)
    added.bold, added.italic = "b" in look or None, "i" in look or None
    if font:
        added.font.name = font
    return added


def picture(place: Any, data: bytes, *, width: int = 60) -> Paragraph:
    """Add a picture on a line of its own."""
    paragraph: Paragraph = place.add_paragraph()
    paragraph.add_run().add_picture(io.BytesIO(data), width=Mm(width))
    return paragraph


def insert(paragraph: Paragraph, xml: str) -> Any:
    """Append what python-docx has no words for, such as a tracked change."""
    element = parse_xml(xml)
    paragraph._p.append(element)
    return element


def added(text: str, who: str = "Biên tập") -> str:
    return (
        f'<w:ins {WORDS} w:id="1" w:author="{who}" w:date="2023-10-01T00:00:00Z">'
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:ins>'
    )


def deleted(text: str, who: str = "Biên tập") -> str:
    return (
        f'<w:del {WORDS} w:id="2" w:author="{who}" w:date="2023-10-01T00:00:00Z">'
        f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'
    )


def text_box(*texts: str) -> str:
    """Return a run with a text box as Word writes it: a new way to draw it, and an old one."""
    inner = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    names = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    return (
        f"<w:r {WORDS} {names} {nsdecls('a', 'wp')}><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData uri='
        f'"http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx>'
        f"{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape>"
        f"</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def footnote(document: Document, paragraph: Paragraph, text: str) -> None:
    """Call a footnote at the end of a paragraph; one for each document."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    blob = (
        f'<w:footnotes {WORDS}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="1"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    form = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), form, blob.encode(), document.part.package)
    document.part.relate_to(part, kind)
    insert(paragraph, f'<w:r {WORDS}><w:footnoteReference w:id="1"/></w:r>')


def typed_in(encoding: Encoding, text: str) -> str:
    """Return Unicode text as it was typed for an old font."""
    letters = {new: old for old, new in reversed(encoding.table.items())}
    return "".join(letters.get(letter, letter) for letter in text)


def set_font(paragraph: Paragraph, font: str) -> None:
    """Set every letter of a paragraph in a font."""
    for each in paragraph.runs:
        each.font.name = font


def saved(document: Document, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    return path


def word_file(path: Path, *fill: Callable[[Document], object]) -> Path:
    """Write a Word file that each of `fill` adds to."""
    document = docx.Document()
    for each in fill:
        each(document)
    return saved(document, path)


def rezipped(source: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Copy a Word file with its parts changed."""
    with zipfile.ZipFile(source) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return target


# --- LibreOffice ---------------------------------------------------------------------------------


def office() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    assert found, "the tests need LibreOffice (see .tools/system-packages.sh)"
    return found


def converted(source: Path, target: Path) -> Path:
    """Let LibreOffice save `source` in the format that the name of `target` says."""
    forms = {".docx": "docx:MS Word 2007 XML", ".doc": "doc:MS Word 97", ".csv": "csv"}
    suffix = target.suffix
    with tempfile.TemporaryDirectory() as folder:
        command = [
            office(),
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            forms.get(suffix, suffix.removeprefix(".")),
            "--outdir",
            folder,
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        made = Path(folder) / f"{source.stem}{suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made, target)
    return target


def flat_odt(path: Path, body: str, photos: Iterable[bytes] = ()) -> Path:
    """Write an OpenDocument text for LibreOffice to open; `{0}` in `body` is the first photo."""
    frames = [
        f'<draw:frame text:anchor-type="as-char" svg:width="6cm" svg:height="4cm"><draw:image>'
        f"<office:binary-data>{base64.b64encode(data).decode()}</office:binary-data></draw:image>"
        f"</draw:frame>"
        for data in photos
    ]
    kinds = ("office", "text", "table", "draw", "style", "fo:xsl-fo-compatible", "svg")
    names = " ".join(
        f'xmlns:{kind.partition(":")[0]}="urn:oasis:names:tc:opendocument:xmlns:'
        f"{kind.partition(':')[2] or {'draw': 'drawing', 'svg': 'svg-compatible'}.get(kind, kind)}"
        f':1.0"'
        for kind in kinds
    )
    bold = '<style:style style:name="B" style:family="text"><style:text-properties '
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles>'
        f'{bold}fo:font-weight="bold"/></style:style></office:automatic-styles><office:body>'
        f"<office:text>{body.format(*frames)}</office:text></office:body></office:document>",
        "utf-8",
    )
    return path
