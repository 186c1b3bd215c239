"""The athlete's paces worked out a second time, from the published formulas (Daniels & Gilbert 1979).

Oxygen demand at v m/min is -4.60 + 0.182258 v + 0.000104 v^2; over t minutes a runner sustains the fraction
0.8 + 0.1894393 e^(-0.012778 t) + 0.2989558 e^(-0.1932605 t) of VDOT.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import ceil, exp, sqrt

from ndt_opt.domain.athlete import Athlete
from ndt_opt.rules.training_model import Physiology, Template

THRESHOLD_PCT = 88
"""Threshold pace is the speed at 88 % of VDOT."""

EASY_STEP_S = 5
RESULT_DAYS = 365


@dataclass(frozen=True)
class Paces:
    """Seconds per km: 5 km race pace, and easy running with its band."""

    race_5k: float
    easy: int
    easy_fast: float
    easy_slow: float
    vdot: float

    def race(self, metres: int) -> float:
        """Seconds per km of a race of so many metres."""
        return _race_pace(self.vdot, metres)

    def of_template(self, template: Template) -> float:
        """Seconds per km at which its reps start, before any rounding."""
        if template.pace_multiple is not None:
            return self.race_5k * template.pace_multiple
        return self.race_5k + (template.pace_offset_s or 0)


def paces_of(athlete: Athlete, physiology: Physiology, start: dt.date) -> Paces | None:
    """From the tested LT2 pace, else the best result of the year before `start`; None without either."""
    vdot = _vdot(athlete, start)
    if vdot is None:
        return None
    race = _race_pace(vdot, 5000)
    usable = vdot if vdot >= physiology.slow_below_vdot else (2 * vdot + physiology.slow_below_vdot) / 3
    pcts = (physiology.easy_vdot_pct, physiology.easy_fast_vdot_pct, physiology.easy_slow_vdot_pct)
    usual, fast, slow = (_pace(usable * pct / 100) for pct in pcts)
    own = athlete.easy_pace or max(usual, round(race * physiology.easy_multiple))
    easy = EASY_STEP_S * ceil(own / EASY_STEP_S)
    fast = max(fast, round(race * physiology.easy_fast_multiple))
    return Paces(race, easy, min(easy, fast), max(easy, slow), vdot)


def _vdot(athlete: Athlete, start: dt.date) -> float | None:
    if athlete.lactate is not None and athlete.lactate.lt2_pace is not None:
        return 100 * _demand(60_000 / athlete.lactate.lt2_pace) / THRESHOLD_PCT
    dated = [r for r in athlete.results if r.date is None or (start - r.date).days <= RESULT_DAYS]
    if not dated:
        dated = sorted(athlete.results, key=lambda r: r.date or dt.date.min, reverse=True)[:1]
    return max((_vdot_of(r.distance_m, r.seconds / 60) for r in dated), default=None)


def _demand(speed: float) -> float:
    return -4.60 + 0.182258 * speed + 0.000104 * speed**2


def _vdot_of(metres: float, minutes: float) -> float:
    fraction = 0.8 + 0.1894393 * exp(-0.012778 * minutes) + 0.2989558 * exp(-0.1932605 * minutes)
    return _demand(metres / minutes) / fraction


def _pace(demand: float) -> float:
    """The speed that costs so much oxygen, as s/km."""
    return 60_000 * 2 * 0.000104 / (sqrt(0.182258**2 + 4 * 0.000104 * (demand + 4.60)) - 0.182258)


def _race_pace(vdot: float, metres: float) -> float:
    """The pace at which the distance is worth this VDOT: halve the span from 1:40 to 16:40 per km."""
    fast, slow = 100.0, 1000.0
    for _ in range(50):
        middle = (fast + slow) / 2
        is_too_fast = _vdot_of(metres, middle * metres / 60_000) > vdot
        fast, slow = (middle, slow) if is_too_fast else (fast, middle)
    return slow
