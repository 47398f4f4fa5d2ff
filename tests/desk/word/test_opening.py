"""What is refused before anything of it is read: one clear line each, and nothing left behind."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
import xlsxwriter

from danvan.desk.word import opening
from danvan.desk.word.opening import OFFICE, WORD, WordError, kind_of
from support.projects import danvan
from support.stories import write_field
from support.wordfiles import converted, jpeg, line, picture, rezipped, word_file


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    return word_file(
        tmp_path_factory.mktemp("word") / "bai.docx",
        lambda d: line(d, "Một bài viết", look="b"),
        lambda d: picture(d, jpeg(1, (300, 200))),
    )


def refusal(path):
    with pytest.raises(WordError) as refused:
        kind_of(path)
    return str(refused.value)


def changed(good, tmp_path, change):
    return rezipped(good, tmp_path / "doi.docx", change)


def test_a_word_file_is_read_as_it_is_and_others_through_libreoffice(good, tmp_path):
    assert kind_of(good) == WORD
    for suffix in (".doc", ".odt", ".rtf"):
        assert kind_of(converted(good, tmp_path / f"bai{suffix}")) == OFFICE


def test_files_are_known_by_their_content_whatever_they_are_called(good, tmp_path):
    wrong = tmp_path / "bai.doc"
    wrong.write_bytes(good.read_bytes())
    assert kind_of(wrong) == WORD
    web = tmp_path / "trang.doc"
    web.write_text("<html><body>Một bài</body></html>", "utf-8")
    assert kind_of(web) == OFFICE


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", opening.EMPTY),
        (bytes(4096), opening.DAMAGED),
        (b"PK\x03\x04 cut off", opening.DAMAGED),
        (b"%PDF-1.7 ...", "tệp PDF"),
        (b"<html><title>404</title>", "trang web"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "tệp ảnh"),
        ("Chỉ là chữ".encode(), "chữ thuần"),
    ],
)
def test_what_is_no_word_file_is_called_what_it_is(tmp_path, data, told):
    path = tmp_path / "bai.docx"
    path.write_bytes(data)
    assert told in refusal(path)


def test_missing_and_temporary_files_are_told(tmp_path):
    assert refusal(tmp_path / "khong-co.docx") == opening.MISSING
    (tmp_path / "~$bai.docx").write_bytes(b"Lan")
    assert refusal(tmp_path / "~$bai.docx") == opening.LOCK


def test_spreadsheets_and_plain_archives_are_told(tmp_path):
    book = tmp_path / "bang.docx"
    with xlsxwriter.Workbook(str(book)) as made:
        made.add_worksheet()
    assert "tệp Excel" in refusal(book)
    with zipfile.ZipFile(tmp_path / "nen.docx", "w") as package:
        package.writestr("a.txt", "a")
    assert "nén (ZIP)" in refusal(tmp_path / "nen.docx")


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "word/embeddings/vbaProject.bin"])
def test_macros_are_refused(good, tmp_path, part):
    path = changed(good, tmp_path, lambda parts: parts.update({part: b"macro"}))
    assert refusal(path) == opening.MACROS
    types = "[Content_Types].xml"

    def enable(parts):
        parts[types] = parts[types].replace(
            b"openxmlformats-officedocument.wordprocessingml.document.main",
            b"ms-word.document.macroEnabled.main",
        )

    assert refusal(changed(good, tmp_path, enable)) == opening.MACROS


def test_password_protected_files_are_refused(good, tmp_path):
    old = converted(good, tmp_path / "bai.doc")
    data = bytearray(old.read_bytes())
    # fEncrypted, bit 8 of the flags at 0x0A of the FIB, which begins with 0xA5EC ([MS-DOC] 2.5.2).
    start = data.index(struct.pack("<H", 0xA5EC), 512)
    data[start + 0x0B] |= 0x01
    old.write_bytes(data)
    assert refusal(old) == opening.LOCKED
    text = converted(good, tmp_path / "bai.odt")
    manifest = "META-INF/manifest.xml"

    def lock(parts):
        parts[manifest] = parts[manifest].replace(b"/>", b"><encryption-data/></x>", 1)

    assert refusal(rezipped(text, tmp_path / "khoa.odt", lock)) == opening.LOCKED


def test_an_encrypted_word_file_of_today_is_refused(tmp_path):
    """[MS-OFFCRYPTO] 2.3.4: the package is a stream of a compound file."""
    path = tmp_path / "khoa.docx"
    path.write_bytes(_compound_with("EncryptedPackage"))
    assert refusal(path) == opening.LOCKED


def _compound_with(name):
    """Return a compound file with one small stream ([MS-CFB] 2.2, 2.6)."""
    free, end, fat, none = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        bytes(16),
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, 1, 0, 4096, end, 0, end, 0, 0),
    ) + struct.pack("<108I", *[free] * 108)
    table = struct.pack("<128I", fat, end, *[3, 4, 5, 6, 7, 8, 9, end], *[free] * 118)

    def entry(title, kind, child, start, size):
        text = f"{title}\0".encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII16sIQQIQ",
            text,
            *(len(text), kind, 1, none, none, child, bytes(16), 0, 0, 0, start, size),
        )

    folder = entry("Root Entry", 5, 1, end, 0) + entry(name, 2, none, 2, 4096)
    return header + table + folder + bytes(256) + bytes(4096)


def test_bombs_are_refused_before_they_are_unpacked(good, tmp_path):
    big = io.BytesIO()
    with zipfile.ZipFile(big, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("x", bytes(10))
    for name, data in (
        ("word/media/image9.bmp", bytes(900 * 1024 * 1024)),
        ("word/media/item.xml", b"<w:p/>" * 1_000_000),
    ):
        path = changed(good, tmp_path, lambda parts, n=name, d=data: parts.update({n: d}))
        assert path.stat().st_size < 2_000_000
        assert refusal(path) == opening.TOO_LARGE


def test_entities_are_refused(good, tmp_path):
    def entity(parts):
        parts["word/document.xml"] = parts["word/document.xml"].replace(
            b"<w:document", b'<!DOCTYPE x [<!ENTITY a "ha">]><w:document', 1
        )

    assert refusal(changed(good, tmp_path, entity)) == opening.DAMAGED


def test_no_damage_gives_a_traceback_or_a_folder(good, tmp_path):
    project = tmp_path / "du-an"
    write_field(project, "kinh-te", "Kinh tế", 1)
    (project / "docs").mkdir()
    inbox = tmp_path / "gui"
    inbox.mkdir()
    whole = good.read_bytes()
    for place in range(40, len(whole), len(whole) // 12):
        (inbox / f"cat-{place}.docx").write_bytes(whole[:place])
        flipped = bytearray(whole)
        flipped[place : place + 6] = b"\x00\xff\x00\xff\x00\xff"
        (inbox / f"lat-{place}.docx").write_bytes(flipped)
    for name in ("word/document.xml", "word/styles.xml", "_rels/.rels", "[Content_Types].xml"):
        for word, broken in (("cut", lambda data: data[:200]), ("odd", lambda _: b"<a/>")):
            rezipped(
                good,
                inbox / f"{word}-{name.replace('/', '-')}.docx",
                lambda parts, n=name, b=broken: parts.update({n: b(parts[n])}),
            )
    done = danvan(project, "import", str(inbox), "--field", "kinh-te")
    assert done.stderr == ""
    assert done.returncode == 1
    count = len(list(inbox.iterdir()))
    lines = [line for line in done.stdout.splitlines() if line.startswith(("✗", "✓", "="))]
    assert len(lines) == count
    refused = [line for line in lines if line.startswith("✗")]
    assert len(refused) > count - 12  # bytes that nothing reads may change
    assert not list(project.glob("exemplars/kinh-te/.*"))
