"""Names that stay: the same session has the same one in every export of every revision of its season."""

from __future__ import annotations

import datetime as dt
import hashlib

from ndt_opt.domain.plan import Plan


def season_id(plan: Plan) -> str:
    """The name of the plan that the season began with; `plan_id` changes with every new plan of the rest."""
    return plan.plan_id if plan.original is None else plan.original.plan_id


def global_id(plan: Plan, session_id: str) -> str:
    """A session's name in the whole world."""
    return f"{season_id(plan)}-{session_id}@ndt-opt"


def serials(plan: Plan) -> dict[str, int]:
    """A number of 32 bits for each session, by its id: never 0, none twice."""
    found: dict[str, int] = {}
    taken = {0}
    for name in sorted(session.id for session in plan.sessions):
        number = int(hashlib.sha256(global_id(plan, name).encode()).hexdigest()[:8], 16)
        while number in taken:
            number = (number + 1) % 2**32
        taken.add(number)
        found[name] = number
    return found


def season_stamp(plan: Plan) -> dt.datetime:
    """The season's first midnight, UTC."""
    return dt.datetime.combine(plan.scenario.season.start, dt.time(), dt.UTC)


def plan_stamp(plan: Plan) -> dt.datetime:
    """The midnight of the day this plan was made on, as far as it says: no clock is read; UTC."""
    lived, first = plan.scenario.lived, season_stamp(plan)
    return first if lived is None else max(first, dt.datetime.combine(lived.as_of, dt.time(), dt.UTC))
