"""Both sites are served to the browser from this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from support.browsing import Visit, served
from support.built_site import BuiltSite


@dataclass(frozen=True)
class ServedSite:
    """A built site and the address at which the browser finds it."""

    site: BuiltSite
    home: str

    def page_types(self) -> dict[str, str]:
        """Return one address of each type of page that the site has."""
        collection = self.site.collection
        public = collection.visible(preview=False)
        wanted = {
            "home": "",
            "field": f"{public[0].field if public else collection.fields[0].slug}/",
            "part": "dan-van/",
            "foreword": "loi-noi-dau/",
            "documents": "van-ban/",
            "movement": "anh-phong-trao/",
            "browse": "tra-cuu/",
            "list": "tra-cuu/tat-ca/",
            "lost": "404.html",
        }
        document = next((d for d in collection.parts.documents if d.body.strip()), None)
        if document:
            wanted["document"] = f"van-ban/{document.slug}/"
        if public:
            wanted["story"] = max(public, key=lambda e: len(e.photos)).address
            wanted["long story"] = max(public, key=lambda e: len(e.title)).address
            wanted["table"] = max(public, key=lambda e: e.body.count("|")).address
        return {kind: address for kind, address in wanted.items() if address in self.site.pages}


@pytest.fixture(scope="session")
def held_out(held_out_site: BuiltSite) -> Iterator[ServedSite]:
    with served(held_out_site.folder) as home:
        yield ServedSite(held_out_site, home)


@pytest.fixture(scope="session")
def repository(repository_site: BuiltSite) -> Iterator[ServedSite]:
    with served(repository_site.folder) as home:
        yield ServedSite(repository_site, home)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Open windows; at the end of the test, none of them may have met a fault."""
    visits: list[Visit] = []

    def start(where: ServedSite, **options: object) -> Visit:
        visits.append(Visit(browser, where.home, **options))
        return visits[-1]

    yield start
    faults = [fault for each in visits for fault in each.faults]
    for each in visits:
        each.close()
    assert faults == []
