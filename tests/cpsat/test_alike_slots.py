"""A window that a date makes wider disturbs no week; one that it makes narrower does."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ndt_opt.audit.auditor import broken
from ndt_opt.cpsat.alike_slots import with_alike_slots
from ndt_opt.cpsat.day_slots import SlotRoom
from ndt_opt.cpsat.horizon import build_horizon
from ndt_opt.domain.outcome import Solved
from ndt_opt.domain.plan import Plan
from ndt_opt.planner import plan_season

from .seasons import START, library, season

SHORT_MORNINGS = {"am": "06:00-07:10", "pm": "16:00-19:00"}


def day(index: int) -> dt.date:
    return START + dt.timedelta(days=index)


def plan(model: str = "norwegian-singles", **availability: Any) -> Plan:
    scenario = season(3, "19:00", 80, availability={**SHORT_MORNINGS, **availability})
    outcome = plan_season(scenario, library(model))
    assert isinstance(outcome, Solved)
    assert not broken(outcome.plan.audit)
    return outcome.plan


def hard(of: Plan, week: int) -> list[tuple[int, str, str]]:
    return [
        ((s.date - START).days % 7, s.slot, s.title)
        for s in of.sessions
        if s.kind == "threshold" and (s.date - START).days // 7 == week
    ]


def test_a_wider_morning_in_one_of_two_alike_weeks_changes_nothing() -> None:
    """Singles do not fit the morning, so they stand in the afternoon; a long morning on one date moves none."""
    usual = plan()
    wider = plan(dates=[{"from": day(7), "to": day(13), "am": "05:00-11:00"}])
    assert {slot for _, slot, _ in hard(usual, 0)} == {"pm"}
    assert wider.objective["z2_work_s"] == usual.objective["z2_work_s"]
    assert hard(wider, 0) == hard(wider, 1) == hard(usual, 0)


def test_a_narrower_afternoon_costs_its_week_and_no_other() -> None:
    usual = plan()
    cut = plan(dates=[{"from": day(7), "to": day(13), "am": "none", "pm": "16:00-16:35"}])
    assert hard(cut, 1) == []
    assert hard(cut, 0) == hard(usual, 0)


@pytest.mark.parametrize(("last", "longest_min"), [(6, 180), (13, 300)])
def test_alike_weeks_have_the_windows_that_all_of_them_have(last: int, longest_min: int) -> None:
    own = {"from": day(0), "to": day(last), "am": "06:00-11:00"}
    scenario = season(3, availability={"am": "06:00-09:00", "pm": "15:00-19:00", "dates": [own]})
    model = library("norwegian-double")
    weeks = with_alike_slots(build_horizon(scenario, model).weeks, model)
    assert not any(w.affected for w in weeks)
    assert [w.days[0].am for w in weeks[:2]] == [SlotRoom(360, 360 + longest_min, 60 * longest_min)] * 2
