"""The parts of a scenario that can be read even where others cannot, so that all of it gets checked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from ndt_opt.domain.athlete import Athlete, HeartRate, LactateTest, RaceResult
from ndt_opt.domain.record import Record
from ndt_opt.domain.scenario import Availability, BlockedDates, History, Pin, Season

R = TypeVar("R", bound=Record)
Table = dict[str, Any]


@dataclass(frozen=True)
class Parts:
    """What could be read; lists keep the index that an entry has in the file."""

    start: dt.date | None
    weeks: int | None
    timezone: str | None
    pins: list[tuple[int, Pin]]
    race_dates: list[tuple[int, dt.date]]
    results: list[tuple[int, RaceResult]]
    has_results: bool
    weekly_km: float | None
    max_weekly_km: float | None
    easy_pace: int | None
    has_lt2_pace: bool
    lt2_pace: int | None
    tested: dt.date | None
    max_bpm: int | None
    lthr_bpm: int | None
    blocked: list[tuple[int, BlockedDates]]
    availability: Availability | None
    last_hard: dt.date | None


def parts_of(raw: Table) -> Parts:
    """The readable parts of a scenario's tables, as TOML gives them or `model_dump` does."""
    athlete, season, open_ = _table(raw, "athlete"), _table(raw, "season"), _table(raw, "availability")
    lactate, heart = _table(athlete, "lactate"), _table(athlete, "heart_rate")
    results = athlete.get("results", [])
    return Parts(
        start=_value(Season, season, "start"),
        weeks=_value(Season, season, "weeks"),
        timezone=_value(Season, season, "timezone"),
        pins=_entries(Pin, season, "pins"),
        race_dates=_dates(season.get("races")),
        results=_entries(RaceResult, athlete, "results"),
        has_results=not isinstance(results, list) or bool(results),
        weekly_km=_value(Athlete, athlete, "weekly_km"),
        max_weekly_km=_value(Athlete, athlete, "max_weekly_km"),
        easy_pace=_value(Athlete, athlete, "easy_pace"),
        has_lt2_pace=lactate.get("lt2_pace") is not None,
        lt2_pace=_value(LactateTest, lactate, "lt2_pace"),
        tested=_value(LactateTest, lactate, "tested"),
        max_bpm=_value(HeartRate, heart, "max_bpm"),
        lthr_bpm=_value(HeartRate, heart, "lthr_bpm"),
        blocked=_entries(BlockedDates, open_, "blocked"),
        availability=_record(Availability, {k: v for k, v in open_.items() if k != "blocked"}),
        last_hard=_value(History, _table(raw, "history"), "last_hard"),
    )


def _table(raw: Table, key: str) -> Table:
    value = raw.get(key)
    return value if isinstance(value, dict) else {}


def _record(cls: type[R], value: Any) -> R | None:
    try:
        return cls.model_validate(value)
    except ValidationError:
        return None


def _entries(cls: type[R], table: Table, key: str) -> list[tuple[int, R]]:
    values = table.get(key)
    read = [(i, _record(cls, v)) for i, v in enumerate(values)] if isinstance(values, list) else []
    return [(i, record) for i, record in read if record is not None]


def _dates(races: Any) -> list[tuple[int, dt.date]]:
    tables = [(i, r) for i, r in enumerate(races) if isinstance(r, dict)] if isinstance(races, list) else []
    return [(i, r["date"]) for i, r in tables if type(r.get("date")) is dt.date]


def _value(cls: type[BaseModel], table: Table, key: str) -> Any:
    """The one field's value, None when it is wrong, or left out and without a default."""
    field = cls.model_fields[key]
    if key not in table:
        return None if field.is_required() else field.default
    try:
        return _adapter(cls, key).validate_python(table[key])
    except ValidationError:
        return None


@cache
def _adapter(cls: type[BaseModel], key: str) -> TypeAdapter[Any]:
    field = cls.model_fields[key]
    kind: Any = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
    return TypeAdapter(kind, config=Record.model_config)
