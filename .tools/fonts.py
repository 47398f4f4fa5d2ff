"""Make the site's and the book's font files from the complete TTF files of their npm packages.

Usage: python .tools/fonts.py FOLDER

FOLDER holds the unpacked npm packages @expo-google-fonts/source-serif-4, /be-vietnam-pro and /tinos
(`npm pack NAME`, then `tar xzf`), each in a folder of its own. The book gets the complete files.
Office forms get Tinos, which has the measures of Times New Roman, kept to Latin and Vietnamese.
The site gets one woff2 per face, kept to Latin and Vietnamese: faces split into subsets would put
the letters of one word into several files and break kerning.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from fontTools import subset

FACES = {
    "SourceSerif4_400Regular": "source-serif-4-400",
    "SourceSerif4_400Regular_Italic": "source-serif-4-400-italic",
    "SourceSerif4_600SemiBold": "source-serif-4-600",
    "BeVietnamPro_400Regular": "be-vietnam-pro-400",
    "BeVietnamPro_500Medium": "be-vietnam-pro-500",
    "BeVietnamPro_600SemiBold": "be-vietnam-pro-600",
}
FORM_FACES = {
    "Tinos_400Regular": "tinos-400",
    "Tinos_400Regular_Italic": "tinos-400-italic",
    "Tinos_700Bold": "tinos-700",
}
UNICODES = (
    "U+0020-007E,U+00A0-017F,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303,U+0309,U+0323,"
    "U+1EA0-1EF9,U+2009-2011,U+2013-2014,U+2018-201E,U+2020-2022,U+2026,U+2030,U+2032-2033,"
    "U+2039-203A,U+20AB,U+2116,U+2122,U+2190-2193,U+2212,U+00D7"
)


def main(packages: Path) -> None:
    """Write docs/assets/fonts/*.woff2, overrides/book/fonts/*.ttf and the fonts of forms."""
    web, book = Path("docs/assets/fonts"), Path("overrides/book/fonts")
    forms = Path("hooks/danvan/desk/fonts")
    for folder in (web, book, forms):
        folder.mkdir(parents=True, exist_ok=True)
    for face, name in FACES.items():
        source = next(packages.rglob(f"{face}.ttf"))
        shutil.copyfile(source, book / f"{name}.ttf")
        _subset(source, web / f"{name}.woff2", "--flavor=woff2")
    for face, name in FORM_FACES.items():
        _subset(next(packages.rglob(f"{face}.ttf")), forms / f"{name}.ttf", "--no-hinting")


def _subset(source: Path, target: Path, *more: str) -> None:
    wanted = [f"--unicodes={UNICODES}", "--layout-features=*", f"--output-file={target}"]
    subset.main([str(source), *wanted, *more])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
