"""What a solve was asked for, how it goes on, and how it ended: a type, never an exception."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ndt_opt.domain.plan import Certificate, Plan


@dataclass(frozen=True)
class SolveSettings:
    """How to solve; `time_limit_s` is wall-clock seconds, `deterministic_limit` the solver's own unit."""

    seed: int = 1
    workers: int = 1
    time_limit_s: float | None = None
    deterministic_limit: float | None = None


@dataclass(frozen=True)
class Progress:
    """One tier's best value and proved bound so far, in that tier's unit."""

    tier: str
    best: int | None
    bound: int | None
    elapsed_s: float


@dataclass(frozen=True)
class Solved:
    """A plan that passed the audit; `statistics` holds times and solver counters."""

    plan: Plan
    statistics: dict[str, Any]


@dataclass(frozen=True)
class Infeasible:
    """Proved: no plan keeps every rule; `conflict` names the rules that clash.

    `weeks`: they do so in as many first weeks already.  `notes`: what else helps to understand it.
    `cut_short`: the time ran out, or the user interrupted, before the rules without a part in it were left out.
    """

    conflict: list[str]
    statistics: dict[str, Any]
    weeks: int
    cut_short: bool = False
    notes: tuple[str, ...] = ()
    certificate: Certificate | None = None


@dataclass(frozen=True)
class OutOfTime:
    """No plan when the time ran out, or when the user interrupted."""

    statistics: dict[str, Any]
    interrupted: bool


Outcome = Solved | Infeasible | OutOfTime


@dataclass(frozen=True)
class Work:
    """The most Zone-2 work of a season in seconds, and its proved bound; None where there is no plan.

    `status`: "optimal", "feasible", "infeasible" or "unknown".
    """

    status: str
    z2_work_s: int | None
    bound_s: int | None
