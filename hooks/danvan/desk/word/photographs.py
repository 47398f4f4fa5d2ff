"""The photos of a manuscript: those in its text, and those that came beside it."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from danvan.collection.folding import fold, nfc
from danvan.collection.imagefiles import (
    PIXEL_LIMIT,
    RATIO_LIMIT,
    SUFFIXES,
    ImageFacts,
    inspect_all,
)
from danvan.desk.checking.likeness import NEAR

from .blocks import Picture, Shown
from .opening import DAMAGED, WordError, check_sizes

_MAGIC = (
    (b"\xff\xd8\xff", ".jpg"),
    (b"\x89PNG", ".png"),
    (b"GIF8", ".gif"),
    (b"BM", ".bmp"),
    (b"II*\0", ".tif"),
    (b"MM\0*", ".tif"),
)
_NOT_PHOTOS = ("__MACOSX", ".")
_UNSAFE = re.compile(r'[\x00-\x1f<>:"|?*]')

UNUSABLE = "{why} Ảnh này lấy từ tệp Word; tệp ảnh vẫn nằm trong thư mục bài."
OTHER_FORMAT = (
    "Ảnh “{name}” là hình vẽ hoặc kiểu tệp mà trang không dùng được: lưu lại thành .jpg hoặc .png."
)
ASIDE = (
    "Ảnh ở đầu trang, chân trang hoặc ghi chú lưu trong thư mục bài ({name}), không đưa vào bài."
)
ALSO = "Ảnh {name} dùng hai lần trong tệp Word, chú thích lần kia: “{caption}”"
REPLACED = "Ảnh thứ {number} trong tệp Word được thay bằng bản gốc “{name}”, rõ hơn."


@dataclass(frozen=True)
class Photograph:
    """A photo to be put into the folder of an exemplar."""

    name: str
    data: bytes
    caption: str = ""
    credit: str = ""
    listed: bool = True
    """Whether site and book can show it."""

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Sent:
    """A photo that came beside the manuscripts: its path there, and its bytes."""

    path: PurePosixPath
    data: bytes


def photos_sent(source: Path) -> list[Sent]:
    """Return the photos in a folder or ZIP file, by name; raise WordError when there are none."""
    if source.is_dir():
        paths = (path for path in source.rglob("*") if path.is_file() and not path.is_symlink())
        found = {PurePosixPath(path.relative_to(source)): path for path in paths}
        chosen = {path: file.read_bytes() for path, file in found.items() if _is_photo(path)}
    else:
        chosen = _unpacked(source)
    return [Sent(path, chosen[path]) for path in sorted(chosen, key=_natural)]


def photos_for(stem: str, sent: Sequence[Sent], *, alone: bool) -> list[Sent]:
    """Return the photos that belong to the manuscript called `stem`.

    All of them when it is imported alone; else those in a folder of its name, or named after it.
    """
    if alone:
        return list(sent)
    own = fold(stem)

    def belongs(photo: Sent) -> bool:
        folders = map(fold, photo.path.parts[:-1])
        return own in folders or bool(re.match(rf"{re.escape(own)}(?:\W|$)", fold(photo.path.stem)))

    return [photo for photo in sent if belongs(photo)]


def photographs(
    shown: Sequence[Shown],
    aside: Sequence[Picture],
    sent: Sequence[Sent],
    captions: Mapping[int, str],
    folder: Path,
) -> tuple[list[Photograph], list[str]]:
    """Return the photos of an article in order, and what staff should know of them.

    A smaller copy in the text gives way to the original that was sent beside it. `captions` are
    those of the text that stand at no picture, by number. Pictures that stand `aside`, in headers
    and footnotes, are kept but not shown. `folder` is for files of a moment.
    """
    inside = _without_copies(shown)
    names = [_name(number, one) for number, one in enumerate(inside, 1)]
    facts = _facts([*(one.picture.data for one in inside), *(one.data for one in sent)], folder)
    taken: set[int] = set()
    remarks = list(_other_captions(shown, inside, names))
    made: list[Photograph] = []
    for number, (one, name) in enumerate(zip(inside, names, strict=True)):
        photo = Photograph(name, one.picture.data, one.caption, one.credit)
        known = facts[number]
        original = _original(known, facts[len(inside) :], taken)
        if original is not None:
            taken.add(original)
            photo = replace(photo, name=_own_name(sent[original]), data=sent[original].data)
            remarks.append(REPLACED.format(number=number + 1, name=photo.name))
        elif not isinstance(known, ImageFacts):
            why = known if Path(name).suffix in SUFFIXES else OTHER_FORMAT
            remarks.append(UNUSABLE.format(why=why.format(name=name)))
            photo = replace(photo, listed=False)
        made.append(photo)
    for place, one_sent in enumerate(sent):
        if place not in taken:
            known = facts[len(inside) + place]
            caption = captions.get(len(made) + 1, "") if not inside else ""
            listed = isinstance(known, ImageFacts)
            made.append(Photograph(_own_name(one_sent), one_sent.data, caption, listed=listed))
    known_data = {photo.data for photo in made}
    for picture in dict.fromkeys(one for one in aside if one.data not in known_data):
        name = _name(len(made) + 1, Shown(picture))
        made.append(Photograph(name, picture.data, listed=False))
        remarks.append(ASIDE.format(name=name))
    return _distinct(made), remarks


def _other_captions(
    shown: Sequence[Shown], kept: Sequence[Shown], names: Sequence[str]
) -> Iterator[str]:
    """Yield the captions of pictures that stand in the text twice and keep one of them."""
    by_data = {one.picture.data: (one.caption, name) for one, name in zip(kept, names, strict=True)}
    for one in shown:
        caption, name = by_data[one.picture.data]
        if one.caption and one.caption != caption:
            yield ALSO.format(name=name, caption=one.caption)


def with_originals(
    photos: Sequence[Photograph], originals: Sequence[Path], folder: Path
) -> tuple[Photograph, ...]:
    """Return `photos` with those of `originals` in place of the smaller copies that Word made."""
    listed = [photo for photo in photos if photo.listed]
    there = [Sent(PurePosixPath(path.name), path.read_bytes()) for path in originals]
    facts = _facts([*(one.data for one in listed), *(one.data for one in there)], folder)
    taken: set[int] = set()
    kept: dict[str, Photograph] = {}
    for photo, known in zip(listed, facts, strict=False):
        place = _original(known, facts[len(listed) :], taken)
        if place is not None:
            taken.add(place)
            own = there[place]
            kept[photo.name] = replace(photo, name=own.path.name, data=own.data)
    return tuple(_distinct([kept.get(photo.name, photo) for photo in photos]))


def _is_photo(path: PurePosixPath) -> bool:
    hidden = any(part.startswith(_NOT_PHOTOS) for part in path.parts)
    return path.suffix.lower() in SUFFIXES and not hidden


def _unpacked(source: Path) -> dict[PurePosixPath, bytes]:
    try:
        with zipfile.ZipFile(source) as package:
            check_sizes(package)
            paths = {PurePosixPath(name.replace("\\", "/")): name for name in package.namelist()}
            return {p: package.read(name) for p, name in paths.items() if _is_photo(p)}
    except WordError:
        raise
    except Exception:  # unpacking raises anything on broken files
        raise WordError(DAMAGED) from None


def _natural(path: PurePosixPath) -> list[tuple[int, str]]:
    """Order `anh 2` before `anh 10`."""
    parts = re.split(r"(\d+)", fold(str(path)))
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]


def _without_copies(shown: Iterable[Shown]) -> list[Shown]:
    """Keep each picture once, with the first caption it has."""
    kept: dict[bytes, Shown] = {}
    for one in shown:
        first = kept.setdefault(one.picture.data, one)
        if one.caption and not first.caption:
            kept[one.picture.data] = one
    return list(kept.values())


def _name(number: int, shown: Shown) -> str:
    data = shown.picture.data
    suffix = next((suffix for magic, suffix in _MAGIC if data.startswith(magic)), "")
    return f"anh-{number}{suffix or shown.picture.suffix}"


def _own_name(sent: Sent) -> str:
    return _UNSAFE.sub("-", nfc(sent.path.name)).lstrip(".") or "anh.jpg"


def _facts(files: Sequence[bytes], folder: Path) -> list[ImageFacts | str]:
    """Open each picture in a process of its own; a string says why one cannot be used."""
    paths = []
    for number, data in enumerate(files):
        path = folder / f"{number}"
        path.write_bytes(data)
        paths.append(path)
    found = inspect_all(paths, None)
    facts = (found[path] for path in paths)
    return [one if isinstance(one, ImageFacts) else _because(one.what) for one in facts]


def _because(what: str) -> str:
    """Return a message about a photo with its limits; the name of the photo is still open."""
    return what.format(name="{name}", limit=PIXEL_LIMIT // 1_000_000, ratio=RATIO_LIMIT)


def _original(
    facts: ImageFacts | str, sent: Sequence[ImageFacts | str], taken: set[int]
) -> int | None:
    """Return the place of the photo that was sent and is the same as one in the text, or larger."""
    if isinstance(facts, str):
        return None
    for place, other in enumerate(sent):
        if place in taken or isinstance(other, str):
            continue
        alike = (facts.look ^ other.look).bit_count() <= NEAR
        shape = facts.width * other.height / (facts.height * other.width)
        if other.digest == facts.digest or (
            alike and 0.97 < shape < 1.03 and other.width >= facts.width
        ):
            return place
    return None


def _distinct(photos: Sequence[Photograph]) -> list[Photograph]:
    """Give each photo a name of its own."""
    seen: set[str] = set()
    named = []
    for photo in photos:
        path, name, number = Path(photo.name), photo.name, 1
        while fold(name) in seen:
            number += 1
            name = f"{path.stem}-{number}{path.suffix}"
        seen.add(fold(name))
        named.append(replace(photo, name=name))
    return named
