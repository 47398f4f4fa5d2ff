"""A server as a web host is one: text goes out compressed; and it counts what it sends."""

from __future__ import annotations

import gzip
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")


class Sent:
    """The bytes of the bodies sent since the last `take`, by address."""

    def __init__(self) -> None:
        self._bytes: Counter[str] = Counter()

    def add(self, address: str, count: int) -> None:
        self._bytes[address] += count

    def take(self) -> Counter[str]:
        taken, self._bytes = self._bytes, Counter()
        return taken


@contextmanager
def counted(folder: Path) -> Iterator[tuple[str, Sent]]:
    """Serve `folder` on this machine only; yield its address and what it sends."""
    sent = Sent()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(folder, sent))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/", sent
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(folder: Path, sent: Sent) -> type[BaseHTTPRequestHandler]:
    body_of = _bodies(folder)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body in one packet: else each answer waits 40 ms for an acknowledgement.
        wbufsize = -1
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            address = unquote(urlsplit(self.path).path).lstrip("/")
            name = address + "index.html" if address.endswith("/") or not address else address
            found = body_of(name)
            self.send_response(200 if found is not None else 404)
            if found is not None and name.endswith(_COMPRESSED):
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", guess_type(name)[0] or "application/octet-stream")
            self.send_header("Content-Length", str(len(found or b"")))
            self.end_headers()
            self.wfile.write(found or b"")
            sent.add(address, len(found or b""))

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


def _bodies(folder: Path) -> Callable[[str], bytes | None]:
    @cache
    def body_of(name: str) -> bytes | None:
        path = folder / name
        if not path.is_file():
            return None
        data = path.read_bytes()
        return gzip.compress(data, 6, mtime=0) if name.endswith(_COMPRESSED) else data

    return body_of
