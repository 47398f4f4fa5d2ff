"""Accent colours of the fields that stay readable on paper and at night (WCAG 2.2, SC 1.4.3)."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable

from danvan.collection import Field

PAPER = "#fbf8f2"
NIGHT = "#191614"
AA_CONTRAST = 4.5
_WANTED = 5.0  # a little above AA, so that tinted cards pass too
_FALLBACKS = ("#8a5a00", "#1d6b57", "#2c4a86", "#9b2d22", "#6b3f7a", "#37606e")


def contrast(first: str, second: str) -> float:
    """Return the WCAG contrast ratio (1–21) of two `#rrggbb` colours."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, background: str) -> str:
    """Return `colour`, made lighter or darker in small steps until it is readable as text."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    end, step = (1.0, 0.02) if _luminance(background) < 0.5 else (0.0, -0.02)
    while contrast(colour, background) < _WANTED and lightness != end:
        lightness = min(1.0, max(0.0, lightness + step))
        rgb = colorsys.hls_to_rgb(hue, lightness, saturation)
        colour = "#" + "".join(f"{round(c * 255):02x}" for c in rgb)
    return colour


def field_colour(field: Field, position: int) -> str:
    """Return the colour staff gave, else one of the house's by the field's place."""
    return field.colour or _FALLBACKS[position % len(_FALLBACKS)]


def accent_stylesheet(fields: Iterable[Field]) -> str:
    """Return CSS that sets `--field` inside `.field-<slug>` for the light and the dark scheme."""
    rules = []
    for position, field in enumerate(fields):
        colour = field_colour(field, position)
        light, night = readable(colour, PAPER), readable(colour, NIGHT)
        rules.append(f".field-{field.slug} {{ --field: {light}; }}")
        dark = f'[data-md-color-scheme="slate"] .field-{field.slug} {{ --field: {night}; }}'
        rules.append(f"@media screen {{ {dark} }}")
    return "\n".join(rules) + "\n"


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
