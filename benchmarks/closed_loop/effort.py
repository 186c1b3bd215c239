"""One session as it truly was: every rep with its lactate, heart rate and how it felt, and the load that it left."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

from ndt_opt.domain.plan import Session

from .curve import Curve, settled, settled_mean
from .runner import Luck, Runner

THRESHOLD = ("threshold", "tempo")

WARM_MMOL = 1.2
"""Assumption: after a warm-up, a little above rest."""
WEAR_PCT_A_MIN = 0.1
"""Assumption: a minute above LT2 makes the session's threshold 0.1 % slower: there lactate has no steady state."""

RPE_AT_3_MMOL, RPE_A_MMOL = 12.8, 1.3
"""Scherr 2013 (2,560 people): RPE 12.8 at 3 mmol/L, 14.1 at 4."""
RPE_TIRED = 1.5
"""Assumption: points of RPE for twice the usual load carried."""
RPE_STOP = 18.0
"""Nobody finishes threshold reps that feel like the end of a race."""
RPE_EASY, RPE_HIT = 10.0, 17.5
"""Borg: light; very hard."""

HEART_SETTLING_S = 30.0
"""Assumption: the heart rate is there within a minute and a half of a new pace."""
HEART_REST_PCT = 70.0
"""Assumption: where it falls to in a rest, of the heart rate at LT2."""

EASY_A_MIN, WORK_A_MIN, ABOVE_A_MIN = 3.0, 6.0, 24.0
"""Load of a minute, as session RPE counts it: easy running is about 3 of 10, threshold 6. Above LT2 four times that:
coaches speak of four to five times the fatigue (hearsay, an assumption)."""


@dataclass(frozen=True)
class Rep:
    """`lactate_mmol` and `rpe` at its end, `bpm` its mean heart rate."""

    metres: float
    seconds: float
    lactate_mmol: float
    bpm: float
    rpe: float


@dataclass(frozen=True)
class Effort:
    """A session that was run; `reps` only of threshold work. `felt`: RPE of the whole; `above_s`: reps above LT2."""

    session: Session
    reps: tuple[Rep, ...]
    felt: float
    above_s: float
    load: float

    @property
    def is_cut(self) -> bool:
        return bool(self.reps) and len(self.reps) < self.session.reps


def run(session: Session, runner: Runner, luck: Luck, tired: float, is_second: bool) -> Effort:
    """The session as planned, at its planned pace, until the end or until it is too hard.

    Parameters
    ----------
    tired : load carried above the usual, 0 for the usual.
    is_second : threshold work was run that morning.
    """
    feels = runner.rpe_bias + RPE_TIRED * tired + luck.rpe
    if session.kind not in THRESHOLD:
        felt = (RPE_HIT if session.kind == "hit" else RPE_EASY) + feels
        return Effort(session, (), felt, 0.0, usual_load(session))
    reps = _reps(session, runner, runner.curve(luck.form_pct, tired, is_second), feels)
    above_s = sum(rep.seconds for rep in reps if rep.lactate_mmol > runner.lt2_mmol)
    left_out = (session.reps - len(reps)) * (WORK_A_MIN * reps[0].seconds + EASY_A_MIN * (session.rest_s or 0)) / 60
    load = usual_load(session) - left_out + (ABOVE_A_MIN - WORK_A_MIN) * above_s / 60
    return Effort(session, reps, fmean(rep.rpe for rep in reps), above_s, load)


def usual_load(session: Session) -> float:
    """The load of a session run as it is meant: threshold work below LT2, HIT above it."""
    a_min = {"threshold": WORK_A_MIN, "tempo": WORK_A_MIN, "hit": ABOVE_A_MIN}.get(session.kind, EASY_A_MIN)
    return (EASY_A_MIN * (session.duration_s - session.hard_s) + a_min * session.hard_s) / 60


def _reps(session: Session, runner: Runner, curve: Curve, feels: float) -> tuple[Rep, ...]:
    metres, seconds, speed = length(session)
    resting_bpm = runner.lthr_bpm * HEART_REST_PCT / 100
    lactate, bpm, reps = WARM_MMOL, resting_bpm, list[Rep]()
    for _ in range(session.reps):
        lactate = settled(lactate, curve.lactate(speed), seconds, runner.settling_s)
        heart = runner.lthr_bpm * speed / curve.lt2_speed  # assumption: in proportion to speed, near the threshold
        mean, bpm = (at(bpm, heart, seconds, HEART_SETTLING_S) for at in (settled_mean, settled))
        rpe = RPE_AT_3_MMOL + RPE_A_MMOL * (lactate - 3) + feels
        reps.append(Rep(metres, seconds, lactate, mean, rpe))
        if rpe >= RPE_STOP:
            break
        if lactate > runner.lt2_mmol:
            worn = curve.lt2_speed * (1 - WEAR_PCT_A_MIN / 100 * seconds / 60)
            curve = Curve(worn, curve.lt2_mmol, curve.rest_mmol, curve.steepness)
        rest_s = session.rest_s or 0
        lactate = settled(lactate, runner.rest_mmol, rest_s, runner.settling_s)
        bpm = settled(bpm, resting_bpm, rest_s, HEART_SETTLING_S)
    return tuple(reps)


def length(session: Session) -> tuple[float, float, float]:
    """Metres, seconds and m/s of a rep at the planned pace."""
    assert session.pace_s_per_km is not None
    speed = 1000 / session.pace_s_per_km.start
    seconds = session.rep_s if session.rep_m is None else session.rep_m / speed
    assert seconds is not None
    return seconds * speed, seconds, speed
