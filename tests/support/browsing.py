"""The system's Chromium on a built site, with everything that goes wrong written down."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


def chromium() -> str | None:
    """Return the path of the system's Chromium, if it has one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve `folder` on this machine only; yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Visit:
    """A browser window on one site; `faults` fills with whatever a visitor should not meet."""

    def __init__(self, browser: Browser, home: str, **options: Any) -> None:
        self.home = home
        self.faults: list[str] = []
        self.context = browser.new_context(base_url=home, locale="vi-VN", **options)
        self.context.set_default_timeout(8000)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("request", self._request)
        self.page.on("response", self._response)

    def open(self, address: str) -> Page:
        """Go to an address relative to the site's root, and wait until all is loaded."""
        self.page.goto(self.home + address, wait_until="load")
        self.page.evaluate("document.fonts.ready")
        return self.page

    def close(self) -> None:
        self.context.close()

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console {message.type}: {message.text}")

    def _failed(self, request: Any) -> None:
        # Leaving a page ends what it still loads.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.faults.append(f"failed: {request.url} {request.failure}")

    def _request(self, request: Any) -> None:
        if urlsplit(request.url).netloc not in ("", urlsplit(self.home).netloc):
            self.faults.append(f"other host: {request.url}")

    def _response(self, response: Any) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")


def layout_shift(page: Page) -> float:
    """Return how far things jumped while the page was loading (CLS, web.dev/articles/cls)."""
    shift = page.evaluate(
        """() => new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 300);
        })"""
    )
    return float(shift)


def overflow(page: Page) -> list[str]:
    """Return what makes the page scroll sideways: elements that reach beyond the window."""
    return page.evaluate(
        """() => {
          const wide = document.documentElement.clientWidth;
          const roots = [document.documentElement, document.body];
          const widest = Math.max(...roots.map((e) => e.scrollWidth));
          if (widest <= wide) return [];
          const inside = (e) => { // something around it scrolls or cuts
            for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
              if (getComputedStyle(p).overflowX !== "visible") return true;
            return false;
          };
          const found = [...document.body.querySelectorAll("*")]
            .filter((e) => e.getBoundingClientRect().right > wide + 0.5 && !inside(e))
            .map((e) => `${e.tagName}.${e.className} ${e.getBoundingClientRect().right}`);
          return found.length ? found : [`document ${widest}`];
        }"""
    )


def low_contrast(page: Page, selectors: list[str], least: float = 4.5) -> list[str]:
    """Return the shown texts among `selectors` whose contrast (WCAG 2.2) is below `least`."""
    return page.evaluate(
        """([selectors, least]) => {
          const canvas = document.createElement("canvas");
          const paint = canvas.getContext("2d", { willReadFrequently: true });
          const rgba = (colour) => {
            paint.clearRect(0, 0, 1, 1);
            paint.fillStyle = colour;
            paint.fillRect(0, 0, 1, 1);
            const [r, g, b, a] = paint.getImageData(0, 0, 1, 1).data;
            return [r, g, b, a / 255];
          };
          const over = ([r, g, b, a], below) =>
            [r, g, b].map((c, i) => c * a + below[i] * (1 - a)).concat(1);
          const behind = (element) => {
            const layers = [];
            for (let e = element; e; e = e.parentElement)
              layers.push(rgba(getComputedStyle(e).backgroundColor));
            return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
          };
          const luminance = (colour) => {
            const [r, g, b] = colour.slice(0, 3).map((c) => c / 255)
              .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const faults = [];
          for (const selector of selectors)
            for (const element of document.querySelectorAll(selector)) {
              if (!element.checkVisibility() || !element.textContent.trim()) continue;
              const background = behind(element);
              const text = over(rgba(getComputedStyle(element).color), background);
              const both = [luminance(text), luminance(background)];
              const ratio = (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
              const words = element.textContent.trim().slice(0, 40);
              if (ratio < least) faults.push(`${selector} ${ratio.toFixed(2)}: ${words}`);
            }
          return faults;
        }""",
        [selectors, least],
    )
