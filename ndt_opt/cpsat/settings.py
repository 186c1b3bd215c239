"""Solver parameters, chosen by measurement on season models (see benchmarks/README.md)."""

from __future__ import annotations

from ortools.sat.python import cp_model

TIER_LIMIT = 0.5
"""Deterministic time each of tiers 2 and 3 may take on a whole season; tier 1 has no limit of its own."""

WINDOW_LIMIT = 0.1
"""The same for each window of a season."""

HINT_LIMIT = 6.0
"""Deterministic time for the thinned model that gives tier 1 its hint."""


def new_solver(seed: int, workers: int) -> cp_model.CpSolver:
    """A solver for hinted models of week columns.

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
    return solver


def version() -> str:
    """The solver's name and version."""
    import ortools

    return f"ortools {ortools.__version__}"
