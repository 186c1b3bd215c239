"""A peer's time over ours, pair by pair, with what is only known to be more."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from ndt_opt.bench.run import OURS, Run

FEWEST_PAIRS = 5
"""A ratio from fewer alternating pairs is shown, and marked."""


@dataclass(frozen=True)
class Ratio:
    """How many times as long; `is_open`: at least so many times, for the peer had not closed by then."""

    value: float
    is_open: bool = False

    def __str__(self) -> str:
        return f"> {math.floor(10 * self.value) / 10:.1f}" if self.is_open else f"{self.value:.2f}"


@dataclass(frozen=True)
class Ratios:
    """Of one peer on one instance; `of_limits`: the peer tells no plan, only what none can pass."""

    values: tuple[Ratio, ...]
    of_limits: bool = False

    @property
    def median(self) -> Ratio:
        """Open where it would be another if the open ones were endless."""
        low = statistics.median(ratio.value for ratio in self.values)
        high = statistics.median(math.inf if ratio.is_open else ratio.value for ratio in self.values)
        return Ratio(low, is_open=low != high)

    @property
    def least(self) -> Ratio:
        return min(self.values, key=lambda ratio: (ratio.value, ratio.is_open))

    @property
    def most(self) -> Ratio:
        most = max(ratio.value for ratio in self.values)
        return Ratio(most, is_open=any(ratio.is_open for ratio in self.values))

    def __str__(self) -> str:
        """`5.09 (4.98 to 5.38)`, marked where there are fewer than five pairs; `> 12.3` from a single vain run."""
        count = len(self.values)
        if count == 1 and self.median.is_open:
            return str(self.median)
        few = f" *{count} pair{'s' * (count > 1)}*" if count < FEWEST_PAIRS else ""
        return f"{self.median} ({self.least} to {self.most}){few}{' *limit only*' if self.of_limits else ''}"


def ratios(runs: Sequence[Run], instance: str, peer: str) -> Ratios | None:
    """In every pair in which ours closed; None where there is none, or nothing to be said of the peer."""
    ours = {run.pair: run.wall_s for run in runs if (run.instance, run.peer) == (instance, OURS) and run.is_closed}
    theirs = [run for run in runs if (run.instance, run.peer) == (instance, peer) and run.pair in ours]
    found = tuple(ratio for run in theirs if (ratio := _ratio(run, ours[run.pair])) is not None)
    if found:
        return Ratios(found)
    told = [(run.wall_s, ours[run.pair]) for run in theirs if run.is_limit]
    limits = tuple(Ratio(wall_s / base) for wall_s, base in told if wall_s and base)
    return Ratios(limits, of_limits=True) if limits else None


def _ratio(run: Run, ours_s: float | None) -> Ratio | None:
    if not ours_s:
        return None
    if run.is_claim and run.wall_s:  # after its limit, too: that is how long it took
        return Ratio(run.wall_s / ours_s)
    ran_in_vain = run.status in ("timed-out", "feasible", "unknown") and not run.has_ended
    return Ratio(run.limit_s / ours_s, is_open=True) if ran_in_vain else None


def geometric_mean(found: Sequence[Ratios]) -> Ratio | None:
    """Of the medians; open where one of them is."""
    if not found:
        return None
    medians = [ratios.median for ratios in found]
    value = math.exp(statistics.fmean(math.log(ratio.value) for ratio in medians))
    return Ratio(value, is_open=any(ratio.is_open for ratio in medians))
