"""Count what was registered, as the form of the federation asks: `danvan summary`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from danvan.collection import Collection, Exemplar, Field, Kind
from danvan.collection.folding import fold, nearest

from .grids import Grid

TITLE = "BIỂU TỔNG HỢP"
SUBTITLE = "Số lượng mô hình “Dân vận khéo” {period}"
COLUMNS = (
    "TT",
    "Cấp đăng ký thực hiện",
    "Tập thể: số lượng tập thể đăng ký thực hiện",
    "Tập thể: số lượng mô hình được đăng ký thực hiện",
    "Cá nhân: số lượng cá nhân đăng ký thực hiện",
    "Cá nhân: số lượng mô hình được đăng ký thực hiện",
)
"""Letter 26/LĐLĐ of 06/02/2024, form attached."""
ROWS = (
    "Lĩnh vực kinh tế",
    "Lĩnh vực văn hóa – xã hội",
    "Lĩnh vực an ninh quốc phòng",
    "Lĩnh vực xây dựng hệ thống chính trị",
)
TOTAL = "Tổng:"
FEDERATION, UNION, DOTS = "LIÊN ĐOÀN LAO ĐỘNG {place}", "CÔNG ĐOÀN {name}", "……………"
NO_UNIT = "Không có đơn vị nào tên là “{name}”.{hint}"
NEAR = " Có phải là “{near}”?"
_LETTERS = re.compile(r"[^a-z]")
_UNION = re.compile(r"^(?:cđcs|công đoàn(?: cơ sở)?)\s+", re.IGNORECASE)


class UnknownUnitError(Exception):
    """No unit is called that; the text tells staff which comes near."""


@dataclass(frozen=True)
class Counted:
    """How many of one kind: who registered, and how many models."""

    subjects: int
    models: int


@dataclass(frozen=True)
class Summary:
    """The form, filled in."""

    heading: tuple[str, str]
    period: str
    """Such as `năm 2024`."""
    rows: tuple[tuple[str, Counted, Counted], ...]
    """For each field its name on the form, collectives and individuals."""
    samples: int
    """How many of those counted are samples that came with the software."""

    @property
    def subtitle(self) -> str:
        return SUBTITLE.format(period=self.period)

    @property
    def grid(self) -> Grid:
        rows = tuple(
            (number, name, one.subjects, one.models, other.subjects, other.models)
            for number, (name, one, other) in enumerate(self.rows, 1)
        )
        sums = tuple(sum(int(row[column]) for row in rows) for column in range(2, 6))
        return Grid(f"{TITLE}\n{self.subtitle}", COLUMNS, rows, ("", TOTAL, *sums), self.heading)


def summarise(
    collection: Collection, place: str, *, year: int | None = None, unit: str = ""
) -> Summary:
    """Count the exemplars of a year and a unit, or of all; each from `đăng ký` up.

    `place` is the district, such as `Quận Nam Từ Liêm`. Raise UnknownUnitError.
    """
    name = unit_called(unit, collection) if unit else ""
    chosen = [
        exemplar
        for exemplar in collection.exemplars
        if year in {None, exemplar.year} and (not name or fold(exemplar.unit) == fold(name))
    ]
    heading = (FEDERATION.format(place=(place or f"QUẬN {DOTS}").upper()), _unit_line(name))
    rows = tuple(_row(label, own, chosen) for label, own in _labelled(collection.fields))
    samples = sum(exemplar.sample for exemplar in chosen)
    return Summary(heading, _period(year, chosen), rows, samples)


def unit_called(unit: str, collection: Collection) -> str:
    """Return the unit that staff mean, as the list or the exemplars spell it."""
    names = [one.name for one in collection.units]
    names += [exemplar.unit for exemplar in collection.exemplars]
    known = {fold(name): name for name in reversed(names)}
    if fold(unit) in known:
        return known[fold(unit)]
    parts = {name for folded, name in known.items() if fold(unit) and fold(unit) in folded}
    if len(parts) == 1:
        return parts.pop()
    near = nearest(unit, known.values())
    raise UnknownUnitError(NO_UNIT.format(name=unit, hint=NEAR.format(near=near) if near else ""))


def _unit_line(name: str) -> str:
    """Return the second line of the heading: a union by its name, another body as it is called."""
    if not name:
        return UNION.format(name=DOTS)
    if _UNION.match(name):
        bare = _UNION.sub("", name)
        grassroots = "CƠ SỞ " if "cs" in fold(name).split()[0] or "co so" in fold(name) else ""
        return UNION.format(name=f"{grassroots}{bare}").upper()
    return name.upper()


def _labelled(fields: Sequence[Field]) -> list[tuple[str, str]]:
    """Return the rows of the form with the field that each counts; then fields it does not know."""
    left = {_letters(field.name): field for field in fields}
    rows = []
    for label in ROWS:
        own = left.pop(_letters(label.removeprefix("Lĩnh vực ")), None)
        rows.append((label, own.slug if own else ""))
    rows += [(f"Lĩnh vực {f.name[:1].lower()}{f.name[1:]}", f.slug) for f in left.values()]
    return rows


def _letters(name: str) -> str:
    return _LETTERS.sub("", fold(name))


def _row(label: str, field: str, chosen: Iterable[Exemplar]) -> tuple[str, Counted, Counted]:
    own = [exemplar for exemplar in chosen if exemplar.field == field]
    return label, _counted(own, Kind.COLLECTIVE), _counted(own, Kind.INDIVIDUAL)


def _counted(exemplars: Iterable[Exemplar], kind: Kind) -> Counted:
    """Count who registered, each once however many stories tell of it, and all their models."""
    own = [exemplar for exemplar in exemplars if exemplar.kind is kind]
    subjects = {(fold(exemplar.name), fold(exemplar.unit)) for exemplar in own}
    return Counted(len(subjects), sum(exemplar.models for exemplar in own))


def _period(year: int | None, chosen: Sequence[Exemplar]) -> str:
    years = sorted({exemplar.year for exemplar in chosen})
    if year is not None or not years:
        return f"năm {year or DOTS}"
    return f"năm {years[0]}" if len(years) == 1 else f"năm {years[0]} – {years[-1]}"
