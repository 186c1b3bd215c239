"""Where the variables of a model stand in the chain of its blocks."""

from __future__ import annotations

import pytest
from ortools.sat.python import cp_model

from ndt_opt.cpsat.parts import Parts
from ndt_opt.cpsat.rows import Contradiction

NONE: dict[int, int] = {}


def chained() -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    """Two decisions, and a maximum of each with what came before."""
    cp = cp_model.CpModel()
    x, y, top, both = (cp.new_int_var(0, 9, name) for name in ("x", "y", "top", "both"))
    cp.add_max_equality(top, [x, 3])
    cp.add_max_equality(both, [top, y])
    cp.add(y >= x + 1)
    return cp, [x, y, top, both]


def test_what_follows_from_decisions_stands_with_the_last_of_them() -> None:
    cp, (x, y, top, both) = chained()
    parts = Parts(cp, {x.index: 0, y.index: 1}, 0)
    assert parts.variables(range(1)) == [x.index, top.index]
    assert parts.variables(range(1, 2)) == [y.index, both.index]


def test_a_constant_ties_no_place_to_another() -> None:
    """One variable of one value stands in rows of every block."""
    cp = cp_model.CpModel()
    one = cp.new_constant(1)
    x, y, big_x, big_y = (cp.new_bool_var(name) for name in ("x", "y", "big x", "big y"))
    for own, big in ((x, big_x), (y, big_y)):
        cp.add_bool_or(one, big)
        cp.add(own == 1).only_enforce_if(big)
        cp.add(own == 0).only_enforce_if(~big)
    parts = Parts(cp, {x.index: 0, y.index: 1}, 0)
    assert parts.constants[one.index] == 1
    assert parts.variables(range(1)) == [x.index, big_x.index]
    assert parts.variables(range(1, 2)) == [y.index, big_y.index]


def test_the_next_part_looks_back_one_alone_does_not_and_one_between_looks_both_ways() -> None:
    cp, (x, y, _, _) = chained()
    parts = Parts(cp, {x.index: 0, y.index: 1}, 0)
    values = [5, 7, 5, 7]
    kinds = [len(part.rows) for part in (parts.next(range(1), values, NONE), parts.between(range(1), values))]
    assert kinds == [1, 3], "the first block does not know the second yet"
    assert parts.next(range(1, 2), values, NONE).rows == parts.between(range(1, 2), values).rows
    assert parts.alone(range(1, 2)).rows == ()


def test_equal_parts_of_a_model_are_equal() -> None:
    cp = cp_model.CpModel()
    decided = {}
    for place in range(3):
        x, y = cp.new_int_var(0, 9, f"x{place}"), cp.new_int_var(0, 9, f"y{place}")
        cp.add(x + 2 * y <= 9)
        decided |= {x.index: place, y.index: place}
    parts = Parts(cp, decided, 0)
    assert len({parts.alone(range(place, place + 1)) for place in range(3)}) == 1


def test_a_guide_leads_the_first_plan_only() -> None:
    cp, (x, y, _, _) = chained()
    cp.add(x <= 2)
    parts = Parts(cp, {x.index: 0, y.index: 1}, guides=1)
    assert len(parts.next(range(1), parts.constants, NONE).rows) == 1 + 1
    assert len(parts.alone(range(1)).rows) == 1


def test_what_is_held_may_leave_nothing() -> None:
    cp, (x, y, _, _) = chained()
    parts = Parts(cp, {x.index: 0, y.index: 1}, 0)
    with pytest.raises(Contradiction):
        parts.next(range(1, 2), [9, 0, 9, 9], NONE)


@pytest.mark.parametrize("way", ["none of none", "a clause of none", "a constant too small"])
def test_a_row_that_no_variable_can_mend_breaks_the_model(way: str) -> None:
    cp, (x, y, _, _) = chained()
    assert not Parts(cp, {x.index: 0, y.index: 1}, 0).is_broken
    if way == "none of none":
        cp.add_exactly_one([])
    elif way == "a clause of none":
        cp.add_bool_or([])
    else:
        cp.add(cp.new_constant(1) >= 2)
    assert Parts(cp, {x.index: 0, y.index: 1}, 0).is_broken
