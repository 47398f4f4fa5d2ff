"""What of mkdocs.yml may be pushed; a file made to run code is only ever parsed."""

from __future__ import annotations

import pytest

from danvan.publish import messages
from danvan.publish.settingsfile import settings_faults
from support.projects import ROOT

OURS = (ROOT / "mkdocs.yml").read_bytes()
ATTACKS = (
    "site_name: !!python/object/apply:os.system [touch {proof}]",
    "site_name: a\nextra: {{x: !!python/object/apply:os.system [touch {proof}]}}",
    "site_name: a\nextra: {{? !!python/object/apply:os.system [touch {proof}] : b}}",
    "site_name: a\nplugins: !!python/object/apply:os.system [touch {proof}]",
    "!!python/object/apply:os.system [touch {proof}]",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_is_pushed_is_run(tmp_path, attack):
    proof = tmp_path / "run"
    faults = settings_faults(attack.format(proof=proof).encode(), OURS)
    assert faults and not proof.exists()


def test_the_installed_file_has_no_faults():
    assert settings_faults(OURS, OURS) == []


def test_content_may_change():
    changed = OURS.replace(b"site_name: ", "site_name: Quận Mới ".encode())
    changed = changed.replace(b"target_exemplars: 50", b"target_exemplars: 60\n    them: [a, 1]")
    assert changed != OURS and settings_faults(changed, OURS) == []
    without = b"\n".join(line for line in OURS.split(b"\n") if not line.startswith(b"site_author"))
    assert settings_faults(without, OURS) == []


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (b"hooks: [hooks/main.py]", b"hooks: [docs/a.py]", "hooks"),
        (b"custom_dir: overrides", b"custom_dir: docs", "theme"),
        (b"\n  - tables", b"\n  - tables\n  - toc", "markdown_extensions"),
        (b"!ENV [DANVAN_BOOK, true]", b"[DANVAN_BOOK, true]", "plugins"),
        (b"docs_dir: docs\n", b"", "docs_dir"),
        (b"docs_dir: docs\n", b"docs_dir: docs\nuse_directory_urls: false\n", "use_directory_urls"),
    ],
)
def test_program_keys_must_be_as_installed(old, new, key):
    assert old in OURS
    faults = settings_faults(OURS.replace(old, new), OURS)
    assert [fault.what for fault in faults] == [messages.PROGRAM_KEY.format(key=key)]
    assert faults[0].mend and faults[0].line


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("site_name: !ENV [HOME]", "!ENV"),
        ("site_name: &a b\nsite_author: *a", messages.YAML_ALIAS),
        ("site_name: a\nsite_name: b", messages.YAML_TWICE.format(key="site_name")),
        ("<<: {site_name: a}", messages.YAML_KEY),
        ("extra: {<<: {a: 1}}", "merge"),
        ("[1, 2]", messages.YAML_BROKEN),
        ("a: b: c", messages.YAML_BROKEN),
        ("a: 1\n---\nb: 2", messages.YAML_BROKEN),
        ("\x07", messages.YAML_BROKEN),
        ("site_name: " + "a" * 2**20, messages.SETTINGS_LARGE),
        ("extra: " + "[" * 5000, messages.YAML_DEEP),
    ],
)
def test_what_cannot_be_compared_is_named_with_its_line(text, what):
    faults = settings_faults(text.encode(), OURS)
    assert len(faults) == 1
    assert what in faults[0].what and faults[0].line >= 1
