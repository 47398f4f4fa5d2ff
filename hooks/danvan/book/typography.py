"""Prepare the text of a page for print: its signs, and what must not break over two lines.

Pango breaks lines after `–`, and after `/` or `-` before a letter, but neither inside 05/3/2023,
11-9-2023 and 024-3768-1234 nor at a no-break space, which WeasyPrint widens like any other space.
Only signs that both faces of the book have are set: no primes, no word joiner, no narrow spaces.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

LONGEST_CHAIN = 18
"""Characters that no-break spaces may hold together: with more, justified lines gape."""
LONGEST_CODE = 24
"""Characters of a document number that stays on one line."""


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


_BLOCK, _LINE, _OBJECT = "\u2029", "\u2028", "\ufffc"
"""What stands for block tags, for `<br>`, and for code and pictures while text is worked on."""
_ATTRIBUTES = r"(?:[^\"'>]++|\"[^\"]*\"|'[^']*')*+"
_MARKUP = re.compile(
    r"<!--.*?-->"
    rf"|<(?P<opaque>code|pre|kbd|samp|script|style)\b{_ATTRIBUTES}>.*?</(?P=opaque)\s*>"
    rf"|</?(?P<tag>[a-z][a-z0-9]*)\b{_ATTRIBUTES}>"
    rf"|<[!?/]{_ATTRIBUTES}>",
    re.DOTALL | re.IGNORECASE,
)
_INLINE = dict.fromkeys(
    _words(
        "a abbr b bdi bdo cite data del dfn em font i ins mark q s small span strong sub sup time "
        "tt u var wbr"
    ),
    "",
) | {"": "", "br": _LINE, "img": _OBJECT, "code": _OBJECT, "kbd": _OBJECT, "samp": _OBJECT}
_BOUND_TAGS = re.compile(r"</?span[^>]*>")
_BOUND_SPAN = re.compile(r"<span\b[^>]*\bclass=[\"'][^\"']*\bbound\b", re.IGNORECASE)

# Where a pattern names a character before it looks behind that, the engine skips to the character.
_GAP = r"[ \t\r\n\u00a0]+"
_ANY_GAP = re.compile(_GAP)
_ADDRESS = re.compile(r"(?<![^\s(“‘”’\"'])(?:https?://|www\.|[\w.+-]+@)[^\s“”‘’\"'()]+")
# 15 - 10 - 1949, 139 - KH/QU, ngày 2 - 9, 024 3768 1234: hyphens and spaces inside one sign
_SPACED = re.compile(
    r"[0-9](?<![\w.,/–-].)(?:\d? - \d{1,2} - \d{2,4}|\d{0,3} - [A-ZĐ]{2,}[/-][\w/-]*\w"
    r"|(?<=(?:ngày|mồng|mùng)[ \u00a0].)\d? - \d{1,2}|(?<=0)\d{1,3}(?: (?:- )?\d{3,4}){1,3})"
    r"(?![\w-]|[.,]\d)"
)
_YEARS = re.compile(
    rf"(?P<first>[12](?<![\w.,…/–-].)(?:(?<=1)[89]|(?<=2)0)\d\d)(?P<sign>(?:{_GAP})?[-–](?:{_GAP})?)"
    r"(?P<last>(?:18|19|20)\d\d)(?![\w/–-]|[.,]\d)"
)
_SIGNS = (
    ("...", re.compile(r"(?<![.…])(?P<sign>\.{3,4})(?![.…])"), "…"),
    ("-", re.compile(rf"(?<=\S){_GAP}(?P<sign>-{{1,3}})(?={_GAP})"), "–"),
    ("-", re.compile(rf"(?<![^{_BLOCK}{_LINE}])(?:{_GAP})?(?P<sign>--?)(?={_GAP}\S)"), "–"),
    ("--", re.compile(r"(?<=\w)(?P<sign>-{2,3})(?=\w)"), " – "),
    ("--", re.compile(rf"(?<=\w)(?P<sign>-{{2,3}})(?={_GAP}\w)"), " –"),
)
"""What a text with such a sign must hold, where it stands, and what is set for it."""
_QUOTE = re.compile(rf"[\"'“”„‘’{_BLOCK}]")
_OPENING = "“„‘([{«<–—-/"
_CLOSING_LATER = re.compile(rf"(?:(?!\s['‘])[^{_BLOCK}])*?(?<=\S)['’](?!\w)")
_SMALL_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d+)?$")

_STUCK = re.compile(rf"(?<=\S)(?P<gap>{_GAP})(?=[–—](?:\s|$)|…(?!…))")
_AFTER_ELLIPSIS = re.compile(rf"…(?<![^{_BLOCK}{_LINE}“‘(\[].)(?P<gap>{_GAP})(?=\w)")
_ABBREVIATION = re.compile(
    rf"(?P<short>[A-ZĐ](?<!\w.)[A-Za-zƯ]{{0,5}})\.(?P<gap>{_GAP})(?=(?P<next>\w))"
)
_ABBREVIATIONS = _words(
    "TP Tp TX Tx TT TS ThS TSKH GS PGS BS BSCK BSCKI BSCKII DS KS KTS LS CN NGND NGƯT NSND NSƯT"
)
_HOURS = re.compile(
    rf"[0-9](?<![\w.,/–-].)\d?{_GAP}giờ{_GAP}\d{{1,2}}(?:{_GAP}phút)?(?![\w/-]|[.,]\d)"
)
_NUMBER = re.compile(
    r"[0-9IVX](?<![^\s“‘«(\[].)"
    r"(?:(?<=\d)\d*+(?:[.,/:–-]?\w++)*+|(?<=[IVX])[IVX]*(?:/\d{4})?(?![.,/-]?\w))"
)
_QUANTITY = re.compile(r"(?!0\d\d)\d+(?:[.,]\d+)*(?:[–-]\d+(?:[.,]\d+)*)?")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[–-](?:19|20)\d\d)?")
_AMOUNT = re.compile(r"\d+,\d+|\d{1,3}(?:\.\d{3})+")
_BEFORE = re.compile(rf"(?<![^\W_])(?P<word>[^\W\d_]+)(?P<gap>{_GAP})$")
_AFTER = re.compile(rf"(?P<gap>{_GAP})(?P<word>[^\W\d_]+|[%‰°₫$€])")
_BREAKABLE = f" \t\r\n{_LINE}{_BLOCK}"
_UNBROKEN = re.compile(rf"[^{_BREAKABLE}]*")

_LEADS = _words(
    """
    ngày tháng năm quý tuần mồng mùng số điều khoản điểm chương mục phần tiết trang dòng câu bước
    tổ khu vực vùng cụm phố phường quận xã thôn xóm ấp ngõ ngách hẻm nhà toà tòa tầng phòng tuyến lộ
    đội nhóm lớp khối khoá khóa kỳ kỷ cấp hạng loại bậc đợt lần thứ giải bài ảnh hình bảng biểu mẫu
    lục đoạn tập quyển tuổi hội
    """
)
"""Words that a number belongs to: tổ 5, tháng 9, quý II, thế kỷ XX, phụ lục 2, giai đoạn 1."""
_DATE_LEADS = _words("sáng trưa chiều tối đêm hôm")
_EITHER = _words("ngày tháng năm tuần tổ nhóm đội hội lớp nhà khối bài lần đợt phần")
_MEASURES = _words(
    """
    lần lượt buổi bữa đợt vụ ca giờ phút tuổi nghìn triệu tỷ tỉ đồng cân kg tấn người em cháu cụ hộ
    bạn tình thành tầng
    """
)
"""After these the number counts even behind a word of `_EITHER`: mỗi tuần 3 buổi, nhóm 5 người."""
_NOT_COUNTED = _words(
    """
    và hay hoặc là có đến tới lên xuống còn trong ngoài ở tại của thì mà để cho với do vì nên cũng
    đã sẽ đang được bị nhưng khi sau trước theo qua từ vào ra về rồi đều chỉ vẫn so gồm bằng chưa
    không như lúc tức thành trên dưới giữa nếu nay thuộc cùng phải thay này đó ấy
    """
)
_BREAKS_INSIDE = re.compile(r"[/–-]|0\d\d|[PQ]\.\d")
_ONE_LINE = re.compile(
    rf"(?P<spaced>{_SPACED.pattern})|(?<![\w/.,–-])(?:[PQ]\.\d{{1,2}}"
    r"|[^\W_]++(?:[.,]\d++[^\W_]*+)*+(?:[/–-][^\W_]++(?:[.,]\d++)*+)++)(?!\w)"
)
_RANGE_OR_RATE = re.compile(
    r"[PQ]\.\d+|\d+(?:[.,]\d+)*–\d+(?:[.,]\d+)*|[\d.,]*[^\W\d_]{1,5}/[^\W\d_]{1,5}"
)


class _Piece(NamedTuple):
    text: str
    """Of markup, what stands for it in the text."""
    markup: str = ""
    bound: bool = False
    """Already on one line."""


class _Edit(NamedTuple):
    start: int
    end: int
    new: str


class _Gap(NamedTuple):
    start: int
    end: int
    must: bool = False


def set_type(html: str) -> str:
    """Return a fragment of HTML with the signs and the line breaks of good Vietnamese print.

    Tags, attributes and code stay as they are. `<span class="bound">` is put around what the style
    sheet has to keep on one line. To set the type again changes nothing.
    """
    pieces = list(_pieces(html))
    for find in (_signs, _ranges, _no_breaks):
        if edits := find("".join(piece.text for piece in pieces)):
            pieces = list(_edited(pieces, edits))
    return "".join(piece.markup or _as_html(piece) for piece in pieces)


def set_plain(text: str) -> str:
    """Return plain text with good signs, on one line: what a style sheet takes from attributes."""
    set_text = _BOUND_TAGS.sub("", set_type(entities.escape(text, quote=False)))
    return entities.unescape(set_text).replace("\u00a0", " ")


def _pieces(html: str) -> Iterator[_Piece]:
    spans: list[bool] = []
    end = 0
    for match in _MARKUP.finditer(html):
        if match.start() > end:
            yield _Piece(entities.unescape(html[end : match.start()]), bound=any(spans))
        tag = (match["opaque"] or match["tag"] or "").lower()
        if tag == "span" and not match[0].startswith("</"):
            spans.append(bool(_BOUND_SPAN.match(match[0])))
        elif tag == "span" and spans:
            spans.pop()
        yield _Piece(_INLINE.get(tag, _BLOCK), match[0])
        end = match.end()
    yield _Piece(entities.unescape(html[end:]), bound=any(spans))


def _edited(pieces: Iterable[_Piece], edits: Iterable[_Edit]) -> Iterator[_Piece]:
    """Yield `pieces` with those of the sorted `edits` that lie inside one piece of text."""
    waiting = iter(edits)
    edit = next(waiting, None)
    start = 0
    for piece in pieces:
        end, done, parts = start + len(piece.text), start, []
        while edit and edit.start < end:
            if edit.start >= done and edit.end <= end:
                parts += [piece.text[done - start : edit.start - start], edit.new]
                done = edit.end
            edit = next(waiting, None)
        rest = piece.text[done - start :]
        yield piece._replace(text="".join((*parts, rest))) if parts else piece
        start = end


def _as_html(piece: _Piece) -> str:
    text = entities.escape(piece.text, quote=False)
    if piece.bound or not _BREAKS_INSIDE.search(text):
        return text
    return _ONE_LINE.sub(_on_one_line, text)


def _on_one_line(match: re.Match[str]) -> str:
    token = match[0]
    is_code = match["spaced"] or (token[0].isdigit() and sum(map(str.isupper, token)) >= 2)
    if len(token) > LONGEST_CODE or not (is_code or _RANGE_OR_RATE.fullmatch(token)):
        return token
    return f'<span class="bound">{token}</span>'


def _signs(text: str) -> list[_Edit]:
    edits = list(_quotes(text))
    for needle, pattern, sign in _SIGNS:
        found = pattern.finditer(text) if needle in text else ()
        edits += (_Edit(*match.span("sign"), sign) for match in found)
    return _outside(text, edits, _ADDRESS, _SPACED)


def _ranges(text: str) -> list[_Edit]:
    years = (match for match in _YEARS.finditer(text) if match["first"] < match["last"])
    return _outside(text, (_Edit(*match.span("sign"), "–") for match in years), _ADDRESS)


def _outside(text: str, edits: Iterable[_Edit], *kept: re.Pattern[str]) -> list[_Edit]:
    spans = [match.span() for pattern in kept for match in pattern.finditer(text)]
    return [e for e in sorted(edits) if not any(start <= e.start < end for start, end in spans)]


def _quotes(text: str) -> Iterator[_Edit]:
    opened = {'"': 0, "'": 0}
    for match in _QUOTE.finditer(text):
        sign, at = match[0], match.start()
        if sign == _BLOCK:
            opened = dict.fromkeys(opened, 0)
            continue
        kind = "'" if sign in "'‘’" else '"'
        before = text[at - 1 : at] if at else ""
        after = text[at + 1 : at + 2]
        new = sign
        if sign == kind:
            new = _curly(text, at, before, after, is_open=opened[kind] > 0)
        if new in "“„‘":
            opened[kind] += 1
        elif new == "”" or (new == "’" and not after.isalnum()):
            opened[kind] = max(0, opened[kind] - 1)
        if new != sign:
            yield _Edit(at, at + 1, new)


def _curly(text: str, at: int, before: str, after: str, *, is_open: bool) -> str:
    """Return the sign for the straight quote at `at`; inches and minutes keep theirs (5", 30')."""
    opening, closing = ("“", "”") if text[at] == '"' else ("‘", "’")
    in_word = before.isalnum() and after.isalnum()
    if _SMALL_NUMBER.search(text, max(0, at - 12), at) and not is_open:
        return text[at]
    if in_word and text[at] == "'":
        return closing
    starts_word = bool(after) and not after.isspace()
    if not before or before.isspace() or before in _OPENING:
        opens = starts_word or (bool(after) and not is_open)
    else:  # nói:"Tôi đi", typed without its space
        opens = not is_open and after.isalnum()
    if opens and text[at] == "'" and not _CLOSING_LATER.match(text, at + 1):
        return closing  # năm ’68
    return opening if opens else closing


def _no_breaks(text: str) -> list[_Edit]:
    gaps = [_Gap(*match.span("gap"), must=True) for match in _STUCK.finditer(text)]
    gaps += (_Gap(*match.span("gap")) for match in _AFTER_ELLIPSIS.finditer(text))
    for short in _ABBREVIATION.finditer(text):
        if _stands_for_a_name(text, short):
            gaps.append(_Gap(*short.span("gap")))
    hours = [match.span() for match in _HOURS.finditer(text)]
    for hour in hours:
        gaps += (_Gap(*match.span()) for match in _ANY_GAP.finditer(text, *hour))
    taken = hours + [match.span() for match in _SPACED.finditer(text)]
    for number in _NUMBER.finditer(text):
        if not any(start < number.start() < end for start, end in taken):
            gaps += (_Gap(*span) for span in _neighbours(text, number))
    return [_Edit(gap.start, gap.end, "\u00a0") for gap in _short_chains(text, gaps)]


def _short_chains(text: str, gaps: Iterable[_Gap]) -> Iterator[_Gap]:
    """Yield those of `gaps` that bind no more than LONGEST_CHAIN characters, and all that must."""
    bound_to, length = -1, 0
    for gap in sorted(gaps):
        if gap.start < bound_to:
            continue
        here = text[max(0, gap.start - 2 * LONGEST_CHAIN) : gap.start]
        left = len(here) - 1 - max(map(here.rfind, _BREAKABLE))
        if gap.start - left <= bound_to:
            left = length + gap.start - bound_to
        match = _UNBROKEN.match(text, gap.end)
        right = len(match[0]) if match else 0
        if gap.must or left + 1 + right <= LONGEST_CHAIN:
            bound_to, length = gap.end, left + 1
            yield gap


def _stands_for_a_name(text: str, short: re.Match[str]) -> bool:
    """Tell “TP. Hà Nội” and “P. Mễ Trì” from a sentence that ends with “Nguyễn Văn A.”."""
    name, following, start = short["short"], short["next"], short.start()
    if not (following.isupper() or following.isdigit()):
        return False
    if len(name) > 1 or following.isdigit():
        return name in _ABBREVIATIONS or len(name) == 1
    words = text[max(0, start - 24) : start].split()
    after_name = bool(words) and words[-1].istitle() and words[-1].isalpha()
    return not after_name and text[start - 1 : start] != "."


def _neighbours(text: str, number: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield the gap between a number and the one word that it belongs to most."""
    start, end = number.span()
    before = _BEFORE.search(text, max(0, start - 24), start)
    after = _AFTER.match(text, end)
    counted = after["word"].casefold() if after else ""
    if before and _leads(before["word"].casefold(), number[0], counted):
        yield before.span("gap")
    elif after and counted not in _NOT_COUNTED and _counts(number[0]):
        yield after.span("gap")


def _leads(word: str, number: str, counted: str) -> bool:
    if word in _DATE_LEADS:
        return "/" in number
    if word in _EITHER and counted in _MEASURES and _counts(number):
        return False
    return word in _LEADS and not _AMOUNT.fullmatch(number)


def _counts(number: str) -> bool:
    return bool(_QUANTITY.fullmatch(number)) and not _YEAR.fullmatch(number)
