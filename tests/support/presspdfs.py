"""Small press PDFs, faultless until a test puts a defect in."""

from __future__ import annotations

import functools
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pikepdf
from barcode import EAN13
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name
from PIL import Image

from danvan.book.preflight import Check, PressFacts, PrintedPhoto, Report, preflight
from support.projects import ROOT

MM = 72 / 25.4
FACE = ROOT / "overrides/book/fonts/be-vietnam-pro-400.ttf"
PROFILE = Path(__file__).parents[2] / "hooks/danvan/book/profiles/FOGRA39L_coated.icc"
ISBN = "978-604-0-00000-2"
WIDTH, HEIGHT, BLEED = 145.0, 205.0, 3.0
LETTERS = "Những tập thể dân vận khéo: 0123456789 (ẫỡệ) Dân Phần Bài Kinh tế Đường xanh."
"""All that a page may say: other letters are not in the font."""


# --- parts ---------------------------------------------------------------------------------------


@functools.cache
def font_bytes(letters: str = LETTERS) -> bytes:
    """Return the book's face with some letters only, each under its own number."""
    options = subset.Options(retain_gids=True, notdef_outline=True, layout_features=[])
    with TTFont(FACE) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=letters)
        subsetter.subset(font)
        buffer = io.BytesIO()
        font.save(buffer)
    return buffer.getvalue()


@functools.cache
def _glyphs() -> tuple[dict[str, int], dict[int, float]]:
    """Return glyph numbers by letter, and widths in thousandths by number."""
    with TTFont(io.BytesIO(font_bytes())) as font:
        numbers = {chr(c): font.getGlyphID(n) for c, n in font.getBestCmap().items()}
        scale = 1000 / font["head"].unitsPerEm
        widths = {n: font["hmtx"][font.getGlyphName(n)][0] * scale for n in numbers.values()}
        return numbers, widths


def codes(text: str) -> str:
    """Return the hexadecimal codes that show `text`; letters without a glyph are glyph 0."""
    numbers = _glyphs()[0]
    return "".join(f"{numbers.get(letter, 0):04x}" for letter in text)


@functools.cache
def photo_bytes(
    width: int = 355,
    height: int = 237,
    *,
    inks: tuple[int, int, int, int] = (60, 40, 40, 10),
    mode: str = "CMYK",
    quality: int = 95,
) -> bytes:
    """Return a JPEG; `inks` are percents, of which RGB and grey take the first."""
    colour = tuple(round(ink * 2.55) for ink in inks)
    image = Image.new("CMYK", (width, height), colour).convert(mode)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, subsampling=0)
    return buffer.getvalue()


def overprinting() -> Dictionary:
    return Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)


# --- pages ---------------------------------------------------------------------------------------


@dataclass
class Sheet:
    """One page under construction. Places are millimetres from the lower left of the trim."""

    width: float = WIDTH
    height: float = HEIGHT
    bleed: float = BLEED
    room: float = BLEED
    """Millimetres from the trim to the edge of the MediaBox."""
    content: list[bytes] = field(default_factory=list)
    resources: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By kind and name, such as `resources["ExtGState"]["G"]`."""
    photos: dict[str, bytes] = field(default_factory=dict)
    """JPEGs by the name under which they are drawn."""
    finish: list[Callable[[pikepdf.Pdf, pikepdf.Page], None]] = field(default_factory=list)
    """Run on the finished page, to break what cannot be broken before."""

    def put(self, text: str | bytes) -> Sheet:
        """Add operators."""
        self.content.append(text.encode() if isinstance(text, str) else text)
        return self

    def entry(self, kind: str, name: str, value: Any) -> Sheet:
        """Add a resource."""
        self.resources.setdefault(kind, {})[name] = value
        return self

    def text(
        self,
        text: str,
        x: float = 20,
        y: float = 150,
        *,
        size: float = 10,
        colour: str = "0 0 0 1 k",
        state: str = "/Over gs",
        matrix: str = "1 0 0 1",
    ) -> Sheet:
        """Set a line with its pen at a place; letters without a glyph become glyph 0."""
        place = f"{matrix} {x * MM} {y * MM} Tm"
        return self.put(f"q {state} {colour} BT /F {size} Tf {place} <{codes(text)}> Tj ET Q")

    def area(
        self, x: float, y: float, width: float, height: float, colour: str = "0.1 0.05 0 0 k"
    ) -> Sheet:
        """Fill a rectangle."""
        numbers = " ".join(str(value * MM) for value in (x, y, width, height))
        return self.put(f"q {colour} {numbers} re f Q")

    def photo(
        self, data: bytes, x: float = 20, y: float = 100, width: float = 30, height: float = 20
    ) -> Sheet:
        """Draw a JPEG."""
        name = f"P{len(self.photos)}"
        self.photos[name] = data
        return self.put(f"q {width * MM} 0 0 {height * MM} {x * MM} {y * MM} cm /{name} Do Q")

    def add_to(self, pdf: pikepdf.Pdf, font: Any) -> None:
        """Append the page to `pdf`."""
        page = pdf.add_blank_page(page_size=(100, 100))
        trim = (0.0, 0.0, self.width * MM, self.height * MM)
        page.obj.TrimBox = Array(trim)
        page.obj.BleedBox = Array(_grown(trim, self.bleed))
        page.obj.MediaBox = Array(_grown(trim, self.room))
        page.obj.Contents = pdf.make_stream(b"\n".join(self.content))
        self.entry("ExtGState", "Over", overprinting())
        self.entry("Font", "F", font)
        for name, data in self.photos.items():
            self.entry("XObject", name, picture(pdf, data))
        page.obj.Resources = Dictionary(
            {
                f"/{kind}": Dictionary({f"/{n}": v for n, v in entries.items()})
                for kind, entries in self.resources.items()
            }
        )
        for step in self.finish:
            step(pdf, page)


def picture(pdf: pikepdf.Pdf, jpeg: bytes, **entries: Any) -> Any:
    """Return an image object around a JPEG, as WeasyPrint writes it."""
    with Image.open(io.BytesIO(jpeg)) as image:
        (width, height), mode = image.size, image.mode
    spaces = {"CMYK": Name.DeviceCMYK, "RGB": Name.DeviceRGB, "L": Name.DeviceGray}
    given = {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "Width": width,
        "Height": height,
        "BitsPerComponent": 8,
        "ColorSpace": spaces[mode],
        "Filter": Name.DCTDecode,
    }
    if mode == "CMYK":
        given["Decode"] = Array([1, 0] * 4)
    return pikepdf.Stream(pdf, jpeg, **(given | entries))


def _grown(box: tuple[float, ...], by: float) -> tuple[float, ...]:
    left, bottom, right, top = box
    return left - by * MM, bottom - by * MM, right + by * MM, top + by * MM


# --- files ---------------------------------------------------------------------------------------


@dataclass
class PressPdf:
    """A PDF/X file under construction."""

    sheets: list[Sheet]
    version: str = "1.6"
    identifier: str = "PDF/X-4"
    finish: list[Callable[[pikepdf.Pdf], None]] = field(default_factory=list)

    def save(self, path: Path) -> None:
        """Write the file."""
        pdf = pikepdf.new()
        font = composite_font(pdf)
        for sheet in self.sheets:
            sheet.add_to(pdf, font)
        profile = pikepdf.Stream(pdf, PROFILE.read_bytes(), N=4)
        pdf.Root.OutputIntents = Array(
            [
                Dictionary(
                    Type=Name.OutputIntent,
                    S=Name.GTS_PDFX,
                    OutputConditionIdentifier="FOGRA39",
                    DestOutputProfile=pdf.make_indirect(profile),
                )
            ]
        )
        _identify(pdf, self.identifier)
        for step in self.finish:
            step(pdf)
        pdf.save(
            path,
            force_version=self.version,
            static_id=True,
            fix_metadata_version=False,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )


def _identify(pdf: pikepdf.Pdf, identifier: str) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        meta.register_xml_namespace("http://www.npes.org/pdfx/ns/id/", "pdfxid")
        meta["pdfxid:GTS_PDFXVersion"] = identifier
    info = pdf.docinfo
    info.GTS_PDFXVersion = identifier
    info.Trapped, info.Title = Name("/False"), "Sách thử"
    info.CreationDate = info.ModDate = "D:20240101000000Z"


def composite_font(pdf: pikepdf.Pdf, data: bytes | None = None, **entries: Any) -> Any:
    """Return the book's face as a Type 0 font with codes that are glyph numbers."""
    numbers, widths = _glyphs()
    file = pikepdf.Stream(pdf, data or font_bytes())
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/ABCDEF+BeVietnam"),
        Flags=4,
        FontBBox=Array([0, -300, 1000, 1000]),
        FontFile2=pdf.make_indirect(file),
    )
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/ABCDEF+BeVietnam"),
        CIDToGIDMap=Name.Identity,
        FontDescriptor=descriptor,
        W=Array([item for n, w in sorted(widths.items()) for item in (n, Array([w]))]),
    )
    meanings = "".join(f"<{n:04x}> <{ord(c):04x}>\n" for c, n in numbers.items())
    mapping = f"{len(numbers)} beginbfchar\n{meanings}endbfchar"
    return pdf.make_indirect(
        Dictionary(
            {
                "/Type": Name.Font,
                "/Subtype": Name.Type0,
                "/BaseFont": Name("/ABCDEF+BeVietnam"),
                "/Encoding": Name("/Identity-H"),
                "/DescendantFonts": Array([inner]),
                "/ToUnicode": pikepdf.Stream(pdf, mapping.encode()),
            }
            | {f"/{key}": value for key, value in entries.items()}
        )
    )


def interior() -> PressPdf:
    """Return eight faultless pages: title, blank, part, photo, colour, text, text, blank."""
    sheets = [Sheet() for _ in range(8)]
    for number in (1, 3, 6, 7):
        sheets[number - 1].text(f"Bài {number}")
    sheets[3].photo(photo_bytes()).text("Đường xanh", y=90)
    sheets[4].area(-BLEED, -BLEED, WIDTH + 2 * BLEED, HEIGHT + 2 * BLEED).text("Kinh tế")
    return PressPdf(sheets)


def bars(sheet: Sheet, x: float, y: float, *, digits: str = ISBN, module: float = 0.33) -> Sheet:
    """Draw a barcode on white, its lower left corner at a place."""
    modules = EAN13(digits.replace("-", "")).build()[0].replace("G", "1")
    sheet.area(x - 4, y - 4, module * 95 + 8, 30, "0 0 0 0 k")
    start = None
    for place, dark in enumerate(modules + "0"):
        if dark == "1" and start is None:
            start = place
        elif dark == "0" and start is not None:
            sheet.area(x + start * module, y, (place - start) * module, 22, "0 0 0 1 k")
            start = None
    return sheet


def cover(spine: float = 8.0, flap: float = 0.0) -> PressPdf:
    """Return a faultless cover: colour to the bleed, titles, text on the spine, a barcode."""
    width = 2 * WIDTH + spine + 2 * flap
    sheet = Sheet(width=width)
    sheet.area(-BLEED, -BLEED, width + 2 * BLEED, HEIGHT + 2 * BLEED)
    sheet.text("Những tập thể", flap + WIDTH + spine + 20)
    sheet.text("Dân vận", flap + WIDTH + spine / 2 + 1, 60, matrix="0 1 -1 0", size=8)
    bars(sheet, flap + 20, 20)
    return PressPdf([sheet])


# --- the press folder ----------------------------------------------------------------------------

FACTS = PressFacts(
    title="Những điển hình “Dân vận khéo”",
    stage="maket",
    interior="ruot.pdf",
    cover="bia.pdf",
    trim_width=WIDTH,
    trim_height=HEIGHT,
    bleed=BLEED,
    variant="pdf/x-4",
    output_condition="FOGRA39",
    ink_limit=300,
    opener_pages=(("Sách", 1), ("Phần 1", 3)),
    photos=(
        PrintedPhoto(
            hashlib.sha256(photo_bytes()).hexdigest(),
            "exemplars/kinh-te/pho-xanh/ra-quan.jpg",
            "Tuyến phố xanh",
            (2000, 1335),
        ),
    ),
    paper="Couché 2 mm",
    paper_thickness=2.0,
    spine=8.0,
    spine_text=True,
    isbn=ISBN,
)


class Press:
    """A press folder: change its facts and files, then ask for the report."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.facts = FACTS
        self.interior, self.cover = interior(), cover()
        self._report: Report | None = None
        self._state = ""

    def expect(self, **changes: Any) -> None:
        """Change the facts."""
        self.facts = replace(self.facts, **changes)

    def page(self, number: int) -> Sheet:
        """Return a page of the interior, counted from 1."""
        return self.interior.sheets[number - 1]

    @property
    def sheet(self) -> Sheet:
        """The cover."""
        return self.cover.sheets[0]

    @property
    def report(self) -> Report:
        """The report on the files as they are now."""
        state = repr((self.facts, _state(self.interior), _state(self.cover)))
        if self._report is None or state != self._state:
            self.interior.save(self.folder / FACTS.interior)
            self.cover.save(self.folder / FACTS.cover)
            self._report, self._state = preflight(self.facts, self.folder), state
        return self._report

    def check(self, key: str) -> Check:
        """Return a check of the report."""
        return next(check for check in self.report.checks if check.key == key)


def _state(pdf: PressPdf) -> object:
    """Return what changes when a test changes a file."""
    sheets = [
        (s.width, s.height, s.bleed, s.room, s.content, len(s.finish), len(s.photos))
        for s in pdf.sheets
    ]
    return pdf.version, pdf.identifier, len(pdf.finish), sheets
