"""Our own formulation in the hands of other engines: rows equal to the model, points judged in whole numbers."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ortools.sat.python import cp_model

from ndt_opt.domain.scenario import Scenario
from ndt_opt.planner import most_work
from ndt_opt.rules.training_model import TrainingModel
from tests.cpsat.seasons import library, season
from tests.cpsat.shapes import Tiny
from tests.scenarios.library import inputs, shortened

PEERS = Path(__file__).parents[2] / "benchmarks" / "peers"
ELITE = Path(__file__).parents[2] / "scenarios" / "elite-5000m" / "scenario.toml"
SEEDS = range(200)


def peer(name: str) -> Any:
    return import_module(name)


def needs(*modules: str) -> None:
    for module in modules:
        pytest.importorskip(module, reason=f"{module} is not installed (pip install {module})")


@cache
def seasons() -> dict[str, tuple[Scenario, TrainingModel]]:
    """A usual block, the end of a race season, one of which no plan is allowed."""
    scenario, model = inputs("marathon-with-half")
    return {
        "block": (season(weeks=3), library()),
        "races": (shortened(scenario, 5), model),
        "no-evenings": (shortened(inputs("no-evenings")[0], 3), inputs("no-evenings")[1]),
    }


@cache
def best(name: str) -> tuple[str, int | None]:
    work = most_work(*seasons()[name])
    return work.status, work.z2_work_s


def solved(engine: str, name: str, limit_s: float = 30.0) -> Any:
    """The answer of a peer, and its trace checked."""
    clock = peer("protocol").Clock()
    answer = peer(engine).solve(*seasons()[name], limit_s, 1, clock)
    document = peer("protocol").document(engine, answer, clock, 0.0)
    assert [point[0] for point in document["trace"]] == sorted(point[0] for point in document["trace"])
    return answer


def by_highs(statements: Any) -> tuple[int, Any] | None:
    """Best value and point of a model's rows; None where there is none."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    linear = peer("linear_programme")
    try:
        p = linear.programme_of(statements)
    except linear.NoPoint:
        return None
    rows = LinearConstraint(p.matrix, p.lower, p.upper) if p.matrix.shape[0] else ()
    found = milp(-p.objective, integrality=np.ones(len(p.lows)), bounds=Bounds(p.lows, p.tops), constraints=rows)
    if found.status == 2:
        return None
    assert found.status == 0, found.message
    return round(-found.fun) + p.constant, np.rint(found.x[: len(statements.names)]).astype(np.int64)


def test_rows_have_the_optimum_of_brute_force() -> None:
    seen = {"optimum": 0, "none": 0}
    for seed in SEEDS:
        tiny = Tiny(random.Random(seed))
        tiny.cp.maximize(tiny.value_expression + 3)
        statements = peer("statements").statements_of(tiny.cp)
        found, truth = by_highs(statements), tiny.best()
        assert (None if found is None else found[0] - 3) == truth, seed
        if found is not None:
            assert peer("judge").Judge(statements).broken(found[1]) == [], seed
        seen["none" if found is None else "optimum"] += 1
    assert min(seen.values()) >= 10, "both outcomes are tried"


def test_the_judge_knows_the_points_that_brute_force_allows() -> None:
    for seed in SEEDS[:60]:
        tiny = Tiny(random.Random(seed))
        tiny.cp.maximize(tiny.value_expression)
        statements = peer("statements").statements_of(tiny.cp)
        able = set(tiny._points())
        rng = random.Random(seed)
        some = [tuple(rng.randint(0, 1 if n < 4 else 5 if n < 6 else 10) for n in range(7)) for _ in range(50)]
        for point in [*some, *list(able)[:50]]:
            own = np.zeros(len(statements.names), dtype=np.int64)
            own[statements.place] = point
            tied = (own[statements.place] == point).all()
            assert (bool(tied) and not peer("judge").Judge(statements).broken(own)) == (point in able), (seed, point)


def test_equal_variables_become_one_and_implied_rows_none() -> None:
    cp = cp_model.CpModel()
    a, b, c = (cp.new_int_var(0, 9, name) for name in "abc")
    cp.add(a == b)
    cp.add(a + c <= 18)
    cp.add(a - c <= 3)
    cp.maximize(a + b)
    statements = peer("statements").statements_of(cp)
    programme = peer("linear_programme").programme_of(statements)
    assert statements.names == ["a", "c"]
    assert programme.matrix.shape == (1, 2)
    assert by_highs(statements)[0] == 18  # type: ignore[index]


def test_a_waiting_row_is_eased_by_no_more_than_it_needs() -> None:
    cp = cp_model.CpModel()
    b, n = cp.new_bool_var("b"), cp.new_int_var(0, 9, "n")
    options = [cp.new_bool_var(f"x{i}") for i in range(3)]
    cp.add_exactly_one(options)
    cp.add(n + sum(w * x for w, x in zip((4, 5, 6), options, strict=True)) <= 8).only_enforce_if(b)
    cp.maximize(n)
    programme = peer("linear_programme").programme_of(peer("statements").statements_of(cp))
    assert programme.matrix.toarray().tolist() == [[0, 0, 1, 1, 1], [7, 1, 4, 5, 6]]
    assert programme.upper.tolist() == [1, 15]


def test_a_kind_of_constraint_that_is_not_in_use_is_refused() -> None:
    cp = cp_model.CpModel()
    x, y = cp.new_int_var(0, 3, "x"), cp.new_int_var(0, 3, "y")
    cp.add_all_different(x, y)
    cp.maximize(x + y)
    with pytest.raises(ValueError, match="of another kind"):
        peer("statements").statements_of(cp)


@pytest.mark.parametrize("name", ["block", "races", "no-evenings"])
def test_highs_finds_the_same_optimum(name: str) -> None:
    answer = solved("highs_own", name)
    assert (answer.status, answer.z2_work_s) == best(name)
    assert answer.bound_s == answer.z2_work_s


@pytest.mark.parametrize("name", ["block", "no-evenings"])
def test_scip_finds_the_same_optimum(name: str) -> None:
    needs("pyscipopt")
    answer = solved("scip_own", name)
    assert (answer.status, answer.z2_work_s) == best(name)


def test_a_point_that_breaks_a_row_is_no_plan() -> None:
    own = peer("own_linear")

    def engine(programme: Any, left_s: float, seed: int, clock: Any) -> Any:
        clock.record(99, 100)
        return own.Found("optimal", np.zeros(len(programme.lows)), 100)

    clock = peer("protocol").Clock()
    answer = own.solve_with(engine, *seasons()["block"], 5.0, 1, clock, "nothing chosen")
    assert (answer.status, answer.z2_work_s, answer.bound_s) == ("unknown", None, 100)
    assert "optimal point breaks" in answer.note
    assert {best for _, best, _ in clock.trace} == {None}


@pytest.mark.parametrize("name", ["block", "races"])
def test_the_rest_of_the_best_point_follows_from_its_genes(name: str) -> None:
    built = peer("own_linear").built_of(peer("own_linear").facts_of(*seasons()[name]))
    statements = peer("statements").statements_of(built.grid.cp)
    found = by_highs(statements)
    assert found is not None
    genome = peer("season_genome").SeasonGenome(built, statements)
    points = np.zeros((2, len(statements.names)), dtype=np.int64)
    points[:, genome.known] = found[1][genome.known]
    peer("completion").Completion(statements, genome.known).fill(points)
    assert peer("judge").Judge(statements).broken(points[1]) == []
    assert statements.objective.at(points).tolist() == [found[0]] * 2 == [best(name)[1]] * 2


@pytest.mark.parametrize("engine", ["genetic", "swarm"])
def test_metaheuristics_never_pass_the_optimum(engine: str) -> None:
    needs("pymoo")
    answer = solved(engine, "block", limit_s=2.0)
    assert answer.bound_s is None
    if answer.status == "feasible":
        assert 0 < answer.z2_work_s <= best("block")[1]  # type: ignore[operator]
    else:
        assert answer.status == "unknown"
        assert "breaks" in answer.note


def test_the_limit_bounds_the_optimum() -> None:
    answer = solved("limit", "block")
    assert answer.status == "unknown"
    assert answer.bound_s >= best("block")[1]


def test_a_free_day_grid_is_not_applicable() -> None:
    model = library("norwegian-double")
    cycle = model.rules["load-recovery-cycle"].model_copy(update={"grid": "day"})
    free = type(model)(**{**vars(model), "rules": {**model.rules, "load-recovery-cycle": cycle}})
    answer = peer("highs_own").solve(season(weeks=3), free, 5.0, 1, peer("protocol").Clock())
    assert answer.status == "not-applicable"


def short_elite(folder: Path) -> Path:
    path = folder / "short.toml"
    path.write_text(ELITE.read_text(encoding="utf-8").replace("weeks = 24", "weeks = 3"), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["ours", "limit", "highs_own"])
def test_a_peer_prints_one_document(name: str, tmp_path: Path) -> None:
    command = [sys.executable, str(PEERS / f"{name}.py"), str(short_elite(tmp_path)), "--limit", "30", "--seed", "2"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=100, check=True)
    document = json.loads(ended.stdout)
    assert document["status"] == ("unknown" if name == "limit" else "optimal")
    assert document["exact"] == (name != "limit")
    assert document["bound_s"] > 10_000
    assert document["z2_work_s"] in (None, document["bound_s"])
    assert document["trace"][-1][1:] == [document["z2_work_s"], document["bound_s"]]
    assert all(best is None or best <= document["bound_s"] for _, best, _ in document["trace"])


def test_an_engine_that_is_missing_is_unavailable() -> None:
    assert peer("protocol").missing({"no_such_engine": "pip install it", "json": ""}) == (
        "no_such_engine is not installed: pip install it"
    )


def test_an_answer_that_contradicts_itself_is_refused() -> None:
    protocol = peer("protocol")
    for answer in (protocol.Answer("optimal"), protocol.Answer("feasible", 5, 4), protocol.Answer("perhaps")):
        with pytest.raises(ValueError, match=r"Zone-2|no such status"):
            protocol.document("a peer", answer, protocol.Clock(), 0.0)
