"""Pictures of a PDF, as its image dictionaries describe them (ISO 32000-1, 8.9.5)."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf

from .colourspaces import Space, read_space

_JPEG, _JPEG_2000 = "/DCTDecode", "/JPXDecode"
_FAX = ("/CCITTFaxDecode", "/JBIG2Decode")
"""Compressions of pictures in one bit, black or white."""


@dataclass(frozen=True, eq=False)
class Picture:
    """One image stream. Two are the same when they are the same object."""

    stream: Any
    width: int
    """Pixels."""
    height: int
    bits: int
    space: Space | None
    """None for stencils, which are painted in the current colour, and for unknown spaces."""
    stencil: bool
    filters: tuple[str, ...]
    decode: tuple[float, ...]
    """Empty when it is the usual one."""
    translucent: bool
    """Whether a soft mask lets what lies below shine through."""

    @property
    def key(self) -> object:
        """Equal for the same image stream only."""
        return self.stream.objgen

    @property
    def is_jpeg(self) -> bool:
        return bool(self.filters) and self.filters[-1] == _JPEG

    @property
    def is_file(self) -> bool:
        """Whether the stream holds a picture file, which says by itself what it is."""
        return bool(self.filters) and self.filters[-1] in (_JPEG, _JPEG_2000)

    @property
    def is_fax(self) -> bool:
        return bool(self.filters) and self.filters[-1] in _FAX

    def data(self) -> bytes:
        """Return the picture file, or the samples of other pictures.

        Raise an exception of pikepdf or zlib when the stream is damaged.
        """
        if not self.is_file:
            return bytes(self.stream.read_bytes())
        data = bytes(self.stream.read_raw_bytes())
        for name in self.filters[:-1]:
            if name != "/FlateDecode":
                raise ValueError(f"{name} around a picture file")
            data = zlib.decompress(data)
        return data


def read_picture(stream: Any, named: Mapping[str, Any]) -> Picture:
    """Return the picture of an image stream; `named` are the colour spaces of the resources.

    Raise ValueError, KeyError or TypeError when the dictionary is no image's.
    """
    stencil = bool(stream.get("/ImageMask", False))
    filters = stream.get("/Filter", [])
    names = filters if isinstance(filters, pikepdf.Array) else [filters]
    space = stream.get("/ColorSpace")
    return Picture(
        stream=stream,
        width=int(stream["/Width"]),
        height=int(stream["/Height"]),
        bits=1 if stencil else int(stream.get("/BitsPerComponent", 8)),
        space=None if stencil or space is None else read_space(space, named),
        stencil=stencil,
        filters=tuple(str(name) for name in names),
        decode=tuple(float(value) for value in stream.get("/Decode", [])),
        translucent="/SMask" in stream or int(stream.get("/SMaskInData", 0)) > 0,
    )
