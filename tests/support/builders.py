"""Make small collections and small photos: what the tests of every room are built from."""

from __future__ import annotations

import io
import shutil
import struct
import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

from danvan.collection import Collection, Findings, Problem, read_collection

ARTICLE = """
## Nội dung
Chi hội trồng hoa dọc tuyến phố.

## Cách triển khai
Họp tổ dân phố, chia việc cho từng nhà.

## Kết quả
Cả phố sạch hơn.

## Bài học kinh nghiệm
Bắt đầu từ việc nhỏ.
"""
GOOD = {
    "tiêu đề": "Tuyến phố xanh của chi hội số 5",
    "loại": "tập thể",
    "tên": "Chi hội phụ nữ số 5",
    "đơn vị": "Hội LHPN phường Mễ Trì",
    "phường": "Mễ Trì",
    "tác giả": "Ban Biên tập",
    "năm": "2023",
    "trạng thái": "đã duyệt",
    "tóm tắt": "Cả phố cùng trồng hoa.",
    "đồng ý đăng": "có",
}
"""The front matter of an exemplar without any mistake."""
FIELD_NAMES = {"kinh-te": "Kinh tế", "van-hoa-xa-hoi": "Văn hoá – xã hội"}


def front_matter(values: dict[str, Any]) -> str:
    """Return `key: value` lines; a value may be several lines that start with a line end."""
    return "".join(
        f"{key}:{value}\n" if str(value).startswith("\n") else f"{key}: {value}\n"
        for key, value in values.items()
    )


def staff_page(values: dict[str, Any], body: str = ARTICLE) -> str:
    """Return the text of a staff file."""
    return f"---\n{front_matter(values)}---\n{body}"


def photo_list(*items: dict[str, str] | str) -> str:
    """Return a value for the key `ảnh`."""
    blocks = []
    for item in items:
        given = {"tệp": item} if isinstance(item, str) else item
        lines = [f"{key}: {value}" for key, value in given.items()]
        blocks.append("\n    ".join(lines))
    return "".join(f"\n  - {block}" for block in blocks)


class Project:
    """A small project on disk: two fields, and what a test adds."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for order, (slug, name) in enumerate(FIELD_NAMES.items(), 1):
            self.field(slug, {"tên": name, "thứ tự": order})

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file of the project."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def field(self, slug: str, values: dict[str, Any], body: str = "") -> Path:
        """Write a field's file."""
        return self.write(f"exemplars/{slug}/linh-vuc.md", staff_page(values, body))

    def exemplar(
        self,
        slug: str = "pho-xanh",
        *,
        field: str = "kinh-te",
        body: str = ARTICLE,
        without: Iterable[str] = (),
        **changes: Any,
    ) -> Path:
        """Write an exemplar: GOOD with `changes` (`tiêu_đề="…"`), and the keys `without` left out.

        Its title is made different from that of other exemplars.
        """
        values = GOOD | {"tiêu đề": f"Bài {slug}"}
        values |= {key.replace("_", " "): value for key, value in changes.items()}
        values = {key: value for key, value in values.items() if key not in without}
        return self.write(f"exemplars/{field}/{slug}/guong.md", staff_page(values, body))

    def text(self, text: str, slug: str = "pho-xanh", field: str = "kinh-te") -> Path:
        """Write an exemplar's file as it is."""
        return self.write(f"exemplars/{field}/{slug}/guong.md", text)

    def photo(self, name: str, slug: str = "pho-xanh", field: str = "kinh-te") -> Path:
        """Put a good photo into an exemplar's folder."""
        return self.write(f"exemplars/{field}/{slug}/{name}", jpeg_bytes(seed=len(name)))

    def remove(self, name: str) -> None:
        """Delete a file or folder of the project."""
        path = self.root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    def read(self) -> tuple[Collection, Findings]:
        """Read the project."""
        return read_collection(self.root)

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the project."""
        return self.read()[1].problems

    def advice(self) -> tuple[Problem, ...]:
        """Return what could be better."""
        return self.read()[1].advice


def scene(width: int = 48, height: int = 32, seed: int = 0) -> Image.Image:
    """Return a picture whose four corners differ: red, green, blue and white (or by `seed`)."""
    image = Image.new("RGB", (width, height))
    left, top = width // 2, height // 2
    shift = seed % 40
    corners = {
        (0, 0): (220 - shift, 20, 20),
        (left, 0): (20, 200 - shift, 20),
        (0, top): (20, 20, 220 - shift),
        (left, top): (240, 240, 240 - shift),
    }
    for place, colour in corners.items():
        image.paste(colour, (*place, place[0] + width - left, place[1] + height - top))
    return image


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Return `image` as a file of the format `kind`."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@cache
def jpeg_bytes(width: int = 48, height: int = 32, seed: int = 0) -> bytes:
    """Return a small JPEG; another `seed` gives other bytes."""
    return encoded(scene(width, height, seed), "JPEG", quality=95, subsampling=0)


@cache
def heic_bytes(width: int = 64, height: int = 48) -> bytes:
    """Return a small HEIC, as an iPhone takes it."""
    import pillow_heif  # noqa: PLC0415 # takes half a second

    pillow_heif.register_heif_opener()
    return encoded(scene(width, height), "HEIF", quality=90)


def huge_png(width: int, height: int, *, whole: bool = False) -> bytes:
    """Return a PNG of a few bytes that declares a picture of any size, and is one if `whole`."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"x")
    if whole:  # row by row: a test that needs little memory itself
        packer, row = zlib.compressobj(1), bytes(1 + 3 * width)
        packed = b"".join([*(packer.compress(row) for _ in range(height)), packer.flush()])
    ends = chunk(b"IDAT", packed) + chunk(b"IEND", b"") * whole
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + ends
