"""Heart-rate drift: over the reps of a session, and as decoupling over a steady run.

Two measures for two kinds of run. The ratio of speed to heart rate (efficiency factor) holds only for
steady aerobic work, not for intervals (TrainingPeaks, help article 204071724 on aerobic decoupling);
reps are therefore compared with each other at equal pace, as Talsnes 2024 (Front Physiol 15:1428536)
does for 6 x 10 min: 168 bpm in the first half, 173 in the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ndt_opt.activities.recording import Recording, Series
from ndt_opt.activities.reps import Rep, Reps, work_reps
from ndt_opt.activities.signal import Mask, Signal, signal

_LIKE_LENGTH, _LIKE_PACE = 0.15, 0.03
_FEWEST_LIKE = 4
_MOST_MISSING = 0.20
_WARM_S = 600
_SHORTEST_S = 1800
_MOST_STOOD = 0.05
_STEADY = 0.05
_WANDER = 0.08


@dataclass(frozen=True)
class Drift:
    """How the heart rate rose from the first to the last like reps.

    Attributes
    ----------
    first_bpm, last_bpm : mean over the first third (without the session's first rep) and the last
    bpm, percent : last minus first, and that over the first
    like : how many reps were alike
    reason : why there is no drift; of few like reps `last_bpm` is known all the same
    """

    first_bpm: float | None = None
    last_bpm: float | None = None
    bpm: float | None = None
    percent: float | None = None
    like: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Decoupling:
    """How much the efficiency fell from the first half to the second.

    Attributes
    ----------
    first, second : metres per heartbeat in each half
    percent : (first - second) / first x 100
    reason : why there is no number; then the three above are None
    """

    first: float | None = None
    second: float | None = None
    percent: float | None = None
    reason: str = ""


def rep_drift(recording: Recording, reps: Reps) -> Drift:
    """Mean heart rate of the last third of the like reps minus that of the first third.

    The session's first rep is left out of the first third: there the heart rate is still rising. Reps
    are alike whose length is within 15 % and whose pace is within 3 % of the session's median.
    Source: the comparison of halves at equal speed in Talsnes 2024; normal there are +5 bpm over an
    hour of work in one session and about none over half an hour. The tolerances are a decision.
    """
    alike = _alike(reps.reps)
    missing = _missing_in(reps.reps, signal(recording))
    third = max(2, round(len(alike) / 3))
    first_bpm = _mean([rep for rep in alike[:third] if rep is not reps.reps[0]])
    last_bpm = _mean(alike[-third:]) if len(alike) > third else _mean(alike[-1:])
    if missing > _MOST_MISSING or first_bpm is None or last_bpm is None:
        return Drift(like=len(alike), reason=f"heart rate missing in {100 * missing:.0f} % of the work")
    if len(alike) < _FEWEST_LIKE:
        reason = f"{len(alike)} like reps, at least {_FEWEST_LIKE} needed"
        return Drift(last_bpm=last_bpm, like=len(alike), reason=reason)
    rise = last_bpm - first_bpm
    return Drift(first_bpm, last_bpm, rise, 100 * rise / first_bpm, len(alike))


def _alike(reps: Sequence[Rep]) -> list[Rep]:
    usual_s = float(np.median([rep.duration_s for rep in reps]))
    usual_pace = float(np.median([rep.pace_s_per_km for rep in reps]))
    return [
        rep
        for rep in reps
        if abs(rep.duration_s / usual_s - 1) <= _LIKE_LENGTH and abs(rep.pace_s_per_km / usual_pace - 1) <= _LIKE_PACE
    ]


def _missing_in(reps: Sequence[Rep], seconds: Signal) -> float:
    """Share of the work without heart rate; a lap that tells its own mean has one."""
    if not len(seconds):
        return float(np.mean([rep.heart_rate is None for rep in reps]))
    parts = [seconds.heart_rate[round(r.start_s) : round(r.start_s + r.duration_s)] for r in reps]
    return float(np.mean(~np.isfinite(np.concatenate(parts))))


def _mean(reps: Sequence[Rep]) -> float | None:
    known = [rep.heart_rate for rep in reps if rep.heart_rate is not None]
    return float(np.mean(known)) if known else None


def decoupling(recording: Recording) -> Decoupling:
    """Fall of speed over heart rate from the first to the second half of a steady run.

    EF = speed / heart rate; decoupling = (EF1 - EF2) / EF1 x 100, over the halves of the moving time
    after the first 10 min, samples slower than 1.5 m/s dropped. Under 5 % is called good, over 10 %
    poor: a convention, not a rule of physiology. Heat, hills and thirst spoil it, and no file tells
    them. Source: TrainingPeaks help 204071724; runalyze.com/glossary/aerobic-decoupling.
    """
    seconds = signal(recording)
    speed, heart = seconds.speed_m_s[_WARM_S:], seconds.heart_rate[_WARM_S:]
    moving = seconds.moving[_WARM_S:]
    reason = _not_steady(recording, int(seconds.moving.sum()), moving, heart) or _uneven(speed[moving])
    if reason:
        return Decoupling(reason=reason)
    known = moving & np.isfinite(heart)
    middle = int(known.sum()) // 2
    first, second = (60 * s.mean() / h.mean() for s, h in _halves(speed[known], heart[known], middle))
    return Decoupling(float(first), float(second), float(100 * (first - second) / first))


def _halves(speed: Series, heart: Series, middle: int) -> tuple[tuple[Series, Series], tuple[Series, Series]]:
    return (speed[:middle], heart[:middle]), (speed[middle:], heart[middle:])


def _not_steady(recording: Recording, moving_s: int, moving: Mask, heart: Series) -> str:
    """What forbids the measure, empty where nothing does."""
    if moving_s < _SHORTEST_S:
        return f"{moving_s / 60:.0f} min of running, at least {_SHORTEST_S // 60} needed"
    if (stood := float(np.mean(~moving))) > _MOST_STOOD:
        return f"stops: {100 * stood:.0f} % of the time not running"
    if (missing := float(np.mean(~np.isfinite(heart[moving])))) > _MOST_MISSING:
        return f"heart rate missing in {100 * missing:.0f} % of the run"
    return "a session of reps" if work_reps(recording) else ""


def _uneven(speed: Series) -> str:
    """A faster second half costs heartbeats of its own, and so does a fast middle: only an even run tells the drift."""
    middle = len(speed) // 2
    change = float(speed[middle:].mean() / speed[:middle].mean() - 1)
    if abs(change) > _STEADY:
        return f"not steady: second half {100 * abs(change):.0f} % {'slower' if change < 0 else 'faster'}"
    minutes = speed[: len(speed) // 60 * 60].reshape(-1, 60).mean(axis=1)
    wander = float(minutes.std() / minutes.mean())
    return f"not steady: speed wanders by {100 * wander:.0f} % from minute to minute" if wander > _WANDER else ""
