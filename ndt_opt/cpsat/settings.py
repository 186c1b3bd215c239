"""Solver parameters, chosen by measurement on season models (see benchmarks/README.md)."""

from __future__ import annotations

from ortools.sat.python import cp_model

PART_LIMIT = 0.1
"""Deterministic time for each part of a chain; tier 1 as a whole has no limit of its own."""

HINT_LIMIT = 6.0
"""Deterministic time for the thinned model that gives tier 1 its hint."""


def new_solver(seed: int, workers: int, presolve: bool) -> cp_model.CpSolver:
    """A solver for models of week columns.

    `core` is left out because it has returned a false OPTIMAL with several workers.  Presolve costs more
    than it gives once a complete hint is there; probing and symmetry find nothing.
    """
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = seed
    parameters.num_workers = workers
    parameters.ignore_subsolvers.append("core")
    parameters.linearization_level = 1
    parameters.cp_model_probing_level = 0
    parameters.symmetry_level = 0
    parameters.cp_model_presolve = presolve
    return solver


def part_solver(seed: int) -> cp_model.CpSolver:
    """A solver for parts of a chain: a hundred variables, for which one round of presolve is enough."""
    solver = new_solver(seed, 1, presolve=True)
    solver.parameters.max_presolve_iterations = 1
    return solver


def version() -> str:
    """The solver's name and version."""
    import ortools

    return f"ortools {ortools.__version__}"
