"""What a reader found in a file, before anything is believed."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from ndt_opt.activities.recording import Lap, Pause

NAN = math.nan


@dataclass(frozen=True)
class Point:
    """One sample: seconds of Unix time, metres, m/s, bpm, metres; NaN where not told."""

    unix_s: float
    distance_m: float = NAN
    speed_m_s: float = NAN
    heart_rate: float = NAN
    altitude_m: float = NAN


@dataclass
class RawActivity:
    """One activity as told: laps and pauses in Unix seconds, totals NaN where not told."""

    start_unix_s: float
    sport: str = "running"
    device: str = ""
    points: list[Point] = field(default_factory=list)
    laps: list[Lap] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    elapsed_s: float = NAN
    timer_s: float = NAN
    distance_m: float = NAN
    heart_rate: float = NAN
    warnings: list[str] = field(default_factory=list)


def number(value: object) -> float:
    """A finite number, or NaN for everything else a file may hold in its place."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return NAN
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return NAN
    return found if math.isfinite(found) else NAN
