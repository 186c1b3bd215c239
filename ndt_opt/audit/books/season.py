"""The season's records agree with its sessions and with each other."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ndt_opt.audit.books.ledger import same
from ndt_opt.audit.books.sessions import z2_s
from ndt_opt.audit.cycle import claimed_days
from ndt_opt.audit.race_calendar import RaceCalendar
from ndt_opt.audit.verdict import Verdict, broken
from ndt_opt.domain.plan import Plan, Session, Week
from ndt_opt.rules.training_model import TrainingModel


def check(plan: Plan, model: TrainingModel) -> Iterator[Verdict]:
    """Order, blocks and weeks."""
    yield from _order(plan)
    yield from _once(plan)
    yield from _blocks(plan)
    yield from _weeks(plan, model)


def _order(plan: Plan) -> Iterator[Verdict]:
    for before, after in pairwise(plan.sessions):
        if (after.date, after.slot) < (before.date, before.slot):
            yield broken(after.id, f"listed after {before.id}", "sessions in date and slot order")


def _once(plan: Plan) -> Iterator[Verdict]:
    for (date, slot), count in Counter((s.date, s.slot) for s in plan.sessions).items():
        if count > 1:
            yield broken(date, f"{count} sessions in one {slot.upper()}", "one")
    for name, count in Counter(s.id for s in plan.sessions).items():
        if count > 1:
            yield broken(name, f"{count} sessions of this id", "one")


def _blocks(plan: Plan) -> Iterator[Verdict]:
    """Blocks follow each other without gap or overlap, from the first day to the last."""
    expected = plan.scenario.season.start
    for block in plan.blocks:
        yield from same(block.from_, "block from", block.from_, expected)
        if block.to < block.from_:
            yield broken(block.from_, f"block to {block.to}", "not before it begins")
        expected = block.to + dt.timedelta(days=1)
    end = plan.scenario.season.start + dt.timedelta(days=plan.scenario.days)
    yield from same(plan.scenario.season.start, "blocks end before", expected, end)


def _weeks(plan: Plan, model: TrainingModel) -> Iterator[Verdict]:
    start, cumulative = plan.scenario.season.start, 0
    phases = RaceCalendar(plan.scenario, model).phases
    yield from same(start, "weeks", len(plan.weeks), plan.scenario.season.weeks)
    for index, week in enumerate(plan.weeks):
        first = start + dt.timedelta(days=7 * index)
        sessions = [s for s in plan.sessions if 0 <= (s.date - first).days < 7]
        cumulative += sum(z2_s(s) for s in sessions)
        yield from same(first, "index", week.index, index)
        yield from same(first, "start", week.start, first)
        yield from same(first, "z2_cumulative_s", week.z2_cumulative_s, cumulative)
        yield from _sums(week, first, sessions)
        yield from same(first, "phase", week.phase, phases[index] if index < len(phases) else None)
        yield from _kind(plan, week, index)


def _sums(week: Week, first: dt.date, sessions: list[Session]) -> Iterator[Verdict]:
    in_order = sorted(sessions, key=lambda s: (s.date, s.slot))
    yield from same(first, "sessions", week.sessions, [s.id for s in in_order])
    yield from same(first, "distance_m", week.distance_m, sum(s.distance_m for s in sessions))
    yield from same(first, "easy_m", week.easy_m, sum(s.easy_m for s in sessions))
    yield from same(first, "hard_m", week.hard_m, sum(s.hard_m for s in sessions))
    yield from same(first, "duration_s", week.duration_s, sum(s.duration_s for s in sessions))
    yield from same(first, "muscular_load", week.muscular_load, sum(s.muscular_load for s in sessions))
    yield from same(first, "z2_work_s", week.z2_work_s, sum(z2_s(s) for s in sessions))
    raced_m = sum(s.hard_m for s in sessions if s.kind == "race")
    raced_s = sum(s.hard_s for s in sessions if s.kind == "race")
    easy_s = week.duration_s - sum(s.hard_s for s in sessions)
    yield from _share(first, "easy_pct", week.easy_pct, week.easy_m, week.distance_m - raced_m)
    yield from _share(first, "easy_time_pct", week.easy_time_pct, easy_s, week.duration_s - raced_s)


def _share(where: dt.date, name: str, pct: float, part: int, whole: int) -> Iterator[Verdict]:
    """A percentage for reading: right to half a per cent."""
    if whole and abs(round(100 * pct) * whole - 10_000 * part) > 51 * whole:
        yield broken(where, f"{name} {pct}", f"{name} {100 * part // whole}")


def _kind(plan: Plan, week: Week, index: int) -> Iterator[Verdict]:
    """The week is called what most of its days are."""
    days = claimed_days(plan.scenario.season.start, plan.scenario.days, plan.blocks)
    kinds = days[7 * index : 7 * index + 7]
    most, _ = Counter(kind for kind in kinds if kind is not None).most_common(1)[0] if any(kinds) else (None, 0)
    yield from same(week.start, "block", week.block, most)
