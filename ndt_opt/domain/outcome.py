"""What a solve was asked for, how it goes on, and how it ended: a type, never an exception."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ndt_opt.domain.clash import Clash
from ndt_opt.domain.near import Near
from ndt_opt.domain.plan import Certificate, Plan


@dataclass(frozen=True)
class Asked:
    """One day of the season (0 is its first) and the letters of what it must hold, whatever else would be better.

    `D` a double, `S` a single threshold session, `H` HIT, `P` race pace, `L` the long run, `E` easy running or rest.
    """

    day: int
    letters: str


@dataclass(frozen=True)
class SolveSettings:
    """How to solve; `time_limit_s` is wall-clock seconds, `deterministic_limit` the solver's own unit.

    `asked` is a question of what-if, no part of the scenario; `near` a plan to stay close to.
    """

    seed: int = 1
    workers: int = 1
    time_limit_s: float | None = None
    deterministic_limit: float | None = None
    asked: Asked | None = None
    near: Near | None = None


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
    """Proved: no plan keeps every rule; `clash` says what cannot hold together, `notes` what helps to understand it."""

    clash: Clash
    statistics: dict[str, Any]
    notes: tuple[str, ...] = ()
    certificate: Certificate | None = None

    @property
    def conflict(self) -> list[str]:
        """The slugs of the clashing rules."""
        return self.clash.rules


@dataclass(frozen=True)
class OutOfTime:
    """No plan when the time ran out, or when the user interrupted."""

    statistics: dict[str, Any]
    interrupted: bool


Outcome = Solved | Infeasible | OutOfTime


@dataclass(frozen=True)
class Work:
    """The most Zone-2 work of a season in seconds, and its proved bound; None where there is no plan.

    `status`: "optimal", "feasible", "infeasible" or "unknown".  `refused`: rules that the auditor finds broken in the
    plan that was found.
    """

    status: str
    z2_work_s: int | None
    bound_s: int | None
    interrupted: bool = False
    refused: tuple[str, ...] = ()
