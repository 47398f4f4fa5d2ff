"""ISBN: mistakes are named in words, and the bars are those that a scanner reads."""

from __future__ import annotations

import pytest

from danvan.book.barcode import Barcode, ean13_bars, isbn_digits, isbn_problem

ISBN = "978-604-0-00000-2"
_A = "0001101001100100100110111101010001101100010101111011101101101110001011"
LEFT = [_A[i : i + 7] for i in range(0, 70, 7)]
"""GS1 General Specifications, number set A; C is its complement and B is C read backwards."""
RIGHT = ["".join("10"[int(bit)] for bit in code) for code in LEFT]
MIRRORED = [code[::-1] for code in RIGHT]
_SETS = "AAAAAAAABABBAABBABAABBBAABAABBABBAABABBBAAABABABABABBAABBABA"
FIRST = [_SETS[i : i + 6] for i in range(0, 60, 6)]


def modules(bars):
    """Return the symbol as 0 and 1, and with G where guard bars are."""
    plain, guards = ["0"] * 95, ["0"] * 95
    for bar in bars:
        for place in range(bar.x, bar.x + bar.width):
            plain[place] = "1"
            guards[place] = "G" if bar.tall else "1"
    return "".join(plain), "".join(guards)


def read(symbol):
    """Return the 13 digits of 95 modules, as a scanner reads them."""
    sets, digits = "", ""
    for start in range(3, 45, 7):
        code = symbol[start : start + 7]
        sets += "A" if code in LEFT else "B"
        digits += str((LEFT if code in LEFT else MIRRORED).index(code))
    digits += "".join(str(RIGHT.index(symbol[start : start + 7])) for start in range(50, 92, 7))
    return str(FIRST.index(sets)) + digits


# --- What people write ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        ISBN,
        "9786040000002",
        " 978 604 0 00000 2 ",
        "ISBN 978-604-0-00000-2",
        "ISBN-13: 978-604-0-00000-2",
        "978–604–0–00000–2",  # what Word makes of hyphens
        "978\u2011604\u20110\u201100000\u20112",
        "979-10-90636-07-1",
    ],
)
def test_a_right_isbn_has_no_problem(written):
    assert isbn_problem(written) == ""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("978-604-0-00000-3", "chữ số cuối phải là 2, không phải 3"),
        ("978-604-0-00001-2", "chữ số cuối phải là 9, không phải 2"),
        ("978-604-0-0000-2", "có 12 chữ số"),
        ("978-604-0-000000-2", "có 14 chữ số"),
        ("604-0-00000-2", "có 10 chữ số"),
        ("893-604-0-00000-2", "bắt đầu bằng 978 hoặc 979"),
        ("978-604-O-00000-2", "ký tự lạ"),
        ("978-604-0-0000²-2", "ký tự lạ"),
        ("", "có 0 chữ số"),
    ],
)
def test_what_is_wrong_with_an_isbn_is_said(written, said):
    assert said in isbn_problem(written)


def test_a_wrong_isbn_gets_no_bars():
    with pytest.raises(ValueError, match="chữ số cuối phải là 2"):
        ean13_bars("978-604-0-00000-3")


def test_the_digits_are_those_of_the_number_alone():
    assert isbn_digits("ISBN-13: 978–604–0–00000–2") == "9786040000002"


# --- Bars ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("isbn", [ISBN, "9780306406157", "979-10-90636-07-1", "9784873113685"])
def test_a_scanner_reads_the_isbn_in_the_bars(isbn):
    symbol, _guards = modules(ean13_bars(isbn))
    assert read(symbol) == isbn_digits(isbn)


def test_the_guard_bars_at_both_ends_and_in_the_middle_are_longer():
    _symbol, guards = modules(ean13_bars(ISBN))
    assert guards[:3] == guards[-3:] == "G0G"
    assert guards[45:50] == "0G0G0"
    assert guards.count("G") == 6


# --- The box -------------------------------------------------------------------------------------


def test_the_symbol_has_the_nominal_size_with_its_quiet_zones():
    box = Barcode(ISBN)
    bars = list(box.bars)
    assert box.width == 37.29
    assert bars[0][0] == pytest.approx(11 * 0.33)
    assert box.width - bars[-1][0] - bars[-1][1] == pytest.approx(7 * 0.33)


def test_the_symbol_may_be_printed_smaller_down_to_80_percent():
    assert Barcode(ISBN, 0.8).width == pytest.approx(37.29 * 0.8, abs=0.001)
    assert min(width for _x, width, _length in Barcode(ISBN, 0.8).bars) == pytest.approx(0.264)


@pytest.mark.parametrize("scale", [0.79, 1.1])
def test_other_sizes_are_refused(scale):
    with pytest.raises(ValueError, match="từ 80 % đến 100 %"):
        Barcode(ISBN, scale)


def test_the_line_above_keeps_the_hyphens_as_given():
    assert Barcode("ISBN: 978–604–0–00000–2").line == "ISBN 978-604-0-00000-2"


def test_each_digit_stands_below_its_bars_and_the_first_before_them():
    digits = list(Barcode(ISBN).digits)
    assert "".join(digit for digit, _x, _width in digits) == "9786040000002"
    modules_from_first_bar = [round(x / 0.33 - 11, 2) for _digit, x, _width in digits]
    assert modules_from_first_bar[1:] == [3, 10, 17, 24, 31, 38, 50, 57, 64, 71, 78, 85]
    assert modules_from_first_bar[0] <= -9
