"""The search box as readers use it: by hand, by keyboard, by ear, with a slow or broken network."""

from __future__ import annotations

import re
from contextlib import contextmanager
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import expect

from support.browsing import DESKTOP, PHONE, Visit, overflow

FLOWERS = "Đường hoa tự quản ở ngõ Giếng Đồng"
PAGE = "kinh-te/"
FAILED = "Chưa mở được phần tìm kiếm. Bạn kiểm tra mạng rồi gõ lại."
HINT = "Gõ không dấu cũng được, ví dụ: dan van kheo"
PAUSE = 30
"""Milliseconds after the last key until the search starts."""
REST = 300
"""Milliseconds until texts are loaded."""


@pytest.fixture(scope="module")
def phone_window(browser, held_out):
    return Visit(browser, held_out.home, viewport=PHONE, has_touch=True)


@pytest.fixture(scope="module")
def desktop_window(browser, held_out):
    return Visit(browser, held_out.home, viewport=DESKTOP)


@pytest.fixture
def phone(phone_window):
    yield from emptied(phone_window)


@pytest.fixture
def desktop(desktop_window):
    yield from emptied(desktop_window)


def emptied(window):
    """Lend a window, empty; afterwards it may not have met a fault."""
    window.page.goto("about:blank")
    yield window
    window.page.unroute_all()
    faults, window.faults[:] = list(window.faults), []
    assert faults == []


class Dialog:
    """The search that is on every page."""

    def __init__(self, page):
        self.page = page
        self.box = page.locator("#tim-kiem")
        self.input = page.get_by_role("searchbox", name="Tìm bài, người, đơn vị")
        self.status = self.box.get_by_role("status")
        self.results = self.box.locator(".dv-result")
        self.links = self.box.locator(".dv-result a")
        self.titles = self.box.locator(".dv-result__title")
        self.all = self.box.locator("[data-all]")

    def type(self, text):
        """Open the dialog where it is closed, and type."""
        if not self.box.is_visible():
            self.page.locator("[data-open-search]").click()
        self.input.fill(text)

    def find(self, text):
        """Type, and wait until everything is shown."""
        self.type(text)
        expect(self.status).to_contain_text(f"“{text}”")
        shown = self.box.locator(".dv-result__passage:not(:empty), .dv-result--anh")
        expect(shown.first).to_be_attached()
        return self

    def marks(self, place=".dv-result"):
        return self.box.locator(f"{place} mark").all_inner_texts()


def dialog(window, address=PAGE):
    return Dialog(window.open(address))


def search_files(requests):
    """Return what was asked for of the engine and its index."""
    return [url for url in requests if "/js/search/" in url or "/tim-kiem/" in url]


@contextmanager
def requests_of(window):
    """Collect the addresses that a window asks for."""
    requests = []

    def note(request):
        requests.append(request.url)

    window.page.on("request", note)
    yield requests
    window.page.remove_listener("request", note)


# --- what is loaded, and when --------------------------------------------------------------------


@pytest.mark.parametrize("box", ["#tim-trang-chu", "#tim-dialog"])
def test_nothing_of_the_index_is_loaded_before_a_box_is_used(phone, box):
    with requests_of(phone) as requests:
        page = phone.open("")
        page.wait_for_load_state("networkidle")
        assert search_files(requests) == []
        with page.expect_response("**/c0.json"):
            if box == "#tim-dialog":
                page.locator("[data-open-search]").tap()
            page.locator(box).focus()
        page.wait_for_timeout(PAUSE)
    files = {url.rsplit("/", 1)[1] for url in search_files(requests)}
    scripts = {"engine.js", "files.js", "words.js", "passages.js"}
    assert files == scripts | {"goc.json", "c0.json"}


def test_a_query_loads_a_part_of_the_index(phone, held_out):
    with requests_of(phone) as requests:
        dialog(phone).find("thu vien luu dong")
    files = {url.rsplit("/", 1)[1] for url in search_files(requests) if "/tim-kiem/" in url}
    folder = next(path for path in (held_out.site.folder / "tim-kiem").iterdir() if path.is_dir())
    assert len(files) < len(list(folder.iterdir())) / 3
    assert not [name for name in files if name == "bang.json"]


# --- results -------------------------------------------------------------------------------------


def test_a_result_has_picture_title_who_field_and_passage_with_the_words_marked(phone):
    search = dialog(phone).find("duong hoa")
    first = search.results.first
    picture = first.locator("img")
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("image => image.naturalWidth") > 0
    assert picture.get_attribute("alt") == ""  # the title says it
    expect(first.locator(".dv-result__title")).to_have_text(FLOWERS)
    facts = "Tổ dân phố số 7 · Hội LHPN phường Mễ Trì · Kinh tế"
    expect(first.locator(".dv-result__facts")).to_have_text(facts)
    expect(first.locator(".dv-result__passage")).to_contain_text("Một việc nhỏ ở phường Mễ Trì")
    assert search.marks(".dv-result__title") == ["Đường hoa"]
    assert "đường hoa" in search.marks(".dv-result__passage")


def test_words_are_marked_in_facts_too(phone):
    search = dialog(phone).find("hoa giai")
    assert search.marks(".dv-result__facts")[:2] == ["hoà giải", "hoà giải"]


def test_results_are_grouped_under_headings_the_best_group_first(phone):
    search = dialog(phone).find("con muong")
    heads = search.box.get_by_role("heading")
    expect(heads).to_have_text(["Câu chuyện", "Ảnh"])
    for place, count in ((0, 1), (1, 4)):
        name = heads.nth(place)
        listed = search.box.locator(f"ol[aria-labelledby={name.get_attribute('id')}] > li")
        expect(listed).to_have_count(count)
    search.find("01-KH/QU")
    expect(heads.first).to_have_text("Văn bản và trang khác")
    expect(search.titles.first).to_have_text("Kế hoạch thử")


def test_a_photo_leads_to_its_place_on_its_page(phone):
    search = dialog(phone).find("goi banh")
    expect(search.results).to_have_count(1)
    expect(search.titles).to_have_text("Cụ già dạy trẻ gói bánh.")
    facts = "Ảnh: Ban Biên tập · trong “Hình ảnh phong trào”"
    expect(search.box.locator(".dv-result__facts")).to_have_text(facts)
    search.links.tap()
    search.page.wait_for_url("**/anh-phong-trao/?tim=goi%20banh#anh-*")
    expect(search.page.locator(":target")).to_be_in_viewport()
    expect(search.page.locator(":target mark")).to_have_text("gói bánh")


def test_results_come_while_one_types(phone):
    search = dialog(phone)
    search.page.keyboard.press("/")
    for letters in ("quy", " tiet", " ki"):
        search.page.keyboard.type(letters)
        expect(search.titles.first).to_have_text("Quỹ tiết kiệm của chị em tiểu thương")


# --- passages ------------------------------------------------------------------------------------

EVERYWHERE = "roi buoi tung"
"""Words that are in many texts and in no title."""


@contextmanager
def texts_held(search):
    """Keep texts from arriving; yield what is asked for."""
    held = []

    def hold(route):
        held.append(route)

    search.page.route("**/t*.json", hold)
    yield held
    search.page.unroute("**/t*.json")


def number_of(route):
    """Return the number of the entry whose text is asked for."""
    return int(re.search(r"/t(\d+)\.json$", route.request.url)[1])


def numbers_shown(search):
    """Return the numbers of the stories that are shown, by their places."""
    ask = """async ([query, count]) => {
      const { openSearch } = await import("/assets/js/search/engine.js");
      const index = await openSearch("/tim-kiem/goc.json");
      return (await index.find(query)).hits.slice(0, count).map(({ doc }) => doc);
    }"""
    return search.page.evaluate(ask, [EVERYWHERE, 3])


def tops(search):
    """Return where results begin, from the top of the window."""
    return [link.bounding_box()["y"] for link in search.links.all()]


def test_titles_come_first_and_passages_take_no_room_from_them(phone):
    search = dialog(phone)
    with texts_held(search) as held:
        with search.page.expect_request("**/t*.json"):
            search.type("duong hoa")
        expect(search.titles.first).to_have_text(FLOWERS)
        expect(search.box.locator(".dv-result__passage mark")).to_have_count(0)
        places = tops(search)
        for route in held:
            route.continue_()
        expect(search.box.locator(".dv-result__passage mark").first).to_be_attached()
        assert tops(search) == pytest.approx(places, abs=0.5)


def test_texts_are_not_loaded_while_one_types_on(phone):
    search = dialog(phone)
    search.page.keyboard.press("/")
    with texts_held(search) as held:
        search.page.keyboard.type(EVERYWHERE, delay=3 * PAUSE)
        expect(search.status).to_contain_text(f"“{EVERYWHERE}”")
        expect(search.results.first).to_be_visible()
        assert held == []
        search.page.wait_for_timeout(2 * REST)
        assert held
        for route in held:
            route.continue_()


@pytest.mark.parametrize("follows", [False, True])
def test_texts_settle_the_order_unless_the_reader_is_among_the_results(phone, follows):
    search = dialog(phone)
    with texts_held(search) as held:
        with search.page.expect_request("**/t*.json"):
            search.type(EVERYWHERE)
        titles = search.titles.all_inner_texts()
        _, second, _ = numbers_shown(search)
        if follows:
            search.page.keyboard.press("ArrowDown")
        search.page.wait_for_timeout(REST)
        for route in held:
            text = "Rồi buổi từng." if number_of(route) == second else "Buổi. " * 40 + "Từng."
            route.fulfill(json=["", text])
        expect(search.box.locator(".dv-result__passage mark").first).to_be_attached()
    moved = [titles[1], titles[0], *titles[2:]]
    assert search.titles.all_inner_texts() == (titles if follows else moved)
    if follows:
        expect(search.links.first).to_be_focused()


def test_results_stay_when_texts_cannot_be_loaded(phone):
    search = dialog(phone)
    with broken(phone, "**/t*.json"):
        with search.page.expect_event("requestfailed"):
            search.type("duong hoa")
        search.page.wait_for_timeout(REST)
        expect(search.titles.first).to_have_text(FLOWERS)
    search.find("duong hoa gieng")


# --- what is said --------------------------------------------------------------------------------


def test_the_number_of_results_is_said(phone):
    search = dialog(phone).find("duong hoa")
    said = search.status.inner_text()
    total, stories, pages = map(
        int, re.fullmatch(r"(\d+) kết quả: (\d+) bài, (\d+) trang cho “duong hoa”\.", said).groups()
    )
    assert total == stories + pages
    assert search.status.get_attribute("aria-live") == "polite"
    assert search.input.get_attribute("aria-describedby") == search.status.get_attribute("id")
    expect(search.all).to_have_text(re.compile(rf"Xem cả {total} kết quả"))
    search.find("goi banh")
    expect(search.status).to_have_text("1 kết quả cho “goi banh”.")


def test_a_slip_is_corrected_and_said(phone):
    search = dialog(phone)
    search.type("đường hoaa giếng đồng")
    expect(search.status).to_contain_text(
        "Không thấy “đường hoaa giếng đồng”. Đây là kết quả cho “đường hoa giếng đồng”: "
    )
    expect(search.titles.first).to_have_text(FLOWERS)
    meant = quote("đường hoa giếng đồng")
    expect(search.links.first).to_have_attribute("href", f"../kinh-te/mac-nfd/?tim={meant}")
    expect(search.all).to_have_attribute("href", f"../tra-cuu/?q={meant}")


def test_when_nothing_has_all_words_it_is_said(phone):
    search = dialog(phone).find("đường hoa giếng đồng qwxz")
    expect(search.status).to_contain_text(
        "Không có bài nào đủ mọi từ của “đường hoa giếng đồng qwxz”. Đây là những bài gần nhất: "
    )
    expect(search.titles.first).to_have_text(FLOWERS)


def test_when_nothing_is_found_it_is_said_and_nothing_is_shown(phone):
    search = dialog(phone).find("duong hoa")
    search.type("qwxzqwxz")
    expect(search.status).to_contain_text("Không tìm thấy “qwxzqwxz”. Bạn thử gõ ít từ hơn")
    expect(search.results).to_have_count(0)
    expect(search.all).to_be_hidden()


def test_erasing_the_words_brings_the_hint_back(phone):
    search = dialog(phone).find("duong hoa")
    search.type("")
    expect(search.status).to_have_text(HINT)
    expect(search.results).to_have_count(0)
    expect(search.all).to_be_hidden()


def test_html_in_titles_names_and_captions_is_text(phone):
    asked = []
    phone.page.on("dialog", lambda alert: (asked.append(alert.message), alert.dismiss()))
    search = dialog(phone)
    for query in (
        "khéo nhanh gọn",
        "hoa gao",
        "anh dep hon",
        "<b>",
        "<img src=x onerror=alert(3)>",
    ):
        search.type(query)
        expect(search.status).to_contain_text(f"“{query}”")
        search.page.wait_for_timeout(REST)
    search.find("anh dep hon")
    expect(search.titles.filter(has_text="<img src=x onerror=alert(2)>")).to_have_count(1)
    expect(search.box.locator("script, b, i, u, [src=x], [onerror]")).to_have_count(0)
    assert asked == []


@pytest.mark.parametrize("query", ["liendoanlaodong", "năm", "a"])
def test_results_fit_into_a_narrow_window(visit, held_out, query):
    search = dialog(visit(held_out, viewport={"width": 320, "height": 600})).find(query)
    assert overflow(search.page) == []
    right = "all => Math.max(...all.map((each) => each.getBoundingClientRect().right))"
    assert search.box.locator("*").evaluate_all(right) <= 320


# --- keyboard ------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["/", "s"])
def test_a_key_opens_the_search_and_is_not_typed_into_it(desktop, key):
    search = dialog(desktop)
    search.page.keyboard.press(key)
    expect(search.input).to_be_focused()
    expect(search.input).to_have_value("")


def test_keys_of_the_browser_and_letters_in_a_box_do_not_open_it(desktop):
    page = desktop.open("")
    search = Dialog(page)
    page.evaluate("addEventListener('keydown', (event) => event.preventDefault())")
    for key in ("Control+s", "Meta+s", "Alt+s", "Shift+S", "a"):
        page.keyboard.press(key)
        print(key, search.box.is_visible())
    page.locator("#tim-trang-chu").press("s")
    page.locator("#tim-trang-chu").press("/")
    expect(search.box).to_be_hidden()


def test_arrows_go_from_the_box_through_all_results_and_back(desktop):
    search = dialog(desktop).find("con muong")
    stops = [search.links.nth(n) for n in range(search.links.count())] + [search.all]
    for stop in stops:
        search.page.keyboard.press("ArrowDown")
        expect(stop).to_be_focused()
        expect(stop).to_be_in_viewport()
    search.page.keyboard.press("ArrowDown")
    expect(search.all).to_be_focused()
    for stop in [*reversed(stops[:-1]), search.input]:
        search.page.keyboard.press("ArrowUp")
        expect(stop).to_be_focused()
    search.page.keyboard.press("ArrowUp")
    expect(search.input).to_be_focused()


def test_enter_opens_the_first_result_even_before_it_is_shown(desktop):
    search = dialog(desktop)
    search.page.keyboard.press("/")
    search.page.keyboard.type("bac ba")
    search.page.keyboard.press("Enter")
    search.page.wait_for_url("**/bac-ba-cau-lac-bo-50/?tim=bac%20ba")
    expect(search.page.locator("h1")).to_have_text("Bác Ba và câu lạc bộ người cao tuổi")


def test_enter_on_a_result_opens_that_one(desktop):
    search = dialog(desktop).find("thu vien")
    second = search.titles.nth(1).inner_text()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        search.page.keyboard.press(key)
    expect(search.page.locator("h1")).to_have_text(second)


def test_enter_without_results_stays(desktop):
    search = dialog(desktop).find("duong hoa")
    search.type("qwxzqwxz")
    search.page.keyboard.press("Enter")
    expect(search.status).to_contain_text("Không tìm thấy")
    search.type("")
    search.page.keyboard.press("Enter")
    expect(search.status).to_have_text(HINT)
    assert search.page.url.endswith(PAGE)


def test_escape_closes_the_search_from_a_result(desktop):
    search = dialog(desktop).find("duong hoa")
    search.page.keyboard.press("ArrowDown")
    search.page.keyboard.press("Escape")
    expect(search.box).to_be_hidden()
    expect(search.page.locator("[data-open-search]")).to_be_focused()


def test_escape_in_the_box_empties_it_then_closes(desktop):
    search = dialog(desktop).find("duong hoa")
    search.page.keyboard.press("Escape")
    expect(search.input).to_have_value("")
    expect(search.status).to_have_text(HINT)
    search.page.keyboard.press("Escape")
    expect(search.box).to_be_hidden()


# --- touch and mouse -----------------------------------------------------------------------------


def test_a_tap_opens_the_search_and_a_tap_opens_a_story(phone):
    search = dialog(phone)
    search.page.locator("[data-open-search]").tap()
    expect(search.input).to_be_focused()
    search.find("duong hoa")
    search.links.first.tap()
    expect(search.page.locator("h1")).to_have_text(FLOWERS)


def test_results_are_large_enough_for_a_thumb(phone):
    search = dialog(phone).find("duong hoa")
    for link in [*search.links.all(), search.all, search.box.locator("[data-close-search]")]:
        assert link.bounding_box()["height"] >= 40
    assert search.input.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 16  # no zoom


@pytest.mark.parametrize("way", ["button", "beside"])
def test_the_search_closes_with_its_button_and_with_a_click_beside_it(desktop, way):
    search = dialog(desktop).find("duong hoa")
    if way == "button":
        search.page.get_by_role("button", name="Đóng").click()
    else:
        search.page.mouse.click(5, 700)
    expect(search.box).to_be_hidden()


def test_the_box_of_the_home_page_shows_results_until_a_click_elsewhere(desktop):
    page = desktop.open("")
    box = page.locator("[data-search=trang-chu]")
    box.locator("input").fill("duong hoa")
    expect(box.locator(".dv-result__title").first).to_have_text(FLOWERS)
    assert page.url == desktop.home  # only the dialog keeps itself in the address
    page.locator("h1").click()
    expect(box.locator(".dv-result")).to_have_count(0)


def test_all_results_are_on_the_browse_page(phone):
    search = dialog(phone).find("duong hoa")
    total = int(re.search(r"\d+", search.all.inner_text())[0])
    search.all.tap()
    search.page.wait_for_url("**/tra-cuu/?q=duong%20hoa")
    page = search.page
    expect(page.locator(".dv-browse .dv-card__title a").first).to_have_text(FLOWERS)
    expect(page.locator(".dv-browse input[type=search]").first).to_have_value("duong hoa")
    numbers = page.locator(".dv-tab .dv-number").all_inner_texts()
    assert sum(map(int, numbers)) == total


# --- the address ---------------------------------------------------------------------------------


def test_the_address_keeps_the_search_and_leads_back_to_it(phone, visit, held_out):
    search = dialog(phone).find("đường hoa & “giếng” 100%")
    address = search.page.url
    assert unquote(address.partition("#tim=")[2]) == "đường hoa & “giếng” 100%"
    again = Dialog(visit(held_out, viewport=PHONE).open(address.removeprefix(held_out.home)))
    expect(again.box).to_be_visible()
    expect(again.input).to_have_value("đường hoa & “giếng” 100%")
    expect(again.titles.first).to_have_text(FLOWERS)


def test_back_from_a_story_leads_to_the_search(phone):
    search = dialog(phone).find("duong hoa")
    search.links.first.tap()
    expect(search.page.locator("h1")).to_have_text(FLOWERS)
    search.page.go_back()
    expect(search.box).to_be_visible()
    expect(search.input).to_have_value("duong hoa")
    expect(search.titles.first).to_have_text(FLOWERS)


def test_typing_does_not_fill_the_history(phone):
    search = dialog(phone)
    before = search.page.evaluate("history.length")
    for query in ("duong", "duong hoa", "gieng"):
        search.find(query)
    assert search.page.evaluate("history.length") == before
    assert search.page.url.endswith("#tim=gieng")


@pytest.mark.parametrize("wait", [0, 300])
def test_a_closed_search_leaves_the_address(desktop, wait):
    search = dialog(desktop)
    search.page.locator("[data-open-search]").click()
    search.page.keyboard.type("gieng")
    search.page.wait_for_timeout(wait)
    search.page.get_by_role("button", name="Đóng").click()
    search.page.wait_for_timeout(REST)
    assert search.page.url.endswith(PAGE)


@pytest.mark.parametrize("place", ["#tim=", "#tim=%E1%BA", "#tim=100%", "#ket-qua", "#"])
def test_other_places_do_not_open_the_search_nor_break_the_page(phone, place):
    search = dialog(phone, PAGE + place)
    expect(search.box).to_be_hidden()
    search.find("duong hoa")
    expect(search.titles.first).to_have_text(FLOWERS)


def test_an_address_followed_on_the_page_opens_the_search(phone):
    search = dialog(phone)
    search.page.evaluate("location.hash = '#tim=duong%20hoa'")
    expect(search.box).to_be_visible()
    expect(search.titles.first).to_have_text(FLOWERS)


# --- the words on the story's page ---------------------------------------------------------------


def marks(page):
    return page.locator("mark.dv-found").all_inner_texts()


def test_a_story_opened_from_a_result_marks_the_words(phone):
    search = dialog(phone).find("duong hoa")
    text = phone.open("kinh-te/mac-nfd/").locator(".dv-prose").inner_text()
    phone.page.go_back()
    expect(search.titles.first).to_have_text(FLOWERS)
    search.links.first.tap()
    page = search.page
    expect(page.locator(".dv-marking")).to_contain_text("Đang tô màu “duong hoa”.")
    assert marks(page) == ["Đường hoa"]
    expect(page.locator("h1")).to_have_text(FLOWERS)
    assert page.locator(".dv-prose").inner_text() == text


def test_marks_can_be_taken_away(phone):
    page = phone.open("kinh-te/mac-nfd/?tim=duong%20hoa#ket-qua")
    button = page.get_by_role("button", name="Bỏ tô màu")
    expect(page.locator("mark")).to_have_count(1)
    button.tap()
    expect(page.locator("mark")).to_have_count(0)
    expect(page.locator(".dv-marking")).to_have_count(0)
    expect(page.locator("h1")).to_have_text(FLOWERS)
    assert page.url == f"{phone.home}kinh-te/mac-nfd/#ket-qua"


MARKED = {
    "both words only where they stand together": ("con kênh", {"con kênh"}),
    "one word everywhere": ("kenh", {"Kênh", "kênh"}),
    "half of the last word": ("con ken", {"con kênh"}),
    "as it is written, however it is typed": ("CON KÊNH", {"con kênh"}),
    "words of the facts": ("me tri", {"Mễ Trì"}),
    "nothing that is not there": ("qwxz", set()),
}


@pytest.mark.parametrize(("query", "texts"), MARKED.values(), ids=MARKED.keys())
def test_what_is_marked(phone, query, texts):
    page = phone.open(f"an-ninh-quoc-phong/anh-trong-bai/?tim={query}")
    page.wait_for_load_state("networkidle")
    assert set(marks(page)) == texts
    assert page.locator(".dv-marking").count() == bool(texts)


def test_an_empty_or_broken_query_marks_nothing(phone):
    for query in ("", "%20", "%E1%BA", "…"):
        page = phone.open(f"kinh-te/mac-nfd/?tim={query}")
        page.wait_for_load_state("networkidle")
        assert marks(page) == []


def test_html_in_the_query_is_text_on_the_page(phone):
    page = phone.open("kinh-te/mac-nfd/?tim=<img src=x onerror=alert(1)> duong hoa")
    expect(page.locator(".dv-marking")).to_contain_text("“<img src=x onerror=alert(1)> duong hoa”")
    expect(page.locator("[src=x]")).to_have_count(0)


# --- networks ------------------------------------------------------------------------------------


@contextmanager
def broken(window, pattern):
    """Let what fits `pattern` fail; these failures are no faults of the page."""
    known = list(window.faults)
    window.page.route(pattern, lambda route: route.abort("internetdisconnected"))
    yield
    window.page.unroute(pattern)
    window.page.wait_for_timeout(50)
    assert all("ERR_INTERNET_DISCONNECTED" in fault for fault in window.faults[len(known) :])
    window.faults[:] = known


@pytest.mark.parametrize(
    "pattern",
    ["**/goc.json", "**/w*.txt", "**/p*.txt", "**/c*.json", "**/engine.js", "**/files.js"],
)
def test_without_network_it_says_so_and_works_again_after(phone, pattern):
    search = dialog(phone)
    with broken(phone, pattern):
        search.type("duong hoa")
        expect(search.status).to_have_text(FAILED)
        expect(search.results).to_have_count(0)
        expect(search.all).to_be_hidden()
    search.type("duong hoa gieng")
    expect(search.titles.first).to_have_text(FLOWERS)


def test_a_server_that_answers_with_an_error_is_like_no_network(phone):
    search = dialog(phone)
    search.page.route("**/goc.json", lambda route: route.fulfill(status=503, body="x"))
    search.type("duong hoa")
    expect(search.status).to_have_text(FAILED)
    search.page.unroute("**/goc.json")
    assert all("503" in fault for fault in phone.faults)
    phone.faults.clear()
    search.find("duong hoa gieng")


def test_a_slow_answer_does_not_replace_a_newer_one(phone):
    search = dialog(phone).find("tieu thuong")
    late, is_free = [], []

    def hold(route):
        if is_free:
            route.continue_()
        else:
            late.append(route)

    search.page.route("**/t*.json", hold)
    with search.page.expect_request("**/t*.json"):
        search.type("ap phich")
    search.find("tiet kiem")
    is_free.append(True)
    for route in late:
        route.continue_()
    search.page.wait_for_timeout(REST)
    expect(search.titles).to_have_text("Quỹ tiết kiệm của chị em tiểu thương")
    expect(search.status).to_contain_text("“tiet kiem”")


def test_on_a_slow_network_it_says_that_it_searches_and_finds_what_was_typed_meanwhile(phone):
    search = dialog(phone)
    late = []
    search.page.route("**/goc.json", lambda route: late.append(route))  # noqa: PLW0108 - no builtin
    with search.page.expect_request("**/goc.json"):
        search.page.locator("[data-open-search]").tap()
    search.page.keyboard.type("duong hoa", delay=20)
    expect(search.status).to_have_text("Đang tìm…")
    for route in late:
        route.continue_()
    expect(search.titles.first).to_have_text(FLOWERS)
    expect(search.status).to_contain_text("“duong hoa”")
