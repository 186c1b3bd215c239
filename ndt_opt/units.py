"""Conversions between what people write and the integers used inside.

Inside, distances are metres, times are seconds and paces are seconds per kilometre.
Every other module gets its conversions here.
"""

from __future__ import annotations

import re

METRES_PER_MILE = 1609.344
_PACE = re.compile(r"^(\d{1,2}):([0-5]\d)/(km|mi)$")
_TIME = re.compile(r"^(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?:\.(\d))?$")
_SLOWER_IN_TEXT = re.compile(r"(\d+) s/km\b")
_PACE_IN_TEXT = re.compile(r"(\d{1,2}):([0-5]\d)/km\b")
_KM_IN_TEXT = re.compile(r"(\d+(?:\.\d+)?) km\b")
_CLOCK = re.compile(r"^([01]\d|2[0-3]):([0-5]\d)$")


def half_up(numerator: int, denominator: int) -> int:
    """Nearest integer to a non-negative ratio; exact halves go up."""
    return (2 * numerator + denominator) // (2 * denominator)


def parse_pace(text: str) -> int:
    """Seconds per kilometre of `3:35/km` or `5:46/mi`.

    Raises
    ------
    ValueError
        when the text is not a pace with its unit, or outside 2:00-15:00 per km.
    """
    match = _PACE.match(text)
    if match is None:
        raise ValueError('a pace with its unit, like "3:35/km" or "5:46/mi"')
    seconds = int(match[1]) * 60 + int(match[2])
    pace = seconds if match[3] == "km" else round(seconds * 1000 / METRES_PER_MILE)
    if not 120 <= pace <= 900:
        raise ValueError("a pace from 2:00/km to 15:00/km")
    return pace


def format_pace(s_per_km: int) -> str:
    """`215` -> `3:35/km`."""
    return f"{s_per_km // 60}:{s_per_km % 60:02d}/km"


def metres_of(unit: str) -> float:
    """Metres of a `km` or a `mi`."""
    return 1000 if unit == "km" else METRES_PER_MILE


def pace_in(s_per_km: int, unit: str) -> str:
    """`177` -> `2:57/km`, or `4:45/mi` where the unit is `mi`."""
    return format_pace(round(s_per_km * metres_of(unit) / 1000)).replace("/km", f"/{unit}")


def distance_in(metres: float, unit: str) -> str:
    """`14900` -> `14.9 km`, or `9.3 mi`."""
    return f"{metres / metres_of(unit):.1f} {unit}"


def paces_in(text: str, unit: str) -> str:
    """A text, its paces and changes of pace per km in the unit; as it is where that is `km`."""
    if unit == "km":
        return text
    text = _PACE_IN_TEXT.sub(lambda m: pace_in(60 * int(m[1]) + int(m[2]), unit), text)
    return _SLOWER_IN_TEXT.sub(lambda m: f"{round(int(m[1]) * metres_of(unit) / 1000)} s/{unit}", text)


def distances_in(text: str, unit: str) -> str:
    """A text, its distances in km in the unit; as it is where that is `km`."""
    return text if unit == "km" else _KM_IN_TEXT.sub(lambda m: distance_in(1000 * float(m[1]), unit), text)


def parse_race_time(text: str) -> float:
    """Seconds of `13:06`, `13:06.3`, `72:30` or `1:02:15`.

    Raises
    ------
    ValueError
        when the text is no such time.
    """
    match = _TIME.match(text)
    if match is None:
        raise ValueError('a time, like "13:06" or "1:02:15"')
    hours, minutes, seconds, tenths = (int(g) if g else 0 for g in match.groups())
    if match.group(1) and minutes > 59:
        raise ValueError('a time, like "13:06" or "1:02:15"')
    return hours * 3600 + minutes * 60 + seconds + tenths / 10


def format_duration(seconds: int) -> str:
    """`4980` -> `1:23:00`, `540` -> `9:00`."""
    hours, rest = divmod(int(seconds), 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{secs:02d}" if hours else f"{minutes}:{secs:02d}"


def parse_clock(text: str) -> int:
    """Minutes after midnight of `06:30`.

    Raises
    ------
    ValueError
        when the text is not a clock time.
    """
    match = _CLOCK.match(text)
    if match is None:
        raise ValueError('a clock time, like "06:30"')
    return int(match[1]) * 60 + int(match[2])


def format_clock(minutes: int) -> str:
    """`390` -> `06:30`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def km(metres: int) -> str:
    """`12400` -> `12.4`, `12000` -> `12`."""
    tenths = half_up(metres, 100)
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)


def minutes(seconds: int) -> str:
    """`1470` -> `24.5`, `1500` -> `25`."""
    tenths = half_up(seconds, 6)
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)
