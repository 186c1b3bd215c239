"""What dated windows and the hard days before the season must be to each other and to the weekdays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ndt_opt.domain.calendar import SLOTS, Slot, weekday
from ndt_opt.domain.record import Window, format_window
from ndt_opt.errors import Problem
from ndt_opt.files.problems import wrong
from ndt_opt.files.scenario_parts import DatesPart, Parts


def dates_problems(parts: Parts) -> Iterator[Problem]:
    """Dated windows: in order, each date once, with something to say, AM before PM."""
    for n, (i, own) in enumerate(parts.dates):
        where = f"availability.dates[{i}]"
        if not own.says_something:
            yield wrong(where, "changes nothing", allowed="at least one of am, pm, am_max_min, pm_max_min")
        if own.from_ is None or own.to is None:
            continue
        if own.to < own.from_:
            yield wrong(f"{where}.to", "ends before it starts", own.to, f"{own.from_} or later")
        other = next((j for j, earlier in parts.dates[:n] if _overlap(earlier, own)), None)
        if other is not None:
            yield wrong(where, f"overlaps availability.dates[{other}]", f"{own.from_} to {own.to}", "each date once")
        yield from _am_before_pm(parts, own, where)


def _overlap(a: DatesPart, b: DatesPart) -> bool:
    if a.from_ is None or a.to is None or b.from_ is None or b.to is None:
        return False
    return max(a.from_, b.from_) <= min(a.to, b.to)


def _am_before_pm(parts: Parts, own: DatesPart, where: str) -> Iterator[Problem]:
    """The first of its dates on which the two windows meet; where neither is its own, the weekday's keys tell."""
    assert own.from_ is not None
    for date in (own.from_ + dt.timedelta(days=n) for n in range(7)):
        if not own.holds(date) or own.unreadable or not own.windows:
            continue
        am, pm = (_window(parts, own, date, slot) for slot in SLOTS)
        if am is not None and pm is not None and am.end_min > pm.start_min:
            found = f"{format_window(am)} and {format_window(pm)} on {date}"
            yield wrong(where, "am and pm overlap, or stand in the wrong order", found, "am ends before pm begins")
            return


def _window(parts: Parts, own: DatesPart, date: dt.date, slot: Slot) -> Window | None:
    """The window of a date, as far as it can be read."""
    if slot in own.windows:
        return own.windows[slot]
    standing = parts.windows.get((weekday(date), slot))
    return None if standing is None else standing[1]


def history_problems(parts: Parts) -> Iterator[Problem]:
    """Hard days before the season: each once, none later than the last one, HIT among them."""
    told = [("history.last_hard", parts.last_hard), ("history.last_hit", parts.last_hit)]
    told += [(f"history.hard_days[{i}]", date) for i, date in parts.hard_days]
    for where, date in told:
        if date is not None and parts.start is not None and date >= parts.start:
            yield wrong(where, "not before the season", date, f"before {parts.start}")
        elif date is not None and parts.last_hard is not None and date > parts.last_hard:
            yield wrong(where, "later than history.last_hard", date, f"up to {parts.last_hard}")
    dates = [date for _, date in parts.hard_days]
    for n, (i, date) in enumerate(parts.hard_days):
        if date in dates[:n]:
            yield wrong(f"history.hard_days[{i}]", "the same day twice", date, "each day once")
    for where, date in told[:2]:
        if date is not None and dates and date not in dates and date >= min(dates):
            yield wrong(where, "not one of history.hard_days", date, "one of them, or a day before the first")
