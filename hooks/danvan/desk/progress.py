"""Who has sent what, and how ready the book is: `danvan progress`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection as Container
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from danvan.collection import Collection, Exemplar, Kind, State, Unit
from danvan.collection.folding import fold
from danvan.collection.photolists import PRINT_WIDTH_PX
from danvan.pages import missing_parts

from .grids import Cell, Grid
from .projectfile import Targets

GOOD, WARN, BAD = "good", "warn", "bad"
SOON = 7
"""Days before a deadline in which a unit that has not sent all is named."""
LEAST_SHARE = 0.5
"""Of the even share, from which a field counts as in balance."""
_SENT = (State.SENT, State.SELECTED, State.APPROVED)
UNITS = "Theo đơn vị"
UNIT_COLUMNS = (
    "Đơn vị",
    "Đã gửi",
    "Đăng ký",
    "Chỉ tiêu",
    "Hạn gửi",
    "Muộn",
    "Tình hình",
)
ENOUGH, ENOUGH_LATE = "Đủ", "Đủ, có bài muộn"
MISSING, OVERDUE, DUE = "Còn thiếu {count}", "Quá hạn, thiếu {count}", "Sắp đến hạn, thiếu {count}"
TOO_MANY, UNLISTED, NO_QUOTA = "Thừa {count}", "Không có trong don-vi.yml", "Không giao chỉ tiêu"
FIELDS, STATES, KINDS = "Theo lĩnh vực", "Theo bước", "Theo loại"
READY = "Sách đã sẵn sàng đến đâu"
READY_COLUMNS = ("Việc", "Hiện có", "Cần", "Tình hình")
DONE, TO_DO = "Đạt", "Chưa đạt"
STORIES = "Chi tiết những bài cần xem lại"
STORY_COLUMNS = ("Bài", "Bước", "Cần làm")
NO_CONSENT, NO_PHOTO = "chưa có đồng ý đăng", "chưa có ảnh"
SMALL_PHOTO = "ảnh nhỏ, in sẽ mờ: {names}"
CHANGED = "đã sửa sau khi duyệt"


@dataclass(frozen=True)
class Progress:
    """The whole picture, as tables."""

    day: date
    samples: int
    grids: tuple[Grid, ...]


def progress_of(
    collection: Collection,
    targets: Targets,
    day: date,
    first_days: Mapping[str, date],
    changed: Container[str] = (),
) -> Progress:
    """Count where the collection stands on `day`.

    `first_days` says when each exemplar's folder came in; `changed` holds the addresses of those
    that were changed after their approval.
    """
    grids = (
        _readiness(collection, targets, changed),
        _by_units(collection, day, first_days),
        _by_states(collection, FIELDS, [(f.name, f.slug) for f in collection.fields], "field"),
        _by_states(collection, KINDS, [(kind.value.capitalize(), kind) for kind in Kind], "kind"),
        _to_do(collection, changed),
    )
    samples = sum(exemplar.sample for exemplar in collection.exemplars)
    return Progress(day, samples, tuple(grid for grid in grids if grid.rows))


# --- units ---------------------------------------------------------------------------------------


def _by_units(collection: Collection, day: date, first_days: Mapping[str, date]) -> Grid:
    own: dict[str, list[Exemplar]] = {}
    for exemplar in collection.exemplars:
        own.setdefault(fold(exemplar.unit), []).append(exemplar)
    rows: list[tuple[Cell, ...]] = []
    marks: list[str] = []
    for unit in collection.units:
        row, mark = _unit_row(unit, own.pop(fold(unit.name), []), day, first_days)
        rows.append(row)
        marks.append(mark)
    for exemplars in own.values():
        sent = sum(exemplar.state in _SENT for exemplar in exemplars)
        new = len(exemplars) - sent
        rows.append((exemplars[0].unit, sent, new, "", "", 0, UNLISTED))
        marks.append(WARN)
    sums = tuple(sum(int(row[column]) for row in rows) for column in (1, 2))
    late = sum(int(row[5]) for row in rows)
    total: tuple[Cell, ...] = ("Cộng", *sums, "", "", late, "")
    return Grid(UNITS, UNIT_COLUMNS, tuple(rows), total, marks=tuple(marks))


def _unit_row(
    unit: Unit, own: Sequence[Exemplar], day: date, first_days: Mapping[str, date]
) -> tuple[tuple[Cell, ...], str]:
    sent = [exemplar for exemplar in own if exemplar.state in _SENT]
    real = [exemplar for exemplar in sent if not exemplar.sample]
    late = sum(_came(e, first_days) > unit.deadline for e in real) if unit.deadline else 0
    told, mark = _standing(unit, len(sent), late, day)
    deadline = f"{unit.deadline:%d/%m/%Y}" if unit.deadline else ""
    row = (unit.name, len(sent), len(own) - len(sent), _quota(unit), deadline, late, told)
    return row, mark


def _came(exemplar: Exemplar, first_days: Mapping[str, date]) -> date:
    """Return when an exemplar came in: in time as far as anybody knows, if git does not say."""
    folder = f"exemplars/{exemplar.path.parent.parent.name}/{exemplar.path.parent.name}"
    return first_days.get(folder, date.min)


def _quota(unit: Unit) -> str:
    if unit.at_most and unit.at_most != unit.at_least:
        return f"{unit.at_least}–{unit.at_most}"
    return str(unit.at_least or "")


def _standing(unit: Unit, sent: int, late: int, day: date) -> tuple[str, str]:
    missing = unit.at_least - sent
    if not unit.at_least and not unit.at_most:
        return NO_QUOTA, ""
    if unit.at_most and sent > unit.at_most:
        return TOO_MANY.format(count=sent - unit.at_most), WARN
    if missing <= 0:
        return (ENOUGH_LATE, WARN) if late else (ENOUGH, GOOD)
    if unit.deadline and day > unit.deadline:
        return OVERDUE.format(count=missing), BAD
    if unit.deadline and (unit.deadline - day).days <= SOON:
        return DUE.format(count=missing), WARN
    return MISSING.format(count=missing), ""


# --- counts --------------------------------------------------------------------------------------


def _by_states(
    collection: Collection, title: str, groups: Sequence[tuple[str, object]], attribute: str
) -> Grid:
    columns = (title.removeprefix("Theo ").capitalize(), *(s.value.capitalize() for s in State))
    counts = Counter((getattr(e, attribute), e.state) for e in collection.exemplars)
    figures = [[counts[key, state] for state in State] for _, key in groups]
    rows: list[tuple[Cell, ...]] = []
    for (name, _), own in zip(groups, figures, strict=True):
        rows.append((name, *own, sum(own)))
    sums = [sum(column) for column in zip(*figures, strict=True)]
    return Grid(title, (*columns, "Cộng"), tuple(rows), ("Cộng", *sums, sum(sums)))


# --- the book ------------------------------------------------------------------------------------


def _readiness(collection: Collection, targets: Targets, changed: Container[str]) -> Grid:
    chosen = _in_book(collection)
    photos = len(collection.parts.movement.photos) if collection.parts.movement else 0
    approved = [e for e in collection.exemplars if e.state is State.APPROVED]
    consenting = sum(exemplar.consent for exemplar in approved)
    pictured = sum(not _photo_faults(exemplar) for exemplar in chosen)
    unchanged = sum(exemplar.address not in changed for exemplar in approved)
    share = _smallest_share(collection, chosen)
    wanted = [
        ("Bài đã duyệt, có trong sách", len(chosen), targets.exemplars),
        ("Ảnh phong trào (phần 3)", photos, targets.photos),
        ("Bài đã duyệt có đồng ý đăng", consenting, len(approved)),
        ("Bài trong sách có ảnh đủ nét để in", pictured, len(chosen)),
        ("Bài đã duyệt không bị sửa sau khi duyệt", unchanged, len(approved)),
    ]
    rows: list[tuple[Cell, ...]] = [
        (name, str(there), str(want), DONE if there >= want else TO_DO)
        for name, there, want in wanted
    ]
    balanced = DONE if share >= LEAST_SHARE else TO_DO
    least = f"≥ {LEAST_SHARE:.0%}"
    rows.append(("Lĩnh vực ít bài nhất, so với khi chia đều", f"{share:.0%}", least, balanced))
    missing = list(missing_parts(collection.parts))
    names = (sentence.partition(". ")[0].removeprefix("Chưa có ") for sentence in missing)
    rows += [(f"{name[:1].upper()}{name[1:]}", "chưa có", "có", TO_DO) for name in names]
    if not missing:
        rows.append(("Lời nói đầu và các phần 1, 2, 3", "có", "có", DONE))
    marks = tuple(GOOD if row[3] == DONE else BAD for row in rows)
    return Grid(READY, READY_COLUMNS, tuple(rows), marks=marks)


def _in_book(collection: Collection) -> list[Exemplar]:
    return [exemplar for exemplar in collection.exemplars if exemplar.public and exemplar.in_book]


def _smallest_share(collection: Collection, chosen: Sequence[Exemplar]) -> float:
    """Return how many stories the smallest field has, as a share of what it would have evenly."""
    counts = Counter(exemplar.field for exemplar in chosen)
    smallest = min((counts[field.slug] for field in collection.fields), default=0)
    return smallest * len(collection.fields) / len(chosen) if chosen else 0.0


def _photo_faults(exemplar: Exemplar) -> list[str]:
    if not exemplar.photos:
        return [NO_PHOTO]
    small = [p.name for p in exemplar.photos if max(p.width, p.height) < PRINT_WIDTH_PX]
    return [SMALL_PHOTO.format(names=", ".join(small))] if small else []


def _to_do(collection: Collection, changed: Container[str]) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    for exemplar in collection.exemplars:
        faults = [CHANGED] if exemplar.address in changed else []
        if exemplar.state is State.APPROVED:
            faults += [] if exemplar.consent else [NO_CONSENT]
            faults += _photo_faults(exemplar) if exemplar.in_book else []
        if faults:
            rows.append((exemplar.title, exemplar.state.value, "; ".join(faults)))
    return Grid(STORIES, STORY_COLUMNS, tuple(rows), marks=(WARN,) * len(rows))
