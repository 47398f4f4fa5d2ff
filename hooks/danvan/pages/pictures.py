"""A photo as a page shows it, and its HTML: two formats, several widths, no jump while it loads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from danvan.collection import Photo
from danvan.photos import Derivative, Derivatives
from danvan.photos.derivatives import modern_name

PICTURES_ADDRESS = "assets/anh"
ILLUSTRATION = "Ảnh minh hoạ"
PHOTO_BY = "Ảnh"
SMALL = 480
"""Pixels: narrower pictures are not stretched."""
PLACEHOLDER = "nen-"
"""Begins the class of the colour that stands for a photo while it loads.

A style of its own for each would need a security policy that lets any style in.
"""
_SIXTHS = "0369cf"
OPEN_LARGE = "Xem ảnh lớn"


@dataclass(frozen=True)
class Picture:
    """A photo with everything that a template needs; addresses are relative to the site's root."""

    photo: Photo
    made: Derivatives
    alt: str
    caption: str = ""
    credit: str = ""
    """`Ảnh: …` or `Ảnh minh hoạ: …`, or empty."""

    @property
    def width(self) -> int:
        return self.made.full[-1].width

    @property
    def height(self) -> int:
        return self.made.full[-1].height

    @property
    def shape(self) -> str:
        """`portrait`, `landscape` or `panorama`."""
        if self.height > self.width:
            return "portrait"
        return "panorama" if self.width > 2 * self.height else "landscape"

    @property
    def anchor(self) -> str:
        """Id of its figure on the page."""
        return f"anh-{self.made.key[:10]}"

    def address(self, name: str) -> str:
        return f"{PICTURES_ADDRESS}/{self.made.key}/{name}"


def picture_of(photo: Photo, made: Derivatives, title: str) -> Picture:
    """Return the picture of `photo` on the page called `title`."""
    label = ILLUSTRATION if photo.illustration else PHOTO_BY
    credit = f"{label}: {photo.credit}" if photo.credit else ""
    if photo.illustration and not credit:
        credit = ILLUSTRATION
    return Picture(photo, made, photo.caption or title, photo.caption, credit)


def pictures_of(
    photos: tuple[Photo, ...], derivatives: Mapping[Photo, Derivatives], title: str
) -> dict[str, Picture]:
    """Return the pictures of a page by file name, in the order that staff gave."""
    return {photo.name: picture_of(photo, derivatives[photo], title) for photo in photos}


def picture_html(
    picture: Picture, root: str, sizes: str, *, crop: bool = False, eager: bool = False
) -> str:
    """Return a `<picture>`; `root` leads from the page to the site's root, as in `../../`."""
    chosen = picture.made.card if crop else picture.made.full
    middle = chosen[len(chosen) // 2]
    modern = _srcset(picture, chosen, root, modern=True)
    plain = _srcset(picture, chosen, root, modern=False)
    placeholder = PLACEHOLDER + _rounded(picture.made.colour)
    loading = 'fetchpriority="high"' if eager else 'loading="lazy"'
    return (
        f'<picture><source type="image/avif" srcset="{modern}" sizes="{sizes}">'
        f'<img src="{root}{picture.address(middle.name)}" srcset="{plain}" sizes="{sizes}"'
        f' width="{chosen[-1].width}" height="{chosen[-1].height}" alt="{escape(picture.alt)}"'
        f' {loading} decoding="async" class="{placeholder}"></picture>'
    )


def figure_html(picture: Picture, root: str, sizes: str, *, eager: bool = False) -> str:
    """Return a `<figure>` that opens in the lightbox, with caption and credit."""
    largest = picture.made.full[-1]
    # A picture of a few pixels is shown as it is rather than blown up.
    small = " dv-figure--small" if picture.width < SMALL else ""
    link = (
        f'<a class="dv-zoom" href="{root}{picture.address(largest.name)}"'
        f' data-pswp-width="{largest.width}" data-pswp-height="{largest.height}"'
        f' data-pswp-srcset="{_srcset(picture, picture.made.full, root, modern=True)}"'
        f' data-caption="{escape(picture.caption)}" data-credit="{escape(picture.credit)}"'
        f' aria-label="{OPEN_LARGE}: {escape(picture.alt)}">'
        f"{picture_html(picture, root, sizes, eager=eager)}</a>"
    )
    return (
        f'<figure id="{picture.anchor}" class="dv-figure dv-figure--{picture.shape}{small}">{link}'
        f"{caption_html(picture)}</figure>"
    )


def caption_html(picture: Picture) -> str:
    """Return the `<figcaption>`, or nothing when there is neither caption nor credit."""
    credit = f'<span class="dv-credit">{escape(picture.credit)}</span>' if picture.credit else ""
    caption = escape(picture.caption)
    if not (caption or credit):
        return ""
    return f"<figcaption>{' '.join(part for part in (caption, credit) if part)}</figcaption>"


def placeholder_stylesheet(made: Iterable[Derivatives]) -> str:
    """Return CSS for the placeholders of photos."""
    colours = sorted({_rounded(one.colour) for one in made})
    return "".join(f".{PLACEHOLDER}{c} {{ background-color: #{c}; }}\n" for c in colours)


def _rounded(colour: str) -> str:
    """Return `#rrggbb` as the nearest of 216 colours, three hexadecimal digits."""
    return "".join(_SIXTHS[round(int(colour[i : i + 2], 16) / 51)] for i in (1, 3, 5))


def _srcset(picture: Picture, chosen: tuple[Derivative, ...], root: str, *, modern: bool) -> str:
    names = ((modern_name(d.name) if modern else d.name, d.width) for d in chosen)
    return ", ".join(f"{root}{picture.address(name)} {width}w" for name, width in names)
