"""Configurations of web servers that serve a host as it should be served."""

from __future__ import annotations

import re
from pathlib import Path

from danvan.pages.security import POLICY_HEADER

from . import messages
from .host import Host, HostError

SERVERS = {"nginx": "nginx.conf", "caddy": "Caddyfile"}
_TEMPLATES = Path(__file__).parent / "templates"
_PLACEHOLDER = re.compile(r"@\{(\w+)\}")
"""Both servers write `$name` and `{name}` themselves."""
_DOMAIN = re.compile(r"(?:[\w-]+\.)*[\w-]+|_")
_LISTEN = re.compile(r"(?:[\w.\-]+:|\[[\da-f:]+\]:)?\d{1,5}")
HASHED = (
    r"^/(assets/anh/[0-9a-f]{12,64}/|tim-kiem/[0-9a-f]{12,64}/"
    r"|assets/(stylesheets|javascripts)/[\w.]+\.[0-9a-f]{8}\.min\.(js|css)(\.map)?$)"
)
"""Addresses that hold a hash of what is there: derivatives, the search index, the theme's files."""


def configuration(host: Host, server: str, domain: str, listen: str = "") -> str:
    """Return the configuration of `server` for the site of `host` at `domain`."""
    if not _DOMAIN.fullmatch(domain):
        raise HostError(messages.BAD_DOMAIN.format(domain=domain))
    if listen and not _LISTEN.fullmatch(listen):
        raise HostError(messages.BAD_LISTEN.format(listen=listen))
    template = (_TEMPLATES / SERVERS[server]).read_text("utf-8")
    values = {
        "domain": domain,
        "folder": str(host.folder),
        "hashed": HASHED,
        "listen": _listen_lines(listen),
        "site": _caddy_site(domain, listen),
        "bind": _caddy_bind(listen),
        "policy": POLICY_HEADER,
    }
    return _PLACEHOLDER.sub(lambda found: values[found[1]], template)


def _listen_lines(listen: str) -> str:
    if listen:
        return f"listen {listen};"
    return "listen 80;\n    listen [::]:80;"


def _caddy_site(domain: str, listen: str) -> str:
    return f"http://:{listen.rpartition(':')[2]}" if listen else domain


def _caddy_bind(listen: str) -> str:
    address = listen.rpartition(":")[0]
    return f"\tbind {address}\n" if address else ""
