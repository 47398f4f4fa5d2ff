"""Papers common in Vietnamese printing: how thick a leaf is, and how much ink it bears."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from danvan.collection.folding import fold


@dataclass(frozen=True)
class Paper:
    """One paper in one weight.

    Thickness is weight times bulk, and mills differ by some 5-10 %: it serves until the printer
    has measured the paper that is really bought, and then the printer's number wins.
    """

    name: str
    """As a Vietnamese printer calls it, such as `Couché mờ 120`."""
    grams: int
    """Per square metre."""
    thickness: float
    """Of one leaf (two pages), in millimetres."""
    coated: bool

    @property
    def ink_limit(self) -> int:
        """Most ink that the paper dries without set-off: the four inks' percentages added up.

        Below the ceiling of the usual press conditions (330 % for FOGRA39 coated, 300 % for
        FOGRA47 uncoated), as printers here ask for.
        """
        return 320 if self.coated else 280


@dataclass(frozen=True)
class _Family:
    name: str
    bulk: float
    """Thickness per weight, in cm³/g (equally µm per g/m²)."""
    coated: bool
    weights: tuple[int, ...]
    words: tuple[str, ...]
    """Alternatives, folded: a name must have one of each string, in which `|` parts them."""


_COUCHE = "couche|couches|coucher|cut se|art|c2s"
_COUCHE_WEIGHTS = (80, 100, 105, 115, 120, 128, 150, 200, 250, 300)
# Bulks: 0.80 gloss, 0.90 silk and matt, 1.22 offset are a print network's averages
# (docs.cloudprinter.com, “How to calculate spine width”); sheets of American offset measure 1.31
# (pattersonprinting.com), so Ford lies between. For Bãi Bằng, cream and Ivory no mill's table was
# at hand: they are usual for such papers (uncoated and bulky 1.2-1.6, folding boxboard 1.3-1.5).
_FAMILIES = (
    _Family("Ford", 1.25, coated=False, weights=(60, 70, 80, 100), words=("ford|fort|fo|offset",)),
    _Family("Bãi Bằng", 1.3, coated=False, weights=(70, 80), words=("bai bang",)),
    _Family("Ngà", 1.6, coated=False, weights=(70, 80), words=("nga|kem|cream|xop",)),
    _Family(
        "Couché mờ",
        0.9,
        coated=True,
        weights=_COUCHE_WEIGHTS,
        words=(_COUCHE, "mo|mat|matt|matte|silk"),
    ),
    _Family(
        "Couché bóng",
        0.8,
        coated=True,
        weights=_COUCHE_WEIGHTS,
        words=(_COUCHE, "bong|gloss|glossy"),
    ),
    _Family("Ivory", 1.4, coated=True, weights=(210, 230, 250, 300, 350), words=("ivory|ivo|c1s",)),
)
# A number that belongs to no word (C2S) and is not the 2 of g/m2.
_WEIGHT = re.compile(r"(?<!\w)(\d{2,3})(?!\d)")


def find_paper(name: str) -> Paper | None:
    """Return the paper that `name` stands for, such as “giấy couche mờ 120gsm”.

    Words that are no paper's (a mill, a colour) are passed over. A weight between two of the table
    is fine. None when the weight is missing or out of range, or when no kind of paper or more than
    one is named: “Couché 120” may be matt or glossy, 12 % apart.
    """
    folded = fold(name)
    found = [family for family in _FAMILIES if _has_all(folded, family.words)]
    weights = {int(number) for number in _WEIGHT.findall(folded)}
    if len(found) != 1 or len(weights) != 1:
        return None
    family, grams = found[0], weights.pop()
    if not family.weights[0] <= grams <= family.weights[-1]:
        return None
    return _paper(family, grams)


def spine_width(pages: int, leaf_thickness: float) -> float:
    """Return how thick the text block is, in mm to one place.

    `pages` are the block's, cover not counted; `leaf_thickness` is in mm. Two pages are a leaf, and
    an odd last page is a leaf too. Nothing is added for the cover board (it lies outside the block)
    or for glue and roughness of the milled spine: that depends on the machine, and the printer
    gives it.
    """
    leaves = (pages + 1) // 2
    return round(leaves * leaf_thickness, 1)


def _has_all(folded: str, words: Iterable[str]) -> bool:
    return all(re.search(rf"\b(?:{alternatives})\b", folded) for alternatives in words)


def _paper(family: _Family, grams: int) -> Paper:
    thickness = round(grams * family.bulk / 1000, 4)
    return Paper(f"{family.name} {grams}", grams, thickness, family.coated)


PAPERS = tuple(_paper(family, grams) for family in _FAMILIES for grams in family.weights)
"""What printers usually have; to list in a message about a paper that is not known."""
