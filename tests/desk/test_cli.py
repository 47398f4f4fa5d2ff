"""What the `danvan` command itself says: everything in Vietnamese, whatever is typed."""

from __future__ import annotations

import gettext
import io
import re

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from support.projects import ROOT, danvan

MESSAGES = ROOT / "hooks/danvan/desk/locale/vi/LC_MESSAGES/danvan.po"
ENGLISH = re.compile(
    r"\b(?:usage|options?|commands?|missing|invalid|error|show|exit|no such|did you|try|default)\b",
    re.IGNORECASE,
)


def pages():
    """Return the words of every command with a help page."""
    names = re.findall(r"^  (\w+) ", listed(), re.MULTILINE)
    inner = re.findall(r"^  (\w+) ", listed("review"), re.MULTILINE)
    return [[], *([name] for name in names), *(["review", name] for name in inner)]


def listed(*command):
    return danvan(ROOT, *command, "--help").stdout.split("Các lệnh:")[1]


def test_no_help_page_has_english_in_it():
    assert len(pages()) > 10
    for command in pages():
        shown = danvan(ROOT, *command, "--help").stdout
        told = re.sub(r"--[\w-]+|\[[a-z|]+\]|danvan \w+.*", "", shown)
        assert not ENGLISH.findall(told), command


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["imprt"], "Không có lệnh 'imprt'. Có phải là 'import'?"),
        (["import"], "Thiếu 'TỆP_HAY_THƯ_MỤC...'."),
        (["check", "--fromat", "json"], "Không có tuỳ chọn '--fromat'. Có phải là '--format'?"),
        (["check", "--format", "xml"], "'xml' không phải là một trong"),
        (["check", "--format"], "Tuỳ chọn '--format' còn thiếu giá trị."),
        (["new", "kinh-te", "Tên", "bài"], "Ghi thừa: bài. Tên có dấu cách"),
        (["progress", "--date", "mai"], "'mai' không phải là ngày. Viết như 10/10/2023."),
        (["import", "a.docx", "--photos", "khong-co"], "Không có 'khong-co'."),
        (["review", "start", "một"], "'một' không phải là số."),
        (["review", "start", "0"], "nằm ngoài khoảng"),
        (["summary", "--year", "24"], "nằm ngoài khoảng"),
        (["review"], "Cách dùng: danvan review"),
    ],
)
def test_wrong_use_ends_with_2_and_is_told_in_vietnamese(arguments, told):
    done = danvan(ROOT, *arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert not ENGLISH.findall(re.sub(r"--[\w-]+|'[^']*'|\[[a-z|]+\]", "", done.stderr))


def test_the_compiled_messages_are_those_that_people_edit():
    compiled = io.BytesIO()
    with MESSAGES.open("rb") as file:
        write_mo(compiled, read_po(file, locale="vi"))
    compiled.seek(0)
    with MESSAGES.with_suffix(".mo").open("rb") as file:
        shipped = gettext.GNUTranslations(file)._catalog
    wanted = gettext.GNUTranslations(compiled)._catalog
    assert {k: v for k, v in shipped.items() if k} == {k: v for k, v in wanted.items() if k}


@pytest.mark.parametrize(
    "command",
    [["summary", "--format", "csv"], ["progress", "--format", "html"]],
    ids=lambda command: command[0],
)
def test_a_place_that_cannot_be_written_is_told(tmp_path, command):
    (tmp_path / "tep").write_text("x")
    done = danvan(ROOT, *command, "-o", str(tmp_path / "tep" / "trong"))
    assert done.returncode == 2
    assert "Không ghi được tệp" in done.stderr
    assert "Errno" not in done.stderr
