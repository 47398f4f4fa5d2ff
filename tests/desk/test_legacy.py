"""Text typed for the fonts of before Unicode is told from Unicode, and turned into it."""

from __future__ import annotations

import pytest

from danvan.desk.legacy import ENCODINGS, TCVN3, VNI, VPS, encoding_of, encoding_of_font
from danvan.desk.syllables import is_syllable

SAID = "Công tác dân vận khéo: mọi người cùng làm, đường phố sạch đẹp, trẻ em vui chơi"
TYPED = {
    TCVN3: "C«ng t¸c d©n vËn khÐo: mäi ng\xadêi cïng lµm, ®\xadêng phè s¹ch ®Ñp, trÎ em vui ch¬i",
    VNI: "Coâng taùc daân vaän kheùo: moïi ngöôøi cuøng laøm, "
    "ñöôøng phoá saïch ñeïp, treû em vui chôi",
    VPS: "Công tác dân vÆn khéo: m†i ngÜ©i cùng làm, ÇÜ©ng phÓ såch ÇËp, trÈ em vui chÖi",
}
NAMES = {encoding: encoding.name for encoding in ENCODINGS}


@pytest.mark.parametrize("encoding", ENCODINGS, ids=NAMES.get)
def test_old_text_becomes_unicode(encoding):
    assert encoding.to_unicode(TYPED[encoding]) == SAID


@pytest.mark.parametrize("encoding", ENCODINGS, ids=NAMES.get)
def test_the_encoding_is_known_by_what_is_written(encoding):
    assert encoding_of(TYPED[encoding]) is encoding


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        SAID.upper(),
        "Hộ ông Nguyễn Văn Ý ở Đắk Lắk, Krông Pắc, Pleiku",
        "Café, São Paulo, Müller, naïve, Zürich, Ñandú",
        "5 × 3 ÷ 2 = 7½ ± 1 µm², § 4, ® và ©",
        "plain ASCII words only",
        "",
    ],
)
def test_unicode_text_is_left_alone(text):
    assert encoding_of(text) is None


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", TCVN3),
        (".VnArialH", TCVN3),
        ("VNI-Times", VNI),
        ("VPS Thanh Hoa", VPS),
        ("Times New Roman", None),
        ("", None),
    ],
)
def test_fonts_tell_the_encoding(font, encoding):
    assert encoding_of_font(font) is encoding


@pytest.mark.parametrize(
    "word", ["nghiêng", "quý", "giếng", "thuở", "Đường", "khoẻ", "uỷ", "xoong", "yêu", "Nguyễn"]
)
def test_what_is_built_as_a_syllable_is_one(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["vËn", "®êng", "khàc", "Müller", "xyz", "được2", "cát2", ""])
def test_other_words_are_none(word):
    assert not is_syllable(word)
