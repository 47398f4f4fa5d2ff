"""What the build writes down beside its files."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from danvan.book.preflight import FactsError, read_facts, write_facts
from support.presspdfs import FACTS


def test_what_is_written_is_read_back(tmp_path):
    facts = replace(
        FACTS, colour_pages=(3, 4), missing_imprint=("số giấy phép",), left_out="☃", flap=70.5
    )
    write_facts(facts, tmp_path / "facts.json")
    assert read_facts(tmp_path / "facts.json") == facts


def test_the_same_facts_give_the_same_bytes_with_readable_keys(tmp_path):
    for name in ("a", "b"):
        write_facts(FACTS, tmp_path / name)
    text = (tmp_path / "a").read_text("utf-8")
    assert text == (tmp_path / "b").read_text("utf-8")
    assert '"title": "Những điển hình “Dân vận khéo”"' in text
    assert '"trim_width": 145.0' in text


def test_only_what_has_no_default_must_be_there(tmp_path):
    path = tmp_path / "facts.json"
    write_facts(FACTS, path)
    data = json.loads(path.read_text("utf-8"))
    del data["photos"], data["dpi"], data["paper_thickness"]
    path.write_text(json.dumps(data), "utf-8")
    assert read_facts(path) == replace(FACTS, photos=(), paper_thickness=0)


def broken(change):
    def write(path):
        write_facts(FACTS, path)
        data = json.loads(path.read_text("utf-8"))
        change(data)
        path.write_text(json.dumps(data), "utf-8")

    return write


@pytest.mark.parametrize(
    ("write", "word"),
    [
        (lambda _: None, "Không đọc được tệp"),
        (lambda path: path.write_text("{"), "Không đọc được tệp"),
        (lambda path: path.write_text("[]"), "Không đọc được tệp"),
        (lambda path: path.write_bytes(b"\xff\xfe"), "Không đọc được tệp"),
        (broken(lambda data: data.pop("title")), "thiếu mục “title”"),
        (broken(lambda data: data.update(extra=1)), "không có mục “extra”"),
        (broken(lambda data: data.update(dpi="300")), "mục “dpi” sai"),
        (broken(lambda data: data.update(dpi=True)), "mục “dpi” sai"),
        (broken(lambda data: data.update(spine_text=1)), "mục “spine_text” sai"),
        (broken(lambda data: data.update(colour_pages="12")), "mục “colour_pages” sai"),
        (broken(lambda data: data.update(opener_pages=[["a"]])), "mục “opener_pages” sai"),
        (broken(lambda data: data.update(photos=[{"digest": "x"}])), "mục “photos” sai"),
    ],
)
def test_damaged_facts_are_told_in_vietnamese(tmp_path, write, word):
    path = tmp_path / "facts.json"
    write(path)
    with pytest.raises(FactsError) as raised:
        read_facts(path)
    assert word in str(raised.value)
    assert str(tmp_path) not in str(raised.value)
