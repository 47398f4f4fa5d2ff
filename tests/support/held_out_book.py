"""What tries the book most, as part of the held-out collection (see `held_out`).

Stories whose photos, titles, texts, links and names are hard to set, the hand-written parts in
full, and settings of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from PIL import Image

from . import pictures
from .projects import ROOT
from .stories import SECTIONS, Story

SITE_URL = "https://danvankheo.vi-du.vn/"
BOOK: dict[str, Any] = {
    "title": "Chuyện dân vận khéo ở năm mươi nơi",
    "subtitle": "Ghi chép mười năm (2014 – 2024)",
    "place": "Quận Thử Nghiệm",
    "years": "2014 – 2024",
    "issuer": "Ban Dân vận Quận uỷ Thử Nghiệm",
    "editors": ["Phan Thị Biên", "Đỗ Văn Tập"],
    "stage": "đang biên tập",
    "output": "chuyen-dan-van",
}
"""What `extra.book` of mkdocs.yml says."""
LONG_WORDS, SHORT_WORDS = 3000, 80
TABLE_ROWS = 48
OUTSIDE = "zxqngoaisach"
"""What is in every line of the story that is on the site and not in the book."""
ENCODED = (
    "https://vi-du.example.vn/t%C3%A0i%20li%E1%BB%87u/k%E1%BA%BF%20ho%E1%BA%A1ch.pdf?s=%2F&t=1"
)
PRESS_PROFILE = ROOT / "hooks/danvan/book/profiles/FOGRA39L_coated.icc"
_CULTURE, _SAFETY, _SYSTEM = "Văn hoá, xã hội", "an_ninh_quoc_phong", "HE-THONG-CHINH-TRI"
_EXTRA = re.compile(r"^extra:\n(?:[ \t]+.*\n|\n)*", re.MULTILINE)
_SITE_URL = re.compile(r"^site_url: .*$", re.MULTILINE)

_SENTENCES = (
    "Buổi thứ {n}, trưởng nhóm mở sổ, đọc lại từng ý kiến của bà con rồi mới bàn sang việc mới.",
    "Người đồng ý ngồi bên trái, người còn băn khoăn ngồi bên phải, chẳng ai bị bỏ quên.",
    "Bà cụ ở nhà số {n} góp ba viên gạch, nói rằng đường phẳng thì cháu bà đi học khỏi vấp.",
    "Anh xe ôm đầu ngõ nhận chở vật liệu không lấy tiền, chỉ xin một cốc nước chè nóng.",
    "Trời mưa ba hôm liền nên việc chậm lại, nhưng sổ vẫn ghi đủ ai làm gì, ở đâu, hết bao nhiêu.",
    "Đến cuối tuần, nhóm dán bảng thu chi ở nhà văn hoá để ai đi qua cũng đọc được.",
    "Có người hỏi tiền thừa thì để làm gì; cả nhóm thưa rằng để dành cho mùa mưa sang năm.",
    "Hôm sau, {n} nhà nữa gật đầu, trong đó có hai nhà trước đây nhất định không nghe.",
    "Mấy em học sinh vẽ bảng chỉ đường, chữ to, màu tươi, người già đứng xa vẫn nhìn rõ.",
    "Việc nhỏ thôi, nhưng làm đến nơi đến chốn thì lần sau nói gì bà con cũng tin.",
    "Chị tổ phó gọi điện cho từng nhà vắng họp, kể lại đầy đủ rồi hỏi thêm ý kiến.",
)


def book_stories() -> list[Story]:
    """Return the stories that try the book."""
    return [*_photo_stories(), *_long_stories(), *_name_stories(), _outside_story()]


def set_book(project: Path, book: dict[str, Any]) -> None:
    """Let mkdocs.yml say what `book` says, whatever the repository's own settings are."""
    path = project / "mkdocs.yml"
    extra = yaml.safe_dump({"extra": {"book": book}}, allow_unicode=True, sort_keys=False)
    text, found = _EXTRA.subn(lambda _: f"{extra}\n", path.read_text("utf-8"))
    assert found == 1
    text, found = _SITE_URL.subn(f"site_url: {SITE_URL}", text)
    assert found == 1
    path.write_text(text, "utf-8")


def prose(words: int, start: int = 1) -> Iterator[str]:
    """Yield sentences, each unlike those before, until there are so many words."""
    number = start
    while words > 0:
        sentence = _SENTENCES[number % len(_SENTENCES)].format(n=number)
        words -= len(sentence.split())
        number += 1
        yield sentence


def sized(width: int, height: int) -> partial[None]:
    """Return what draws a JPEG of so many pixels."""
    return partial(pictures.save_jpeg, size=(width, height))


# --- stories -------------------------------------------------------------------------------------


def _photo_stories() -> list[Story]:
    eight = {f"tam-{n}.jpg": sized(*((960, 640), (640, 960))[n % 3 == 0]) for n in range(1, 9)}
    return [
        Story(
            "bon-kho-anh",
            "Bốn khổ ảnh của một ngày hội",
            _CULTURE,
            photos={
                "dung.jpg": sized(900, 1350),
                "ngang.jpg": sized(1350, 900),
                "toan-canh.jpg": sized(1800, 450),
                "ti-hon.jpg": sized(200, 150),
            },
            captions={
                "dung.jpg": "Cây nêu dựng giữa sân, cao hơn mái nhà văn hoá.",
                "ngang.jpg": "Bà con xếp hàng nhận quà.",
                "toan-canh.jpg": "Toàn cảnh ngày hội nhìn từ tầng thượng nhà bác Hợi, "
                "ai đứng ở đâu cũng nhận ra nhau.",
                "ti-hon.jpg": "Tấm ảnh duy nhất còn lại từ năm 2014.",
            },
        ),
        Story(
            "anh-cmyk-co-ho-so",
            "Tấm áp phích nhà in gửi lại",
            _CULTURE,
            photos={"ap-phich.jpg": _cmyk_with_profile, "dam-muc.jpg": _heavy_cmyk},
            captions={
                "ap-phich.jpg": "Áp phích in bốn màu, có kèm hồ sơ màu.",
                "dam-muc.jpg": "Áp phích in đậm, nhiều mực hơn giấy chịu được.",
            },
        ),
        Story(
            "tam-anh",
            "Tám bức ảnh của một con mương",
            _SAFETY,
            photos=eight,
            captions={name: f"Con mương, bức thứ {name[4]}." for name in eight},
        ),
        Story(
            "anh-khong-loi",
            "Ảnh chưa kịp ghi chú thích",
            _SAFETY,
            photos={"co-loi.jpg": sized(700, 480), "khong-loi.jpg": sized(720, 480)},
            captions={"khong-loi.jpg": ""},
        ),
        Story(
            "anh-giua-bai",
            "Ba bức ảnh nằm giữa câu chuyện",
            _SYSTEM,
            photos={
                "mo-dau.jpg": sized(1000, 600),
                "giua-dung.jpg": sized(600, 900),
                "giua-ngang.jpg": sized(960, 620),
                "giua-nho.jpg": sized(220, 160),
            },
            captions={
                "mo-dau.jpg": "Mở đầu câu chuyện.",
                "giua-dung.jpg": "Tấm ảnh dọc đứng giữa hai đoạn.",
                "giua-ngang.jpg": "Tấm ảnh ngang đứng giữa hai đoạn.",
                "giua-nho.jpg": "Tấm ảnh nhỏ đứng giữa hai đoạn, lời chú thích thì dài.",
            },
            body=SECTIONS.format(
                what=" ".join(prose(120))
                + "\n\n![](giua-dung.jpg)\n\n"
                + " ".join(prose(60, 8))
                + "\n\n![Ảnh ngang](giua-ngang.jpg)\n\n"
                + " ".join(prose(60, 13))
                + "\n\n![](giua-nho.jpg)\n\nHết chuyện ba bức ảnh.",
                count=9,
            ),
        ),
    ]


def _long_stories() -> list[Story]:
    return [
        Story(
            "tieu-de-rat-dai",
            "Chuyện tổ dân phố số 15 vận động một trăm linh tám hộ hiến đất, dời cổng, hạ hàng rào "
            "để mở con ngõ rộng gấp đôi mà không ai phải to tiếng với ai suốt hai năm ròng",
            photos={"ngo.jpg": sized(980, 650)},
        ),
        Story("ba-nghin-chu", "Ba nghìn chữ về một cái giếng", body=_long_body()),
        Story(
            "tam-muoi-chu",
            "Tám mươi chữ là đủ",
            body=f"## Nội dung\n\n{' '.join(' '.join(prose(SHORT_WORDS)).split()[:SHORT_WORDS])}\n",
        ),
        Story(
            "bang-dai",
            "Sổ góp công của cả ngõ",
            facts={"đơn vị": "Hội Người cao tuổi phường Đại Mỗ"},
            body=SECTIONS.format(what=_long_table(), count=TABLE_ROWS),
        ),
        Story("danh-sach", "Năm việc, mười bước", _SYSTEM, body=_lists()),
        Story("chu-thich", "Lời kể có chú thích", _CULTURE, body=_footnotes()),
        Story("lien-ket", "Những chuyện nối nhau", _SAFETY, body=_links()),
        Story(
            "bieu-tuong",
            "Nhóm nhắn tin 🌸 của ngõ nhỏ 😀",
            _SYSTEM,
            body=SECTIONS.format(
                what="Sáng nào nhóm cũng chào nhau 👋🏽 rồi mới bàn việc ✅.", count=7
            ),
        ),
        Story(
            "ten-gan-trung",
            "Thư viện lưu động trên chiếc xe ba bánh, mười năm sau",
            _SYSTEM,
            facts={"tóm tắt": "Gần trùng tên với một chuyện khác mà không phải chuyện ấy."},
        ),
    ]


def _name_stories() -> list[Story]:
    old = "Hội Người cao tuổi phường Đại Mỗ"
    named = {
        "nhieu-nguoi": ("Ông Đỗ Văn Ánh, bà Trần Thị Ân và anh Lê Đình Ấn", old),
        "dao": ("Đặng Thị Đào", old),
        "do": ("Phạm Thị Đỗ", "Đoàn Thanh niên phường Ánh Sao"),
        "an": ("Lê Đức An", "Ân Hội quán"),
        "dung": ("Vũ Thị Dung", "Ấn quán Sao Mai"),
        "at": ("Trần Văn Ất", "Ánh Dương, hợp tác xã"),
    }
    return [
        Story(
            f"ten-{folder}",
            f"Người trong chuyện {folder}",
            _CULTURE if number % 2 else _SYSTEM,
            facts={"loại": "cá nhân", "tên": name, "đơn vị": unit, "năm": str(2016 + number)},
        )
        for number, (folder, (name, unit)) in enumerate(named.items())
    ]


def _outside_story() -> Story:
    return Story(
        "ngoai-sach",
        f"Chuyện {OUTSIDE} chỉ đăng trên trang",
        _SYSTEM,
        facts={
            "trong sách": "không",
            "tên": f"Tổ {OUTSIDE}",
            "đơn vị": f"Đơn vị {OUTSIDE}",
            "phường": OUTSIDE,
            "tóm tắt": f"Tóm tắt {OUTSIDE}.",
        },
        photos={f"{OUTSIDE}.jpg": sized(700, 480)},
        captions={f"{OUTSIDE}.jpg": f"Ảnh {OUTSIDE}."},
        body=SECTIONS.format(what=f"Chuyện này {OUTSIDE} không in vào sách.", count=3),
    )


def _cmyk_with_profile(path: Path, seed: int) -> None:
    picture: Image.Image = pictures.photo(seed, (760, 560), "CMYK")
    picture.save(path, "JPEG", quality=88, icc_profile=PRESS_PROFILE.read_bytes())


def _heavy_cmyk(path: Path, seed: int) -> None:
    """Draw 300 to 400 percent of ink, as for a press that dries it."""
    light = pictures.photo(seed, (700, 500), "CMYK")
    light.point(lambda ink: 190 + ink // 4).save(path, "JPEG", quality=88)


def _long_body() -> str:
    sentences = list(prose(LONG_WORDS))
    parts = ["## Nội dung"]
    for number, start in enumerate(range(0, len(sentences), 6), 1):
        if number % 4 == 0:
            parts.append(f"{'#' * (2 + number % 8 // 4)} Giếng nước, chặng {number // 4}")
        parts.append(" ".join(sentences[start : start + 6]))
    return "\n\n".join(parts) + "\n"


def _long_table() -> str:
    rows = [
        f"| {n} | Nhà số {n * 3 - 1} | {n % 7 + 1} buổi | Góp {n * 5}.000 đồng, {n} viên gạch |"
        for n in range(1, TABLE_ROWS + 1)
    ]
    head = "| Số thứ tự | Nhà | Công | Của |\n|---:|---|---|---|"
    return "\n".join(("Sổ chép lại nguyên văn:\n", head, *rows))


def _lists() -> str:
    return SECTIONS.format(
        what="""Năm việc:

1. Họp tổ.
    - Mời từng nhà.
        - Nhà nào vắng thì hẹn lại.
        - Nhà nào bận thì gọi điện.
    - Ghi sổ.
2. Chia việc.
    1. Việc nặng cho thanh niên.
    2. Việc nhẹ cho người già.
3. Góp của.

Mười bước, mỗi bước một đoạn:

- Bước đầu tiên là hỏi.

    Hỏi cả người không đồng ý.

- Bước thứ hai là nghe.

- Bước thứ ba:

    > Nghe xong mới nói.

    Rồi làm.

Hết danh sách.""",
        count=21,
    )


def _footnotes() -> str:
    return SECTIONS.format(
        what="""Ông trưởng ngõ kể[^ke] rằng giếng có từ năm 1936[^nam].

> “Nước giếng là của chung, *ai giữ* thì cả ngõ cùng giữ.”
>
> Lời ấy khắc trên thành giếng[^loi].

---

Hương ước ghi: "Ai lấp giếng thì 'phải đào lại', hai ngày - ba đêm..."

[^ke]: Lời kể ghi tháng 3/2021.
[^nam]: Theo **gia phả** họ Đỗ, tờ số 12.

    Tờ ấy nay còn giữ ở đình.
[^loi]: Chép nguyên văn.""",
        count=33,
    )


def _links() -> str:
    return SECTIONS.format(
        what="Đọc thêm [chuyện tám bức ảnh](../tam-anh/guong.md), "
        "[sổ góp công](../../kinh-te/bang-dai/guong.md#ket-qua), "
        f"[chuyện của nhà in](../../{quote(_CULTURE)}/anh-cmyk/guong.md), "
        "[chuyện chỉ có trên trang](../../HE-THONG-CHINH-TRI/ngoai-sach/guong.md), "
        "[phần hình ảnh](../../../docs/anh-phong-trao/index.md), "
        f"[bản kế hoạch]({ENCODED}), "
        "[hộp thư](mailto:bandanvan@vi-du.example.vn) và [kết quả](#ket-qua) ở dưới.",
        count=44,
    )


# --- parts ---------------------------------------------------------------------------------------


def _document(title: str, number: str, issued: str, subject: str) -> str:
    return (
        f"tiêu đề: {title}\nsố: {number}\nngày: {issued}\ncơ quan: Ban Thường vụ Quận uỷ\n"
        f"trích yếu: {subject}"
    )


MOVEMENT = (
    ("ra-quan.jpg", "Sáng ra quân.", (1500, 1000)),
    ("co-do.jpg", "Hàng cờ dọc đường mới.", (1050, 1500)),
    ("tong-ket.jpg", "Hội nghị tổng kết.", (960, 640)),
    ("hop-to.jpg", "Một buổi họp tổ.", (960, 640)),
    ("cau-moi.jpg", "Cây cầu mới nhìn từ xa.", (1500, 420)),
    ("cu-gia.jpg", "Cụ già dạy trẻ gói bánh.", (600, 900)),
    ("anh-cu.jpg", "Tấm ảnh cũ còn giữ được.", (240, 180)),
)
"""Files, captions and pixels of the photos of the movement."""
_PAGES = {
    "index.md": ("tiêu đề: Trang thử của tuyển tập\ntóm tắt: Người thật, việc thật.", ""),
    "loi-noi-dau.md": (
        "tiêu đề: Lời nói đầu\ntác giả: Ban Biên tập",
        " Xem [chuyện đường hoa](../exemplars/kinh-te/mac-nfd/guong.md).\n\n"
        + "\n\n".join(" ".join(prose(110, n)) for n in (200, 230, 260, 290)),
    ),
    "dan-van/index.md": ("tiêu đề: 'Bài báo “Dân vận” (1949)'\ntóm tắt: Vì sao còn đọc lại.", ""),
    "dan-van/toan-van.md": (
        "tiêu đề: Dân vận\nnguồn: Báo thử, số 1",
        "\n\n"
        + "\n\n".join(f"### Điều {n}\n\n{' '.join(prose(90, 300 + 9 * n))}" for n in range(1, 6)),
    ),
    "van-ban/index.md": ("tiêu đề: Một số văn bản chỉ đạo", ""),
    "van-ban/ke-hoach-thu.md": (
        _document("Kế hoạch thử", "01-KH/QU", "11/9/2023", "Làm một cuốn sách"),
        "",
    ),
    "van-ban/cong-van-thu.md": (
        _document("Công văn thử về việc gửi bài", "26/LĐLĐ", "06/02/2024", "Gửi bài đúng hạn"),
        "\n\n| TT | Cấp đăng ký thực hiện | Tập thể | Mô hình |\n|---|---|---:|---:|\n"
        + "\n".join(f"| {n} | Công đoàn cơ sở thứ {n} | {n + 1} | {n + 2} |" for n in range(1, 9)),
    ),
    "anh-phong-trao/index.md": (
        "tiêu đề: Hình ảnh phong trào\nảnh:\n"
        + "\n".join(
            f"  - tệp: {name}\n    chú thích: {caption}\n    người chụp: Ban Biên tập"
            for name, caption, _ in MOVEMENT
        ),
        "",
    ),
}
"""Front matter, and what follows the first sentence."""


def write_parts(docs: Path) -> None:
    """Write the foreword and parts 1–3 of the book, as staff would."""
    for name, (front, body) in _PAGES.items():
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        first = f"Mấy dòng của trang {path.stem}."
        path.write_text(f"---\n{front}\n---\n\n{first}{body}\n", "utf-8")
    for seed, (name, _, size) in enumerate(MOVEMENT, 9010):
        pictures.save_jpeg(docs / "anh-phong-trao" / name, seed, size=size)
