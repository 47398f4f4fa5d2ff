"""The book's settings: `extra.book` of mkdocs.yml as dataclasses."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .geometry import Geometry

STAGES = ("đang biên tập", "bản thảo 1", "bản thảo 2", "bản thảo 3", "maket", "phát hành")
FINAL_STAGE = STAGES[-1]
GREY, COLOUR = "1 màu", "4 màu"
DOWN, UP = "xuống", "lên"
PDFX4, PDFX1A = "PDF/X-4", "PDF/X-1a"


@dataclass(frozen=True)
class Imprint:
    """What the law asks to be printed in a book; an empty line is still to be filled in.

    Source: Luật Xuất bản 2012, Điều 27. Title, editors, trim size and number of pages are known
    from elsewhere.
    """

    publisher: str = ""
    director: str = ""
    chief_editor: str = ""
    content_editor: str = ""
    cover_designer: str = ""
    layout: str = ""
    proofreader: str = ""
    copies: int = 0
    printer: str = ""
    printer_address: str = ""
    registration: str = ""
    """Number of the confirmed registration (số xác nhận đăng ký xuất bản)."""
    decision: str = ""
    """Number and date of the publishing decision or licence."""
    isbn: str = ""
    deposit: str = ""
    """When the legal deposit copies were handed in (nộp lưu chiểu)."""
    price: str = "Sách không bán"


@dataclass(frozen=True)
class Press:
    """How the files for the printing house are made."""

    enabled: bool = True
    standard: str = PDFX4
    profile: str = ""
    """Path of an ICC profile, from the project's root; empty: FOGRA39, which comes along."""
    condition: str = "FOGRA39"
    """Name of the printing condition that the profile describes."""
    colour: str = COLOUR
    """Ink of the interior: four colours, or black alone."""
    colour_sections: tuple[str, ...] = ()
    """With black alone: the sections (address on the site) that keep four colours."""
    ink_limit: int = 0
    """Percent; 0: by the paper (320 coated, 280 uncoated)."""
    dpi: int = 300
    quality: int = 92
    """Of JPEG, 90–100."""
    bleed: float = 3.0
    """Millimetres."""
    marks: bool = False
    signature: int = 4
    """The number of pages is a multiple of this."""
    paper: str = "Couché mờ 120"
    paper_thickness: float = 0.0
    """Millimetres a leaf, as the printer measured; 0: from the table of papers."""
    spine_text: str = ""
    """Empty: the title."""
    spine_direction: str = DOWN
    flap: float = 0.0
    """Millimetres; 0: a cover without flaps."""
    blurb: str = ""
    """A short text on the back cover."""


@dataclass(frozen=True)
class Selection:
    """Which stories a volume takes, of those marked for the book; empty means all."""

    years: tuple[int, ...] = ()
    fields: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    """`field/slug`."""
    parts: bool = True
    """Whether the foreword and parts 1–3 are in it."""


@dataclass(frozen=True)
class Volume:
    """One of several books made from one collection; what is empty is as in the book itself."""

    output: str
    title: str = ""
    subtitle: str = ""
    years: str = ""
    selection: Selection = Selection()
    imprint: Imprint | None = None


@dataclass(frozen=True)
class BookSettings:
    """What the book is called, who issues it, how large it is, and how it is printed."""

    title: str = "Những điển hình “Dân vận khéo”"
    subtitle: str = ""
    place: str = ""
    years: str = ""
    edition: str = ""
    issuer: str = ""
    editors: tuple[str, ...] = ()
    stage: str = STAGES[0]
    target_exemplars: int = 50
    target_photos: int = 32
    trim_width: float = 145.0
    """Millimetres."""
    trim_height: float = 205.0
    """Millimetres."""
    output: str = "dan-van-kheo"
    """Name of the PDF under sach/, without `.pdf`."""
    imprint: Imprint = Imprint()
    press: Press = Press()
    volumes: tuple[Volume, ...] = ()
    selection: Selection = Selection()
    """The stories of this volume."""

    @property
    def reading_edition(self) -> str:
        """Address of the reading edition on the site."""
        return f"sach/{self.output}.pdf"

    @property
    def geometry(self) -> Geometry:
        return Geometry(self.trim_width, self.trim_height, self.press.bleed)

    @property
    def is_final(self) -> bool:
        """Whether this is the edition that is published, not one that is still approved."""
        return self.stage == FINAL_STAGE

    @property
    def each_volume(self) -> tuple[BookSettings, ...]:
        """The settings of each volume; the book itself when none is defined."""
        return tuple(self._of(volume) for volume in self.volumes) or (self,)

    def _of(self, volume: Volume) -> BookSettings:
        return replace(
            self,
            title=volume.title or self.title,
            subtitle=volume.subtitle or self.subtitle,
            years=volume.years or self.years,
            output=volume.output,
            imprint=volume.imprint or self.imprint,
            selection=volume.selection,
            volumes=(),
        )
