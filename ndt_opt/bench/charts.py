"""The charts of a result: time over the horizon, performance profile, gap over time."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from ndt_opt.bench.run import Run
from ndt_opt.bench.statistics import compared, peers_of, performance_profile
from ndt_opt.bench.suite import Instance
from ndt_opt.report.svg import Axis, Chart, Line, log_axis, render

_WEEKS = (4, 12, 24, 52, 104)
_MOST_GAPS = 3
"""Instances whose plans and bounds over time are drawn: the longest of those that were repeated."""
_WIDEST_PCT = 10.0
"""Plans and bounds further from the best plan known are drawn at the edge."""


def charts(instances: Sequence[Instance], runs: Sequence[Run]) -> dict[str, str]:
    """Name -> SVG of every chart that there are runs for."""
    found = {"horizon": _horizon(runs), "profile": _profile(runs)}
    found |= {f"gap-{instance.name}": _gap(instance, runs) for instance in _shown(instances, runs)}
    return {name: render(chart) for name, chart in found.items() if chart is not None}


def _shown(instances: Sequence[Instance], runs: Sequence[Run]) -> list[Instance]:
    names = compared(runs)
    able = [i for i in instances if i.name in names and (i.optimum or i.best_s)]
    return sorted(able, key=lambda i: -i.weeks)[:_MOST_GAPS]


def _horizon(runs: Sequence[Run]) -> Chart | None:
    """The median over seasons of one length, of the peer's median on each."""
    lines = []
    for number, peer in enumerate(peers_of(runs)):
        times: dict[int, list[float]] = defaultdict(list)
        for run in runs:
            if run.peer == peer and run.is_closed and run.wall_s and run.family != "explain":
                times[run.weeks].append(run.wall_s)
        if times:
            points = [(weeks, statistics.median(own)) for weeks, own in sorted(times.items())]
            lines.append(Line(peer, points, number=number))
    if not lines:
        return None
    seconds = log_axis("seconds, whole process", [y for line in lines for _, y in line.points])
    weeks = Axis("weeks", _WEEKS[0], _WEEKS[-1], _WEEKS, log=True)
    return Chart("Time to a proved optimum by length of the season (median of those closed)", weeks, seconds, lines)


def _profile(runs: Sequence[Run]) -> Chart | None:
    profile = {peer: points for peer, points in performance_profile(runs).items() if points}
    if not profile:
        return None
    most = max(2.0, *(factor for points in profile.values() for factor, _ in points))
    x = log_axis("times the fastest peer's time", [1.0, most])
    numbers = {peer: number for number, peer in enumerate(peers_of(runs))}
    lines = [
        Line(peer, [(1.0, 0.0), *points, (x.high, points[-1][1])], look="steps", number=numbers[peer])
        for peer, points in profile.items()
    ]
    y = Axis("part of the instances closed", 0, 1, (0, 0.25, 0.5, 0.75, 1))
    return Chart("Performance profile", x, y, lines)


def _gap(instance: Instance, runs: Sequence[Run]) -> Chart | None:
    """Plans from below and bounds from above, until they meet; a peer without either stands in the key only."""
    own = [run for run in runs if run.instance == instance.name and run.pair == 0 and run.wall_s]
    numbers = {peer: number for number, peer in enumerate(peers_of(runs))}
    best = instance.optimum or instance.best_s or 1
    lines = []
    for run in own:
        plans = list(_improved(run, best, [(seconds, plan) for seconds, plan, _ in run.trace if run.exact], max))
        bounds = list(_improved(run, best, [(seconds, bound) for seconds, _, bound in run.trace], min))
        name = run.peer if plans or not run.exact else f"{run.peer}: no plan"
        lines.append(Line(name, plans, look="steps", number=numbers[run.peer], also=bounds))
    points = [point for line in lines for point in (*line.points, *line.also)]
    if not points:
        return None
    x = log_axis("seconds since the start of the process", [seconds for seconds, _ in points])
    widest = max(abs(y) for _, y in points)
    high = next(top for top in (1.0, 2.0, 5.0, _WIDEST_PCT) if top >= min(widest, _WIDEST_PCT))
    y = Axis("from the best plan known, %", -high, high, [high * part / 2 for part in range(-2, 3)])
    return Chart(f"Plans (below) and bounds (above): {instance.name}", x, y, lines)


def _improved(
    run: Run, best: int, values: Sequence[tuple[float, int | None]], better: Callable[[int, int], int]
) -> Iterator[tuple[float, float]]:
    """(seconds, per cent from the best plan) of plans or bounds as they become better, to the end of the run."""
    known: int | None = None
    for seconds, value in values:
        if value is not None and (known is None or better(value, known) != known):
            known = value
            yield max(seconds, 0.01), 100 * (value / best - 1)
    if known is not None and run.wall_s:
        yield run.wall_s, 100 * (known / best - 1)
