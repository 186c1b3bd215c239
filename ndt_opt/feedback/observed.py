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
    """Session id -> family of every session of Zone 2 work."""
    own = [session for session in plan.sessions if session.kind in KINDS]
    on_day = Counter(session.date for session in own)
    return {s.id: _family(s, on_day[s.date]) for s in own}


def _family(session: Session, on_day: int) -> Family:
    if on_day < 2:
        return "single"
    return "double-am" if session.slot == "am" else "double-pm"


def observed(plan: Plan, log: Sequence[LogEntry]) -> list[Observed]:
    """The logged threshold sessions in the order in which they were run."""
    family, sessions = families(plan), {session.id: session.unheld for session in plan.sessions}
    entries = [entry for entry in log if entry.session_id in family]
    mornings: dict[dt.date, LogEntry] = {e.date: e for e in entries if e.slot == "am"}
    return [
        Observed(sessions[e.session_id], e, own, mornings.get(e.date) if own == "double-pm" else None)
        for e in entries if e.session_id is not None and (own := family[e.session_id])
    ]  # fmt: skip
