"""Printing inks for the colours of the style sheet: sRGB to CMYK by the printer's profile.

Dark neutral colours are text: they become black alone, which stays sharp when plates shift.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

from PIL import Image, ImageCms

_Profile: TypeAlias = Any
"""Pillow types what `createProfile` returns by a private name."""
Ink = tuple[float, float, float, float]
"""Cyan, magenta, yellow, black: 0–1."""
_NEUTRAL = 20 / 255
"""Colours whose channels differ less count as neutral."""
_TEXT_LIGHTNESS = 60.0
"""CIE L*: lighter neutrals are tints of the paper, not text."""
_BLACK_LIGHTNESS = 20.0
"""CIE L*: darker neutrals are printed as full black."""
_TRACE = 0.03
"""Less of an ink is left out: it only soils."""


@dataclass
class InkColours:
    """Converts colours by one profile within one ink limit (percent)."""

    profile: Path
    limit: int
    _known: dict[tuple[float, float, float, bool], Ink] = field(default_factory=dict)

    def ink(self, rgb: tuple[float, float, float], *, colour: bool) -> Ink:
        """Return the inks for `rgb` (0–1 each); black alone unless `colour`."""
        key = (*rgb, colour)
        if key not in self._known:
            self._known[key] = self._convert(rgb, colour=colour)
        return self._known[key]

    def _convert(self, rgb: tuple[float, float, float], *, colour: bool) -> Ink:
        if min(rgb) >= 1:
            return 0.0, 0.0, 0.0, 0.0
        lightness = self._lightness(rgb)
        neutral = max(rgb) - min(rgb) <= _NEUTRAL and lightness < _TEXT_LIGHTNESS
        if neutral or not colour:
            return 0.0, 0.0, 0.0, self._black(lightness)
        pixel = Image.new("RGB", (1, 1), tuple(round(c * 255) for c in rgb))
        inks = _apply(self._to_ink, pixel)
        shares = [round(c / 255, 2) for c in inks]
        total = sum(shares) * 100
        if total > self.limit:
            keep = (self.limit / 100 - shares[3]) / sum(shares[:3])
            shares[:3] = [int(c * keep * 100) / 100 for c in shares[:3]]
        c, m, y, k = (0.0 if share < _TRACE else share for share in shares)
        return c, m, y, k

    def _black(self, lightness: float) -> float:
        """Return how much black alone looks as light as `lightness`."""
        if lightness < _BLACK_LIGHTNESS:
            return 1.0
        share = min(range(101), key=lambda k: abs(self._ramp[k] - lightness))
        return share / 100

    def _lightness(self, rgb: tuple[float, float, float]) -> float:
        pixel = Image.new("RGB", (1, 1), tuple(round(c * 255) for c in rgb))
        return _apply(self._to_lab, pixel)[0] / 2.55

    @cached_property
    def _ramp(self) -> list[float]:
        """L* of 0–100 % black alone, scaled so that paper is 100."""
        ramp = Image.new("CMYK", (101, 1))
        ramp.putdata([(0, 0, 0, round(k * 2.55)) for k in range(101)])
        out = ImageCms.applyTransform(ramp, self._ink_to_lab)
        assert out is not None
        return [out.getpixel((k, 0))[0] / 2.55 for k in range(101)]  # type: ignore[index]

    @cached_property
    def _output(self) -> ImageCms.ImageCmsProfile:
        return ImageCms.ImageCmsProfile(str(self.profile))

    @cached_property
    def _to_ink(self) -> ImageCms.ImageCmsTransform:
        return _transform(ImageCms.createProfile("sRGB"), self._output, "RGB", "CMYK")

    @cached_property
    def _to_lab(self) -> ImageCms.ImageCmsTransform:
        return _transform(
            ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
        )

    @cached_property
    def _ink_to_lab(self) -> ImageCms.ImageCmsTransform:
        return _transform(self._output, ImageCms.createProfile("LAB"), "CMYK", "LAB")


def _transform(
    source: _Profile,
    target: _Profile,
    given: str,
    wanted: str,
) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        source,
        target,
        given,
        wanted,
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _apply(transform: ImageCms.ImageCmsTransform, pixel: Image.Image) -> tuple[int, ...]:
    out = ImageCms.applyTransform(pixel, transform)
    assert out is not None
    values = out.getpixel((0, 0))
    assert isinstance(values, tuple)
    return values
