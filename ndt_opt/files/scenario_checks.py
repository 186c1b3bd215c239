"""What a scenario's values must be to each other: dates, ranges, closed slots, units of effort."""

from __future__ import annotations

import datetime as dt
import difflib
import zoneinfo
from collections.abc import Iterator
from typing import Any

from ndt_opt.domain.calendar import Slot, weekday
from ndt_opt.domain.scenario import BlockedDates, Scenario
from ndt_opt.errors import Problem
from ndt_opt.files.scenario_parts import Parts
from ndt_opt.physiology.pace import THRESHOLD_FRACTION, pace_at, vdot
from ndt_opt.units import format_pace

_FIRST, _LAST = dt.date(1950, 1, 1), dt.date(2150, 12, 31)
_FASTEST, _SLOWEST = 120, 900


def contradictions(parts: Parts, file: str, prefix: str = "") -> list[Problem]:
    """Every value that is readable by itself and wrong beside the others."""
    checks = (_season, _far_dates, _races, _athlete, _results, _heart_rate, _history, _blocked, _pins)
    return [Problem(file, prefix + p.where, p.what, p.found, p.allowed) for check in checks for p in check(parts)]


def _wrong(where: str, what: str, found: object = "", allowed: str = "") -> Problem:
    return Problem("", where, what, str(found), allowed)


def _season(parts: Parts) -> Iterator[Problem]:
    start = parts.start
    if start is not None and start.weekday() != 0:
        nearest = start - dt.timedelta(days=start.weekday()) if start > _FIRST else start
        found = f"{start.isoformat()} ({weekday(start)})"
        yield _wrong("season.start", "not a Monday", found, f"a Monday, such as {nearest.isoformat()}")
    if parts.timezone is not None and not _is_timezone(parts.timezone):
        known = sorted(zoneinfo.available_timezones())
        close = difflib.get_close_matches(parts.timezone, known, n=1)
        hint = f'did you mean "{close[0]}"?' if close else 'an IANA name, like "Europe/Oslo"'
        yield _wrong("season.timezone", "unknown time zone", repr(parts.timezone), hint)


def _is_timezone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _far_dates(parts: Parts) -> Iterator[Problem]:
    named = [("season.start", parts.start), ("athlete.lactate.tested", parts.tested)]
    named += [("history.last_hard", parts.last_hard)]
    named += [(f"athlete.results[{i}].date", r.date) for i, r in parts.results]
    named += [(f"season.pins[{i}].date", p.date) for i, p in parts.pins]
    for i, b in parts.blocked:
        named += [(f"availability.blocked[{i}].from", b.from_), (f"availability.blocked[{i}].to", b.to)]
    for where, date in named:
        if date is not None and not _FIRST <= date <= _LAST:
            yield _wrong(where, "out of range", date, f"{_FIRST} to {_LAST}")


def _bounds(parts: Parts) -> tuple[dt.date, dt.date] | None:
    """The season's first and last day."""
    if parts.start is None or parts.weeks is None or not _FIRST <= parts.start <= _LAST:
        return None
    return parts.start, parts.start + dt.timedelta(days=7 * parts.weeks - 1)


def _outside(parts: Parts, where: str, date: dt.date) -> Iterator[Problem]:
    bounds = _bounds(parts)
    if bounds is not None and not bounds[0] <= date <= bounds[1]:
        yield _wrong(where, "outside the season", date, f"{bounds[0]} to {bounds[1]}")


def _races(parts: Parts) -> Iterator[Problem]:
    for i, date in parts.race_dates:
        yield from _outside(parts, f"season.races[{i}].date", date)


def _athlete(parts: Parts) -> Iterator[Problem]:
    if not parts.has_results and not parts.has_lt2_pace:
        what = "missing: no pace can be derived"
        yield _wrong("athlete.results", what, allowed="at least one result, or athlete.lactate.lt2_pace")
    top, usual = parts.max_weekly_km, parts.weekly_km
    if top is not None and usual is not None and top < usual:
        yield _wrong("athlete.max_weekly_km", "below weekly_km", f"{top:g}", f"at least {usual:g}")
    easy, lt2 = parts.easy_pace, parts.lt2_pace or _threshold_pace(parts)
    if easy is not None and lt2 is not None and easy <= lt2:
        allowed = f"slower than the threshold pace, {format_pace(lt2)}"
        yield _wrong("athlete.easy_pace", "faster than the threshold", format_pace(easy), allowed)


def _threshold_pace(parts: Parts) -> int | None:
    """The fastest threshold pace (88 % of VDOT) that plausible results speak for."""
    times = [(r.distance_m, r.seconds) for _, r in parts.results]
    plausible = [(m, s) for m, s in times if _FASTEST <= 1000 * s / m <= _SLOWEST]
    return min((round(pace_at(vdot(m, s), THRESHOLD_FRACTION)) for m, s in plausible), default=None)


def _results(parts: Parts) -> Iterator[Problem]:
    for i, result in parts.results:
        where = f"athlete.results[{i}]"
        pace = 1000 * result.seconds / result.distance_m
        if not _FASTEST <= pace <= _SLOWEST:
            found = f"{result.time} over {result.distance_m} m"
            allowed = f"{format_pace(_FASTEST)} to {format_pace(_SLOWEST)}"
            yield _wrong(f"{where}.time", "not a plausible race time", found, allowed)
        if result.date is not None and parts.start is not None and result.date > parts.start:
            yield _wrong(f"{where}.date", "after the season's start", result.date, f"up to {parts.start}")


def _heart_rate(parts: Parts) -> Iterator[Problem]:
    lthr, top = parts.lthr_bpm, parts.max_bpm
    if lthr is not None and top is not None and lthr >= top:
        yield _wrong("athlete.heart_rate.lthr_bpm", "not below max_bpm", lthr, f"less than {top}")


def _history(parts: Parts) -> Iterator[Problem]:
    last = parts.last_hard
    if last is not None and parts.start is not None and last >= parts.start:
        yield _wrong("history.last_hard", "not before the season", last, f"before {parts.start}")


def _blocked(parts: Parts) -> Iterator[Problem]:
    for n, (i, block) in enumerate(parts.blocked):
        where = f"availability.blocked[{i}]"
        if block.to < block.from_:
            yield _wrong(f"{where}.to", "ends before it starts", block.to, f"{block.from_} or later")
        if len(set(block.slots)) < len(block.slots):
            yield _wrong(f"{where}.slots", "the same slot twice", block.slots)
        other = next((j for j, earlier in parts.blocked[:n] if _overlap(earlier, block)), None)
        if other is not None:
            what = f"overlaps availability.blocked[{other}]"
            yield _wrong(where, what, f"{block.from_} to {block.to}", "each slot of a date blocked once")


def _overlap(a: BlockedDates, b: BlockedDates) -> bool:
    return bool(set(a.slots) & set(b.slots)) and max(a.from_, b.from_) <= min(a.to, b.to)


def _pins(parts: Parts) -> Iterator[Problem]:
    seen: dict[tuple[dt.date, Slot], int] = {}
    for i, pin in parts.pins:
        where = f"season.pins[{i}]"
        yield from _outside(parts, f"{where}.date", pin.date)
        if pin.kind == "rest" and pin.km is not None:
            yield _wrong(f"{where}.km", "a rest has no distance", f"{pin.km:g}", "no km, or another kind")
        elif pin.km is not None and pin.kind not in ("easy", "long"):
            found = f"{pin.km:g} for a {pin.kind} session"
            yield _wrong(f"{where}.km", "only easy and long runs have a pinned distance", found, "no km")
        elif pin.km is not None and round(1000 * pin.km) % 200:
            yield _wrong(f"{where}.km", "not a distance this program plans", f"{pin.km:g}", "steps of 0.2 km")
        first = seen.setdefault((pin.date, pin.slot), i)
        if first != i:
            found = f"{pin.date} {pin.slot}"
            yield _wrong(where, f"the same slot as season.pins[{first}]", found, "one pin for a slot")
        why = _closed(parts, pin.date, pin.slot)
        if why and pin.kind != "rest":
            found = f"{pin.kind} on {pin.date} {pin.slot}"
            yield _wrong(where, f"pinned into a closed slot ({why})", found, "an open slot, or kind rest")


def _closed(parts: Parts, date: dt.date, slot: Slot) -> str:
    """Which key closes the slot; empty when it is open as far as can be read."""
    for i, block in parts.blocked:
        if slot in block.slots and block.from_ <= date <= block.to:
            return f"availability.blocked[{i}]"
    if parts.availability is None:
        return ""
    only: dict[str, Any] = {"availability": parts.availability}
    standing = Scenario.model_construct(**only)
    return "" if standing.standing_window(date.weekday(), slot) else f"availability: no {slot} on {weekday(date)}"
