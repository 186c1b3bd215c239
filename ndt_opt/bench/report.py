"""All that is told of a suite that has run: on the screen, as data, and as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ndt_opt.bench.agreement import disagreements
from ndt_opt.bench.charts import charts
from ndt_opt.bench.comparison import changes, summary
from ndt_opt.bench.conditions import Conditions
from ndt_opt.bench.page import page
from ndt_opt.bench.ratios import FEWEST_PAIRS, Ratios, geometric_mean, ratios
from ndt_opt.bench.results import Results, runs_text, trace_text
from ndt_opt.bench.run import OURS, Run
from ndt_opt.bench.statistics import (
    compared,
    first_runs,
    growth,
    inner,
    peers_of,
    shifted_geometric_mean,
    times_with_limit,
    whole,
)
from ndt_opt.bench.suite import Instance


@dataclass(frozen=True)
class Report:
    """`problems`: claims that cannot both hold; `against`: lines about an earlier file; `left_out`: a peer, and why."""

    results: Results
    instances: list[Instance]
    problems: list[str]
    against: list[str]
    earlier: Results | None
    left_out: str = ""

    @property
    def stem(self) -> str:
        """`2026-11-26-110402-quick`."""
        date, clock = self.results.conditions.started.split()
        return f"{date}-{clock.replace(':', '')}-{self.results.conditions.suite}"

    def files(self, folder: Path) -> dict[Path, str]:
        """Path -> text of the result, its gap over time, its charts and its page."""
        runs = self.results.runs
        drawn = {f"{self.stem}-{name}.svg": svg for name, svg in charts(self.instances, runs).items()}
        texts = {
            f"{self.stem}.csv": runs_text(self.results),
            f"{self.stem}-trace.csv": trace_text(runs),
            **drawn,
            f"{self.stem}.md": page(self.results, self.instances, self.problems, self.against, drawn, self.left_out),
        }
        return {folder / name: text for name, text in texts.items()}

    def lines(self) -> Iterator[str]:
        """The screen: what each peer closed and how fast, and what became slower."""
        runs = self.results.runs
        for peer in peers_of(runs):
            tried = first_runs(runs, peer)
            if not tried:
                run = next(run for run in runs if run.peer == peer)
                yield f"{peer:<20} {run.status}{': ' * bool(run.note)}{run.note}"
                continue
            if all(run.is_limit for run in tried):
                yield f"{peer:<20} limits only{_against_ours(runs, peer)}"
                continue
            mean = shifted_geometric_mean(times_with_limit(runs, peer))
            closed = sum(run.is_closed for run in tried)
            yield f"{peer:<20} {closed:3d} of {len(tried):3d} closed  mean {mean:7.2f} s{_against_ours(runs, peer)}"
        if self.problems:
            yield f"{len(self.problems)} DISAGREEMENTS: nothing of this may be quoted"
        yield from self.against

    @property
    def failures(self) -> list[str]:
        """A line for every run that ended without an answer."""
        return [f"{r.peer} failed on {r.instance}: {r.note}" for r in self.results.runs if r.status == "failed"]

    @property
    def is_sound(self) -> bool:
        """Whether nobody disagrees, and ours has always answered."""
        return not self.problems and not any(r.status == "failed" for r in self.results.runs if r.peer == OURS)

    def data(self) -> dict[str, Any]:
        """The same as plain data, with every run."""
        runs = self.results.runs
        return {
            "schema": "ndt.bench/1",
            "conditions": self.results.conditions.model_dump(mode="json"),
            "disagreements": self.problems,
            "peers": {peer: _numbers(runs, peer) for peer in peers_of(runs)},
            "changes": [] if self.earlier is None else [asdict(c) for c in changes(runs, self.earlier.runs)],
            "against": self.against,
            "runs": [run.model_dump(mode="json") for run in runs],
        }


def report(
    results: Results, instances: list[Instance], earlier: Results | None = None, left_out: str = ""
) -> Report:
    """The report of the runs of these instances; `left_out` says which peer is not in it, and why."""
    return Report(
        results=results,
        instances=instances,
        problems=disagreements(instances, results.runs),
        against=[] if earlier is None else [*_other_machine(results.conditions, earlier),
                                            *summary(results.runs, earlier.runs)],
        earlier=earlier,
        left_out=left_out,
    )  # fmt: skip


def _other_machine(now: Conditions, earlier: Results) -> Iterator[str]:
    then = earlier.conditions
    if (now.machine, now.cores) != (then.machine, then.cores):
        yield f"another machine then ({then.machine}, {then.cores} cores): the times say nothing about the program"


def _against_ours(runs: Sequence[Run], peer: str) -> str:
    found = list(_every_ratio(runs, peer).values())
    mean = geometric_mean(found)
    if mean is None:
        return ""
    few = min(len(own.values) for own in found)
    marked = f" (from {few} pair{'s' * (few > 1)}: no claim)" if few < FEWEST_PAIRS else ""
    return f"  {mean} times ours in the mean of {len(found)}{marked}"


def _every_ratio(runs: Sequence[Run], peer: str) -> dict[str, Ratios]:
    """Of what was repeated, or of everything where nothing was."""
    shown = compared(runs)
    names = [name for name in _names(runs) if name in shown]
    return {n: own for n in names if peer != OURS and (own := ratios(runs, n, peer))}


def _ratio_data(own: Ratios) -> dict[str, Any]:
    return {
        **{name: asdict(getattr(own, name)) for name in ("median", "least", "most")},
        "pairs": len(own.values), "of_limits": own.of_limits,
    }  # fmt: skip


def _names(runs: Sequence[Run]) -> list[str]:
    return list(dict.fromkeys(run.instance for run in runs))


def _numbers(runs: Sequence[Run], peer: str) -> dict[str, Any]:
    tried = first_runs(runs, peer)
    fits = {"whole_process": growth(runs, peer, whole), "build_and_solve": growth(runs, peer, inner)}
    return {
        "tried": len(tried),
        "closed": sum(run.is_closed for run in tried),
        "shifted_geometric_mean_s": shifted_geometric_mean(times_with_limit(runs, peer)) if tried else None,
        "growth": {name: None if fit is None else asdict(fit) for name, fit in fits.items()},
        "ratio_to_ours": {name: _ratio_data(own) for name, own in _every_ratio(runs, peer).items()},
    }
