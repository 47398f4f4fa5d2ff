"""How hard a JPEG was compressed, from its quantisation tables."""

from __future__ import annotations

from typing import Any

from PIL import Image

_LUMINANCE = (
    *(16, 11, 10, 16, 24, 40, 51, 61),
    *(12, 12, 14, 19, 26, 58, 60, 55),
    *(14, 13, 16, 24, 40, 57, 69, 56),
    *(14, 17, 22, 29, 51, 87, 80, 62),
    *(18, 22, 37, 56, 68, 109, 103, 77),
    *(24, 35, 55, 64, 81, 104, 113, 92),
    *(49, 64, 78, 87, 103, 121, 120, 101),
    *(72, 92, 95, 98, 112, 100, 103, 99),
)
"""Table K.1 of ITU-T T.81, which quality 50 of libjpeg stands for, row by row."""


def jpeg_quality(image: Image.Image) -> int | None:
    """Return the quality on libjpeg's scale (1-100) that fits best; None for other files.

    libjpeg scales table K.1 by 5000/q percent below 50 and by 200 - 2q above.
    """
    tables: dict[int, Any] = getattr(image, "quantization", {})
    if not tables:
        return None
    # Sums, not a mean of ratios: rounding up to 1 would make good JPEGs look worse than they are.
    scale: float = 100 * sum(tables[min(tables)]) / sum(_LUMINANCE)
    estimate = (200 - scale) / 2 if scale <= 100 else 5000 / scale
    return max(1, min(100, round(estimate)))
