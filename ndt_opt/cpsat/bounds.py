"""Bounds on the Zone-2 work of each week and of the season, found beside the model."""

from __future__ import annotations

from dataclasses import dataclass

from ndt_opt.cpsat.facts import Facts
from ndt_opt.cpsat.muscular_paths import Paths, best_paths
from ndt_opt.cpsat.relaxation import week_bounds


@dataclass(frozen=True)
class Bounds:
    """Most seconds of each week, and of all together: their sum, or less where muscular load is capped (`paths`)."""

    weeks: list[int]
    total_s: int
    paths: Paths | None = None

    def leasts(self, z2_s: int) -> list[int]:
        """Least seconds of each week in a season of `z2_s`: its bound less what the season is below its own."""
        if self.paths is not None:
            return self.paths.leasts(z2_s)
        return [limit - (self.total_s - z2_s) for limit in self.weeks]


def season_bounds(facts: Facts) -> Bounds | None:
    """The bounds; None where the caps on muscular load leave no season at all."""
    weeks = week_bounds(facts)
    if facts.caps is None:
        return Bounds(weeks, sum(weeks))
    paths = best_paths(facts, facts.caps, weeks)
    return None if paths is None else Bounds(paths.limits, paths.total_s, paths)
