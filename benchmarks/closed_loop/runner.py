"""The true runner: drawn once by seed, with good and bad days, and tired by what was run.

Every figure has its source beside it; "assumption" where nothing published fits. docs/closed-loop.md explains them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import exp

import numpy as np

from ndt_opt.domain.calendar import SLOTS, Slot

from .curve import Curve

REST_MMOL = (0.8, 1.0)
"""A step test's first stages, 0.9 to 1.0 in the lactater package's demo data."""
STEEPNESS = (12.0, 16.0)
"""The middles of Haugen 2021, table 4 (marathon 2, half 3.2, 10 km 6, 5 km 9 mmol/L), at Riegel's paces give 14 to 18;
assumption: the careful side, since a steeper curve is told apart more easily."""
SETTLING_S = (180.0, 300.0)
"""Assumption: 95 % settled in 9 to 15 min, as steady-state tests judge lactate from minute 10 on."""
RPE_BIAS = (-1.0, 1.0)
"""Assumption: half of the 2.0 by which people differ at one lactate (Scherr 2013); trained runners know the scale."""
LTHR_ERROR_BPM = (-2.0, 2.0)
"""Assumption: a 30 min time trial finds the heart rate at LT2 to 2 bpm."""

FORM_SD_PCT = 1.0
"""Assumption: race times of good runners vary by 1 to 2 % (Hopkins 2001, cited from memory)."""
READING_SD_MMOL = 0.2
"""Assumption: within one blood sample meters scatter by less than 0.5 (Bonaventura 2015, JSSM 14:203)."""
RPE_SD = 0.7
"""Assumption: one point of Borg's scale up or down on most days."""
HEART_SD_BPM, READING_SD_BPM = 2.5, 1.0
"""Assumptions: from day to day, and between two readings of a session."""
READINGS = 3
"""After the first rep, the middle one and the last."""
MEASURED = 2 / 3
"""Assumption: who has a meter takes blood in two of three sessions."""

AFTERNOON_MMOL = (2.72, 2.14)
"""Talsnes 2024 (Front Physiol 15:1428536): one speed, morning and afternoon of a double."""

TIRED_DAYS = 7.0
"""Acute load of impulse-response models is a 7-day exponential mean; Banister's fatigue had 11 days."""
TIRED_PCT = 2.0
"""Assumption: carrying twice the usual load makes the threshold 2 % slower."""


@dataclass(frozen=True)
class Luck:
    """What chance brings to one session, the same whatever was planned: two plans are run in the same weather."""

    form_pct: float
    rpe: float
    bpm: tuple[float, float]
    mmol: tuple[float, ...]
    takes_blood: bool


@dataclass(frozen=True)
class Runner:
    """`lt2_pace` s/km and `lt2_mmol` are true for a rested, usual day; `lthr_bpm` is the heart rate there.

    `settling_s`: of blood lactate; `rpe_bias`: Borg points by which this runner feels more than others.
    """

    seed: int
    lt2_pace: float
    lt2_mmol: float
    lthr_bpm: float
    rest_mmol: float
    steepness: float
    settling_s: float
    rpe_bias: float

    def luck(self, date: dt.date, slot: Slot) -> Luck:
        """Of a session; form is the day's, the rest its own."""
        day = np.random.default_rng([self.seed, date.toordinal(), len(SLOTS)])
        own = np.random.default_rng([self.seed, date.toordinal(), SLOTS.index(slot)])
        heart, (first, last) = own.normal(0, HEART_SD_BPM), own.normal(0, READING_SD_BPM, 2)
        bpm = float(heart + first), float(heart + last)
        mmol = tuple(map(float, own.normal(0, READING_SD_MMOL, READINGS)))
        form, rpe = float(day.normal(0, FORM_SD_PCT)), float(own.normal(0, RPE_SD))
        return Luck(form, rpe, bpm, mmol, bool(own.random() < MEASURED))

    def curve(self, form_pct: float = 0.0, tired: float = 0.0, is_second: bool = False) -> Curve:
        """The curve of a session: moved by form and by tiredness, and to the right after a morning's threshold work.

        Lactate falls in the afternoon as Talsnes measured it at 2.7 mmol/L. That is 2.3 to 3.6 % of speed, by which the
        heart rate falls too, 4 to 6 bpm: the same study found 5.
        """
        factor = (1 + form_pct / 100) * (1 - TIRED_PCT / 100 * tired)
        curve = Curve(1000 / self.lt2_pace * factor, self.lt2_mmol, self.rest_mmol, self.steepness)
        if not is_second:
            return curve
        morning, afternoon = (curve.speed(mmol) for mmol in AFTERNOON_MMOL)
        return Curve(curve.lt2_speed * morning / afternoon, self.lt2_mmol, self.rest_mmol, self.steepness)


def drawn(seed: int, lt2_pace: float, lt2_mmol: float, lthr_bpm: float) -> Runner:
    """The runner of a seed; `lthr_bpm` as tested."""
    rng = np.random.default_rng([seed])
    rest, steepness, settling, bias, error = (
        float(rng.uniform(*ends)) for ends in (REST_MMOL, STEEPNESS, SETTLING_S, RPE_BIAS, LTHR_ERROR_BPM)
    )
    return Runner(seed, lt2_pace, lt2_mmol, lthr_bpm + error, rest, steepness, settling, bias)


class Tiredness:
    """Load carried from the days before; 0 is what the usual training leaves to the next morning, 1 twice that."""

    def __init__(self, usual_a_day: float, start: dt.date) -> None:
        self.usual = usual_a_day / (exp(1 / TIRED_DAYS) - 1)
        self.carried, self.day = self.usual, start

    def on(self, date: dt.date) -> float:
        """As it stands on a day, after what was run until now."""
        self.carried *= exp(-(date - self.day).days / TIRED_DAYS)
        self.day = date
        return self.carried / self.usual - 1

    def add(self, load: float) -> None:
        self.carried += load
