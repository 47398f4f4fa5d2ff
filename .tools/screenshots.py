"""Take the README's screenshots of the built site.

Usage: PYTHONPATH=tests python .tools/screenshots.py [SITE]

SITE (default: site) is served on loopback and opened in the Chromium of the system.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from support.browsing import ARGUMENTS, chromium, served

IMAGES = Path(".github/images")
SHOTS = {
    "trang-chu": ("", 1280, 900),
    "linh-vuc": ("van-hoa-xa-hoi/", 1280, 900),
    "bai-viet": ("van-hoa-xa-hoi/y-si-sau-gio-truc/", 1280, 900),
    "dien-thoai": ("van-hoa-xa-hoi/y-si-sau-gio-truc/", 360, 720),
}
"""Per file name: the page, and the size of the window in CSS pixels."""


def main(site: Path) -> None:
    """Write one PNG per entry of SHOTS to .github/images."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with served(site) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        for name, (address, width, height) in SHOTS.items():
            shoot(browser, root + address, width, height, IMAGES / f"{name}.png")
        browser.close()


def shoot(browser: Browser, address: str, width: int, height: int, target: Path) -> None:
    """Open `address` in a window of `width` × `height` CSS pixels and save what is seen."""
    page = browser.new_page(viewport={"width": width, "height": height}, locale="vi")
    page.goto(address, wait_until="networkidle")
    page.screenshot(path=target)
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "site"))
