"""A collection that the shipped samples know nothing of: what fifty units might really send.

Fifty public stories in every spelling, encoding of photo and turn of Markdown that staff use, and
beside them drafts whose every word and photo carries a canary.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import pictures
from .projects import copy_project

FIELDS = {
    "kinh-te": "Kinh tế",
    "Văn hoá, xã hội": "Văn hoá – xã hội",
    "an_ninh_quoc_phong": "An ninh & quốc phòng",
    "HE-THONG-CHINH-TRI": "Xây dựng hệ thống chính trị",
}
"""Folder and name. The folders are written as different people do; one is NFD on disk."""

CANARIES = {
    "đăng ký": "zxqdangky",
    "đã gửi": "zxqdagui",
    "đã chọn": "zxqdachon",
    "đã duyệt": "zxqkhongdongy",
}
"""What is in every line of a story that is not public, by its state."""
STRAY = "zxqteptrongthumuc"
"""What is in files that lie beside a public story but belong to nobody's page."""

DANGEROUS_TITLE = "<b>Khéo</b> & \"nhanh\" 'gọn' <script>alert(1)</script>"
DANGEROUS_CAPTION = 'Ảnh "đẹp" <img src=x onerror=alert(2)> & hơn'
LONG_WORD = "Liênđoànlaođộngquậnnamtừliêmthànhphốhànội"
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


def make_held_out(target: Path) -> Path:
    """Write the held-out project to the new folder `target`."""
    copy_project(target, "hooks", "overrides", "mkdocs.yml", "docs/assets")
    _write_fields(target)
    for number, story in enumerate([*public_stories(), *drafts()], 1):
        write_story(target, story, number)
    _write_stray_files(target)
    _write_units(target)
    _write_parts(target / "docs")
    return target


def public_stories() -> list[Story]:
    """Return the fifty stories that everybody may read."""
    special = _special_stories()
    rest = range(len(special), 50)
    return special + [_plain_story(number) for number in rest]


def drafts() -> list[Story]:
    """Return one story in each state that is not public, all over with their canaries."""
    return [_draft(state, word) for state, word in CANARIES.items()]


def write_story(project: Path, story: Story, number: int) -> Path:
    """Write `story` and its photos; `number` makes its photos its own. Return its folder."""
    home = project / "exemplars" / _on_disk(story.area) / story.folder
    home.mkdir(parents=True)
    for place, (name, draw) in enumerate(story.photos.items()):
        draw(home / name, number * 100 + place)
    (home / "guong.md").write_bytes(story.written(text_of(story)))
    return home


def text_of(story: Story) -> str:
    """Return what stands in a story's `guong.md`."""
    facts = {
        "tiêu đề": _quoted(story.title),
        "loại": "tập thể",
        "tên": "Tổ dân phố số 7",
        "đơn vị": "Hội LHPN phường Mễ Trì",
        "phường": "Mễ Trì",
        "tác giả": "Ban Biên tập",
        "năm": "2023",
        "trạng thái": "đã duyệt",
        "tóm tắt": _quoted(f"Một việc nhỏ ở phường Mễ Trì: {story.folder}."),
        "đồng ý đăng": "có",
    } | story.facts
    lines = [f"{story.key(name)}: {value}" for name, value in facts.items()]
    if story.photos:
        lines.append(f"{story.key('ảnh')}:")
    for name in story.photos:
        caption = story.captions.get(name, f"Một buổi làm việc ở {story.folder}.")
        lines += [
            f"  - {story.key('tệp')}: {_nfc(name)}",
            f"    {story.key('chú thích')}: {_quoted(caption)}",
            f"    {story.key('người chụp')}: Ban Biên tập",
        ]
    body = story.body or SECTIONS.format(what="Chuyện bắt đầu từ một buổi họp tổ.", count=12)
    comment = f"# {story.comment}\n" if story.comment else ""
    return f"---\n{comment}{chr(10).join(lines)}\n---\n\n{body}"


def nfd(text: str) -> str:
    """Return `text` as a Mac writes it."""
    return unicodedata.normalize("NFD", text)


def _special_stories() -> list[Story]:
    jpeg = pictures.save_jpeg
    second = "Văn hoá, xã hội"
    third = "an_ninh_quoc_phong"
    return [
        Story(
            "mac-nfd",
            "Đường hoa tự quản ở ngõ Giếng Đồng",
            photos={nfd("lễ ra quân.jpg"): jpeg, nfd("đường hoa.JPG"): jpeg},
            written=lambda text: nfd(text).encode(),
            key=nfd,
        ),
        Story(
            "khoa-ascii",
            "Quỹ tiết kiệm của chị em tiểu thương",
            facts={"tóm tắt": "Mỗi ngày một nghìn đồng."},
            key=lambda name: _ascii(name).replace(" ", "_"),
            photos={"cho-phuong.jpg": jpeg},
        ),
        Story(
            "tep-windows",
            "Thư viện lưu động trên chiếc xe ba bánh",
            written=lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
            key=lambda name: name.upper().replace(" ", "-"),
        ),
        Story(
            "anh-heic",
            "Đoàn viên trẻ giúp cụ già dùng điện thoại",
            second,
            photos={"IMG_0001.HEIC": pictures.save_heic, "IMG_0002.heic": pictures.save_heic},
        ),
        Story(
            "anh-cmyk",
            "Ảnh của nhà in",
            second,
            photos={"nha in.jpg": pictures.save_cmyk},
        ),
        Story(
            "anh-quet-16-bit",
            "Tấm ảnh quét từ cuốn sổ cũ",
            second,
            photos={"quet.png": pictures.save_16_bit},
        ),
        Story(
            "anh-xoay",
            "Tổ tự quản đêm đêm đi gõ cửa",
            second,
            photos={
                "xoay.jpg": lambda path, seed: jpeg(path, seed, orientation=6),
                "dung.jpg": lambda path, seed: jpeg(path, seed, size=(420, 640)),
                "toan-canh.jpg": lambda path, seed: jpeg(path, seed, size=(900, 300)),
            },
        ),
        Story(
            "anh-trong-suot",
            "Biểu trưng do các em học sinh vẽ",
            third,
            photos={"bieu-trung.png": pictures.save_transparent},
        ),
        Story(
            "the-html",
            DANGEROUS_TITLE,
            third,
            facts={
                "tên": "\"Tổ <i>may</i> 'Hoa Gạo' & bạn\"",
                "đơn vị": "'Hội <u>LHPN</u> & \"bạn\"'",
                "tóm tắt": "'Tóm tắt có <b>thẻ</b>, \"ngoặc kép\" & dấu và.'",
                "phường": "'<Mễ> Trì'",
            },
            photos={"the.jpg": jpeg},
            captions={"the.jpg": DANGEROUS_CAPTION},
        ),
        Story(
            "anh-trong-bai",
            "Năm bức ảnh kể chuyện dọn kênh",
            third,
            photos={f"anh-{n}.jpg": jpeg for n in range(1, 6)},
            captions={f"anh-{n}.jpg": f"Bức ảnh thứ {n} của con kênh." for n in range(1, 6)},
            body=SECTIONS.format(
                what="Kênh cạn.\n\n![Con kênh](anh-2.jpg)\n\nRồi kênh đầy.\n\n"
                "![](anh-4.jpg)\n\n"
                "| Tháng | Số nhà | Số mét kênh đã dọn | Tiền quỹ (đồng) | Người ghi sổ |\n"
                "|---|---:|---:|---:|---|\n"
                "| Một | 12 | 140 | 1.200.000 | Nguyễn Thị Kim Oanh |\n"
                "| Hai | 31 | 420 | 3.700.000 | Nguyễn Thị Kim Oanh |\n\n"
                "Xem [chuyện đường hoa](../../kinh-te/mac-nfd/guong.md), "
                "[chuyện bên cạnh](../the-html/guong.md#ket-qua), "
                "[cả lĩnh vực](../linh-vuc.md), "
                "[lời nói đầu](../../../docs/loi-noi-dau.md) và "
                "[luật](https://vanban.example.vn/luat?so=1&nam=2020).[^1]\n\n"
                "[^1]: Số liệu của tổ dân phố, tháng 12/2023.",
                count=43,
            ),
        ),
        Story("khong-anh", "Không có ảnh vẫn là chuyện hay", "HE-THONG-CHINH-TRI"),
        Story(
            "chu-dai",
            f"Đơn vị {LONG_WORD} và một tiêu đề rất dài, dài đến mức phải xuống dòng ba bốn lần "
            "trên màn hình điện thoại nhỏ nhất mà bà con ở tổ dân phố vẫn còn dùng",
            "HE-THONG-CHINH-TRI",
            facts={
                "đơn vị": f"CĐCS {LONG_WORD}",
                "tên": LONG_WORD,
                "tóm tắt": f"Tóm tắt có {LONG_WORD} và https://vi-du.example.vn/{'a' * 90}",
            },
            photos={"chu.jpg": jpeg},
            body=SECTIONS.format(
                what=f"{LONG_WORD * 2}\n\n    mã nguồn {'rất dài ' * 30}\n\n"
                f"`{'x' * 120}` và <https://vi-du.example.vn/{'b' * 120}>\n\n"
                "- Một\n    - Hai\n        - Ba " + LONG_WORD,
                count=5,
            ),
        ),
        Story(
            "Bác Ba & câu lạc bộ 50+",
            "Bác Ba và câu lạc bộ người cao tuổi",
            "HE-THONG-CHINH-TRI",
            facts={"loại": "Ca Nhan", "tên": "Nguyễn Văn Ba", "năm": "2019", "trong sách": "có"},
        ),
        Story(
            "ngoai-sach",
            "Chuyện chỉ đăng trên trang",
            "HE-THONG-CHINH-TRI",
            facts={"trong sách": "không"},
        ),
    ]


def _plain_story(number: int) -> Story:
    ward = ("Cầu Diễn", "Mỹ Đình", "Phú Đô", "Trung Văn", "Đại Mỗ")[number % 5]
    return Story(
        f"chuyen-so-{number}",
        f"Chuyện số {number} ở phường {ward}",
        list(FIELDS)[number % 4],
        facts={
            "loại": ("tập thể", "cá nhân")[number % 2],
            "tên": f"Người thứ {number}",
            "đơn vị": f"Khối Dân vận phường {ward}",
            "phường": ward,
            "năm": str(2014 + number % 10),
        },
        photos={"anh.jpg": pictures.save_jpeg} if number % 6 == 0 else {},
    )


def _draft(state: str, word: str) -> Story:
    facts = ("tên", "đơn vị", "phường", "tác giả", "tóm tắt")
    return Story(
        f"{word}-thu-muc",
        f"Chuyện {word}tieude chưa đăng",
        facts={
            **{name: f"{word}{number}" for number, name in enumerate(facts)},
            "năm": "2024",
            "trạng thái": state,
            "đồng ý đăng": "không" if state == "đã duyệt" else "có",
        },
        photos={f"{word}.jpg": pictures.save_jpeg, f"{word}-trong-bai.jpg": pictures.save_jpeg},
        captions={f"{word}.jpg": f"{word}chuthich", f"{word}-trong-bai.jpg": f"{word}chuthich2"},
        body=SECTIONS.format(
            what=f"{word}noidung ![{word}]({word}-trong-bai.jpg)\n\n"
            "[chuyện đã đăng](../mac-nfd/guong.md)",
            count=1,
        ),
        comment=f"{word}ghichu trong YAML",
    )


def _write_fields(project: Path) -> None:
    for number, (folder, name) in enumerate(FIELDS.items(), 1):
        home = project / "exemplars" / _on_disk(folder)
        home.mkdir(parents=True)
        (home / "linh-vuc.md").write_text(
            f"---\ntên: {_quoted(name)}\nthứ tự: {number}\ntóm tắt: Việc hay về {name}.\n---\n\n"
            f"Lĩnh vực {name} có nhiều cách làm mà nơi khác học được.\n",
            "utf-8",
        )


def _write_stray_files(project: Path) -> None:
    """Leave beside a story what is found beside stories: backups, notes, photos not chosen."""
    home = project / "exemplars/kinh-te/khoa-ascii"
    for name in ("guong.md~", ".guong.md.swp", ".DS_Store", f"{STRAY}.docx", f"{STRAY}.pdf"):
        (home / name).write_text(STRAY)
    pictures.save_jpeg(home / f"{STRAY}.jpg", 9001)
    pictures.save_jpeg(project / "docs" / f"{STRAY}.jpg", 9002)
    for suffix in ("docx", "MOV", "CR2", "zip"):
        (project / "docs" / f"{STRAY}.{suffix}").write_text(STRAY)


def _write_units(project: Path) -> None:
    (project / "exemplars/don-vi.yml").write_text(
        "- tên: Hội LHPN phường Mễ Trì\n  ít nhất: 1\n  nhiều nhất: 2\n  hạn gửi: 10/10/2023\n",
        "utf-8",
    )


def _write_parts(docs: Path) -> None:
    """Write parts 1–3 of the book, as staff would."""
    pages = {
        "index.md": "tiêu đề: Trang thử của tuyển tập\ntóm tắt: Người thật, việc thật.",
        "loi-noi-dau.md": "tiêu đề: Lời nói đầu\ntác giả: Ban Biên tập",
        "dan-van/index.md": "tiêu đề: 'Bài báo “Dân vận” (1949)'\ntóm tắt: Vì sao còn đọc lại.",
        "van-ban/index.md": "tiêu đề: Một số văn bản chỉ đạo",
        "van-ban/ke-hoach-thu.md": "tiêu đề: Kế hoạch thử\nsố: 01-KH/QU\nngày: 11/9/2023\n"
        "cơ quan: Ban Thường vụ Quận uỷ\ntrích yếu: Làm một cuốn sách",
        "anh-phong-trao/index.md": "tiêu đề: Hình ảnh phong trào\nảnh:\n"
        "  - tệp: ra-quan.jpg\n    chú thích: Sáng ra quân.\n    người chụp: Ban Biên tập\n"
        "  - tệp: tong-ket.jpg\n    chú thích: Hội nghị tổng kết.\n    người chụp: Ban Biên tập",
    }
    for name, front in pages.items():
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        body = f"Mấy dòng của trang {path.stem}."
        if name == "loi-noi-dau.md":
            body += " Xem [chuyện đường hoa](../exemplars/kinh-te/mac-nfd/guong.md)."
        path.write_text(f"---\n{front}\n---\n\n{body}\n", "utf-8")
    for seed, name in ((9003, "ra-quan.jpg"), (9004, "tong-ket.jpg")):
        pictures.save_jpeg(docs / "anh-phong-trao" / name, seed)


def _on_disk(folder: str) -> str:
    return nfd(folder)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _ascii(text: str) -> str:
    bare = nfd(text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in bare if not unicodedata.combining(c))
