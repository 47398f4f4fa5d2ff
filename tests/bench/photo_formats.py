"""Measure picture formats: bytes and encoding time against SSIM, on the photos of a folder.

Usage: python tests/bench/photo_formats.py FOLDER [WIDTH]

All formats encode the same pixels in the same run on one core; times are given as ratios to
JPEG quality 80. SSIM (Wang et al. 2004, scikit-image's implementation, on luma) compares each
decoded result with the resized original.
"""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageOps
from skimage.metrics import structural_similarity

CANDIDATES: list[tuple[str, dict[str, Any]]] = [
    *[("JPEG", {"quality": q, "optimize": True, "progressive": True}) for q in (75, 80, 85)],
    *[("WEBP", {"quality": q, "method": m}) for q in (72, 78) for m in (2, 4, 6)],
    *[("AVIF", {"quality": q, "speed": s}) for q in (50, 58, 65) for s in (10, 9, 8, 6)],
]


def measure(image: Image.Image, kind: str, options: dict[str, Any]) -> tuple[int, float, float]:
    """Return bytes, seconds and SSIM of `image` encoded with `options`."""
    if kind == "AVIF":
        options = options | {"max_threads": 1}
    buffer = io.BytesIO()
    start = time.perf_counter()
    image.save(buffer, kind, **options)
    seconds = time.perf_counter() - start
    with Image.open(buffer) as decoded:
        after = np.asarray(decoded.convert("L"))
    before = np.asarray(image.convert("L"))
    return buffer.tell(), seconds, float(structural_similarity(before, after))


def main(folder: Path, width: int) -> None:
    """Print one line per candidate: mean bytes, time ratio and mean SSIM over all photos."""
    images = []
    for path in sorted(folder.rglob("*.jpg")):
        with Image.open(path) as source:
            upright = ImageOps.exif_transpose(source).convert("RGB")
        if upright.width >= width:
            height = round(upright.height * width / upright.width)
            images.append(upright.resize((width, height), Image.Resampling.LANCZOS))
    print(f"{len(images)} photos at {width} px")
    reference = 0.0
    for kind, options in CANDIDATES:
        results = [measure(image, kind, options) for image in images]
        size, seconds, ssim = (sum(column) / len(results) for column in zip(*results, strict=True))
        if (kind, options["quality"]) == ("JPEG", 80):
            reference = seconds
        ratio = f"{seconds / reference:6.2f}" if reference else "     –"
        shown = " ".join(f"{k}={v}" for k, v in options.items() if not isinstance(v, bool))
        print(f"{kind:5} {shown:22} {size / 1000:7.1f} kB  {ratio} × time  SSIM {ssim:.4f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 960)
