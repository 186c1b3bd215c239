"""The parts of a scenario that can be read even where others cannot, so that all of it gets checked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from ndt_opt.domain.athlete import Athlete, HeartRate, LactateTest, RaceResult
from ndt_opt.domain.calendar import SLOTS, WEEKDAYS, Slot, Weekday
from ndt_opt.domain.record import Record, Window
from ndt_opt.domain.scenario import (
    Availability,
    BlockedDates,
    Camp,
    DatedAvailability,
    DayAvailability,
    History,
    PhaseDates,
    Pin,
    PinKind,
    Season,
    Transition,
)
from ndt_opt.units import parse_race_time

E = TypeVar("E", bound="PinPart | ResultPart | BlockPart | PhasePart | ChangePart | CampPart")
Table = dict[str, Any]
Windows = dict[tuple[Weekday, Slot], tuple[str, Window | None]]
"""Per weekday and slot the key that decides it and the window there, None where it is closed."""


@dataclass(frozen=True)
class PinPart:
    """What could be read of a pin."""

    date: dt.date | None
    slot: Slot | None
    kind: PinKind | None
    km: float | None


@dataclass(frozen=True)
class ResultPart:
    """What could be read of a race result."""

    distance_m: int | None
    time: str | None
    date: dt.date | None

    @property
    def metres_seconds(self) -> tuple[int, float] | None:
        if self.distance_m is None or self.time is None:
            return None
        return self.distance_m, parse_race_time(self.time)


@dataclass(frozen=True)
class BlockPart:
    """What could be read of blocked dates."""

    from_: dt.date | None
    to: dt.date | None
    slots: list[Slot] | None


@dataclass(frozen=True)
class PhasePart:
    """What could be read of a phase's dates."""

    from_: dt.date | None
    to: dt.date | None


@dataclass(frozen=True)
class DatesPart:
    """What could be read of dated windows: those of its own (no entry: the weekday's holds), and those unreadable."""

    from_: dt.date | None
    to: dt.date | None
    windows: dict[Slot, Window | None]
    unreadable: frozenset[Slot]
    says_something: bool

    def holds(self, date: dt.date) -> bool:
        return self.from_ is not None and self.to is not None and self.from_ <= date <= self.to


@dataclass(frozen=True)
class ChangePart:
    """What could be read of a stated change."""

    date: dt.date | None
    days: int | None

    @property
    def span(self) -> tuple[dt.date, dt.date] | None:
        """First and last day."""
        if self.date is None or self.days is None:
            return None
        return self.date, self.date + dt.timedelta(days=self.days - 1)


@dataclass(frozen=True)
class CampPart:
    """What could be read of a camp."""

    from_: dt.date | None
    to: dt.date | None

    @property
    def span(self) -> tuple[dt.date, dt.date] | None:
        """First and last day, where they stand in that order."""
        if self.from_ is None or self.to is None or self.to < self.from_:
            return None
        return self.from_, self.to


@dataclass(frozen=True)
class Parts:
    """What could be read; lists keep the index that an entry has in the file."""

    start: dt.date | None
    weeks: int | None
    timezone: str | None
    pins: list[tuple[int, PinPart]]
    race_dates: list[tuple[int, dt.date]]
    phases: list[tuple[int, PhasePart]]
    results: list[tuple[int, ResultPart]]
    has_results: bool
    weekly_km: float | None
    max_weekly_km: float | None
    easy_pace: int | None
    has_lt2_pace: bool
    lt2_pace: int | None
    tested: dt.date | None
    max_bpm: int | None
    lthr_bpm: int | None
    blocked: list[tuple[int, BlockPart]]
    dates: list[tuple[int, DatesPart]]
    windows: Windows
    last_hard: dt.date | None
    hard_days: list[tuple[int, dt.date]]
    last_hit: dt.date | None
    recent_km: list[float] | None
    changes: list[tuple[int, ChangePart]]
    camps: list[tuple[int, CampPart]]


def parts_of(raw: Table) -> Parts:
    """The readable parts of a scenario's tables, as TOML gives them or `model_dump` does."""
    athlete, season, open_ = _table(raw, "athlete"), _table(raw, "season"), _table(raw, "availability")
    lactate, heart = _table(athlete, "lactate"), _table(athlete, "heart_rate")
    history = _table(raw, "history")
    results = athlete.get("results", [])
    return Parts(
        start=_value(Season, season, "start"),
        weeks=_value(Season, season, "weeks"),
        timezone=_value(Season, season, "timezone"),
        pins=_entries(PinPart, Pin, season, "pins"),
        race_dates=_dates(season.get("races")),
        phases=_entries(PhasePart, PhaseDates, season, "phases"),
        results=_entries(ResultPart, RaceResult, athlete, "results"),
        has_results=not isinstance(results, list) or bool(results),
        weekly_km=_value(Athlete, athlete, "weekly_km"),
        max_weekly_km=_value(Athlete, athlete, "max_weekly_km"),
        easy_pace=_value(Athlete, athlete, "easy_pace"),
        has_lt2_pace=lactate.get("lt2_pace") is not None,
        lt2_pace=_value(LactateTest, lactate, "lt2_pace"),
        tested=_value(LactateTest, lactate, "tested"),
        max_bpm=_value(HeartRate, heart, "max_bpm"),
        lthr_bpm=_value(HeartRate, heart, "lthr_bpm"),
        blocked=_entries(BlockPart, BlockedDates, open_, "blocked"),
        dates=_dated(open_),
        windows=_windows(open_),
        last_hard=_value(History, history, "last_hard"),
        hard_days=_plain_dates(history.get("hard_days")),
        last_hit=_value(History, history, "last_hit"),
        recent_km=_value(History, history, "recent_km"),
        changes=_entries(ChangePart, Transition, raw, "transitions"),
        camps=_entries(CampPart, Camp, raw, "camps"),
    )


def _table(raw: Table, key: str) -> Table:
    value = raw.get(key)
    return value if isinstance(value, dict) else {}


def _entries(part: type[E], cls: type[Record], table: Table, key: str) -> list[tuple[int, E]]:
    values = table.get(key)
    tables = _tables(values)
    return [(i, part(**{f.name: _value(cls, v, f.name) for f in fields(part)})) for i, v in tables]


def _tables(values: Any) -> list[tuple[int, Table]]:
    return [(i, v) for i, v in enumerate(values) if isinstance(v, dict)] if isinstance(values, list) else []


def _dates(races: Any) -> list[tuple[int, dt.date]]:
    return [(i, r["date"]) for i, r in _tables(races) if type(r.get("date")) is dt.date]


def _plain_dates(values: Any) -> list[tuple[int, dt.date]]:
    return [(i, v) for i, v in enumerate(values) if type(v) is dt.date] if isinstance(values, list) else []


def _dated(open_: Table) -> list[tuple[int, DatesPart]]:
    found = []
    for i, table in _tables(open_.get("dates")):
        windows: dict[Slot, Window | None] = {}
        unreadable = set()
        for slot in SLOTS:
            try:
                windows |= {slot: _read(DayAvailability, table, slot)} if slot in table else {}
            except ValidationError:
                unreadable.add(slot)
        from_, to = (_value(DatedAvailability, table, key) for key in ("from_", "to"))
        says_something = bool(table.keys() - {"from", "to", "reason"})  # a misspelt key is told already
        found.append((i, DatesPart(from_, to, windows, frozenset(unreadable), says_something)))
    return found


def _windows(open_: Table) -> Windows:
    """The standing windows; a slot whose key cannot be read is left out."""
    windows: Windows = {}
    for day in WEEKDAYS:
        own = _table(_table(open_, "days"), day)
        for slot in SLOTS:
            key = f"availability.days.{day}.{slot}" if slot in own else f"availability.{slot}"
            try:
                window = _read(DayAvailability, own, slot) if slot in own else _read(Availability, open_, slot)
            except ValidationError:
                continue
            windows[day, slot] = key, window
    return windows


def _value(cls: type[BaseModel], table: Table, key: str) -> Any:
    """The one field's value, None when it is wrong, or left out and without a default."""
    try:
        return _read(cls, table, key)
    except ValidationError:
        return None


def _read(cls: type[BaseModel], table: Table, key: str) -> Any:
    field = cls.model_fields[key]
    name = field.alias or key
    if name not in table:
        return None if field.is_required() else field.default
    return _adapter(cls, key).validate_python(table[name])


@cache
def _adapter(cls: type[BaseModel], key: str) -> TypeAdapter[Any]:
    field = cls.model_fields[key]
    kind: Any = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
    return TypeAdapter(kind, config=Record.model_config)
