"""The simulated runner by itself: curve, noise, one session, and what stands in the diary."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from statistics import fmean

import pytest
from closed_loop.curve import Curve, settled, settled_mean
from closed_loop.diary import entry
from closed_loop.effort import Effort, run, usual_load
from closed_loop.runner import AFTERNOON_MMOL, Luck, Runner, Tiredness, drawn
from files.tiny_plan import MONDAY, session

from ndt_opt.domain.plan import PaceTarget, Session

ROOT = Path(__file__).parents[2]
CALM = Luck(form_pct=0, rpe=0, bpm=(0, 0), mmol=(0, 0, 0), takes_blood=True)
CURVE = Curve(lt2_speed=5.2, lt2_mmol=3.2, rest_mmol=0.9, steepness=14)
RUNNERS = [drawn(seed, lt2_pace=192, lt2_mmol=3.2, lthr_bpm=172) for seed in range(1, 21)]
USUAL = replace(RUNNERS[0], steepness=14, settling_s=240, rest_mmol=0.9, rpe_bias=0, lthr_bpm=172)


def reps(count: int = 7, pace: int = 188, rest_s: int = 60, **own: object) -> Session:
    """Of 1 km."""
    return session().model_copy(
        update={
            "kind": "threshold", "reps": count, "rep_m": 1000, "rest_s": rest_s, "distance_m": 1000 * count + 5000,
            "hard_s": pace * count, "duration_s": (pace + rest_s) * count + 1400,
            "pace_s_per_km": PaceTarget(start=pace, fast=pace - 3, slow=pace + 5), **own,
        }
    )  # fmt: skip


def ran(what: Session, runner: Runner = USUAL, luck: Luck = CALM, tired: float = 0, is_second: bool = False) -> Effort:
    return run(what, runner, luck, tired, is_second)


def test_lactate_is_lt2s_at_lt2_and_rises_with_speed() -> None:
    assert CURVE.lactate(5.2) == pytest.approx(3.2)
    values = [CURVE.lactate(2 + step / 10) for step in range(50)]
    assert values == sorted(set(values))
    assert CURVE.speed(CURVE.lactate(4.7)) == pytest.approx(4.7)
    assert all(runner.curve().lactate(1000 / 192) == pytest.approx(3.2) for runner in RUNNERS)


def test_settling_is_the_same_in_one_go_and_in_two_and_its_mean_is_one() -> None:
    whole = settled(1.0, 4.0, 300, 240)
    assert settled(settled(1.0, 4.0, 100, 240), 4.0, 200, 240) == pytest.approx(whole)
    assert settled_mean(1.0, 4.0, 300, 240) == pytest.approx(
        fmean(settled(1.0, 4.0, second + 0.5, 240) for second in range(300)), abs=1e-4
    )


@pytest.mark.parametrize("runner", RUNNERS, ids=lambda runner: str(runner.seed))
def test_an_afternoon_reads_as_talsnes_measured(runner: Runner) -> None:
    morning, afternoon = runner.curve(), runner.curve(is_second=True)
    speed = morning.speed(AFTERNOON_MMOL[0])
    assert afternoon.lactate(speed) == pytest.approx(AFTERNOON_MMOL[1])
    fewer_bpm = runner.lthr_bpm * speed * (1 / morning.lt2_speed - 1 / afternoon.lt2_speed)
    assert 3.8 < fewer_bpm < 6


def test_lactate_rises_over_reps_that_are_too_fast_and_settles_over_others() -> None:
    fast, right = ([rep.lactate_mmol for rep in ran(reps(pace=pace)).reps] for pace in (183, 194))
    assert fast == sorted(fast)
    assert fast[-1] > USUAL.lt2_mmol > right[-1]
    assert fast[-1] - fast[-2] > right[-1] - right[-2] >= 0


def test_longer_rests_and_slower_paces_read_lower() -> None:
    last = [ran(what).reps[-1] for what in (reps(), reps(rest_s=90), reps(pace=193))]
    assert last[0].lactate_mmol > last[1].lactate_mmol > last[2].lactate_mmol
    assert last[0].bpm > last[2].bpm
    assert 0.1 < last[0].lactate_mmol - last[1].lactate_mmol < 0.5


@pytest.mark.parametrize(
    "harder",
    [ran(reps()), ran(reps(), tired=0.5, is_second=True), ran(reps(), luck=replace(CALM, form_pct=-1), is_second=True)],
    ids=["morning", "tired", "bad day"],
)
def test_mornings_tired_legs_and_bad_days_read_higher(harder: Effort) -> None:
    usual = ran(reps(), is_second=True)
    assert harder.reps[-1].lactate_mmol > usual.reps[-1].lactate_mmol + 0.1
    assert harder.reps[-1].bpm > usual.reps[-1].bpm
    assert harder.felt > usual.felt


def test_minutes_above_lt2_cost_four_times_the_load() -> None:
    below, mixed = ran(reps(pace=194)), ran(reps(pace=188))
    over = [rep for rep in mixed.reps if rep.lactate_mmol > 3.2]
    assert 0 < len(over) < 7
    assert 3.2 < over[0].lactate_mmol < 3.6
    assert (below.above_s, mixed.above_s) == (0, 188 * len(over))
    assert below.load == usual_load(below.session)
    assert mixed.load == pytest.approx(usual_load(mixed.session) + 18 * mixed.above_s / 60)


def test_the_heart_is_slower_at_the_start_of_each_rep() -> None:
    first, *others = (rep.bpm for rep in ran(reps(pace=192)).reps)
    assert others == pytest.approx([first] * 6, abs=2)
    assert all(160 < bpm < 169 for bpm in others)  # 172 in the end


def test_tiredness_stays_under_the_usual_load_and_fades_in_a_light_week() -> None:
    tiredness = Tiredness(usual_a_day=300, start=MONDAY)
    levels = []
    for day in range(28):
        levels.append(tiredness.on(MONDAY + dt.timedelta(days=day)))
        tiredness.add(300 if day < 14 else 600 if day < 21 else 0)
    assert levels[:15] == pytest.approx([0] * 15)
    assert levels[21] > 0.3
    assert levels[27] < -0.3


def test_who_goes_too_fast_stops_and_says_so() -> None:
    what = reps(count=10, pace=176)
    effort = ran(what)
    told = entry(effort, CALM, has_meter=True)
    done = len(effort.reps)
    assert effort.is_cut
    assert 1 < done < 10
    assert effort.reps[-1].rpe >= 18 > effort.reps[-2].rpe
    assert (told.completed, told.hard_m, told.work_s) == (10 * done, 1000 * done, 176 * done)
    assert effort.load == pytest.approx(usual_load(reps(count=done, pace=176)) + 18 * effort.above_s / 60)
    assert told.distance_m == what.distance_m - 1000 * (10 - done)
    assert told.duration_s == what.duration_s - 236 * (10 - done)


def test_the_diary_tells_readings_and_heart_rates_of_like_reps() -> None:
    effort = ran(reps())
    told = entry(effort, CALM, has_meter=True)
    lactate = [rep.lactate_mmol for rep in effort.reps]
    assert told.lactate_mmol == pytest.approx((lactate[0], lactate[3], lactate[6]), abs=0.05)
    assert told.hr_first_bpm == round(fmean(rep.bpm for rep in effort.reps[1:3]))
    assert told.hr_last_bpm == round(fmean(rep.bpm for rep in effort.reps[5:]))
    assert (told.completed, told.pace, told.rest_s) == (100, 188, 60)
    assert entry(effort, CALM, has_meter=False) == replace(told, lactate_mmol=())
    assert entry(effort, replace(CALM, takes_blood=False), has_meter=True).lactate_mmol == ()
    wrong = entry(effort, replace(CALM, bpm=(4, -5), mmol=(0.5, 0.4, 0.3)), has_meter=True)
    assert told.hr_first_bpm is not None
    assert told.hr_last_bpm is not None
    assert (wrong.hr_first_bpm, wrong.hr_last_bpm) == (told.hr_first_bpm + 4, told.hr_last_bpm - 5)
    off = [a - b for a, b in zip(wrong.lactate_mmol, told.lactate_mmol, strict=True)]
    assert off == pytest.approx([0.5, 0.4, 0.3])
    few = entry(ran(reps(count=3)), CALM, has_meter=True)
    assert few.hr_first_bpm is None
    assert few.hr_last_bpm is not None


def test_chance_is_the_seeds_and_the_days() -> None:
    runner, other = RUNNERS[:2]
    tuesday = MONDAY + dt.timedelta(days=1)
    assert drawn(1, 192, 3.2, 172) == runner
    assert runner.luck(MONDAY, "am") == drawn(1, 192, 3.2, 172).luck(MONDAY, "am")
    assert len({r.luck(day, "am").form_pct for r in (runner, other) for day in (MONDAY, tuesday)}) == 4
    morning, afternoon = (runner.luck(MONDAY, slot) for slot in ("am", "pm"))
    assert morning.form_pct == afternoon.form_pct
    assert morning.rpe != afternoon.rpe
    blood = [runner.luck(MONDAY + dt.timedelta(days=day), "am").takes_blood for day in range(300)]
    assert 170 < sum(blood) < 230


def test_the_runner_shares_no_code_with_the_planner() -> None:
    """What it loads of ndt_opt are records, calendar and units."""
    code = (
        "import sys, closed_loop.season, closed_loop.diary, closed_loop.effort, closed_loop.runner, closed_loop.curve\n"
        "print(*sorted(m for m in sys.modules if m.startswith('ndt_opt.')))"
    )
    env = {"PYTHONPATH": f"{ROOT}:{ROOT / 'benchmarks'}"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    loaded = {name.split(".")[1] for name in done.stdout.split()}
    assert loaded == {"domain", "units"}
