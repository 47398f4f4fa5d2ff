"""Both halves of the search cut and fold words alike: Python where the index is written, the
pages' script where it is asked.
"""

from __future__ import annotations

import json
import random
import sys
import unicodedata
from itertools import product

import pytest

from danvan.search.words import LONGEST, spelled, words_of
from support.browsing import Visit, served
from support.searching import write_scripts
from support.stories import nfc, nfd

INITIALS = words_of("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")
RHYMES = words_of("""
    a ă â e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iu iêu oa oai oay oe oi ôi ơi ua uâ uây uê
    ui uôi uơ uy uya uyu ưa ưi ưu ươi ươu yêu am ăm âm em êm im iêm om ôm ơm um uôm ươm yêm an ăn
    ân en ên in iên oan oăn oen on ôn ơn un uân uôn uyên ươn yên ang ăng âng eng ênh inh iêng oang
    oăng oanh ong ông ung uông ưng ương ac ăc âc ach êch ich oc ôc uc ưc uôc ươc at ăt ât et êt it
    iêt oat oăt ot ôt ơt ut ưt uât uyêt ươt ap ăp âp ep êp ip iêp op ôp ơp up ươp
""")
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
ODDITIES = [
    "139-KH/QU 15/10/1949 1.200.000đ 50% 3,5m² ½ Ⅷ ٣٤ ๑๒ ５Ｓ 5S x2 H2O COVID-19",
    "tổ_dân_phố a__b _ __a__ snake_case",
    "🌸 hoa🌸hoa 👋🏽 👩‍👩‍👧 ✅ 🇻🇳 ☎️ 5️⃣",
    "hoa\u0301\u0323 a\u0323\u0302 a\u0302\u0323 \u0301a a\u0301\u0301 e\u0302\u0301\u0302 đ\u0301",
    "d\u0335u ơ\u031b o\u031b\u031b u\u0323\u031b \u0302\u0301",
    "İstanbul ISTANBUL ı ß ẞ STRASSE ΟΔΟΣ ΣΑΣ Σ ﬁn ǅ Ǆ Å Ω K",
    "a\u200bb a\u00adb a\u2060b a\u00a0b a\u3000b a\ufeffb a\u200db a\u0000b",
    "你好 日本語 がぎぐ ガギグ 한국어 한국어 ไทย हिन्दी বাংলা தமிழ் עִברִית العَرَبِية ქართული",
    "𝐃𝐚̂𝐧 𝐯𝐚̣̂𝐧 𝓚𝓱𝓮́𝓸 Ｄâｎ ⓓⓐⓝ 𐐀𐐁𐐂",
    "'ngoặc' “kép” (đơn) don't l’homme a·b a‧b c++ @ten #nhan tên@thu.vn https://vi-du.vn/a?b=c",
    "Liênđoànlaođộngquậnnamtừliêmthànhphốhànội " + "á" * LONGEST + " " + "𝐚" * 40 + " " + "ế" * 99,
    "a" * (LONGEST - 1) + "𝐚𝐚 " + "b" * LONGEST + "\u0301",
]
_SPELL = """async (texts) => {
  const { wordsOf } = await import("/assets/js/search/words.js");
  const spelled = ({ text, exact, folded }) => [text, exact, folded];
  const all = JSON.parse(texts).map((text) => wordsOf(text.normalize("NFC")).map(spelled));
  return JSON.stringify(all); // handed over value by value, it would take seconds
}"""


@pytest.fixture(scope="module")
def words_in_the_page(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("scripts")
    write_scripts(folder)
    with served(folder) as home:
        visit = Visit(browser, home)
        visit.open("")
        yield lambda texts: json.loads(visit.page.evaluate(_SPELL, json.dumps(texts)))
        visit.close()


def differences(words_in_the_page, texts):
    here = [[[word, *spelled(word)] for word in words_of(text)] for text in texts]
    there = words_in_the_page(texts)
    return [each for each in zip(texts, here, there, strict=True) if each[1] != each[2]]


def syllables():
    """Return all that a Vietnamese syllable might be, with the tone at either of its places."""
    for first, rhyme, tone in product(("", *INITIALS), RHYMES, TONES):
        vowels = [place for place, letter in enumerate(rhyme) if nfd(letter)[0] in "aeiouy"]
        for place in vowels[:2]:
            yield first + nfc(rhyme[: place + 1] + tone) + rhyme[place + 1 :]


def is_worth_a_test(character):
    """Tell whether a character is one; Han, Hangul and Tangut are alike among themselves."""
    if unicodedata.category(character) in ("Cn", "Co", "Cs"):
        return False
    many = ("CJK UNIFIED", "HANGUL SYLLABLE", "TANGUT")
    return not unicodedata.name(character, "").startswith(many)


def test_every_vietnamese_syllable_is_spelt_alike(words_in_the_page):
    made = list(dict.fromkeys(syllables()))
    assert len(made) > 30_000
    texts = [" ".join(made[start : start + 50]) for start in range(0, len(made), 50)]
    assert differences(words_in_the_page, texts) == []
    assert differences(words_in_the_page, [nfd(text).upper() for text in texts[::7]]) == []


def test_oddities_are_cut_and_spelt_alike(words_in_the_page):
    forms = [unicodedata.normalize(form, t) for t in ODDITIES for form in ("NFC", "NFD", "NFKD")]
    assert differences(words_in_the_page, [*ODDITIES, *forms]) == []


def test_every_character_is_cut_and_spelt_alike(words_in_the_page):
    letters = [f"a{c}b {c}" for c in map(chr, range(sys.maxunicode + 1)) if is_worth_a_test(c)]
    assert len(letters) > 30_000
    assert differences(words_in_the_page, letters) == []


@pytest.mark.parametrize("seed", range(3))
def test_any_mixture_is_cut_and_spelt_alike(words_in_the_page, seed):
    rng = random.Random(seed)  # noqa: S311 - nothing secret, only repeatable
    signs = [
        *"aeoudđyỵếờữ Dhng59_-/.&",
        *TONES[1:],
        "\u0302",
        "\u0306",
        "\u031b",
        "🌸",
        "𝐚",
        "ß",
        "\u200d",
    ]
    texts = ["".join(rng.choices(signs, k=rng.randint(1, 60))) for _ in range(2_000)]
    assert differences(words_in_the_page, texts) == []
