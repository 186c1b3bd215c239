"""The solver on tiny models of the shapes this project posts, against brute force.

Shapes: 0/1 sums with coefficients against an integer times a constant, linear constraints behind literals,
a maximum, exactly one.  Every model is solved as tiers 1 and 2 are: with and without presolve.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import pytest
from ortools.sat.python import cp_model

from ndt_opt.cpsat.settings import new_solver

BOOLS, INTS, TOP = 4, 2, 5
Check = Callable[[tuple[int, ...]], bool]


@dataclass
class Tiny:
    """Variables 0..3 are literals, 4 and 5 integers of 0..5, 6 the maximum of the integers and a constant."""

    cp: cp_model.CpModel
    variables: list[cp_model.IntVar]
    checks: list[Check]
    objective: list[int]
    constant: int

    def value(self, point: tuple[int, ...]) -> int:
        return sum(c * v for c, v in zip(self.objective, point, strict=True))

    def best(self) -> int | None:
        """The best objective of all points, by trying every one."""
        values = []
        for own in product(*[(0, 1)] * BOOLS, *[range(TOP + 1)] * INTS):
            point = (*own, max(*own[BOOLS:], self.constant))
            if all(check(point) for check in self.checks):
                values.append(self.value(point))
        return max(values, default=None)


def linear(weights: dict[int, int], bound: int, equal: bool, literal: tuple[int, int] | None) -> Check:
    def check(point: tuple[int, ...]) -> bool:
        if literal is not None and point[literal[0]] != literal[1]:
            return True
        total = sum(c * point[i] for i, c in weights.items())
        return total == bound if equal else total <= bound

    return check


def tiny(seed: int) -> Tiny:
    rng = random.Random(seed)
    cp = cp_model.CpModel()
    v = [cp.new_bool_var(f"b{i}") for i in range(BOOLS)] + [
        cp.new_int_var(0, TOP, f"n{i}") for i in range(INTS)
    ]
    constant = rng.randint(0, 3)
    v.append(cp.new_int_var(0, TOP, "top"))
    cp.add_max_equality(v[-1], [*v[BOOLS : BOOLS + INTS], constant])
    checks: list[Check] = []
    for _ in range(rng.randint(2, 5)):
        weights = {
            i: rng.choice([-7, -3, -1, 1, 2, 5, 100]) for i in rng.sample(range(BOOLS), rng.randint(1, 3))
        }
        weights |= {i: -rng.choice([1, 2, 4, 60]) for i in rng.sample(range(BOOLS, BOOLS + INTS + 1), 1)}
        bound, equal = rng.randint(-8, 8), rng.random() < 0.15
        literal = (rng.randrange(BOOLS), rng.randint(0, 1)) if rng.random() < 0.5 else None
        total = sum(c * v[i] for i, c in weights.items())
        constraint = cp.add(total == bound) if equal else cp.add(total <= bound)
        if literal is not None:
            constraint.only_enforce_if(v[literal[0]] if literal[1] else ~v[literal[0]])
        checks.append(linear(weights, bound, equal, literal))
    if rng.random() < 0.5:
        chosen = rng.sample(range(BOOLS), rng.randint(2, 4))
        cp.add_exactly_one(v[i] for i in chosen)
        checks.append(lambda point: sum(point[i] for i in chosen) == 1)
    objective = [rng.randint(-9, 9) for _ in v]
    cp.maximize(sum(c * x for c, x in zip(objective, v, strict=True)))
    return Tiny(cp, v, checks, objective, constant)


@pytest.mark.parametrize("presolve", [False, True])
def test_optimum_equals_brute_force(presolve: bool) -> None:
    found = {"optimal": 0, "infeasible": 0}
    for seed in range(150):
        model = tiny(seed)
        solver = new_solver(seed, 1)
        solver.parameters.cp_model_presolve = presolve
        status, best = solver.solve(model.cp), model.best()
        if best is None:
            assert status == cp_model.INFEASIBLE, seed
            found["infeasible"] += 1
            continue
        assert status == cp_model.OPTIMAL, seed
        assert round(solver.objective_value) == best, seed
        assert model.value(tuple(solver.value(x) for x in model.variables)) == best, seed
        found["optimal"] += 1
    assert min(found.values()) >= 10, "both outcomes are tried"
