"""A linear constraint whose allowed set has a hole never reaches the solver."""

from __future__ import annotations

import pytest
from ortools.sat.python import cp_model

from ndt_opt.cpsat.build import refuse_holes


def model() -> tuple[cp_model.CpModel, cp_model.IntVar, cp_model.IntVar]:
    cp = cp_model.CpModel()
    return cp, cp.new_int_var(0, 9, "x"), cp.new_int_var(0, 9, "y")


def test_not_equal_is_refused_by_name() -> None:
    cp, x, y = model()
    cp.add(x != y).with_name("some-rule[3]")
    with pytest.raises(AssertionError, match=r"some-rule\[3\] has a hole"):
        refuse_holes(cp)


def test_a_domain_of_two_intervals_is_refused() -> None:
    cp, x, y = model()
    cp.add_linear_expression_in_domain(x + y, cp_model.Domain.from_intervals([[0, 2], [5, 9]]))
    with pytest.raises(AssertionError, match="a constraint has a hole"):
        refuse_holes(cp)


def test_an_enforced_hole_is_one_too() -> None:
    cp, x, y = model()
    cp.add(x != y).only_enforce_if(cp.new_bool_var("b"))
    with pytest.raises(AssertionError):
        refuse_holes(cp)


def test_equalities_and_bounds_pass() -> None:
    cp, x, y = model()
    cp.add(x == y)
    cp.add(x + y <= 7)
    cp.add(x >= 1).only_enforce_if(cp.new_bool_var("b"))
    cp.add_max_equality(y, [x])
    refuse_holes(cp)
