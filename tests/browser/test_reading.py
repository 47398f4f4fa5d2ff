"""A visitor's way through the site: from the home page to a story, its photos, search, the book."""

from __future__ import annotations

import re
import unicodedata

import pytest
from playwright.sync_api import expect

from support.browsing import DESKTOP, PHONE

STORY = "an-ninh-quoc-phong/anh-trong-bai/"
SIZES = {"phone": PHONE, "desktop": DESKTOP}


@pytest.fixture(params=SIZES)
def window(request, visit, held_out):
    return visit(held_out, viewport=SIZES[request.param])


@pytest.fixture
def phone(visit, held_out):
    return visit(held_out, viewport=PHONE)


def open_story(window, address=STORY):
    """Open a story and wait for the lightbox, which loads after the page."""
    page = window.open(address)
    page.wait_for_load_state("networkidle")
    return page


def test_from_home_to_a_field_to_a_story_and_on(window):
    page = window.open("")
    page.locator(".dv-field-card a").nth(2).click()
    expect(page.locator("h1")).to_have_text("An ninh & quốc phòng")
    page.locator(".dv-card__title a").first.click()
    title = page.locator("h1").inner_text()
    page.locator(".dv-turn__link--next").click()
    expect(page.locator("h1")).not_to_have_text(title)
    page.locator(".dv-turn__link").first.click()
    expect(page.locator("h1")).to_have_text(title)


def test_a_tap_opens_the_photo_and_the_caption_is_shown(window):
    page = open_story(window)
    page.locator(".dv-zoom").first.click()
    expect(page.locator(".pswp--open")).to_be_visible()
    expect(page.locator(".pswp__dv-caption")).to_contain_text("Bức ảnh thứ 1 của con kênh.")
    expect(page.locator(".pswp__dv-caption")).to_contain_text("Ảnh: Ban Biên tập")
    page.wait_for_function(
        "[...document.querySelectorAll('.pswp__img')].some((i) => i.complete && i.naturalWidth > 0)"
    )


def test_photos_are_read_by_keyboard_alone(window):
    page = open_story(window)
    first = page.locator(".dv-zoom").first
    first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pswp")).to_be_focused()
    caption = page.locator(".pswp__dv-caption")
    expect(caption).to_contain_text("thứ 1")
    page.keyboard.press("ArrowRight")
    expect(caption).to_contain_text("thứ 2")
    page.keyboard.press("ArrowLeft")
    expect(caption).to_contain_text("thứ 1")
    page.keyboard.press("ArrowLeft")  # round to the last
    expect(caption).to_contain_text("thứ 5")
    page.keyboard.press("Escape")
    expect(page.locator(".pswp")).to_have_count(0)
    expect(first).to_be_focused()


def test_the_lightbox_speaks_vietnamese(phone):
    page = open_story(phone)
    page.locator(".dv-zoom").first.click()
    expect(page.locator(".pswp--open")).to_be_visible()
    labels = page.eval_on_selector_all(
        ".pswp button", "all => all.map((b) => b.title + '|' + b.getAttribute('aria-label'))"
    )
    assert labels
    assert not re.search(r"close|zoom|next|previous", " ".join(labels), re.IGNORECASE)


def test_html_in_a_caption_stays_text_in_the_lightbox(phone):
    page = open_story(phone, "an-ninh-quoc-phong/the-html/")
    page.locator(".dv-zoom").first.click()
    expect(page.locator(".pswp__dv-caption")).to_contain_text("<img src=x onerror=alert(2)>")
    assert page.locator(".pswp__dv-caption img").count() == 0


# --- search --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "duong hoa gieng dong",
        "đường hoa",
        "DUONG HOA",
        "Đường hoa Giếng Đồng",
        unicodedata.normalize("NFD", "đường hoa tự quản"),
        "duòng hoa",
    ],
)
def test_search_finds_a_story_however_it_is_typed(visit, held_out, typed):
    page = visit(held_out, viewport=PHONE).open("kinh-te/")
    page.locator("[data-open-search]").click()
    page.keyboard.insert_text(typed)
    first = page.locator("#tim-kiem .dv-result a").first
    expect(first.locator(".dv-result__title")).to_have_text("Đường hoa tự quản ở ngõ Giếng Đồng")
    expect(page.locator("#tim-kiem [role=status]")).to_contain_text("kết quả")


def test_search_finds_people_units_and_years(visit, held_out):
    page = visit(held_out, viewport=DESKTOP).open("")
    box = page.locator("#tim-trang-chu")
    box.fill("nguyen van ba")
    results = page.locator("[data-search=trang-chu] .dv-result")
    expect(results.locator(".dv-result__title").first).to_have_text(
        "Bác Ba và câu lạc bộ người cao tuổi"
    )


def test_search_is_used_by_keyboard_alone(window):
    page = window.open(STORY)
    page.keyboard.press("/")
    expect(page.locator("#tim-kiem")).to_be_visible()
    expect(page.locator("#tim-dialog")).to_be_focused()
    page.keyboard.type("duong hoa")
    first = page.locator("#tim-kiem .dv-result a").first
    expect(first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#tim-dialog")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kinh-te/mac-nfd/?tim=duong%20hoa")
    expect(page.locator("h1")).to_have_text("Đường hoa tự quản ở ngõ Giếng Đồng")


def test_escape_closes_search_and_returns_to_the_button(phone):
    page = phone.open("")
    button = page.locator("[data-open-search]")
    button.click()
    expect(page.locator("#tim-kiem")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#tim-kiem")).to_be_hidden()
    expect(button).to_be_focused()


def test_a_slash_typed_into_a_box_is_a_letter(phone):
    page = phone.open("")
    page.locator("#tim-trang-chu").focus()
    page.keyboard.type("139/a")
    expect(page.locator("#tim-trang-chu")).to_have_value("139/a")
    expect(page.locator("#tim-kiem")).to_be_hidden()


def test_a_search_without_results_says_what_to_try(phone):
    page = phone.open("")
    page.locator("#tim-trang-chu").fill("qwxzqwxz")
    status = page.locator("[data-search=trang-chu] [role=status]")
    expect(status).to_contain_text("Không tìm thấy “qwxzqwxz”")
    assert page.locator("[data-search=trang-chu] .dv-result").count() == 0


def test_html_in_a_title_stays_text_in_search_results(phone):
    page = phone.open("")
    page.locator("#tim-trang-chu").fill("khéo nhanh gọn")
    title = page.locator("[data-search=trang-chu] .dv-result__title").first
    expect(title).to_contain_text('<b>Khéo</b> & "nhanh"')
    assert page.locator("[data-search=trang-chu] .dv-result b").count() == 0


def test_search_finds_nothing_of_drafts(visit, held_out):
    page = visit(held_out, viewport=DESKTOP).open("")
    for word in ("zxqdangky", "zxqdaguinoidung", "zxqkhongdongytieude"):
        page.locator("#tim-trang-chu").fill(word)
        status = page.locator("[data-search=trang-chu] [role=status]")
        expect(status).to_contain_text(f"“{word}”")
        text = page.locator("[data-search=trang-chu] [data-results]").inner_text()
        assert "zxq" not in text


# --- the book, colours, menus --------------------------------------------------------------------


def test_the_book_is_one_click_away(visit, held_out):
    window = visit(held_out, viewport=PHONE)
    page = window.open("")
    link = page.locator(".dv-actions a", has_text="Tải sách PDF").first
    answer = page.request.get(link.evaluate("a => a.href"))
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body()[:5] == b"%PDF-"


def test_the_palette_button_changes_light_and_dark_and_is_remembered(window):
    page = window.open("")

    def scheme():
        return page.evaluate("document.body.dataset.mdColorScheme")

    def background():
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert scheme() == "default"
    light = background()
    page.locator("label.md-header__button:visible").click()
    page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    assert background() != light
    page = window.open("kinh-te/")
    assert scheme() == "slate"
    page.locator("label.md-header__button:visible").click()
    page.wait_for_function("document.body.dataset.mdColorScheme === 'default'")


def test_the_site_follows_the_system_in_the_dark(visit, held_out):
    page = visit(held_out, color_scheme="dark").open("")
    page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")


def test_the_drawer_opens_on_a_phone_and_lists_the_fields(visit, held_out):
    page = visit(held_out, viewport=PHONE).open("")
    fields = page.locator(".dv-drawer__group li a")
    expect(fields.first).not_to_be_in_viewport()
    page.locator(".dv-header__menu").click()
    expect(fields.first).to_be_in_viewport()
    assert fields.all_inner_texts() == [f.name for f in held_out.site.collection.fields]
    fields.nth(1).click()
    expect(page.locator("h1")).to_have_text("Văn hoá – xã hội")


def test_the_menu_of_fields_opens_on_a_desktop_and_closes_with_escape(visit, held_out):
    page = visit(held_out, viewport=DESKTOP).open("")
    summary = page.locator(".dv-menu summary")
    fields = page.locator(".dv-menu li a")
    summary.focus()
    page.keyboard.press("Enter")
    expect(fields.first).to_be_visible()
    page.keyboard.press("Tab")
    expect(fields.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(fields.first).to_be_hidden()
    expect(summary).to_be_focused()


def test_the_first_stop_of_the_keyboard_leads_past_the_header(window):
    page = window.open(STORY)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Đến nội dung chính")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash.length > 1")
    assert page.evaluate("document.querySelector(location.hash) !== null")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).not_to_have_text("Đến nội dung chính")
    assert page.evaluate("document.activeElement.closest('header.md-header') === null")


def test_a_lost_visitor_finds_the_way_home(phone):
    page = phone.open("404.html")
    expect(page.locator("h1")).to_have_text("Không tìm thấy trang này")
    page.locator(".dv-page .dv-button").click()
    expect(page.locator(".dv-field-card")).to_have_count(4)
    assert page.url == phone.home
