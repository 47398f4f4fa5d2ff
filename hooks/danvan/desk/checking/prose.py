"""What of a Markdown article is language: everything else is blanked, at its place."""

from __future__ import annotations

import re

BLANK = "\ufffc"
_NO_PROSE = re.compile(
    r"""
    ^(?P<fence>```|~~~).*?^(?P=fence)[^\n]*$      # code
    | (?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`)
    | <!--.*?-->
    | </?[a-zA-Z][^<>]*>                          # HTML tags
    | (?<=\])\([^()\n]*\)                         # what links and photos point to
    | (?<=\])\{[^{}\n]*\}
    | ^\ {0,3}\[[^\]\n]+\]:[^\n]*$
    | (?:https?://|www\.)[^\s<>]+
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


def prose(article: str) -> str:
    """Return `article` of the same length, without code, addresses and HTML."""
    return _NO_PROSE.sub(_blanked, article)


def _blanked(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", BLANK, found[0])
