"""Clashes shown member by member, several of them, and the smallest changes that make a plan possible."""

from __future__ import annotations

import datetime as dt
from functools import cache

from ndt_opt.cpsat.interrupt import Stop
from ndt_opt.domain.explanation import Explanation
from ndt_opt.domain.outcome import Solved, SolveSettings
from ndt_opt.domain.scenario import Scenario
from ndt_opt.planner import plan_season
from ndt_opt.study.clashes import ClashTree
from ndt_opt.study.explain import explain
from tests.cpsat.seasons import START, library, season


def pinned(weeks: int, *pins: tuple[int, str, float | None]) -> Scenario:
    entries = [
        {"date": START + dt.timedelta(days=day), "slot": "am", "kind": kind, **({"km": km} if km else {})}
        for day, kind, km in pins
    ]
    return season(weeks, season={"start": START, "weeks": weeks, "pins": entries})


@cache
def evenings() -> Explanation:
    """A runner of 120 km without evenings, and what another model would do."""
    scenario = season(3, "17:00", 120, availability={"pm": "none"})
    others = [(scenario, library("norwegian-singles"))]
    return explain(scenario, library(), SolveSettings(), others)


def keys(explanation: Explanation) -> list[list[str]]:
    return [[member.key for member in shown.clash.members] for shown in explanation.clashes]


def lines(explanation: Explanation) -> list[list[str]]:
    return [[f"{change.where} = {change.instead}" for change in repair.changes] for repair in explanation.repairs]


def test_each_member_is_shown_by_a_plan_without_it() -> None:
    (shown,) = evenings().clashes
    assert shown.clash.minimal
    assert [plan.without for plan in shown.plans] == [member.key for member in shown.clash.members]
    assert all(plan.z2_work_s > 0 and plan.rules_kept > 20 for plan in shown.plans)


def test_another_model_and_open_evenings_are_repairs() -> None:
    found = lines(evenings())
    assert ["model = norwegian-singles"] in found
    assert ["availability.days.tue.pm, availability.days.thu.pm = 15:30-19:30"] in found
    assert not any("availability.days.mon.pm" in line for own in found for line in own), "more than is needed"


def test_a_repair_leads_to_the_plan_it_promises() -> None:
    repair = next(own for own in evenings().repairs if own.changes[0].where.startswith("availability"))
    days = {day: {"pm": "15:30-19:30"} for day in ("tue", "thu")}
    outcome = plan_season(season(3, "17:00", 120, availability={"pm": "none", "days": days}), library())
    assert isinstance(outcome, Solved)
    assert (repair.z2_work_s, repair.status) == (outcome.plan.objective["z2_work_s"], outcome.plan.status)
    assert repair.busiest_week_s == max(week.z2_work_s for week in outcome.plan.weeks)


def test_a_pin_becomes_just_as_short_as_it_has_to() -> None:
    explanation = explain(pinned(3, (13, "long", 40)), library(), SolveSettings())
    change = next(own.changes[0] for own in explanation.repairs if own.changes[0].where.endswith(".km"))
    km = int(change.instead)
    assert isinstance(plan_season(pinned(3, (13, "long", km)), library()), Solved)
    assert not isinstance(plan_season(pinned(3, (13, "long", km + 1)), library()), Solved)


def test_two_clashes_need_a_change_each() -> None:
    scenario = pinned(4, (8, "long", None), (9, "long", None), (22, "threshold", None), (23, "threshold", None))
    explanation = explain(scenario, library(), SolveSettings())
    assert sorted(keys(explanation)) == [
        ["season.pins[0]", "season.pins[1]"],
        ["season.pins[2]", "season.pins[3]", "hard-day-spacing"],
    ]
    assert explanation.repairs
    assert all(len(repair.changes) == 2 for repair in explanation.repairs)


def test_a_pin_may_always_be_left_out() -> None:
    explanation = explain(pinned(3, (8, "long", None), (9, "long", None)), library(), SolveSettings())
    found = lines(explanation)
    assert ["season.pins[0] = leave it out"] in found
    assert ["season.pins[1] = leave it out"] in found
    assert keys(explanation) == [["season.pins[0]", "season.pins[1]"]]


def test_a_stopped_tree_says_that_it_is_not_complete() -> None:
    stop = Stop(None)
    stop.interrupted = True
    tree = ClashTree(pinned(3, (8, "long", None), (9, "long", None)), library(), SolveSettings(), stop)
    tree.grow()
    assert not tree.complete
    assert tree.answers == []


def test_a_pin_of_a_recovery_week_may_move_to_a_load_week() -> None:
    explanation = explain(pinned(3, (15, "hit", None)), library(), SolveSettings())
    assert keys(explanation)[0][0] == "season.pins[0]"
    assert any(own[0].startswith("season.pins[0]") for own in lines(explanation))
