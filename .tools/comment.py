"""Tell in a pull request what the check of it found: one comment, rewritten after each run.

Runs on main's copy of the program, started by GitHub when the run of a pull request has ended. What
that run left is text that anybody may have written: it never names the request to write to, it is
never executed or stored, and it is shown where nothing in it means anything (a fenced block).
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

MARK = "<!-- danvan: kết quả soát -->"
AUTHOR = "github-actions[bot]"
ARTIFACT = "ket-qua"
PARTS = {
    "soat.txt": "Kết quả soát bài",
    "dung.txt": "Khi dựng trang và sách",
    "kiem.txt": "Khi kiểm tra trang đã dựng",
}
"""What the run leaves, in order, and its headings; the later ones matter when it failed."""
LARGEST_ARCHIVE = 5_000_000
LARGEST_PART = 18_000
"""Characters; a comment may have 65,536."""
LONGEST_FENCE = 20
PAGE = 100
SECONDS = 30

GOOD = "✅ **Không có lỗi.** Gộp vào nhánh `main` thì trang được đưa lên."
BAD = (
    "❌ **Chưa đưa lên được.** Sửa những chỗ ghi “LỖI” dưới đây rồi lưu lại; "
    "lời báo này tự đổi theo."
)
PREVIEW = (
    "Bản xem trước: mở [lần chạy này]({url}), tải `xem-truoc-trang` ở cuối trang rồi giải nén."
)
DETAILS = "Chi tiết: mở [lần chạy này]({url})."
NOTHING_LEFT = "Lần chạy dừng trước khi soát được bài."
CUT = "… (còn nữa, xem đủ trong lần chạy)"


def main() -> None:
    """Write or rewrite the comment on each open request whose newest commit the run has checked."""
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text("utf-8"))
    run = event["workflow_run"]
    host = Host(
        f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}",
        os.environ["GITHUB_TOKEN"],
    )
    requests = list(open_requests(host, run))
    if not requests:
        print("No open request has this commit as its newest.")
        return
    body = comment_on(run["conclusion"] == "success", run["html_url"], texts_of(host, run))
    for number in requests:
        put_comment(host, number, body)
        print(f"Commented on request {number}.")


@dataclass(frozen=True)
class Host:
    """GitHub's REST API for one repository."""

    address: str
    token: str

    def ask(self, path: str, method: str = "GET", **sent: str) -> Any:
        """Return the JSON that GitHub answers with."""
        data = json.dumps(sent).encode() if sent else None
        return json.loads(self._answer(f"{self.address}{path}", method, data))

    def pages(self, path: str, **query: str) -> Iterator[Any]:
        """Yield the entries of a list over all its pages."""
        page = 1
        while True:
            asked = urlencode(query | {"per_page": str(PAGE), "page": str(page)})
            entries = self.ask(f"{path}?{asked}")
            yield from entries
            if len(entries) < PAGE:
                return
            page += 1

    def fetch(self, address: str) -> bytes:
        """Return a file; no more of it than the largest archive."""
        return self._answer(address, "GET", None)

    def _answer(self, address: str, method: str, data: bytes | None) -> bytes:
        request = Request(address, data=data, method=method)  # noqa: S310 - GitHub's own addresses
        request.add_header("Accept", "application/vnd.github+json")
        # Unredirected: artifacts are handed out by another host, which must not see the token.
        request.add_unredirected_header("Authorization", f"Bearer {self.token}")
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            body: bytes = answer.read(LARGEST_ARCHIVE + 1)
        if len(body) > LARGEST_ARCHIVE:
            sys.exit(f"{address} is larger than {LARGEST_ARCHIVE} bytes")
        return body


def open_requests(host: Host, run: Mapping[str, Any]) -> Iterator[int]:
    """Yield the numbers of the requests that the run belongs to, as GitHub knows them."""
    source = run["head_repository"]
    head = f"{source['owner']['login']}:{run['head_branch']}"
    for request in host.pages("/pulls", state="open", head=head):
        # Another run has come or will come for a newer commit.
        same_commit = request["head"]["sha"] == run["head_sha"]
        if same_commit and (request["head"]["repo"] or {}).get("id") == source["id"]:
            yield request["number"]


def texts_of(host: Host, run: Mapping[str, Any]) -> dict[str, str]:
    """Return what the run left, by file name; only the names in PARTS are looked for."""
    found = host.ask(f"/actions/runs/{int(run['id'])}/artifacts?name={ARTIFACT}")["artifacts"]
    if not found:
        return {}
    try:
        archive = zipfile.ZipFile(io.BytesIO(host.fetch(found[0]["archive_download_url"])))
        names = [name for name in PARTS if name in archive.namelist()]
        return {name: _beginning(archive, name) for name in names}
    except (HTTPError, zipfile.BadZipFile, zlib.error, RuntimeError) as error:
        print(f"The results cannot be read: {type(error).__name__}")
        return {}


def _beginning(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as file:
        return file.read(4 * LARGEST_PART).decode("utf-8", "replace")


def comment_on(good: bool, url: str, texts: Mapping[str, str]) -> str:  # noqa: FBT001
    """Return the comment's Markdown; `url` is the page of the run."""
    lines = [MARK, GOOD if good else BAD, "", (PREVIEW if good else DETAILS).format(url=url)]
    if not texts:
        lines += ["", NOTHING_LEFT]
    for name, heading in PARTS.items():
        if name in texts and (name == "soat.txt" or not good):
            lines += ["", f"**{heading}**", "", inert(texts[name])]
    return "\n".join(lines) + "\n"


def inert(text: str) -> str:
    """Return a fenced block of `text`; no fence in it can end the block."""
    shown = "".join(sign for sign in text if sign == "\n" or _is_shown(sign)).strip("\n")
    shown = re.sub(f"`{{{LONGEST_FENCE},}}", "`" * LONGEST_FENCE, shown)
    if len(shown) > LARGEST_PART:
        shown = shown[:LARGEST_PART].rpartition("\n")[0] + f"\n{CUT}"
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{shown}\n{fence}"


def _is_shown(sign: str) -> bool:
    """Tell letters from what steers a terminal or turns the direction of a line."""
    return unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def put_comment(host: Host, number: int, body: str) -> None:
    """Rewrite our comment on a request, or write the first."""
    for comment in host.pages(f"/issues/{number}/comments"):
        if comment["user"]["login"] == AUTHOR and comment["body"].startswith(MARK):
            host.ask(f"/issues/comments/{comment['id']}", "PATCH", body=body)
            return
    host.ask(f"/issues/{number}/comments", "POST", body=body)


if __name__ == "__main__":
    main()
