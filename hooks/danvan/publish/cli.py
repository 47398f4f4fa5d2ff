"""`danvan host`: publishing on one's own server."""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from . import messages
from .host import Host, HostError, find_host

_WORDS = "[TUỲ_CHỌN]"
_PLACE = click.argument("place", metavar="NƠI", type=click.Path(path_type=Path))


@click.group(options_metavar=_WORDS, subcommand_metavar="LỆNH …")
def host() -> None:
    """Xuất bản trên máy chủ của đơn vị: nhận git push, soát, dựng trang, đưa lên.

    NƠI là kho git hoặc thư mục xuất bản mà danvan host init đã lập.

    Ví dụ: danvan host init /srv/danvan/kho.git --to /srv/danvan/trang
    """


@host.command(options_metavar=_WORDS)
@click.argument("repository", metavar="KHO.git", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "folder",
    metavar="THƯ_MỤC",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Thư mục xuất bản: các bản đã dựng, bản đang đăng.",
)
@click.option(
    "--keep", type=click.IntRange(1, 100), metavar="SỐ", help="Số bản giữ lại; lúc đầu là 5."
)
@click.option("--branch", metavar="NHÁNH", help="Nhánh được đưa lên trang; lúc đầu là main.")
@click.option(
    "--address",
    metavar="ĐỊA_CHỈ",
    help="Địa chỉ báo cho người gửi; không ghi thì theo site_url trong mkdocs.yml.",
)
@click.option("--book/--no-book", default=None, help="Có dựng sách PDF hay không; lúc đầu là có.")
def init(
    *,
    repository: Path,
    folder: Path,
    keep: int | None,
    branch: str | None,
    address: str | None,
    book: bool | None,
) -> None:
    """Lập kho git để nhận bài và thư mục xuất bản; chạy lại thì sửa chỗ hỏng, giữ nguyên mọi bản.

    Ví dụ: danvan host init /srv/danvan/kho.git --to /srv/danvan/trang --keep 5
    """
    from .founding import found_host  # noqa: PLC0415

    given = {"keep": keep, "branch": branch, "address": address, "book": book}
    chosen = {name: value for name, value in given.items() if value is not None}
    with _told():
        _refuse_root(folder)
        made = found_host(repository, folder, click.echo, **chosen)
    values = vars(made) | {"user": getpass.getuser(), "danvan": _own_command()}
    click.echo(messages.READY.format(**values))
    click.echo(messages.NEXT_STEPS.format(**values).rstrip())


@host.command(options_metavar=_WORDS)
@_PLACE
def publish(place: Path) -> None:
    """Dựng và đưa lên ngay bản mà nhánh đang giữ, ví dụ sau khi lần dựng trước bị ngắt.

    Ví dụ: danvan host publish /srv/danvan/trang
    """
    from .publishing import publish as publish_now  # noqa: PLC0415

    os.umask(0o022)
    with _told():
        done = publish_now(_own(_host(place)), click.echo)
    sys.exit(not done)


@host.command(options_metavar=_WORDS)
@_PLACE
@click.argument("release", metavar="[BẢN]", required=False, default="")
def rollback(place: Path, release: str) -> None:
    """Đưa trang về bản trước, hoặc về BẢN đã ghi (tên bản hay mã commit, ghi phần đầu cũng được).

    Ví dụ: danvan host rollback /srv/danvan/trang
    """
    from .releases import roll_back  # noqa: PLC0415
    from .status import local  # noqa: PLC0415

    with _told():
        now = roll_back(_own(_host(place)), release)
    values = {"release": now.name, "commit": now.commit[:7], "time": local(now.time)}
    click.echo(messages.ROLLED_BACK.format(**values))
    click.echo(messages.ROLLED_BACK_NEXT)


@host.command(options_metavar=_WORDS)
@_PLACE
def releases(place: Path) -> None:
    """Liệt kê các bản đang giữ, bản đang đăng có dấu *.

    Ví dụ: danvan host releases /srv/danvan/trang
    """
    from .status import release_lines  # noqa: PLC0415

    with _told():
        for line in release_lines(_host(place)):
            click.echo(line)


@host.command(options_metavar=_WORDS)
@_PLACE
def status(place: Path) -> None:
    """Xem đang đăng bản nào, có đang dựng không, lần gửi gần nhất ra sao, ổ đĩa còn bao nhiêu.

    Ví dụ: danvan host status /srv/danvan/trang
    """
    from .status import status_lines  # noqa: PLC0415

    with _told():
        for line in status_lines(_host(place)):
            click.echo(line)


@host.command(options_metavar=_WORDS)
@click.argument("server", metavar="nginx|caddy", type=click.Choice(("nginx", "caddy")))
@_PLACE
@click.option("--domain", metavar="TÊN_MIỀN", required=True, help="Tên miền của trang.")
@click.option(
    "--listen", default="", metavar="CỔNG", help="Cổng hay địa chỉ:cổng; không ghi thì như thường."
)
def config(server: str, place: Path, domain: str, listen: str) -> None:
    """In cấu hình máy chủ web nginx hoặc Caddy cho trang, với đường dẫn đúng của máy này.

    Ví dụ: danvan host config nginx /srv/danvan/trang --domain danvankheo.example.vn
    """
    from .webservers import configuration  # noqa: PLC0415

    with _told():
        click.echo(configuration(_host(place), server, domain, listen), nl=False)


def _host(place: Path) -> Host:
    return find_host(place.absolute())


def _own(found: Host) -> Host:
    _refuse_root(found.folder)
    return found


def _refuse_root(folder: Path) -> None:
    """Keep root from leaving files that the account of the hooks could not replace."""
    owner = folder.stat().st_uid if folder.exists() else 0
    if os.geteuid() == 0 and owner:
        values = {"folder": folder, "owner": _account(owner), "danvan": _own_command()}
        raise HostError(messages.NOT_OWNER.format(**values))


def _account(owner: int) -> str:
    try:
        return pwd.getpwuid(owner).pw_name
    except KeyError:
        return f"#{owner}"


@contextmanager
def _told() -> Iterator[None]:
    """End the command with what went wrong, in words."""
    try:
        yield
    except HostError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except OSError as error:
        values = {"path": error.filename or "", "why": error.strerror or error}
        click.echo(messages.UNREADABLE.format(**values), err=True)
        sys.exit(2)


def _own_command() -> str:
    beside = Path(sys.executable).with_name("danvan")
    return str(beside) if beside.exists() else shutil.which("danvan") or "danvan"
