"""Read a finished site as a visitor's browser would, and say what is wrong before it goes out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html
from lxml.html import HtmlElement

from danvan.collection import Collection, redirects
from danvan.pages.pictures import PICTURES_ADDRESS
from danvan.pages.security import POLICY
from danvan.photos.derivatives import derivatives_key

_NEEDED = ("index.html", "404.html", "robots.txt", "sitemap.xml", "tim-kiem/goc.json")
_LOADED = {"script": "src", "img": "src", "source": "srcset", "iframe": "src", "object": "data"}
_LOADING_LINKS = ("stylesheet", "icon", "preload", "modulepreload", "manifest")
_LOCATION = re.compile(r"<loc>(.*?)</loc>")
_REFRESH = re.compile(r"url=(.*)")
_FORM = "admin/"
"""The form for staff, which has a policy of its own."""
_MISSING_FILE = "Thiếu tệp {name}."
_MISSING_PAGE = "Bài {address} đã duyệt nhưng không có trang."
_NOT_PUBLIC = "Bài {address} chưa được đăng mà vẫn có trang."
_NOT_PUBLIC_PHOTO = "Ảnh của bài {address} chưa được đăng mà vẫn có trong trang: {name}."
_STILL_THERE = "Bài {address} đã gỡ mà trang vẫn còn nội dung."
_WRONG_WAY = "Địa chỉ {address} không dẫn tới {target}."
_BROKEN = "{page}: “{target}” không dẫn tới đâu."
_OTHER_HOST = "{page}: tải “{target}” từ nơi khác."
_NO_POLICY = "{page}: thiếu chính sách bảo mật (Content-Security-Policy)."
_ACTIVE = "{page}: có mã chạy trong trang (thẻ <{tag}>)."
_SITEMAP = "sitemap.xml khác với những trang có thật: {address}."


def verify_site(collection: Collection, site: Path) -> list[str]:
    """Return what is wrong with the site in a folder, a line each in Vietnamese."""
    found = [_MISSING_FILE.format(name=name) for name in _NEEDED if not (site / name).is_file()]
    pages = [_Page.read(path, site) for path in sorted(site.rglob("*.html"))]
    for page in pages:
        if not page.address.startswith(_FORM):
            found += page.faults(site)
    found += _stories(collection, site)
    found += _ways(collection, site)
    if (site / "sitemap.xml").is_file():
        found += _sitemap(pages, (site / "sitemap.xml").read_text("utf-8"))
    return found


@dataclass(frozen=True)
class _Page:
    address: str
    """Of its file, relative to the site."""
    root: HtmlElement

    @classmethod
    def read(cls, path: Path, site: Path) -> _Page:
        parser = html.HTMLParser(encoding="utf-8")
        return cls(path.relative_to(site).as_posix(), html.parse(path, parser).getroot())

    @property
    def is_listed(self) -> bool:
        return self.address != "404.html" and not self.root.xpath("//meta[@name='robots']")

    def faults(self, site: Path) -> Iterator[str]:
        """Yield what does not lead anywhere, comes from elsewhere, or would run in the page."""
        policies = self.root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        if policies != [POLICY]:
            yield _NO_POLICY.format(page=self.address)
        for tag in self._active():
            yield _ACTIVE.format(page=self.address, tag=tag)
        for target, is_loaded in self._targets():
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                if is_loaded and parts.scheme != "data":
                    yield _OTHER_HOST.format(page=self.address, target=target)
            elif not self._leads_somewhere(parts.path, site):
                yield _BROKEN.format(page=self.address, target=target)

    def _active(self) -> Iterator[str]:
        for script in self.root.xpath("//script[not(@src)][not(@type='application/json')]"):
            yield script.tag
        for element in self.root.xpath("//*[@style or @*[starts-with(name(), 'on')]]"):
            yield element.tag
        for element in self.root.xpath("//style | //iframe | //object | //embed | //base"):
            yield element.tag

    def _targets(self) -> Iterator[tuple[str, bool]]:
        """Yield every address in the page, and whether a browser loads it at once."""
        for tag, attribute in _LOADED.items():
            for value in self.root.xpath(f"//{tag}/@{attribute} | //{tag}/@srcset"):
                yield from ((one.split()[0], True) for one in value.split(",") if one.strip())
        for link in self.root.xpath("//link[@href]"):
            if link.get("rel") in _LOADING_LINKS:
                yield link.get("href"), True
        for target in self.root.xpath("//a/@href | //form/@action"):
            yield target, False

    def _leads_somewhere(self, path: str, site: Path) -> bool:
        if not path:
            return True
        if path.startswith("/"):  # on the page of lost addresses: below the site's own path
            steps = path.strip("/").split("/")
            tails = ("/".join(steps[start:]) for start in range(len(steps) + 1))
            return any(_exists(site / unquote(tail)) for tail in tails)
        return _exists(site / posixpath.normpath(posixpath.join(self._folder, unquote(path))))

    @property
    def _folder(self) -> str:
        return posixpath.dirname(self.address)


def _exists(path: Path) -> bool:
    return path.is_file() or (path / "index.html").is_file()


def _stories(collection: Collection, site: Path) -> Iterator[str]:
    """Yield what is public and missing, and what is there and not public."""
    shown = {e.address for e in collection.visible(preview=False)}
    removed = {e.address for e in collection.removed}
    public = [photo for e in collection.visible(preview=False) for photo in e.photos]
    public += [photo for part in collection.parts.all for photo in part.photos]
    keys = {derivatives_key(photo.digest, photo.focus) for photo in public}
    for exemplar in collection.exemplars:
        has_page = _exists(site / exemplar.address)
        if exemplar.address in shown and not has_page:
            yield _MISSING_PAGE.format(address=exemplar.address)
        elif exemplar.address in removed and has_page:
            text = (site / exemplar.address / "index.html").read_text("utf-8")
            if exemplar.title in text or exemplar.summary in text:
                yield _STILL_THERE.format(address=exemplar.address)
        elif exemplar.address not in shown and has_page:
            yield _NOT_PUBLIC.format(address=exemplar.address)
        if exemplar.address not in shown:
            for photo in exemplar.photos:
                key = derivatives_key(photo.digest, photo.focus)
                if key not in keys and (site / PICTURES_ADDRESS / key).exists():
                    told = {"address": exemplar.address, "name": photo.name}
                    yield _NOT_PUBLIC_PHOTO.format(**told)


def _ways(collection: Collection, site: Path) -> Iterator[str]:
    for address, target in redirects(collection).items():
        page = site / address / "index.html"
        way = _way_on(page) if page.is_file() else ""
        if posixpath.normpath(posixpath.join(address, way)) != target.rstrip("/"):
            yield _WRONG_WAY.format(address=address, target=target)


def _way_on(page: Path) -> str:
    """Return where a page that leads on leads, relative to itself."""
    parser = html.HTMLParser(encoding="utf-8")
    told = html.parse(page, parser).getroot().xpath("//meta[@http-equiv='refresh']/@content")
    found = _REFRESH.search(told[0]) if told else None
    return found[1] if found else ""


def _sitemap(pages: list[_Page], text: str) -> Iterator[str]:
    told = {urlsplit(location).path for location in _LOCATION.findall(text)}
    there = {f"/{page.address.removesuffix('index.html')}" for page in pages if page.is_listed}
    home = min(told, key=len, default="/")
    for address in sorted({home.rstrip("/") + one for one in there} ^ told):
        if not address.startswith(f"{home}{_FORM}"):
            yield _SITEMAP.format(address=address)
