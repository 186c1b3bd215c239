"""What one athlete's intensities follow from, and what is noted when it is thin."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ndt_opt.domain.athlete import Athlete
from ndt_opt.files.model_file import read_model
from ndt_opt.menu.sessions import template_pace
from ndt_opt.physiology.heart_rate import band_of_lthr, guide_of_max
from ndt_opt.physiology.pace import easy_vdot, pace_at
from ndt_opt.physiology.profile import EASY_STEP_S, Profile, profile
from ndt_opt.units import format_pace, parse_pace

START = dt.date(2026, 11, 30)
MODEL = read_model("norwegian-double")


def of(time: str = "15:00", **own: Any) -> Profile:
    athlete = {"results": [{"distance_m": 5000, "time": time}], "weekly_km": 120, **own}
    return profile(Athlete.model_validate(athlete), MODEL.physiology, START)


def days_before(days: int) -> dt.date:
    return START - dt.timedelta(days=days)


def test_the_specifications_runner() -> None:
    person = of("13:06")
    assert person.pace_5k == pytest.approx(157.2, abs=1e-3)
    assert format_pace(template_pace(MODEL.templates["am-6min"], person)) == "2:57/km"
    assert format_pace(template_pace(MODEL.templates["pm-1km"], person)) == "2:47/km"


@pytest.mark.parametrize("time", ["13:06", "17:00", "22:00", "26:00"])
def test_morning_is_slower_than_afternoon_at_every_level(time: str) -> None:
    person = of(time)
    paces = {use: [template_pace(t, person) for t in MODEL.templates.values() if use in t.use] for use in ("am", "pm")}
    assert min(paces["am"]) > max(paces["pm"])


def test_another_distance_gives_the_equivalent_5k() -> None:
    ten = of(results=[{"distance_m": 10_000, "time": "41:20"}])
    assert ten.pace_5k * 5 == pytest.approx(19 * 60 + 56, abs=2)


def test_the_best_recent_result_counts() -> None:
    results = [{"distance_m": 5000, "time": t, "date": days_before(n)} for t, n in (("15:30", 10), ("15:00", 200))]
    assert of(results=results).vdot == of("15:00").vdot


def test_old_results_give_way_and_are_noted_when_alone() -> None:
    old, older = ({"distance_m": 5000, "time": t, "date": days_before(n)} for t, n in (("15:00", 366), ("14:00", 900)))
    new = {"distance_m": 5000, "time": "16:00", "date": days_before(365)}
    assert of(results=[old, older, new]).vdot == of("16:00").vdot
    alone = of(results=[old, older])
    assert alone.vdot == of("15:00").vdot, "the latest, not the best"
    assert any("older than a year" in note for note in alone.notes)
    assert not any("older than a year" in note for note in of(results=[new, old]).notes)


def test_a_tested_threshold_pace_beats_the_results() -> None:
    tested = of("20:00", lactate={"lt2_mmol": 3.2, "lt2_pace": "3:15/km"})
    assert pace_at(tested.vdot, 0.88) == pytest.approx(parse_pace("3:15/km"))
    assert tested.vdot == pytest.approx(of("15:00").vdot, abs=0.5)
    assert tested.vdot == of(results=[], lactate={"lt2_mmol": 3.2, "lt2_pace": "3:15/km"}).vdot


@pytest.mark.parametrize(
    ("lt2_mmol", "am", "pm"),
    [
        (4.0, (200, 300), (300, 400)),
        (3.0, (200, 250), (250, 300)),
        (3.2, (200, 260), (260, 320)),
        (4.6, (200, 300), (300, 400)),
        (2.4, (200, 220), (220, 240)),
    ],
)
def test_lactate_windows(lt2_mmol: float, am: tuple[int, int], pm: tuple[int, int]) -> None:
    person = of(lactate={"lt2_mmol": lt2_mmol})
    assert (person.floor, person.middle) == am
    assert (person.middle, person.ceiling) == pm
    assert person.lt2 == round(100 * lt2_mmol)


def test_an_untested_threshold_is_assumed_and_noted() -> None:
    person = of()
    assert (person.lt2, person.floor, person.middle, person.ceiling) == (300, 200, 250, 300)
    assert any("LT2 is untested: 3 mmol/L" in note for note in person.notes)


@pytest.mark.parametrize(("age_days", "stale"), [(56, False), (57, True), (0, False)])
def test_a_stale_test_is_noted(age_days: int, stale: bool) -> None:
    person = of(lactate={"lt2_mmol": 3.2, "tested": days_before(age_days)})
    assert any("test again" in note for note in person.notes) is stale


@pytest.mark.parametrize("seconds", range(12 * 60 + 50, 26 * 60, 37))
def test_easy_pace_comes_in_steps_on_the_slow_side(seconds: int) -> None:
    person = of(f"{seconds // 60}:{seconds % 60:02d}")
    exact = pace_at(easy_vdot(person.vdot, 39), MODEL.physiology.easy_vdot_pct / 100)
    assert person.easy_pace % EASY_STEP_S == 0
    assert exact <= person.easy_pace < exact + EASY_STEP_S
    assert person.easy_fast <= person.easy_pace <= person.easy_slow


@pytest.mark.parametrize(("asked", "planned"), [("4:15/km", 255), ("4:16/km", 260), ("4:19/km", 260)])
def test_an_easy_pace_of_ones_own_is_rounded_to_the_slower_step(asked: str, planned: int) -> None:
    assert of(easy_pace=asked).easy_pace == planned


def test_no_heart_rate_without_a_tested_lthr() -> None:
    assert of().lthr_bpm is None
    assert of(heart_rate={"max_bpm": 190}).lthr_bpm is None
    assert band_of_lthr(None, (90, 96)) is None
    assert band_of_lthr(176, None) is None
    assert band_of_lthr(176, (90, 96)) == (158, 169)


def test_a_maximum_gives_no_more_than_a_marked_guide() -> None:
    assert guide_of_max(None, (83, 89)) == ""
    assert guide_of_max(200, (83, 89)) == "rough guide only, 83-89 % of tested maximum: 166-178 bpm"


@pytest.mark.parametrize(("value", "read_at"), [(81.4, 81.4), (39, 39), (36, 37), (18, 25)])
def test_slow_runners_are_read_at_two_thirds_of_vdot_and_13(value: float, read_at: float) -> None:
    assert easy_vdot(value, 39) == pytest.approx(read_at)


@pytest.mark.parametrize(("time", "easy"), [("25:00", "7:20/km"), ("35:00", "8:50/km"), ("50:00", "12:30/km")])
def test_easy_of_slow_runners_is_faster_than_the_fraction(time: str, easy: str) -> None:
    person = of(time)
    assert format_pace(person.easy_pace) == easy


@pytest.mark.parametrize("minutes", range(13, 76))
def test_easy_is_slower_than_threshold_at_every_level(minutes: int) -> None:
    person = of(f"{minutes}:00" if minutes < 60 else f"1:{minutes - 60:02d}:00")
    reps = [template_pace(t, person) for t in MODEL.templates.values() if t.window != "hit"]
    assert max(reps) < person.easy_fast <= person.easy_pace <= person.easy_slow


def test_walking_is_noted() -> None:
    assert not [n for n in of("35:00").notes if "walk" in n]
    assert [n for n in of("40:00").notes if n.startswith("easy running at 10:00/km is slower than 9:00/km")]
    assert [n for n in of("20:00", easy_pace="9:30/km").notes if "walk" in n]
