"""The plan's own sums are what its sessions say."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from ndt_opt.audit.cycle import claimed_days
from ndt_opt.audit.evidence import WORK_KINDS, Z2_KINDS
from ndt_opt.audit.gather import zoned
from ndt_opt.audit.verdict import Verdict, broken
from ndt_opt.audit.work import work_metres, work_seconds
from ndt_opt.domain.plan import Plan, Session, Week


def check_books(plan: Plan) -> Iterator[Verdict]:
    """keeps `plan-bookkeeping`"""
    for session in plan.sessions:
        yield from _calendar(plan, session)
        yield from _work(session)
        yield from _parts(session)
    yield from _once(plan)
    yield from _blocks(plan)
    yield from _weeks(plan)
    z2 = sum(_z2_s(s) for s in plan.sessions)
    yield from _same(plan.scenario.season.start, "objective z2_work_s", plan.objective.get("z2_work_s"), z2)


def _same(where: object, name: str, found: object, expected: object) -> Iterator[Verdict]:
    if found != expected:
        yield broken(where, f"{name} {found}", f"{name} {expected}")


def _calendar(plan: Plan, session: Session) -> Iterator[Verdict]:
    day = (session.date - plan.scenario.season.start).days
    if not 0 <= day < plan.scenario.days:
        yield broken(session.id, f"date {session.date}", "a date inside the season")
    start = zoned(session.start)
    if start is None:
        yield broken(session.id, f"start {session.start!r}", "a local time with its zone offset")
        return
    yield from _same(session.id, "day of the start", start.date(), session.date)
    if start.utcoffset() not in _offsets(start, plan.scenario.season.timezone):
        yield broken(session.id, f"start {session.start}", f"the offset of {plan.scenario.season.timezone}")


def _offsets(start: dt.datetime, timezone: str) -> set[dt.timedelta | None]:
    """Offsets the clock time may have: two in the hour that a clock change repeats, none in no zone."""
    try:
        local = start.replace(tzinfo=ZoneInfo(timezone))
    except (KeyError, ValueError, OSError):
        return set()
    return {local.replace(fold=fold).utcoffset() for fold in (0, 1)}


def _expected_work(session: Session) -> tuple[int | None, int | None]:
    """Seconds and metres of work, from the raw reps."""
    if session.kind not in WORK_KINDS:
        return 0, 0
    pace = None if session.pace_s_per_km is None else session.pace_s_per_km.start
    raw = (session.reps, session.rep_s, session.rep_m, pace)
    return work_seconds(*raw), work_metres(*raw)


def _z2_s(session: Session) -> int:
    return (_expected_work(session)[0] or 0) if session.kind in Z2_KINDS else 0


def _work(session: Session) -> Iterator[Verdict]:
    if session.kind == "race":
        return
    seconds, metres = _expected_work(session)
    if seconds is not None:  # a hill has no pace: its seconds stand on the plan's word
        yield from _same(session.id, "hard_s", session.hard_s, seconds)
    yield from _same(session.id, "hard_m", session.hard_m, metres)
    yield from _same(session.id, "z2_work_s", session.z2_work_s, _z2_s(session))
    if session.rep_s is not None and session.rep_m is not None:
        yield broken(session.id, "rep_s and rep_m", "one of them")


def _parts(session: Session) -> Iterator[Verdict]:
    """Paces in order; what a session is made of fits into it."""
    yield from _same(session.id, "distance_m", session.distance_m, session.easy_m + session.hard_m)
    least_m = session.warmup_m + session.hard_m + session.cooldown_m
    if session.distance_m < least_m:
        yield broken(session.id, f"distance_m {session.distance_m}", f"at least its parts, {least_m}")
    least_s = session.hard_s + max(session.reps - 1, 0) * (session.rest_s or 0)
    if session.duration_s < least_s:
        yield broken(session.id, f"duration_s {session.duration_s}", f"at least work and rests, {least_s}")
    pace = session.pace_s_per_km
    if pace is None:
        return
    if not 0 < pace.fast <= pace.start <= pace.slow:
        yield broken(session.id, f"pace {pace.fast}, {pace.start}, {pace.slow}", "fast <= start <= slow")
    slowest, fastest = session.distance_m * pace.slow, session.distance_m * pace.fast
    is_steady = session.kind in ("easy", "long")
    if is_steady and not fastest - 1000 <= 1000 * session.duration_s <= slowest + 1000:
        yield broken(session.id, f"duration_s {session.duration_s}", "its distance inside its pace band")


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
        yield from _same(block.from_, "block from", block.from_, expected)
        if block.to < block.from_:
            yield broken(block.from_, f"block to {block.to}", "not before it begins")
        expected = block.to + dt.timedelta(days=1)
    end = plan.scenario.season.start + dt.timedelta(days=plan.scenario.days)
    yield from _same(plan.scenario.season.start, "blocks end before", expected, end)


def _weeks(plan: Plan) -> Iterator[Verdict]:
    start, cumulative = plan.scenario.season.start, 0
    yield from _same(start, "weeks", len(plan.weeks), plan.scenario.season.weeks)
    for index, week in enumerate(plan.weeks):
        first = start + dt.timedelta(days=7 * index)
        sessions = [s for s in plan.sessions if 0 <= (s.date - first).days < 7]
        cumulative += sum(_z2_s(s) for s in sessions)
        yield from _same(first, "index", week.index, index)
        yield from _same(first, "start", week.start, first)
        yield from _same(first, "z2_cumulative_s", week.z2_cumulative_s, cumulative)
        yield from _sums(week, first, sessions)
        yield from _kind(plan, week, index)


def _sums(week: Week, first: dt.date, sessions: list[Session]) -> Iterator[Verdict]:
    in_order = sorted(sessions, key=lambda s: (s.date, s.slot))
    yield from _same(first, "sessions", week.sessions, [s.id for s in in_order])
    yield from _same(first, "distance_m", week.distance_m, sum(s.distance_m for s in sessions))
    yield from _same(first, "easy_m", week.easy_m, sum(s.easy_m for s in sessions))
    yield from _same(first, "hard_m", week.hard_m, sum(s.hard_m for s in sessions))
    yield from _same(first, "duration_s", week.duration_s, sum(s.duration_s for s in sessions))
    yield from _same(first, "z2_work_s", week.z2_work_s, sum(_z2_s(s) for s in sessions))
    if all(s.kind != "race" for s in sessions):
        easy_s = week.duration_s - sum(s.hard_s for s in sessions)
        yield from _share(first, "easy_pct", week.easy_pct, week.easy_m, week.distance_m)
        yield from _share(first, "easy_time_pct", week.easy_time_pct, easy_s, week.duration_s)


def _share(where: dt.date, name: str, pct: float, part: int, whole: int) -> Iterator[Verdict]:
    """A percentage for reading: right to half a per cent."""
    if whole and abs(round(100 * pct) * whole - 10_000 * part) > 51 * whole:
        yield broken(where, f"{name} {pct}", f"{name} {100 * part // whole}")


def _kind(plan: Plan, week: Week, index: int) -> Iterator[Verdict]:
    """The week is called what most of its days are."""
    days = claimed_days(plan.scenario.season.start, plan.scenario.days, plan.blocks)
    kinds = days[7 * index : 7 * index + 7]
    if week.block in ("load", "recovery"):
        most = "load" if kinds.count("load") > kinds.count("recovery") else "recovery"
        yield from _same(week.start, "block", week.block, most)
