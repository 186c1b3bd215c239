"""What else a day could hold: forced, and priced or refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import pytest

from ndt_opt.domain.outcome import Asked, Infeasible, Solved, SolveSettings
from ndt_opt.domain.plan import Plan
from ndt_opt.domain.why import Instead, WhyDay
from ndt_opt.planner import plan_season
from ndt_opt.rules.steps import only
from ndt_opt.study.why import LETTERS, kind_of, why
from tests.cpsat.seasons import START, library, season

SETTINGS = SolveSettings()


@cache
def plan() -> Plan:
    outcome = plan_season(season(3), library())
    assert isinstance(outcome, Solved)
    return outcome.plan


@cache
def answer(day: int) -> WhyDay:
    return why(plan(), library(), START + dt.timedelta(days=day), SETTINGS)


def instead(day: int, kind: str) -> Instead:
    return next(other for other in answer(day).instead if other.kind == kind)


def test_the_day_is_told_as_it_is() -> None:
    own = answer(1)
    assert own.kind == "double"
    assert own.sessions == [s.title for s in plan().sessions if s.date == own.date]
    assert own.z2_work_s == plan().objective["z2_work_s"]
    assert [other.kind for other in own.instead] == [kind for kind in LETTERS if kind != "double"]


def test_no_double_on_a_monday() -> None:
    other = instead(0, "double")
    assert (other.status, other.proved) == ("impossible", True)
    assert other.clash is not None
    assert other.clash.rules == ["double-threshold-days"]


def test_what_the_season_has_not_breaks_nothing() -> None:
    other = instead(0, "race-pace")
    assert other.status == "impossible"
    assert other.clash is not None
    assert other.clash.members == []


def test_another_day_for_the_long_run_costs_wishes_only() -> None:
    other = instead(0, "long")
    assert (other.status, other.z2_cost_s) == ("plan", 0)
    assert other.preference_cost is not None
    assert other.preference_cost > 0


@pytest.mark.parametrize(("letter", "kind"), [("D", "double"), ("H", "hit"), ("L", "long"), ("E", "easy")])
@pytest.mark.parametrize("day", [2, 5, 15])
def test_what_is_asked_stands_there(letter: str, kind: str, day: int) -> None:
    """Under few rules nearly everything is possible."""
    model = only(library(), ["availability", "am-before-pm", "day-work-minutes", "session-work-minutes", "am-pm-gap"])
    outcome = plan_season(season(3), model, replace(SETTINGS, asked=Asked(day, letter), deterministic_limit=5))
    assert isinstance(outcome, Solved)
    date = START + dt.timedelta(days=day)
    assert kind_of([s for s in outcome.plan.sessions if s.date == date]) == kind


def test_alike_weeks_follow_what_is_asked_of_one() -> None:
    """Doubles on other weekdays: the block's other week must have its doubles there too."""
    model = library("variants/free-weekdays")
    outcome = plan_season(season(2), model, replace(SETTINGS, asked=Asked(7, "D")))
    assert isinstance(outcome, Solved)
    doubles = {s.date for s in outcome.plan.sessions if s.kind == "threshold"}
    assert {START, START + dt.timedelta(days=7)} <= doubles


def test_a_day_asked_never_gives_more_work() -> None:
    free = plan().objective["z2_work_s"]
    for day in range(7):
        outcome = plan_season(season(3), library(), replace(SETTINGS, asked=Asked(day, "E")))
        assert isinstance(outcome, Infeasible) or outcome.plan.objective["z2_work_s"] <= free  # type: ignore[union-attr]
