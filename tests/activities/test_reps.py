"""Sessions of known shape: how many reps, how long, how fast; and runs that have none."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from ndt_opt.activities.assemble import assemble
from ndt_opt.activities.raw import RawActivity
from ndt_opt.activities.recording import Lap, Recording, Samples
from ndt_opt.activities.reps import Rep, Reps, work_reps

from .synthetic import NOW, SOURCE, START, Stretch, Watch, raw, recording, session, truth

SESSIONS = {
    "5 x 6 min, 60 s jogged": session(5, (360, 4.5), (60, 2.3)),
    "5 x 6 min, 60 s walked": session(5, (360, 4.2), (60, 1.6)),
    "5 x 6 min, pause pressed": session(5, (360, 4.5), (60, 0.0), paused=True),
    "10 x 1000 m, 60 s": session(10, (230, 1000 / 230), (60, 2.0)),
    "10 x 1000 m, 60 s stood": session(10, (230, 1000 / 230), (60, 0.0)),
    "16 x 90 s, 30 s": session(16, (90, 4.8), (30, 2.2)),
    "25 x 400 m, 30 s": session(25, (84, 400 / 84), (30, 2.0)),
    "25 x 400 m, pause pressed": session(25, (84, 400 / 84), (30, 0.0), paused=True),
    "20 x 200 m uphill, jog down": session(20, (45, 200 / 45), (90, 2.2)),
    "3 x 10 min, 2 min": session(3, (600, 4.3), (120, 2.2)),
    "3 x 10 min, 2 min stood": session(3, (600, 4.3), (120, 0.0)),
    "2 x 15 min, 3 min": session(2, (900, 4.3), (180, 2.2)),
    "12 x 45 s, 15 s": session(12, (45, 4.9), (15, 2.3)),
    "12 x 45 s, 15 s stood": session(12, (45, 4.9), (15, 0.0)),
    "6 x 5 min, floated": session(6, (300, 4.4), (90, 3.2)),
    "4 x 10 min, nothing else recorded": session(4, (600, 4.3), (60, 0.0))[1:-1],
}
STEADY = {
    "easy": [Stretch(3600, 3.2)],
    "progressive in steps": [Stretch(300, 2.8 + 0.15 * n) for n in range(12)],
    "progressive": [Stretch(60, 2.8 + 0.03 * n) for n in range(60)],
    "fast finish": [Stretch(4500, 3.3), Stretch(1200, 4.2)],
    "tempo": [Stretch(900, 3.1), Stretch(1800, 4.3), Stretch(600, 3.0)],
    "traffic lights": [
        Stretch(s, v) for s, v in [(700, 3.2), (40, 0), (1300, 3.2), (25, 0), (300, 3.2), (60, 0), (900, 3.2)]
    ],
    "walking breaks": [
        Stretch(s, v) for s, v in [(700, 3.2), (40, 1.7), (1300, 3.2), (25, 1.7), (300, 3.2), (60, 1.7)]
    ],
    "hills": [Stretch(1, 3.2 + 0.5 * np.sin(n / 25)) for n in range(3600)],
    "too short": [Stretch(3, 3.0)],
}
WATCHES = [Watch(noise_m_s=0.2, seed=3), Watch(noise_m_s=0.2, seed=3, smart=True)]


def found_in(run: Recording) -> Reps:
    found = work_reps(run)
    assert found is not None
    return found


def recorded_m_s(run: RawActivity, start_s: float, end_s: float) -> float:
    """What the watch measured between two times: its noise is no fault of the reps."""
    times = [p.unix_s - run.start_unix_s for p in run.points]
    metres = np.interp([start_s, end_s], times, [p.distance_m for p in run.points])
    return float(metres[1] - metres[0]) / (end_s - start_s)


@pytest.mark.parametrize("watch", WATCHES, ids=["every second", "smart"])
@pytest.mark.parametrize("name", SESSIONS)
def test_a_session(name: str, watch: Watch) -> None:
    wanted = truth(SESSIONS[name]).reps
    found = found_in(recording(SESSIONS[name], watch))
    assert found.how == "speed"
    assert 0.6 <= found.confidence <= 0.9
    assert len(found.reps) == len(wanted)
    every_second = raw(SESSIONS[name], replace(watch, smart=False))
    for rep, (start_s, seconds, _) in zip(found.reps, wanted, strict=True):
        assert rep.start_s == pytest.approx(start_s, abs=5)
        assert rep.duration_s == pytest.approx(seconds, abs=5)
        m_s = recorded_m_s(every_second, start_s + 5, start_s + seconds - 5)
        assert 1000 / rep.pace_s_per_km == pytest.approx(m_s, rel=0.02)
        assert rep.distance_m == pytest.approx(m_s * seconds, rel=0.09)
    rests = [b.start_s - a.start_s - a.duration_s for a, b in pairwise(found.reps)]
    assert [rep.rest_s for rep in found.reps[:-1]] == pytest.approx(rests)
    assert found.reps[-1].rest_s is None


@pytest.mark.parametrize("laps", ["none", "auto"])
@pytest.mark.parametrize("watch", WATCHES, ids=["every second", "smart"])
@pytest.mark.parametrize("name", STEADY)
def test_a_run_without_reps(name: str, watch: Watch, laps: str) -> None:
    assert work_reps(recording(STEADY[name], replace(watch, laps=laps))) is None


@pytest.mark.parametrize(("laps", "confidence"), [("workout", 0.95), ("pressed", 0.85)])
@pytest.mark.parametrize("name", ["5 x 6 min, 60 s jogged", "25 x 400 m, pause pressed", "12 x 45 s, 15 s"])
def test_laps_come_first(name: str, laps: str, confidence: float) -> None:
    found = found_in(recording(SESSIONS[name], Watch(laps=laps)))
    assert (found.how, found.confidence) == ("laps", confidence)
    told = [(rep.start_s, rep.duration_s) for rep in found.reps]
    assert told == [(start_s, seconds) for start_s, seconds, _ in truth(SESSIONS[name]).reps]


def test_auto_laps_do_not_hide_a_session() -> None:
    found = found_in(recording(SESSIONS["5 x 6 min, 60 s jogged"], Watch(laps="auto")))
    assert (found.how, len(found.reps)) == ("speed", 5)


def test_a_forgotten_button_does_not_lose_reps() -> None:
    run = recording(SESSIONS["10 x 1000 m, 60 s"], Watch(laps="pressed"))
    laps = (*run.laps[:9], replace(run.laps[9], end_s=run.laps[-1].end_s, distance_m=9000.0))
    found = found_in(replace(run, laps=laps))
    assert (found.how, len(found.reps)) == ("speed", 10)


def test_a_warm_up_called_work_is_none() -> None:
    run = recording(SESSIONS["5 x 6 min, 60 s jogged"], Watch(laps="workout"))
    first, *others = run.laps
    rest = Lap(first.end_s, first.end_s, 0.0, intensity="rest")
    laps = (replace(first, intensity="active"), rest, *others)
    assert len(found_in(replace(run, laps=laps)).reps) == 5


def test_laps_without_samples_are_enough() -> None:
    run = recording(SESSIONS["10 x 1000 m, 60 s"], Watch(laps="workout", noise_m_s=0))
    found = found_in(replace(run, samples=Samples.none()))
    assert len(found.reps) == 10
    assert all(rep.heart_rate is not None and rep.end_heart_rate is None for rep in found.reps)
    assert all(rep.pace_s_per_km == pytest.approx(230, rel=0.02) for rep in found.reps)


def test_one_lap_a_rep_with_the_pause_pressed_in_the_rest() -> None:
    """Lap and stop at the end of the rep, start at the end of the rest: no lap is a rest."""
    run = recording(SESSIONS["5 x 6 min, pause pressed"], Watch(laps="pressed"))
    laps = [lap for lap in run.laps if lap.distance_m]
    joined = [replace(a, end_s=b.start_s) for a, b in pairwise(laps)]
    found = found_in(replace(run, laps=(*joined, laps[-1])))
    assert found.how == "laps"
    assert [rep.duration_s for rep in found.reps] == [360] * 5
    assert [rep.rest_s for rep in found.reps] == [60] * 4 + [None]


def test_heart_rate_of_a_rep() -> None:
    stretches = session(4, (600, 4.0), (60, 0.0))
    rep: Rep = found_in(recording(stretches)).reps[1]
    assert rep.end_heart_rate == pytest.approx(160, abs=1)
    assert rep.heart_rate is not None
    # rising from a rest at time constant 30 s, the mean of 600 s stays under the level by about 30/600 of the step
    assert 150 < rep.heart_rate < 159


def test_no_heart_rate() -> None:
    rep = found_in(recording(SESSIONS["3 x 10 min, 2 min"], Watch(heart=False))).reps[0]
    assert (rep.heart_rate, rep.end_heart_rate) == (None, None)


def test_strides_before_a_session_do_not_count() -> None:
    strides = [Stretch(600, 3.0), *[Stretch(25, 5.5), Stretch(60, 1.8)] * 3, Stretch(240, 2.0)]
    assert len(found_in(recording([*strides, *SESSIONS["5 x 6 min, 60 s jogged"][1:]])).reps) == 5


DRILLS = [Stretch(s, v) for s, v in [(40, 1.2), (20, 3.8), (50, 1.0), (15, 5.2), (60, 1.3), (15, 5.0), (120, 0)]]
CHANGING = [Stretch(60, 3.0 + 0.3 * (-1) ** n) for n in range(15)]
OTHERS = {
    "6 x 5 min stood, after drills": [*CHANGING, *DRILLS, *session(6, (300, 4.3), (60, 0.0))[1:]],
    "20 x 45 s uphill, after drills": [*CHANGING, *DRILLS, *session(20, (45, 4.4), (80, 2.0))[1:]],
    "10 x 1000 m of the best": [Stretch(1200, 3.8), *DRILLS, *session(10, (168, 5.95), (60, 0.0), ends_m_s=3.7)[1:]],
    "10 x 3 min of a slow runner": session(10, (180, 3.3), (60, 1.6), ends_m_s=2.3),
    "rising pace": [
        *CHANGING,
        *(s for n in range(6) for s in (Stretch(300, 4.1 + 0.08 * n), Stretch(60, 2.0))),
        *CHANGING,
    ],
    "25 x 400 m, nothing else recorded": session(25, (70, 5.7), (30, 0.0))[1:-1],
}


@pytest.mark.parametrize("watch", WATCHES, ids=["every second", "smart"])
@pytest.mark.parametrize("name", OTHERS)
def test_other_runners_and_warm_ups(name: str, watch: Watch) -> None:
    numbers = [int(word) for word in name.split() if word.isdigit()]
    assert len(found_in(recording(OTHERS[name], watch)).reps) == (numbers[0] if numbers else 6)


def test_two_sets_with_a_long_break() -> None:
    reps = [Stretch(180, 4.6, "work"), Stretch(60, 2.2, "rest")] * 4
    both = [Stretch(900, 3.0), *reps, Stretch(240, 2.2), *reps, Stretch(600, 3.0)]
    assert len(found_in(recording(both)).reps) == 8


def test_a_pyramid() -> None:
    lengths = [60, 120, 180, 240, 180, 120, 60]
    reps = [s for n in lengths for s in (Stretch(n, 4.6, "work"), Stretch(60, 2.2, "rest"))]
    found = found_in(recording([Stretch(900, 3.0), *reps, Stretch(600, 3.0)]))
    assert [rep.duration_s for rep in found.reps] == pytest.approx(lengths, abs=5)
    assert found.confidence < 0.75


def test_a_short_dropout_inside_a_rep_is_bridged() -> None:
    run = raw(SESSIONS["5 x 6 min, 60 s jogged"])
    hole = START.timestamp() + 1100
    run.points = [replace(p, speed_m_s=0.0) if hole < p.unix_s < hole + 6 else p for p in run.points]
    assert len(found_in(assemble(run, SOURCE, NOW)).reps) == 5
