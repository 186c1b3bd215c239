"""The work repetitions of a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ndt_opt.activities.recording import Recording
from ndt_opt.activities.rep_laps import alternating_laps, told_laps
from ndt_opt.activities.rep_speed import repeated_speed
from ndt_opt.activities.signal import Signal, Span, signal

_LAST_S = 15
_EDGE_S = 5.0
_NEARLY_ALL = 0.9


@dataclass(frozen=True)
class Rep:
    """One repetition.

    Attributes
    ----------
    start_s : seconds since the recording's start
    duration_s, distance_m : its length
    pace_s_per_km : of a lap, its time over its distance; found by speed, without the first and last
        5 s, in which the runner speeds up and slows down and the edge's own error weighs
    heart_rate, end_heart_rate : bpm over the whole rep and over its last 15 s, None without any
    rest_s : until the next rep begins, None after the last
    """

    start_s: float
    duration_s: float
    distance_m: float
    pace_s_per_km: float
    heart_rate: float | None
    end_heart_rate: float | None
    rest_s: float | None


@dataclass(frozen=True)
class Reps:
    """All repetitions, in the order of time.

    Attributes
    ----------
    how : "laps" where the device's laps tell them, "speed" where they were found in the speed
    confidence : 0.95 where the device names work and rest; 0.85 where laps alternate fast and slow;
        from speed 0.3 to 0.9: 0.3, plus up to 0.3 for how far work and rest lie apart in speed
        (nothing at 6 standard deviations, all at 12), plus 0.3 x the share of the reps whose length
        is within 15 % of the median. Below 0.6 a person should look.
    """

    reps: tuple[Rep, ...]
    how: str
    confidence: float


@lru_cache(maxsize=2)  # asked for the reps, then by decoupling
def work_reps(recording: Recording) -> Reps | None:
    """The repetitions of the run, None for a steady one.

    Laps come first: named by the device (a workout's steps), then laps that alternate fast and slow,
    unless the speed shows more work than they hold: a runner may forget the button.
    """
    seconds = signal(recording)
    if told := told_laps(recording):
        return Reps(_measured(told, seconds), "laps", 0.95)
    laps, (spans, confidence) = alternating_laps(recording), repeated_speed(seconds)
    if laps and sum(lap.seconds for lap in laps) >= _NEARLY_ALL * sum(span.seconds for span in spans):
        return Reps(_measured(laps, seconds), "laps", 0.85)
    return Reps(_measured(spans, seconds), "speed", confidence) if spans else None


def _measured(spans: Sequence[Span], seconds: Signal) -> tuple[Rep, ...]:
    rests: list[float | None] = [max(after.start_s - before.end_s, 0.0) for before, after in pairwise(spans)]
    return tuple(_rep(span, seconds, rest) for span, rest in zip(spans, [*rests, None], strict=True))


def _rep(span: Span, seconds: Signal, rest_s: float | None) -> Rep:
    told = span.distance_m
    edge = 0.0 if told else min(_EDGE_S, span.seconds / 8)
    distance_m = told or seconds.covered(span.start_s, span.end_s)
    inner_m = told or seconds.covered(span.start_s + edge, span.end_s - edge)
    return Rep(
        start_s=span.start_s,
        duration_s=span.seconds,
        distance_m=distance_m,
        pace_s_per_km=1000 * (span.seconds - 2 * edge) / inner_m,
        heart_rate=seconds.mean_heart_rate(span.start_s, span.end_s) or span.heart_rate,
        end_heart_rate=seconds.mean_heart_rate(span.end_s - _LAST_S, span.end_s),
        rest_s=rest_s,
    )
