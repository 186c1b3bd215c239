"""The loop: a week is run as the plan of the day says, logged, and the rest is planned anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ndt_opt.domain.calendar import SLOTS
from ndt_opt.domain.log import LogEntry
from ndt_opt.domain.plan import Plan, Session

from .diary import entry
from .effort import THRESHOLD, Effort, run, usual_load
from .runner import Runner, Tiredness

WEEK = dt.timedelta(days=7)


class Replanner(Protocol):
    """The plan of the weeks from `as_of` on after a log, the weeks before as they were; None where there is none."""

    def __call__(self, plan: Plan, log: Sequence[LogEntry], as_of: dt.date) -> Plan | None: ...


@dataclass(frozen=True)
class Season:
    """What was planned at first and at last, and what was run. `refused`: weeks before which there was no new plan."""

    first: Plan
    last: Plan
    efforts: tuple[Effort, ...]
    log: tuple[LogEntry, ...]
    refused: int


def run_season(first: Plan, runner: Runner, has_meter: bool, replan: Replanner | None = None) -> Season:
    """A season with feedback, or without a `replan` as it was planned at first."""
    days = 7 * len(first.weeks)
    tiredness = Tiredness(sum(map(usual_load, first.sessions)) / days, first.weeks[0].start)
    plan, efforts, log, refused = first, list[Effort](), list[LogEntry](), 0
    for week in first.weeks:
        for effort in _week(plan, week.start, runner, tiredness):
            efforts.append(effort)
            session = effort.session
            log.append(entry(effort, runner.luck(session.date, session.slot), has_meter))
        coming = week.start + WEEK
        if replan is not None and week is not first.weeks[-1]:
            new = replan(plan, log, coming)
            plan, refused = (plan, refused + 1) if new is None else (new, refused)
    return Season(first, plan, tuple(efforts), tuple(log), refused)


def _week(plan: Plan, monday: dt.date, runner: Runner, tiredness: Tiredness) -> list[Effort]:
    efforts: list[Effort] = []
    done: set[dt.date] = set()
    for session in sorted(_sessions(plan, monday), key=lambda s: (s.date, SLOTS.index(s.slot))):
        luck = runner.luck(session.date, session.slot)
        effort = run(session, runner, luck, tiredness.on(session.date), session.date in done)
        tiredness.add(effort.load)
        efforts.append(effort)
        if session.kind in THRESHOLD:
            done.add(session.date)
    return efforts


def _sessions(plan: Plan, monday: dt.date) -> list[Session]:
    return [session for session in plan.sessions if monday <= session.date < monday + WEEK]
