"""No model reaches the solver with a shape in which it is known to be wrong, or that nobody has tried by brute force.

ortools 9.15 has called small models optimal that were not, where a linear expression had a hole in what it may be.
"""

from __future__ import annotations

from typing import Any

from ortools.sat.python import cp_model

KINDS = ("linear", "exactly_one", "lin_max", "bool_or", "bool_and")
"""Constraints in use, each tried against brute force (`tests/cpsat/test_shapes.py`)."""


def refuse_unsafe(cp: cp_model.CpModel, variables: int = 0, constraints: int = 0) -> None:
    """Refuse sets with holes, of constraints, variables and objective, and kinds of constraints not in use.

    Parameters
    ----------
    variables, constraints : so many of them, the first ones, have been looked at before.

    Raises
    ------
    AssertionError
        naming the constraint or the variable.
    """
    for number in range(variables, len(cp.proto.variables)):
        variable = cp.proto.variables[number]
        if len(variable.domain) != 2:
            raise AssertionError(f"{variable.name or 'a variable'} has a hole in its domain")
    for number in range(constraints, len(cp.proto.constraints)):
        constraint = cp.proto.constraints[number]
        kind = kind_of(constraint)
        if kind is None:
            raise AssertionError(f"{constraint.name or 'a constraint'} is of a kind that is not in use")
        if kind == "linear" and len(constraint.linear.domain) != 2:
            raise AssertionError(f"{constraint.name or 'a constraint'} has a hole in its allowed set")
    if cp.proto.has_objective() and len(cp.proto.objective.domain) not in (0, 2):
        raise AssertionError("the objective has a hole in its domain")


def kind_of(constraint: Any) -> str | None:
    """Which of `KINDS` a constraint is."""
    return next((kind for kind in KINDS if getattr(constraint, f"has_{kind}")()), None)
