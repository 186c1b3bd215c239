"""The shape of a constraint, and tiny random models of such shapes with their truth by brute force."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from ortools.sat.python import cp_model

from ndt_opt.cpsat.guard import KINDS

BOOLS, INTS, TOP = 4, 2, 5
Point = tuple[int, ...]
Check = Callable[[Point], bool]
Shape = tuple[object, ...]


def shapes_of(cp: cp_model.CpModel) -> set[Shape]:
    """Kind, number of literals it waits for (2: or more), and of linear ones the sense, variables and coefficients."""
    is_bool = [list(v.domain) in ([0, 1], [0, 0], [1, 1]) for v in cp.proto.variables]
    return {_shape(c, is_bool) for c in cp.proto.constraints}


def _shape(constraint: Any, is_bool: list[bool]) -> Shape:
    kind = next(k for k in KINDS if getattr(constraint, f"has_{k}")())
    waits = min(2, len(constraint.enforcement_literal))
    if kind != "linear":
        return kind, waits
    low, high = constraint.linear.domain[0], constraint.linear.domain[1]
    sense = "equal" if low == high else "most" if low < -(2**60) else "least" if high > 2**60 else "between"
    kinds = {is_bool[v] for v in constraint.linear.vars}
    variables = {frozenset({True}): "bools", frozenset({False}): "ints"}.get(frozenset(kinds), "both")
    plain = {abs(c) for c in constraint.linear.coeffs} <= {1}
    return kind, waits, sense, variables, "units" if plain else "weights"


@dataclass
class Tiny:
    """Variables 0..3 are literals, 4 and 5 integers of 0..5, 6 the maximum of sums of the integers and a constant."""

    rng: random.Random
    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    checks: list[Check] = field(default_factory=list)

    def __post_init__(self) -> None:
        rng, cp = self.rng, self.cp
        self.variables = [cp.new_bool_var(f"b{i}") for i in range(BOOLS)]
        self.variables += [cp.new_int_var(0, TOP, f"n{i}") for i in range(INTS)]
        self.variables.append(cp.new_int_var(0, 2 * TOP, "top"))
        self.constant, self.factors = rng.randint(0, 3), [rng.choice([(1, 0), (0, 1), (1, 1)]) for _ in range(2)]
        x, y = self.variables[BOOLS : BOOLS + INTS]
        sums = [a * x + b * y for a, b in self.factors]
        cp.add_max_equality(self.variables[-1], [*sums, self.constant])
        for _ in range(rng.randint(2, 5)):
            rng.choices([self._linear, self._exactly_one, self._any_of, self._all_of], [6, 1, 2, 1])[0]()
        self.objective = [rng.randint(-9, 9) for _ in self.variables]
        self.value_expression = sum(c * v for c, v in zip(self.objective, self.variables, strict=True))

    def value(self, point: Point) -> int:
        return sum(c * v for c, v in zip(self.objective, point, strict=True))

    def best(self) -> int | None:
        """The best objective of all points, by trying every one."""
        return max((self.value(point) for point in self._points()), default=None)

    def _points(self) -> Iterator[Point]:
        for own in product(*[(0, 1)] * BOOLS, *[range(TOP + 1)] * INTS):
            x, y = own[BOOLS:]
            point = (*own, max(self.constant, *(a * x + b * y for a, b in self.factors)))
            if all(check(point) for check in self.checks):
                yield point

    def _literals(self) -> dict[int, int]:
        """Literals that a constraint waits for, and the value of each."""
        number = self.rng.choice([0, 0, 1, 1, 2])
        return {i: self.rng.randint(0, 1) for i in self.rng.sample(range(BOOLS), number)}

    def _post(self, constraint: cp_model.Constraint, waits: dict[int, int], holds: Check) -> None:
        v = self.variables
        if waits:
            constraint.only_enforce_if([v[i] if value else ~v[i] for i, value in waits.items()])
        self.checks.append(lambda point: any(point[i] != value for i, value in waits.items()) or holds(point))

    def _linear(self) -> None:
        rng = self.rng
        weights: dict[int, int] = {}
        of = rng.choice(["bools", "ints", "both"])
        sizes = [1, -1] if rng.random() < 0.4 else [-7, -3, -1, 1, 2, 5, 60, 100]
        if of != "ints":
            weights |= {i: rng.choice(sizes) for i in rng.sample(range(BOOLS), rng.randint(1, 3))}
        if of != "bools":
            ints = range(BOOLS, BOOLS + INTS + 1)
            weights |= {i: rng.choice(sizes) for i in rng.sample(ints, rng.randint(1, 2))}
        sense, bound = rng.choice(["most", "most", "least", "least", "equal", "between"]), rng.randint(-8, 8)
        total = sum(c * self.variables[i] for i, c in weights.items())
        low = bound if sense != "most" else -(2**62)
        high = {"least": 2**62, "between": bound + 4}.get(sense, bound)

        def holds(point: Point) -> bool:
            return low <= sum(c * point[i] for i, c in weights.items()) <= high

        self._post(self.cp.add_linear_constraint(total, low, high), self._literals(), holds)

    def _exactly_one(self) -> None:
        chosen = self.rng.sample(range(BOOLS), self.rng.randint(2, 4))
        self.cp.add_exactly_one(self.variables[i] for i in chosen)
        self.checks.append(lambda point: sum(point[i] for i in chosen) == 1)

    def _any_of(self) -> None:
        """One of some literals, of none (then what it waits for is impossible), or an implication."""
        rng, v = self.rng, self.variables
        if rng.random() < 0.3:
            a, b = rng.sample(range(BOOLS), 2)
            self.cp.add_implication(v[a], v[b])
            self.checks.append(lambda point: point[a] <= point[b])
            return
        waits = self._literals()
        chosen = {i: rng.randint(0, 1) for i in rng.sample(range(BOOLS), rng.randint(0 if waits else 1, 3))}
        any_of = self.cp.add_bool_or([v[i] if value else ~v[i] for i, value in chosen.items()])
        self._post(any_of, waits, lambda point: any(point[i] == value for i, value in chosen.items()))

    def _all_of(self) -> None:
        rng, v = self.rng, self.variables
        chosen = {i: rng.randint(0, 1) for i in rng.sample(range(BOOLS), rng.randint(1, 3))}
        all_of = self.cp.add_bool_and([v[i] if value else ~v[i] for i, value in chosen.items()])
        self._post(all_of, self._literals(), lambda point: all(point[i] == value for i, value in chosen.items()))
