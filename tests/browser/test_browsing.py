"""The browse page: words and filters together, addresses that say it, lists without scripts."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

import pytest
from playwright.sync_api import expect

from danvan.collection.collation import sort_key
from support.browsing import DESKTOP, PHONE, layout_shift, low_contrast, overflow
from support.held_out import CANARIES

BROWSE = "tra-cuu/"
STEP = 24
TEXTS = [
    ".dv-browse__intro",
    ".dv-browse__status",
    ".dv-browse__sort",
    ".dv-tab",
    ".dv-number",
    ".dv-option__name",
    ".dv-chip",
    ".dv-card__kicker",
    ".dv-card__summary",
    ".dv-card__facts",
    ".dv-hit p",
    ".dv-photo figcaption",
    ".dv-photo__page",
    ".dv-nothing p",
    ".dv-row p",
    ".dv-letters a",
    ".dv-list__count",
    ".dv-list__refine",
    "mark",
]


@pytest.fixture
def desktop(visit, held_out):
    return visit(held_out, viewport=DESKTOP)


@pytest.fixture
def phone(visit, held_out):
    return visit(held_out, viewport=PHONE, has_touch=True)


@pytest.fixture
def stories(held_out):
    return held_out.site.collection.visible(preview=False)


def browse(window, query=""):
    """Open the browse page and wait for its stories."""
    page = window.open(BROWSE + query)
    page.wait_for_selector("[data-ready]")
    return page


def option(page, key, name):
    """Return a filter's box for a value."""
    label = page.locator(f".dv-filter--{key} .dv-option__label")
    return label.filter(has=page.get_by_text(name, exact=True))


def count(page, key, name):
    return int(re.sub(r"\D", "", option(page, key, name).locator(".dv-number").inner_text()))


def status(page):
    return page.locator(".dv-browse__status")


def shown(page):
    return page.locator(".dv-browse .dv-card__title a").all_inner_texts()


def asked(page):
    return parse_qs(urlsplit(page.url).query)


# --- filters -------------------------------------------------------------------------------------


def test_all_stories_are_there_newest_first(desktop, stories):
    page = browse(desktop)
    expect(status(page)).to_have_text(f"Có {len(stories)} bài")
    assert len(shown(page)) == STEP
    years = [int(facts.split()[-1]) for facts in page.locator(".dv-card__facts").all_inner_texts()]
    assert years == sorted(years, reverse=True)


def test_values_of_one_filter_are_alternatives_and_filters_narrow_each_other(desktop, stories):
    page = browse(desktop)
    option(page, "nam", "2019").click()
    option(page, "nam", "2016").click()
    years = [s for s in stories if s.year in (2016, 2019)]
    expect(status(page)).to_have_text(f"Có {len(years)} bài")
    option(page, "phuong", "Phú Đô").click()
    both = [s for s in years if s.ward == "Phú Đô"]
    assert 0 < len(both) < len(years)
    expect(status(page)).to_have_text(f"Có {len(both)} bài")
    assert sorted(shown(page)) == sorted(s.title for s in both)


def test_the_counts_of_a_filter_take_all_other_filters_into_account(desktop, stories):
    page = browse(desktop)
    option(page, "phuong", "Phú Đô").click()
    here = [s for s in stories if s.ward == "Phú Đô"]
    expect(status(page)).to_have_text(f"Có {len(here)} bài")
    for year, number in Counter(s.year for s in stories).items():
        wanted = sum(s.year == year for s in here)
        assert count(page, "nam", str(year)) == wanted, (year, number)
    # The other wards count as if this one were not chosen.
    assert count(page, "phuong", "Đại Mỗ") == sum(s.ward == "Đại Mỗ" for s in stories)


def test_what_filters_are_on_is_told_and_taken_off_again(desktop, stories):
    page = browse(desktop, "?phuong=phu-do&nam=2019&nam=2016")
    chips = page.locator(".dv-chips button")
    expect(chips).to_have_text([
        "Bỏ lọc Năm: 2019", "Bỏ lọc Năm: 2016", "Bỏ lọc Phường: Phú Đô", "Xoá tất cả"
    ])  # fmt: skip
    chips.first.click()
    expect(chips).to_have_count(3)
    expect(page.locator(":focus")).to_have_text("Bỏ lọc Năm: 2016")
    assert asked(page) == {"phuong": ["phu-do"], "nam": ["2016"]}
    page.get_by_role("button", name="Xoá tất cả").click()
    expect(status(page)).to_have_text(f"Có {len(stories)} bài")
    assert asked(page) == {}
    assert page.locator("input[type=checkbox]:checked").count() == 0


def test_a_long_filter_is_searched_without_marks(desktop, stories):
    page = browse(desktop)
    units = {s.unit for s in stories}
    assert len(units) > 12
    options = page.locator(".dv-filter--don-vi .dv-option:visible")
    expect(options).to_have_count(len(units))
    page.locator(".dv-filter--don-vi .dv-filter__find").fill("phuong PHU d")
    expect(options).to_have_count(1)
    expect(options).to_contain_text("Khối Dân vận phường Phú Đô")
    assert page.locator(".dv-filter--loai .dv-filter__find").count() == 0


# --- words, sorting, tabs ------------------------------------------------------------------------


def test_words_and_filters_work_together(desktop):
    page = browse(desktop)
    page.locator("#tra-cuu-tu").fill("chuyen so")
    expect(status(page)).to_contain_text("về “chuyen so”")
    option(page, "phuong", "Phú Đô").click()
    expect(page.locator(".dv-chips button").first).to_contain_text("Phú Đô")
    assert all("Phú Đô" in title for title in shown(page))
    assert page.locator(".dv-card__title mark").first.inner_text() == "Chuyện số"


def test_stories_are_sorted_as_asked(desktop, stories):
    page = browse(desktop)
    page.locator(".dv-browse__sort select").select_option("ten-bai")
    first = min(stories, key=lambda s: sort_key(s.title))
    expect(page.locator(".dv-card__title a").first).to_have_text(first.title)
    assert asked(page) == {"xep": ["ten-bai"]}
    page.locator(".dv-browse__sort select").select_option("don-vi")
    unit = min((s.unit for s in stories), key=sort_key)
    expect(page.locator(".dv-card__facts").first).to_contain_text(unit)
    assert "lien-quan" not in page.locator("option").evaluate_all("all => all.map((o) => o.value)")
    page.locator("#tra-cuu-tu").fill("duong hoa")
    expect(page.locator(".dv-card__title a").first).to_have_text(
        "Đường hoa tự quản ở ngõ Giếng Đồng"
    )
    expect(page.locator(".dv-browse__sort select")).to_have_value("lien-quan")


def test_more_stories_come_when_asked_for_and_are_still_there_after_going_back(desktop, stories):
    page = browse(desktop)
    titles = page.locator(".dv-browse .dv-card__title a")
    page.get_by_role("button", name="Xem thêm").click()
    expect(titles).to_have_count(2 * STEP)
    expect(page.locator(":focus")).to_have_text(titles.nth(STEP).inner_text())
    page.get_by_role("button", name="Xem thêm").click()
    expect(titles).to_have_count(len(stories))
    expect(page.locator("[data-more]")).to_be_hidden()
    assert len(set(titles.all_inner_texts())) == len(stories)
    titles.last.click()
    expect(page.locator(".dv-story__text")).to_be_visible()
    page.go_back()
    expect(titles).to_have_count(len(stories))
    expect(titles.last).to_be_in_viewport()


def test_photos_are_a_gallery_with_captions_that_lead_to_their_story(desktop):
    page = browse(desktop, "?q=con+k%C3%AAnh")
    page.get_by_role("tab", name=re.compile("Ảnh")).click()
    expect(status(page)).to_contain_text("ảnh về “con kênh”")
    first = page.locator(".dv-photo").first
    expect(first.locator("figcaption")).to_contain_text("của con kênh")
    expect(first.locator(".dv-credit")).to_contain_text("Ban Biên tập")
    assert first.locator("img").evaluate("i => i.decode().then(() => i.naturalWidth)") > 0
    assert asked(page)["muc"] == ["anh"]
    link = first.locator("a").get_attribute("href")
    assert re.search(r"an-ninh-quoc-phong/anh-trong-bai/.*#anh-\w+$", link)
    first.click(position={"x": 60, "y": 60})  # on the photo
    expect(page.locator("h1")).to_have_text("Năm bức ảnh kể chuyện dọn kênh")


def test_documents_and_pages_have_a_tab_of_their_own(desktop):
    page = browse(desktop, "?q=linh+vuc&muc=trang")
    hits = page.locator(".dv-hit a")
    expect(hits.first).to_be_visible()
    assert page.locator(".dv-filters:visible").count() == 0
    assert not [a for a in hits.evaluate_all("all => all.map((a) => a.href)") if BROWSE in a]


def test_tabs_are_changed_by_arrow_keys(desktop):
    page = browse(desktop, "?q=phuong")
    page.get_by_role("tab", name=re.compile("Bài")).focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(":focus")).to_have_attribute("id", "muc-trang")
    expect(page.locator("#muc-trang")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(":focus")).to_have_attribute("id", "muc-anh")


def test_an_empty_result_says_what_to_try(desktop, stories):
    page = browse(desktop, "?q=qwxzqwxz&nam=2019")
    expect(status(page)).to_have_text("Không có bài nào về “qwxzqwxz”")
    expect(page.locator(".dv-nothing")).to_contain_text("gõ không dấu")
    page.get_by_role("button", name="Xoá bộ lọc").click()
    page.locator("#tra-cuu-tu").fill("")
    expect(status(page)).to_have_text(f"Có {len(stories)} bài")


def test_html_in_facts_stays_text(desktop):
    page = browse(desktop, "?q=kh%C3%A9o+nhanh+g%E1%BB%8Dn")
    first = page.locator(".dv-card").first
    expect(first.locator(".dv-card__title")).to_contain_text('<b>Khéo</b> & "nhanh"')
    assert page.locator(".dv-browse :is(b, u, i, script)").count() == 0


def test_nothing_of_drafts_is_found_or_offered(desktop, held_out):
    page = browse(desktop)
    text = page.content()
    assert not [word for word in CANARIES.values() if word in text]
    for word in CANARIES.values():
        page.locator("#tra-cuu-tu").fill(word)
        expect(status(page)).to_contain_text(f"“{word}”")
        assert word not in page.locator(".dv-browse__results").inner_text()


# --- the address ---------------------------------------------------------------------------------


def test_the_address_says_what_is_shown_and_can_be_shared(desktop, visit, held_out):
    page = browse(desktop)
    page.locator("#tra-cuu-tu").fill("chuyện")
    expect(status(page)).to_contain_text("“chuyện”")
    option(page, "linh-vuc", "Kinh tế").click()
    option(page, "loai", "Cá nhân").click()
    page.locator(".dv-browse__sort select").select_option("ten-bai")
    expect(page.locator(".dv-chips li")).to_have_count(3)
    assert asked(page) == {
        "q": ["chuyện"],
        "linh-vuc": ["kinh-te"],
        "loai": ["ca-nhan"],
        "xep": ["ten-bai"],
    }
    told, listed = status(page).inner_text(), shown(page)
    other = browse(visit(held_out, viewport=PHONE), page.url.split(BROWSE)[1])
    expect(status(other)).to_have_text(told)
    assert shown(other) == listed
    expect(other.locator("#tra-cuu-tu")).to_have_value("chuyện")


def test_back_and_forward_go_through_the_filters(desktop, stories):
    page = desktop.open("")
    page.goto(desktop.home + BROWSE)
    page.wait_for_selector("[data-ready]")
    everything = f"Có {len(stories)} bài"
    option(page, "nam", "2019").click()
    expect(status(page)).not_to_have_text(everything)
    one = status(page).inner_text()
    option(page, "nam", "2016").click()
    expect(page.locator(".dv-chips li")).to_have_count(3)
    page.go_back()
    expect(status(page)).to_have_text(one)
    expect(option(page, "nam", "2016").locator("input")).not_to_be_checked()
    page.go_back()
    expect(status(page)).to_have_text(everything)
    page.go_forward()
    expect(status(page)).to_have_text(one)
    expect(option(page, "nam", "2019").locator("input")).to_be_checked()
    page.go_back()
    page.go_back()
    page.wait_for_url(desktop.home)


def test_typing_leaves_one_step_in_the_history(desktop):
    page = desktop.open("")
    page.goto(desktop.home + BROWSE)
    page.wait_for_selector("[data-ready]")
    page.locator("#tra-cuu-tu").press_sequentially("duong hoa", delay=60)
    expect(status(page)).to_contain_text("“duong hoa”")
    page.go_back()
    page.wait_for_url(desktop.home)


def test_an_address_with_values_that_are_no_more_shows_the_rest(desktop, stories):
    page = browse(desktop, "?phuong=khong-con&nam=2019&xep=gi-do&muc=gi-do")
    here = sum(s.year == 2019 for s in stories)
    expect(status(page)).to_have_text(f"Có {here} bài")


# --- hands, eyes, networks -----------------------------------------------------------------------


def test_all_of_it_is_used_by_keyboard_alone(desktop):
    page = browse(desktop)
    page.locator("#tra-cuu-tu").focus()
    page.keyboard.type("chuyen")
    expect(status(page)).to_contain_text("“chuyen”")
    page.keyboard.press("Tab")  # the tabs are one stop
    expect(page.locator(":focus")).to_have_attribute("role", "tab")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("type", "checkbox")
    page.keyboard.press("Space")
    expect(page.locator(":focus")).to_be_checked()
    expect(page.locator(".dv-chips li")).to_have_count(2)
    expect(page.locator(":focus")).to_be_checked()  # the focus stays where it was


def test_on_a_phone_filters_open_and_lead_back_to_the_results(phone):
    page = browse(phone)
    panel = page.locator(".dv-filters")
    expect(page.locator(".dv-option").first).to_be_hidden()
    panel.locator("summary").tap()
    option(page, "nam", "2019").tap()
    expect(panel.locator("summary")).to_contain_text("(1)")
    page.get_by_role("button", name=re.compile(r"^Xem \d+ bài")).tap()
    expect(page.locator(".dv-option").first).to_be_hidden()
    expect(status(page)).to_be_in_viewport()


def test_controls_are_large_enough_for_a_thumb(phone):
    page = browse(phone, "?q=phuong&nam=2019")
    page.locator(".dv-filters summary").tap()
    controls = ".dv-browse :is(summary, button, select, input[type=search], .dv-option__label)"
    assert page.locator(f"{controls}:visible").count() > 20
    for control in page.locator(f"{controls}:visible").all():
        box = control.bounding_box()
        assert box["height"] >= 43.5, (control.evaluate("e => e.outerHTML")[:90], box)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_it_fits_and_can_be_read(visit, held_out, size, scheme):
    window = visit(held_out, viewport=size, color_scheme=scheme)
    for query in ("", "?q=phuong&nam=2019", "?q=kenh&muc=anh", "?q=linh&muc=trang", "?q=qwxzqwxz"):
        page = browse(window, query)
        page.locator(".dv-filters").evaluate("e => (e.open = true)")
        assert overflow(page) == [], query
        assert low_contrast(page, TEXTS) == [], query
    for address in ("tat-ca/", "phuong/phu-do/", "nam/2023/"):
        page = window.open(BROWSE + address)
        assert overflow(page) == [], address
        assert low_contrast(page, TEXTS) == [], address


def test_nothing_jumps_while_it_loads(visit, held_out):
    for size in (PHONE, DESKTOP):
        page = browse(visit(held_out, viewport=size), "?q=phuong&nam=2019")
        assert layout_shift(page) < 0.05, size


def test_when_the_index_cannot_be_loaded_the_lists_are_shown(visit, held_out):
    window = visit(held_out, viewport=PHONE)
    window.page.route("**/tim-kiem/**", lambda route: route.abort())
    page = window.open(BROWSE)
    expect(page.locator(".dv-directory")).to_be_visible()
    expect(page.locator(".dv-browse__tool")).to_be_hidden()
    window.faults.clear()  # they are what this is about


# --- without scripts -----------------------------------------------------------------------------


def test_without_scripts_every_story_is_three_clicks_from_home(visit, held_out, stories):
    window = visit(held_out, viewport=PHONE, java_script_enabled=False)
    page = window.open("")
    near, seen = {window.home}, {window.home}
    for _ in range(2):
        links = set()
        for address in sorted(near):
            page.goto(address)
            links |= _visible_links(page)
        near = {a for a in links if a.startswith(window.home) and a.endswith("/")} - seen
        seen |= near
    stories_to_find = {window.home + s.address for s in stories}
    listing = window.home + "tra-cuu/tat-ca/"
    assert listing in near
    page.goto(listing)
    assert stories_to_find <= _visible_links(page)


def test_without_scripts_wards_units_and_years_are_lists(visit, held_out, stories):
    page = visit(held_out, viewport=PHONE, java_script_enabled=False).open(BROWSE)
    assert page.locator(".dv-browse__tool:visible, input:visible").count() == 0
    page.locator(".dv-directory a", has_text="Phú Đô").first.click()
    expect(page.locator("h1")).to_have_text("Phường Phú Đô")
    here = {s.title for s in stories if s.ward == "Phú Đô"}
    assert set(page.locator(".dv-row__title a").all_inner_texts()) == here
    assert page.locator(".dv-list__refine:visible").count() == 0
    page.go_back()
    page.locator(".dv-directory a", has_text="2019").click()
    here = {s.title for s in stories if s.year == 2019}
    assert set(page.locator(".dv-row__title a").all_inner_texts()) == here


def test_a_list_a_field_and_the_home_page_lead_to_the_browse_page(desktop, stories):
    page = desktop.open("tra-cuu/phuong/phu-do/")
    here = sum(s.ward == "Phú Đô" for s in stories)
    page.locator(".dv-list__refine").click()
    expect(status(page)).to_have_text(f"Có {here} bài")
    page = desktop.open("kinh-te/")
    page.locator(".dv-field-head__count a").click()
    here = sum(s.field == "kinh-te" for s in stories)
    expect(status(page)).to_have_text(f"Có {here} bài")
    page = desktop.open("")
    page.get_by_role("link", name="Xem tất cả").click()
    expect(status(page)).to_have_text(f"Có {len(stories)} bài")


def _visible_links(page):
    hrefs = page.locator("a:visible").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    return {urldefrag(urljoin(page.url, href)).url for href in hrefs}
