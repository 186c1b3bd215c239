"""What a scenario's values must be to each other: dates, ranges, windows, closed slots."""

from __future__ import annotations

import datetime as dt
import difflib
import zoneinfo
from collections.abc import Iterator

from ndt_opt.domain.calendar import WEEKDAYS, Slot, weekday
from ndt_opt.domain.record import format_window
from ndt_opt.errors import Problem
from ndt_opt.files.athlete_checks import athlete_problems
from ndt_opt.files.dates_checks import dates_problems, history_problems
from ndt_opt.files.problems import wrong
from ndt_opt.files.race_checks import phase_problems, race_problems
from ndt_opt.files.scenario_parts import BlockPart, Parts, PinPart


def contradictions(parts: Parts, file: str, prefix: str = "") -> list[Problem]:
    """Every value that is readable by itself and wrong beside the others."""
    checks = (
        _season, _races, race_problems, phase_problems, athlete_problems, history_problems, _windows, dates_problems,
        _blocked, _pins, _one_at_a_time,
    )  # fmt: skip
    return [Problem(file, prefix + p.where, p.what, p.found, p.allowed) for check in checks for p in check(parts)]


def _season(parts: Parts) -> Iterator[Problem]:
    start = parts.start
    if start is not None and start.weekday() != 0:
        nearest = start - dt.timedelta(days=start.weekday())
        found = f"{start.isoformat()} ({weekday(start)})"
        yield wrong("season.start", "not a Monday", found, f"a Monday, such as {nearest.isoformat()}")
    if parts.timezone is not None and not _is_timezone(parts.timezone):
        known = sorted(zoneinfo.available_timezones())
        close = difflib.get_close_matches(parts.timezone, known, n=1)
        hint = f'did you mean "{close[0]}"?' if close else 'an IANA name, like "Europe/Oslo"'
        yield wrong("season.timezone", "unknown time zone", repr(parts.timezone), hint)


def _is_timezone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _outside(parts: Parts, where: str, date: dt.date) -> Iterator[Problem]:
    """Before the first day, or after the last one where the length of the season can be read."""
    first = parts.start
    if first is None:
        return
    last = None if parts.weeks is None else first + dt.timedelta(days=7 * parts.weeks - 1)
    if date < first or (last is not None and date > last):
        allowed = f"{first} or later" if last is None else f"{first} to {last}"
        yield wrong(where, "outside the season", date, allowed)


def _races(parts: Parts) -> Iterator[Problem]:
    for i, date in parts.race_dates:
        yield from _outside(parts, f"season.races[{i}].date", date)


def _windows(parts: Parts) -> Iterator[Problem]:
    """Each pair of keys whose windows meet on a weekday, once."""
    told = set()
    for day in WEEKDAYS:
        am_key, am = parts.windows.get((day, "am"), ("", None))
        pm_key, pm = parts.windows.get((day, "pm"), ("", None))
        if am is None or pm is None or am.end_min <= pm.start_min or (am_key, pm_key) in told:
            continue
        told.add((am_key, pm_key))
        what = f"overlaps {pm_key}" if am.start_min < pm.end_min else f"later than {pm_key}"
        yield wrong(am_key, what, f"{format_window(am)} and {format_window(pm)}", "am ends before pm begins")


def _blocked(parts: Parts) -> Iterator[Problem]:
    for n, (i, block) in enumerate(parts.blocked):
        where = f"availability.blocked[{i}]"
        if block.from_ is not None and block.to is not None and block.to < block.from_:
            yield wrong(f"{where}.to", "ends before it starts", block.to, f"{block.from_} or later")
        if block.slots is not None and len(set(block.slots)) < len(block.slots):
            yield wrong(f"{where}.slots", "the same slot twice", block.slots)
        other = next((j for j, earlier in parts.blocked[:n] if _overlap(earlier, block)), None)
        if other is not None:
            what = f"overlaps availability.blocked[{other}]"
            yield wrong(where, what, f"{block.from_} to {block.to}", "each slot of a date blocked once")


def _overlap(a: BlockPart, b: BlockPart) -> bool:
    if a.from_ is None or a.to is None or b.from_ is None or b.to is None:
        return False
    return bool(set(a.slots or ()) & set(b.slots or ())) and max(a.from_, b.from_) <= min(a.to, b.to)


def _one_at_a_time(parts: Parts) -> Iterator[Problem]:
    """Changes and camps stand inside the season and apart from each other."""
    for i, change in parts.changes:
        if change.date is not None:
            yield from _outside(parts, f"transitions[{i}].date", change.date)
    for i, camp in parts.camps:
        if camp.from_ is not None:
            yield from _outside(parts, f"camps[{i}].from", camp.from_)
        if camp.to is not None:
            yield from _outside(parts, f"camps[{i}].to", camp.to)
        if camp.from_ is not None and camp.to is not None and camp.to < camp.from_:
            yield wrong(f"camps[{i}].to", "ends before it starts", camp.to, f"{camp.from_} or later")
    named = [*((f"transitions[{i}]", p.span) for i, p in parts.changes),
             *((f"camps[{i}]", p.span) for i, p in parts.camps)]  # fmt: skip
    spans = [(where, span) for where, span in named if span is not None]
    for n, (where, (first, last)) in enumerate(spans):
        other = next((o for o, (a, b) in spans[:n] if max(a, first) <= min(b, last)), None)
        if other is not None:
            yield wrong(where, f"overlaps {other}", f"{first} to {last}", "one change at a time: one after the other")


def _pins(parts: Parts) -> Iterator[Problem]:
    seen: dict[tuple[dt.date, Slot], int] = {}
    for i, pin in parts.pins:
        where = f"season.pins[{i}]"
        yield from _pinned_km(pin, f"{where}.km")
        if pin.date is None:
            continue
        yield from _outside(parts, f"{where}.date", pin.date)
        if pin.slot is None:
            continue
        first = seen.setdefault((pin.date, pin.slot), i)
        if first != i:
            found = f"{pin.date} {pin.slot}"
            yield wrong(where, f"the same slot as season.pins[{first}]", found, "one pin for a slot")
        elif (other := _other_of_day(parts, i, pin)) is not None:
            found = f"{pin.kind} on {pin.date}, a day of pinned {other[1].kind}"
            allowed = "long, HIT or threshold on a day, threshold in both slots"
            yield wrong(where, f"does not go with season.pins[{other[0]}]", found, allowed)
        why = _closed(parts, pin.date, pin.slot)
        if why and pin.kind is not None and pin.kind != "rest":
            found = f"{pin.kind} on {pin.date} {pin.slot}"
            yield wrong(where, f"pinned into a closed slot ({why})", found, "an open slot, or kind rest")


def _other_of_day(parts: Parts, index: int, pin: PinPart) -> tuple[int, PinPart] | None:
    """An earlier pin of the day that leaves no place for this one."""
    harmless, threshold = {"easy", "rest", None}, {"threshold", "tempo"}
    for i, other in parts.pins:
        kinds = {pin.kind, other.kind}
        if i < index and other.date == pin.date and not kinds & harmless and not kinds <= threshold:
            return i, other
    return None


def _pinned_km(pin: PinPart, where: str) -> Iterator[Problem]:
    if pin.km is None:
        return
    if pin.kind == "rest":
        yield wrong(where, "a rest has no distance", f"{pin.km:g}", "no km, or another kind")
    elif pin.kind not in ("easy", "long", None):
        found = f"{pin.km:g} for a {pin.kind} session"
        yield wrong(where, "only easy and long runs have a pinned distance", found, "no km")
    elif round(1000 * pin.km) % 200:
        yield wrong(where, "not a distance this program plans", f"{pin.km:g}", "steps of 0.2 km")


def _closed(parts: Parts, date: dt.date, slot: Slot) -> str:
    """Which key closes the slot; empty when it is open as far as can be read."""
    for i, block in parts.blocked:
        if block.from_ is None or block.to is None:
            continue
        if slot in (block.slots or ()) and block.from_ <= date <= block.to:
            return f"availability.blocked[{i}]"
    for i, own in parts.dates:
        if own.holds(date) and (slot in own.windows or slot in own.unreadable):
            return f"availability.dates[{i}]" if own.windows.get(slot, ...) is None else ""
    standing = parts.windows.get((weekday(date), slot))
    return f"availability: no {slot} on {weekday(date)}" if standing is not None and standing[1] is None else ""
