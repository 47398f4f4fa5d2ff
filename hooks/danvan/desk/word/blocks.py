"""What a Word file says: paragraphs, tables and pictures, in the order they are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Span:
    """Successive characters that look alike."""

    text: str
    """`\\n` is a line break that somebody typed."""
    bold: bool = False
    italic: bool = False
    raised: str = ""
    """`sup` or `sub`."""
    link: str = ""
    """Address that it leads to."""
    note: str = ""
    """Key of the footnote that is called here; the text is empty then."""
    picture: Picture | None = None
    """What stands here in place of text."""
    font: str = ""
    """Name of its font, until old encodings are told by it."""


@dataclass(frozen=True)
class Picture:
    """A picture in the text, as its file was put in."""

    data: bytes
    suffix: str
    """Of its file, with the dot."""


@dataclass(frozen=True)
class ListItem:
    """Where a paragraph stands in a list that Word numbers."""

    level: int
    ordered: bool
    key: str
    """Tells lists apart."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph and what of its look tells what it is."""

    spans: tuple[Span, ...] = ()
    style: str = ""
    """English name of its style, lower case, such as `title` or `caption`."""
    outline: int = 0
    """1 for a heading of the first level; 0 for text."""
    align: str = "left"
    size: float = 0.0
    """Points of its largest letters; 0 when unknown."""
    item: ListItem | None = None
    boxed: bool = False
    """It stands in a text box."""

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans).strip()

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return tuple(span.picture for span in self.spans if span.picture)

    @property
    def bold(self) -> bool:
        """Whether every letter is bold."""
        return self._all("bold")

    @property
    def italic(self) -> bool:
        """Whether every letter is italic."""
        return self._all("italic")

    def _all(self, look: str) -> bool:
        letters = [span for span in self.spans if span.text.strip()]
        return bool(letters) and all(getattr(span, look) for span in letters)


@dataclass(frozen=True)
class Table:
    """Rows of cells; a cell that another one covers is empty."""

    rows: tuple[tuple[tuple[Block, ...], ...], ...]


Block = Paragraph | Table


@dataclass(frozen=True)
class Shown:
    """A picture where it stood in the text."""

    picture: Picture
    caption: str = ""
    credit: str = ""
    as_typed: str = ""
    """The caption line, if more than the caption and the credit was in it."""


Item = Paragraph | Table | Shown


@dataclass
class Manuscript:
    """A Word file as it was read."""

    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, list[Block]] = field(default_factory=dict)
    """Footnotes and endnotes by key."""
    aside: list[Picture] = field(default_factory=list)
    """Pictures in headers, footnotes and comments."""
    identifier: str = ""
    """What the file says it is, if danvan wrote it: the address of an exemplar."""
    remarks: list[str] = field(default_factory=list)
    """What staff should know: changes that were resolved, comments, what could not be read."""


def told(blocks: list[Block] | tuple[Block, ...]) -> str:
    """Return what blocks say, in one line."""
    texts = (" ".join(paragraph.text.split()) for paragraph in paragraphs_of(blocks))
    return " / ".join(filter(None, texts))


def paragraphs_of(blocks: list[Block] | tuple[Block, ...]) -> Iterator[Paragraph]:
    """Yield every paragraph, those in tables too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from paragraphs_of(cell)
