"""Repetitions told by laps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ndt_opt.activities.recording import Lap, Pause, Recording
from ndt_opt.activities.rep_speed import LONGEST_REST_S, SHORTEST_REP_S, SHORTEST_REST_S, without_slow_ends
from ndt_opt.activities.signal import CONTRAST, Span

_WORK = ("active", "interval")
_REST = ("rest", "recovery")
_EDGE_S = 2.0
_FEWEST_ALTERNATING = 3


def told_laps(recording: Recording) -> list[Span]:
    """Laps the device calls work, next to one it calls rest; empty where it tells no rest.

    A warm-up lap may be called work, too, so that slow laps at both ends are dropped.
    """
    laps = recording.laps
    work = [
        _span(lap, recording.pauses)
        for n, lap in enumerate(laps)
        if lap.intensity in _WORK and any(near.intensity in _REST for near in laps[max(n - 1, 0) : n + 2])
    ]
    spans = without_slow_ends([span for span in work if _speed(span) > 0])
    return spans if len(spans) > 1 else []


def alternating_laps(recording: Recording) -> list[Span]:
    """Fast laps with one slow lap or a pause between them; empty where laps do not alternate.

    Every speed between two laps is tried as the border of fast and slow; the border that gives the
    most seconds of work wins.
    """
    spans = [span for lap in recording.laps if _speed(span := _span(lap, recording.pauses)) > 0]
    speeds = sorted({_speed(span) for span in spans})
    borders = [0.0, *(float(np.mean(pair)) for pair in pairwise(speeds))]
    found = [chain for border in borders for chain in _chains(spans, border)]
    return max(found, key=lambda chain: sum(span.seconds for span in chain), default=[])


def _span(lap: Lap, pauses: Sequence[Pause]) -> Span:
    """The lap without a pause at its beginning or end: there the runner stood and rested."""
    start_s, end_s = lap.start_s, lap.end_s
    for pause in pauses:
        if abs(pause.end_s - end_s) <= _EDGE_S and pause.start_s > start_s:
            end_s = pause.start_s
        elif abs(pause.start_s - start_s) <= _EDGE_S and pause.end_s < end_s:
            start_s = pause.end_s
    return Span(start_s, end_s, lap.distance_m, lap.heart_rate)


def _speed(span: Span) -> float:
    return (span.distance_m or 0.0) / span.seconds if span.seconds > 0 else 0.0


def _chains(spans: Sequence[Span], border_m_s: float) -> list[list[Span]]:
    """Stretches of at least three fast laps with rests between."""
    fast = [n for n, span in enumerate(spans) if _speed(span) > border_m_s and span.seconds >= SHORTEST_REP_S]
    chains: list[list[Span]] = [[]]
    last = -1
    for n in fast:
        if chains[-1] and not _rests(spans, last, n):
            chains.append([])
        chains[-1].append(spans[n])
        last = n
    trimmed = [without_slow_ends(chain) for chain in chains]
    return [chain for chain in trimmed if len(chain) >= _FEWEST_ALTERNATING]


def _rests(spans: Sequence[Span], before: int, after: int) -> bool:
    """Whether all between two fast laps is one slow lap, or a pause."""
    rest_s = spans[after].start_s - spans[before].end_s
    slowest = min(_speed(spans[before]), _speed(spans[after]))
    between = spans[before + 1 : after]
    return (
        SHORTEST_REST_S <= rest_s <= LONGEST_REST_S
        and len(between) <= 1
        and all(_speed(span) <= (1 - CONTRAST) * slowest for span in between)
    )
