"""The charts of a result: time over the horizon, performance profile, gap over time."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ndt_opt.bench.run import Run
from ndt_opt.bench.statistics import peers_of, performance_profile
from ndt_opt.bench.suite import Instance
from ndt_opt.bench.svg import Axis, Chart, Line, log_axis, render

_WEEKS = (4, 12, 24, 52, 104)
_MOST_GAPS = 3
"""Instances whose gap over time is drawn: the longest of the core."""


def charts(instances: Sequence[Instance], runs: Sequence[Run]) -> dict[str, str]:
    """Name -> SVG of every chart that there are runs for."""
    found = {"horizon": _horizon(runs), "profile": _profile(runs)}
    found |= {f"gap-{instance.name}": _gap(instance, runs) for instance in _shown(instances)}
    return {name: render(chart) for name, chart in found.items() if chart is not None}


def _shown(instances: Sequence[Instance]) -> list[Instance]:
    able = [i for i in instances if "core" in i.sets and (i.optimum or i.best_s)]
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
        Line(peer, [(1.0, 0.0), *points, (x.high, points[-1][1])], steps=True, number=numbers[peer])
        for peer, points in profile.items()
    ]
    y = Axis("part of the instances closed", 0, 1, (0, 0.25, 0.5, 0.75, 1))
    return Chart("Performance profile", x, y, lines)


def _gap(instance: Instance, runs: Sequence[Run]) -> Chart | None:
    own = [run for run in runs if run.instance == instance.name and run.pair == 0]
    numbers = {peer: number for number, peer in enumerate(peers_of(runs))}
    best = instance.optimum or instance.best_s or 1
    lines = [
        Line(run.peer, points, steps=True, number=numbers[run.peer])
        for run in own if (points := list(_below(run, best)))
    ]  # fmt: skip
    if not lines:
        return None
    x = log_axis("seconds since the start of the process", [p[0] for line in lines for p in line.points])
    worst = max(y for line in lines for _, y in line.points)
    high = next(top for top in (1, 2, 5, 10, 20, 50, 100) if top >= worst)
    y = Axis("below the best plan known, %", 0, high, [high * part / 5 for part in range(6)])
    return Chart(f"Plan over time: {instance.name}", x, y, lines)


def _below(run: Run, best: int) -> Iterator[tuple[float, float]]:
    """(seconds, how far the run's plan is below the best one known, per cent), to the end of the run."""
    known = 0
    for seconds, plan, _ in run.trace:
        if run.exact and plan is not None and plan > known:
            known = plan
            yield max(seconds, 0.01), 100 * max(0.0, 1 - plan / best)
    if known and run.wall_s:
        yield run.wall_s, 100 * max(0.0, 1 - known / best)
