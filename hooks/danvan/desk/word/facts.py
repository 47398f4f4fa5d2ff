"""Find in a manuscript what front matter asks for: title, unit, author, as letters place them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .blocks import Item
from .headmatter import without_head
from .labels import Facts, with_forms_opened
from .people import listed, ward_in
from .tailmatter import without_tail


def take_facts(items: list[Item], units: Sequence[str]) -> Facts:
    """Take out of `items` what belongs into the front matter; `units` are those on the list."""
    facts = Facts()
    opened = with_forms_opened(items)
    items[:] = without_tail(without_head(opened, facts, units), facts)
    values = facts.values
    if unit := values.get("unit"):
        values["unit"] = listed(unit, units)
        if ward := ward_in(values["unit"]):
            values.setdefault("ward", ward)
    if "ward" in values:
        values["ward"] = re.sub(r"^phường\s+", "", values["ward"], flags=re.IGNORECASE)
    return facts
