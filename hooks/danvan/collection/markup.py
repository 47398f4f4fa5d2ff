"""Which HTML of an article is published; the rest is taken out, and staff are told.

Articles come from many units. What could run, ask another host, cover the page or take the place
of a part of it is not on these lists. `pages.prose.publishable` takes it out of what is rendered
(with nh3, the Ammonia sanitizer); `foreign_html` finds it in what was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

_PROSE = "a abbr b bdi blockquote br caption cite code dd del dfn div dl dt em h1 h2 h3 h4 h5 h6 hr"
_MORE = "i ins kbd li mark ol p pre q s samp section small span strong sub summary sup details"
_TABLES = "table tbody td tfoot th thead tr u ul var wbr col colgroup"
_PICTURES = "figure figcaption picture source img"
TAGS = frozenset(f"{_PROSE} {_MORE} {_TABLES} {_PICTURES}".split())
EMPTIED = frozenset(
    [
        "script",
        "style",
        "iframe",
        "object",
        "embed",
        "applet",
        "video",
        "audio",
        "form",
        "template",
        "noscript",
        "svg",
        "math",
        "title",
        "textarea",
        "select",
        "option",
        "frame",
        "frameset",
    ]
)
"""Elements that go with all that is in them; of others only the tags go."""
EVERYWHERE = frozenset({"lang", "title", "dir", "id", "class"})
ATTRIBUTES = {
    "a": frozenset({"href", "aria-label"}),
    "img": frozenset(
        ["src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding", "fetchpriority"]
    ),
    "source": frozenset({"type", "srcset", "sizes"}),
    "td": frozenset({"align", "colspan", "rowspan"}),
    "th": frozenset({"align", "colspan", "rowspan", "scope"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "ol": frozenset({"start", "type", "reversed"}),
    "li": frozenset({"value"}),
    "blockquote": frozenset({"cite"}),
    "q": frozenset({"cite"}),
    "details": frozenset({"open"}),
    "hr": frozenset(),
}
LIGHTBOX = frozenset(
    {"data-pswp-width", "data-pswp-height", "data-pswp-srcset", "data-caption", "data-credit"}
)
"""What danvan writes at the link of a photo."""
SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "zalo"})
"""Links that a reader's browser follows; `file:` and `C:` lead to somebody's own computer."""
_PASTED = frozenset(
    [
        "class",
        "style",
        "align",
        "valign",
        "width",
        "height",
        "border",
        "bgcolor",
        "color",
        "face",
        "size",
        "cellpadding",
        "cellspacing",
        "name",
        "target",
        "rel",
        "start",
        "type",
        "dir",
        "lang",
        "xmlns",
        "nowrap",
        "clear",
        "hspace",
        "vspace",
    ]
)
"""Attributes that word processors write: they go without a word, for nobody misses them."""
_PASTED_TAGS = frozenset(
    [
        "font",
        "center",
        "big",
        "tt",
        "strike",
        "nobr",
        "article",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "address",
        "label",
    ]
)
"""Likewise; what stands in them stays."""
_CLASS = re.compile(r"dv-(?:figure|zoom|credit)[a-z-]*|nen-\w+|footnote[a-z-]*")
_ID = re.compile(r"(?!__)(?:fn(?:ref\d*)?:[\w-]+|anh-[0-9a-f]{10}|[^\W_][\w.-]*)", re.UNICODE)
_OWN_IDS = frozenset(["noi-dung-trang", "tim-kiem", "tra-cuu-tu"])
"""Ids of the templates, which scripts look for."""
_OTHER_HOST = re.compile(r"^\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:|[/\\]{2})")
_FILES = frozenset({"src", "srcset", "data-pswp-srcset"})
# `<http://…>` and `<ten@vd.vn>` are links. Nothing here looks far beyond the next `<`, so that
# the time grows with the text, whoever wrote it.
_TAG = re.compile(
    r"<(?P<name>[^\W\d_][^\s<>/:@.]*)(?=[\s/><]|$)(?P<attributes>(?:\"[^\"]{0,500}\"|'[^']{0,500}'|[^<>])*)"
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'<>/=]+)(?:\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?"
)
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]+")


@dataclass(frozen=True)
class Foreign:
    """Something in the HTML of an article that is not published."""

    line: int
    tag: str
    attribute: str = ""
    """Empty: the whole tag is not."""


def kept_value(_tag: str, name: str, value: str) -> str | None:
    """Return what is published of an attribute's value; None for nothing."""
    if name in _FILES:
        return None if any(map(_OTHER_HOST.match, value.split(","))) else value
    if name in ("href", "cite"):
        scheme = re.match(r"([^/?#:]*):", _INVISIBLE.sub("", value))
        return value if scheme is None or scheme[1].lower() in SCHEMES else None
    if name == "id":
        return value if _ID.fullmatch(value) and value not in _OWN_IDS else None
    if name == "class":
        return " ".join(filter(_CLASS.fullmatch, value.split())) or None
    return value


def allowed(tag: str) -> frozenset[str]:
    """Return the attributes that a tag may have."""
    return EVERYWHERE | ATTRIBUTES.get(tag, frozenset())


def foreign_html(text: str) -> Iterator[Foreign]:
    """Yield what is not published of the HTML in an article, its code taken out, in order."""
    shown = _without_comments(text)
    line, counted = 1, 0
    for found in _TAG.finditer(shown):
        line += shown.count("\n", counted, found.start())
        counted = found.start()
        tag = found["name"].lower()
        if tag not in TAGS | _PASTED_TAGS:
            yield Foreign(line, tag)
            continue
        for given in _ATTRIBUTE.finditer(found["attributes"]):
            name, value = given["name"].lower(), unescape(given["value"] or "").strip("\"'")
            if name in _PASTED:
                continue
            if name not in allowed(tag) or kept_value(tag, name, value) != value:
                yield Foreign(line, tag, name)


def _without_comments(text: str) -> str:
    """Return `text` of the same lines, without what nobody publishes anyway."""
    kept, place = [], 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept += [text[place:start], "\n" * text.count("\n", start, end)]
        place = end + len("-->")
    return "".join((*kept, text[place:]))
