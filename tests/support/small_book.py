"""A project of five stories, whole but quickly built: to try settings of the book on."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import pictures
from .held_out_book import prose, set_book, sized
from .projects import copy_project, mkdocs_build
from .stories import SECTIONS, Story, write_field, write_story

FIELDS = {"kinh-te": "Kinh tế", "van-hoa": "Văn hoá", "an-ninh": "An ninh"}
STORIES = (
    Story(
        "to-rau",
        "Tổ rau sạch bên sông",
        facts={"năm": "2021"},
        photos={"luong.jpg": sized(1000, 660), "hai.jpg": sized(720, 1000)},
        captions={"luong.jpg": "Luống rau đầu vụ.", "hai.jpg": "Hái rau buổi sớm."},
        body=SECTIONS.format(what="\n\n".join(" ".join(prose(70, n)) for n in (1, 8, 15)), count=8),
    ),
    Story("quy-nghia-tinh", "Quỹ nghĩa tình của xóm", facts={"năm": "2022"}),
    Story(
        "thu-vien",
        "Thư viện trong ngõ",
        "van-hoa",
        facts={"năm": "2022", "loại": "cá nhân", "tên": "Đỗ Thị Ánh"},
        photos={"ke-sach.jpg": sized(1000, 660)},
        captions={"ke-sach.jpg": "Kệ sách ai cũng mượn được."},
    ),
    Story("doi-van-nghe", "Đội văn nghệ mười người", "van-hoa", facts={"năm": "2023"}),
    Story(
        "ngo-sang",
        "Ngõ sáng đèn",
        "an-ninh",
        facts={"năm": "2023"},
        photos={"den.jpg": sized(1000, 660)},
        captions={"den.jpg": "Đèn mới trong ngõ."},
    ),
)
MOVEMENT = "anh-phong-trao"
MOVEMENT_PHOTOS = ("ra-quan.jpg", "tong-ket.jpg")
BOOK: dict[str, Any] = {
    "title": "Năm chuyện dân vận khéo",
    "subtitle": "Tập thử",
    "place": "Quận Thử Nghiệm",
    "years": "2021 – 2023",
    "issuer": "Ban Dân vận Quận uỷ Thử Nghiệm",
    "editors": ["Phan Thị Biên"],
    "stage": "đang biên tập",
    "output": "nam-chuyen",
}
ISBN = "978-604-0-00000-2"
IMPRINT = {
    "publisher": "Nhà xuất bản Thử Nghiệm",
    "director": "Lê Văn Giám",
    "chief_editor": "Trần Thị Tổng",
    "content_editor": "Ngô Văn Biên",
    "cover_designer": "Hồ Thị Vẽ",
    "layout": "Bùi Văn Trình",
    "proofreader": "Mai Thị Sửa",
    "copies": 1500,
    "printer": "Công ty In Thử",
    "printer_address": "số 1, ngõ Giếng Đồng",
    "registration": "1234-2023/CXBIPH/05-89/TN",
    "decision": "56/QĐ-NXBTN, 01/12/2023",
    "isbn": ISBN,
    "deposit": "Quý IV năm 2023",
}
_PARTS = {
    "index.md": "tiêu đề: Trang thử\ntóm tắt: Năm chuyện nhỏ.",
    "loi-noi-dau.md": "tiêu đề: Lời nói đầu\ntác giả: Ban Biên tập",
    "dan-van/index.md": "tiêu đề: Bài báo Dân vận\ntóm tắt: Vì sao còn đọc lại.",
    "dan-van/toan-van.md": "tiêu đề: Dân vận\nnguồn: Báo thử, số 1",
    "van-ban/index.md": "tiêu đề: Một số văn bản chỉ đạo",
    "van-ban/ke-hoach.md": "tiêu đề: Kế hoạch\nsố: 01-KH/QU\nngày: 11/9/2023\n"
    "cơ quan: Quận uỷ\ntrích yếu: Làm một cuốn sách",
    f"{MOVEMENT}/index.md": "tiêu đề: Hình ảnh phong trào\nảnh:\n"
    "  - tệp: ra-quan.jpg\n    chú thích: Sáng ra quân.\n    người chụp: Ban Biên tập\n"
    "  - tệp: tong-ket.jpg\n    chú thích: Hội nghị tổng kết.\n    người chụp: Ban Biên tập",
}


@dataclass(frozen=True)
class Edition:
    """What one build of the small project wrote."""

    site: Path
    press: Path
    output: str
    """What the build printed."""

    def reading(self, name: str = BOOK["output"]) -> Path:
        return self.site / f"sach/{name}.pdf"

    def interior(self, name: str = BOOK["output"]) -> Path:
        return self.press / f"{name}-ruot.pdf"

    def cover(self, name: str = BOOK["output"]) -> Path:
        return self.press / f"{name}-bia.pdf"

    def report(self, name: str = BOOK["output"]) -> dict[str, Any]:
        return dict(json.loads((self.press / f"{name}-kiem-tra.json").read_text("utf-8")))

    def faults(self, name: str = BOOK["output"]) -> list[tuple[str, list[str]]]:
        """Return what the report says cannot be printed."""
        checks = self.report(name)["checks"]
        return [(check["title"], check["lines"]) for check in checks if check["level"] == "red"]


@dataclass(frozen=True)
class SmallProject:
    """The small project in a folder, built with one set of settings after another."""

    folder: Path

    def edition(self, name: str, **settings: Any) -> Edition:
        """Build with `settings` beside or instead of BOOK's; the build must succeed."""
        done = self.build(name, **settings)
        assert done.returncode == 0, done.stdout + done.stderr
        return Edition(self._site(name), self._press(name), done.stdout + done.stderr)

    def build(self, name: str, **settings: Any) -> subprocess.CompletedProcess[str]:
        """Build into folders called `name`, whatever comes of it."""
        epoch = settings.pop("epoch", None)
        set_book(self.folder, BOOK | settings)
        told = {"SOURCE_DATE_EPOCH": epoch} if epoch else {}
        return mkdocs_build(
            self.folder, self._site(name), DANVAN_PRESS=str(self._press(name)), **told
        )

    def _site(self, name: str) -> Path:
        return self.folder.with_name(f"{name}-site")

    def _press(self, name: str) -> Path:
        return self.folder.with_name(f"{name}-press")


def make_small(target: Path) -> SmallProject:
    """Write the small project to the new folder `target`."""
    copy_project(target, "hooks", "overrides", "mkdocs.yml", "docs/assets")
    set_book(target, BOOK)
    for order, (folder, name) in enumerate(FIELDS.items(), 1):
        write_field(target, folder, name, order)
    for number, story in enumerate(STORIES, 1):
        write_story(target, story, number)
    for name, front in _PARTS.items():
        path = target / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{front}\n---\n\nMấy dòng của trang {path.stem}.\n", "utf-8")
    for seed, name in enumerate(MOVEMENT_PHOTOS, 901):
        pictures.save_jpeg(target / "docs" / MOVEMENT / name, seed, size=(1000, 660))
    return SmallProject(target)
