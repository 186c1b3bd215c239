"""What is left of a row when some variables are held says the same as the row."""

from __future__ import annotations

import random
from itertools import product

import pytest
from ortools.sat.python import cp_model

from ndt_opt.cpsat.rows import Contradiction, Fold, Row, rows_of, write

DOMAINS = [(0, 1), (0, 1), (0, 1), (-1, 2), (0, 3)]


def holds(row: Row, values: tuple[int, ...]) -> bool:
    """The meaning of a row, said once more."""

    def is_true(x: int) -> bool:
        return bool(values[x]) if x >= 0 else not values[-1 - x]

    if not all(is_true(x) for x in row.only_if):
        return True
    sums = [sum(c * values[v] for v, c in zip(vs, cs, strict=True)) + k for vs, cs, k in row.sums]
    number = sum(is_true(x) for x in row.literals)
    return {
        "linear": lambda: row.low <= sums[0] <= row.high,
        "lin_max": lambda: sums[0] == max(sums[1:]),
        "bool_or": lambda: number > 0,
        "bool_and": lambda: number == len(row.literals),
        "exactly_one": lambda: number == 1,
    }[row.kind]()


def drawn(draw: random.Random) -> Row:
    kind = draw.choice(["linear", "lin_max", "bool_or", "bool_and", "exactly_one"])
    literal = [0, 1, 2, -1, -2, -3]
    only_if = tuple(draw.sample(literal, draw.choice([0, 0, 1]))) if kind not in ("lin_max", "exactly_one") else ()

    def terms() -> tuple[tuple[int, ...], tuple[int, ...], int]:
        some = tuple(draw.sample(range(5), draw.randint(0, 3)))
        return some, tuple(draw.choice([-3, -1, 1, 2]) for _ in some), draw.randint(-2, 2)

    if kind == "linear":
        variables, coeffs, _ = terms()
        low = draw.randint(-4, 3)
        return Row(kind, only_if, sums=((variables, coeffs, 0),), low=low, high=low + draw.randint(0, 4))
    if kind == "lin_max":
        return Row(kind, sums=tuple(terms() for _ in range(draw.randint(2, 4))))
    return Row(kind, only_if, literals=tuple(draw.sample(literal, draw.randint(1, 3))))


@pytest.mark.parametrize("seed", range(400))
def test_a_row_and_what_is_left_of_it_agree(seed: int) -> None:
    draw = random.Random(seed)
    row, is_open = drawn(draw), draw.sample(range(5), draw.randint(0, 5))
    place = {variable: i for i, variable in enumerate(is_open)}
    every = list(product(*(range(low, high + 1) for low, high in DOMAINS)))
    held = draw.choice(every)
    left: Row | str | None
    try:
        left = Fold(place, held, [DOMAINS[v] for v in is_open]).row(row)
    except Contradiction:
        left = "none"
    for values in every:
        if all(values[v] == held[v] for v in range(5) if v not in place):
            own = tuple(values[v] for v in is_open)
            assert holds(row, values) == (left is None or (left != "none" and holds(left, own))), (row, left, values)


@pytest.mark.parametrize("seed", range(60))
def test_a_row_is_read_as_it_was_written(seed: int) -> None:
    row, cp = drawn(random.Random(seed)), cp_model.CpModel()
    for low, high in DOMAINS:
        cp.new_int_var(low, high, "")
    write(cp.proto.constraints.add(), row)
    assert rows_of(cp) == [row]


@pytest.mark.parametrize("seed", range(40))
def test_the_solver_reads_a_row_as_it_is_meant(seed: int) -> None:
    row, cp = drawn(random.Random(seed)), cp_model.CpModel()
    x = [cp.new_int_var(low, high, "") for low, high in DOMAINS]
    write(cp.proto.constraints.add(), row)
    cp.maximize(sum((i + 1) * own for i, own in enumerate(x)))
    able = [v for v in product(*(range(low, high + 1) for low, high in DOMAINS)) if holds(row, v)]
    solver = cp_model.CpSolver()
    if solver.solve(cp) == cp_model.INFEASIBLE:
        assert not able
    else:
        assert solver.objective_value == max(sum((i + 1) * v for i, v in enumerate(values)) for values in able)
