"""The files that staff gave, found by the bytes that the build embedded."""

from __future__ import annotations

from collections.abc import Iterable

from . import messages
from .facts import PrintedPhoto


class Originals:
    """The photos that the build knows, by digest."""

    def __init__(self, photos: Iterable[PrintedPhoto]) -> None:
        self._photos: dict[str, PrintedPhoto] = {}
        for photo in photos:
            self._photos.setdefault(photo.digest, photo)

    def find(self, digest: str) -> PrintedPhoto | None:
        return self._photos.get(digest)

    def name(self, digest: str) -> str:
        """Return the original's path and where it stands, or that nobody knows it."""
        photo = self.find(digest)
        if photo is None:
            return messages.UNKNOWN_ORIGINAL
        return messages.OF_PAGE.format(original=photo.original, title=photo.page_title)

    def missing(self, printed: Iterable[str]) -> list[PrintedPhoto]:
        """Return the photos whose digests are not among those `printed`."""
        seen = set(printed)
        return [photo for digest, photo in self._photos.items() if digest not in seen]
