"""A set with a hole, or a kind of constraint that nobody has tried, never reaches the solver."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from ortools.sat.python import cp_model

from ndt_opt.cpsat import guard, solve
from ndt_opt.cpsat.build import build
from ndt_opt.cpsat.facts import season_facts
from ndt_opt.cpsat.guard import refuse_unsafe
from ndt_opt.domain.outcome import SolveSettings

from .seasons import library, season

GAP = cp_model.Domain.from_intervals([[0, 2], [5, 9]])


def model() -> tuple[cp_model.CpModel, cp_model.IntVar, cp_model.IntVar]:
    cp = cp_model.CpModel()
    return cp, cp.new_int_var(0, 9, "x"), cp.new_int_var(0, 9, "y")


def test_not_equal_is_refused_by_name() -> None:
    cp, x, y = model()
    cp.add(x != y).with_name("some-rule[3]")
    with pytest.raises(AssertionError, match=r"some-rule\[3\] has a hole"):
        refuse_unsafe(cp)


def test_a_domain_of_two_intervals_is_refused() -> None:
    cp, x, y = model()
    cp.add_linear_expression_in_domain(x + y, GAP)
    with pytest.raises(AssertionError, match="a constraint has a hole"):
        refuse_unsafe(cp)


def test_an_enforced_hole_is_one_too() -> None:
    cp, x, y = model()
    cp.add(x != y).only_enforce_if(cp.new_bool_var("b"))
    with pytest.raises(AssertionError, match="has a hole"):
        refuse_unsafe(cp)


@pytest.mark.parametrize("domain", [GAP, cp_model.Domain.from_values([0, 2])])
def test_so_is_one_in_a_variable(domain: cp_model.Domain) -> None:
    cp, x, _ = model()
    cp.add(x <= cp.new_int_var_from_domain(domain, "odd"))
    with pytest.raises(AssertionError, match="odd has a hole in its domain"):
        refuse_unsafe(cp)


def test_so_is_one_in_the_objective() -> None:
    cp, x, _ = model()
    cp.maximize(x)
    cp.proto.objective.domain.extend([0, 2, 5, 9])
    with pytest.raises(AssertionError, match="objective has a hole"):
        refuse_unsafe(cp)


OTHER_KINDS: dict[str, Callable[[cp_model.CpModel, cp_model.IntVar, cp_model.IntVar], object]] = {
    "table": lambda cp, x, y: cp.add_allowed_assignments([x, y], [(0, 1), (5, 9)]),
    "element": lambda cp, x, y: cp.add_element(x, [3, 1, 4], y),
    "different": lambda cp, x, y: cp.add_all_different([x, y]),
    "product": lambda cp, x, y: cp.add_multiplication_equality(y, [x, x]),
    "remainder": lambda cp, x, y: cp.add_modulo_equality(y, x, 3),
    "at most one": lambda cp, x, y: cp.add_at_most_one(cp.new_bool_var("a"), cp.new_bool_var("b")),
    "xor": lambda cp, x, y: cp.add_bool_xor(cp.new_bool_var("a"), cp.new_bool_var("b")),
    "automaton": lambda cp, x, y: cp.add_automaton([x], 0, [1], [(0, 2, 1)]),
}


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_a_kind_that_is_not_in_use_is_refused(kind: str) -> None:
    cp, x, y = model()
    OTHER_KINDS[kind](cp, x, y)
    with pytest.raises(AssertionError, match="a constraint is of a kind that is not in use"):
        refuse_unsafe(cp)


def test_what_is_in_use_passes() -> None:
    cp, x, y = model()
    a, b = cp.new_bool_var("a"), cp.new_bool_var("b")
    cp.add(x == y)
    cp.add(x + y <= 7)
    cp.add(x >= 1).only_enforce_if(a)
    cp.add_max_equality(y, [x])
    cp.add_exactly_one(a, b)
    cp.add_bool_or([])
    cp.add_implication(a, b)
    cp.maximize(x)
    refuse_unsafe(cp)


def test_what_was_looked_at_before_is_not_again() -> None:
    cp, x, y = model()
    cp.add(x != y)
    refuse_unsafe(cp, 2, 1)
    cp.add(x != 3)
    with pytest.raises(AssertionError):
        refuse_unsafe(cp, 2, 1)


def test_the_builder_asks_the_guard() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "KINDS", ("linear",))
        with pytest.raises(AssertionError, match="not in use"):
            build(season_facts(season(1), library()))


@pytest.mark.parametrize("weeks", [1, 3])
def test_every_model_passes_the_guard_as_the_solver_gets_it(weeks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cuts, objectives and preferences are added to a model that is already built."""
    asked, run = [], solve.run

    def looking(solver: cp_model.CpSolver, cp: cp_model.CpModel, *rest: object) -> object:
        refuse_unsafe(cp)
        asked.append(cp)
        return run(solver, cp, *rest)

    monkeypatch.setattr(solve, "run", looking)
    assert solve.SeasonSolver(season(weeks), library(), SolveSettings()).solve().status == "optimal"
    assert asked


def test_a_cut_with_a_hole_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solve, "preference_costs", lambda grid, near: _with_hole(grid.cp))
    with pytest.raises(AssertionError, match="a cut of a tier has a hole"):
        solve.SeasonSolver(season(1), library(), SolveSettings()).solve()


def _with_hole(cp: cp_model.CpModel) -> dict[int, cp_model.IntVar]:
    x, y = (cp.new_int_var(0, 9, name) for name in "xy")
    cp.add(x != y).with_name("a cut of a tier")
    return {}
