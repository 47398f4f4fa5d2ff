"""Settings of the form in the browser: `extra.editor` of mkdocs.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danvan.collection import Findings
from danvan.collection.folding import fold, nearest
from danvan.collection.messages import Message

BACKENDS = ("github", "gitlab", "gitea")
_KEYS = ("enabled", "backend", "repo", "branch", "base_url", "api_root", "app_id")
_YES, _NO = ("co", "true", "yes", "1"), ("khong", "false", "no", "0", "")

NOT_A_MAPPING = Message(
    "Mục extra.editor trong mkdocs.yml viết chưa đúng.",
    "Viết mỗi mục trên một dòng, thụt vào, ví dụ: enabled: có.",
)
UNKNOWN_KEY = Message(
    "extra.editor không có mục “{key}”.{hint}",
    "Xoá dòng này, hoặc dùng một trong: {known}.",
)
NEAR = " Có phải là “{near}”?"
NOT_A_FLAG = Message(
    "Mục extra.editor.enabled ghi “{value}”, cần ghi có hoặc không.", "Sửa thành: enabled: có"
)
UNKNOWN_BACKEND = Message(
    "Mục extra.editor.backend ghi “{value}”, cần là nơi giữ kho git.",
    "Ghi một trong: github, gitlab, gitea.",
)
NO_REPO = Message(
    "Mục extra.editor.repo còn trống: form soạn bài không biết kho git nào.",
    "Ghi tên kho, ví dụ: repo: ban-dan-van/dan-van-kheo.",
)
NO_ADDRESS = Message(
    "Kho trên gitea cần mục extra.editor.base_url: địa chỉ của máy chủ gitea.",
    "Thêm dòng, ví dụ: base_url: https://git.example.vn",
)


@dataclass(frozen=True)
class EditorSettings:
    """Where the form keeps what staff write."""

    enabled: bool = False
    backend: str = BACKENDS[0]
    repo: str = ""
    """`owner/name` at the host."""
    branch: str = "main"
    base_url: str = ""
    """The host itself, or for GitHub the service that lets people sign in."""
    api_root: str = ""
    app_id: str = ""
    """What the host calls this form (OAuth with PKCE)."""


def read_editor_settings(given: Any, path: Path, findings: Findings) -> EditorSettings:
    """Return the settings; what is wrong with them is recorded at `path`."""
    if given is None:
        return EditorSettings()
    if not isinstance(given, Mapping):
        findings.problem(path, 1, NOT_A_MAPPING)
        return EditorSettings()
    for key in given:
        if key not in _KEYS:
            near = nearest(str(key), _KEYS)
            hint = NEAR.format(near=near) if near else ""
            findings.problem(path, 1, UNKNOWN_KEY, key=key, hint=hint, known=", ".join(_KEYS))
    values = {key: str(given.get(key) or "").strip() for key in _KEYS}
    flag = fold(str(given.get("enabled", "")))
    if flag not in (*_YES, *_NO):
        findings.problem(path, 1, NOT_A_FLAG, value=given["enabled"])
    settings = EditorSettings(
        flag in _YES,
        values["backend"].lower() or BACKENDS[0],
        values["repo"],
        values["branch"] or "main",
        values["base_url"],
        values["api_root"],
        values["app_id"],
    )
    if settings.enabled:
        _check(settings, path, findings)
    return settings


def _check(settings: EditorSettings, path: Path, findings: Findings) -> None:
    if settings.backend not in BACKENDS:
        findings.problem(path, 1, UNKNOWN_BACKEND, value=settings.backend)
    if not settings.repo:
        findings.problem(path, 1, NO_REPO)
    if settings.backend == "gitea" and not settings.base_url:
        findings.problem(path, 1, NO_ADDRESS)
