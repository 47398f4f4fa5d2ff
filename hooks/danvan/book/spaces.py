"""No-break spaces are set as what they are and read as plain ones."""

from __future__ import annotations

import pydyf

_NO_BREAK = "\u00a0"
_BEGINS_MAP, _READ_AS, _PLAIN = b"begincmap", b"> <00a0>", b"> <0020>"


def plain(text: str) -> str:
    """Return `text` with plain spaces."""
    return text.replace(_NO_BREAK, " ")


def read_as_plain_spaces(pdf: pydyf.PDF) -> None:
    """Let readers of a PDF copy, search and hear a plain space for every no-break space.

    Fonts draw both with one glyph, and WeasyPrint tells one character for each glyph: where the
    first space of a face is a no-break one, all would be (ISO 32000-1, 9.10.3).
    """
    for stream in pdf.objects:
        if isinstance(stream, pydyf.Stream) and _BEGINS_MAP in stream.stream:
            stream.stream = [item.replace(_READ_AS, _PLAIN) for item in stream.stream]
