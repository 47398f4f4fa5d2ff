"""The printed cover in one sheet: back cover, spine, front cover and, if wanted, two flaps."""

from __future__ import annotations

import base64
import math
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from danvan.collection.folding import fold
from danvan.pages.titles import bound

from .coverplan import DRAWN_FOR, CoverSheet, plan_back, plan_spine, plan_title
from .settings import FINAL_STAGE

__all__ = ["CoverSheet", "cover_sheet_html"]

_LACQUER, _GOLD, _GOLD_ON_RED = "#8b271d", "#b98a2f", "#e6c88a"
_MOTIF = "../../docs/assets/hoa-van.svg"
_TITLE_FACE, _TEXT_FACE = "fonts/source-serif-4-600.ttf", "fonts/source-serif-4-400.ttf"


def cover_sheet_html(
    sheet: CoverSheet,
    *,
    title: str,
    subtitle: str,
    place: str,
    issuer: str,
    stage: str,
    spine_text: str,
    spine_text_direction: str,
    isbn: str,
    price_or_note: str,
    website: str,
    blurb: str,
    templates: Path,
    barcode_scale: float = 1.0,
) -> str:
    """Return the cover as HTML of one page, its colours and motif reaching into the bleed.

    `templates` is overrides/book, which addresses in the HTML are relative to. Texts may be empty;
    without `spine_text` the spine carries the title (`sheet.has_spine_text` says whether it carries
    any); empty lines part the paragraphs of `blurb`; `barcode_scale` is 0.8-1. Nothing is
    transparent (PDF/X-1a, ISO 15930-1) and the bars are pure black. Raise ValueError, in
    Vietnamese, for a wrong ISBN, direction or scale and for a blurb that does not fit.
    """
    environment = Environment(loader=FileSystemLoader(templates), autoescape=True, trim_blocks=True)
    environment.filters["bound"] = bound
    motif = (templates / _MOTIF).read_text("utf-8")
    title_face = templates / _TITLE_FACE
    return environment.get_template("cover_sheet.html.j2").render(
        sheet=sheet,
        scale=sheet.trim_width / DRAWN_FOR,
        title=title,
        title_type=plan_title(title, sheet, title_face),
        subtitle=subtitle,
        place=place,
        issuer=issuer,
        stage="" if fold(stage) == fold(FINAL_STAGE) else stage,
        spine=plan_spine(spine_text or title, spine_text_direction, sheet, title_face),
        back=plan_back(blurb, isbn, barcode_scale, sheet, templates / _TEXT_FACE),
        note=price_or_note,
        website=website.removeprefix("https://").removeprefix("http://").strip("/"),
        front_motif=_recoloured(motif, 0.3),
        back_motif=_recoloured(motif, 0.5),
        star=_star(),
    )


def _recoloured(motif: str, strength: float) -> str:
    """Return the motif as a `data:` address, in the solid colour that gold of `strength` gives."""
    return _data(motif.replace(_GOLD, _mixed(_GOLD, _LACQUER, strength)))


def _mixed(front: str, back: str, share: float) -> str:
    """Return the `#rrggbb` that `front` laid over `back` with the opacity `share` looks like."""
    pairs = ((int(front[i : i + 2], 16), int(back[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _star() -> str:
    """Return the motif's fourteen-rayed star, filled, as a `data:` address."""
    corners = ((1.0 if i % 2 == 0 else 0.36, math.pi * i / 14) for i in range(28))
    points = " ".join(f"{r * math.sin(a):.4f},{-r * math.cos(a):.4f}" for r, a in corners)
    return _data(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 2 2" width="2" height="2">'
        f'<polygon fill="{_GOLD_ON_RED}" points="{points}"/></svg>'
    )


def _data(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
