"""No run much longer than the longest of the days before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ndt_opt.audit.evidence import Evidence, Run
from ndt_opt.audit.paces import paces_of
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.params import RunSpike
from ndt_opt.units import km


def check(evidence: Evidence, params: RunSpike) -> Iterator[Verdict]:
    """keeps `run-spike`; races are left out"""
    free_m, before = _free_m(evidence, params), _Before(evidence)
    for run in evidence.runs:
        if evidence.day(run) >= 0 and run.kind != "race":
            yield from _run(evidence, run, params, free_m, before)


def _free_m(evidence: Evidence, params: RunSpike) -> int:
    """Metres of easy running that are never too many; 0 where the easy pace is not known."""
    paces = None
    if evidence.scenario is not None:
        paces = paces_of(evidence.scenario.athlete, evidence.model.physiology, evidence.start)
    return 0 if paces is None else 60_000 * params.free_min // paces.easy


def _run(evidence: Evidence, run: Run, params: RunSpike, free_m: int, before: _Before) -> Iterator[Verdict]:
    """What is known of the days before may do; more knowledge could only allow more."""
    if run.distance_m is None:
        yield unknown(run.id, "distance not known")
        return
    if run.distance_m <= free_m:
        return
    day = evidence.day(run)
    most_pct = params.change_pct if evidence.dated.changes_in(day // 7) else params.max_pct
    longest, earlier = before.longest(day, params.days), before.longest(day, params.return_days)
    is_return = params.return_pct * earlier > 100 * longest
    if 10_000 * run.distance_m > most_pct * max(100 * longest, params.return_pct * earlier):
        is_complete = longest > 0 and before.is_known(day, params.days)
        if not is_complete and not (is_return and before.is_known(day, params.return_days)):
            yield unknown(run.id, f"the longest run of the {params.days} days before is not known")
            return
        back = f"{params.return_pct} % of {km(earlier)} km, {params.days} days and more ago"
        allowed = f"{most_pct} % of {back if is_return else f'{km(longest)} km'}"
        yield broken(run.id, f"{km(run.distance_m)} km", allowed)


@dataclass(frozen=True)
class _Before:
    """The longest run of the days before a day; races are left out, `longest_run_km` answers for the history."""

    evidence: Evidence

    @cached_property
    def _first(self) -> int:
        return min(self.evidence.by_day, default=0)

    @cached_property
    def _longest(self) -> list[int]:
        """Most metres of each day from the first one with runs on, as far as they are known."""
        last = max(self.evidence.by_day, default=0)
        return [max(self._metres(day), default=0) for day in range(self._first, last + 1)]

    def _metres(self, day: int) -> list[int]:
        return [r.distance_m for r in self.evidence.by_day.get(day, ()) if r.kind != "race" and r.distance_m]

    @cached_property
    def _history_m(self) -> int | None:
        scenario = self.evidence.scenario
        longest_km = None if scenario is None else scenario.athlete.longest_run_km
        return None if longest_km is None else round(1000 * longest_km)

    def longest(self, day: int, days: int) -> int:
        """Metres, as far as they are known."""
        window = slice(max(0, day - days - self._first), max(0, day - self._first))
        longest = max(self._longest[window], default=0)
        return longest if day - days >= 0 else max(longest, self._history_m or 0)

    def is_known(self, day: int, days: int) -> bool:
        """Whether all of the days before are."""
        window = range(day - days, day)
        is_history_known = window[0] >= 0 or self._history_m is not None
        is_seen = all(self.evidence.is_seen(d) for d in window if d >= 0)
        runs = [r for d in window for r in self.evidence.on(d) if r.kind != "race"]
        return is_history_known and is_seen and all(r.distance_m is not None for r in runs)
