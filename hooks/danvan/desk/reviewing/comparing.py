"""Compare two manuscripts, story by story: facts, words, photos and captions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from danvan.collection import Collection, Exemplar, Part, Photo
from danvan.collection.folding import fold
from danvan.collection.schema import EXEMPLAR, PART, PHOTO, Table

from .wording import ADDED, REMOVED, Line, Piece, changed_paragraphs, changed_words, is_changed

NEW, GONE, CHANGED = "Bài mới", "Bài đã bỏ", "Bài đã sửa"
MOVED = "Chuyển từ {old} sang {new}"
PHOTO_ADDED, PHOTO_REMOVED, PHOTO_REPLACED = "Thêm ảnh", "Bỏ ảnh", "Thay tệp ảnh"
PHOTOS_ORDERED = "Đổi thứ tự ảnh"
LAYOUT_ONLY = "Chỉ đổi cách trình bày (đậm, nghiêng, danh sách), chữ giữ nguyên."
SKIPPED = "…"
_NOT_FACTS = ("photos", "sample")
_MARKS = re.compile(
    r"(\*{1,3}|`+|^#{1,6}\s+|^>\s?|\\(?=[\\`*_{}\[\]()#+.!-])|</?\w[^>]*>)", re.MULTILINE
)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_RULE = re.compile(r"^\|?[\s:|-]+\|?$")


@dataclass(frozen=True)
class Fact:
    """A line of the front matter that changed."""

    name: str
    change: Line


@dataclass(frozen=True)
class StoryChange:
    """What became of one story, or another part of the book."""

    kind: str
    """NEW, GONE or CHANGED."""
    title: str
    where: str
    """Its file, relative to the project."""
    facts: tuple[Fact, ...] = ()
    text: tuple[Line, ...] = ()
    """Changed paragraphs, with SKIPPED where others were left out."""
    photos: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()


def changes_between(old: Collection, new: Collection) -> list[StoryChange]:
    """Return what is new, removed or changed in `new`, in the order of the book."""
    found = []
    partners = _partners(old, new)
    kept = {exemplar.address for exemplar in partners.values()}
    for exemplar in new.exemplars:
        before = partners.get(exemplar.address)
        if before is None:
            found.append(_whole(NEW, exemplar, new, ADDED))
        elif change := _changed(before, exemplar, new, EXEMPLAR):
            found.append(change)
    gone = (exemplar for exemplar in old.exemplars if exemplar.address not in kept)
    found += (_whole(GONE, exemplar, old, REMOVED) for exemplar in gone)
    return [*_changed_parts(old, new), *found]


def _partners(old: Collection, new: Collection) -> dict[str, Exemplar]:
    """Return for each story the one it was: by its address, else by its title."""
    by_address = {exemplar.address: exemplar for exemplar in old.exemplars}
    addresses = {exemplar.address for exemplar in new.exemplars}
    left = {fold(e.title): e for e in old.exemplars if e.address not in addresses}
    found = {}
    for exemplar in new.exemplars:
        before = by_address.get(exemplar.address) or left.pop(fold(exemplar.title), None)
        if before:
            found[exemplar.address] = before
    return found


def _changed_parts(old: Collection, new: Collection) -> Iterator[StoryChange]:
    """Compare the other parts of the book: foreword, article, documents, photos."""
    before = {_where(part, old): part for part in old.parts.all}
    after = {_where(part, new): part for part in new.parts.all}
    for where, part in after.items():
        if where not in before:
            yield _whole(NEW, part, new, ADDED)
        elif change := _changed(before[where], part, new, PART):
            yield change
    for where, part in before.items():
        if where not in after:
            yield _whole(GONE, part, old, REMOVED)


def _where(page: Exemplar | Part, collection: Collection) -> str:
    return page.path.relative_to(collection.root).as_posix()


def _whole(kind: str, page: Exemplar | Part, collection: Collection, change: str) -> StoryChange:
    lines = tuple((Piece(text, change),) for text in paragraphs(page.body))
    name = PHOTO_ADDED if change == ADDED else PHOTO_REMOVED
    photos = tuple(Fact(name, (Piece(_told(photo), change),)) for photo in page.photos)
    table = EXEMPLAR if isinstance(page, Exemplar) else PART
    values = _facts(page, table)
    facts = tuple(Fact(n, (Piece(v, change),)) for n, v in values.items() if v)
    return StoryChange(kind, page.title, _where(page, collection), facts, lines, photos)


def _changed(
    before: Exemplar | Part, after: Exemplar | Part, new: Collection, table: Table
) -> StoryChange | None:
    """Return what differs between two versions; None when nothing does."""
    old_facts, new_facts = _facts(before, table), _facts(after, table)
    facts = tuple(
        Fact(name, changed_words(old_facts[name], value))
        for name, value in new_facts.items()
        if value != old_facts[name]
    )
    lines = list(changed_paragraphs(paragraphs(before.body), paragraphs(after.body)))
    text = tuple(_shortened(lines))
    photos = tuple(_changed_photos(before.photos, after.photos))
    notes = [] if text or before.body.split() == after.body.split() else [LAYOUT_ONLY]
    if isinstance(before, Exemplar) and isinstance(after, Exemplar):
        moved = before.address != after.address
        notes += [MOVED.format(old=before.address, new=after.address)] if moved else []
    if not (facts or text or photos or notes):
        return None
    where = _where(after, new)
    return StoryChange(CHANGED, after.title, where, facts, text, photos, tuple(notes))


def _facts(page: Exemplar | Part, table: Table) -> dict[str, str]:
    keys = (key for key in table if key.attribute not in _NOT_FACTS)
    return {key.name: _shown(getattr(page, key.attribute, "")) for key in keys}


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if hasattr(value, "strftime"):
        return f"{value:%d/%m/%Y}"
    return str(getattr(value, "value", value) if value is not None else "")


def paragraphs(body: str) -> list[str]:
    """Return the paragraphs of a Markdown text as they are read, without its marks."""
    blocks = re.split(r"\n[ \t]*\n", body)
    lines = [line for block in blocks for line in _lines(block)]
    return [line for line in lines if line]


def _lines(block: str) -> Iterator[str]:
    """Yield the lines of a list, a table or a poem, or one paragraph whose lines are joined."""
    own = block.split("\n")
    apart = any(re.match(r"\s*(?:[-*+]|\d+[.)]|\||>|#)\s*", line) for line in own)
    for line in own if apart else [" ".join(own)]:
        if not _RULE.match(line.strip()):
            text = _MARKS.sub("", _LINK.sub(r"\1", re.sub(r"^\s*[-*+]\s+", "– ", line.strip())))
            yield " ".join(text.strip("| ").replace("|", " | ").split())


def _shortened(lines: Sequence[Line]) -> Iterator[Line]:
    """Leave out what did not change, but for the paragraph before a change."""
    changed = [place for place, line in enumerate(lines) if is_changed(line)]
    if not changed:
        return
    shown = {near for place in changed for near in (place - 1, place)}
    last = -1
    for place in sorted(one for one in shown if one >= 0):
        if place > last + 1:
            yield (Piece(SKIPPED),)
        yield lines[place]
        last = place
    if last < len(lines) - 1:
        yield (Piece(SKIPPED),)


# --- photos --------------------------------------------------------------------------------------


def _changed_photos(old: Sequence[Photo], new: Sequence[Photo]) -> Iterator[Fact]:
    """Yield what became of photos; one is known by its content, or by its file name."""
    partners = _photo_partners(old, new)
    for photo in new:
        before = partners.get(photo.name)
        if before is None:
            yield Fact(PHOTO_ADDED, (Piece(_told(photo), ADDED),))
            continue
        if before.digest != photo.digest:
            yield Fact(PHOTO_REPLACED, changed_words(_told(before), _told(photo)))
        for key in PHOTO:
            was, now = _photo_value(before, key.attribute), _photo_value(photo, key.attribute)
            if was != now:
                yield Fact(f"{photo.name}, {key.name}", changed_words(was, now))
    kept = {before.name for before in partners.values()}
    for photo in old:
        if photo.name not in kept:
            yield Fact(PHOTO_REMOVED, (Piece(_told(photo), REMOVED),))
    order = [partners[photo.name].name for photo in new if photo.name in partners]
    if order != [photo.name for photo in old if photo.name in kept]:
        yield Fact(PHOTOS_ORDERED, (Piece(", ".join(photo.name for photo in new)),))


def _photo_partners(old: Sequence[Photo], new: Sequence[Photo]) -> dict[str, Photo]:
    by_digest: Mapping[str, Photo] = {photo.digest: photo for photo in reversed(old)}
    by_name: Mapping[str, Photo] = {photo.name: photo for photo in old}
    found: dict[str, Photo] = {}
    taken: set[str] = set()
    for known in (by_digest, by_name):
        for photo in new:
            before = known.get(photo.digest if known is by_digest else photo.name)
            if before and photo.name not in found and before.name not in taken:
                found[photo.name] = before
                taken.add(before.name)
    return found


def _photo_value(photo: Photo, attribute: str) -> str:
    if attribute == "file":
        return photo.name
    if attribute == "focus":
        return f"{photo.focus.x:.0%} {photo.focus.y:.0%}"
    return _shown(getattr(photo, attribute))


def _told(photo: Photo) -> str:
    credit = f" (ảnh: {photo.credit})" if photo.credit else ""
    return f"{photo.name} – {photo.caption}{credit}" if photo.caption else f"{photo.name}{credit}"
