"""The athlete's intensities: 5 km-equivalent pace, lactate windows, easy pace, heart rates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import ceil

from ndt_opt.domain.athlete import Athlete, RaceResult
from ndt_opt.physiology.pace import easy_vdot, pace_at, race_seconds, vdot, vdot_of_threshold_pace
from ndt_opt.rules.training_model import Physiology
from ndt_opt.units import format_pace

EASY_STEP_S = 5
"""Easy paces are prescribed in steps of 5 s/km, rounded to the slower side."""

STALE_TEST_DAYS = 56
RECENT_RESULT_DAYS = 365


@dataclass(frozen=True)
class Profile:
    """Intensities of one athlete.

    Attributes
    ----------
    vdot : Daniels-Gilbert VDOT the paces follow from
    pace_5k : 5 km-equivalent pace, s/km
    easy_pace, easy_fast, easy_slow : easy running, s/km
    lt2, floor, ceiling, middle : lactate, hundredths of mmol/L; AM aims at floor..middle, PM at
        middle..ceiling, with ceiling = min(4, LT2) and middle = (2 + LT2) / 2 (E-03)
    lthr_bpm, max_bpm : tested heart rates, or None
    notes : what had to be assumed
    """

    vdot: float
    pace_5k: float
    easy_pace: int
    easy_fast: int
    easy_slow: int
    lt2: int
    floor: int
    ceiling: int
    middle: int
    lthr_bpm: int | None
    max_bpm: int | None
    notes: tuple[str, ...]


def profile(athlete: Athlete, constants: Physiology, start: dt.date) -> Profile:
    """Intensities from a tested LT2 pace, else from the best recent race result.

    A tested `lt2_pace` wins: it sets the VDOT whose 88 % speed it is.  Otherwise the highest VDOT
    among results of the year before `start` counts (undated ones count as recent; when all are older,
    the latest).
    """
    notes: list[str] = []
    test = athlete.lactate
    if test is not None and test.lt2_pace is not None:
        value = vdot_of_threshold_pace(test.lt2_pace)
    else:
        if not recent_results(athlete.results, start):
            notes.append("every race result is older than a year: the paces are starting values, test soon")
        value = max(vdot(r.distance_m, r.seconds) for r in pacing_results(athlete.results, start))
    if test is not None and test.tested is not None and (start - test.tested).days > STALE_TEST_DAYS:
        notes.append(f"the lactate test of {test.tested} is older than 8 weeks at the start: test again")
    if test is None:
        notes.append(
            f"LT2 is untested: {constants.untested_lt2_mmol:g} mmol/L is assumed; "
            "the lactate targets are starting values"
        )
    floor, ceiling = round(100 * constants.z2_floor_mmol), round(100 * constants.z2_ceiling_mmol)
    lt2 = round(100 * (constants.untested_lt2_mmol if test is None else test.lt2_mmol))
    ceiling = min(ceiling, lt2)
    pace_5k = race_seconds(value, 5000) / 5
    gentle, fast, slow = _easy_paces(value, pace_5k, constants)
    easy_pace = EASY_STEP_S * ceil((athlete.easy_pace or gentle) / EASY_STEP_S)
    if easy_pace > constants.walking_pace_s:
        notes.append(
            f"easy running at {format_pace(easy_pace)} is slower than {format_pace(constants.walking_pace_s)}, about "
            "where running becomes walking: run and walk in turns by effort, and test again soon"
        )
    heart = athlete.heart_rate
    return Profile(
        vdot=value,
        pace_5k=pace_5k,
        easy_pace=easy_pace,
        easy_fast=min(easy_pace, round(fast)),
        easy_slow=max(easy_pace, round(slow)),
        lt2=lt2,
        floor=floor,
        ceiling=ceiling,
        middle=(floor + ceiling) // 2,
        lthr_bpm=heart.lthr_bpm if heart else None,
        max_bpm=heart.max_bpm if heart else None,
        notes=tuple(notes),
    )


def _easy_paces(value: float, pace_5k: float, constants: Physiology) -> tuple[float, float, float]:
    """The usual easy pace, the fastest and the slowest, s/km: a fraction of VDOT, always well below race pace."""
    usable = easy_vdot(value, constants.slow_below_vdot)
    return (
        max(pace_at(usable, constants.easy_vdot_pct / 100), round(pace_5k * constants.easy_multiple)),
        max(pace_at(usable, constants.easy_fast_vdot_pct / 100), round(pace_5k * constants.easy_fast_multiple)),
        pace_at(usable, constants.easy_slow_vdot_pct / 100),
    )


def recent_results(results: list[RaceResult], start: dt.date) -> list[RaceResult]:
    """Those of the year before `start`; undated ones count as recent."""
    return [r for r in results if r.date is None or (start - r.date).days <= RECENT_RESULT_DAYS]


def pacing_results(results: list[RaceResult], start: dt.date) -> list[RaceResult]:
    """Those of which the best sets the paces: the recent ones, or where all are older the latest."""
    return recent_results(results, start) or [max(results, key=lambda r: r.date or dt.date.min)]


def pacing_result(athlete: Athlete, start: dt.date) -> RaceResult | None:
    """The result that sets the paces; None where a tested LT2 pace sets them."""
    if athlete.lactate is not None and athlete.lactate.lt2_pace is not None:
        return None
    return max(pacing_results(athlete.results, start), key=lambda r: vdot(r.distance_m, r.seconds))
