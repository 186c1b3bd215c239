"""What is told of races that the season before them does not carry."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ndt_opt.decode.race_spacing import too_near
from ndt_opt.decode.race_warnings import race_warnings
from ndt_opt.domain.outcome import Solved
from ndt_opt.domain.plan import Plan
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.model_file import read_model
from ndt_opt.planner import plan_season

START = dt.date(2027, 1, 4)
MODEL = read_model("norwegian-singles")
EASY_PACE = 330


def race(day: int, distance_m: int, priority: str = "A", name: str = "Goal") -> dict[str, Any]:
    return {"name": name, "date": START + dt.timedelta(days=day), "distance_m": distance_m, "priority": priority}


def scenario(*races: dict[str, Any], weeks: int = 12, **own: Any) -> Scenario:
    athlete = {"results": [{"distance_m": 5000, "time": "19:00"}], "weekly_km": 60, **own.pop("athlete", {})}
    season = {"start": START, "weeks": weeks, "races": list(races), "pins": own.pop("pins", [])}
    return Scenario.model_validate({"schema": "ndt.scenario/1", "athlete": athlete, "season": season, **own})


def away(first: int, last: int) -> dict[str, Any]:
    return {"blocked": [{"from": START + dt.timedelta(days=first), "to": START + dt.timedelta(days=last)}]}


def told(of: Scenario) -> list[str]:
    return race_warnings([], of, MODEL, EASY_PACE)


@pytest.mark.parametrize(
    ("longest_km", "metres", "is_told"),
    [(25, 42_195, True), (25.4, 42_195, False), (12, 21_097, True), (12.7, 21_097, False), (5, 10_000, False)],
)
def test_long_runs_below_three_fifths_of_the_race(longest_km: float, metres: int, is_told: bool) -> None:
    of = scenario(race(76, metres), athlete={"longest_run_km": longest_km})
    assert any("the longest run in the 12 weeks before Goal (2027-03-21) is" in text for text in told(of)) is is_told


def test_what_was_run_long_ago_does_not_count() -> None:
    of = scenario(race(90, 42_195), weeks=14, athlete={"longest_run_km": 12})
    assert not told(of), "nothing is known of the runs of twelve weeks"


@pytest.mark.parametrize(
    ("own", "why"),
    [
        (
            {"athlete": {"longest_run_km": 14}},
            "weekly km, and steps of ten per cent from run to run, keep it there",
        ),
        ({"athlete": {"longest_run_km": 24.4}}, "no long run takes more than 135 min (long-run)"),
        (
            {"athlete": {"longest_run_km": 16}, "availability": {"am": "06:00-07:30", "pm": "none"}},
            "no open slot takes a longer one",
        ),
    ],
)
def test_the_cause_is_named(own: dict[str, Any], why: str) -> None:
    (text,) = told(scenario(race(76, 41_000), **own))
    assert text.endswith(why)


def test_a_race_soon_after_days_away() -> None:
    (text,) = told(scenario(race(60, 5000), availability=away(40, 51)))
    assert text.startswith("Goal (2027-03-05) comes 9 days after 12 days without training, 2027-02-13 to 2027-02-24")


@pytest.mark.parametrize(("first", "last"), [(30, 39), (50, 58)], ids=["three weeks before", "nine days"])
def test_other_days_away_are_no_such(first: int, last: int) -> None:
    assert not told(scenario(race(60, 5000), availability=away(first, last)))
    assert not told(scenario(race(60, 5000, "B"), availability=away(40, 51)))


@pytest.mark.parametrize(
    ("races", "words"),
    [
        ([race(34, 42_195, name="m1"), race(48, 42_195, name="m2")], "2 weeks of recovery and 1 week of taper"),
        ([race(34, 10_000, name="m1"), race(48, 10_000, name="m2")], "1 week of recovery and 1 week of taper"),
        ([race(34, 42_195, "B", "m1"), race(48, 5000, "C", "m2")], "2 weeks of recovery; choose"),
        ([race(34, 10_000, name="m1"), race(41, 21_097, "B", "m2")], "1 week of recovery; choose"),
    ],
)
def test_races_too_near_to_each_other(races: list[dict[str, Any]], words: str) -> None:
    (text,) = too_near(scenario(*races), MODEL)
    assert text.startswith(f"m2 ({races[1]['date']}) comes too soon after m1 (2027-02-07)")
    assert f"wanted between them: {words}" in text


@pytest.mark.parametrize(
    "races",
    [
        [race(34, 42_195), race(62, 42_195)],
        [race(33, 5000), race(34, 5000)],
        [race(34, 5000), race(41, 5000, "C")],
        [race(27, 10_000, "C"), race(34, 42_195)],
    ],
    ids=["four weeks", "rounds of a meeting", "a short race and another", "a race in the taper week"],
)
def test_races_that_need_no_word(races: list[dict[str, Any]]) -> None:
    assert not too_near(scenario(*races), MODEL)


def test_those_that_follow_one_race_are_told_together() -> None:
    races = [race(34 + n, 5000, "C", f"r{n}") for n in range(1, 6)]
    (text,) = too_near(scenario(race(34, 42_195), *races), MODEL)
    assert text.startswith("r1 (2027-02-08), r2 (2027-02-09), r3 (2027-02-10) and 2 more come too soon after Goal")


def plan_of(of: Scenario) -> Plan:
    found = plan_season(of, read_model("low-volume"))
    assert isinstance(found, Solved)
    return found.plan


def test_a_plan_of_little_mileage_tells_what_it_lacks() -> None:
    plan = plan_of(scenario(race(62, 21_097), weeks=10, athlete={"weekly_km": 30, "longest_run_km": 9}))
    assert any("the longest run in the 12 weeks before Goal" in text for text in plan.warnings)
    (entry,) = [entry for entry in plan.scaled if entry.rule == "race-specific"]
    assert (entry.given, entry.fits_at_km) == ("none", 125.0)
