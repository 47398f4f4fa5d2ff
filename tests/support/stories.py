"""Stories as tests write them to disk: a folder, a `guong.md`, photos."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

SECTIONS = """## Nội dung

{what}

## Cách triển khai

Tổ họp ba buổi, đi từng nhà, hỏi từng người rồi mới làm.

## Kết quả

Sau một năm, {count} gia đình đã làm theo.

## Bài học kinh nghiệm

Nghe trước, nói sau; làm được một việc rồi mới bàn việc kế tiếp.
"""


@dataclass
class Story:
    """A story to be written to disk."""

    folder: str
    title: str
    area: str = "kinh-te"
    """The folder of its field."""
    facts: dict[str, str] = field(default_factory=dict)
    """Front matter that differs from the usual."""
    photos: dict[str, Callable[[Path, int], Any]] = field(default_factory=dict)
    """File name and what draws it."""
    captions: dict[str, str] = field(default_factory=dict)
    body: str = ""
    written: Callable[[str], bytes] = str.encode
    """How the text becomes the bytes of the file."""
    key: Callable[[str], str] = str
    """How keys are spelt."""
    comment: str = ""

    def fact(self, name: str) -> str:
        """Return what the front matter says under a key."""
        return str(yaml.safe_load(facts_of(self)[name]))

    def caption(self, photo: str) -> str:
        return self.captions.get(photo, f"Một buổi làm việc ở {self.folder}.")


def write_story(project: Path, story: Story, number: int) -> Path:
    """Write `story` and its photos; `number` makes its photos its own. Return its folder."""
    home = project / "exemplars" / nfd(story.area) / story.folder
    home.mkdir(parents=True)
    for place, (name, draw) in enumerate(story.photos.items()):
        draw(home / name, number * 100 + place)
    (home / "guong.md").write_bytes(story.written(text_of(story)))
    return home


def write_field(project: Path, folder: str, name: str, order: int) -> None:
    """Write a field; its folder is decomposed on disk, as a Mac leaves it."""
    home = project / "exemplars" / nfd(folder)
    home.mkdir(parents=True)
    (home / "linh-vuc.md").write_text(
        f"---\ntên: {quoted(name)}\nthứ tự: {order}\ntóm tắt: Việc hay về {name}.\n---\n\n"
        f"Lĩnh vực {name} có nhiều cách làm mà nơi khác học được.\n",
        "utf-8",
    )


def text_of(story: Story) -> str:
    """Return what stands in a story's `guong.md`."""
    lines = [f"{story.key(name)}: {value}" for name, value in facts_of(story).items()]
    if story.photos:
        lines.append(f"{story.key('ảnh')}:")
    for name in story.photos:
        lines.append(f"  - {story.key('tệp')}: {nfc(name)}")
        if caption := story.caption(name):
            lines.append(f"    {story.key('chú thích')}: {quoted(caption)}")
            lines.append(f"    {story.key('người chụp')}: Ban Biên tập")
    body = story.body or SECTIONS.format(what="Chuyện bắt đầu từ một buổi họp tổ.", count=12)
    comment = f"# {story.comment}\n" if story.comment else ""
    return f"---\n{comment}{chr(10).join(lines)}\n---\n\n{body}"


def facts_of(story: Story) -> dict[str, str]:
    """Return the front matter of a story but its photos, as YAML writes the values."""
    return {
        "tiêu đề": quoted(story.title),
        "loại": "tập thể",
        "tên": "Tổ dân phố số 7",
        "đơn vị": "Hội LHPN phường Mễ Trì",
        "phường": "Mễ Trì",
        "tác giả": "Ban Biên tập",
        "năm": "2023",
        "trạng thái": "đã duyệt",
        "tóm tắt": quoted(f"Một việc nhỏ ở phường Mễ Trì: {story.folder}."),
        "đồng ý đăng": "có",
    } | story.facts


def quoted(text: str) -> str:
    """Return `text` as a YAML scalar."""
    return "'" + text.replace("'", "''") + "'"


def nfd(text: str) -> str:
    """Return `text` as a Mac writes it."""
    return unicodedata.normalize("NFD", text)


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
