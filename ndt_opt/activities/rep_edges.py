"""Where a repetition begins and ends, to the second.

The border between work and rest is crossed early or late as noise and sparse samples have it. But the
metres covered around the crossing are known: if the runner had changed from one speed to the other
in no time, that many metres allow just one moment of change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ndt_opt.activities.signal import CONTRAST, Signal, Span

_AROUND_S = 15.0
_RAMP_S = 4.0
_FARTHEST_S = 8.0
_SHORT_REST_S = 30.0


@dataclass(frozen=True)
class _Stretch:
    """A span and the speed held in it."""

    span: Span
    m_s: float


def placed(spans: Sequence[Span], seconds: Signal) -> list[Span]:
    """The spans with their edges where the metres say."""
    spans = _to_the_ends(spans, seconds)
    work = [_Stretch(span, _level([span], seconds)) for span in spans]
    rests = _rests(spans, seconds)
    return [
        Span(_edge(rest, rep, seconds), _edge(rep, after, seconds))
        for rest, rep, after in zip(rests, work, rests[1:], strict=False)
    ]


def _to_the_ends(spans: Sequence[Span], seconds: Signal) -> list[Span]:
    """A recording that begins or ends with a rep has no rest there, only noise at the border."""
    first, last, end_s = spans[0], spans[-1], float(len(seconds) - 1)
    starts = [0.0 if _held(0.0, first.start_s, first, seconds) else first.start_s, *(s.start_s for s in spans[1:])]
    ends = [*(s.end_s for s in spans[:-1]), end_s if _held(last.end_s, end_s, last, seconds) else last.end_s]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True)]


def _held(start_s: float, end_s: float, rep: Span, seconds: Signal) -> bool:
    """Whether a few seconds beside a rep are run at its speed."""
    least_m = (1 - CONTRAST) * _level([rep], seconds) * (end_s - start_s)
    return 0 < end_s - start_s < _AROUND_S and seconds.covered(start_s, end_s) > least_m


def _rests(spans: Sequence[Span], seconds: Signal) -> list[_Stretch]:
    """What lies before, between and after the reps.

    In a short rest sparse samples may leave no second without a share of the reps around it: short
    rests are taken to be of one speed, that of all of them.
    """
    before = Span(max(spans[0].start_s - 2 * _AROUND_S, 0.0), spans[0].start_s)
    after = Span(spans[-1].end_s, min(spans[-1].end_s + 2 * _AROUND_S, float(len(seconds) - 1)))
    inner = [Span(a.end_s, b.start_s) for a, b in pairwise(spans)]
    short = [rest for rest in inner if rest.seconds < _SHORT_REST_S]
    usual = _level(short, seconds)
    levels = [usual if rest in short else _level([rest], seconds) for rest in inner]
    between = [_Stretch(rest, level) for rest, level in zip(inner, levels, strict=True)]
    return [_Stretch(before, _level([before], seconds)), *between, _Stretch(after, _level([after], seconds))]


def _edge(before: _Stretch, after: _Stretch, seconds: Signal) -> float:
    """The moment of change from one speed to the next, near where the border was crossed."""
    crossing_s, change = before.span.end_s, after.m_s - before.m_s
    start_s = crossing_s - min(_AROUND_S, before.span.seconds / 2)
    end_s = crossing_s + min(_AROUND_S, after.span.seconds / 2)
    if min(before.span.seconds, after.span.seconds) < 2 or abs(change) < 0.1:
        return crossing_s
    # start_s -> edge at one speed, edge -> end_s at the other: together the metres covered
    edge_s = (after.m_s * end_s - before.m_s * start_s - seconds.covered(start_s, end_s)) / change
    return float(np.clip(edge_s, max(crossing_s - _FARTHEST_S, start_s), min(crossing_s + _FARTHEST_S, end_s)))


def _level(spans: Sequence[Span], seconds: Signal) -> float:
    """Median speed of all spans, their ramps left out where they are long enough."""
    parts = []
    for span in spans:
        ramp = min(_RAMP_S, span.seconds / 4)
        parts.append(seconds.speed_m_s[round(span.start_s + ramp) : round(span.end_s - ramp) + 1])
    return float(np.median(np.concatenate(parts))) if parts else 0.0
