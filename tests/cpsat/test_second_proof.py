"""A right claim is proved again, a wrong one refuted by a plan, an open one called open."""

from __future__ import annotations

import time
from typing import Any

import pytest
from ortools.sat.python import cp_model

from ndt_opt.cpsat import second_proof
from ndt_opt.cpsat.day_tables import Keep
from ndt_opt.cpsat.facts import season_facts
from ndt_opt.cpsat.interrupt import Stop
from ndt_opt.cpsat.layout import best_layouts, every_layout, number_of_layouts
from ndt_opt.cpsat.second_proof import SecondProof, prove_again
from ndt_opt.domain.scenario import Scenario
from ndt_opt.planner import most_work
from ndt_opt.rules.training_model import TrainingModel

from .seasons import few_sessions, library, season

EVERY: list[Keep] = ["capped", "all"]
CLOSED = {"availability": {"pm": "none"}}


def asked(scenario: Scenario, model: TrainingModel, z2_s: int | None, how: Keep, limit: float = 60) -> SecondProof:
    return prove_again(scenario, model, z2_s, how, Stop(limit))


def optimum(scenario: Scenario, model: TrainingModel) -> int:
    work = most_work(scenario, model)
    assert work.status == "optimal"
    assert work.z2_work_s is not None
    return work.z2_work_s


@pytest.mark.parametrize("how", EVERY)
def test_an_optimum_stands_and_a_second_less_does_not(how: Keep) -> None:
    scenario, model = season(3), few_sessions()
    z2_s = optimum(scenario, model)
    again, denied = asked(scenario, model, z2_s, how), asked(scenario, model, z2_s - 1, how)
    assert (again.result, again.texts) == ("infeasible", {})
    assert denied.result == "feasible"
    assert denied.texts.keys() == {"model.pbtxt", "solution.json"}
    assert 'name: "cut"' in denied.texts["model.pbtxt"]
    assert again.sha256 != denied.sha256


@pytest.mark.parametrize("how", EVERY)
def test_a_clash_stands_and_a_season_with_plans_is_none(how: Keep) -> None:
    assert asked(season(1, **CLOSED), library(), None, how).result == "infeasible"
    assert asked(season(1), few_sessions(), None, how).result == "feasible"


def test_nothing_is_left_out_where_every_programme_is_asked_for() -> None:
    few, every = (season_facts(season(1), few_sessions(), keep=how) for how in EVERY)
    sizes = [len(own.columns[0].programmes) for own in (few, every)]
    assert sizes[0] < sizes[1]
    assert {p for _, p in few.columns[0].programmes} <= {p for _, p in every.columns[0].programmes}


def test_caps_that_bind_by_no_bound_are_asked_all_the_same() -> None:
    assert season_facts(season(2), few_sessions()).caps is None
    assert season_facts(season(2), few_sessions(), keep="capped").caps is not None


def test_the_same_question_has_the_same_hash() -> None:
    first, second = (asked(season(1), few_sessions(), 10_000, "capped") for _ in range(2))
    assert first.sha256 == second.sha256


def test_time_that_runs_out_leaves_it_open() -> None:
    proof = asked(season(3), library(), 10_000, "capped", limit=0.001)
    assert (proof.result, proof.why) == ("not closed", "the time ran out")


def test_too_many_programmes_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_proof, "MOST_PROGRAMMES", 10)
    assert asked(season(1), few_sessions(), 10_000, "capped").result == "infeasible"
    proof = asked(season(1), few_sessions(), 10_000, "all")
    assert (proof.result, proof.why) == ("not applicable", "more than 10 programmes")


def test_its_solver_is_another_one() -> None:
    parameters = second_proof.new_solver().parameters
    assert list(parameters.ignore_subsolvers) == ["core"]
    assert parameters.cp_model_presolve
    assert (parameters.num_workers, parameters.linearization_level) == (2, 2)


def test_every_layout_of_the_day_grid_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario, model = season(4), few_sessions("variants/day-grid")
    z2_s, seen = optimum(scenario, model), []
    facts = second_proof.season_facts
    monkeypatch.setattr(second_proof, "season_facts", lambda s, m, layout, **own: _note(seen, layout, facts, s, m, own))
    proof = asked(scenario, model, z2_s, "capped")
    assert (proof.result, proof.rests_on) == ("infeasible", [])
    assert seen == every_layout(scenario, model)
    assert len(seen) == number_of_layouts(scenario, model) == 6
    assert {r.layout for r in best_layouts(scenario, model, 100)} <= set(seen)
    assert asked(scenario, model, z2_s - 1, "capped").result == "feasible"


def _note(seen: list[object], layout: object, facts: Any, *asked: Any) -> Any:
    seen.append(layout)
    scenario, model, own = asked
    return facts(scenario, model, layout, **own)


def test_layouts_that_only_the_planners_bound_excludes_leave_it_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_proof, "MOST_LAYOUTS", 3)
    scenario, model = season(4), few_sessions("variants/day-grid")
    proof = asked(scenario, model, optimum(scenario, model), "capped")
    assert (proof.result, proof.why) == ("not closed", "not every layout was asked")
    assert len(proof.rests_on) == 1
    assert proof.rests_on[0].endswith("of 6 layouts")


def test_a_wrong_answer_of_the_solver_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_proof, "run", lambda *_: cp_model.UNKNOWN)
    assert asked(season(1), few_sessions(), 10_000, "capped").result == "not closed"
    monkeypatch.setattr(second_proof, "run", lambda *_: cp_model.MODEL_INVALID)
    with pytest.raises(AssertionError, match="invalid"):
        asked(season(1), few_sessions(), 10_000, "capped")


def test_a_stop_of_the_whole_stops_a_part() -> None:
    whole = Stop(None)
    part = Stop(60, whole=whole)
    assert not part.now
    whole.interrupted = True
    assert part.now
    began = time.monotonic()
    assert prove_again(season(3), library(), 10_000, "capped", part).result == "not closed"
    assert time.monotonic() - began < 5
