"""What browsers let pages of the site do, and proofs that its scripts and styles are its own."""

from __future__ import annotations

import hashlib
import posixpath
import re
from base64 import b64encode
from collections.abc import Callable

_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    # The theme draws its icons from addresses with the picture in them.
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
POLICY = "; ".join(f"{name} {sources}" for name, sources in _SOURCES.items())
"""Content Security Policy Level 3 for a `<meta>`: nothing inline, nothing of another host."""
POLICY_HEADER = f"{POLICY}; frame-ancestors 'none'"
"""The same for a header, which can also say who may frame a page."""
HEADERS = {
    "Content-Security-Policy": POLICY_HEADER,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
FREE_OF_POLICY = ("/sach/*", "/admin/*")
"""PDF files, which browsers show with a program of their own, and the form for staff."""
_OWN = re.compile(
    r'<(?:script\b[^>]*? src|link rel="stylesheet" href)="(?P<address>[^"]+)"(?=[ >])'
)


def headers_file() -> str:
    """Return a `_headers` file, as Netlify and Cloudflare Pages read it.

    Source: developers.cloudflare.com/pages/configuration/headers.
    """
    lines = ["/*", *(f"  {name}: {value}" for name, value in HEADERS.items())]
    for place in FREE_OF_POLICY:
        lines += [place, "  ! Content-Security-Policy"]
    lines += ["/assets/anh/*", "  Cache-Control: public, max-age=31536000, immutable"]
    return "\n".join(lines) + "\n"


def robots_file(site_url: str) -> str:
    """Return a `robots.txt`: everything on the site is public (RFC 9309)."""
    sitemap = [f"Sitemap: {site_url.rstrip('/')}/sitemap.xml"] if site_url else []
    return "\n".join(["User-agent: *", "Allow: /", *sitemap]) + "\n"


def integrity(data: bytes) -> str:
    """Return what proves a file unchanged (Subresource Integrity, section 3.1)."""
    return f"sha384-{b64encode(hashlib.sha384(data).digest()).decode()}"


def with_integrity(html: str, page: str, root: str, proof: Callable[[str], str]) -> str:
    """Return a page whose scripts and style sheets are loaded only if they are those of the build.

    `page` is its address on the site, `root` the path of the site on its host; `proof` returns
    the integrity of the file at an address of the site.
    """

    def proved(tag: re.Match[str]) -> str:
        written = tag["address"]
        if written.startswith("/"):
            address = written.removeprefix(root).lstrip("/")
        else:
            address = posixpath.normpath(posixpath.join(page, written))
        return f'{tag[0]} integrity="{proof(address)}"'

    return _OWN.sub(proved, html)
