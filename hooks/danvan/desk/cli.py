"""The `danvan` command."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from danvan.collection import Findings, read_collection
from danvan.publish.cli import host
from danvan.publish.sitecheck import verify_site

from .approval import changed_after_approval
from .checking import check_project
from .checking.reports import FORMATS, TEXT, Checked, report
from .checking.watching import changes as saved_changes
from .gitlog import first_days
from .newstory import NewStoryError, new_story
from .projectfile import PHOTO_FACTS, book_place, book_targets, book_title
from .samples import find_samples, remove_samples

_NOT_A_PROJECT = "Không thấy thư mục exemplars/ ở đây. Hãy vào thư mục của dự án rồi chạy lại lệnh."

_EXPORT_WHAT = (
    "Ghi tên một bài hoặc --book, cùng với --docx. "
    "Ví dụ: danvan export tuyen-pho-xanh --docx; danvan export --book --docx."
)
_EXISTS = "Đã có tệp {path}. Muốn ghi đè thì thêm --overwrite, hoặc đặt tên khác bằng --output."
_REASONS: dict[type[OSError], str] = {
    PermissionError: "không có quyền ghi vào đó",
    IsADirectoryError: "đó là một thư mục",
    NotADirectoryError: "đường dẫn đi qua một tệp",
    FileNotFoundError: "không có thư mục ấy",
}
_OTHER_REASON = "ổ đĩa không nhận"
_CANNOT_WRITE = (
    "Không ghi được tệp {path}: {why}. Đóng tệp nếu đang mở trong Word, xem lại thư mục."
)
_STAGE_DIFFERS = (
    "Lưu ý: mkdocs.yml đang ghi bước “{stage}”. Muốn sách mang dòng của lần này, chạy: "
    'danvan stage "bản thảo {number}"'
)
_PORT_TAKEN = "Cổng {port} đang có chương trình khác dùng. Ghi cổng khác, ví dụ: --port 8011."
_SAMPLES_COUNTED = (
    "Lưu ý: trong số đã đếm có {count} bài mẫu kèm phần mềm. Chạy make clean-samples trước khi gửi."
)
_NOT_ALL_READ = (
    "Lưu ý: nội dung còn {count} lỗi, bài có lỗi chưa được tính. Chạy danvan check để xem và sửa."
)
_NO_WORD_FILES = "Không thấy tệp Word nào (.docx, .doc, .odt, .rtf) ở đó."
_NO_SITE = "Không thấy thư mục {folder}. Chạy make site để dựng trang trước."
_SITE_IS_GOOD = "Trang trong thư mục {folder} đạt."
_NO_PRESS_FILES = "Không có tệp in nào trong thư mục {folder}. Chạy make site để dựng trước."


CHANGES_FORMATS = ("html", "docx", "pdf")
PROGRESS_FORMATS = ("table", "html", "xlsx")
SUMMARY_FORMATS = ("table", "docx", "pdf", "xlsx", "csv")
_OVERWRITE = click.option("--overwrite", is_flag=True, help="Ghi đè tệp cùng tên đã có.")
_OUTPUT_FOLDER = click.option(
    "--output",
    "-o",
    metavar="THƯ_MỤC",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Nơi ghi tệp; không ghi thì ở thư mục đang đứng.",
)


class _Command(click.Command):
    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **({"options_metavar": "[TUỲ_CHỌN]"} | more))


class _Group(click.Group):
    command_class = _Command

    def __init__(self, *arguments: Any, **more: Any) -> None:
        names = {"options_metavar": "[TUỲ_CHỌN]", "subcommand_metavar": "LỆNH …"}
        super().__init__(*arguments, **(names | more))


_Group.group_class = _Group


def run() -> None:
    """Run the command; what click itself says is Vietnamese too."""
    gettext.bindtextdomain("danvan", str(Path(__file__).parent / "locale"))
    gettext.textdomain("danvan")
    os.environ["LANGUAGE"] = "vi"
    main(prog_name="danvan")


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Công cụ của người làm trang và sách “Dân vận khéo”."""


main.add_command(host)


def _project() -> Path:
    """Return the project's folder; end the command where there is none."""
    root = Path.cwd()
    if not (root / "exemplars").is_dir():
        click.echo(_NOT_A_PROJECT, err=True)
        sys.exit(2)
    return root


@contextmanager
def _told(*refusals: type[Exception], writing: Path = Path()) -> Iterator[None]:
    """End the command with what an error tells staff: those it names, and files that stay shut."""
    named: tuple[type[Exception], ...] = (FileExistsError, *refusals)
    try:
        yield
    except named as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(2)
    except OSError as error:
        why = _REASONS.get(type(error), _OTHER_REASON)
        click.echo(_CANNOT_WRITE.format(path=error.filename or writing, why=why), err=True)
        sys.exit(2)


@main.command()
@click.option(
    "--format",
    "wanted",
    type=click.Choice(FORMATS),
    default=TEXT,
    help="Cách ghi kết quả: text cho người đọc; json, sarif cho phần mềm; github, gitlab cho trang "
    "GitHub, GitLab.",
)
@click.option(
    "--published",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="TỆP",
    help="Tệp ghi các địa chỉ từng đăng, mỗi dòng một địa chỉ; bài nào mất thì báo lỗi.",
)
@click.option("--watch", is_flag=True, help="Soát lại mỗi khi có tệp được lưu; bấm Ctrl C để dừng.")
def check(*, wanted: str, published: Path | None, watch: bool) -> None:
    """Soát mọi bài, mọi ảnh: lỗi phải sửa và góp ý, có tệp, dòng và cách sửa.

    Kết thúc bằng mã 0 khi không có lỗi, 1 khi có lỗi phải sửa. Góp ý không cản việc dựng trang.

    Ví dụ: danvan check
    """
    root = _project()
    once = published.read_text("utf-8").split() if published else []
    has_problems = _check(root, wanted, once)
    if watch:
        with suppress(KeyboardInterrupt), saved_changes(root) as saved:
            for _ in saved:
                click.clear()
                has_problems = _check(root, wanted, once)
    sys.exit(has_problems)


def _check(root: Path, wanted: str, published: Sequence[str]) -> bool:
    collection, findings = check_project(root, published)
    photos = sum(len(exemplar.photos) for exemplar in collection.exemplars)
    stories = len(collection.exemplars)
    checked = Checked(findings.problems, findings.advice, stories, photos)
    click.echo(report(checked, wanted))
    return bool(findings.problems)


@main.command()
@click.argument(
    "site",
    metavar="[THƯ_MỤC]",
    required=False,
    default=Path("site"),
    type=click.Path(path_type=Path, file_okay=False),
)
def verify(site: Path) -> None:
    """Xem lại trang đã dựng trước khi đưa lên mạng: đủ bài, không lộ bài chưa duyệt.

    Kết thúc bằng mã 0 khi trang đạt, 1 khi có chỗ sai.

    Ví dụ: danvan verify site
    """
    root = _project()
    if not site.is_dir():
        click.echo(_NO_SITE.format(folder=site), err=True)
        sys.exit(2)
    collection, _ = read_collection(root, facts_store=root / PHOTO_FACTS)
    faults = verify_site(collection, site)
    click.echo("\n".join(faults) or _SITE_IS_GOOD.format(folder=site))
    sys.exit(bool(faults))


@main.command()
@click.argument("field", metavar="LĨNH_VỰC")
@click.argument("title", metavar="TIÊU_ĐỀ")
def new(field: str, title: str) -> None:
    """Tạo thư mục cho một bài mới, có sẵn các mục cần điền.

    LĨNH_VỰC là tên thư mục hoặc tên lĩnh vực, gõ không dấu cũng được; TIÊU_ĐỀ đặt trong ngoặc kép.

    Ví dụ: danvan new kinh-te "Tuyến phố xanh của chi hội số 5"
    """
    root = _project()
    with _told(NewStoryError):
        file = new_story(root, field, title)
    click.echo(f"Đã tạo {file.relative_to(root).as_posix()}")
    click.echo("Điền các mục còn trống, chép ảnh vào cùng thư mục, rồi chạy danvan check để soát.")


@main.command("import")
@click.argument(
    "sources",
    metavar="TỆP_HAY_THƯ_MỤC...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
)
@click.option("--field", default="", metavar="LĨNH_VỰC", help="Lĩnh vực của mọi bài nhập lần này.")
@click.option(
    "--photos",
    metavar="THƯ_MỤC_HAY_ZIP",
    type=click.Path(path_type=Path, exists=True),
    help="Ảnh gửi kèm: một thư mục hoặc một tệp .zip.",
)
@click.option("--update", is_flag=True, help="Thay bài đã có bằng bản mới trong tệp Word.")
def import_(*, sources: tuple[Path, ...], field: str, photos: Path | None, update: bool) -> None:
    """Nhập bài từ tệp Word: chữ, ảnh, chú thích, bảng; cả tệp .doc, .odt, .rtf, cả thư mục.

    Những gì không tìm thấy trong tệp được để trống, chạy danvan check để biết còn thiếu gì. Ảnh
    gửi rời thì ghi --photos; nhập nhiều tệp thì xếp ảnh vào thư mục mang tên tệp Word của bài.

    Kết thúc bằng mã 0 khi nhập được hết, 1 khi có tệp không nhập được, 2 khi lệnh ghi sai.

    Ví dụ: danvan import bai-gui-ve/ --field kinh-te --photos anh.zip
    """
    # Reads Word files with libraries for which the other commands need not wait.
    from .importing import REFUSED, WrongUseError, import_files, word_files  # noqa: PLC0415
    from .importreport import bar, lines  # noqa: PLC0415

    root = _project()
    files = word_files(sources)
    if not files:
        click.echo(_NO_WORD_FILES, err=True)
        sys.exit(2)
    with _told(WrongUseError), bar(len(files)) as step:
        outcomes, advice = import_files(
            root, files, field=field, photos=photos, update=update, progress=step
        )
    for line in (*lines(outcomes), *advice):
        click.echo(line)
    sys.exit(any(outcome.status == REFUSED for outcome in outcomes))


@main.command()
@click.argument("name", metavar="[TÊN_BÀI]", required=False)
@click.option(
    "--docx", "as_docx", is_flag=True, help="Xuất thành tệp Word (dạng duy nhất hiện có)."
)
@click.option("--book", is_flag=True, help="Xuất chữ của cả cuốn sách thay cho một bài.")
@click.option(
    "--output",
    "-o",
    metavar="TỆP",
    type=click.Path(path_type=Path),
    help="Tên tệp Word; không ghi thì theo tên thư mục của bài.",
)
@_OVERWRITE
def export(
    *, name: str | None, as_docx: bool, book: bool, output: Path | None, overwrite: bool
) -> None:
    """Xuất một bài (hay cả cuốn sách) ra tệp Word cho người duyệt trên Word.

    TÊN_BÀI là tên thư mục hoặc tiêu đề của bài, gõ không dấu cũng được. Bài đã sửa trên Word thì
    nhập lại bằng danvan import --update.

    Ví dụ: danvan export tuyen-pho-xanh --docx
    """
    from .exporting import ExportError, export_book, export_story, find_story  # noqa: PLC0415

    root = _project()
    if bool(name) == book or not as_docx:
        click.echo(_EXPORT_WHAT, err=True)
        sys.exit(2)
    collection, _ = read_collection(root, facts_store=root / PHOTO_FACTS)
    with _told(ExportError):
        story = None if book else find_story(collection, name or "")
    target = output or Path(f"{story.slug if story else 'sach'}.docx")
    if target.exists() and not overwrite:
        click.echo(_EXISTS.format(path=target), err=True)
        sys.exit(2)
    with _told(writing=target):
        if story:
            export_story(story, collection.fields, target)
            click.echo(f"Đã xuất “{story.title}” ra {target}")
        else:
            count = export_book(collection, book_title(root), target)
            click.echo(f"Đã xuất {count} bài của cuốn sách ra {target}")


@main.command()
@click.option(
    "--year", type=click.IntRange(1900, 2100), metavar="NĂM", help="Chỉ tính bài của năm này."
)
@click.option("--unit", default="", metavar="ĐƠN_VỊ", help="Chỉ tính bài của đơn vị này.")
@click.option(
    "--format",
    "wanted",
    type=click.Choice(SUMMARY_FORMATS),
    multiple=True,
    default=("table",),
    help="Dạng xuất, ghi được nhiều lần: table (bảng trên màn hình), docx, pdf, xlsx, csv.",
)
@_OUTPUT_FOLDER
@_OVERWRITE
def summary(
    *, year: int | None, unit: str, wanted: tuple[str, ...], output: Path, overwrite: bool
) -> None:
    """Lập biểu tổng hợp số lượng mô hình “Dân vận khéo” theo mẫu của Liên đoàn Lao động.

    Đếm mọi bài từ bước đăng ký trở lên: số tập thể, cá nhân và số mô hình của từng lĩnh vực.

    Ví dụ: danvan summary --year 2024 --format docx --format pdf
    """
    from .summary import UnknownUnitError, summarise  # noqa: PLC0415
    from .summaryfiles import write_summary  # noqa: PLC0415

    root = _project()
    collection, findings = read_collection(root, facts_store=root / PHOTO_FACTS)
    with _told(UnknownUnitError, writing=output):
        counted = summarise(collection, book_place(root), year=year, unit=unit)
        for path in write_summary(counted, wanted, output, overwrite=overwrite):
            click.echo(f"Đã ghi {path}")
    _end_with(findings, counted.samples)


@main.command()
@click.option(
    "--format",
    "wanted",
    type=click.Choice(PROGRESS_FORMATS),
    multiple=True,
    default=("table",),
    help="Dạng xuất, ghi được nhiều lần: table (bảng trên màn hình), html, xlsx.",
)
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%d/%m/%Y", "%Y-%m-%d"]),
    metavar="NGÀY",
    help="Tính đến ngày này, ví dụ 10/10/2023; không ghi thì là hôm nay.",
)
@_OUTPUT_FOLDER
@_OVERWRITE
def progress(
    *, wanted: tuple[str, ...], day: datetime | None, output: Path, overwrite: bool
) -> None:
    """Xem ai đã gửi gì: từng đơn vị so với chỉ tiêu và hạn gửi, và sách đã sẵn sàng đến đâu.

    Trang này chỉ dành cho người làm sách, không bao giờ lên trang công khai.

    Ví dụ: danvan progress --format html --format xlsx
    """
    from .progress import progress_of  # noqa: PLC0415
    from .progressfiles import write_progress  # noqa: PLC0415

    root = _project()
    collection, findings = read_collection(root, facts_store=root / PHOTO_FACTS)
    until = day.date() if day else date.today()  # noqa: DTZ011 - the day where staff sit
    changed = changed_after_approval(collection)
    counted = progress_of(collection, book_targets(root), until, first_days(root), changed)
    with _told(writing=output):
        for path in write_progress(counted, wanted, root, output, overwrite=overwrite):
            click.echo(f"Đã ghi {path}")
    _end_with(findings, counted.samples)


@main.command()
@click.option(
    "--port",
    default=8010,
    metavar="SỐ",
    type=click.IntRange(0, 65535),
    help="Cổng trên máy này; không ghi thì là 8010.",
)
def editor(port: int) -> None:
    """Mở trang soạn bài trên máy này: điền vào ô, chọn ảnh, không phải gõ guong.md.

    Bài và ảnh được ghi thẳng vào thư mục của dự án. Muốn có trang ấy trên mạng tại /admin/ thì đặt
    mục extra.editor trong mkdocs.yml.

    Ví dụ: danvan editor
    """
    from .editor import EditorSettings, editor_files  # noqa: PLC0415
    from .editor.localserver import HOST, make_server  # noqa: PLC0415

    root = _project()

    def files() -> Mapping[str, str]:
        collection, _ = read_collection(root, facts_store=root / PHOTO_FACTS)
        return editor_files(EditorSettings(), collection.fields, root, local=True)

    try:
        server = make_server(root, files, port)
    except OSError:
        click.echo(_PORT_TAKEN.format(port=port), err=True)
        sys.exit(2)
    click.echo(f"Trang soạn bài: http://{HOST}:{server.server_address[1]}/admin/")
    click.echo("Bấm Ctrl C để dừng.")
    with suppress(KeyboardInterrupt):
        server.serve_forever()


@main.command()
@click.argument("wanted", metavar="[BƯỚC]", required=False)
def stage(wanted: str | None) -> None:
    """Xem hoặc đổi bước của sách: đang biên tập, bản thảo 1, 2, 3, maket, phát hành.

    Từ bản thảo 1 cho đến khi phát hành, mỗi trang sách PDF mang dòng “BẢN THẢO TRÌNH DUYỆT LẦN …”,
    có lề rộng để ghi chú và số dòng.

    Ví dụ: danvan stage "bản thảo 2"
    """
    from .stages import StageError, present_stage, set_stage  # noqa: PLC0415

    root = _project()
    with _told(StageError):
        if wanted is None:
            click.echo(f"Sách đang ở bước: {present_stage(root)}")
        else:
            click.echo(f"Đã đổi bước của sách thành: {set_stage(root, wanted)}")
            click.echo("Chạy make site để dựng lại sách.")


@main.group()
def review() -> None:
    """Ghi các lần trình duyệt, và xem những gì đã thay đổi từ một lần duyệt.

    Ví dụ: danvan review start 1
    """


@review.command()
@click.argument("number", metavar="LẦN", type=click.IntRange(1, 99))
def start(number: int) -> None:
    """Ghi lại bản thảo hiện tại là bản trình duyệt lần này (một thẻ trong git).

    Ví dụ: danvan review start 1
    """
    from .reviewing.rounds import ReviewError, start_round  # noqa: PLC0415
    from .stages import StageError, present_stage  # noqa: PLC0415

    root = _project()
    with _told(ReviewError):
        tag = start_round(root, number)
    click.echo(f"Đã ghi bản thảo trình duyệt lần {number} (thẻ {tag}).")
    with suppress(StageError):
        if present_stage(root) != f"bản thảo {number}":
            click.echo(_STAGE_DIFFERS.format(stage=present_stage(root), number=number))


@review.command()
@click.argument("number", metavar="[LẦN]", type=click.IntRange(1, 99), required=False)
@click.option(
    "--format",
    "wanted",
    type=click.Choice(CHANGES_FORMATS),
    multiple=True,
    default=CHANGES_FORMATS,
    help="Dạng xuất, ghi được nhiều lần: html, docx, pdf; không ghi thì xuất cả ba.",
)
@_OUTPUT_FOLDER
@_OVERWRITE
def changes(*, number: int | None, wanted: tuple[str, ...], output: Path, overwrite: bool) -> None:
    """Liệt kê từng bài đã thêm, bỏ, sửa từ một lần duyệt: từng chữ, từng ảnh, từng chú thích.

    Không ghi LẦN thì so với lần duyệt gần nhất.

    Ví dụ: danvan review changes 1
    """
    from .reviewing.changelist import write_changes  # noqa: PLC0415
    from .reviewing.rounds import ReviewError  # noqa: PLC0415

    root = _project()
    with _told(ReviewError, writing=output):
        told, paths = write_changes(root, number, wanted, output, overwrite=overwrite)
    click.echo(told)
    for path in paths:
        click.echo(f"Đã ghi {path}")


def _end_with(findings: Findings, samples: int) -> None:
    """Warn of samples that were counted, and of stories that could not be."""
    if samples:
        click.echo(_SAMPLES_COUNTED.format(count=samples), err=True)
    if findings.problems:
        click.echo(_NOT_ALL_READ.format(count=len(findings.problems)), err=True)
        sys.exit(1)


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
