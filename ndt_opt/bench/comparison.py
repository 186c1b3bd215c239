"""Two result files: what became slower or faster by more than the runs' own noise."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from ndt_opt.bench.run import Run
from ndt_opt.bench.statistics import shifted_geometric_mean, walls

FEWEST_REPEATS = 3
"""Runs of the same work on each side, below which the noise is not known."""
LEAST_CHANGE = 1.10
"""A factor between the medians that is not worth a word."""
BEYOND_NOISE = 0.9
"""The part of all pairs of an old and a new run in which the new one took longer (Mann-Whitney's U over its most)."""

Verdict = Literal["slower", "faster", "within noise", "too few runs"]


@dataclass(frozen=True)
class Change:
    """Of one peer on one instance; `ratio` new median over old."""

    instance: str
    peer: str
    old_s: float
    new_s: float
    verdict: Verdict

    @property
    def ratio(self) -> float:
        return self.new_s / self.old_s

    def __str__(self) -> str:
        times = f"{self.old_s:.2f} s then, {self.new_s:.2f} s now ({self.ratio:.2f})"
        return f"{self.instance}: {self.peer} {self.verdict}, {times}"


def changes(new: Sequence[Run], old: Sequence[Run]) -> list[Change]:
    """Every instance and peer that both files closed."""
    now, then = walls(new), walls(old)
    return [
        Change(instance, peer, statistics.median(then[instance, peer]), statistics.median(times),
               verdict(times, then[instance, peer]))
        for (instance, peer), times in sorted(now.items()) if (instance, peer) in then
    ]  # fmt: skip


def verdict(new: Sequence[float], old: Sequence[float]) -> Verdict:
    """Slower if in nine of ten pairs of an old and a new run the new took longer, and the medians differ by a tenth."""
    if min(len(new), len(old)) < FEWEST_REPEATS:
        return "too few runs"
    change = statistics.median(new) / statistics.median(old)
    longer = statistics.fmean((n > o) + (n == o) / 2 for n in new for o in old)
    if longer >= BEYOND_NOISE and change > LEAST_CHANGE:
        return "slower"
    if longer <= 1 - BEYOND_NOISE and change * LEAST_CHANGE < 1:
        return "faster"
    return "within noise"


def closed_no_more(new: Sequence[Run], old: Sequence[Run]) -> list[str]:
    """What the old file closed, and the new one tried in vain though its limit left time for it: no matter of noise."""
    now, then = walls(new), walls(old)
    tried = {(r.instance, r.peer): r for r in new if r.pair == 0 and r.status not in ("not-run", "unavailable")}
    return [
        f"{instance}: {peer} closed it in {statistics.median(times):.2f} s then: now {tried[instance, peer].status}"
        for (instance, peer), times in sorted(then.items())
        if (instance, peer) in tried and (instance, peer) not in now
        and tried[instance, peer].limit_s >= statistics.median(times)
    ]  # fmt: skip


def summary(new: Sequence[Run], old: Sequence[Run]) -> Iterator[str]:
    """The comparison in lines: first what matters."""
    found = changes(new, old)
    yield from closed_no_more(new, old)
    for kind in ("slower", "faster"):
        yield from (str(change) for change in found if change.verdict == kind)
    counts = {name: sum(change.verdict == name for change in found) for name in get_args(Verdict)}
    yield ", ".join(f"{count} {name}" for name, count in counts.items()) + f" of {len(found)} compared"
    yield from _overall(found)
    limits = {run.limit_s for run in new} ^ {run.limit_s for run in old}
    if limits:
        yield "the limits of the two files differ"


def _overall(found: Sequence[Change]) -> Iterator[str]:
    """Each peer over all instances that both files closed: many single runs tell what none of them does."""
    for peer in dict.fromkeys(change.peer for change in found):
        own = [change for change in found if change.peer == peer]
        now, then = (shifted_geometric_mean([getattr(c, key) for c in own]) for key in ("new_s", "old_s"))
        yield f"{peer}: {then:.2f} s then, {now:.2f} s now ({now / then:.2f}) in the mean of {len(own)}"
