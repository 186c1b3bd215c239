"""Strides and hill sprints: as the model says, and out of the way of threshold work (R-127 to R-131)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ndt_opt.audit.books.ledger import Ledger, same
from ndt_opt.audit.evidence import HARD_KINDS, Z2_KINDS
from ndt_opt.audit.verdict import Verdict, broken
from ndt_opt.domain.calendar import weekday
from ndt_opt.domain.plan import Extra, Session


def check(ledger: Ledger, session: Session) -> Iterator[Verdict]:
    """At most one sort a day, on an easy run of an easy day that is not the eve of threshold work."""
    if not session.extras:
        return
    if session.kind != "easy":
        yield broken(session.id, f"extras of a {session.kind} session", "extras of easy runs only")
    today = [s for s in ledger.plan.sessions if s.date == session.date]
    yield from same(session.id, "sorts of extras that day", sum(len(s.extras) for s in today), 1)
    if any(s.kind in HARD_KINDS for s in today):
        yield broken(session.id, "extras on a hard day", "on an easy day")
    tomorrow = session.date + dt.timedelta(days=1)
    if any(s.date == tomorrow and s.kind in Z2_KINDS for s in ledger.plan.sessions):
        yield broken(session.id, "extras on the eve of threshold work", "on another day")
    for extra in session.extras:
        yield from _as_stated(ledger, session, extra)


def _as_stated(ledger: Ledger, session: Session, extra: Extra) -> Iterator[Verdict]:
    stated = ledger.model.extras
    expected: tuple[int, int | None, int | None]
    if extra.kind == "strides":
        expected, days = (stated.strides_reps, stated.strides_m, None), stated.strides_days
    else:
        expected, days = (stated.hill_sprint_reps, None, stated.hill_sprint_s), stated.hill_sprint_days
    found = (extra.reps, extra.rep_m, extra.rep_s)
    yield from same(session.id, f"{extra.kind}: reps, metres, seconds", found, expected)
    if weekday(session.date) not in days:
        yield broken(session.id, f"{extra.kind} on {weekday(session.date)}", ", ".join(days) or "no day of this model")
