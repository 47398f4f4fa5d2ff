"""Words are compared the way people mean them."""

from __future__ import annotations

import unicodedata

import pytest

from danvan.collection.folding import fold, nearest, nfc, slugify


@pytest.mark.parametrize(
    "written", ["Tiêu đề", "tieu_de", "tiêu-đề", "TIÊU  ĐỀ", "tiêu – đề", " tiêu\u00a0đề "]
)
def test_case_marks_and_separators_do_not_count(written):
    assert fold(written) == "tieu de"


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_every_unicode_form_folds_alike(form):
    assert fold(unicodedata.normalize(form, "Đường phố Mễ Trì")) == "duong pho me tri"


def test_all_vietnamese_letters_fold_to_ascii():
    letters = "ăằắẳẵặâầấẩẫậđêềếểễệôồốổỗộơờớởỡợưừứửữựàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ"
    assert fold(letters + letters.upper()).isascii()


def test_nfc_puts_letters_together():
    assert nfc("Mễ") == "Mễ"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Tổ sản xuất xanh", "to-san-xuat-xanh"),
        ("Ngõ 36, an toàn!", "ngo-36-an-toan"),
        ("to-san-xuat-xanh", "to-san-xuat-xanh"),
        ("“Đổi rác” (lấy) quà", "doi-rac-lay-qua"),
        ("---", ""),
        ("你好", ""),
    ],
)
def test_an_address_is_ascii_letters_digits_and_hyphens(name, slug):
    assert slugify(name) == slug


def test_the_nearest_word_is_found_or_none():
    known = ["tiêu đề", "tóm tắt", "trạng thái"]
    assert nearest("tiêu đềê", known) == "tiêu đề"
    assert nearest("trang thai", known) == "trạng thái"
    assert nearest("xyz", known) is None
    assert nearest("gì cũng được", []) is None
