"""Read a staff text file as NFC text, naming the encoding when it is not UTF-8."""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

from . import messages
from .folding import nfc
from .problems import Findings

_BOMS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
# The five tone marks that windows-1258 writes as separate combining characters.
_TONE_BYTES_1258 = bytes([0xCC, 0xEC, 0xDE, 0xD2, 0xF2])
_ICONV_HINT = " Trên máy chủ: iconv -f {name} -t UTF-8 {file} > moi-{file}."
# What Word and web pages leave in pasted text. Line ends that no editor shows become spaces, so
# that line numbers stay those of the editor; marks without width or meaning here are taken out.
_PASTED = str.maketrans(
    dict.fromkeys("\v\f\x85\u2028\u2029", " ")
    | dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\ufeff")
    | dict.fromkeys(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NO_TEXT = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\xff\xd8\xff", b"\x89PNG")
"""Word (new and old), PDF, RTF and photos begin so, whatever staff call them."""
_REASONS: dict[type[OSError], str] = {
    PermissionError: messages.REASON_PERMISSION,
    IsADirectoryError: messages.REASON_FOLDER,
}
_LOST = "\ufffd"
# UTF-8 bytes of Vietnamese letters read as windows-1252, such as `Tuyáº¿n phá»‘`.
_CP1252_HIGH = "\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€"
_MOJIBAKE = re.compile(rf"á[º»][{_CP1252_HIGH}]|Ä[‘\x90]|Æ[°¡]")
_MOJIBAKE_LEAST = 3


def read_text(path: Path, findings: Findings) -> str | None:
    """Return the file's text in NFC with Unix line ends, or None when a problem was recorded."""
    if path.is_symlink():
        findings.problem(path, 1, messages.LINKED_FILE, name=path.name)
        return None
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = _REASONS.get(type(error), messages.REASON_OTHER)
        findings.problem(path, 1, messages.UNREADABLE_FILE, reason=reason)
        return None
    if not data.strip():
        findings.problem(path, 1, messages.EMPTY_FILE)
        return None
    text = _decode(data, path, findings)
    if text is None:
        return None
    text = clean_text(text)
    if not text.strip():
        findings.problem(path, 1, messages.EMPTY_FILE)
        return None
    return text if _is_clean(text, path, findings) else None


def clean_text(text: str) -> str:
    """Return `text` in NFC, with Unix line ends and without what has no place in it."""
    return nfc(text.replace("\r\n", "\n").replace("\r", "\n").translate(_PASTED))


def _is_clean(text: str, path: Path, findings: Findings) -> bool:
    """Record letters that were lost before the file came here; tell whether it can be used."""
    lost = [number for number, line in enumerate(text.split("\n"), 1) if _LOST in line]
    broken = list(_MOJIBAKE.finditer(text))
    if lost and len(broken) < _MOJIBAKE_LEAST:
        count = len(lost) - 1
        more = messages.NOT_UTF8_MORE.format(count=count) if count else ""
        findings.problem(path, lost[0], messages.NOT_UTF8_BROKEN, more=more)
    if len(broken) >= _MOJIBAKE_LEAST:
        line, sample = line_of(text, broken[0].start()), broken[0][0]
        findings.problem(path, line, messages.MOJIBAKE, sample=sample)
    control = _CONTROL.search(text)
    if control and len(broken) < _MOJIBAKE_LEAST:
        line, code = line_of(text, control.start()), f"U+{ord(control[0]):04X}"
        findings.problem(path, line, messages.INVISIBLE_CHARACTER, code=code)
    return not (lost or control or len(broken) >= _MOJIBAKE_LEAST)


def line_of(text: str, position: int) -> int:
    """Return the line on which a position is, 1-based."""
    return text.count("\n", 0, position) + 1


def _decode(data: bytes, path: Path, findings: Findings) -> str | None:
    if data.startswith(_NO_TEXT):
        findings.problem(path, 1, messages.NOT_TEXT)
        return None
    foreign = _foreign_encoding(data)
    if foreign is None:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            if not _looks_1258(data):
                line = data[: error.start].count(b"\n") + 1
                findings.problem(path, line, messages.NOT_UTF8_BROKEN, more="")
                return None
            foreign = "windows-1258"
    iconv = {"UTF-16": "UTF-16", "UTF-32": "UTF-32", "windows-1258": "CP1258"}[foreign]
    extra = _ICONV_HINT.format(name=iconv, file=path.name)
    findings.problem(path, 1, messages.NOT_UTF8, encoding=foreign, extra=extra)
    return None


def _foreign_encoding(data: bytes) -> str | None:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    # Text has no NUL; ASCII letters in UTF-16 without a mark have one in every second byte.
    return "UTF-16" if data[:400].count(0) > len(data[:400]) // 4 else None


def _looks_1258(data: bytes) -> bool:
    """Tell whether bytes read as windows-1258 compose to Vietnamese letters."""
    if not any(byte in data for byte in _TONE_BYTES_1258):
        return any(byte in data for byte in (0xF0, 0xD0, 0xFD, 0xF5))  # đ Đ ư ơ
    text = data.decode("cp1258", errors="replace")
    composed = unicodedata.normalize("NFC", text)
    left_over = sum(1 for c in composed if unicodedata.combining(c))
    return left_over < len(text) - len(composed) + 1 and text.count("�") < len(text) // 50 + 1
