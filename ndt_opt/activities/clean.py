"""Samples that can be trusted, out of what was recorded.

Time only rises, distance never falls, nobody runs faster than 12 m/s (Bolt's fastest 10 m were
12.3 m/s) and no heart beats below 25 or above 250 times a minute.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ndt_opt.activities.raw import Point
from ndt_opt.activities.recording import Pause, Samples, Series

FASTEST_M_S = 12.0
LONGEST_S = 48 * 3600  # the longest races last a day; what is longer is a clock that jumped
_HEART_BPM = (25.0, 250.0)
_ALTITUDE_M = (-500.0, 9000.0)
FARTHEST_M = 1_000_000.0
_MOST_BACKWARDS = 0.2
_MOST_TOO_FAST = 0.2
_SMART_S = 1.5
_JITTER_M = 1.0


class Unusable(ValueError):
    """The samples contradict themselves too much: `str` says what, `found` and `allowed` the rest."""

    def __init__(self, what: str, found: str, allowed: str) -> None:
        super().__init__(what)
        self.found, self.allowed = found, allowed


def clean(points: Sequence[Point], start_unix_s: float, pauses: Sequence[Pause]) -> tuple[Samples, list[str]]:
    """Samples on a clock that starts at `start_unix_s`, and what had to be mended.

    Raises
    ------
    Unusable
        when time runs backwards for more than a fifth of the samples, the clock jumps by days, or
        more than a fifth is faster than anyone runs.
    """
    if not points:
        return Samples.none(), []
    table = np.array([(p.unix_s, p.distance_m, p.speed_m_s, p.heart_rate, p.altitude_m) for p in points], dtype=float)
    table, warnings = _in_order(table[np.isfinite(table[:, 0])], start_unix_s)
    if not len(table):
        return Samples.none(), warnings
    time, heart, altitude = table[:, 0], _within(table[:, 3], *_HEART_BPM), _within(table[:, 4], *_ALTITUDE_M)
    distance, speed, told = _distance_and_speed(time, _within(table[:, 1], 0, FARTHEST_M), table[:, 2], pauses)
    samples = Samples(time, distance, speed, heart, altitude)
    return samples, [*warnings, *told, *_coverage(samples)]


def _in_order(table: Series, start_unix_s: float) -> tuple[Series, list[str]]:
    """Rows whose time is later than every time before; of one time, the first."""
    if not len(table):
        return table, []
    time = np.round(table[:, 0] - start_unix_s, 3)
    latest = np.maximum.accumulate(np.concatenate([[-np.inf], time[:-1]]))
    backwards = int(np.sum(time < latest))
    if backwards > _MOST_BACKWARDS * len(time):
        raise Unusable("time runs backwards", f"{backwards} of {len(time)} samples", "samples in order of time")
    kept = np.column_stack([time, table[:, 1:]])[(time > latest) & (time >= 0)]
    if len(kept) and kept[-1, 0] > LONGEST_S:
        raise Unusable("the clock jumps", f"{kept[-1, 0] / 3600:.0f} h of recording", f"{LONGEST_S // 3600} h at most")
    return kept, [f"samples out of order left out: {backwards}"] if backwards else []


def _distance_and_speed(
    time: Series, distance: Series, speed: Series, pauses: Sequence[Pause]
) -> tuple[Series, Series, list[str]]:
    """Each made from the other where it is missing, and both without jumps."""
    seconds = _running_seconds(time, pauses)
    told_distance = bool(np.isfinite(distance).any())
    if not told_distance and not np.isfinite(speed).any():
        return np.zeros(len(time)), np.zeros(len(time)), ["no distance and no speed"]
    steps, warnings = _steps(time, distance) if told_distance else (np.full(len(time), np.nan), [])
    from_steps = np.divide(steps, seconds, out=np.full(len(time), np.nan), where=seconds > 0)
    wild = (from_steps > FASTEST_M_S) | (speed > FASTEST_M_S)
    if wild.sum() > _MOST_TOO_FAST * len(time):
        raise Unusable("too fast for a run", f"{wild.sum()} of {len(time)} samples", f"{FASTEST_M_S:g} m/s at most")
    told_speed = np.isfinite(speed) & (speed >= 0) & (speed <= FASTEST_M_S)
    speed = _filled(time, np.where(told_speed, speed, np.where(from_steps <= FASTEST_M_S, from_steps, np.nan)))
    good = np.isfinite(steps) & ~(from_steps > FASTEST_M_S)
    steps = np.where(good, steps, speed * seconds)
    if wild.any():
        warnings = [*warnings, f"samples faster than {FASTEST_M_S:g} m/s, smoothed out: {wild.sum()}"]
    covered = np.maximum.accumulate(np.cumsum(steps) - steps[0])
    first = np.nan_to_num(distance[0])  # a later leg of a race may count on from the leg before: start anew
    return covered + (first if first <= FASTEST_M_S * time[0] else 0.0), speed, warnings


def _steps(time: Series, distance: Series) -> tuple[Series, list[str]]:
    """Metres since the sample before, NaN where the distance falls by more than it could jitter."""
    steps = np.diff(_filled(time, distance), prepend=np.nan)
    steps[0] = 0.0
    falls = steps < -_JITTER_M
    warnings = [f"samples at which the distance falls: {falls.sum()}"] if falls.any() else []
    return np.where(falls, np.nan, steps), warnings


def _running_seconds(time: Series, pauses: Sequence[Pause]) -> Series:
    """Seconds since the sample before, without pauses; the first sample stands for none."""
    stood = [np.clip(time, pause.start_s, pause.end_s) for pause in pauses]
    still = np.sum([np.diff(s, prepend=s[0]) for s in stood], axis=0) if stood else 0.0
    return np.maximum(np.diff(time, prepend=time[0]) - still, 0.0)


def _within(values: Series, low: float, high: float) -> Series:
    return np.where((values < low) | (values > high), np.nan, values)


def _filled(time: Series, values: Series) -> Series:
    known = np.isfinite(values)
    return np.interp(time, time[known], values[known]) if known.any() else np.zeros(len(time))


def _coverage(samples: Samples) -> list[str]:
    """What the analysis has to do without."""
    told = float(np.mean(np.isfinite(samples.heart_rate)))
    if told == 0:
        texts = ["no heart rate"]
    else:
        texts = [f"heart rate missing in {100 * (1 - told):.0f} % of the samples"] if told < 0.8 else []
    if len(samples) > 2 and float(np.median(np.diff(samples.time_s))) > _SMART_S:
        texts.append("smart recording: fewer than one sample a second")
    return texts
