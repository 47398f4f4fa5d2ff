"""Operators that set the state of text and show it (ISO 32000-1, 9.3 and 9.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pikepdf

from .geometry import IDENTITY, read_matrix
from .marks import TextMark
from .patterns import paint_pattern
from .run import Run
from .textruns import TextLine


def show(run: Run, pieces: Iterable[Any]) -> None:
    """Show strings and shifts, and mark what they paint."""
    state = run.state
    if state.text.face is None:
        raise ValueError("text without a font")
    # Numbers arrive as numbers, strings as objects of the PDF.
    parts = [bytes(p) if isinstance(p, pikepdf.Object) else float(p) for p in pieces]
    shown = run.line.show(parts, state.text, state.ctm)
    fills = state.text.fills and state.fill_alpha > 0
    strokes = state.text.strokes and state.stroke_alpha > 0
    if not shown.codes or not (fills or strokes):
        return
    box = shown.box.common(state.clip) if shown.box else None
    used = ((state.fill, False),) * fills + ((state.stroke, True),) * strokes
    painted = tuple((c, state.overprints(c, stroking=stroking)) for c, stroking in used)
    content = run.content
    content.texts.append(
        TextMark(content.next_order, box, state.text.face, shown.codes, painted, shown.missing)
    )
    for colour, _ in painted:
        if box is not None and colour.pattern is not None:
            paint_pattern(run, colour, box)


def _begin(run: Run, _operands: list[Any]) -> None:
    run.line = TextLine()


def _font(run: Run, operands: list[Any]) -> None:
    run.state.text.face = run.cabinet.face(run.resource("/Font", operands[0]))
    run.state.text.size = float(operands[1])


def _set(attribute: str, factor: float = 1.0) -> Callable[[Run, list[Any]], None]:
    def operator(run: Run, operands: list[Any]) -> None:
        setattr(run.state.text, attribute, float(operands[0]) * factor)

    return operator


def _matrix(run: Run, operands: list[Any]) -> None:
    run.line.begin(read_matrix(operands) if operands else IDENTITY)


def _move(run: Run, operands: list[Any]) -> None:
    run.line.move(float(operands[0]), float(operands[1]))


def _move_and_lead(run: Run, operands: list[Any]) -> None:
    run.state.text.leading = -float(operands[1])
    _move(run, operands)


def _next_line(run: Run, _operands: list[Any]) -> None:
    run.line.move(0.0, -run.state.text.leading)


def _show(run: Run, operands: list[Any]) -> None:
    show(run, operands)


def _show_spread(run: Run, operands: list[Any]) -> None:
    show(run, operands[0])


def _show_on_next_line(run: Run, operands: list[Any]) -> None:
    _next_line(run, [])
    show(run, operands[-1:])


def _show_spaced(run: Run, operands: list[Any]) -> None:
    run.state.text.word_spacing = float(operands[0])
    run.state.text.spacing = float(operands[1])
    _show_on_next_line(run, operands)


TEXT_OPERATORS: Mapping[str, Callable[[Run, list[Any]], None]] = {
    "BT": _begin,
    "Tf": _font,
    "Tc": _set("spacing"),
    "Tw": _set("word_spacing"),
    "Tz": _set("scale", 0.01),
    "TL": _set("leading"),
    "Ts": _set("rise"),
    "Tr": _set("mode"),
    "Tm": _matrix,
    "Td": _move,
    "TD": _move_and_lead,
    "T*": _next_line,
    "Tj": _show,
    "TJ": _show_spread,
    "'": _show_on_next_line,
    '"': _show_spaced,
}
