"""What the weeks to come have to know of a season that has begun."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ndt_opt.cpsat.calendar import week_kinds
from ndt_opt.domain.advice import Advice
from ndt_opt.domain.calendar import DAY, WEEK, BlockKind, monday_of
from ndt_opt.domain.lived import Away, HeldFamily, Lived, LivedRun
from ndt_opt.domain.lived_season import with_lived
from ndt_opt.domain.log import LogEntry
from ndt_opt.domain.plan import Plan, Week
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel


def first_open_monday(log: Sequence[LogEntry], as_of: dt.date) -> dt.date:
    """The first week of which nothing is run: that of a Monday morning, else the next one."""
    monday = monday_of(as_of)
    is_begun = as_of > monday or any(entry.date >= monday and not entry.is_missed for entry in log)
    return monday + WEEK if is_begun else monday


def season_of(
    wanted: Scenario,
    plan: Plan,
    runs: Sequence[LivedRun],
    away: Sequence[Away],
    advice: Advice,
    span: tuple[dt.date, dt.date],
    mandated: Mandate,
    model: TrainingModel,
) -> Scenario:
    """The season with what the open weeks have to know; `span`: the day it is planned on, and the first open Monday."""
    as_of, open_from = span
    before = [week for week in plan.weeks if week.start < open_from]
    kinds: list[BlockKind] = [week.block for week in before]
    kinds[-1:] = ["recovery"] if mandated.is_begun else kinds[-1:]
    lived = Lived(
        as_of=as_of, open_from=open_from, kinds=kinds,
        phases=[w.phase for w in before], planned_m=[_trained_m(plan, w) for w in before],
        planned_z2_s=[w.z2_work_s for w in before],
        runs=sorted(runs, key=lambda run: (run.date, run.slot)), away=list(away),
        deload=mandated.is_next, held=held_families(advice),
    )  # fmt: skip
    season = with_lived(wanted, lived)
    if not lived.held:
        return season
    weeks = _held_weeks(week_kinds(season, model)[lived.weeks :])
    return season.model_copy(update={"lived": lived.model_copy(update={"held_to": open_from + WEEK * weeks - DAY})})


def _trained_m(plan: Plan, week: Week) -> int:
    """Planned metres but for those of races."""
    races = [s for s in plan.sessions if s.kind == "race" and week.start <= s.date < week.start + WEEK]
    return week.distance_m - sum(race.hard_m for race in races)


def held_families(advice: Advice) -> list[HeldFamily]:
    """How each family is run; a morning is never faster than its afternoon is held."""
    pm_s = advice.held["double-pm"].slower_s
    slower = {family: max(own.slower_s, pm_s if family == "double-am" else 0) for family, own in advice.held.items()}
    return [
        HeldFamily(family=family, rest_pct=own.rest_pct, slower_s=slower[family])
        for family, own in advice.held.items()
        if own.rest_pct > 100 or slower[family]
    ]


@dataclass(frozen=True)
class Mandate:
    """A recovery week that the log asks for, `because`: the one that has begun (`is_begun`), or the next."""

    because: str
    is_begun: bool
    is_next: bool


def mandate(plan: Plan, runs: Sequence[LivedRun], advice: Advice, open_from: dt.date) -> Mandate:
    """What is due: asked for this week, or for its Monday, or asked for before and still to come.

    A week that should have been one and has hard sessions in it already is none: the next one is.
    """
    lived, begun = plan.scenario.lived, open_from - WEEK
    was = lived is not None and lived.deload and lived.open_from == open_from
    due = next((d for d in reversed(advice.deloads) if d.start is not None and begun <= d.start <= open_from), None)
    told = due or next((d for d in reversed(advice.deloads) if d.on >= begun), None)
    because = "" if told is None else f"{'; '.join(told.reasons)}: the rest of the week goes easy (R-157, R-158)"
    is_hard = any(run.is_hard and run.date >= begun for run in runs)
    is_begun = due is not None and due.start == begun and not is_hard
    return Mandate(because, is_begun, was or (due is not None and not is_begun))


def _held_weeks(kinds: Sequence[BlockKind]) -> int:
    """Up to the end of the first load block: by then the log says more."""
    weeks = next((n for n, kind in enumerate(kinds) if kind == "load"), len(kinds))
    while weeks < len(kinds) and kinds[weeks] == "load":
        weeks += 1
    return weeks
