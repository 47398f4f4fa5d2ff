"""What readers get from the web servers whose configurations danvan prints."""

from __future__ import annotations

import gzip
import os
import re
import subprocess

import pytest

from danvan.pages.security import POLICY_HEADER
from danvan.publish import messages
from support.browsing import PHONE, Visit
from support.publishing import host_command
from support.webservers import caddy_arguments, fetch, nginx_arguments, served_by

IMMUTABLE = "public, max-age=31536000, immutable"
SECURITY = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "content-security-policy": POLICY_HEADER,
}


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def server(request, live, tmp_path_factory):
    with served_by(request.param, live.host, tmp_path_factory.mktemp(request.param)) as home:
        yield home


@pytest.fixture
def photo(live):
    """The address of a derivative that the present release holds."""
    site = live.host.current.resolve() / "site"
    return next(site.glob("assets/anh/*/*.avif")).relative_to(site).as_posix()


@pytest.fixture(scope="module")
def old_photos(live):
    """Addresses that a page named which was served until a moment ago."""
    old = (live.host.current / "site/index.html").read_text("utf-8")
    live.reset()
    live.edition(40)
    live.commit()
    assert live.push().returncode == 0
    photos = re.findall(r"assets/anh/[\w/.-]+\.avif", old)
    assert photos
    assert not [photo for photo in photos if (live.host.current / "site" / photo).exists()]
    return photos


def test_nginx_takes_the_configuration(live, tmp_path):
    done = subprocess.run(
        [*nginx_arguments(live.host, tmp_path, "127.0.0.1:8099"), "-t"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


def test_caddy_takes_the_configuration(live, tmp_path):
    done = subprocess.run(
        ["caddy", "validate", *caddy_arguments(live.host, tmp_path, "127.0.0.1:8099")],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_the_command_prints_what_this_machine_needs(live, name):
    host = live.host
    done = host_command("config", name, str(host.folder), "--domain", "danvan.example.vn")
    assert done.returncode == 0
    assert f"{host.folder}/current/site" in done.stdout and "danvan.example.vn" in done.stdout
    assert "@{" not in done.stdout
    bad = host_command("config", name, str(host.folder), "--domain", "a b;{}")
    assert bad.returncode == 2 and messages.BAD_DOMAIN.partition("”")[2] in bad.stderr


def test_addresses_with_a_hash_are_kept_for_a_year(server, live, photo):
    site = live.host.current.resolve() / "site"
    hashed = [
        photo,
        next(site.glob("tim-kiem/*/p0.txt")).relative_to(site).as_posix(),
        next(site.glob("assets/stylesheets/main.*.min.css")).relative_to(site).as_posix(),
        next(site.glob("assets/javascripts/bundle.*.min.js")).relative_to(site).as_posix(),
    ]
    for address in hashed:
        answer = fetch(server + address)
        assert (answer.status, answer.headers["cache-control"]) == (200, IMMUTABLE), address
        assert answer.body == (site / address).read_bytes()


def test_pages_are_asked_for_again_and_cost_nothing_when_they_are_the_same(server):
    for address in ("", "kinh-te/to-rau/", "tim-kiem/goc.json", "assets/css/site.css"):
        answer = fetch(server + address)
        assert (answer.status, answer.headers["cache-control"]) == (200, "no-cache"), address
        again = fetch(server + address, If_None_Match=answer.headers["etag"])
        assert (again.status, again.body) == (304, b"")


def test_every_answer_carries_the_headers_that_protect_readers(server, photo):
    for address in ("", photo, "assets/css/site.css", "khong-co/"):
        headers = fetch(server + address).headers
        assert {name: headers.get(name) for name in SECURITY} == SECURITY, address
        assert "camera=()" in headers["permissions-policy"]


def test_text_is_compressed_and_photos_are_not(server, photo):
    for address in ("", "assets/css/site.css", "tim-kiem/goc.json"):
        plain, small = fetch(server + address), fetch(server + address, Accept_Encoding="gzip")
        assert small.headers["content-encoding"] == "gzip", address
        assert gzip.decompress(small.body) == plain.body
    assert "content-encoding" not in fetch(server + photo, Accept_Encoding="gzip").headers


def test_files_have_the_types_that_browsers_need(server, live, photo):
    wanted = {
        "": "text/html; charset=utf-8",
        photo: "image/avif",
        "assets/fonts/source-serif-4-600.woff2": "font/woff2",
        "assets/bieu-tuong.svg": "image/svg+xml",
        "assets/js/main.js": "text/javascript",
        "tim-kiem/goc.json": "application/json",
    }
    types = {address: fetch(server + address).headers["content-type"] for address in wanted}
    assert {a: t for a, t in types.items() if not t.startswith(wanted[a])} == {}


def test_what_is_not_there_gets_the_page_that_says_so(server, live):
    lost = (live.host.current / "site/404.html").read_bytes()
    missing = ("khong-co/", "assets/anh/", "assets/anh/00000000000000000000/full-480.avif")
    for address in (*missing, ".git/config", "kinh-te/.an"):
        answer = fetch(server + address)
        assert (answer.status, answer.body) == (404, lost), address
        assert answer.headers["cache-control"] == "no-cache"


def test_a_folder_without_its_slash_leads_to_the_one_with(server):
    answer = fetch(server + "kinh-te")
    assert answer.status in (301, 308)
    assert answer.headers["location"].endswith("/kinh-te/")


def test_nothing_beside_the_site_is_served(server):
    for address in ("../release.json", "%2e%2e/release.json", "release.json", "press/"):
        assert fetch(server + address).status in (400, 404), address


def test_a_page_from_before_a_publication_still_finds_its_pictures(server, old_photos):
    for photo in old_photos:
        answer = fetch(server + photo)
        assert (answer.status, answer.headers["cache-control"]) == (200, IMMUTABLE)
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_browser_reads_the_site_without_a_fault(server, browser):
    visit = Visit(browser, server, viewport=PHONE)
    try:
        for address in ("", "kinh-te/", "kinh-te/to-rau/"):
            visit.open(address)
        # Photos further down are loaded when they are looked at.
        visit.page.evaluate("for (const image of document.images) image.loading = 'eager'")
        visit.page.wait_for_function(
            "[...document.images].every((image) => image.complete && image.naturalWidth > 0)"
        )
        assert visit.faults == []
    finally:
        visit.close()
