"""The result as a page (Markdown)."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence

from ndt_opt.bench import tables
from ndt_opt.bench.agreement import twice_closed
from ndt_opt.bench.ratios import FEWEST_PAIRS
from ndt_opt.bench.results import Results
from ndt_opt.bench.run import Run
from ndt_opt.bench.statistics import SHIFT_S, peers_of
from ndt_opt.bench.suite import Instance


def page(
    results: Results, instances: Sequence[Instance], problems: Sequence[str], against: Sequence[str],
    charts: Iterable[str], left_out: str = "",
) -> str:  # fmt: skip
    """The whole page; `charts` are file names beside it, `problems` what the peers cannot all be right about."""
    parts = [
        _head(results, left_out),
        _problems(problems, twice_closed(instances, results.runs)),
        _section("Peers", tables.peers(results.runs)),
        _section("Closed within the limit", tables.closed(results.runs), _CLOSED),
        _section("Ratio to ours", tables.ratios(results.runs, instances), _RATIO),
        _section("Growth with the horizon", tables.growths(results.runs) or [_NO_GROWTH], _GROWTH),
        *(f"![{name}]({name})\n" for name in charts),
        _section("Stages", tables.stages(results.runs), _STAGES),
        _section("Plans over time", tables.plans(results.runs, instances), _PLANS),
        _section("Instances", tables.instances(results.runs, instances), _INSTANCES),
        _section("Not proved twice", _unproved(instances)),
        _section("Runs without an answer", _without_answer(results.runs)),
        _section("Against the earlier file", [f"- {line}" for line in against]),
    ]
    return "\n".join(part for part in parts if part)


_CLOSED = (
    "Closed: an optimum under the rules themselves, or that there is no plan, proved by the first run with its whole "
    "process, start and reading included, within the limit. *Limits only*: "
    "what a relaxation says, which closes nothing. In the explain cases ours also looks for the clash, while the "
    "others only say that there is no plan; they count all the same. The mean is the geometric mean of whole-process "
    f"seconds shifted by {SHIFT_S:g} s, over the instances that the peer's formulation can speak of; a run that did "
    "not close, or was not tried after a shorter season of the same athlete was too long, counts with the limit."
)
_RATIO = (
    "Whole-process time of the peer over ours in the same round, in which all peers run the instance by turns: median "
    "(smallest to largest). "
    "*Limit only*: the peer tells no plan, only what none can pass. "
    f"*Fewer than {FEWEST_PAIRS} pairs* are no claim. "
    "`>`: the peer did not close it by its limit, which is so many times our time; such runs count with that."
)
_GROWTH = (
    "time ~ weeks^exponent: least squares on logarithms, one slope over all athletes with three horizons and more, for "
    "the whole process, and for building and solving alone; only seasons that the peer closed, so a peer that closes "
    "few of the long ones looks better than it is."
)
_NO_GROWTH = "No peer closed three horizons of one athlete."
_STAGES = (
    "Medians over the instances that the peer closed (of each instance's median), in seconds: read, build, solve as it "
    "says, the first plan since its start, the whole process and CPU (user and system) measured from outside."
)
_PLANS = (
    "Seasons on which the first run had a plan so near to the best one known, and the median time of these, since the "
    "start of the process; skipped seasons count as tried."
)
_BUSY = 0.5
"""Processes that were busy before the start, for each core: more is no quiet machine."""
_INSTANCES = "Median whole-process seconds where closed, else how it ended."


def _head(results: Results, left_out: str) -> str:
    own, runs = results.conditions, results.runs
    limits = ", ".join(f"{limit:g}" for limit in sorted({run.limit_s for run in runs}))
    seeds = ", ".join(str(seed) for seed in sorted({run.seed for run in runs}))
    doubts = [*([left_out] if left_out else []), *_doubts(results)]
    return "\n".join(
        [
            f"# Benchmark `{own.suite}`, {own.started} UTC",
            "",
            f"ndt-opt {own.ndt}; {own.machine}, {own.cores} cores, {own.memory_gb:g} GB; {own.system}, "
            f"Python {own.python}; load before the start {own.load_before:g}. Limit {limits} s a run, solver seed "
            f"{seeds}. One process at a time. `benchmarks/README.md` tells the protocol and what may be claimed.",
            "",
            *(f"**{doubt}**\n" for doubt in doubts),
        ]
    )


def _doubts(results: Results) -> Iterator[str]:
    """Why the page may not be what it seems."""
    own, runs = results.conditions, results.runs
    if any(run.status == "not-run" for run in runs):
        count = sum(run.status == "not-run" for run in runs)
        yield f"Not the whole suite: {count} runs are missing, and every number is one of the others."
    if own.load_before > _BUSY * own.cores:
        yield "The machine was busy before the start: no time on this page may be quoted."
    if broken := sorted({run.peer for run in runs if run.status == "failed"}):
        yield f"Failed without an answer: {', '.join(broken)}; see the end of the page."


def _problems(problems: Sequence[str], twice: int) -> str:
    if not problems:
        return f"No two claims clash; closed twice, the suite's own record counting as one: {twice} instances.\n"
    lines = ["**The peers disagree; nothing on this page may be quoted.**", "", *(f"- {p}" for p in problems)]
    return "\n".join([*lines, ""])


def _section(title: str, lines: Sequence[str], words: str = "") -> str:
    if not lines:
        return ""
    return "\n".join([f"## {title}", "", *([words, ""] if words else []), *lines, ""])


def _unproved(instances: Sequence[Instance]) -> list[str]:
    return [f"- {i.name}: {_proofs(i)}" for i in instances if len(i.proved_by) < 2]


def _proofs(instance: Instance) -> str:
    if instance.proved_by:
        return f"only by {instance.proved_by[0]}"
    if instance.best_s is None:
        return "not solved yet"
    return f"not proved; best {instance.best_s} s, bound {instance.bound_s} s"


def _without_answer(runs: Sequence[Run]) -> list[str]:
    return list(_ends(runs, ("failed", "timed-out", "not-run", "skipped", "not-applicable")))


def _ends(runs: Sequence[Run], statuses: Sequence[str]) -> Iterator[str]:
    for peer in peers_of(runs):
        for status in statuses:
            own = [run for run in runs if (run.peer, run.status) == (peer, status)]
            if own:
                notes = statistics.mode(run.note for run in own)
                yield f"- {peer}, {status}: {', '.join(run.instance for run in own)}" + (f" ({notes})" if notes else "")
