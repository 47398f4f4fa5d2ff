"""The page under /admin/: Decap CMS, and what it is to know of the collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from danvan.collection import Field
from danvan.collection.folders import ARTICLE_FILE, FIELD_FILE
from danvan.collection.folding import nfc
from danvan.collection.schema import DOCUMENT, EXEMPLAR, FIELD, HOME, PART
from danvan.desk.newstory import folder_of

from .fields import fields_of
from .settings import EditorSettings

FOLDER = "admin"
SCRIPT = Path(__file__).parent / "vendor" / "decap-cms.js"
_PHRASES = Path(__file__).parent / "vi.js"
LOCAL_API = "/api/v1"
_TITLE, _CLOSED = (
    "Soạn bài",
    "Trang soạn bài cần JavaScript. Bật JavaScript trong trình duyệt rồi mở lại.",
)
_PARTS = {
    "docs/index.md": ("Trang chủ", HOME),
    "docs/loi-noi-dau.md": ("Lời nói đầu", PART),
    "docs/dan-van/index.md": ("Phần 1: lời giới thiệu", PART),
    "docs/dan-van/toan-van.md": ("Phần 1: toàn văn bài báo “Dân vận”", PART),
    "docs/van-ban/index.md": ("Phần 2: lời giới thiệu", PART),
    "docs/anh-phong-trao/index.md": ("Phần 3: ảnh phong trào", PART),
}
_PAGE = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link href="config.yml" type="text/yaml" rel="cms-config-url">
<link href="data:," rel="icon">
</head>
<body>
<noscript>{closed}</noscript>
<script>window.CMS_MANUAL_INIT = true;</script>
<script src="{script}"></script>
<script src="vi.js"></script>
</body>
</html>
"""


def editor_files(
    settings: EditorSettings, fields: Sequence[Field], root: Path, *, local: bool = False
) -> Mapping[str, str]:
    """Return the texts under /admin/, by name; the script itself is SCRIPT.

    `local`: what staff write goes to the folder of the project, through `danvan editor`.
    """
    config = _config(settings, fields, root, local=local)
    text = yaml.safe_dump(config, allow_unicode=True, sort_keys=False, width=1000)
    page = _PAGE.format(title=_TITLE, closed=_CLOSED, script=SCRIPT.name)
    return {"index.html": page, "config.yml": text, "vi.js": _PHRASES.read_text("utf-8")}


def _config(
    settings: EditorSettings, fields: Sequence[Field], root: Path, *, local: bool
) -> dict[str, Any]:
    return {
        "backend": {"name": "proxy", "proxy_url": LOCAL_API} if local else _backend(settings),
        "locale": "vi",
        "media_folder": "docs/assets",
        "public_folder": "/assets",
        "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-"},
        "show_preview_links": False,
        "collections": [
            *(_stories(field, root) for field in fields),
            _documents(),
            _pages(fields, root),
        ],
    }


def _backend(settings: EditorSettings) -> dict[str, Any]:
    backend: dict[str, Any] = {
        "name": settings.backend,
        "repo": settings.repo,
        "branch": settings.branch,
        "commit_messages": {
            "create": "Thêm bài “{{slug}}”",
            "update": "Sửa bài “{{slug}}”",
            "delete": "Xoá bài “{{slug}}”",
            "uploadMedia": "Thêm ảnh “{{path}}”",
            "deleteMedia": "Xoá ảnh “{{path}}”",
        },
    }
    for key in ("base_url", "api_root", "app_id"):
        if value := getattr(settings, key):
            backend[key] = value
    if settings.app_id and settings.backend in {"gitlab", "gitea"}:
        backend["auth_type"] = "pkce"
    return backend


def _stories(field: Field, root: Path) -> dict[str, Any]:
    folder = nfc(folder_of(field).relative_to(root).as_posix())
    return {
        "name": field.slug,
        "label": field.name,
        "label_singular": "bài",
        "folder": folder,
        "create": True,
        "extension": "md",
        "format": "yaml-frontmatter",
        "identifier_field": "tiêu đề",
        "slug": "{{slug}}",
        "path": f"{{{{slug}}}}/{ARTICLE_FILE.removesuffix('.md')}",
        "media_folder": "",
        "public_folder": "",
        "sortable_fields": ["tiêu đề", "năm", "trạng thái"],
        "editor": {"preview": False},
        "fields": fields_of(EXEMPLAR),
    }


def _documents() -> dict[str, Any]:
    return {
        "name": "van-ban",
        "label": "Văn bản chỉ đạo",
        "label_singular": "văn bản",
        "folder": "docs/van-ban",
        "filter": {"field": "số", "pattern": "."},
        "create": True,
        "extension": "md",
        "format": "yaml-frontmatter",
        "identifier_field": "tiêu đề",
        "slug": "{{slug}}",
        "media_folder": "",
        "public_folder": "",
        "editor": {"preview": False},
        "fields": fields_of(DOCUMENT),
    }


def _pages(fields: Sequence[Field], root: Path) -> dict[str, Any]:
    """Return the single files: parts of the book, and what is said of each field."""
    files = [
        {"name": path.replace("/", "-"), "label": label, "file": path, "fields": fields_of(table)}
        | {"media_folder": "", "public_folder": ""}
        for path, (label, table) in _PARTS.items()
        if (root / path).is_file()
    ]
    files += [
        {
            "name": f"linh-vuc-{field.slug}",
            "label": f"Lĩnh vực: {field.name}",
            "file": nfc((folder_of(field) / FIELD_FILE).relative_to(root).as_posix()),
            "fields": fields_of(FIELD),
        }
        for field in fields
    ]
    return {
        "name": "cac-phan",
        "label": "Các phần khác",
        "editor": {"preview": False},
        "format": "yaml-frontmatter",
        "files": files,
    }
