"""What the weeks to come have to know of a season that has begun."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ndt_opt.cpsat.calendar import week_kinds
from ndt_opt.domain.advice import Advice
from ndt_opt.domain.calendar import BlockKind
from ndt_opt.domain.lived import Away, HeldFamily, Lived, LivedRun
from ndt_opt.domain.lived_season import with_lived
from ndt_opt.domain.log import LogEntry
from ndt_opt.domain.plan import Plan
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)


def first_open_monday(log: Sequence[LogEntry], as_of: dt.date) -> dt.date:
    """The first week of which nothing is run: that of a Monday morning, else the next one."""
    monday = as_of - as_of.weekday() * DAY
    is_begun = as_of > monday or any(entry.date >= monday and not entry.is_missed for entry in log)
    return monday + WEEK if is_begun else monday


def season_of(
    wanted: Scenario,
    plan: Plan,
    runs: Sequence[LivedRun],
    away: Sequence[Away],
    advice: Advice,
    span: tuple[dt.date, dt.date],
    model: TrainingModel,
) -> Scenario:
    """The season with what the open weeks have to know; `span`: the day it is planned on, and the first open Monday."""
    as_of, open_from = span
    before = [week for week in plan.weeks if week.start < open_from]
    lived = Lived(
        as_of=as_of, open_from=open_from, kinds=[w.block for w in before], planned_m=[w.distance_m for w in before],
        planned_z2_s=[w.z2_work_s for w in before],
        runs=sorted(runs, key=lambda run: (run.date, run.slot)), away=list(away),
        deload=is_mandated(plan, advice, open_from), held=held_families(advice),
    )  # fmt: skip
    season = with_lived(wanted, lived)
    if not lived.held:
        return season
    weeks = _held_weeks(week_kinds(season, model)[lived.weeks :])
    return season.model_copy(update={"lived": lived.model_copy(update={"held_to": open_from + WEEK * weeks - DAY})})


def held_families(advice: Advice) -> list[HeldFamily]:
    """How each family is run; a morning is never faster than its afternoon is held."""
    pm_s = advice.held["double-pm"].slower_s
    slower = {family: max(own.slower_s, pm_s if family == "double-am" else 0) for family, own in advice.held.items()}
    return [
        HeldFamily(family=family, rest_pct=own.rest_pct, slower_s=slower[family])
        for family, own in advice.held.items()
        if own.rest_pct > 100 or slower[family]
    ]


def is_mandated(plan: Plan, advice: Advice, open_from: dt.date) -> bool:
    """Whether the log asks for a recovery week now, or has asked for it before."""
    lived = plan.scenario.lived
    was = lived is not None and lived.deload and lived.open_from == open_from
    return was or any(deload.start == open_from for deload in advice.deloads)


def _held_weeks(kinds: Sequence[BlockKind]) -> int:
    """Up to the end of the first load block: by then the log says more."""
    weeks = next((n for n, kind in enumerate(kinds) if kind == "load"), len(kinds))
    while weeks < len(kinds) and kinds[weeks] == "load":
        weeks += 1
    return weeks
