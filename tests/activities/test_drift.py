"""Drift over like reps, decoupling over steady runs, and when neither can be told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ndt_opt.activities.drift import Drift, decoupling, rep_drift
from ndt_opt.activities.recording import Recording, Samples
from ndt_opt.activities.reps import Rep, Reps, work_reps

from .synthetic import Stretch, Watch, recording, session

SIX = session(6, (600, 4.2), (60, 2.2))
EASY = [Stretch(4200, 3.2)]


def reps_of(run: Recording) -> Reps:
    found = work_reps(run)
    assert found is not None
    return found


def made(*reps: tuple[float, float, float]) -> Reps:
    """Reps of (seconds, pace, bpm)."""
    return Reps(tuple(Rep(0, s, 1000 * s / pace, pace, bpm, bpm, 60) for s, pace, bpm in reps), "laps", 0.95)


NO_SAMPLES = recording([Stretch(3, 3.0)], Watch(heart=False))


def drift_of(*reps: tuple[float, float, float]) -> Drift:
    return rep_drift(replace(NO_SAMPLES, samples=Samples.none()), made(*reps))


@pytest.mark.parametrize("smart", [False, True])
def test_drift_of_a_session(smart: bool) -> None:
    """12 bpm over the whole recording of 5,400 s, reps 660 s apart: first third rep 2, last reps 5 and 6."""
    run = recording(SIX, Watch(drift_bpm=12, smart=smart, noise_m_s=0.05))
    drift = rep_drift(run, reps_of(run))
    seconds = sum(s.seconds for s in SIX)
    assert drift.like == 6
    assert drift.bpm is not None
    assert drift.bpm == pytest.approx(12 * 3.5 * 660 / seconds, abs=0.6)
    assert drift.first_bpm is not None
    assert drift.percent == pytest.approx(100 * drift.bpm / drift.first_bpm)
    assert not drift.reason


def test_no_drift_is_none() -> None:
    run = recording(SIX, Watch(noise_m_s=0.05))
    assert rep_drift(run, reps_of(run)).bpm == pytest.approx(0, abs=0.6)


def test_thirds_without_the_first_rep() -> None:
    reps = [(360.0, 220.0, bpm) for bpm in (140.0, 160, 162, 164, 166, 168, 170, 172, 174)]
    # thirds of nine: reps 1-3 without the first, and 7-9
    drift = drift_of(*reps)
    assert (drift.first_bpm, drift.last_bpm, drift.bpm, drift.like) == (161, 172, 11, 9)
    assert drift.percent == pytest.approx(1100 / 161)


def test_only_like_reps_count() -> None:
    reps = [(360.0, 220.0, 160.0)] * 5
    odd = [(360.0, 205.0, 185.0), (600.0, 220.0, 190.0)]
    drift = drift_of(*reps, *odd)
    assert (drift.bpm, drift.like, drift.reason) == (0, 5, "")


def test_three_like_reps_are_too_few() -> None:
    reps = [(360.0, 220.0, 160.0)] * 3 + [(60.0, 180.0, 170.0)]
    drift = drift_of(*reps)
    assert (drift.bpm, drift.like, drift.reason) == (None, 3, "3 like reps, at least 4 needed")


def test_missing_heart_rate_in_the_work() -> None:
    run = recording(SIX)
    heart = run.samples.heart_rate.copy()
    heart[1000:2000] = np.nan
    run = replace(run, samples=replace(run.samples, heart_rate=heart))
    assert rep_drift(run, reps_of(run)).reason == "heart rate missing in 26 % of the work"


def test_no_heart_rate_at_all() -> None:
    run = recording(SIX, Watch(heart=False))
    drift = rep_drift(run, reps_of(run))
    assert (drift.bpm, drift.percent) == (None, None)
    assert drift.reason == "heart rate missing in 100 % of the work"


@pytest.mark.parametrize("smart", [False, True])
def test_decoupling_of_a_steady_run(smart: bool) -> None:
    """Heart rate rises evenly by 14 bpm over 70 min: halves of 10-70 min have their middles 30 min apart."""
    found = decoupling(recording(EASY, Watch(drift_bpm=14, smart=smart, noise_m_s=0.05)))
    assert found.reason == ""
    first, second = 140 + 14 * 25 / 70, 140 + 14 * 55 / 70
    assert found.percent == pytest.approx(100 * (1 - first / second), abs=0.5)
    assert found.first == pytest.approx(60 * 3.2 / first, rel=0.01)


def test_no_decoupling_without_drift() -> None:
    assert decoupling(recording(EASY)).percent == pytest.approx(0, abs=0.7)


def test_a_short_stop_does_not_matter() -> None:
    run = recording([Stretch(2100, 3.2), Stretch(30, 0.0), Stretch(2070, 3.2)], Watch(drift_bpm=14))
    assert decoupling(run).percent == pytest.approx(4.0, abs=0.8)


FAST_MIDDLE = [Stretch(1500, 3.0), Stretch(1500, 4.6), Stretch(900, 3.0)]
LOST_STRAP = recording(EASY)
LOST_STRAP.samples.heart_rate[2400:3300] = np.nan  # 880 of the 3,600 s after the warm-up have no beat within 10 s


@pytest.mark.parametrize(
    ("run", "reason"),
    [
        (recording(SIX), "a session of reps"),
        (recording([Stretch(1500, 3.2)]), "25 min of running, at least 30 needed"),
        (recording([Stretch(1800, 3.2), Stretch(400, 0.0), Stretch(1800, 3.2)]), "stops: 12 % of the time not running"),
        (recording(EASY, Watch(heart=False)), "heart rate missing in 100 % of the run"),
        (LOST_STRAP, "heart rate missing in 24 % of the run"),
        (recording([Stretch(3000, 3.2), Stretch(1200, 4.2)]), "not steady: second half 21 % faster"),
        (recording([Stretch(60, 3.6 - 0.01 * n) for n in range(60)]), "not steady: second half 7 % slower"),
        (recording(FAST_MIDDLE), "not steady: speed wanders by 22 % from minute to minute"),
        (recording([Stretch(3, 3.0)]), "0 min of running, at least 30 needed"),
        (replace(recording(EASY), samples=Samples.none()), "0 min of running, at least 30 needed"),
    ],
)
def test_why_there_is_no_decoupling(run: Recording, reason: str) -> None:
    found = decoupling(run)
    assert found.reason == reason
    assert (found.first, found.second, found.percent) == (None, None, None)
