"""One recorded run, whatever file it came from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Series = NDArray[np.float64]


@dataclass(frozen=True)
class Lap:
    """A lap as the device marked it.

    Attributes
    ----------
    start_s, end_s : seconds since the recording's start, pauses included
    distance_m : metres, None where neither device nor samples tell
    heart_rate : mean bpm, None where neither device nor samples tell
    intensity : "active", "interval", "rest", "recovery", "warmup", "cooldown", or "" where not told
    trigger : what ended it, as the device says ("manual", "distance", "time"...), "" where not told
    """

    start_s: float
    end_s: float
    distance_m: float | None = None
    heart_rate: float | None = None
    intensity: str = ""
    trigger: str = ""


@dataclass(frozen=True)
class Pause:
    """The timer stood still from `start_s` to `end_s` (seconds since the recording's start)."""

    start_s: float
    end_s: float


@dataclass(frozen=True, eq=False)
class Samples:
    """What was measured, all of one length, in the order of time.

    Attributes
    ----------
    time_s : seconds since the recording's start, strictly rising
    distance_m : metres covered so far, never falling
    speed_m_s : metres per second
    heart_rate : bpm, NaN where missing
    altitude_m : metres above sea level, NaN where missing
    """

    time_s: Series
    distance_m: Series
    speed_m_s: Series
    heart_rate: Series
    altitude_m: Series

    def __len__(self) -> int:
        return len(self.time_s)

    @classmethod
    def none(cls) -> Samples:
        """A summary has no samples."""
        return cls(*(np.empty(0) for _ in range(5)))


@dataclass(frozen=True, eq=False)
class Recording:
    """One run.

    Attributes
    ----------
    file, digest : the source's name and the first 16 hex digits of its SHA-256
    start : aware, UTC
    elapsed_s, timer_s : seconds with and without pauses
    distance_m : metres
    heart_rate : mean bpm over the run, None without any
    samples : empty for a row of a CSV export
    warnings : what to know before trusting the numbers, one text each
    """

    file: str
    digest: str
    start: dt.datetime
    sport: str
    device: str
    elapsed_s: float
    timer_s: float
    distance_m: float
    heart_rate: float | None
    samples: Samples
    laps: tuple[Lap, ...] = ()
    pauses: tuple[Pause, ...] = ()
    warnings: tuple[str, ...] = ()
