"""Decide what of a photo is printed and with how many pixels."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from danvan.collection import Focus, Photo

_MM_PER_INCH = 25.4


@dataclass(frozen=True)
class Frame:
    """A part of an upright original and the size that it is printed at."""

    whole: tuple[int, int]
    """Width and height of the original, pixels."""
    box: tuple[int, int, int, int]
    """Left, top, right and bottom of the printed part, pixels of the original."""
    size: tuple[int, int]
    """Width and height of the print, pixels; never more than the box has."""
    dpi: float
    """Pixels of the original per printed inch: what the photo can give, before downsampling."""

    @property
    def scale(self) -> float:
        """Pixels of the print for one of the original, at most 1."""
        return max(
            self.size[0] / (self.box[2] - self.box[0]), self.size[1] / (self.box[3] - self.box[1])
        )


def frame_of(photo: Photo, width_mm: float, height_mm: float | None, dpi: int) -> Frame:
    """Return the frame of `photo` printed `width_mm` wide at `dpi`, or less where it has less.

    With `height_mm`, the photo is cropped to that box around its focus; without, it is whole.
    """
    shape = (width_mm, height_mm) if height_mm else (photo.width, photo.height)
    box = largest_box(photo.width, photo.height, shape, photo.focus)
    across, down = box[2] - box[0], box[3] - box[1]
    inches = width_mm / _MM_PER_INCH
    width = max(1, min(across, round(inches * dpi)))
    height = max(1, min(down, round(width * shape[1] / shape[0])))
    return Frame((photo.width, photo.height), box, (width, height), across / inches)


def cut(image: Image.Image, frame: Frame) -> Image.Image:
    """Return the frame's part of `image`, in the frame's size.

    `image` is the upright original, or the same picture decoded smaller.
    """
    across, down = image.width / frame.whole[0], image.height / frame.whole[1]
    left, top, right, bottom = frame.box
    box = left * across, top * down, right * across, bottom * down
    return image.resize(frame.size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def largest_box(
    width: int, height: int, shape: tuple[float, float], focus: Focus
) -> tuple[int, int, int, int]:
    """Return the largest box of a shape, its centre as near to the focus as the edges allow."""
    across = min(width, max(1, round(height * shape[0] / shape[1])))
    down = min(height, max(1, round(width * shape[1] / shape[0])))
    left = round(min(max(focus.x * width - across / 2, 0), width - across))
    top = round(min(max(focus.y * height - down / 2, 0), height - down))
    return left, top, left + across, top + down
