"""Whether the peers can all be right: no plan above what another one has excluded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ndt_opt.bench.run import Run
from ndt_opt.bench.suite import Instance


@dataclass(frozen=True, order=True)
class Claim:
    """What somebody says of a season: a plan of `seconds`, or that none has more; None: that there is none at all."""

    seconds: int | None
    who: str


def disagreements(instances: Iterable[Instance], runs: Sequence[Run]) -> list[str]:
    """One line for each two claims that cannot both hold; a relaxation's plan claims nothing, its bound does."""
    lines = []
    for instance in instances:
        own = [run for run in runs if run.instance == instance.name]
        has = {*_recorded_plans(instance), *(claim for run in own for claim in _plans(run))}
        excludes = {*_recorded_limits(instance), *(claim for run in own for claim in _limits(run))}
        lines += [f"{instance.name}: {line}" for line in _clashes(has, excludes)]
    return lines


def twice_closed(instances: Iterable[Instance], runs: Sequence[Run]) -> int:
    """How many instances two peers and more have closed, the suite's own record counting as one."""
    count = 0
    for instance in instances:
        peers = {run.peer for run in runs if run.instance == instance.name and run.is_claim}
        count += len(peers) + (instance.optimum is not None or instance.expected == "infeasible") >= 2
    return count


def _clashes(has: set[Claim], excludes: set[Claim]) -> Iterator[str]:
    for plan in sorted(has, key=_order):
        for limit in sorted(excludes, key=_order):
            claim = f"{plan.who} has a plan of {plan.seconds} s, {limit.who} says that"
            if limit.seconds is None:
                yield f"{claim} there is none"
            elif plan.seconds is not None and plan.seconds > limit.seconds:
                yield f"{claim} none has more than {limit.seconds} s"


def _order(claim: Claim) -> tuple[str, int]:
    return claim.who, -1 if claim.seconds is None else claim.seconds


def _plans(run: Run) -> Iterator[Claim]:
    if run.exact and run.status in ("optimal", "feasible"):
        yield Claim(run.z2_work_s, run.peer)


def _limits(run: Run) -> Iterator[Claim]:
    if run.status == "infeasible":
        yield Claim(None, run.peer)
    elif run.status == "optimal":
        yield Claim(run.z2_work_s, run.peer)
    if run.bound_s is not None and run.status in ("optimal", "feasible", "unknown"):
        yield Claim(run.bound_s, run.peer)


def _recorded_plans(instance: Instance) -> Iterator[Claim]:
    known = instance.optimum if instance.optimum is not None else instance.best_s
    if known is not None:
        yield Claim(known, "the suite")


def _recorded_limits(instance: Instance) -> Iterator[Claim]:
    if instance.expected == "infeasible":
        yield Claim(None, "the suite")
    known = instance.optimum if instance.optimum is not None else instance.bound_s
    if known is not None:
        yield Claim(known, "the suite")
