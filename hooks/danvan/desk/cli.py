"""The `danvan` command."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import click

from .checking import check_project
from .checking.reports import FORMATS, TEXT, Checked, report
from .checking.watching import changes
from .newstory import NewStoryError, new_story
from .samples import find_samples, remove_samples

_NOT_A_PROJECT = "Không thấy thư mục exemplars/ ở đây. Hãy vào thư mục của dự án rồi chạy lại lệnh."

_NO_PRESS_FILES = "Không có tệp in nào trong thư mục {folder}. Chạy make site để dựng trước."


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Công cụ của người làm trang và sách “Dân vận khéo”."""


def _project() -> Path:
    """Return the project's folder; end the command where there is none."""
    root = Path.cwd()
    if not (root / "exemplars").is_dir():
        click.echo(_NOT_A_PROJECT, err=True)
        sys.exit(2)
    return root


@main.command()
@click.option(
    "--format",
    "wanted",
    type=click.Choice(FORMATS),
    default=TEXT,
    help="Cách ghi kết quả: text cho người đọc; json, sarif cho phần mềm; github cho trang GitHub.",
)
@click.option("--watch", is_flag=True, help="Soát lại mỗi khi có tệp được lưu; bấm Ctrl C để dừng.")
def check(*, wanted: str, watch: bool) -> None:
    """Soát mọi bài, mọi ảnh: lỗi phải sửa và góp ý, có tệp, dòng và cách sửa.

    Kết thúc bằng mã 0 khi không có lỗi, 1 khi có lỗi phải sửa. Góp ý không cản việc dựng trang.

    Ví dụ: danvan check
    """
    root = _project()
    has_problems = _check(root, wanted)
    if watch:
        with suppress(KeyboardInterrupt), changes(root) as saved:
            for _ in saved:
                click.clear()
                has_problems = _check(root, wanted)
    sys.exit(has_problems)


def _check(root: Path, wanted: str) -> bool:
    collection, findings = check_project(root)
    photos = sum(len(exemplar.photos) for exemplar in collection.exemplars)
    stories = len(collection.exemplars)
    checked = Checked(findings.problems, findings.advice, stories, photos)
    click.echo(report(checked, wanted))
    return bool(findings.problems)


@main.command()
@click.argument("field", metavar="LĨNH_VỰC")
@click.argument("title", metavar="TIÊU_ĐỀ")
def new(field: str, title: str) -> None:
    """Tạo thư mục cho một bài mới, có sẵn các mục cần điền.

    LĨNH_VỰC là tên thư mục hoặc tên lĩnh vực, gõ không dấu cũng được; TIÊU_ĐỀ đặt trong ngoặc kép.

    Ví dụ: danvan new kinh-te "Tuyến phố xanh của chi hội số 5"
    """
    root = _project()
    try:
        file = new_story(root, field, title)
    except NewStoryError as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(2)
    click.echo(f"Đã tạo {file.relative_to(root).as_posix()}")
    click.echo("Điền các mục còn trống, chép ảnh vào cùng thư mục, rồi chạy danvan check để soát.")


@main.command()
@click.option("--remove", is_flag=True, help="Xoá thật; không ghi --remove thì chỉ liệt kê.")
def samples(*, remove: bool) -> None:
    """Liệt kê hoặc xoá mọi bài mẫu, ảnh mẫu, đơn vị mẫu.

    Ví dụ: danvan samples --remove
    """
    root = _project()
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
    # Loads WeasyPrint and PDF engines, for which the other commands need not wait.
    from danvan.book.preflight import FactsError, Level  # noqa: PLC0415

    from .presscheck import check_press  # noqa: PLC0415

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
