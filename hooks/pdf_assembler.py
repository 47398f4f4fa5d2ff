"""The one step of mkdocs-with-pdf that stood in the way, replaced: its `Generator.on_post_build`.

Left alone the plugin (frozen at 0.9.3) makes one book an output path, at the very end of a build,
in the same process, without any option of WeasyPrint. danvan needs the combined HTML of several
volumes while pages can still be told their page numbers, and renders each in its own way. The
plugin's cover, contents, sections and style sheets are used as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bs4 import BeautifulSoup, Tag
from mkdocs_with_pdf.cover import make_cover
from mkdocs_with_pdf.generator import Generator
from mkdocs_with_pdf.options import Options
from mkdocs_with_pdf.styles import style_for_print
from mkdocs_with_pdf.toc import make_indexes

from danvan.book import BookSection
from danvan.book.assembly import anchor


class _BookPage:
    """A section of the book in the shape in which the plugin takes pages from a navigation."""

    is_section = False
    children: tuple[()] = ()

    def __init__(self, section: BookSection) -> None:
        self.title = section.title
        self.url = anchor(section.address)
        setattr(self, "pdf-article", BeautifulSoup(section.html, "html.parser").article)


class BookAssembler(Generator):  # type: ignore[misc]
    """The plugin's generator, told to assemble when danvan asks and to render nothing itself."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        # libsass puts it before Vietnamese words (the plugin's own strings), where it is an error.
        self._style = style_for_print(options).replace('@charset "UTF-8";', "")

    def on_nav(self, nav: Any) -> None:
        """Take no pages from the site."""

    def on_post_page(self, output_content: str, page: Any, pdf_path: str) -> str:  # noqa: ARG002
        """Leave pages as they are: the templates link the book."""
        return output_content

    def on_post_build(self, config: Any, output_path: str) -> None:
        """Leave the rendering to danvan, which has done it by now."""

    def combined(
        self, head: Tag, sections: Iterable[BookSection], keywords: Mapping[str, Any]
    ) -> BeautifulSoup:
        """Return the whole book; `keywords` are for the cover templates."""
        soup = BeautifulSoup('<html lang="vi"><body></body></html>', "html.parser")
        assert soup.html
        assert soup.body
        soup.html.insert(0, head)
        style = soup.new_tag("style")
        style.string = self._style
        head.append(style)
        for section in sections:
            soup.body.append(self._get_content(soup, _BookPage(section)))
        make_indexes(soup, self._options)
        self._options.template.keywords.update(keywords)
        make_cover(soup, self._options)
        return soup
