"""A collection that the shipped samples know nothing of: what fifty units might really send.

Fifty public stories in every spelling, encoding of photo and turn of Markdown that staff use, and
beside them drafts whose every word and photo carries a canary.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from . import pictures
from .held_out_book import BOOK, book_stories, set_book, write_parts
from .projects import copy_project
from .stories import SECTIONS, Story, nfd, write_field, write_story

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
NAMES = (
    "Ban công tác Mặt trận số 12",
    "Nguyễn Thị Ánh",
    "Ban công tác Mặt trận số 2",
    "Lê Quang Đạt",
    "Đội thanh niên xung kích",
    "bà Đinh Thị Đào",
    "Ân tình quán",
    "Phạm Văn Sửu",
    "Tổ hoà giải",
    "Trần Quốc Uy",
)
"""Who is honoured in the plain stories: even numbers are collectives, odd ones people."""
LONG_WORD = "Liênđoànlaođộngquậnnamtừliêmthànhphốhànội"


def make_held_out(target: Path) -> Path:
    """Write the held-out project to the new folder `target`."""
    copy_project(target, "hooks", "overrides", "mkdocs.yml", "docs/assets")
    set_book(target, BOOK)
    for order, (folder, name) in enumerate(FIELDS.items(), 1):
        write_field(target, folder, name, order)
    for number, story in enumerate([*public_stories(), *drafts()], 1):
        write_story(target, story, number)
    _write_stray_files(target)
    _write_units(target)
    write_parts(target / "docs")
    return target


def public_stories() -> list[Story]:
    """Return the fifty stories that everybody may read."""
    special = [*_special_stories(), *book_stories()]
    rest = range(len(special), 50)
    return special + [_plain_story(number) for number in rest]


def printed_stories() -> list[Story]:
    """Return those of them that the book prints."""
    return [story for story in public_stories() if story.facts.get("trong sách") != "không"]


def drafts() -> list[Story]:
    """Return one story in each state that is not public, all over with their canaries."""
    return [_draft(state, word) for state, word in CANARIES.items()]


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
    ]


def _plain_story(number: int) -> Story:
    ward = ("Cầu Diễn", "Mỹ Đình", "Phú Đô", "Trung Văn", "Đại Mỗ")[number % 5]
    return Story(
        f"chuyen-so-{number}",
        f"Chuyện số {number} ở phường {ward}",
        list(FIELDS)[number % 4],
        facts={
            "loại": ("tập thể", "cá nhân")[number % 2],
            "tên": NAMES[number % len(NAMES)],
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


def _ascii(text: str) -> str:
    bare = nfd(text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in bare if not unicodedata.combining(c))
