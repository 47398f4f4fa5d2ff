"""Keep words together by markup instead of by no-break spaces.

WeasyPrint tells readers of a PDF one character for each glyph of a face: after the first no-break
space every space of that face would be copied, searched and read aloud as one.
"""

from __future__ import annotations

import re

_NO_BREAK = "\u00a0"
_TAG = re.compile(r"(<[^>]*>)")
_BOUND = re.compile(f"[^\\s{_NO_BREAK}]+(?:{_NO_BREAK}[^\\s{_NO_BREAK}]+)+")
_BODY = "<body"


def keep_together(html: str) -> str:
    """Return a document with a `bound` span around what no-break spaces in its text held together.

    The style sheet keeps what is in a span on one line.
    """
    head, body, rest = html.partition(_BODY)
    parts = _TAG.split(body + rest)
    parts[::2] = [_in_spans(part) if _NO_BREAK in part else part for part in parts[::2]]
    return head + "".join(parts)


def _in_spans(text: str) -> str:
    return _BOUND.sub(r'<span class="bound">\g<0></span>', text).replace(_NO_BREAK, " ")
