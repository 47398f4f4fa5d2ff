"""The `danvan` command."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from danvan.book.preflight import FactsError, Level

from .presscheck import check_press
from .samples import find_samples, remove_samples

_NOT_A_PROJECT = "Không thấy thư mục exemplars/ ở đây. Hãy vào thư mục của dự án rồi chạy lại lệnh."

_NO_PRESS_FILES = "Không có tệp in nào trong thư mục {folder}. Chạy make site để dựng trước."


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Công cụ của người làm trang và sách “Dân vận khéo”."""


@main.command()
@click.option("--remove", is_flag=True, help="Xoá thật; không ghi --remove thì chỉ liệt kê.")
def samples(*, remove: bool) -> None:
    """Liệt kê hoặc xoá mọi bài mẫu, ảnh mẫu, đơn vị mẫu.

    Ví dụ: danvan samples --remove
    """
    root = Path.cwd()
    if not (root / "exemplars").is_dir():
        click.echo(_NOT_A_PROJECT, err=True)
        sys.exit(2)
    found = find_samples(root)
    for line in found.lines(root):
        click.echo(line)
    if not found:
        click.echo("Không còn bài mẫu nào.")
    elif remove:
        remove_samples(found)
        click.echo(f"Đã xoá {len(found)} mục mẫu. Chạy make site để dựng lại trang.")
    else:
        click.echo(
            f"Có {len(found)} mục mẫu. Muốn xoá, chạy: make clean-samples "
            "(hoặc danvan samples --remove)"
        )


@main.command()
@click.argument("folder", default="press", type=click.Path(path_type=Path))
def preflight(folder: Path) -> None:
    """Soát tệp in trong thư mục press/ như nhà in sẽ soát, và ghi lại báo cáo.

    Kết thúc bằng mã 0 khi in được, 1 khi còn lỗi đỏ, 2 khi không có tệp in.

    Ví dụ: danvan preflight
    """
    try:
        checks = check_press(folder)
    except FactsError as damaged:
        click.echo(str(damaged), err=True)
        sys.exit(2)
    if not checks:
        click.echo(_NO_PRESS_FILES.format(folder=folder), err=True)
        sys.exit(2)
    for check in checks:
        click.echo("\n".join(check.lines))
    sys.exit(any(check.level is Level.RED for check in checks))
