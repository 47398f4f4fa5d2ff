"""Carry out the content of a page as a press would, and note every mark that it makes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pikepdf

from .colouroperators import COLOUR_OPERATORS
from .colourspaces import read_space
from .geometry import MM, NOWHERE, Box, multiply, placed, read_box, read_matrix
from .marks import ImageMark, PageContent
from .pathoperators import PATH_OPERATORS
from .patterns import paint_shading
from .run import Cabinet, Run, State, identity
from .textoperators import TEXT_OPERATORS

_NOTHING_PRINTED = ("i", "j", "J", "M", "d", "ri", "h", "ET", "BX", "EX", "d0", "d1")
"""Operators that change no colour, no place and no size."""
_LABELS = ("BMC", "BDC", "EMC", "MP", "DP")
"""Operators of marked content."""
_INSIDE_ITSELF = "biểu mẫu lồng trong chính nó"
_OPERATOR = "lệnh “{operator}”"
_FONT = "phông {name}"
_STREAM = "cả dòng lệnh"


def walk_page(page: pikepdf.Page, content: PageContent, cabinet: Cabinet) -> None:
    """Fill `content` with the marks of `page` and of its annotations; never raise."""
    try:
        run = Run(content, cabinet, page.resources, State(), _enter)
        _use_fonts(run)
        _carry_out(run, list(pikepdf.parse_content_stream(page)))
        group = page.obj.get("/Group")
        if group is not None:
            _use_group(run, group)
        for appearance in _appearances(page):
            _enter(run, appearance, State(), content.aside())
    except Exception:  # noqa: BLE001 # a damaged page can break any reader at any place
        content.broken.append(_STREAM)


def _enter(run: Run, stream: Any, state: State, content: PageContent) -> None:
    """Carry out a form, pattern or appearance inside `run`, its marks going to `content`."""
    key = identity(stream)
    if key in run.entered:
        content.broken.append(_INSIDE_ITSELF)
        return
    if "/BBox" in stream and stream.get("/Subtype") == pikepdf.Name("/Form"):
        state.ctm = multiply(read_matrix(stream.get("/Matrix")), state.ctm)
        edge = placed(state.ctm, read_box(stream["/BBox"]))
        state.clip = state.clip.common(edge) or NOWHERE
    resources = stream.get("/Resources", run.resources)
    entered = (*run.entered, key)
    inner = Run(content, run.cabinet, resources, state, _enter, entered, state.ctm)
    if "/Group" in stream:
        _use_group(inner, stream["/Group"])
    _use_fonts(inner)
    _carry_out(inner, run.cabinet.instructions(stream))


def _carry_out(run: Run, instructions: list[Any]) -> None:
    for instruction in instructions:
        operator = str(instruction.operator)
        try:
            _OPERATORS[operator](run, list(instruction.operands))
        except Exception:  # noqa: BLE001 # as in walk_page
            run.content.broken.append(_OPERATOR.format(operator=operator))


def _use_fonts(run: Run) -> None:
    """Note all fonts in reach, and carry out those whose letters are drawings."""
    for name, font in run.resources.get("/Font", {}).items():
        key = identity(font)
        if key in run.content.faces:
            continue
        try:
            run.content.faces[key] = run.cabinet.face(font)
            for drawing in _drawings(font):
                _draw_letter(run, font, drawing)
        except Exception:  # noqa: BLE001 # as in walk_page
            run.content.broken.append(_FONT.format(name=str(name).removeprefix("/")))


def _drawings(font: Any) -> Iterator[Any]:
    """Yield the drawings of a Type 3 font."""
    yield from (drawing for _, drawing in font.get("/CharProcs", {}).items())


def _draw_letter(run: Run, font: Any, drawing: Any) -> None:
    """Carry out a letter for the colours it uses; where it is shown, it is text."""
    resources = font.get("/Resources", run.resources)
    inner = Run(run.content.aside(), run.cabinet, resources, State(), _enter)
    _carry_out(inner, run.cabinet.instructions(drawing))


def _use_group(run: Run, group: Any) -> None:
    if str(group.get("/S", "")) == "/Transparency":
        run.content.groups.append(group)
        if "/CS" in group:
            run.content.spaces.add(read_space(group["/CS"], run.spaces))


def _appearances(page: pikepdf.Page) -> Iterator[Any]:
    for annotation in page.obj.get("/Annots", []):
        normal: Any = annotation["/AP"]["/N"] if "/N" in annotation.get("/AP", ()) else {}
        if isinstance(normal, pikepdf.Stream):
            yield normal
        else:
            yield from (stream for _, stream in normal.items())


def _save(run: Run, _operands: list[Any]) -> None:
    run.stack.append(run.state.copy())


def _restore(run: Run, _operands: list[Any]) -> None:
    run.state = run.stack.pop()


def _nothing(_run: Run, _operands: list[Any]) -> None:
    return


def _draw(run: Run, operands: list[Any]) -> None:
    drawn = run.resource("/XObject", operands[0])
    kind = str(drawn.get("/Subtype", ""))
    if kind == "/Image":
        _draw_picture(run, drawn)
    elif kind == "/Form":
        _enter(run, drawn, run.state.copy(), run.content)


def _draw_inline(run: Run, operands: list[Any]) -> None:
    inline = operands[0]
    entries = {str(key).removeprefix("/"): value for key, value in inline.obj.items()}
    data = inline.read_raw_bytes()
    _draw_picture(run, pikepdf.Stream(run.cabinet.pdf, data, **entries))


def _draw_picture(run: Run, stream: Any) -> None:
    picture = run.cabinet.picture(stream, run.spaces)
    if picture.space is not None:
        run.content.spaces.add(picture.space)
    state = run.state
    a, b, c, d, _, _ = state.ctm
    box = placed(state.ctm, Box(0, 0, 1, 1)).common(state.clip)
    if box is not None and state.fill_alpha > 0:
        width, height = math.hypot(a, b) / MM, math.hypot(c, d) / MM
        order = run.content.next_order
        run.content.images.append(ImageMark(order, box, picture, state.fill, width, height))


def _shade(run: Run, operands: list[Any]) -> None:
    shading = run.resource("/Shading", operands[0])
    edge = placed(run.state.ctm, read_box(shading["/BBox"])) if "/BBox" in shading else None
    box = run.state.clip if edge is None else run.state.clip.common(edge)
    if box is not None:
        paint_shading(run, shading, box)


_OPERATORS: Mapping[str, Callable[[Run, list[Any]], None]] = {
    **dict.fromkeys((*_NOTHING_PRINTED, *_LABELS), _nothing),
    **PATH_OPERATORS,
    **COLOUR_OPERATORS,
    **TEXT_OPERATORS,
    "q": _save,
    "Q": _restore,
    "Do": _draw,
    "sh": _shade,
    "INLINE IMAGE": _draw_inline,
}
