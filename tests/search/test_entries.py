"""What can be found of each page, and what of it leads there."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from danvan.collection import Part, Parts, State
from danvan.search.entries import plain_text
from support.searching import document, entries, photo, story

TOLD = {
    "name": "Chi hội phụ nữ số 5",
    "unit": "Hội LHPN phường Mễ Trì",
    "ward": "Mễ Trì",
    "year": 2019,
    "author": "Ban Biên tập",
    "summary": "Cả phố cùng trồng hoa.",
}
PAPER = {
    "number": "139-KH/QU",
    "issued": date(2023, 9, 11),
    "issuer": "Quận uỷ",
    "subject": "Về dân vận khéo",
}


def part(title, **facts):
    return Part(Path("/c/docs/trang.md"), "", title, **facts)


def of(group, found):
    return [entry for entry in found if entry.group == group]


def everything(found):
    return "\n".join(str(getattr(e, field.name)) for e in found for field in fields(e))


# --- stories -------------------------------------------------------------------------------------


def test_a_story_is_found_by_all_that_is_told_of_it():
    picture = photo("Phố đầy hoa.", "Lê Anh")
    (found,) = of("bai", entries(story("Phố xanh", "Một.\nHai.", **TOLD, photos=(picture,))))
    assert (found.title, found.name) == ("Phố xanh", "Chi hội phụ nữ số 5")
    assert found.facts == ("Hội LHPN phường Mễ Trì", "Mễ Trì", "2019", "Ban Biên tập")
    assert (found.summary, found.text) == ("Cả phố cùng trồng hoa.", "Một.\nHai.")
    assert "Phố đầy hoa." in found.captions
    assert found.address == found.card.address
    assert found.image.endswith("/card-300.jpg")


def test_the_name_of_its_field_leads_to_a_story_but_counts_little():
    (found,) = of("bai", entries(story("A", field="an-ninh")))
    assert found.captions == ("An ninh",)


def test_what_a_story_does_not_say_is_not_there():
    (found,) = of("bai", entries(story("A", ward="", author="", unit="U")))
    assert found.facts == ("U", "2023")
    assert found.image == ""


@pytest.mark.parametrize("changes", [{"state": state} for state in State] + [{"consent": False}])
def test_only_what_is_public_can_be_found(changes):
    hidden = dict.fromkeys(("name", "unit", "ward", "author", "summary"), "Kín")
    draft = story("Kín", "Kín", photos=(photo("Kín", "Kín"),), **hidden, **changes)
    shown = story("A", photos=(photo("B"),))
    if changes == {"state": State.APPROVED}:
        assert "Kín" in everything(entries(shown, draft))
    else:
        assert entries(shown, draft) == entries(shown)
        in_preview = "Kín" in everything(entries(shown, draft, preview=True))
        assert in_preview == (changes != {"state": State.REMOVED})


# --- other pages ---------------------------------------------------------------------------------


def test_a_field_is_found_by_its_name():
    found = of("trang", entries(story("A")))
    assert [(e.title, e.address) for e in found] == [
        ("Kinh tế", "kinh-te/"),
        ("An ninh", "an-ninh/"),
    ]


def test_a_document_is_found_by_its_number_first_and_by_what_offices_write():
    parts = Parts(documents=(document("Kế hoạch", "Nội dung.", **PAPER),))
    (found,) = (e for e in entries(parts=parts) if e.title == "Kế hoạch")
    assert (found.group, found.name) == ("trang", "139-KH/QU")
    assert found.facts == ("11/9/2023", "Quận uỷ", "Về dân vận khéo")
    assert (found.summary, found.text) == ("Về dân vận khéo", "Nội dung.")


def test_a_document_whose_text_is_missing_leads_to_the_list_of_documents():
    parts = Parts(documents=(document("Kế hoạch", **PAPER),))
    (found,) = (e for e in entries(parts=parts) if "139-KH/QU" in e.facts)
    assert found.address == "van-ban/"
    assert "Về dân vận khéo" in found.facts
    assert not [e for e in entries(parts=parts) if e.title == "Kế hoạch"]


def test_hand_written_parts_are_found():
    parts = Parts(foreword=part("Lời mở đầu", summary="Vì sao."), movement=part("Ảnh phong trào"))
    found = {e.address: e for e in of("trang", entries(parts=parts))}
    assert found["loi-noi-dau/"].title == "Lời mở đầu"
    assert found["loi-noi-dau/"].summary == "Vì sao."
    assert found["anh-phong-trao/"].title == "Ảnh phong trào"


def test_pages_that_only_repeat_others_cannot_be_found():
    found = entries(story("A", ward="Mễ Trì"), parts=Parts(home=part("Trang thử")))
    addresses = {entry.address for entry in found}
    assert "" not in addresses
    assert not [address for address in addresses if address.startswith("tra-cuu/")]
    assert "Trang thử" not in everything(found)


# --- photos --------------------------------------------------------------------------------------


def test_a_photo_is_found_by_caption_and_credit_and_leads_to_its_figure():
    picture = photo("Phố đầy hoa.", "Lê Anh")
    (found,) = of("anh", entries(story("Phố xanh", photos=(picture,))))
    (owner,) = of("bai", entries(story("Phố xanh", photos=(picture,))))
    assert (found.title, found.facts) == ("Phố đầy hoa.", ("Ảnh: Lê Anh",))
    assert found.page == "Phố xanh"
    assert found.address == f"{owner.address}#anh-{picture.digest[-10:]}"
    assert found.image == f"assets/anh/{picture.digest[-10:]}/card-300.jpg"


def test_a_photo_with_only_a_credit_is_called_as_its_page():
    found = of("anh", entries(story("Phố xanh", photos=(photo(credit="Lê Anh"), photo()))))
    assert [(e.title, e.facts) for e in found] == [("Phố xanh", ("Ảnh: Lê Anh",))]


def test_photos_of_the_movement_are_found_too():
    movement = part("Hình ảnh", photos=(photo("Sáng ra quân."),))
    (found,) = of("anh", entries(parts=Parts(movement=movement)))
    assert found.address.startswith("anh-phong-trao/#anh-")
    assert found.page == "Hình ảnh"


# --- order ---------------------------------------------------------------------------------------


def test_stories_come_first_then_pages_then_photos():
    parts = Parts(foreword=part("Lời mở đầu", photos=(photo("A"),)))
    found = entries(story("S", photos=(photo("B"),)), story("T", field="an-ninh"), parts=parts)
    groups = [entry.group for entry in found]
    assert groups == sorted(groups, key=["bai", "trang", "anh"].index)
    assert [entry.title for entry in found[:2]] == ["S", "T"]


# --- text ----------------------------------------------------------------------------------------

TEXTS = {
    "a line a paragraph": ("<p>Một.</p>\n<p>Hai\nba.</p>", "Một.\nHai\nba."),
    "words in bold are not torn": (
        "<p><strong>D</strong>ân <em>v</em>ận m<sup>2</sup></p>",
        "Dân vận m2",
    ),
    "a line end is the end of a line": ("<p>Một<br/>hai</p>", "Một\nhai"),
    "cells do not run together": (
        "<table><tr><th>Nhà</th><th>Công</th></tr><tr><td>Số 1</td><td>2</td></tr></table>",
        "Nhà\nCông\nSố 1\n2",
    ),
    "the sign of a footnote is not part of the word": (
        '<p>ông kể<sup id="fnref:ke"><a class="footnote-ref" href="#fn:ke">1</a></sup> rằng</p>',
        "ông kể rằng",
    ),
    "footnotes are text, the way back is not": (
        '<ol><li><p>Chép lại. <a class="footnote-backref" href="#fnref:ke">↩</a></p></li></ol>',
        "Chép lại.",
    ),
    "captions are text, pictures are not": (
        (
            '<figure><a href="a.jpg" aria-label="Xem"><img alt="Mô tả" src="a.jpg"/></a>'
            "<figcaption>Phố <span>Ảnh: Lê Anh</span></figcaption></figure>"
        ),
        "Phố Ảnh: Lê Anh",
    ),
    "a sign in an attribute does not end a tag": (
        '<p title="1 > 0" data-a=\'"b" > c\'>Một</p>',
        "Một",
    ),
    "signs are what they stand for": (
        "<p>1 &lt; 2 &amp; “3” &gt; 0 &#160;&lt;b&gt;</p>",
        "1 < 2 & “3” > 0 \u00a0<b>",
    ),
    "code is text": ("<pre><code>a &lt; b\n  c</code></pre>", "a < b\nc"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("html", "text"), TEXTS.values(), ids=TEXTS.keys())
def test_plain_text(html, text):
    assert plain_text(html) == text
