"""The site's letters inside a page that is sent around as one file."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path

_FONTS = Path("docs/assets/fonts")
SANS, SERIF = "be-vietnam-pro", "source-serif-4"


def faces(root: Path, wanted: Iterable[tuple[str, int]]) -> str:
    """Return CSS with the faces `wanted`, by name and weight; those the project lacks are left out.

    A face is called as its file begins, such as `be-vietnam-pro`.
    """
    rules = []
    for name, weight in wanted:
        file = root / _FONTS / f"{name}-{weight}.woff2"
        if file.is_file():
            data = b64encode(file.read_bytes()).decode()
            rules.append(
                f'@font-face{{font-family:"{name}";font-weight:{weight};'
                f"src:url(data:font/woff2;base64,{data})}}"
            )
    return "".join(rules)
