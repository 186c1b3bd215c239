"""A recording out of what a reader found: totals, laps and pauses on one clock."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ndt_opt.activities.clean import FARTHEST_M, LONGEST_S, Unusable, clean
from ndt_opt.activities.raw import RawActivity, number
from ndt_opt.activities.recording import Lap, Pause, Recording, Samples, Series
from ndt_opt.activities.source import Source

_FIRST_YEAR = 2000  # FIT counts from the last day of 1989: a watch that never found a satellite says that
_GAP_S = 15.0
_STANDING_M_S = 1.5


def assemble(raw: RawActivity, source: Source, now: dt.datetime) -> Recording:
    """The recording.

    Raises
    ------
    InputError
        when the samples contradict themselves, or neither time nor distance is told.
    """
    told = [_shifted_pause(pause, raw.start_unix_s) for pause in raw.pauses]
    try:
        samples, mended = clean(raw.points, raw.start_unix_s, told)
    except Unusable as error:
        raise source.refused(str(error), error.found, error.allowed) from None
    pauses = _pauses(told, samples)
    elapsed_s = _told(raw.elapsed_s, LONGEST_S, float(samples.time_s[-1]) if len(samples) else _latest(raw))
    timer_s = min(elapsed_s, _told(raw.timer_s, LONGEST_S, elapsed_s - sum(p.end_s - p.start_s for p in pauses)))
    distance_m = _told(raw.distance_m, FARTHEST_M, float(samples.distance_m[-1]) if len(samples) else math.nan)
    if not (elapsed_s > 0 and timer_s > 0 and distance_m >= 0):
        raise source.refused("no time or no distance told")
    start, doubt = _start(raw.start_unix_s, now)
    return Recording(
        file=source.file,
        digest=source.digest,
        start=start,
        sport=raw.sport,
        device=raw.device,
        elapsed_s=elapsed_s,
        timer_s=timer_s,
        distance_m=distance_m,
        heart_rate=_mean_heart_rate(raw, samples),
        samples=samples,
        laps=tuple(_lap(lap, raw.start_unix_s, samples) for lap in raw.laps),
        pauses=pauses,
        warnings=(*raw.warnings, *doubt, *mended),
    )


def _start(unix_s: float, now: dt.datetime) -> tuple[dt.datetime, list[str]]:
    """An aware start, and a doubt where no such run can have been."""
    latest = dt.datetime(9990, 1, 1, tzinfo=dt.UTC).timestamp()
    start = dt.datetime.fromtimestamp(min(max(unix_s, 0.0), latest), dt.UTC)
    if start.year < _FIRST_YEAR:
        return start, [f"clock doubtful: starts {start:%Y-%m-%d}"]
    if start > now + dt.timedelta(days=1):
        return start, [f"clock doubtful: starts {start:%Y-%m-%d}, in the future"]
    return start, []


def _told(told: float, most: float, counted: float) -> float:
    """The device's own total, or ours where it tells none that can be."""
    return told if 0 < told <= most else counted


def _latest(raw: RawActivity) -> float:
    return max((lap.end_s for lap in raw.laps), default=math.nan) - raw.start_unix_s


def _shifted_pause(pause: Pause, start_unix_s: float) -> Pause:
    start_s, end_s = (max(round(t - start_unix_s, 3), 0.0) for t in (pause.start_s, pause.end_s))
    return Pause(start_s, end_s)


def _pauses(told: Sequence[Pause], samples: Samples) -> tuple[Pause, ...]:
    """The pauses told; where none is, the gaps in which the runner hardly moved."""
    if told or len(samples) < 2:
        return tuple(pause for pause in told if pause.end_s > pause.start_s)
    seconds, metres = np.diff(samples.time_s), np.diff(samples.distance_m)
    longest = max(_GAP_S, 5 * float(np.median(seconds)))
    still = np.flatnonzero((seconds > longest) & (metres < _STANDING_M_S * seconds))
    return tuple(Pause(float(samples.time_s[i]), float(samples.time_s[i + 1])) for i in still)


def _lap(lap: Lap, start_unix_s: float, samples: Samples) -> Lap:
    """The lap on the recording's clock; what the device did not average is averaged here."""
    start_s, end_s = (max(round(t - start_unix_s, 3), 0.0) for t in (lap.start_s, lap.end_s))
    distance_m, heart_rate = lap.distance_m, lap.heart_rate
    if len(samples) and distance_m is None:
        distance_m = float(np.diff(np.interp([start_s, end_s], samples.time_s, samples.distance_m))[0])
    if len(samples) and heart_rate is None:
        inside = (samples.time_s >= start_s) & (samples.time_s <= end_s)
        heart_rate = _mean_or_none(samples.heart_rate[inside])
    return replace(lap, start_s=start_s, end_s=end_s, distance_m=distance_m, heart_rate=heart_rate)


def _mean_or_none(values: Series) -> float | None:
    """The mean of what is known."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else None


def _mean_heart_rate(raw: RawActivity, samples: Samples) -> float | None:
    told = number(raw.heart_rate)
    return told if 25 <= told <= 250 else _mean_or_none(samples.heart_rate)
