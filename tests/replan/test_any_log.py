"""Whatever was run: the new plan passes the audit, keeps the past, and holds the most Zone-2 time there is."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from typing import Any

import pytest

from ndt_opt.audit.auditor import audit_plan, broken
from ndt_opt.domain.log import LogEntry
from ndt_opt.domain.outcome import Solved
from ndt_opt.domain.plan import Plan, Session
from ndt_opt.files.plan_file import plan_text
from ndt_opt.planner import plan_season
from ndt_opt.replan import Replanned, replan
from ndt_opt.replan.merge import Whole

from .season import day, entry, season, shown

NAMES = ("elite-5000m", "improver-20min-75km", "club-races", "altitude-camp", "new-shoes")


def _ran(session: Session, mode: str, ill: range, number: int, dice: random.Random) -> Mapping[str, Any] | None:
    """How a session was run, or None where it was not."""
    factor = dice.uniform(0.85, 1.12)
    if (mode == "missed" and dice.random() < 0.3) or (mode == "ill" and number in ill):
        return None
    if mode == "odd":
        names = ["distance_m", "duration_s", *(["hard_m"] if session.hard_m else [])]
        return {name: int(getattr(session, name) * factor) for name in names}
    if mode == "hard" and session.kind == "threshold":
        return {"rpe": dice.choice([13, 15, 16, 17])}
    if mode == "long" and session.kind in ("easy", "long") and dice.random() < 0.1:
        return {"distance_m": session.distance_m * 3 // 2, "duration_s": session.duration_s * 3 // 2}
    return {}


def _more_log(plan: Plan, log: list[LogEntry], span: tuple[int, int], dice: random.Random) -> list[LogEntry]:
    """Entries of the days from the first of `span` on, up to its last but one."""
    mode = dice.choice(["as planned", "odd", "missed", "ill", "hard", "long"])
    first = dice.randint(span[0], span[1] - 1)
    ill, known = range(first, first + dice.randint(2, 25)), {(e.date, e.slot) for e in log}
    found = []
    for session in plan.sessions:
        number = (session.date - plan.scenario.season.start).days
        if span[0] <= number < span[1] and (session.date, session.slot) not in known:
            values = _ran(session, mode, ill, number, dice)
            found += [] if values is None else [entry(session, **values)]
    return found


@pytest.mark.parametrize("seed", range(10))
def test_any_log(seed: int) -> None:
    dice = random.Random(seed)
    plan, model, _ = season(NAMES[seed % len(NAMES)])
    log: list[LogEntry] = []
    last = 0
    for _ in range(2):
        now = min(last + dice.randint(1, 30), plan.scenario.days - 8)
        log += _more_log(plan, log, (last, max(now, last + 1)), dice)
        as_of, before = day(plan, now), plan
        outcome = replan(before, log, as_of, model)
        assert isinstance(outcome, Replanned)
        plan, last = outcome.plan, now
        assert broken(audit_plan(plan, model)) == []
        _keeps_the_past(before, plan, as_of)
        _holds_the_most(plan)


def _keeps_the_past(before: Plan, plan: Plan, as_of: dt.date) -> None:
    assert [shown(s) for s in plan.sessions if s.date < as_of] == [shown(s) for s in before.sessions if s.date < as_of]
    assert len({s.id for s in plan.sessions}) == len(plan.sessions)
    assert plan_text(plan) == plan_text(Plan.model_validate_json(plan_text(plan)))


def _holds_the_most(plan: Plan) -> None:
    """A solve that need not stay close finds no more than the bound, nor more than the plan where that is optimal."""
    lived = plan.scenario.lived
    assert lived is not None
    _, model, _ = season(next(n for n in NAMES if season(n)[2].title == plan.scenario.title))
    past = [s for s in plan.sessions if s.date < lived.open_from]
    anew = plan_season(plan.scenario, model, whole=Whole(plan, lived, past, frozenset()))
    assert isinstance(anew, Solved)
    assert anew.plan.objective["z2_work_s"] <= plan.bound["z2_work_s"]
    if plan.status == "optimal":
        assert anew.plan.objective["z2_work_s"] == plan.objective["z2_work_s"]
