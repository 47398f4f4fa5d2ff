"""Print the README's tables of what staff may write, from the tables that the code reads by.

Usage: python .tools/guide.py
"""

from __future__ import annotations

from danvan.collection.schema import DOCUMENT, EXEMPLAR, FIELD, PHOTO, UNIT, Table

TABLES: dict[str, Table] = {
    "Bài (`guong.md`)": EXEMPLAR,
    "Mỗi ảnh trong mục “ảnh”": PHOTO,
    "Lĩnh vực (`linh-vuc.md`)": FIELD,
    "Đơn vị (`don-vi.yml`)": UNIT,
    "Văn bản chỉ đạo (`docs/van-ban/*.md`)": DOCUMENT,
}


def guide() -> str:
    """Return the tables as Markdown."""
    lines = []
    for title, table in TABLES.items():
        lines += [f"**{title}**", "", "| mục | bắt buộc | ý nghĩa | ví dụ |", "|---|---|---|---|"]
        for key in table:
            required = "có" if key.required else ""
            example = f"`{key.shown_example}`" if key.shown_example else ""
            lines.append(f"| {key.name} | {required} | {key.help} | {example} |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    print(guide())
