"""What the tiers of the objective come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from ndt_opt.cpsat.build import Built
from ndt_opt.cpsat.grid import Grid

Values = dict[str, int]


@dataclass
class Answer:
    """What the tiers came to; `values` by variable name of `grid`, None without a plan."""

    status: str
    grid: Grid | None = None
    values: Values | None = None
    objective: dict[str, int] = field(default_factory=dict)
    bound: dict[str, int] = field(default_factory=dict)
    relaxation_s: int = 0
    proved: dict[str, bool] = field(default_factory=dict)
    deterministic_time: float = 0.0
    statistics: dict[str, object] = field(default_factory=dict)
    interrupted: bool = False

    @property
    def z2_s(self) -> int:
        """Seconds of Zone-2 work of the programmes that the values choose."""
        grid, values = self.grid, self.values
        assert grid is not None
        assert values is not None
        run_s = sum(w.week.given.z2_s for w in grid.weeks if w.week.given is not None)
        return run_s + sum(values.get(v.name, 0) * q.z2_s for w in grid.weeks for q, v in w.programmes())

    def accept(self, built: Built, values: Values, bound_s: int, limits: Sequence[int]) -> None:
        """A plan of tier 1: optimal if it meets the bound, which the relaxation's never passes.

        Raises
        ------
        AssertionError
            when a week has more Zone-2 work than its limit: the relaxation is wrong.
        """
        for week, limit in zip(built.grid.weeks, limits, strict=True):
            z2 = sum(values[x.name] * q.z2_s for q, x in week.programmes())
            if z2 > limit:
                raise AssertionError(f"week {week.week.index}: {z2} s of Zone-2 work above its bound {limit} s")
        self.grid, self.values = built.grid, values
        z2 = self.z2_s
        self.objective["z2_work_s"] = z2
        self.bound["z2_work_s"] = max(z2, min(bound_s, self.relaxation_s))
        self.proved["z2_work_s"] = z2 == self.bound["z2_work_s"]
        self.status = "optimal" if self.proved["z2_work_s"] else "feasible"
        self.statistics |= {
            "variables": len(built.grid.cp.proto.variables),
            "constraints": len(built.grid.cp.proto.constraints),
            "tier 1 proof": self._proof(),
            "posted": built.posted,
        }

    def _proof(self) -> str:
        if not self.proved["z2_work_s"]:
            return "none"
        return "bounds of the weeks" if self.objective["z2_work_s"] == self.relaxation_s else "search"

    def take_more(self) -> None:
        """A plan that a later tier has found may hold more Zone-2 work, where tier 1 was not proved.

        Or less, where it stays close to an old plan and little is to be gained.
        """
        z2_s = self.objective["z2_work_s"] = self.z2_s
        self.proved["z2_work_s"] = z2_s == self.bound["z2_work_s"]
        self.status = "optimal" if self.proved["z2_work_s"] else "feasible"


def names(cp: cp_model.CpModel) -> list[str]:
    return [v.name for v in cp.proto.variables]


def named(cp: cp_model.CpModel, values: Sequence[int]) -> Values:
    return dict(zip(names(cp), values, strict=True))


def values_of(cp: cp_model.CpModel, solver: cp_model.CpSolver) -> Values:
    return named(cp, [int(value) for value in solver.response_proto.solution])
