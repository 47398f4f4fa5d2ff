"""A stand-in for GitHub's REST API: pull requests, their comments and the artifact of one run."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "token-of-the-run"  # noqa: S105 - opens nothing
BOT = "github-actions[bot]"
REPOSITORY = "quan/danvan"
RUN = 7


@dataclass
class FakeGitHub:
    """What the host knows; tests change it and look at it."""

    requests: list[dict[str, Any]] = field(default_factory=list)
    comments: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    """By request; the oldest first."""
    artifact: bytes | None = None
    calls: list[tuple[str, str]] = field(default_factory=list)
    """Method and path of each call."""
    shown_to_storage: list[str | None] = field(default_factory=list)
    """What the host of artifacts, which is not GitHub's, was told under Authorization."""
    address: str = ""

    def open_request(self, number: int, *, owner: str, branch: str, sha: str, source: int) -> None:
        head = {"sha": sha, "repo": {"id": source}, "label": f"{owner}:{branch}"}
        self.requests.append({"number": number, "head": head})
        self.comments[number] = []

    def comment(self, number: int, login: str, body: str) -> None:
        told = {"id": 1000 + sum(map(len, self.comments.values())), "user": {"login": login}}
        self.comments[number].append(told | {"body": body})

    def bodies(self, number: int) -> list[str]:
        return [comment["body"] for comment in self.comments[number]]

    def keep(self, texts: Mapping[str, str]) -> None:
        """Keep files as the artifact of the run."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in texts.items():
                archive.writestr(name, text)
        self.artifact = buffer.getvalue()


@contextmanager
def serving(github: FakeGitHub) -> Iterator[FakeGitHub]:
    """Serve the API on a free port; its address is `github.address`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(github))
    github.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield github
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(github: FakeGitHub) -> type[BaseHTTPRequestHandler]:  # noqa: C901 - a table of routes
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def do_PATCH(self) -> None:
            self._serve()

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

        def _serve(self) -> None:
            address = urlsplit(self.path)
            path = address.path.removeprefix(f"/repos/{REPOSITORY}")
            asked = {name: values[0] for name, values in parse_qs(address.query).items()}
            github.calls.append((self.command, path))
            if path == "/storage":
                github.shown_to_storage.append(self.headers["Authorization"])
                self._send(github.artifact or b"")
            elif self.headers["Authorization"] != f"Bearer {TOKEN}":
                self.send_error(401)
            elif path == "/zip":
                self.send_response(302)
                storage = github.address.replace("127.0.0.1", "localhost")
                self.send_header("Location", f"{storage}/storage")
                self.end_headers()
            else:
                self._send(json.dumps(self._answer(path, asked)).encode())

        def _answer(self, path: str, asked: Mapping[str, str]) -> object:
            if path == "/pulls":
                wanted = [r for r in github.requests if r["head"]["label"] == asked["head"]]
                return _page(wanted, asked)
            if path == f"/actions/runs/{RUN}/artifacts":
                url = f"{github.address}/repos/{REPOSITORY}/zip"
                return {"artifacts": [{"archive_download_url": url}] if github.artifact else []}
            if found := re.fullmatch(r"/issues/(\d+)/comments", path):
                return self._comments(int(found[1]), asked)
            number = int(re.fullmatch(r"/issues/comments/(\d+)", path)[1])
            (told,) = (c for cs in github.comments.values() for c in cs if c["id"] == number)
            told["body"] = self._sent()["body"]
            return told

        def _comments(self, number: int, asked: Mapping[str, str]) -> object:
            if self.command == "POST":
                github.comment(number, BOT, self._sent()["body"])
                return github.comments[number][-1]
            return _page(github.comments[number], asked)

        def _sent(self) -> dict[str, str]:
            return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

        def _send(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


def _page(entries: list[Any], asked: Mapping[str, str]) -> list[Any]:
    size, page = int(asked["per_page"]), int(asked["page"])
    return entries[(page - 1) * size : page * size]
