"""The system's nginx and Caddy on loopback, with the configuration that danvan prints."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from danvan.publish.host import Host
from danvan.publish.webservers import configuration

_NGINX = """
daemon off;
{user}
pid {home}/nginx.pid;
error_log {home}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    include {home}/site.conf;
}}
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    """By lower-case name; several of one name are joined by commas."""
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


def fetch(address: str, **headers: str) -> Answer:
    """Get one address, without following redirects."""
    wanted = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, headers=wanted)
    try:
        with _OPENER.open(request, timeout=20) as response:
            return _answer(response)
    except urllib.error.HTTPError as error:
        with error:
            return _answer(error)


def nginx_arguments(host: Host, home: Path, listen: str) -> list[str]:
    """Write nginx's configuration below `home`; return how it is run with it."""
    home.mkdir(exist_ok=True)
    (home / "site.conf").write_text(configuration(host, "nginx", "danvan.example.vn", listen))
    user = "user root;" if os.geteuid() == 0 else ""
    (home / "nginx.conf").write_text(_NGINX.format(home=home, user=user))
    return ["nginx", "-p", str(home), "-e", str(home / "error.log"), "-c", str(home / "nginx.conf")]


def caddy_arguments(host: Host, home: Path, listen: str) -> list[str]:
    """Write Caddy's configuration below `home`; return the arguments after its command."""
    home.mkdir(exist_ok=True)
    file = home / "Caddyfile"
    options = "{\n\tadmin off\n\tauto_https off\n}\n"
    file.write_text(options + configuration(host, "caddy", "danvan.example.vn", listen))
    return ["--config", str(file), "--adapter", "caddyfile"]


@contextmanager
def served_by(server: str, host: Host, home: Path) -> Iterator[str]:
    """Serve `host` with a real server; yield the address of its root."""
    listen = f"127.0.0.1:{_free_port()}"
    if server == "nginx":
        command = nginx_arguments(host, home, listen)
    else:
        command = ["caddy", "run", *caddy_arguments(host, home, listen)]
    with (home / "output.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            env=os.environ | {"XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home)},
        )
    try:
        _await(listen, process, home)
        yield f"http://{listen}/"
    finally:
        process.terminate()
        process.wait(20)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))


def _answer(response) -> Answer:
    names = {name.lower() for name in response.headers}
    told = {name: ", ".join(response.headers.get_all(name)) for name in names}
    return Answer(response.status, told, response.read())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _await(listen: str, process: subprocess.Popen[bytes], home: Path) -> None:
    name, _, port = listen.partition(":")
    for _ in range(200):
        assert process.poll() is None, (home / "output.log").read_text()
        try:
            socket.create_connection((name, int(port)), 0.2).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError((home / "output.log").read_text())
