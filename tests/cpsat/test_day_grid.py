"""The day grid: recovery on any weekday, and the layout chosen for the most work."""

from __future__ import annotations

import random
from typing import Any

import pytest

from ndt_opt.audit.auditor import audit_plan, broken
from ndt_opt.audit.cycle import cycle_of
from ndt_opt.cpsat.build import build
from ndt_opt.cpsat.day_layout import Layout
from ndt_opt.cpsat.extract import extract
from ndt_opt.cpsat.facts import season_facts
from ndt_opt.cpsat.horizon import build_horizon
from ndt_opt.cpsat.layout import State, best_layouts, days_from
from ndt_opt.cpsat.layout_search import solve_season
from ndt_opt.cpsat.solve import SeasonSolver
from ndt_opt.decode.season import Proof, decode
from ndt_opt.domain.outcome import Solved, SolveSettings
from ndt_opt.domain.plan import Plan, SolverStamp
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.model_file import read_model
from ndt_opt.planner import plan_season
from ndt_opt.rules.training_model import TrainingModel

from .seasons import optimum, season

DAY_GRID = "models/variants/day-grid.toml"
ALL_DAYS = {"double-threshold-days": {"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}}


def day_grid(**rules: dict[str, Any]) -> TrainingModel:
    changed = {slug.replace("_", "-"): params for slug, params in rules.items()}
    return read_model(DAY_GRID, overrides=[("test", changed)] if changed else None)


def recovered(days: int) -> dict[str, dict[str, int]]:
    return {"history": {"days_since_recovery": days}}


def all_layouts(scenario: Scenario, model: TrainingModel) -> list[Layout]:
    low, high = model.rules["load-recovery-cycle"].block_days
    first = State(False, min(scenario.history.days_since_recovery, high))
    return [flags for flags, _ in days_from(first, low, high, 7 * scenario.season.weeks)]


def planned(scenario: Scenario, model: TrainingModel, layout: Layout) -> tuple[int, Plan] | None:
    """Most Zone-2 seconds of one layout, and the plan."""
    answer = SeasonSolver(scenario, model, SolveSettings(), layout=layout).solve()
    if answer.values is None:
        return None
    stamp = SolverStamp(version="test", seed=1, workers=1, deterministic_time=0.0)
    proof = Proof(answer.status == "optimal", answer.objective, answer.bound, stamp)
    choice = extract(answer.grid, answer.values)
    return answer.objective["z2_work_s"], decode(choice, scenario, model, answer.grid.profile, proof)


@pytest.mark.parametrize("since", [0, 3, 9, 12, 14, 20])
def test_blocks_are_as_the_auditor_counts_them(since: int) -> None:
    scenario, model = season(9, **recovered(since)), day_grid()
    layouts = all_layouts(scenario, model)
    for layout in random.Random(since).sample(layouts, min(60, len(layouts))):
        horizon = build_horizon(scenario, model, layout)
        cycle = cycle_of(["recovery" if flag else "load" for flag in layout], 4)
        with_load = [block for block in cycle.blocks if block.load_weeks]
        assert [w.is_recovery for w in horizon.weeks] == [kind != "load" for kind in cycle.weeks]
        for week in horizon.weeks:
            block = cycle.block_of(week.index)
            assert week.block == (with_load.index(block) if block in with_load else -1)
        expected = [b.recovery_days for b in cycle.blocks if b.recovery_days]
        assert [r.weeks for r in horizon.recoveries] == [tuple(sorted({d // 7 for d in days})) for days in expected]


@pytest.mark.parametrize(("since", "first"), [(0, "L" * 10), (12, "LL"), (14, "R" * 7 + "L"), (30, "R" * 7 + "L")])
def test_the_first_block_counts_the_days_already_run(since: int, first: str) -> None:
    found = {"".join("LR"[flag] for flag in x) for x in all_layouts(season(4, **recovered(since)), day_grid())}
    assert any(text.startswith(first) for text in found)
    assert since < 14 or all(text.startswith(first) for text in found)
    assert all(10 <= len(load) <= 14 for text in found for load in text.split("R" * 7)[1:-1])


@pytest.mark.parametrize(
    ("time", "km", "since", "rules"),
    [
        ("13:06", 165, 0, {}),
        ("20:00", 75, 6, {}),
        ("21:00", 50, 12, {}),
        ("17:00", 120, 4, ALL_DAYS),
        ("20:00", 75, 4, {"block-structure": {"alike_weeks": True}}),
    ],
)
def test_no_layout_is_better_and_every_layout_gives_a_legal_plan(
    time: str, km: int, since: int, rules: dict[str, dict[str, Any]]
) -> None:
    model = read_model(DAY_GRID, overrides=[("test", rules)])
    scenario = season(3, time, km, **recovered(since))
    bounds = {r.layout: r.bound for r in best_layouts(scenario, model, 1000)}
    best = 0
    for layout in all_layouts(scenario, model):
        found = planned(scenario, model, layout)
        if found is not None:
            best = max(best, found[0])
            assert found[0] <= bounds[layout]
            assert not broken(audit_plan(found[1], model)), layout
    answer = solve_season(scenario, model, SolveSettings())
    assert (answer.status, answer.objective["z2_work_s"]) == ("optimal", best)
    assert answer.bound["z2_work_s"] == best


@pytest.mark.parametrize(("time", "km", "top"), [("13:06", 165, 180), ("17:00", 120, 120), ("20:00", 75, 75)])
@pytest.mark.parametrize("since", [5, 20])
def test_a_season_on_the_day_grid_is_planned(time: str, km: int, top: int, since: int) -> None:
    scenario = season(8, time, km, athlete={"max_weekly_km": top}, **recovered(since))
    outcome = plan_season(scenario, day_grid())
    assert isinstance(outcome, Solved)
    assert outcome.plan.status == "optimal"
    assert all(a.kind != b.kind for a, b in zip(outcome.plan.blocks, outcome.plan.blocks[1:], strict=False))


def test_the_day_grid_is_never_worse_than_whole_weeks() -> None:
    scenario, model = season(6, "20:00", 75, **recovered(7)), day_grid()
    calendar = read_model("norwegian-double", overrides=[("test", {"block-structure": {"alike_weeks": False}})])
    whole_weeks = optimum(build(season_facts(scenario, calendar)))
    assert whole_weeks is not None
    assert solve_season(scenario, model, SolveSettings()).objective["z2_work_s"] >= whole_weeks
