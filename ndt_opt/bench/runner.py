"""The order of the runs: one process at a time, the peers by turns, short seasons first, never beyond the time.

First every instance once with every peer; then the core instances again and again, with the peers that answered. A
peer that a season of some athlete was too long for is not tried on the athlete's longer ones, core instances apart.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ndt_opt.bench.conditions import conditions
from ndt_opt.bench.peers import grace_s, run_peer
from ndt_opt.bench.run import Run, blank
from ndt_opt.bench.suite import Instance, SetName, Suite


@dataclass(frozen=True)
class Plan:
    """What is to be run: `pairs` times on core instances; no run starts that might end after `deadline_s`.

    The solvers' seed is `seed` in the first pair and one more in each further one.
    """

    suite: Suite
    name: SetName
    peers: dict[str, Path]
    limit_s: float
    pairs: int
    deadline_s: float
    seed: int = 1

    @property
    def instances(self) -> list[Instance]:
        return self.suite.members(self.name)

    @property
    def repeated(self) -> list[Instance]:
        """The instances whose pairs are repeated: all of a small set, of the full one those of the core."""
        return self.instances if self.name != "full" else [i for i in self.instances if "core" in i.sets]

    @property
    def run_s(self) -> float:
        """What one run may take at most."""
        return self.limit_s + grace_s(self.limit_s)

    @property
    def most_runs(self) -> int:
        return len(self.peers) * (len(self.instances) + (self.pairs - 1) * len(self.repeated))

    @property
    def most_s(self) -> float:
        """Seconds that the whole may take, if every run takes all it may."""
        return min(self.deadline_s, self.most_runs * self.run_s)


@dataclass(frozen=True)
class Step:
    """One run that is about to start."""

    number: int
    peer: str
    instance: Instance
    pair: int
    elapsed_s: float


Tell = Callable[[Step], None]


class Runner:
    """Runs a plan; what it has measured so far is in `runs`, also after an interrupt."""

    def __init__(self, plan: Plan, tell: Tell, clock: Callable[[], float] = time.monotonic) -> None:
        self.plan, self.tell, self.clock = plan, tell, clock
        self.runs: list[Run] = []
        self.conditions = conditions(plan.name, dt.datetime.now(dt.UTC))
        self.began = clock()
        self._number = 0

    def run(self) -> list[Run]:
        """Every run in its order.

        Raises
        ------
        KeyboardInterrupt
            as it comes; what was to be run once, and was not, is in `runs` as `not-run`.
        """
        try:
            for pair in range(self.plan.pairs):
                instances = self.plan.repeated if pair else self.plan.instances
                for place, instance in enumerate(instances):
                    for peer in by_turns(list(self.plan.peers), place, pair):
                        self._one(instance, peer, pair)
        except KeyboardInterrupt:
            self._leave_out("interrupted")
            raise
        return self.runs

    def _leave_out(self, note: str) -> None:
        """A blank for every instance and peer without a run."""
        done = {(run.instance, run.peer) for run in self.runs}
        missing = [(i, peer) for i in self.plan.instances for peer in self.plan.peers if (i.name, peer) not in done]
        self.runs += [self._blank(instance, peer, note) for instance, peer in missing]

    def _one(self, instance: Instance, peer: str, pair: int) -> None:
        self._number += 1
        if pair:
            if self._is_worth_repeating(instance, peer) and self._has_time():
                self._measure(instance, peer, pair)
            return
        missing = next((r for r in self.runs if r.peer == peer and r.status == "unavailable"), None)
        too_long = self._not_closed_before(instance, peer)
        if missing is not None:
            self.runs.append(self._blank(instance, peer).model_copy(update=_same_end(missing)))
        elif too_long is not None:
            note = f"{too_long.instance} was not closed ({too_long.status})"
            self.runs.append(self._blank(instance, peer).model_copy(update={"status": "skipped", "note": note}))
        elif not self._has_time():
            self.runs.append(self._blank(instance, peer))
        else:
            self._measure(instance, peer, pair)

    def _measure(self, instance: Instance, peer: str, pair: int) -> None:
        self.tell(Step(self._number, peer, instance, pair, self.clock() - self.began))
        plan = self.plan
        scenario = plan.suite.path(instance)
        self.runs.append(run_peer(peer, plan.peers[peer], instance, scenario, pair, plan.seed + pair, plan.limit_s))

    def _blank(self, instance: Instance, peer: str, note: str = "the time of the suite was over") -> Run:
        return blank(instance, peer, 0, self.plan.seed, self.plan.limit_s, "not-run", note)

    def _has_time(self) -> bool:
        return self.clock() - self.began + self.plan.run_s <= self.plan.deadline_s

    def _is_worth_repeating(self, instance: Instance, peer: str) -> bool:
        return any(r.has_ended for r in self.runs if (r.instance, r.peer, r.pair) == (instance.name, peer, 0))

    def _not_closed_before(self, instance: Instance, peer: str) -> Run | None:
        """The run on a shorter season of the same athlete that was too long for the peer."""
        if "core" in instance.sets or instance.family == "explain":  # clashes of one athlete are no ladder
            return None
        tried = ("timed-out", "feasible", "unknown", "failed")
        return next(
            (
                run for run in self.runs
                if run.peer == peer and run.ladder == instance.ladder and run.weeks < instance.weeks
                and run.status in tried and not run.has_ended
            ),
            None,
        )  # fmt: skip


def by_turns(peers: Sequence[str], place: int, pair: int) -> Iterator[str]:
    """The peers in another order for every instance, and the other way round in every second pair."""
    turn = place % max(1, len(peers))
    turned = [*peers[turn:], *peers[:turn]]
    return iter(reversed(turned)) if pair % 2 else iter(turned)


def _same_end(run: Run) -> dict[str, object]:
    return {"status": run.status, "note": run.note, "exact": run.exact}
