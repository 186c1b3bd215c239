"""Lives that do not fit a smooth season: an audited plan that a coach would sign, or a clash soon named."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ndt_opt.domain.outcome import Infeasible, Outcome, Solved
from ndt_opt.domain.plan import Plan
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.model_file import read_model
from ndt_opt.planner import plan_season

START = dt.date(2026, 11, 30)
SLOTS = {"am": "06:00-09:00", "pm": "16:30-20:00"}


def day(index: int) -> dt.date:
    return START + dt.timedelta(days=index)


def planned(model: str, time: str, weekly_km: float, weeks: int, **own: Any) -> Outcome:
    athlete = {
        "results": [{"distance_m": 5000, "time": time}],
        "weekly_km": weekly_km,
        **own.pop("athlete", {}),
    }
    season = {"start": START, "weeks": weeks, **own.pop("season", {})}
    raw = {"schema": "ndt.scenario/1", "athlete": athlete, "season": season, **own}
    return plan_season(Scenario.model_validate(raw), read_model(model))


def solved(*args: Any, **own: Any) -> Plan:
    outcome = planned(*args, **own)
    assert isinstance(outcome, Solved), outcome
    return outcome.plan


def km(plan: Plan) -> list[float]:
    return [week.distance_m / 1000 for week in plan.weeks]


def test_a_beginner_whose_longest_run_is_five_kilometres() -> None:
    plan = solved("low-volume", "26:00", 35, 5, athlete={"longest_run_km": 5})
    runs = [s.distance_m for s in plan.sessions]
    assert 5000 <= max(runs[:7]) <= 5500
    assert max(runs) > 5500


def test_a_month_away_is_followed_by_a_way_back() -> None:
    away = {"from": day(14), "to": day(44)}
    availability = {**SLOTS, "blocked": [away]}
    plan = solved("norwegian-double", "15:30", 130, 12, athlete={"longest_run_km": 24}, availability=availability)
    weeks = km(plan)
    assert weeks[2:6] == [0, 0, 0, 0]
    assert 0 < weeks[6] <= 130 / 2 * 4 / 7
    assert weeks[7] <= 130 / 2
    assert max(weeks[8:]) <= 130 * 0.75
    first = [s for s in plan.sessions if s.date >= day(45)][:4]
    assert max(s.distance_m for s in first) <= 0.6 * 1.1 * 24_000


def test_a_pinned_long_run_does_not_shrink_its_week() -> None:
    pin = {"date": day(20), "slot": "am", "kind": "long", "km": 12}
    plan = solved("norwegian-double", "15:30", 130, 3, athlete={"longest_run_km": 24}, season={"pins": [pin]})
    pinned = next(s for s in plan.sessions if (s.date, s.slot) == (day(20), "am"))
    assert (pinned.kind, pinned.distance_m) == ("long", 12_000)
    assert km(plan)[2] > 75


def test_hours_below_the_usual_tier_are_no_clash() -> None:
    plan = solved("norwegian-double", "17:00", 110, 3, athlete={"max_weekly_hours": 7, "longest_run_km": 20})
    assert all(week.duration_s <= 7 * 3600 for week in plan.weeks)
    assert max(km(plan)) < 100
    assert any("hours are your decision" in text for text in plan.warnings)


@pytest.mark.study
def test_a_clash_late_in_a_season_names_its_first_weeks() -> None:
    pins = [{"date": day(65 + i), "slot": "am", "kind": kind} for i, kind in enumerate(("hit", "threshold"))]
    outcome = planned("norwegian-double", "15:30", 130, 24, season={"pins": pins})
    assert isinstance(outcome, Infeasible)
    assert (outcome.conflict, outcome.clash.weeks) == (["hard-day-spacing", "pins"], 12)
