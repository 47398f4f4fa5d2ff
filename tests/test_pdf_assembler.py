"""The plugin that the user chose still fits danvan's assembler, and the book it combines is whole.

mkdocs-with-pdf is frozen at 0.9.3; what is used of its inside is named here.
"""

from __future__ import annotations

import inspect
import logging
import re
from importlib import metadata
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from mkdocs.config import load_config
from mkdocs_with_pdf.generator import Generator

import pdf_event_hook
from danvan.book import BookSection, BookSettings, BookText, BookWorks
from danvan.book.assembly import anchor
from danvan.book.settings import Press
from pdf_assembler import BookAssembler
from support.projects import ROOT

TEMPLATES = ROOT / "overrides/book"
TITLE = "Những điển hình & <việc tốt>"
COLOURS = (
    ".field-1 { --field: #123456 }\n[data-md-color-scheme=slate] .field-1 { --field: #abcdef }"
)
FOREWORD = BookSection(
    "Lời nói đầu",
    "loi-noi-dau/",
    '<article><h1 id="trang-loi-noi-dau">Lời nói đầu</h1><h6 class="sub sub-1">Mấy lời</h6>'
    "</article>",
)
STORIES = (
    BookSection("Phần 1", "dan-van/", '<article><h1 id="trang-dan-van">Phần 1</h1></article>'),
    BookSection("Kinh tế", "kinh-te/", '<article><h2 id="trang-kinh-te">Kinh tế</h2></article>'),
    BookSection(
        "Phố xanh",
        "kinh-te/pho-xanh/",
        '<article><h3 id="trang-kinh-te--pho-xanh">Phố xanh</h3><h6 class="sub sub-1">Nội dung</h6>'
        '<h6 class="sub sub-2">Việc đầu</h6><h6 class="sub sub-3">Việc nhỏ</h6></article>',
    ),
    BookSection(
        "Bảng tra", "bang-tra/", '<article><h1 id="trang-bang-tra">Bảng tra</h1></article>'
    ),
)


@pytest.fixture(scope="module")
def config(tmp_path_factory):
    """The repository's configuration after the plugin's own `on_config`."""
    weasyprint = logging.getLogger("weasyprint")
    level, filters = weasyprint.level, list(weasyprint.filters)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.delenv("DANVAN_BOOK", raising=False)
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        config = load_config(
            str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path_factory.mktemp("site")), strict=True
        )
        plugin = config.plugins[pdf_event_hook.PLUGIN]
        plugin.on_config(config)
        yield config
    weasyprint.setLevel(level)
    weasyprint.filters[:] = filters


@pytest.fixture
def plugins(config):
    """The plugins once danvan has taken over."""
    pdf_event_hook.take_over(config.plugins)
    return config.plugins


@pytest.fixture
def combined(plugins, tmp_path):
    """Return a function that combines sections to a volume, and opens what comes out."""

    def combined(*sections, **settings):
        book = BookSettings(**({"title": TITLE} | settings))
        works = BookWorks(book, ROOT, TEMPLATES, tmp_path / "cache", "https://danvan.vn/")
        text = BookText(sections or (FOREWORD, *STORIES), (), (), ())
        html = pdf_event_hook.combined_html(plugins, text, book, COLOURS, works)
        return BeautifulSoup(html, "html.parser")

    return combined


# --- the plugin ----------------------------------------------------------------------------------


def test_the_plugin_is_the_version_that_the_assembler_was_made_for():
    assert metadata.version("mkdocs-with-pdf") == "0.9.3"


def test_what_is_used_of_the_plugin_s_inside_is_there(config):
    plugin = config.plugins[pdf_event_hook.PLUGIN]
    assert isinstance(plugin.generator, Generator)
    assert plugin.generator._options.toc_title == "Mục lục"
    assert plugin._options.template.keywords is plugin._options.template.keywords
    assert {"_error_counter", "_options", "generator"} <= vars(plugin).keys()
    assert {"cover", "back_cover", "strict"} <= vars(plugin._options).keys()
    assert list(inspect.signature(Generator._get_content).parameters) == ["self", "soup", "page"]


@pytest.mark.parametrize("name", ["on_nav", "on_post_page", "on_post_build"])
def test_what_the_assembler_replaces_is_what_the_plugin_calls(name):
    ours, theirs = (inspect.signature(getattr(c, name)) for c in (BookAssembler, Generator))
    assert list(ours.parameters) == list(theirs.parameters)
    assert f"self.generator.{name}(" in inspect.getsource(inspect.getmodule(_plugin_class()))


def _plugin_class():
    (entry,) = metadata.entry_points(group="mkdocs.plugins", name=pdf_event_hook.PLUGIN)
    return entry.load()


def test_the_plugin_finds_the_hook_and_takes_no_style_of_the_theme(config):
    options = config.plugins[pdf_event_hook.PLUGIN]._options
    assert options.hook._module.__name__ == pdf_event_hook.__name__
    theme = BookAssembler(options)._theme
    assert (theme.get_stylesheet(debug_html=False), theme.get_script_sources()) == ("", [])
    assert options.hook.inject_link("<p>Trang</p>", "sach.pdf", None, theme) == "<p>Trang</p>"


# --- taking over ---------------------------------------------------------------------------------


def test_danvan_s_assembler_takes_the_place_of_the_generator_once(config):
    pdf_event_hook.take_over(config.plugins)
    plugin = config.plugins[pdf_event_hook.PLUGIN]
    first = plugin.generator
    assert isinstance(first, BookAssembler)
    assert first._options is plugin._options
    pdf_event_hook.take_over(config.plugins)
    assert plugin.generator is first


def test_the_plugin_ends_no_build_itself(plugins):
    plugin = plugins[pdf_event_hook.PLUGIN]
    assert plugin._error_counter is None
    assert plugin._options.strict is False


def test_the_plugin_renders_nothing_and_leaves_pages_alone(plugins, config, combined):
    combined()
    plugin = plugins[pdf_event_hook.PLUGIN]
    plugin.on_nav(["nav"], config=config, files=None)
    page = type("Page", (), {"file": type("File", (), {"dest_path": "a/index.html"})})
    html = "<html><body><article>Trang</article></body></html>"
    assert plugin.on_post_page(html, page, config) == html
    plugin.on_post_build(config)
    assert [path for path in Path(config.site_dir).rglob("*") if path.is_file()] == []


# --- the book ------------------------------------------------------------------------------------


def landmarks(soup):
    """Return ids, or else classes, of what stands in the body, in its order."""
    found = soup.body.select(":scope > *")
    return [element.get("id") or element["class"][0] for element in found]


def test_cover_contents_and_sections_stand_in_order_and_the_foreword_before_the_contents(combined):
    assert landmarks(combined()) == [
        "doc-cover",
        "inside-cover",
        "bia-lot",
        "blank",
        "trang-ten-sach",
        "trang-xuat-ban",
        "trang-loi-noi-dau:",
        "doc-toc",
        *(f"{anchor(section.address)}:" for section in STORIES),
        "dv-trang-trang",
        *["blank"] * 3,
        "doc-back_cover",
    ]


def test_without_a_foreword_the_contents_follow_the_imprint(combined):
    found = landmarks(combined(*STORIES))
    assert found[found.index("trang-xuat-ban") + 1] == "doc-toc"


def test_there_are_as_many_spare_pages_as_a_signature_may_need(combined):
    found = landmarks(combined(press=Press(signature=16)))
    assert found[-17:] == ["dv-trang-trang", *["blank"] * 15, "doc-back_cover"]


def test_the_contents_name_parts_fields_and_stories_and_lead_to_them(combined):
    soup = combined()
    contents = soup.find(id="doc-toc")
    assert contents.h1.get_text() == "Mục lục"
    listed = [(len(a.find_parents("ul")), a.get_text(), a["href"]) for a in contents.select("a")]
    assert listed == [
        (1, "Lời nói đầu", "#trang-loi-noi-dau"),
        (1, "Phần 1", "#trang-dan-van"),
        (2, "Kinh tế", "#trang-kinh-te"),
        (3, "Phố xanh", "#trang-kinh-te--pho-xanh"),
        (1, "Bảng tra", "#trang-bang-tra"),
    ]
    assert all(soup.find(id=href[1:]) for _, _, href in listed)


def test_headings_inside_articles_get_the_level_below_their_title(combined):
    soup = combined()
    found = [
        (h.name, h.get_text()) for h in soup.select("article:not(#doc-toc) :is(h1,h2,h3,h4,h5,h6)")
    ]
    assert found == [
        ("h1", "Lời nói đầu"),
        ("h2", "Mấy lời"),
        ("h1", "Phần 1"),
        ("h2", "Kinh tế"),
        ("h3", "Phố xanh"),
        ("h4", "Nội dung"),
        ("h5", "Việc đầu"),
        ("h6", "Việc nhỏ"),
        ("h1", "Bảng tra"),
    ]


def test_the_language_and_what_readers_see_of_the_file_are_named(combined):
    soup = combined(issuer='Ban "Dân vận"', subtitle="Quận A & B")
    assert soup.html["lang"] == "vi"
    assert [part.name for part in soup.html.contents] == ["head", "body"]
    assert soup.title.get_text() == TITLE
    named = {meta["name"]: meta["content"] for meta in soup.find_all("meta")}
    assert (named["author"], named["description"]) == ('Ban "Dân vận"', "Quận A & B")
    assert soup.find(id="doc-cover").select_one(".cover-title").get_text(" ") == TITLE


def test_each_volume_has_its_own_cover(combined):
    first, second = (combined(title=f"Tập {number}", edition="") for number in "12")
    for soup, title, other in ((first, "Tập 1", "Tập 2"), (second, "Tập 2", "Tập 1")):
        assert soup.title.get_text() == title
        for place in ("doc-cover", "bia-lot", "trang-ten-sach", "doc-back_cover"):
            assert title in soup.find(id=place).get_text()
        assert other not in soup.get_text()


def test_the_style_has_the_sizes_of_the_book_and_the_light_colours_of_fields(combined):
    soup = combined(trim_width=160.0, trim_height=240.0)
    style = "".join(element.get_text() for element in soup.find_all("style"))
    assert "size: 160mm 240mm" in style
    assert "#123456" in style and "#abcdef" not in style
    assert "article#doc-toc" in style  # the book's own style sheet, compiled by the plugin
    assert "@charset" not in style
    assert not re.search(r"https?://", style)
