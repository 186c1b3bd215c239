"""Repetitions found in the speed alone.

Many borders between work and rest are tried. A border gives stretches above it; dropouts are bridged,
stretches no faster than what lies between them are joined, slow stretches at both ends (warm-up and
cool-down) are dropped. What remains must look like a session: rests of 15 to 180 s, reps of one speed,
work and rest clearly apart. Of the borders that give nearly the most work, a high one is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ndt_opt.activities.recording import Series
from ndt_opt.activities.rep_edges import placed
from ndt_opt.activities.signal import CONTRAST, STANDING_M_S, Mask, Signal, Span, runs_of

SHORTEST_REP_S = 20.0
SHORTEST_REST_S = 10.0  # a planned 15 s, measured between two ramps
LONGEST_REST_S = 190.0  # a planned 180 s, and a runner slow to start
_DROPOUT_S = 8
_BORDERS = 40
_SLOWER_END = 0.10
_CLEAR_SD = 6.0  # a sine of speed over hills comes to 5, the least clear of honest sessions to 7.5
_RAMP_S = 4
_SMALL_SET = 0.25
_NEARLY_ALL = 0.8
_HIGH = 0.7  # of the borders that will do, a high one: low ones take the faster moments of the warm-up in
_ALIKE = 0.15
_LONGEST_UNEVEN_S = 900.0
_SLOW_RUN_S = 600


def repeated_speed(seconds: Signal) -> tuple[list[Span], float]:
    """The reps and how sure they are (see `Reps`); empty and 0 for a steady run."""
    speed = smooth(seconds.speed_m_s)
    if not seconds.moving.any():
        return [], 0.0
    borders = np.linspace(STANDING_M_S, float(np.percentile(speed, 99.5)), _BORDERS, endpoint=False)
    sessions = [session for border in borders if (session := _session(speed, float(border)))]
    if not sessions:
        return [], 0.0
    most = max(_seconds(session) for session in sessions)
    able = [session for session in sessions if _seconds(session) >= _NEARLY_ALL * most]
    best = able[round((len(able) - 1) * _HIGH)]
    return placed(best, seconds), _confidence(best, speed)


def smooth(speed: Series) -> Series:
    """Median, then mean of five seconds: a single wild value is gone, an edge stays where it is."""
    if len(speed) < 5:
        return speed
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(speed, 4, mode="edge"), 5)
    return np.convolve(np.median(windows, axis=1), np.full(5, 0.2), mode="valid")


def without_slow_ends(spans: Sequence[Span], speed: Series | None = None) -> list[Span]:
    """Without first and last spans that are warm-up or cool-down: clearly slower than the others, or
    a little slower and more than twice as long."""
    kept = list(spans)
    for end in (0, -1):
        while len(kept) > 2 and _is_slow(kept[end], kept, speed):
            del kept[end]
    return kept


def _is_slow(span: Span, spans: Sequence[Span], speed: Series | None) -> bool:
    usual_speed = np.median([mean_speed(s, speed) for s in spans])
    usual_s = np.median([s.seconds for s in spans])
    part = mean_speed(span, speed) / usual_speed
    return bool(part < 1 - _SLOWER_END or (part < 0.98 and span.seconds > 2 * usual_s))


def mean_speed(span: Span, speed: Series | None) -> float:
    """Metres per second, of the speed where given, else of the told distance."""
    if speed is None:
        return (span.distance_m or 0.0) / span.seconds
    return float(speed[round(span.start_s) : round(span.end_s)].mean())


def _session(speed: Series, border: float) -> list[Span]:
    """The reps above a border, empty where they are no session."""
    long = [span for span in _bridged(speed > border) if span.seconds >= SHORTEST_REP_S]
    reps = [span for chain in _sets(_joined(long, speed)) for span in without_slow_ends(chain, speed)]
    if len(reps) < 2:
        return []
    clear = _one_speed(reps, speed) and _distance_apart(reps, speed) >= _CLEAR_SD
    return reps if clear and (_even(reps) or _uneven_session(reps, speed)) else []


def _bridged(above: Mask) -> list[Span]:
    spans: list[Span] = []
    for start, end in runs_of(above):
        if spans and start - spans[-1].end_s <= _DROPOUT_S:
            spans[-1] = Span(spans[-1].start_s, end)
        else:
            spans.append(Span(start, end))
    return spans


def _joined(spans: Sequence[Span], speed: Series) -> list[Span]:
    """Neighbours with no real rest between them are one."""
    joined: list[Span] = []
    for span in spans:
        if joined and not _rest_between(joined[-1], span, speed):
            joined[-1] = Span(joined[-1].start_s, span.end_s)
        else:
            joined.append(span)
    return joined


def _rest_between(before: Span, after: Span, speed: Series) -> bool:
    rest = mean_speed(Span(before.end_s, after.start_s), speed)
    return rest <= (1 - CONTRAST) * min(mean_speed(before, speed), mean_speed(after, speed))


def _sets(spans: Sequence[Span]) -> list[list[Span]]:
    """Stretches whose rests are those of reps, without small ones: strides before the session."""
    sets: list[list[Span]] = [[*spans[:1]]]
    for before, after in pairwise(spans):
        if after.start_s - before.end_s > LONGEST_REST_S:
            sets.append([])
        sets[-1].append(after)
    sets = [group for group in sets if len(group) > 1]
    most = max((_seconds(group) for group in sets), default=0.0)
    return [group for group in sets if _seconds(group) >= _SMALL_SET * most]


def _seconds(spans: Sequence[Span]) -> float:
    return sum(span.seconds for span in spans)


def _one_speed(reps: Sequence[Span], speed: Series) -> bool:
    """Every rep near the median; a rep that runs into the warm-up is not."""
    speeds = np.array([mean_speed(span, speed) for span in reps])
    return bool(np.all(np.abs(speeds / np.median(speeds) - 1) <= _SLOWER_END))


def _distance_apart(reps: Sequence[Span], speed: Series) -> float:
    """Work minus rest in standard deviations within, ramps left out."""
    rests = [Span(a.end_s, b.start_s) for a, b in pairwise(reps) if b.start_s - a.end_s <= LONGEST_REST_S]
    work, rest = _inner(reps, speed), _inner(rests, speed)
    spread = np.sqrt((work.var() + rest.var()) / 2)
    return float((work.mean() - rest.mean()) / max(float(spread), 0.05))


def _inner(spans: Sequence[Span], speed: Series) -> Series:
    """The speeds of all spans without their first and last seconds."""
    parts = [speed[round(s.start_s) : round(s.end_s)] for s in spans]
    return np.concatenate([part[_RAMP_S:-_RAMP_S] if len(part) > 3 * _RAMP_S else part for part in parts])


def _alike_share(reps: Sequence[Span]) -> float:
    lengths = np.array([span.seconds for span in reps])
    return float(np.mean(np.abs(lengths / np.median(lengths) - 1) <= _ALIKE))


def _even(reps: Sequence[Span]) -> bool:
    """At least three reps, nearly all of one length: chance stops do not fall so."""
    return len(reps) > 2 and _alike_share(reps) >= 0.8


def _uneven_session(reps: Sequence[Span], speed: Series) -> bool:
    """Reps of many lengths, or only two: a session if there was slow running around them.

    An easy run with stops at traffic lights has none: it is as fast between all of them.
    """
    usual = float(np.median([mean_speed(span, speed) for span in reps]))
    slow = (speed >= STANDING_M_S) & (speed <= (1 - CONTRAST) * usual)
    return float(np.median([s.seconds for s in reps])) <= _LONGEST_UNEVEN_S and int(slow.sum()) >= _SLOW_RUN_S


def _confidence(reps: Sequence[Span], speed: Series) -> float:
    apart = min(_distance_apart(reps, speed) / _CLEAR_SD - 1, 1.0)
    return round(0.3 + 0.3 * apart + 0.3 * _alike_share(reps), 2)
