"""What touches a week is told by what the scenario has, and not by what it might have."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from ndt_opt.decode.causes import ANY, causes
from ndt_opt.decode.choice import WeekChoice
from ndt_opt.domain.outcome import Solved
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.model_file import read_model
from ndt_opt.planner import plan_season

START = dt.date(2027, 1, 4)
MODEL = read_model("norwegian-double")
WEEK = WeekChoice(
    index=0, start=START, kind="load", phase="base", races=(), recovery_days=(False,) * 7, block=0, affected=True,
    is_way_back=False, planned_m=95_000, quality=(), long=None, pinned_easy=(), easy=(), run_limit_m=0, open_slots=(),
)  # fmt: skip


def day(n: int) -> dt.date:
    return START + dt.timedelta(days=n)


def scenario(season: dict[str, Any] | None = None, weeks: int = 3, **own: Any) -> Scenario:
    athlete = {"results": [{"distance_m": 5000, "time": "15:00"}], "weekly_km": 130, "longest_run_km": 20}
    whole = {"start": START, "weeks": weeks, **(season or {})}
    return Scenario.model_validate({"schema": "ndt.scenario/1", "athlete": athlete, "season": whole, **own})


def blocked(n: int) -> dict[str, Any]:
    return {"availability": {"blocked": [{"from": day(n), "to": day(n)}]}}


PIN = {"pins": [{"date": day(1), "slot": "pm", "kind": "easy"}]}
RACE = {"races": [{"date": day(8), "distance_m": 10_000, "priority": "B"}]}


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ({}, ANY),
        (blocked(3), "a dated block"),
        (blocked(9), ANY),
        (
            {"availability": {"dates": [{"from": day(1), "to": day(2), "pm": "none"}]}},
            "dates with windows of their own",
        ),
        ({"season": PIN}, "a pin"),
        ({"season": RACE}, "a race"),
        ({"history": {"last_hit": day(-1)}}, "the hard days before the season"),
        ({"history": {"last_hard": day(-3)}}, ANY),
        ({"transitions": [{"kind": "shoes", "date": day(2), "days": 14}]}, "a stated change"),
        ({"camps": [{"from": day(3), "to": day(20), "altitude_m": 1850}]}, "a camp"),
        ({**blocked(3), "season": PIN, "history": {"last_hit": day(-1)}}, "a dated block, a pin and the hard days "),
    ],
)
def test_the_scenario_names_the_cause(own: dict[str, Any], words: str) -> None:
    assert causes([WEEK], scenario(**own), MODEL).startswith(words)


def test_causes_of_several_weeks_are_told_once() -> None:
    weeks = [WEEK, replace(WEEK, index=1, start=day(7)), replace(WEEK, index=2, start=day(14), is_way_back=True)]
    of = scenario(season=RACE, **blocked(3))
    assert causes(weeks, of, MODEL, "or") == "a dated block, a race or days away"


def whys(of: Scenario) -> set[str]:
    found = plan_season(of, MODEL)
    assert isinstance(found, Solved)
    return {entry.why for entry in found.plan.scaled if entry.rule == "double-threshold-days"}


def test_hit_on_the_eve_of_a_season_is_told_as_the_cause() -> None:
    assert whys(scenario(history={"last_hit": day(-1)})) == {"because of the hard days before the season"}
