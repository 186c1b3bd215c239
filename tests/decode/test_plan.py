"""Whole small plans: the reasons of sessions, a session's own lactate ends, the night the clocks change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ndt_opt.cpsat.answer import Answer
from ndt_opt.domain.outcome import Infeasible, Solved, SolveSettings
from ndt_opt.domain.plan import Plan, Session
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.model_file import read_model
from ndt_opt.planner import plan_season, proof_of
from ndt_opt.report import render
from ndt_opt.rules.training_model import TrainingModel

START = dt.date(2026, 11, 30)
RESULT = {"distance_m": 5000, "time": "15:30", "date": dt.date(2026, 9, 12)}
DOUBLE = ["double-threshold-days", "am-before-pm", "am-pm-gap", "hard-day-spacing", "block-structure"]


def scenario(weeks: int = 2, start: dt.date = START, **own: Any) -> Scenario:
    athlete = {"results": [RESULT], "weekly_km": 130, "longest_run_km": 22, **own.pop("athlete", {})}
    season = {"start": start, "weeks": weeks, "pins": own.pop("pins", [])}
    return Scenario.model_validate({"schema": "ndt.scenario/1", "athlete": athlete, "season": season, **own})


def plan_of(asked: Scenario, model: TrainingModel | None = None) -> Plan:
    """A plan the auditor accepts: another one raises."""
    found = plan_season(asked, model or read_model("norwegian-double"))
    assert isinstance(found, Solved)
    return found.plan


def on(plan: Plan, day: int, slot: str) -> Session:
    return next(s for s in plan.sessions if s.date == START + dt.timedelta(days=day) and s.slot == slot)


def pin(day: int, slot: str, kind: str) -> dict[str, object]:
    return {"date": START + dt.timedelta(days=day), "slot": slot, "kind": kind}


@cache
def disturbed() -> Plan:
    """A pinned PM session, long run and easy run in week 1, and a Tuesday away in week 2."""
    pins = [pin(1, "pm", "threshold"), pin(5, "am", "long"), pin(2, "am", "easy")]
    away = {"from": START + dt.timedelta(days=8), "to": START + dt.timedelta(days=8)}
    return plan_of(scenario(pins=pins, availability={"blocked": [away]}))


def test_a_pinned_session_names_the_pin() -> None:
    plan = disturbed()
    assert [s.id for s in plan.sessions if "pins" in s.why] == ["2026-12-01-pm", "2026-12-02-am", "2026-12-05-am"]
    assert on(plan, 1, "pm").kind == "threshold"
    assert on(plan, 5, "am").why[:2] == ["pins", "long-run"]


def test_a_displaced_double_names_availability() -> None:
    """Tuesday is closed, so Monday takes its double."""
    plan = disturbed()
    moved = [s for s in plan.sessions if s.kind == "threshold" and s.date >= START + dt.timedelta(days=7)]
    assert [s.date.weekday() for s in moved] == [0, 0, 3, 3]
    assert all(s.why[:2] == ["availability", "double-threshold-days"] for s in moved[:2])
    assert all(s.why[0] == "double-threshold-days" for s in moved[2:])
    assert not any("availability" in s.why for s in plan.sessions if s.date < START + dt.timedelta(days=7))


def test_a_double_names_the_rules_that_hold() -> None:
    assert on(disturbed(), 3, "am").why[: len(DOUBLE)] == DOUBLE
    base = read_model("norwegian-double")
    strengths = {**base.strengths, "hard-day-spacing": "off", "block-structure": "off"}
    loose = TrainingModel(**{**vars(base), "strengths": strengths})
    plan = plan_of(scenario(1), loose)
    named = {slug for s in plan.sessions for slug in s.why}
    assert "am-pm-gap" in named
    assert not named & {"hard-day-spacing", "block-structure"}


EARLY = """
schema = "ndt.model/1"
name = "early-season"
extends = "norwegian-double"
source = "test"
[templates.am-10min]
lactate_mmol = [1.5, 1.9]
[templates]
am-5min = "off"
am-6min = "off"
am-2km = "off"
am-3km = "off"
"""


def test_a_templates_own_lactate_ends_reach_the_plan(tmp_path: Path) -> None:
    (tmp_path / "early-season.toml").write_text(EARLY, encoding="utf-8")
    plan = plan_of(scenario(2), read_model(str(tmp_path / "early-season.toml")))
    mornings = [s for s in plan.sessions if s.template == "am-10min"]
    assert len(mornings) >= 4
    for session in mornings:
        assert session.lactate_mmol is not None
        assert (session.lactate_mmol.low, session.lactate_mmol.high) == (1.5, 1.9)
        assert "1.5-1.9 mmol/L" in session.control
        assert "above 1.9, or RPE 14: 5 s/km slower" in session.control
        assert session.z2_work_s == session.reps * 600, "below 2 mmol/L it is still threshold work"
    assert all(f.status == "kept" for f in plan.audit if f.rule == "am-before-pm")


@pytest.mark.parametrize(("lactate", "warned"), [({"lt2_pace": "3:20/km"}, True), ({}, False)])
def test_a_start_faster_than_the_tested_pace_is_explained(lactate: dict[str, object], warned: bool) -> None:
    plan = plan_of(scenario(1, athlete={"lactate": {"lt2_mmol": 3.2, **lactate}}))
    told = [w for w in plan.warnings if "faster than the tested LT2 pace 3:20/km" in w]
    assert len(told) == warned
    assert all("where to start" in w and "ceiling" in w for w in told)


def gaps(plan: Plan, dates: Iterable[dt.date]) -> list[float]:
    found = []
    for date in dates:
        pair = {s.slot: s for s in plan.sessions if s.date == date}
        if set(pair) == {"am", "pm"}:
            elapsed = dt.datetime.fromisoformat(pair["pm"].start) - dt.datetime.fromisoformat(pair["am"].start)
            found.append((elapsed.total_seconds() - pair["am"].duration_s) / 3600)
    return found


def test_the_hours_between_are_six_to_eight() -> None:
    availability = {"am": "05:00-09:00", "pm": "15:30-20:00"}
    plan = plan_of(scenario(1, availability=availability))
    found = gaps(plan, {s.date for s in plan.sessions})
    assert len(found) > 2
    assert all(6 <= gap <= 8 for gap in found)


@pytest.mark.parametrize("pm", ["04:30-06:30", "05:00-07:00", "05:30-07:30", "05:00-12:00"])
def test_a_double_on_the_night_the_clock_skips_an_hour(pm: str) -> None:
    """Whatever the windows, solver and auditor agree on the hours between: a disagreement raises."""
    sunday = dt.date(2027, 3, 28)
    days = {"sun": {"am": "00:30-03:40", "pm": pm}}
    asked = scenario(
        1, START + dt.timedelta(weeks=16), availability={"days": days},
        pins=[{"date": sunday, "slot": slot, "kind": "threshold"} for slot in ("am", "pm")],
        rules={"double-threshold-days": {"days": ["wed", "sun"]}, "hit-recovery": {"easy_days_before_double": 1}},
    )  # fmt: skip
    assert asked.season.start == dt.date(2027, 3, 22)
    found = plan_season(asked, read_model("norwegian-double", [("scenario", asked.rules)]))
    assert isinstance(found, Solved | Infeasible)
    if isinstance(found, Solved):
        assert min(gaps(found.plan, [sunday])) >= 4
    assert isinstance(found, Solved) == (pm != "04:30-06:30")


def test_each_proved_tier_has_its_bound() -> None:
    """The wishes are proved in two weeks, and then the page need not say that they are not."""
    plan = plan_of(scenario(2))
    assert plan.bound["preference_cost"] == plan.objective["preference_cost"]
    assert "equal Zone 2 time" not in render(plan)
    unproved = Answer("optimal", objective=plan.objective, bound={"z2_work_s": plan.bound["z2_work_s"]})
    unproved.proved = {"z2_work_s": True, "preference_cost": False}
    assert "preference_cost" not in proof_of(unproved, SolveSettings()).bound
