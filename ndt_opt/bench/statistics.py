"""Numbers about many runs. The time of a run is that of its whole process; a run that did not close has none."""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ndt_opt.bench.run import OURS, Run

SHIFT_S = 1.0
"""Of the shifted geometric mean: differences of a few hundredths on tiny seasons should not decide it."""
FEWEST_POINTS = 3
"""A growth exponent is fitted through at least so many horizons of an athlete."""

Seconds = Callable[[Run], float | None]


def peers_of(runs: Iterable[Run]) -> list[str]:
    """Names in the order of their first run, ours first."""
    names = dict.fromkeys(run.peer for run in runs)
    return sorted(names, key=lambda name: name != OURS)


def walls(runs: Iterable[Run]) -> dict[tuple[str, str], list[float]]:
    """(instance, peer) -> whole-process seconds of the runs that closed it."""
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for run in runs:
        if run.is_closed and run.wall_s is not None:
            found[run.instance, run.peer].append(run.wall_s)
    return dict(found)


def shifted_geometric_mean(values: Sequence[float], shift: float = SHIFT_S) -> float:
    """exp(mean(log(v + shift))) - shift.

    Raises
    ------
    ValueError
        when there are no values.
    """
    if not values:
        raise ValueError("no values")
    return math.exp(statistics.fmean(math.log(v + shift) for v in values)) - shift


def times_with_limit(runs: Sequence[Run], peer: str) -> list[float]:
    """Median time of each instance of `first_runs`; a run that did not close it counts with the limit."""
    times: dict[str, list[float]] = {run.instance: [] for run in first_runs(runs, peer)}
    for run in runs:
        if run.peer == peer and run.instance in times:
            times[run.instance].append(run.wall_s if run.is_closed and run.wall_s else run.limit_s)
    return [statistics.median(own) for own in times.values()]


def closed_always(runs: Sequence[Run], peer: str) -> int:
    """How many instances the peer closed in every pair that it was tried in."""
    tried = {run.instance for run in first_runs(runs, peer)}
    in_vain = {run.instance for run in runs if run.peer == peer and not run.is_closed}
    return len(tried - in_vain)


def compared(runs: Sequence[Run]) -> set[str]:
    """The instances whose ratios are told: those that were run in more than one pair, or all where none was."""
    return {run.instance for run in runs if run.pair} or {run.instance for run in runs}


def first_runs(runs: Iterable[Run], peer: str) -> list[Run]:
    """The peer's first run on each instance that its formulation can speak of and that the suite had time for."""
    none = ("unavailable", "not-applicable", "not-run")
    return [run for run in runs if run.peer == peer and run.pair == 0 and run.status not in none]


def performance_profile(runs: Sequence[Run]) -> dict[str, list[tuple[float, float]]]:
    """Peer -> (factor, part of the instances that it closes within that factor of the fastest peer's time).

    Instances that nobody closes count as well, and those that a peer's formulation cannot speak of.
    """
    medians = {key: statistics.median(times) for key, times in walls(runs).items()}
    none = ("not-run", "unavailable")
    instances = sorted({run.instance for run in runs if run.status not in none})
    fastest = {i: min((t for (name, _), t in medians.items() if name == i), default=math.inf) for i in instances}
    profile = {}
    for peer in peers_of(runs):
        factors = sorted(medians[i, peer] / fastest[i] for i in instances if (i, peer) in medians)
        profile[peer] = [(factor, (n + 1) / len(instances)) for n, factor in enumerate(factors)]
    return profile


@dataclass(frozen=True)
class Growth:
    """time ~ weeks ** exponent, from `points` seasons of `ladders` athletes, `shortest` to `longest` weeks."""

    exponent: float
    points: int
    ladders: int
    shortest: int
    longest: int


def growth(runs: Sequence[Run], peer: str, seconds: Seconds) -> Growth | None:
    """Least squares of log time on log weeks, with one slope for all athletes and a level for each."""
    ladders = [points for points in _ladders(runs, peer, seconds).values() if len(points) >= FEWEST_POINTS]
    if not ladders:
        return None
    shared = across = 0.0
    for points in ladders:
        x, y = [math.log(w) for w in points], [math.log(t) for t in points.values()]
        mean_x, mean_y = statistics.fmean(x), statistics.fmean(y)
        shared += sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
        across += sum((a - mean_x) ** 2 for a in x)
    weeks = [w for points in ladders for w in points]
    return Growth(shared / across, len(weeks), len(ladders), min(weeks), max(weeks))


def _ladders(runs: Iterable[Run], peer: str, seconds: Seconds) -> dict[tuple[str, str, int, bool], Mapping[int, float]]:
    """Ladder -> weeks -> median time of the runs that closed."""
    times: dict[tuple[str, str, int, bool], dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for run in runs:
        value = seconds(run) if run.peer == peer and run.is_closed and run.family != "explain" else None
        if value:
            times[run.ladder][run.weeks].append(value)
    return {ladder: {w: statistics.median(t) for w, t in sorted(own.items())} for ladder, own in times.items()}


def reached_s(run: Run, best_s: int, below: float) -> float | None:
    """Seconds until the run had a plan at most the part `below` under `best_s`; None where it never had."""
    plans = ((seconds, plan) for seconds, plan, _ in run.trace if run.exact and plan is not None)
    return next((seconds for seconds, plan in plans if plan >= (1 - below) * best_s), None)


def whole(run: Run) -> float | None:
    """Seconds of the whole process."""
    return run.wall_s


def inner(run: Run) -> float | None:
    """Seconds of building and solving, as the peer says."""
    return None if run.build_s is None or run.solve_s is None else run.build_s + run.solve_s
