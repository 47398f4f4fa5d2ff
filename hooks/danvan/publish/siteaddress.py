"""Where a site says that it can be read."""

from __future__ import annotations

import re

from .releases import Release

_LOCATION = re.compile(r"<loc>\s*([^<\s]+)\s*</loc>")


def site_address(release: Release) -> str:
    """Return the home page's address from the sitemap, which MkDocs makes of `site_url`."""
    text = (release.site / "sitemap.xml").read_text("utf-8", errors="replace")
    found = _LOCATION.findall(text)
    return min(found, key=len) if found else ""
