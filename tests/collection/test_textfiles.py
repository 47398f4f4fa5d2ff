"""Staff files are read as NFC text, whatever program wrote them; a wrong encoding is named."""

from __future__ import annotations

import unicodedata

import pytest

from danvan.collection import Findings
from danvan.collection.textfiles import read_text

TEXT = "---\ntiêu đề: Đường phố Mễ Trì xanh, sạch và đẹp\n---\nBà con hưởng ứng rất đông.\n"
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def cp1258(text):
    """Encode as windows-1258: the vowel is one character, its tone mark another."""
    out = []
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(c for c in parts if c in TONES)
        vowel = unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES))
        out.append(vowel + tones)
    return "".join(out).encode("cp1258")


@pytest.fixture
def read(tmp_path):
    def read_bytes(data, name="guong.md"):
        path = tmp_path / name
        path.write_bytes(data)
        findings = Findings(tmp_path)
        return read_text(path, findings), findings.problems

    return read_bytes


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        unicodedata.normalize("NFD", TEXT).encode(),
    ],
    ids=["plain", "BOM", "Windows line ends", "old Mac line ends", "NFD from a Mac"],
)
def test_utf8_reads_the_same_however_it_was_saved(read, data):
    assert read(data) == (TEXT, ())


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-32"), "UTF-32"),
        (cp1258(TEXT), "windows-1258"),
        (cp1258("đường đi"), "windows-1258"),
    ],
)
def test_another_encoding_is_named_once_with_the_way_to_mend_it(read, data, name):
    text, [problem] = read(data)
    assert text is None
    assert problem.line == 1
    assert name in problem.what
    assert "UTF-8" in problem.mend


def test_the_hint_for_servers_names_the_file(read):
    _, [problem] = read(TEXT.encode("utf-16"), "don-vi.yml")
    assert "don-vi.yml" in problem.mend


def test_a_broken_byte_is_reported_on_its_line(read):
    data = TEXT.encode().replace("Bà".encode(), b"B\xc3")
    text, [problem] = read(data)
    assert (text, problem.line) == (None, 4)


def test_letters_lost_in_an_earlier_conversion_are_reported_once(read):
    _, [problem] = read("---\ntên: M\ufffd Tr\ufffd\n---\nB\ufffd con\n".encode())
    assert problem.line == 2
    assert "1 dòng khác" in problem.what


def test_utf8_that_was_saved_as_windows_1252_is_recognised(read):
    text = "Tuyến phố Đồng Xanh sạch đẹp, bà con hưởng ứng".encode()
    mojibake = text.decode("cp1252", errors="replace").replace("\ufffd", "\x90").encode()
    _, [problem] = read(b"---\n" + mojibake)
    assert problem.line == 2
    assert "bị vỡ" in problem.what


def test_guillemets_are_not_mistaken_for_broken_letters(read):
    assert not read("«lá» «má» «cá» «á», «quá»".encode())[1]


@pytest.mark.parametrize("data", [b"", b"  \n\r\n\t", "\u00a0\u200b\n".encode(), b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(read, data):
    _, [problem] = read(data)
    assert "trống" in problem.what


def test_what_word_leaves_in_pasted_text_is_taken_out(read):
    text, problems = read("tên:\u200b Mễ\u00ad Trì\u2028xanh\vđẹp\ufeff\u202e\n".encode())
    assert problems == ()
    assert text == "tên: Mễ Trì xanh đẹp\n"


@pytest.mark.parametrize("code", ["\x00", "\x07", "\x1b"])
def test_an_invisible_control_character_is_reported_on_its_line(read, code):
    _, [problem] = read(f"{TEXT}dòng năm{code}\n".encode())
    assert problem.line == 5


def test_a_shortcut_is_not_followed(tmp_path):
    (tmp_path / "that.md").write_text(TEXT)
    (tmp_path / "guong.md").symlink_to(tmp_path / "that.md")
    findings = Findings(tmp_path)
    assert read_text(tmp_path / "guong.md", findings) is None
    assert "lối tắt" in findings.problems[0].what


def test_a_folder_with_the_name_of_a_file_is_a_problem(tmp_path):
    (tmp_path / "guong.md").mkdir()
    findings = Findings(tmp_path)
    assert read_text(tmp_path / "guong.md", findings) is None
    assert len(findings.problems) == 1
