"""The form in the browser: off unless enabled, made from the tables, closed to strangers."""

from __future__ import annotations

import base64
import http.client
import json
import threading

import pytest
import yaml

from danvan.collection import Field, Findings
from danvan.collection.schema import EXEMPLAR, PHOTO
from danvan.desk.editor import SCRIPT, EditorSettings, editor_files, read_editor_settings
from danvan.desk.editor.localserver import HOST, Drawer, RefusedError, make_server
from support.projects import copy_project, danvan, files, mkdocs_build

KINH_TE = "exemplars/kinh-te"


@pytest.fixture
def project(tmp_path):
    home = tmp_path / "du-an"
    story = home / KINH_TE / "bai-1"
    story.mkdir(parents=True)
    (story / "guong.md").write_text("---\ntiêu đề: Bài một\n---\nChữ.\n", "utf-8")
    (home / KINH_TE / "linh-vuc.md").write_text("---\ntên: Kinh tế\nthứ tự: 1\n---\n", "utf-8")
    (home / "docs").mkdir()
    (home / "mkdocs.yml").write_text("site_name: Bí mật\n", "utf-8")
    return home


def config(project, **settings):
    field = Field("kinh-te", "Kinh tế", 1, project / KINH_TE / "linh-vuc.md")
    told = EditorSettings(enabled=True, repo="ban/sach", **settings)
    return yaml.safe_load(editor_files(told, [field], project)["config.yml"])


# --- settings ------------------------------------------------------------------------------------


def read(given, tmp_path):
    findings = Findings(tmp_path)
    return read_editor_settings(given, tmp_path / "mkdocs.yml", findings), findings.problems


@pytest.mark.parametrize("given", [None, {}, {"enabled": "không"}, {"enabled": False}])
def test_it_is_off_unless_enabled(tmp_path, given):
    settings, problems = read(given, tmp_path)
    assert (settings.enabled, problems) == (False, ())


@pytest.mark.parametrize("backend", ["github", "gitlab", "gitea"])
def test_it_writes_to_the_three_hosts(tmp_path, project, backend):
    given = {"enabled": "có", "backend": backend, "repo": "ban/sach", "app_id": "abc"}
    given["base_url"] = "https://git.example.vn"
    settings, problems = read(given, tmp_path)
    assert problems == ()
    assert (settings.backend, settings.repo, settings.app_id) == (backend, "ban/sach", "abc")
    told = config(project, backend=backend, app_id="abc")["backend"]
    assert (told["name"], told["repo"], told["branch"]) == (backend, "ban/sach", "main")
    assert (told.get("auth_type") == "pkce") == (backend != "github")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("có", "extra.editor trong mkdocs.yml viết chưa đúng"),
        ({"enabeld": "có"}, "Có phải là “enabled”?"),
        ({"enabled": "bật"}, "cần ghi có hoặc không"),
        ({"enabled": "có"}, "extra.editor.repo còn trống"),
        ({"enabled": "có", "repo": "a/b", "backend": "svn"}, "ghi “svn”"),
        ({"enabled": "có", "repo": "a/b", "backend": "gitea"}, "extra.editor.base_url"),
    ],
)
def test_wrong_settings_are_told(tmp_path, given, told):
    _, problems = read(given, tmp_path)
    assert any(told in problem.what for problem in problems)


# --- the form ------------------------------------------------------------------------------------


def test_fields_are_those_of_the_table_with_its_help(project):
    (stories, *_) = config(project)["collections"]
    fields = {field["name"]: field for field in stories["fields"]}
    keys = [key for key in EXEMPLAR if key.attribute != "sample"]
    assert list(fields) == [*(key.name for key in keys), "body"]
    for key in keys:
        assert fields[key.name]["required"] == key.required
        assert fields[key.name]["hint"].lower().startswith(key.help[:20].lower())
    assert fields["trạng thái"]["options"] == ["đăng ký", "đã gửi", "đã chọn", "đã duyệt", "gỡ"]
    assert [field["name"] for field in fields["ảnh"]["fields"]] == [key.name for key in PHOTO]
    assert (stories["folder"], stories["path"]) == (KINH_TE, "{{slug}}/guong")
    assert fields["body"]["default"].startswith("## Nội dung")


def test_nothing_of_it_comes_from_another_host(project):
    field = Field("kinh-te", "Kinh tế", 1, project / KINH_TE / "linh-vuc.md")
    told = editor_files(EditorSettings(enabled=True, repo="ban/sach"), [field], project)
    assert not [name for name, text in told.items() if "://" in text]
    assert 'name="robots" content="noindex"' in told["index.html"]
    assert SCRIPT.stat().st_size > 1_000_000


# --- the site ------------------------------------------------------------------------------------


def test_enabled_it_adds_its_folder_and_changes_nothing_for_readers(tmp_path):
    project = copy_project(tmp_path / "du-an")
    off, on = tmp_path / "tat", tmp_path / "bat"
    assert mkdocs_build(project, off, DANVAN_BOOK="false", SOURCE_DATE_EPOCH="0").returncode == 0
    settings = (project / "mkdocs.yml").read_text("utf-8")
    editor = "extra:\n  editor: {enabled: có, repo: ban/sach}\n"
    (project / "mkdocs.yml").write_text(settings.replace("extra:\n", editor, 1), "utf-8")
    done = mkdocs_build(project, on, DANVAN_BOOK="false", SOURCE_DATE_EPOCH="0")
    assert done.returncode == 0, done.stderr
    before, after = files(off), files(on)
    added = {name for name in after if name not in before}
    assert added == {f"admin/{n}" for n in ("index.html", "config.yml", "vi.js", "decap-cms.js")}
    assert {name: digest for name, digest in after.items() if name not in added} == before


def test_wrong_settings_stop_the_build(tmp_path):
    project = copy_project(tmp_path / "du-an")
    settings = (project / "mkdocs.yml").read_text("utf-8")
    bad = settings.replace("extra:\n", "extra:\n  editor: {enabled: có}\n", 1)
    (project / "mkdocs.yml").write_text(bad, "utf-8")
    done = mkdocs_build(project, tmp_path / "site", DANVAN_BOOK="false")
    assert done.returncode == 1
    assert "extra.editor.repo còn trống" in done.stdout + done.stderr
    assert not (tmp_path / "site").exists()


# --- on this computer ----------------------------------------------------------------------------


def test_entries_are_listed_read_and_written(project):
    drawer = Drawer(project)
    asked = {"folder": KINH_TE, "extension": "md", "depth": 2}
    (entry,) = drawer.answer("entriesByFolder", asked)
    assert entry["file"]["path"] == f"{KINH_TE}/bai-1/guong.md"
    photo = {"path": f"{KINH_TE}/bai-2/ảnh.jpg", "content": base64.b64encode(b"jpg").decode()}
    new = {"slug": "bai-2", "path": f"{KINH_TE}/bai-2/guong.md", "raw": "---\na: b\n---\n"}
    drawer.answer("persistEntry", {"dataFiles": [new], "assets": [photo]})
    assert (project / KINH_TE / "bai-2/guong.md").read_text("utf-8") == "---\na: b\n---\n"
    assert (project / KINH_TE / "bai-2/ảnh.jpg").read_bytes() == b"jpg"
    (media,) = drawer.answer("getMedia", {"mediaFolder": f"{KINH_TE}/bai-2"})
    assert media["name"] == "ảnh.jpg"
    drawer.answer("deleteFiles", {"paths": [media["path"]]})
    assert not (project / KINH_TE / "bai-2/ảnh.jpg").exists()


@pytest.mark.parametrize(
    "path",
    [
        "mkdocs.yml",
        "../mkdocs.yml",
        "exemplars/../../etc/passwd.md",
        "/etc/hosts.md",
        "docs/../mkdocs.yml",
        "exemplars/kinh-te/bai-1/guong.py",
        "exemplars/kinh-te/bai-1/.git/config",
        "hooks/main.md",
        "",
    ],
)
def test_nothing_outside_the_collection_is_read_or_written(project, path):
    drawer = Drawer(project)
    before = files(project)
    for action, asked in (
        ("getEntry", {"path": path}),
        ("persistEntry", {"dataFiles": [{"path": path, "raw": "x"}], "assets": []}),
        ("persistEntry", {"dataFiles": [], "assets": [{"path": path, "content": "eA=="}]}),
        ("deleteFile", {"path": path}),
    ):
        with pytest.raises(RefusedError):
            drawer.answer(action, asked)
    assert files(project) == before


def test_links_lead_nowhere_else(project, tmp_path):
    (tmp_path / "ngoai").mkdir()
    (project / KINH_TE / "ra").symlink_to(tmp_path / "ngoai")
    with pytest.raises(RefusedError):
        Drawer(project).answer(
            "persistEntry",
            {"dataFiles": [{"path": f"{KINH_TE}/ra/a.md", "raw": "x"}], "assets": []},
        )


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://xau.example"}, 403),
        ({"Host": "xau.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_pages_of_other_sites_cannot_write(project, headers, status):
    server = make_server(project, dict, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        connection = http.client.HTTPConnection(HOST, server.server_address[1])
        connection.request("POST", "/api/v1", json.dumps({"action": "info"}), headers)
        assert connection.getresponse().status == status
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("body", ["", "{", "[]", '{"action": 1}', '{"action": "getEntry"}'])
def test_broken_requests_get_an_answer(project, body):
    server = make_server(project, dict, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        connection = http.client.HTTPConnection(HOST, server.server_address[1])
        connection.request("POST", "/api/v1", body)
        assert connection.getresponse().status in {400, 422}
    finally:
        server.shutdown()
        server.server_close()


def test_a_taken_port_is_told(project):
    server = make_server(project, dict, 0)
    try:
        done = danvan(project, "editor", "--port", str(server.server_address[1]))
        assert done.returncode == 2
        assert "--port 8011" in done.stderr
    finally:
        server.server_close()
