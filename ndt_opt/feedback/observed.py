"""Planned sessions beside what was run of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ndt_opt.domain.lived import Family
from ndt_opt.domain.log import LogEntry
from ndt_opt.domain.plan import Plan, Session

KINDS = ("threshold", "tempo")


@dataclass(frozen=True)
class Observed:
    """A threshold session of the plan and its entry; `morning`: what was run that day before an afternoon."""

    session: Session
    entry: LogEntry
    family: Family
    morning: LogEntry | None = None


def families(plan: Plan) -> dict[str, Family]:
    """Session id -> family of every session of Zone 2 work; half a double stays one when the other half was dropped."""
    own = [session for session in plan.sessions if session.kind in KINDS]
    lived = plan.scenario.lived
    gone = [c for c in plan.cancelled if c.kind in KINDS and lived is not None and c.date < lived.open_from]
    places = {(session.date, session.slot) for session in own} | {(session.date, session.slot) for session in gone}
    on_day = Counter(date for date, _ in places)
    return {s.id: _family(s, on_day[s.date]) for s in own}


def _family(session: Session, on_day: int) -> Family:
    if on_day < 2:
        return "single"
    return "double-am" if session.slot == "am" else "double-pm"


def observed(plan: Plan, log: Sequence[LogEntry]) -> list[Observed]:
    """The logged threshold sessions in the order in which they were run.

    A lactate test during the season is a new start: its paces are others, and what was said before counts no more.
    """
    family, sessions = families(plan), {session.id: session.unheld for session in plan.sessions}
    since = _anew_from(plan)
    entries = [entry for entry in log if entry.session_id in family and entry.date >= since]
    mornings: dict[dt.date, LogEntry] = {e.date: e for e in entries if e.slot == "am"}
    return [
        Observed(sessions[e.session_id], e, own, mornings.get(e.date) if own == "double-pm" else None)
        for e in entries if e.session_id is not None and (own := family[e.session_id])
    ]  # fmt: skip


def _anew_from(plan: Plan) -> dt.date:
    """The day of a test during the season, else the first day of all."""
    test = plan.scenario.athlete.lactate
    tested = None if test is None else test.tested
    return dt.date.min if tested is None or tested <= plan.scenario.season.start else tested
