"""Bounds on the Zone-2 work of each week and of the season, found beside the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from ndt_opt.cpsat.block_bounds import BlockBound, block_bounds
from ndt_opt.cpsat.facts import Facts
from ndt_opt.cpsat.muscular_paths import Paths, best_paths

T = TypeVar("T")


@dataclass(frozen=True)
class Bounds:
    """Most seconds of each week, and of all together: less than their sum where blocks or muscular load limit it."""

    weeks: list[int]
    total_s: int
    blocks: list[BlockBound]
    paths: Paths | None = None

    def ranges(self, z2_s: int) -> list[tuple[int, int]]:
        """Least and most seconds of each week in a season of `z2_s`."""
        if self.paths is not None:
            return list(zip(self.paths.leasts(z2_s), self.weeks, strict=True))
        return _by_week(self.blocks, [own.ranges(self.total_s - z2_s) for own in self.blocks])


def season_bounds(facts: Facts) -> Bounds | None:
    """The bounds; None where the caps on muscular load leave no season at all."""
    blocks = block_bounds(facts)
    weeks = _by_week(blocks, [own.limits for own in blocks])
    if facts.caps is None:
        return Bounds(weeks, sum(own.total_s for own in blocks), blocks)
    paths = best_paths(facts, facts.caps, weeks)
    return None if paths is None else Bounds(paths.limits, paths.total_s, blocks, paths)


def _by_week(blocks: list[BlockBound], values: list[list[T]]) -> list[T]:
    """Values of the weeks of each block, in the order of the season."""
    own = {w: x for block, xs in zip(blocks, values, strict=True) for w, x in zip(block.weeks, xs, strict=True)}
    return [own[w] for w in sorted(own)]
