"""Instead of the planner's replan: what the log holds goes into the paces and rests to come, and the weeks stay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from closed_loop.season import Replanner

from ndt_opt.domain.advice import Held
from ndt_opt.domain.log import LogEntry
from ndt_opt.domain.plan import PaceTarget, Plan, Session
from ndt_opt.feedback.advice import advise
from ndt_opt.feedback.observed import families
from ndt_opt.rules.training_model import TrainingModel


def stand_in(first: Plan, model: TrainingModel) -> Replanner:
    """Advice is asked of the first plan, since what is held counts from its paces."""
    family_of = families(first)

    def again(plan: Plan, log: Sequence[LogEntry], as_of: dt.date) -> Plan:
        held = advise(first, log, model).held
        past = {session.id: session for session in plan.sessions if session.date < as_of}
        coming = {s.id: _held(s, held[family_of[s.id]]) for s in first.sessions if s.id in family_of}
        sessions = [past.get(s.id) or coming.get(s.id, s) for s in first.sessions]
        return plan.model_copy(update={"sessions": sessions})

    return again


def _held(session: Session, held: Held) -> Session:
    pace, rest = session.pace_s_per_km, session.rest_s
    assert pace is not None
    slower = PaceTarget(**{name: value + held.slower_s for name, value in pace.model_dump().items()})
    return session.model_copy(update={"pace_s_per_km": slower, "rest_s": None if rest is None else held.rest_s(rest)})
