"""Vietnamese words of the pages that are not in a template, together, to be corrected by people."""

from __future__ import annotations

from danvan.collection.collation import sort_key

HOME = "Trang chủ"
EXEMPLARS = "Gương điển hình"
SITE_TITLE = "Những điển hình “Dân vận khéo”"
BROWSE = "Tra cứu"
BROWSE_SUMMARY = (
    "Tìm các gương điển hình theo từ, lĩnh vực, phường, đơn vị, năm; xem danh mục từ A đến Z."
)
DIRECTORIES = {
    "linh-vuc": "Theo lĩnh vực",
    "nam": "Theo năm",
    "phuong": "Theo phường",
    "don-vi": "Theo đơn vị",
}
LIST_OF_ALL = "Tất cả bài, từ A đến Z"
LIST_KICKERS = {
    "tat-ca": "Danh mục",
    "phuong": "Danh mục theo phường",
    "don-vi": "Danh mục theo đơn vị",
    "nam": "Danh mục theo năm",
}
LIST_TITLES = {"phuong": "Phường {name}", "nam": "Năm {name}"}
_RANKS = tuple(map(sort_key, ("phường", "xã", "thị trấn", "đặc khu", "P.")))
"""What a ward's name may begin with already."""
FULL_TEXT_HEADING = "Toàn văn bài báo"
DOCUMENT = "Văn bản chỉ đạo"
DOCUMENT_FACTS = ("Số, ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Trích yếu")

PART_TITLES = {
    "loi-noi-dau.md": ("Mở đầu", "Lời nói đầu"),
    "dan-van/index.md": ("Phần 1", "Bài báo “Dân vận”"),
    "van-ban/index.md": ("Phần 2", "Một số văn bản chỉ đạo"),
    "anh-phong-trao/index.md": ("Phần 3", "Hình ảnh phong trào"),
}
"""Per file of docs/: the small line above the title, and the title while staff gave none."""
PART_TEMPLATES = {"van-ban/index.md": "documents.html", "anh-phong-trao/index.md": "movement.html"}
PART_SOURCES = ("index.md", "dan-van/toan-van.md", *PART_TITLES)
NAVIGATION = (
    ("tra-cuu/index.md", BROWSE),
    ("dan-van/index.md", "Bài báo “Dân vận”"),
    ("van-ban/index.md", "Văn bản"),
    ("anh-phong-trao/index.md", "Hình ảnh"),
    ("loi-noi-dau.md", "Lời nói đầu"),
)
MISSING_PART = {
    "loi-noi-dau.md": "Chưa có Lời nói đầu. Viết bài vào tệp docs/loi-noi-dau.md, "
    "bên dưới dòng --- thứ hai.",
    "dan-van/index.md": "Chưa có Phần 1. Viết lời giới thiệu vào tệp docs/dan-van/index.md và chép "
    "toàn văn bài báo vào tệp docs/dan-van/toan-van.md.",
    "dan-van/toan-van.md": "Chưa có toàn văn bài báo “Dân vận” (1949). Chép bài vào tệp "
    "docs/dan-van/toan-van.md, bên dưới dòng --- thứ hai.",
    "van-ban/index.md": "Chưa có văn bản chỉ đạo nào. Viết mỗi văn bản vào một tệp .md trong "
    "thư mục docs/van-ban/; các mục cần ghi có trong README.md.",
    "anh-phong-trao/index.md": "Chưa có ảnh phong trào. Chép ảnh vào thư mục docs/anh-phong-trao/ "
    "và liệt kê trong mục “ảnh” của tệp index.md ở đó.",
}

REMOVED = "Bài đã được gỡ"
REMOVED_SUMMARY = "Bài ở địa chỉ này không còn được đăng."
MOVED = "Đang chuyển tới bài"
MOVED_SUMMARY = "Bài đã chuyển sang địa chỉ mới."
MOVED_LINK = "Mở bài"

DRAFT_STATE = "Chưa đăng: bài đang ở bước “{state}”."
DRAFT_CONSENT = "Chưa đăng: bài chưa ghi “đồng ý đăng: có”."


def number(value: int) -> str:
    """Return a number as Vietnamese writes it: 1.200."""
    return f"{value:,}".replace(",", ".")


def counted(stories: int) -> str:
    """Return how many stories there are, in words."""
    return f"{number(stories)} gương điển hình" if stories else "Chưa có bài nào được đăng"


def names_its_rank(ward: str) -> bool:
    """Tell “xã Tây Mỗ” from “Tây Mỗ”."""
    key = sort_key(ward)
    return any(key[: len(rank)] == rank for rank in _RANKS)
