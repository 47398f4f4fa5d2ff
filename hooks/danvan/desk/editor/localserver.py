"""Serve the form on this computer and keep what staff write in the project: `danvan editor`.

Answers what Decap CMS asks of its proxy server (decap-server 3, `local_fs`), for files of the
collection alone.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from danvan.collection.folding import nfc
from danvan.collection.imagefiles import SUFFIXES

from .page import FOLDER, LOCAL_API, SCRIPT

HOST = "127.0.0.1"
_ROOMS = ("exemplars", "docs")
_TEXTS = (".md",)
_LARGEST = 200 * 1024 * 1024
"""Bytes of a request: a dozen photos as a camera makes them."""
_TYPES = {".html": "text/html", ".yml": "text/yaml", ".js": "text/javascript"}

OUTSIDE = "Chỉ được sửa bài và ảnh trong thư mục exemplars/ và docs/."
UNKNOWN = "Trang soạn bài yêu cầu một việc lạ: {action}."
MISSING = "Không có tệp {path}."
Answer = dict[str, Any] | list[dict[str, Any]] | None


class RefusedError(Exception):
    """The request cannot be answered; the text tells staff why."""


class Drawer:
    """The files of a project, as the form asks for them."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._actions: Mapping[str, Callable[[dict[str, Any]], Answer]] = {
            "info": self._info,
            "entriesByFolder": self._entries_by_folder,
            "entriesByFiles": self._entries_by_files,
            "getEntry": self._entry,
            "persistEntry": self._persist,
            "getMedia": self._media_in,
            "getMediaFile": lambda p: self._media(self._file(p["path"])),
            "persistMedia": self._persist_media,
            "deleteFile": lambda p: self._delete([p["path"]]),
            "deleteFiles": lambda p: self._delete(p["paths"]),
            "getDeployPreview": lambda _: None,
        }

    def answer(self, action: str, parameters: dict[str, Any]) -> Answer:
        """Return what the form asks for. Raise RefusedError."""
        if action not in self._actions:
            raise RefusedError(UNKNOWN.format(action=action))
        try:
            return self._actions[action](parameters)
        except (KeyError, TypeError, AttributeError, binascii.Error):
            raise RefusedError(UNKNOWN.format(action=action)) from None
        except FileNotFoundError as error:
            raise RefusedError(MISSING.format(path=error.filename)) from None

    def _info(self, _: dict[str, Any]) -> Answer:
        return {"repo": self._root.name, "publish_modes": ["simple"], "type": "local_fs"}

    def _entries_by_folder(self, asked: dict[str, Any]) -> Answer:
        folder, suffix = self._path(asked["folder"]), f".{asked['extension']}"
        depth = int(asked.get("depth") or 1)
        return [
            self._told(path)
            for path in sorted(folder.rglob(f"*{suffix}"))
            if path.is_file() and len(path.relative_to(folder).parts) == depth
        ]

    def _entries_by_files(self, asked: dict[str, Any]) -> Answer:
        paths = [self._file(one["path"]) for one in asked["files"]]
        return [self._told(path) for path in paths if path.is_file()]

    def _entry(self, asked: dict[str, Any]) -> Answer:
        return self._told(self._file(asked["path"]))

    def _told(self, path: Path) -> dict[str, Any]:
        data = path.read_bytes()
        where = {"path": self._shown(path), "id": hashlib.sha256(data).hexdigest()}
        return {"data": data.decode("utf-8-sig", "replace"), "file": where}

    def _persist(self, asked: dict[str, Any]) -> Answer:
        entries = asked.get("dataFiles") or [asked["entry"]]
        made = [(self._file(one["path"]), one["raw"].encode()) for one in entries]
        made += [(self._file(a["path"]), base64.b64decode(a["content"])) for a in asked["assets"]]
        for path, data in made:
            _write(path, data)
        for one in entries:
            if one.get("newPath"):
                self._file(one["path"]).rename(self._file(one["newPath"]))
        return {"message": "entry persisted"}

    def _media_in(self, asked: dict[str, Any]) -> Answer:
        folder = self._path(asked["mediaFolder"])
        files = sorted(folder.iterdir()) if folder.is_dir() else []
        return [self._media(path) for path in files if path.suffix.lower() in SUFFIXES]

    def _media(self, path: Path) -> dict[str, Any]:
        data = path.read_bytes()
        return {
            "id": hashlib.sha256(data).hexdigest(),
            "content": base64.b64encode(data).decode(),
            "encoding": "base64",
            "path": self._shown(path),
            "name": nfc(path.name),
        }

    def _persist_media(self, asked: dict[str, Any]) -> Answer:
        path = self._file(asked["asset"]["path"])
        _write(path, base64.b64decode(asked["asset"]["content"]))
        return self._media(path)

    def _delete(self, paths: list[str]) -> Answer:
        for path in [self._file(one) for one in paths]:
            path.unlink(missing_ok=True)
        return {"message": "deleted"}

    def _file(self, asked: str) -> Path:
        """Return a file that the form may read or write: text or photo."""
        path = self._path(asked)
        if path.suffix.lower() not in (*_TEXTS, *SUFFIXES):
            raise RefusedError(OUTSIDE)
        return path

    def _path(self, asked: str) -> Path:
        """Return the path that `asked` names, in whatever form its letters are."""
        path = self._root
        for part in asked.strip("/").split("/"):
            path = next(_called(part, path), path / part)
        resolved = path.resolve()
        if not any(resolved.is_relative_to(self._root / room) for room in _ROOMS):
            raise RefusedError(OUTSIDE)
        return resolved

    def _shown(self, path: Path) -> str:
        return nfc(path.relative_to(self._root).as_posix())


def _called(name: str, folder: Path) -> Iterator[Path]:
    """Yield what is called `name` in a folder: a Mac writes names in another form."""
    if folder.is_dir() and name not in {"", ".", ".."}:
        yield from (path for path in folder.iterdir() if nfc(path.name) == nfc(name))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.tmp")
    draft.write_bytes(data)
    draft.replace(path)


def make_server(
    root: Path, files: Callable[[], Mapping[str, str]], port: int
) -> ThreadingHTTPServer:
    """Return a server for this computer alone; `files` gives the texts of the page anew."""
    return ThreadingHTTPServer((HOST, port), partial(_Handler, Drawer(root), files))


class _Handler(BaseHTTPRequestHandler):
    def __init__(
        self, drawer: Drawer, files: Callable[[], Mapping[str, str]], *more: Any, **named: Any
    ) -> None:
        self._drawer, self._files = drawer, files
        super().__init__(*more, **named)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        name = path.removeprefix(f"/{FOLDER}/") or "index.html"
        if path == "/":
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"/{FOLDER}/")
            self.end_headers()
        elif path == f"/{FOLDER}/{SCRIPT.name}":
            self._send(SCRIPT.read_bytes(), _TYPES[".js"])
        elif path.startswith(f"/{FOLDER}/") and name in (texts := self._files()):
            self._send(texts[name].encode(), _TYPES[Path(name).suffix])
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if self.path != LOCAL_API or length > _LARGEST or not self._is_own():
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        try:
            asked = json.loads(self.rfile.read(length))
            told: Any = self._drawer.answer(str(asked["action"]), dict(asked.get("params") or {}))
            status = HTTPStatus.OK
        except (ValueError, KeyError, TypeError):
            told, status = {"error": UNKNOWN.format(action="?")}, HTTPStatus.BAD_REQUEST
        except (RefusedError, OSError) as refusal:
            told, status = {"error": str(refusal)}, HTTPStatus.UNPROCESSABLE_ENTITY
        self._send(json.dumps(told).encode(), "application/json", status)

    def _is_own(self) -> bool:
        """Refuse pages of other sites that are open in the same browser."""
        host = self.headers.get("Host", "")
        origin = self.headers.get("Origin")
        own = re.fullmatch(rf"(?:{re.escape(HOST)}|localhost):\d+", host)
        return bool(own) and origin in {None, f"http://{host}"}

    def _send(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing: staff watch the page, not the terminal."""
