"""Judge a built site before anybody sees it."""

from __future__ import annotations

from pathlib import Path

from . import limits, messages
from .host import Host
from .running import danvan

_PAGES = ("index.html", "404.html", "sitemap.xml")


def site_faults(host: Host, checkout: Path, site: Path) -> list[str]:
    """Return, in Vietnamese, what is wrong with a site built from `checkout`."""
    faults = [
        messages.MISSING_PAGE.format(name=name)
        for name in _PAGES
        if not (site / name).is_file() or not (site / name).stat().st_size
    ]
    if host.book and not any(book.stat().st_size for book in site.glob("sach/*.pdf")):
        faults.append(messages.MISSING_BOOK)
    return faults or _verified(host, checkout, site)


def _verified(host: Host, checkout: Path, site: Path) -> list[str]:
    """Ask `danvan verify`."""
    done = danvan(host, checkout, "verify", str(site), limit=limits.VERIFY_SECONDS)
    if done.code == 0:
        return []
    return (done.output or done.errors).strip().splitlines() or [messages.WHY_VERIFY]
