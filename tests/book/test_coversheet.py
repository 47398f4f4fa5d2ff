"""The printed cover: a real PDF of one sheet, seen as the printer and a scanner see it."""

from __future__ import annotations

import re

import numpy as np
import pikepdf
import pypdfium2
import pytest
from weasyprint import HTML

from danvan.book.barcode import ean13_bars
from danvan.book.coversheet import CoverSheet, cover_sheet_html
from support.projects import ROOT

TEMPLATES = ROOT / "overrides/book"
ISBN = "978-604-0-00000-2"
TITLE = "Những điển hình “Dân vận khéo” quận Nam Từ Liêm"
LONG = (
    "Những điển hình tiên tiến trong phong trào thi đua “Dân vận khéo” trên địa bàn quận"
    " Nam Từ Liêm giai đoạn 2014 – 2024"
)
BLURB = "Mười năm qua, phong trào đã đi vào từng ngõ phố, từng tổ dân phố của quận."
TEXTS = {
    "title": TITLE,
    "subtitle": "Kỷ niệm 10 năm thành lập quận (01/4/2014 – 01/4/2024)",
    "place": "Quận Nam Từ Liêm",
    "issuer": "Quận uỷ Nam Từ Liêm",
    "stage": "phát hành",
    "spine_text": "",
    "spine_text_direction": "xuống",
    "isbn": ISBN,
    "price_or_note": "Sách không bán",
    "website": "https://danvan.example/sach/",
    "blurb": BLURB,
    "templates": TEMPLATES,
}
POINT = 72 / 25.4
PAPER, LACQUER, WHITE = (0xFB, 0xF8, 0xF2), (0x8B, 0x27, 0x1D), (255, 255, 255)
SHEET = CoverSheet(145, 205, 8.5, 3)


def sheet(spine=8.5, flap=0.0, width=145.0, height=205.0):
    return CoverSheet(width, height, spine, 3, flap)


def html(sheet=SHEET, **texts):
    return cover_sheet_html(sheet, **(TEXTS | texts))


class Cover:
    """A rendered cover; places are in mm from the trimmed corner at the upper left."""

    def __init__(self, path, sheet, texts, dpi):
        self.sheet, self.path = sheet, path
        self.mm = dpi / 25.4
        HTML(string=html(sheet, **texts), base_url=f"{TEMPLATES.as_uri()}/").write_pdf(path)
        with pypdfium2.PdfDocument(path) as pdf:
            self.pixels = pdf[0].render(scale=dpi / 72).to_numpy()[..., ::-1].copy()
            text = pdf[0].get_textpage()
            self.text = text.get_text_range().replace("\r\n", " ")
            self.letters = [self._letter(text, i) for i in range(text.count_chars())]

    def _letter(self, text, index):
        left, bottom, right, top = (edge / POINT for edge in text.get_charbox(index))
        height = self.sheet.trim_height
        return text.get_text_range(index, 1), (left, height - top, right, height - bottom)

    def area(self, left, top, right, bottom):
        edges = [round((edge + self.sheet.bleed) * self.mm) for edge in (left, top, right, bottom)]
        return self.pixels[edges[1] : edges[3], edges[0] : edges[2]]

    def tops(self, sought):
        """Return where each letter `sought` on the back cover begins, from the top down."""
        on_back = [box for letter, box in self.letters if letter == sought]
        return sorted(box[1] for box in on_back if box[0] < self.sheet.spine_x)

    def ink(self, area, colours=(PAPER,)):
        """Return the box around all pixels near `colours` inside `area`; None without any."""
        pixels = self.area(*area).astype(int)
        near = [np.abs(pixels - colour).max(axis=2) < 40 for colour in colours]
        ys, xs = np.nonzero(np.any(near, axis=0))
        if not len(xs):
            return None
        box = np.array([xs.min(), ys.min(), xs.max() + 1, ys.max() + 1]) / self.mm
        return tuple(box + np.array([*area[:2], *area[:2]]))

    def on_spine(self, until=180.0):
        """Return the box of the type on the spine (the star is below `until`)."""
        return self.ink((self.sheet.spine_x, 0, self.sheet.front_x, until))


@pytest.fixture(scope="module")
def cover(tmp_path_factory):
    folder, made = tmp_path_factory.mktemp("covers"), {}

    def cover(sheet=SHEET, dpi=120, **texts):
        key = (sheet, dpi, *texts.items())
        if key not in made:
            made[key] = Cover(folder / f"{len(made)}.pdf", sheet, texts, dpi)
        return made[key]

    return cover


# --- The sheet -----------------------------------------------------------------------------------


def test_the_parts_stand_side_by_side_from_flap_to_flap():
    whole = sheet(spine=8.5, flap=70)
    places = (whole.back_x, whole.spine_x, whole.front_x, whole.front_flap_x, whole.total_width)
    assert places == (70, 215, 223.5, 368.5, 438.5)


@pytest.mark.parametrize(("spine", "flap"), [(4, 0), (8.5, 0), (14, 70)])
def test_the_cover_is_one_page_of_the_sheet_s_size_with_bleed_around(cover, spine, flap):
    made = cover(sheet(spine, flap))
    with pikepdf.open(made.path) as pdf:
        assert len(pdf.pages) == 1
        boxes = [
            [float(edge) / POINT for edge in pdf.pages[0][name]]
            for name in ("/TrimBox", "/BleedBox", "/MediaBox")
        ]
    width = 2 * 145 + spine + 2 * flap
    assert boxes[0] == pytest.approx([0, 0, width, 205], abs=0.01)
    assert boxes[1] == boxes[2] == pytest.approx([-3, -3, width + 3, 208], abs=0.01)


@pytest.mark.parametrize("flap", [0, 70])
def test_colour_reaches_through_the_bleed_on_all_sides(cover, flap):
    pixels = cover(sheet(flap=flap)).pixels
    edges = (pixels[2], pixels[-3], pixels[:, 2], pixels[:, -3])
    for edge in edges:
        # Lacquer, or the motif on it: never paper white.
        assert edge[:, 1].max() < 0x60
    assert all(tuple(edge[0]) == LACQUER for edge in edges)


def test_nothing_is_transparent(cover):
    with pikepdf.open(cover().path) as pdf:
        found = [o for o in pdf.objects if isinstance(o, (pikepdf.Dictionary, pikepdf.Stream))]
        assert all(float(o.get(key, 1)) == 1 for o in found for key in ("/ca", "/CA"))
        assert not [o for o in found if "/SMask" in o or "/Group" in o or "/BM" in o]
        assert "/Annots" not in pdf.pages[0]


def test_the_motif_is_drawn_in_a_solid_mix_of_gold_and_lacquer(cover):
    with pikepdf.open(cover().path) as pdf:
        strokes = {
            tuple(round(float(value) * 255) for value in operands)
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
            if str(operator) == "RG"
        }
    # 30 % and 50 % of #b98a2f on #8b271d
    assert strokes == {(0x99, 0x45, 0x22), (0xA2, 0x58, 0x26)}


def test_the_same_cover_is_the_same_file(cover, tmp_path):
    again = Cover(tmp_path / "again.pdf", SHEET, {}, dpi=20)
    assert again.path.read_bytes() == cover().path.read_bytes()


# --- Spine ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spine", "title", "direction"),
    [
        (6, TITLE, "xuống"),
        (6, LONG, "lên"),
        (8.5, TITLE, "lên"),
        (8.5, LONG, "Xuong"),
        (14, TITLE, "xuống"),
        (14, LONG, "lên"),
        (25, LONG, "xuống"),
    ],
)
def test_the_spine_text_stands_in_the_middle_of_the_spine(cover, spine, title, direction):
    made = cover(sheet(spine), dpi=250, title=title, spine_text_direction=direction)
    left, top, right, bottom = made.on_spine()
    middle = made.sheet.spine_x + spine / 2
    # Marks above and descenders below are not alike: a little off is optically right.
    assert (left + right) / 2 == pytest.approx(middle, abs=0.07 * spine)
    assert left - made.sheet.spine_x > 0.15 * spine
    assert made.sheet.front_x - right > 0.15 * spine
    assert top >= 9.9
    assert bottom <= 205 - 10


@pytest.mark.parametrize(("direction", "downward"), [("xuống", True), ("lên", False)])
def test_the_spine_text_runs_as_set(cover, direction, downward):
    made = cover(spine_text="Gương sáng quanh ta", spine_text_direction=direction)
    letters = [
        (letter, box[1])
        for letter, box in made.letters
        if made.sheet.spine_x < box[0] < made.sheet.front_x and letter.strip()
    ]
    assert "".join(letter for letter, _y in letters) == "Gươngsángquanhta"
    assert (letters[0][1] < letters[-1][1]) is downward


@pytest.mark.parametrize(("spine", "printed"), [(5.9, False), (6, True)])
def test_a_spine_narrower_than_6_mm_stays_free_of_text(cover, spine, printed):
    made = cover(sheet(spine))
    assert made.sheet.has_spine_text is printed
    assert (made.on_spine(until=205) is not None) is printed


def test_a_wider_spine_has_larger_type(cover):
    widths = []
    for spine in (6, 9, 14):
        left, _top, right, _bottom = cover(sheet(spine), dpi=250).on_spine()
        widths.append(right - left)
    assert widths == sorted(widths)
    assert widths[-1] > 2 * widths[0]


def test_a_short_text_may_stand_for_the_title_on_the_spine(cover):
    assert cover().text.count("điển hình") == 2
    assert cover(spine_text="Gương sáng").text.count("điển hình") == 1


def test_a_text_too_long_for_the_spine_is_cut_at_a_word(cover):
    made = cover(sheet(7), spine_text="Phường Mễ Trì " * 40)
    assert re.search(r"(Phường|Mễ|Trì)…", made.text)
    assert made.on_spine(until=205)[3] <= 195.1


def test_an_unknown_direction_is_refused_even_if_nothing_is_printed():
    with pytest.raises(ValueError, match="“xuống” hoặc “lên”, không phải “ngang”"):
        html(sheet(4), spine_text_direction="ngang")


# --- Front cover ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "width", "height"),
    [
        ("Sách", 145, 205),
        (TITLE, 190, 270),
        (LONG, 145, 205),
        (LONG + " và những năm tiếp theo", 110, 180),
        ("Ể" * 25, 145, 205),
    ],
)
def test_the_title_keeps_to_the_margins_and_above_the_subtitle(cover, title, width, height):
    made = cover(sheet(4, width=width, height=height), title=title, subtitle="", issuer="")
    front = made.sheet.front_x
    left, top, right, bottom = made.ink((front, 0, front + width, height))
    assert left >= front + 17.5
    assert right <= front + width - 15.9
    assert top > 22
    assert bottom < 0.56 * height


def test_a_short_title_is_set_larger_than_a_long_one():
    short, long = (
        float(re.search(r"--title-size: ([\d.]+)pt", html(title=title))[1])
        for title in (TITLE, LONG)
    )
    assert short == 31
    assert 20 < long < short


@pytest.mark.parametrize(("stage", "shown"), [("bản thảo 2", True), ("phát hành", False)])
def test_a_draft_says_so_on_its_cover(cover, stage, shown):
    assert ("Bản thảo 2" in cover(stage=stage).text) is shown


def test_texts_are_no_html(cover):
    made = cover(title="Sách <b>hay</b> & đẹp", blurb="<i>Một</i>\n\nHai & ba")
    assert "Sách <b>hay</b> & đẹp" in made.text
    assert "<i>Một</i>" in made.text


# --- Back cover ----------------------------------------------------------------------------------


def barcode_row(made):
    """Return white (False) and black (True) across the bars of the white box, one a pixel."""
    right = made.sheet.spine_x
    box = made.ink((right - 60, 140, right, 205), (WHITE,))
    row = made.area(box[0], (box[1] + box[3]) / 2, box[2], box[3])[0, :, 1] < 128
    white = np.nonzero(~row)[0]
    return row[white[0] : white[-1] + 1]


@pytest.mark.parametrize(("scale", "flap"), [(1.0, 0), (0.8, 0), (1.0, 70)])
def test_a_scanner_finds_the_isbn_s_bars_at_their_width(cover, scale, flap):
    made = cover(sheet(flap=flap), dpi=400, barcode_scale=scale)
    row, module = barcode_row(made), 0.33 * scale * made.mm
    starts = np.nonzero(np.diff(row.astype(int)) == 1)[0] + 1
    ends = np.nonzero(np.diff(row.astype(int)) == -1)[0] + 1
    bars = [(bar.x, bar.width) for bar in ean13_bars(ISBN)]
    seen = zip((starts - starts[0]) / module, (ends - starts) / module, strict=True)
    assert [(round(x), round(width)) for x, width in seen] == bars
    assert starts[0] > 11 * module
    assert len(row) - ends[-1] > 7 * module


def test_bars_and_their_ground_are_pure_black_and_white(cover):
    with pikepdf.open(cover().path) as pdf:
        fills = {
            tuple(float(value) for value in operands)
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
            if str(operator) == "rg"
        }
    assert {(0, 0, 0), (1, 1, 1)} <= fills
    assert not [fill for fill in fills if 0 < max(fill) < 0.3]


def test_the_isbn_is_printed_above_and_below_the_bars(cover):
    made = cover()
    assert f"ISBN {ISBN}" in made.text
    assert "9786040000002" in re.sub(r"\s", "", made.text)


def test_without_an_isbn_there_is_no_barcode(cover):
    made = cover(isbn="")
    assert "ISBN" not in made.text
    assert made.ink((0, 0, 145, 205), ((0, 0, 0),)) is None


def test_a_wrong_isbn_is_refused():
    with pytest.raises(ValueError, match="chữ số cuối phải là 2"):
        html(isbn="978-604-0-00000-3")


def test_note_and_address_are_printed(cover):
    text = cover().text
    assert "Sách không bán" in text
    assert "danvan.example/sach" in text
    assert "https" not in text


def longest_blurb(isbn):
    """Return the longest row of sentences that is not refused."""
    for times in range(1, 40):
        try:
            html(blurb=f"{BLURB} " * (times + 1), isbn=isbn)
        except ValueError:
            return f"{BLURB} " * times
    raise AssertionError


@pytest.mark.parametrize("isbn", [ISBN, ""])
def test_even_the_longest_blurb_ends_well_above_barcode_and_foot(cover, isbn):
    blurb = longest_blurb(isbn)
    assert len(blurb) > 1000
    made = cover(blurb=blurb, isbn=isbn)
    foot = 205 - 18 - (30.3 if isbn else 10)
    assert made.ink((16, foot - 14, 127, foot - 7)) is not None
    assert made.ink((16, foot - 7, 127, foot - 2.1)) is None


def test_a_blurb_beyond_the_page_is_refused():
    with pytest.raises(ValueError, match="dài quá"):
        html(blurb=BLURB * 40)


def test_paragraphs_of_the_blurb_are_parted_by_an_empty_line(cover):
    apart, together = (cover(blurb=text) for text in ("Ôi Ẵ\n\nẰ", "Ôi Ẵ\nẰ"))
    assert apart.tops("Ằ")[0] > apart.tops("Ẵ")[0] + 5
    assert together.tops("Ằ")[0] == pytest.approx(together.tops("Ẵ")[0], abs=0.5)
