"""Caps on muscular load: the bound beside the model is never below the optimum, and no programme is missed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from ortools.sat.python import cp_model

from ndt_opt.cpsat import alike_patterns, programme
from ndt_opt.cpsat.bounds import season_bounds
from ndt_opt.cpsat.build import build
from ndt_opt.cpsat.facts import season_facts
from ndt_opt.cpsat.muscular import Caps, full_weeks
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel

from .seasons import START, answer, best_z2, few_sessions, library, optimum, season

AWAY = {"blocked": [{"from": START + dt.timedelta(days=9), "to": START + dt.timedelta(days=11)}]}
LIVES: list[tuple[str, float, int, dict[str, Any]]] = [
    ("15:40", 120, 1300, {}),
    ("15:40", 120, 1500, {"history": {"days_since_recovery": 7}}),
    ("15:40", 120, 1400, {"availability": AWAY}),
    ("17:30", 104, 1180, {"athlete": {"max_weekly_km": 125, "longest_run_km": 15}}),
    ("19:30", 75, 700, {"athlete": {"max_weekly_hours": 7}}),
    ("22:00", 52, 430, {"availability": {"am": "none"}}),
]


def capped(weeks: int, time: str, km: float, points: int, own: dict[str, Any]) -> Scenario:
    return season(weeks, time, km, **{**own, "history": {"muscular_load_week": points, **own.get("history", {})}})


def tight(model: TrainingModel) -> TrainingModel:
    """No four weeks above what the athlete is used to."""
    own = model.rules["muscular-load"].model_copy(update={"max_week_pct": 105, "max_four_weeks_pct": 100})
    return replace(model, rules={**model.rules, "muscular-load": own})


@pytest.mark.parametrize(("time", "km", "points", "own"), LIVES)
@pytest.mark.parametrize("weeks", [2, 5])
def test_the_bound_is_never_below_the_optimum(
    time: str, km: float, points: int, own: dict[str, Any], weeks: int
) -> None:
    model, scenario = tight(few_sessions()), capped(weeks, time, km, points, own)
    facts = season_facts(scenario, model)
    assert facts.caps is not None
    bounds, best = season_bounds(facts), best_z2(scenario, model)
    if bounds is None:
        assert best is None
        return
    assert best is None or best <= bounds.total_s <= sum(bounds.weeks)
    if best is None:
        return
    built = build(facts)
    built.grid.cp.add(built.z2_s >= best)
    for week, (least, _) in zip(built.grid.weeks, bounds.ranges(best), strict=True):
        built.grid.cp.clear_objective()
        built.grid.cp.minimize(week.z2_s)
        status, solver = answer(built.grid.cp)
        assert status == cp_model.OPTIMAL
        assert round(solver.objective_value) >= least


@pytest.mark.parametrize(("time", "km", "points", "own"), LIVES)
def test_no_week_passes_its_limit_in_any_plan(time: str, km: float, points: int, own: dict[str, Any]) -> None:
    model = tight(few_sessions())
    facts = season_facts(capped(3, time, km, points, own), model)
    bounds = season_bounds(facts)
    for week in range(3 if bounds is not None else 0):
        built = build(facts)
        most = optimum(replace(built, z2_s=built.grid.weeks[week].z2_s))
        assert bounds is not None
        assert most is None or most <= bounds.weeks[week]


@pytest.mark.parametrize(("time", "km", "points", "own"), LIVES)
def test_leaving_out_programmes_loses_nothing(
    time: str, km: float, points: int, own: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    model, scenario = tight(few_sessions()), capped(2, time, km, points, own)
    best = best_z2(scenario, model)
    monkeypatch.setattr(programme, "undominated_rows", lambda totals, resources: list(range(len(totals["work"]))))
    monkeypatch.setattr(alike_patterns, "_merge_equals", lambda patterns, counts, *_: (patterns, counts))
    assert best_z2(scenario, model) == best


def test_a_season_within_its_caps_posts_none() -> None:
    facts = season_facts(season(6, "15:30", 130), library())
    assert facts.caps is None
    assert build(facts).posted["muscular-load"] == 0


def test_less_than_the_easy_running_alone_costs_is_no_season() -> None:
    facts = season_facts(capped(3, "15:40", 120, 700, {}), tight(library()))
    assert season_bounds(facts) is None
    assert optimum(build(facts)) is None


def test_weeks_are_full_by_themselves_or_with_their_neighbours() -> None:
    caps = Caps(1000, (1300,) * 6, (4000,) * 6)
    assert full_weeks(caps, [900, 900, 900, 900, 900, 900]) == {0}
    assert full_weeks(caps, [500, 1270, 500, 500, 500, 500]) == {1}
    assert full_weeks(caps, [500, 900, 1000, 1000, 1000, 500]) == {1, 2, 3, 4}
    assert full_weeks(caps, [500, 500, 500, 500, 1262, 500]) == {4}
