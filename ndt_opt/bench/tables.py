"""The tables of the page, as lines of Markdown."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ndt_opt.bench.ratios import geometric_mean
from ndt_opt.bench.ratios import ratios as ratios_of
from ndt_opt.bench.run import OURS, Run
from ndt_opt.bench.statistics import (
    Seconds,
    closed_always,
    compared,
    first_runs,
    growth,
    inner,
    peers_of,
    reached_s,
    shifted_geometric_mean,
    times_with_limit,
    walls,
    whole,
)
from ndt_opt.bench.suite import Instance


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a Markdown table; the first column to the left, the others to the right."""
    lines = [f"| {' | '.join(map(_safe, row))} |" for row in rows]
    rule = "|" + "|".join([" --- ", *(" ---: " for _ in header[1:])]) + "|"
    return [f"| {' | '.join(header)} |", rule, *lines] if lines else []


def _safe(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def peers(runs: Sequence[Run]) -> list[str]:
    """What each peer is, in its own words."""
    lines = []
    for peer in peers_of(runs):
        own = [run for run in runs if run.peer == peer]
        said = ([run for run in own if run.versions] or own)[0]
        lines.append(f"- `{peer}`: {_safe('. '.join(filter(None, [said.note, said.versions])))}")
    return lines


def closed(runs: Sequence[Run]) -> list[str]:
    """How many instances each peer closed, and how fast."""
    rows = []
    for peer in peers_of(runs):
        tried = first_runs(runs, peer)
        if not tried:
            continue
        limits = sum(run.is_limit for run in tried)
        mean = shifted_geometric_mean(times_with_limit(runs, peer))
        peaks = [run.peak_mb for run in runs if run.peer == peer and run.peak_mb is not None]
        once, always = sum(run.is_closed for run in tried), closed_always(runs, peer)
        rows.append([
            f"`{peer}`", f"{once} of {len(tried)}{f' ({always} in every pair)' * (always != once)}", str(limits),
            "" if limits == len(tried) else f"{mean:.2f}", f"{max(peaks, default=0):.0f}",
        ])  # fmt: skip
    return table(["peer", "closed", "limits only", "mean s", "peak MB"], rows)


def ratios(runs: Sequence[Run], listed: Sequence[Instance]) -> list[str]:
    """The peer's time over ours on each instance that was repeated, or on each of a suite where none was."""
    others = [peer for peer in peers_of(runs) if peer != OURS and first_runs(runs, peer)]
    if not others or OURS not in peers_of(runs):
        return []
    shown = compared(runs)
    names = [i.name for i in listed if i.name in shown]
    rows = [[name, *(_ratio(runs, name, peer) for peer in others)] for name in names]
    mean = ["geometric mean of the medians", *(_mean_ratio(runs, names, peer) for peer in others)]
    return table(["instance", *(f"`{peer}`" for peer in others)], [*rows, mean])


def _ratio(runs: Sequence[Run], instance: str, peer: str) -> str:
    found = ratios_of(runs, instance, peer)
    if found is not None:
        return str(found)
    run = next((r for r in runs if (r.instance, r.peer, r.pair) == (instance, peer, 0)), None)
    is_plain = run is None or run.is_claim or run.has_ended or run.status in ("timed-out", "feasible", "unknown")
    return "" if run is None or is_plain else run.status


def _mean_ratio(runs: Sequence[Run], instances: Sequence[str], peer: str) -> str:
    found = [own for name in instances if (own := ratios_of(runs, name, peer)) and not own.of_limits]
    mean = geometric_mean(found)
    return "" if mean is None else f"{mean} over {len(found)}"


def growths(runs: Sequence[Run]) -> list[str]:
    """The exponent of every peer that closed enough horizons."""
    rows = []
    for peer in peers_of(runs):
        outer, within = growth(runs, peer, whole), growth(runs, peer, inner)
        if outer is not None and within is not None:
            seasons = f"{outer.points} seasons of {outer.ladders} athletes"
            rows.append([f"`{peer}`", f"{outer.exponent:.2f}", f"{within.exponent:.2f}",
                         f"{outer.shortest} to {outer.longest}", seasons])  # fmt: skip
    return table(["peer", "whole process", "build and solve", "weeks", "from"], rows)


def stages(runs: Sequence[Run]) -> list[str]:
    """Where the time goes: the median over instances of the median over an instance's runs."""
    columns: dict[str, Seconds] = {
        "read": lambda r: r.read_s, "build": lambda r: r.build_s, "first plan": lambda r: r.first_plan_s,
        "solve": lambda r: r.solve_s, "whole": lambda r: r.wall_s, "CPU": lambda r: r.cpu_s, "MB": lambda r: r.peak_mb,
    }  # fmt: skip
    rows = []
    for peer in peers_of(runs):
        own = [run for run in runs if run.peer == peer and run.is_closed]
        if own:
            medians = [_median(own, get) for get in columns.values()]
            rows.append([f"`{peer}`", str(len({run.instance for run in own})), *medians])
    return table(["peer", "closed", *columns], rows)


def plans(runs: Sequence[Run], listed: Sequence[Instance]) -> list[str]:
    """On how many seasons each peer comes near the best plan known, and the median time to it."""
    best = {i.name: known for i in listed if (known := i.optimum if i.optimum is not None else i.best_s)}
    rows = []
    for peer in peers_of(runs):
        own = [run for run in first_runs(runs, peer) if run.instance in best and not run.is_limit]
        cells = [_reached([reached_s(run, best[run.instance], below) for run in own]) for below in (0.05, 0.01, 0)]
        if own:
            rows.append([f"`{peer}`", str(len(own)), *cells])
    return table(["peer", "seasons", "within 5 %", "within 1 %", "the best"], rows)


def _reached(times: Sequence[float | None]) -> str:
    found = [seconds for seconds in times if seconds is not None]
    return f"{len(found)} in {statistics.median(found):.2f} s" if found else "0"


def _median(runs: Sequence[Run], get: Seconds) -> str:
    values: dict[str, list[float]] = defaultdict(list)
    for run in runs:
        if (value := get(run)) is not None:
            values[run.instance].append(value)
    return f"{statistics.median(map(statistics.median, values.values())):.2f}" if values else ""


def instances(runs: Sequence[Run], listed: Sequence[Instance]) -> list[str]:
    """Every instance with its optimum, and how each peer did."""
    names, times = peers_of(runs), walls(runs)
    firsts = {(run.instance, run.peer): run for run in runs if run.pair == 0}

    def cell(instance: str, peer: str) -> str:
        if (instance, peer) in times:
            return f"{statistics.median(times[instance, peer]):.2f}"
        run = firsts.get((instance, peer))
        if run is None:
            return ""
        return "limit only" if run.is_limit else run.status

    rows = [[i.name, _optimum(i), str(len(i.proved_by)), *(cell(i.name, p) for p in names)] for i in listed]
    return table(["instance", "optimum s", "proofs", *(f"`{name}`" for name in names)], rows)


def _optimum(instance: Instance) -> str:
    if instance.expected == "infeasible":
        return "no plan"
    if instance.optimum is not None:
        return str(instance.optimum)
    return "?" if instance.best_s is None else f"{instance.best_s} to {instance.bound_s}"
