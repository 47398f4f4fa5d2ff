"""How every type of page holds together: sizes, contrast, fonts, paper, no script."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from support.browsing import DESKTOP, PHONE, layout_shift, low_contrast, overflow

TEXTS = [
    ".dv-kicker",
    ".dv-kicker a",
    ".dv-lead",
    ".dv-button",
    ".dv-card__kicker",
    ".dv-card__title a",
    ".dv-card__summary",
    ".dv-card__facts",
    ".dv-mark",
    ".dv-facts dt",
    ".dv-facts dd",
    ".dv-prose p",
    ".dv-prose a",
    ".dv-prose th",
    ".dv-credit",
    "figcaption",
    ".dv-field-card__name",
    ".dv-field-card__count",
    ".dv-field-card__summary",
    ".dv-field-head__count",
    ".dv-documents__number",
    ".dv-documents__facts",
    ".dv-parts span",
    ".dv-book__cover span",
    ".dv-turn__link span",
    ".dv-header__links a",
    ".dv-header__search-label",
    ".dv-brand__name small",
    ".dv-search__status",
    ".dv-footer p",
    ".dv-footer a",
    "h1",
    "h2",
]
LARGE_ENOUGH_PX = 40
VIETNAMESE = "ằễộ"


@pytest.fixture(params=["held_out", "repository"])
def where(request):
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_type_of_page_fits_and_can_be_read(visit, where, size, scheme):
    """No sideways scrolling, enough contrast, nothing fails, nothing comes from elsewhere."""
    window = visit(where, viewport=size, color_scheme=scheme)
    for kind, address in where.page_types().items():
        page = window.open(address)
        assert overflow(page) == [], kind
        assert low_contrast(page, TEXTS) == [], kind
        assert page.locator("h1:visible").count() == 1, kind


def test_search_results_fit_and_can_be_read(visit, held_out):
    for scheme in ("light", "dark"):
        page = visit(held_out, viewport=PHONE, color_scheme=scheme).open("kinh-te/")
        page.locator("[data-open-search]").click()
        page.keyboard.type("phuong")
        expect(page.locator("#tim-kiem .dv-result").nth(3)).to_be_visible()
        assert overflow(page) == []
        parts = ["title", "facts", "passage"]
        assert low_contrast(page, [f".dv-result__{part}" for part in parts]) == []


def test_header_controls_are_large_enough_for_a_thumb(visit, where):
    page = visit(where, viewport=PHONE, has_touch=True).open("")
    controls = page.locator(
        ".dv-header .dv-icon:visible, .dv-header .md-header__button:visible, .dv-brand:visible"
    )
    assert controls.count() >= 4
    for control in controls.all():
        box = control.bounding_box()
        small = min(box["width"], box["height"])
        assert small >= LARGE_ENOUGH_PX, (control.evaluate("e => e.outerHTML")[:80], box)


def test_headings_and_text_are_set_in_the_fonts_of_the_site(visit, where):
    page = visit(where, viewport=DESKTOP).open("")
    for family, weight, selector in (
        ("Source Serif 4", 600, "h1"),
        ("Be Vietnam Pro", 400, "body"),
    ):
        state = page.evaluate(
            """async ([family, weight, text]) => {
              const faces = await document.fonts.load(`${weight} 20px "${family}"`, text);
              return [faces.length, document.fonts.check(`${weight} 20px "${family}"`, text),
                faces.every((f) => f.status === "loaded")];
            }""",
            [family, weight, VIETNAMESE],
        )
        assert state[0] > 0 and state[1:] == [True, True]
        used = page.eval_on_selector(selector, "e => getComputedStyle(e).fontFamily")
        assert used.strip("\"'").startswith(family)


def test_photos_are_sharp_and_not_larger_than_needed(visit, held_out):
    """A phone loads the AVIF whose width fits its screen."""
    story = held_out.page_types()["story"]
    page = visit(held_out, viewport=PHONE, device_scale_factor=1).open(story)
    shown = page.locator(".dv-story__cover img")
    assert shown.evaluate("e => e.currentSrc").endswith("-480.avif")
    assert shown.evaluate("e => e.complete && e.naturalWidth > 0")


def test_nothing_jumps_while_a_page_loads(visit, held_out):
    page = visit(held_out, viewport=PHONE).open("")
    assert layout_shift(page) < 0.1


def test_without_scripts_everything_is_reached_and_no_dead_box_is_shown(visit, where):
    window = visit(where, viewport=PHONE, java_script_enabled=False)
    page = window.open("")
    assert page.locator("input[type=search]:visible, [data-open-search]:visible").count() == 0
    field = where.page_types()["field"]
    page.locator(f".dv-field-card a[href='{field}']").click()
    stories = page.locator(".dv-card__title a")
    if "story" in where.page_types():
        stories.first.click()
        expect(page.locator(".dv-story__text")).to_be_visible()
        page.locator(".dv-header__menu").click()  # the drawer needs no script
        expect(page.locator(".dv-drawer a").first).to_be_in_viewport()


def test_without_scripts_a_photo_opens_as_a_picture(visit, held_out):
    window = visit(held_out, java_script_enabled=False)
    page = window.open(held_out.page_types()["story"])
    photo = page.locator(".dv-zoom").first.get_attribute("href")
    answer = page.request.get(urljoin(page.url, photo))
    assert answer.status == 200
    assert answer.headers["content-type"] == "image/jpeg"


def test_on_paper_only_the_story_is_printed(visit, held_out):
    page = visit(held_out, viewport=DESKTOP).open(held_out.page_types()["story"])
    page.emulate_media(media="print")
    for selector in (".dv-header", ".dv-footer", ".dv-turn", ".dv-search-dialog", ".dv-drawer"):
        assert page.locator(f"{selector}:visible").count() == 0, selector
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".dv-story__text")).to_be_visible()
    paper = page.evaluate("getComputedStyle(document.querySelector('.dv-page')).backgroundColor")
    assert paper == "rgb(255, 255, 255)"


def test_on_paper_dark_is_printed_dark_on_white(visit, held_out):
    window = visit(held_out, viewport=DESKTOP, color_scheme="dark")
    page = window.open(held_out.page_types()["story"])
    page.emulate_media(media="print", color_scheme="dark")
    assert low_contrast(page, ["h1", ".dv-lead", ".dv-prose p", ".dv-facts dd", "figcaption"]) == []
