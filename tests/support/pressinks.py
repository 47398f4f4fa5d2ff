"""What inks a PDF prints its letters, areas and photos with, read from its operators."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pikepdf
from PIL import Image

Ink = tuple[float, ...]
"""Shares 0–1 of cyan, magenta, yellow and black."""
_TEXT = ("Tj", "TJ", "'", '"')
_FILL, _STROKE = ("f", "F", "f*", "B", "B*", "b", "b*"), ("S", "s", "B", "B*", "b", "b*")


class Painted(NamedTuple):
    """One thing that is painted."""

    page: int
    kind: str
    """`text`, `fill` or `stroke`."""
    ink: Ink
    overprints: bool


@dataclass(frozen=True)
class _State:
    fill: Ink = (0, 0, 0, 1)
    stroke: Ink = (0, 0, 0, 1)
    fill_over: bool = False
    stroke_over: bool = False


def painted(pdf: Path) -> Iterator[Painted]:
    """Yield all letters, areas and lines, those inside forms and patterns too."""
    with pikepdf.open(pdf) as document:
        for number, page in enumerate(document.pages, 1):
            for kind, ink, over in _run(page, page.resources, _State()):
                yield Painted(number, kind, ink, over)


def pictures(pdf: Path) -> Iterator[Image.Image]:
    """Yield every picture of a file once, decoded; AssertionError for one that is no JPEG.

    Pillow turns the inverted CMYK that Adobe's marker announces; the file must say so as well.
    """
    with pikepdf.open(pdf) as document:
        for stream in document.objects:
            if not isinstance(stream, pikepdf.Stream) or stream.get("/Subtype") != "/Image":
                continue
            assert stream.Filter == "/DCTDecode"
            data = stream.read_raw_bytes()
            if stream.ColorSpace == "/DeviceCMYK":
                inverted = list(map(int, stream.get("/Decode", []))) == [1, 0] * 4
                assert inverted == (b"Adobe" in data[:1000])
            with Image.open(io.BytesIO(data)) as picture:
                picture.load()
                yield picture


def most_ink(picture: Image.Image) -> float:
    """Return the highest total of inks of a CMYK picture, in percent."""
    return float(np.asarray(picture).astype(int).sum(axis=2).max()) / 2.55


def _run(
    content: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object, state: _State
) -> Iterator[tuple[str, Ink, bool]]:
    stack = []
    for operands, operator in pikepdf.parse_content_stream(content):
        name = str(operator)
        if name == "q":
            stack.append(state)
        elif name == "Q":
            state = stack.pop()
        else:
            state = _changed(state, name, operands, resources)
            yield from _marks(name, state)
            if (inner := _drawn(name, operands, resources)) is not None:
                yield from _run(inner, inner.get("/Resources", resources), state)


def _changed(
    state: _State, name: str, operands: list[pikepdf.Object], resources: pikepdf.Object
) -> _State:
    if name == "gs":
        return _told(state, resources.ExtGState[operands[0]])
    if name in ("k", "g"):
        return replace(state, fill=_ink(operands))
    if name in ("K", "G"):
        return replace(state, stroke=_ink(operands))
    return state


def _marks(name: str, state: _State) -> Iterator[tuple[str, Ink, bool]]:
    if name in _TEXT:
        yield "text", state.fill, state.fill_over
    if name in _FILL:
        yield "fill", state.fill, state.fill_over
    if name in _STROKE:
        yield "stroke", state.stroke, state.stroke_over


def _drawn(
    name: str, operands: list[pikepdf.Object], resources: pikepdf.Object
) -> pikepdf.Object | None:
    """Return the form or the pattern that an operator draws."""
    if name == "Do" and resources.XObject[operands[0]].Subtype == "/Form":
        return resources.XObject[operands[0]]
    if name in ("scn", "SCN") and isinstance(operands[-1], pikepdf.Name):
        return resources.Pattern[operands[-1]]
    return None


def _told(state: _State, given: pikepdf.Object) -> _State:
    stroke = bool(given.get("/OP", state.stroke_over))
    return replace(state, stroke_over=stroke, fill_over=bool(given.get("/op", state.fill_over)))


def _ink(operands: list[pikepdf.Object]) -> Ink:
    shares = tuple(map(float, operands))
    return shares if len(shares) == 4 else (0.0, 0.0, 0.0, 1 - shares[0])
