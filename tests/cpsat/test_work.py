"""The most work by less than a whole solve is that of a whole solve."""

from __future__ import annotations

from typing import Any

import pytest

from ndt_opt.cpsat.interrupt import Stop
from ndt_opt.cpsat.thinning import TooManyProgrammes
from ndt_opt.cpsat.work import WorkSolver
from ndt_opt.domain.outcome import SolveSettings, Work
from ndt_opt.planner import most_work

from .seasons import best_z2, few_sessions, library, season

CASES: list[dict[str, Any]] = [
    {},
    {"time": "21:00", "weekly_km": 62},
    {"availability": {"am": "06:00-08:00", "pm": "17:00-19:00"}},
    {"athlete": {"max_weekly_hours": 8}},
]


@pytest.mark.parametrize("own", CASES)
def test_it_is_the_optimum_of_the_whole_model(own: dict[str, Any]) -> None:
    scenario, model = season(3, **own), few_sessions()
    best = best_z2(scenario, model)
    assert best is not None
    assert most_work(scenario, model) == Work("optimal", best, best)


def test_what_is_known_is_the_answer_where_nothing_is_better() -> None:
    scenario, model = season(3), few_sessions()
    best = best_z2(scenario, model)
    assert best is not None
    for known in (best, best - 1, best - 3600, 0):
        assert most_work(scenario, model, known_s=known) == Work("optimal", best, best)


def test_a_known_plan_above_the_bound_is_a_fault() -> None:
    with pytest.raises(AssertionError, match="above its bound"):
        most_work(season(3), few_sessions(), known_s=10**6)


def test_day_grids_know_it_too() -> None:
    scenario, model = season(4), library("day-grid")
    settings = SolveSettings(deterministic_limit=1.0)
    best = most_work(scenario, model, settings)
    assert best.status == "optimal"
    assert best.z2_work_s is not None
    assert most_work(scenario, model, settings, known_s=best.z2_work_s) == best
    assert most_work(scenario, model, settings, known_s=best.z2_work_s - 60) == best


def test_time_that_runs_out_leaves_what_is_known() -> None:
    late = SolveSettings(time_limit_s=1e-9)
    assert most_work(season(3), few_sessions(), late) == Work("unknown", None, None)
    assert most_work(season(3), few_sessions(), late, known_s=60) == Work("feasible", 60, None)


def test_too_much_to_try_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(solver: WorkSolver) -> Any:
        raise TooManyProgrammes

    monkeypatch.setattr(WorkSolver, "_facts", give_up)
    solver = WorkSolver(season(3), few_sessions(), SolveSettings(), None, Stop(None), None)
    assert solver.prove().status == "unknown"
