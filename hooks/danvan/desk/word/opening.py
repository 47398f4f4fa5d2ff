"""Open a manuscript file safely: what it really is, and why it cannot be read if it cannot."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

import olefile

SUFFIXES = (".docx", ".doc", ".odt", ".rtf")
LARGEST = 800 * 1024 * 1024
"""Bytes of all parts of a file together, unpacked: a hundred photos straight from a camera."""
LARGEST_TEXT = 32 * 1024 * 1024
"""Bytes of a part that is XML, unpacked; a novel takes a fifth of it."""
DENSEST, SMALL = 100, 2 * 1024 * 1024
"""How many bytes one packed byte of XML may become, if the part is not small; a book has 15."""
MOST_PARTS = 5_000
WORD, OFFICE = "docx", "office"
"""What can be read: as it is, or through LibreOffice."""
_LOCKED_WORD_97 = 0x0100
"""fEncrypted in the flags of the file information block ([MS-DOC] 2.5.2)."""
_MAIN_PART = re.compile(rb"wordprocessingml\.(?:document|template)\.main\+xml")
_TEMPLATE = b"wordprocessingml.template.main+xml"
_STRICT = b"purl.oclc.org/ooxml"
_MACRO_PART = re.compile(rb"macroEnabled", re.IGNORECASE)

_WEB_PAGE = re.compile(rb"<html|<\?xml", re.IGNORECASE)
_KINDS = (
    (rb"^%PDF", "PDF"),
    (rb"<html|<!doctype html", "trang web (HTML)"),
    (rb"^(?:\xff\xd8\xff|\x89PNG|GIF8|BM|II\*\0|MM\0\*|.{4}ftyp(?:heic|mif1|avif))", "ảnh"),
    (rb"^[\t\n\r\x20-\x7e\x80-\xff]+$", "chữ thuần (văn bản không định dạng)"),
)

MISSING = "Không có tệp này. Kiểm tra lại tên tệp và thư mục."
UNREADABLE = "Không mở được tệp. Tệp có thể đang mở trong Word: đóng Word lại rồi chạy lại."
EMPTY = "Tệp trống, không có chữ nào."
LOCK = "Đây là tệp tạm của Word (tên bắt đầu bằng ~$), không có bài nào trong đó."
LOCKED = "Tệp có mật khẩu. Mở bằng Word, bỏ mật khẩu (Tệp – Thông tin – Bảo vệ), lưu rồi nhập lại."
MACROS = (
    "Tệp có macro (chương trình con), có thể gây hại nên không mở. "
    "Mở bằng Word, lưu thành .docx rồi nhập lại."
)
DAMAGED = "Tệp hỏng hoặc tải về chưa trọn. Xin nơi gửi gửi lại tệp, hoặc mở bằng Word rồi lưu lại."
TOO_LARGE = (
    "Tệp bung ra quá lớn, có thể là tệp phá hoại nên không mở. "
    "Nếu là tệp thật, bớt ảnh trong tệp và gửi ảnh riêng với --photos."
)
NOT_WORD = "Đây là tệp {kind}, không phải tệp Word. Xin nơi gửi gửi bản Word (.docx)."
UNKNOWN = (
    "Không nhận ra đây là tệp gì. Mở bằng Word hoặc LibreOffice, lưu thành .docx rồi nhập lại."
)


class WordError(Exception):
    """The file cannot be imported; the text tells staff why and what to do."""


def kind_of(path: Path) -> str:
    """Return how `path` can be read, judged by its content; raise WordError when it cannot."""
    if path.name.startswith("~$"):
        raise WordError(LOCK)
    try:
        with path.open("rb") as file:
            start = file.read(1024)
    except FileNotFoundError:
        raise WordError(MISSING) from None
    except OSError:
        raise WordError(UNREADABLE) from None
    if start.startswith(b"PK"):
        return _kind_of_zip(path)
    if start.startswith(olefile.MAGIC):
        return _kind_of_ole(path)
    # Some programs save web pages with the name of a Word file.
    web_page = path.suffix.lower() == ".doc" and _WEB_PAGE.search(start)
    if start.lstrip().startswith(b"{\\rtf") or web_page:
        return OFFICE
    raise WordError(_why_not(start, path.suffix.lower()))


def _why_not(start: bytes, suffix: str) -> str:
    """Say what a file is that is no Word file."""
    if not start:
        return EMPTY
    for pattern, kind in _KINDS:
        if re.search(pattern, start, re.IGNORECASE):
            return NOT_WORD.format(kind=kind)
    return DAMAGED if suffix in SUFFIXES else UNKNOWN


def check_sizes(package: zipfile.ZipFile) -> None:
    """Refuse an archive that would fill memory or disk when it is unpacked."""
    parts = package.infolist()
    texts = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
    if (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > LARGEST
        or any(map(_is_bomb, texts))
    ):
        raise WordError(TOO_LARGE)
    for part in texts:
        with package.open(part) as file:
            if b"<!DOCTYPE" in file.read(1024):  # none is written by a word processor
                raise WordError(DAMAGED)


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    dense = part.file_size > DENSEST * max(1, part.compress_size)
    return part.file_size > LARGEST_TEXT or (dense and part.file_size > SMALL)


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            check_sizes(package)
            if any(part.flag_bits & 1 for part in package.infolist()):
                raise WordError(LOCKED)
            names = package.namelist()
            if "[Content_Types].xml" in names:
                _check_word(package.read("[Content_Types].xml"), names)
                # “Strict” Open XML and templates have names of their own, which python-docx lacks.
                types, links = package.read("[Content_Types].xml"), package.read("_rels/.rels")
                return OFFICE if _STRICT in links or _TEMPLATE in types else WORD
            if "mimetype" in names:
                _check_open_document(package, names)
                return OFFICE
    except WordError:
        raise
    except Exception:  # unpacking raises anything on broken files
        raise WordError(DAMAGED) from None
    raise WordError(NOT_WORD.format(kind="nén (ZIP)"))


def _check_word(types: bytes, names: Sequence[str]) -> None:
    if _MACRO_PART.search(types) or any(name.endswith("vbaProject.bin") for name in names):
        raise WordError(MACROS)
    for mark, kind in ((b"spreadsheetml", "Excel"), (b"presentationml", "PowerPoint")):
        if mark in types and not _MAIN_PART.search(types):
            raise WordError(NOT_WORD.format(kind=kind))
    if not _MAIN_PART.search(types):
        raise WordError(DAMAGED)


def _check_open_document(package: zipfile.ZipFile, names: Sequence[str]) -> None:
    if b"opendocument.text" not in package.read("mimetype")[:200]:
        raise WordError(NOT_WORD.format(kind="OpenDocument khác (không phải văn bản)"))
    if any(name.startswith(("Basic/", "Scripts/")) and name[-1] != "/" for name in names):
        raise WordError(MACROS)
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in package.read(manifest):
        raise WordError(LOCKED)


def _kind_of_ole(path: Path) -> str:
    try:
        with olefile.OleFileIO(path) as ole:
            if ole.exists("EncryptedPackage"):
                raise WordError(LOCKED)
            if ole.exists("Macros/VBA") or ole.exists("_VBA_PROJECT_CUR"):
                raise WordError(MACROS)
            for stream, kind in (("Workbook", "Excel"), ("PowerPoint Document", "PowerPoint")):
                if ole.exists(stream):
                    raise WordError(NOT_WORD.format(kind=kind))
            if not ole.exists("WordDocument"):
                raise WordError(DAMAGED)
            (flags,) = struct.unpack("<H", ole.openstream("WordDocument").read(12)[10:])
    except (OSError, struct.error, IndexError, ValueError):
        raise WordError(DAMAGED) from None
    if flags & _LOCKED_WORD_97:
        raise WordError(LOCKED)
    return OFFICE
