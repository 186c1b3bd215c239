"""The menu: the specification's own day is on it, and its sums are exact."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest

from ndt_opt.domain.athlete import Athlete
from ndt_opt.files.model_file import read_model
from ndt_opt.menu.sessions import EASY_UNIT_M, MenuSession, build_menu, easy_metres, easy_seconds
from ndt_opt.physiology.profile import Profile, profile
from ndt_opt.rules.training_model import TrainingModel

MODEL = read_model("norwegian-double")
MODELS = ["norwegian-double", "norwegian-singles", "low-volume", "variants/continuous", "variants/spec-pace"]
TIMES = ["13:06", "15:37", "20:00", "25:59"]


def person(time: str, model: TrainingModel = MODEL) -> Profile:
    athlete = Athlete.model_validate({"results": [{"distance_m": 5000, "time": time}], "weekly_km": 100})
    return profile(athlete, model.physiology, dt.date(2026, 11, 30))


def menu(time: str, name: str = "norwegian-double") -> list[MenuSession]:
    model = read_model(name)
    return build_menu(model, person(time, model))


def pick(template: str, reps: int, time: str = "13:06") -> MenuSession:
    return next(s for s in menu(time) if s.key == (template, reps))


def test_the_specifications_day() -> None:
    am, pm = pick("am-6min", 5), pick("pm-90s", 16)
    assert (am.work_s, am.pace, am.rest_s, am.lactate) == (30 * 60, 177, 60, (200, 250))
    assert (pm.work_s, pm.pace, pm.rest_s, pm.lactate) == (24 * 60, 165, 30, (250, 300))
    assert "am" in am.use
    assert "pm" in pm.use
    assert am.work_m == 10169  # 1800 s at 177 s/km are 10169.49 m
    assert pm.work_m == 8727  # 1440 s at 165 s/km are 8727.27 m


def test_the_specifications_hit() -> None:
    hit = pick("hit-20x200m-hill", 20)
    assert (hit.kind, hit.work_m, hit.lactate, hit.hill) == ("hit", 4000, (800, 1000), True)


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("time", TIMES)
def test_work_is_reps_times_one_rep(name: str, time: str) -> None:
    half = Fraction(1, 2)
    for s in menu(time, name):
        rep_s = Fraction(s.rep_s) if s.rep_s is not None else Fraction((s.rep_m or 0) * s.pace, 1000)
        rep_m = Fraction(s.rep_m) if s.rep_m is not None else Fraction((s.rep_s or 0) * 1000, s.pace)
        assert -half <= s.reps * rep_s - s.work_s < half or s.work_s - s.reps * rep_s == half
        assert -half <= s.reps * rep_m - s.work_m < half or s.work_m - s.reps * rep_m == half
        assert s.rep_milliseconds == 1000 * rep_s
        if s.rep_s is not None:
            assert s.work_s == s.reps * s.rep_s
        else:
            assert s.work_m == s.reps * (s.rep_m or 0)


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("time", TIMES)
def test_jogged_rests_are_easy_and_standing_rests_are_nothing(name: str, time: str) -> None:
    model = read_model(name)
    who = person(time, model)
    for s in build_menu(model, who):
        rests = s.reps - 1
        jog_m = s.rep_m or 0 if s.jogged else 0  # all of them are hills: the way back is the way up
        assert s.easy_m == s.warmup_m + s.cooldown_m + rests * jog_m
        assert s.distance_m == s.easy_m + s.work_m
        assert s.distance_m % EASY_UNIT_M == 0, "the cool-down makes every session even"
        usual_m = easy_metres(model.physiology.cooldown_min, who.easy_pace)
        assert usual_m <= s.cooldown_m < usual_m + EASY_UNIT_M
        around_s = (s.warmup_m + s.cooldown_m) * who.easy_pace // 1000
        assert s.duration_s == around_s + s.work_s + rests * s.rest_s


@pytest.mark.parametrize(("easy_pace", "rest_s"), [("4:15/km", 75), ("5:00/km", 75), ("5:50/km", 85), ("6:40/km", 95)])
def test_a_hill_is_jogged_down_as_far_as_it_was_run_up(easy_pace: str, rest_s: int) -> None:
    results = [{"distance_m": 5000, "time": "17:00"}]
    athlete = Athlete.model_validate({"results": results, "weekly_km": 100, "easy_pace": easy_pace})
    who = profile(athlete, MODEL.physiology, dt.date(2026, 11, 30))
    hit = next(s for s in build_menu(MODEL, who) if s.key == ("hit-20x200m-hill", 20))
    assert hit.easy_m - hit.warmup_m - hit.cooldown_m == 19 * 200
    assert hit.rest_s == rest_s
    assert hit.rest_s * 1000 >= 200 * (who.easy_pace + MODEL.physiology.jog_slower_s), "slow enough for a jog"


def test_a_flat_jog_is_as_far_as_the_rest_lasts() -> None:
    jogged = MODEL.templates["pm-1km"].model_copy(update={"rest": "jog"})
    who = person("17:00")
    flat = build_menu(replace(MODEL, templates={"pm-1km": jogged}), who)[0]
    jog_pace = who.easy_pace + MODEL.physiology.jog_slower_s
    assert (flat.rest_s, flat.easy_m - flat.warmup_m - flat.cooldown_m) == (60, 60_000 // jog_pace)


def test_some_rests_are_jogged_and_some_are_not() -> None:
    assert {s.jogged for s in menu("15:37")} == {True, False}
    standing, jogged = pick("am-6min", 5), pick("hit-20x200m-hill", 20)
    assert standing.easy_m == standing.warmup_m + standing.cooldown_m
    assert jogged.easy_m > jogged.warmup_m + jogged.cooldown_m


@pytest.mark.parametrize("easy_pace", range(200, 500, 5))
def test_easy_running_is_whole_seconds(easy_pace: int) -> None:
    for minutes in (9, 14, 40, 75):
        metres = easy_metres(minutes, easy_pace)
        assert metres % EASY_UNIT_M == 0
        assert metres * easy_pace % 1000 == 0
        assert abs(easy_seconds(metres, easy_pace) - 60 * minutes) <= EASY_UNIT_M * easy_pace // 2000


@pytest.mark.parametrize("name", MODELS)
def test_the_menu_offers_every_rep_count_once(name: str) -> None:
    model = read_model(name)
    keys = [s.key for s in menu("17:00", name)]
    assert len(keys) == len(set(keys))
    assert keys == [(n, r) for n, t in model.templates.items() for r in range(t.min_reps, t.max_reps + 1)]


def test_one_long_rep_is_a_tempo() -> None:
    kinds = {s.template: s.kind for s in menu("17:00", "variants/continuous")}
    assert kinds["am-tempo-20min"] == "tempo"
    assert kinds["am-6min"] == "threshold"


def test_the_specifications_own_pace_formula() -> None:
    by_key = {s.key: s for s in menu("20:00", "variants/spec-pace")}
    assert by_key["am-6min", 5].pace == 240 + 20
    assert by_key["pm-90s", 16].pace == 240 + 10
