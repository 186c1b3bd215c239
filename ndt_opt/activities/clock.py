"""Times as exports write them."""

from __future__ import annotations

import datetime as dt
import math
import re

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH_FIRST = re.compile(
    r"([A-Za-z]{3})[a-z]* ([0-9]{1,2}),? ([0-9]{4}),? ([0-9]{1,2}:[0-9][0-9]:[0-9][0-9])(?: ?([AP]M))?", re.IGNORECASE
)
_DAY_FIRST = re.compile(
    r"([0-9]{1,2}) ([A-Za-z]{3})[a-z]* ([0-9]{4}),? ([0-9]{1,2}:[0-9][0-9]:[0-9][0-9])(?: ?([AP]M))?", re.IGNORECASE
)
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}),? ([0-9]{1,2}:[0-9][0-9]:[0-9][0-9])")


def unix_of(text: str, zone: dt.tzinfo = dt.UTC) -> float:
    """Unix seconds of an ISO time, NaN where it is none; without an offset it is in `zone`."""
    try:
        moment = dt.datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp()
    except (ValueError, OverflowError):
        return math.nan


def unix_of_written(text: str, zone: dt.tzinfo) -> float:
    """Unix seconds of `2026-07-01 18:23:45`, `Jul 7, 2018, 5:04:11 PM`, `6 May 2024 04:02:34` or
    `21.07.2026, 15:09:27`; NaN for anything else (day and month of `7/4/2020` cannot be told apart).
    """
    plain = " ".join(text.split())
    if match := _MONTH_FIRST.fullmatch(plain):
        month, day, year, clock, half = match.groups()
    elif match := _DAY_FIRST.fullmatch(plain):
        day, month, year, clock, half = match.groups()
    elif match := _DOTTED.fullmatch(plain):
        day, number, year, clock = match.groups()
        return unix_of(f"{year}-{int(number):02d}-{int(day):02d}T{clock:0>8}", zone)
    else:
        return unix_of(plain, zone)
    if month.lower() not in _MONTHS:
        return math.nan
    iso = f"{year}-{_MONTHS.index(month.lower()) + 1:02d}-{int(day):02d}T{_on_24_hours(clock, half)}"
    return unix_of(iso, zone)


def _on_24_hours(clock: str, half: str | None) -> str:
    hour, _, rest = clock.partition(":")
    number = int(hour) if half is None else int(hour) % 12 + 12 * (half.upper() == "PM")
    return f"{number:02d}:{rest}"


def seconds_of(text: str) -> float:
    """Seconds of `00:31:08`, `1:02:15.3`, `42:10,5` or `1390.0`; NaN for anything else."""
    parts = text.replace(",", ".").split(":")
    if len(parts) > 3 or not all(re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,6})?", part) for part in parts):
        return math.nan
    return sum(float(part) * 60**place for place, part in enumerate(reversed(parts)))
