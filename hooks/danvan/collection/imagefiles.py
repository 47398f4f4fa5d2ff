"""Open photo files safely: which bytes are a whole picture that a build can use.

The decoding runs in worker processes; what was found good is remembered by content hash.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import resource
import signal
import tempfile
import warnings
from collections.abc import Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pillow_heif
from PIL import Image, ImageFile, UnidentifiedImageError

from . import messages
from .messages import Message

pillow_heif.register_heif_opener()

PIXEL_LIMIT = 120_000_000
"""Pixels. A 108-megapixel phone photo passes; one such picture takes 0.4 GB decoded."""
RATIO_LIMIT = 30
"""Long side to short side. JPEG and AVIF end at 65 535 pixels, and no page shows a thread."""
SECONDS_LIMIT = 60
"""That looking at one photo may take, waiting for other large ones included."""
_MEMORY = 5 * 2**28
"""Bytes of data that a worker may have."""
_LARGE_PIXELS = 30_000_000
"""Pixels to decode above which only one worker does so at a time."""
_large: Any = nullcontext()
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "TIFF", "GIF", "BMP")
"""What Pillow may open. MPO comes in as JPEG; named here it is a KeyError for all after it."""
SUFFIXES = frozenset(
    [
        ".jpg",
        ".jpeg",
        ".jpe",
        ".jfif",
        ".mpo",
        ".png",
        ".webp",
        ".heic",
        ".heif",
        ".hif",
        ".avif",
        ".tif",
        ".tiff",
        ".gif",
        ".bmp",
    ]
)
_ORIENTATION = 0x0112
_SIDEWAYS = (5, 6, 7, 8)
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF 2.32, tag 274: how a picture is turned upright."""
_LOOK = 8
"""Places in a row, and rows, at which the look of a picture is taken."""
_Seen = tuple[int, int, int]
"""Width, height and look."""


@dataclass(frozen=True)
class ImageFacts:
    """What a file is: its hash, and the picture once turned upright."""

    digest: str
    width: int
    """Pixels."""
    height: int
    look: int
    """Whether it grows lighter from left to right, at 64 places: alike for copies of one photo."""


class BadImageError(Exception):
    """The file cannot be used; `message` says why (with `{name}` and `{limit}` to fill in)."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def open_image(path: Path) -> Image.Image:
    """Open a picture without decoding it yet; raise BadImageError when it is none or too large."""
    Image.MAX_IMAGE_PIXELS = PIXEL_LIMIT
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)
            return Image.open(path, formats=FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise BadImageError(messages.PHOTO_TOO_LARGE) from error
    except PermissionError as error:
        raise BadImageError(messages.PHOTO_UNREADABLE) from error
    except UnidentifiedImageError as error:
        raise BadImageError(_unidentified(path)) from error
    except Exception as error:  # decoders raise anything on broken headers
        raise BadImageError(messages.PHOTO_TRUNCATED) from error


def decode(image: Image.Image) -> None:
    """Decode the (first) frame; raise BadImageError when the data ends early or is broken."""
    # WeasyPrint turns this on for the whole process, and a photo cut in half would pass as whole.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.load()
    except MemoryError as error:
        raise BadImageError(messages.PHOTO_TOO_LARGE) from error
    except Exception as error:
        raise BadImageError(messages.PHOTO_TRUNCATED) from error


def orientation(image: Image.Image) -> int:
    """Return how a decoded picture must still be turned: the EXIF value, 1 when upright.

    Pillow turns TIFF and pillow-heif turns HEIC while decoding, and both then take the value out.
    Broken EXIF turns nothing: the picture itself is whole, and other programs show it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # the EXIF parser raises anything on broken data
        return 1
    return value if value in range(1, 9) else 1


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def inspect_all(paths: Iterable[Path], store: Path | None) -> dict[Path, ImageFacts | Message]:
    """Return for each path its facts, or the message that says why it cannot be used.

    `store` is a JSON file with the facts of pictures found good before, by hash; None forgets.
    """
    found: dict[Path, ImageFacts | Message] = {}
    known = _load(store)
    waiting: list[tuple[Path, str]] = []
    for path in dict.fromkeys(paths):
        quick = _before_decoding(path)
        if isinstance(quick, Message):
            found[path] = quick
        elif quick in known:
            found[path] = ImageFacts(quick, *known[quick])
        else:
            waiting.append((path, quick))
    for (path, digest), result in zip(waiting, _inspect_many([p for p, _ in waiting]), strict=True):
        found[path] = result if isinstance(result, Message) else ImageFacts(digest, *result)
    whole = [facts for facts in found.values() if isinstance(facts, ImageFacts)]
    fresh = {facts.digest: (facts.width, facts.height, facts.look) for facts in whole}
    if store is not None and not fresh.keys() <= known.keys():
        _save(store, known | fresh)
    return found


def _before_decoding(path: Path) -> Message | str:
    """Return the file's hash, or what is wrong with the file itself."""
    try:
        return messages.PHOTO_ZERO if path.stat().st_size == 0 else file_digest(path)
    except OSError:
        return messages.PHOTO_UNREADABLE


def _inspect_many(paths: list[Path]) -> list[_Seen | Message]:
    """Inspect in worker processes: a file on which a decoder crashes takes only its worker down."""
    if not paths:
        return []
    with _workers(min(len(paths), os.cpu_count() or 1)) as pool:
        jobs = [pool.submit(_inspect, path) for path in paths]
        return [_result(job, path) for job, path in zip(jobs, paths, strict=True)]


def _result(job: Future[_Seen | Message], path: Path) -> _Seen | Message:
    """Return what a worker found; where a crash took all of them along, ask again for this file."""
    try:
        return job.result()
    except BrokenProcessPool:
        with _workers(1) as pool:
            try:
                return pool.submit(_inspect, path).result()
            except BrokenProcessPool:
                return messages.PHOTO_TRUNCATED


def _workers(count: int) -> ProcessPoolExecutor:
    one_at_a_time = multiprocessing.Lock()
    return ProcessPoolExecutor(count, initializer=_set_limits, initargs=(one_at_a_time,))


def _set_limits(one_at_a_time: Any) -> None:
    """Let this worker take no more memory than a picture of PIXEL_LIMIT needs."""
    global _large  # noqa: PLW0603 - of this process, set once
    _large = one_at_a_time
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    limit = _MEMORY if most == resource.RLIM_INFINITY else min(_MEMORY, most)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, most))


def _inspect(path: Path) -> _Seen | Message:
    """Return the upright size of a whole picture and its look, else what is wrong with it."""
    # The signal ends this process, whatever the decoder is doing; `_result` then says so.
    signal.setitimer(signal.ITIMER_REAL, SECONDS_LIMIT)
    try:
        with open_image(path) as image:
            size = image.size
            if max(size) > RATIO_LIMIT * min(size):
                return messages.PHOTO_TOO_NARROW
            image.draft("RGB", (size[0] // 8, size[1] // 8))
            with _large if image.width * image.height > _LARGE_PIXELS else nullcontext():
                return _seen(image, size)
    except BadImageError as error:
        return error.message
    except Exception:  # a decoder that fails while closing
        return messages.PHOTO_TRUNCATED
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _seen(image: Image.Image, size: tuple[int, int]) -> _Seen:
    decode(image)
    turned = orientation(image)
    width, height = reversed(size) if turned in _SIDEWAYS else size
    return width, height, _look(image, turned)


def _look(image: Image.Image, turned: int) -> int:
    """Return the difference hash of a decoded picture (Krawetz, “Kind of like that”, 2013)."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            grey = image.convert("L").resize((4 * _LOOK, 4 * _LOOK), Image.Resampling.BOX)
    except Exception:  # a mode that Pillow cannot turn grey: whole all the same
        return 0
    if turned in TURNS:
        grey = grey.transpose(TURNS[turned])
    small = grey.resize((_LOOK + 1, _LOOK), Image.Resampling.BOX).tobytes()
    rows = (small[start : start + _LOOK + 1] for start in range(0, len(small), _LOOK + 1))
    bits = (right > left for row in rows for left, right in pairwise(row))
    return sum(bit << place for place, bit in enumerate(bits))


def _unidentified(path: Path) -> Message:
    """Tell a picture whose beginning is there but cut from a file that never was one."""
    with path.open("rb") as file:
        head = file.read(16)
    marks = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"II*\0", b"MM\0*", b"GIF8")
    begins = head.startswith(marks) or head[4:8] == b"ftyp"
    return messages.PHOTO_TRUNCATED if begins else messages.PHOTO_NOT_IMAGE


def _load(store: Path | None) -> dict[str, _Seen]:
    try:
        data = json.loads(store.read_text()) if store else {}
        return {str(digest): (int(w), int(h), int(look)) for digest, (w, h, look) in data.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # a lost or broken store only costs time


def _save(store: Path, facts: dict[str, _Seen]) -> None:
    store.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=store.parent, delete=False) as file:
        json.dump(facts, file, sort_keys=True)
    Path(file.name).replace(store)
