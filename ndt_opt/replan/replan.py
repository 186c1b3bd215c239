"""From a plan and a log to a plan of the rest: facts, advice, a solve that stays close, a reason for every change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ndt_opt.cpsat.layout import is_free
from ndt_opt.domain.advice import Advice
from ndt_opt.domain.calendar import WEEK
from ndt_opt.domain.change import Cancelled, Change
from ndt_opt.domain.lived_season import without_lived
from ndt_opt.domain.log import LogEntry, in_order
from ndt_opt.domain.near import near_of
from ndt_opt.domain.outcome import Infeasible, OutOfTime, Progress, Solved, SolveSettings
from ndt_opt.domain.plan import Plan, Session
from ndt_opt.domain.scenario import Scenario
from ndt_opt.errors import InputError, Problem
from ndt_opt.feedback.advice import advise
from ndt_opt.feedback.observed import families
from ndt_opt.physiology.profile import profile
from ndt_opt.planner import plan_season
from ndt_opt.replan.begun import RestOfWeek, begun_week, why_eased
from ndt_opt.replan.causes import Causes
from ndt_opt.replan.changes import changes, with_ids
from ndt_opt.replan.facts import absences, planned_run, runs_of
from ndt_opt.replan.merge import Whole
from ndt_opt.replan.season import first_open_monday, mandate, season_of
from ndt_opt.rules.training_model import TrainingModel


@dataclass(frozen=True)
class Replanned:
    """A plan that passed the audit; `notes`: what the log says beside it, `statistics`: times and solver counters."""

    plan: Plan
    advice: Advice
    notes: tuple[str, ...]
    statistics: dict[str, Any]


def replan(
    plan: Plan,
    log: Sequence[LogEntry],
    as_of: dt.date,
    model: TrainingModel,
    *,
    scenario: Scenario | None = None,
    settings: SolveSettings | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Replanned | Infeasible | OutOfTime:
    """Plan the rest of a season anew.

    What is logged up to `as_of` is a fact, and what is not logged was not run.  The week that has begun is only made
    easier; from the next Monday on all is solved again: the rules first, then Zone-2 time, then closeness to `plan`.

    Parameters
    ----------
    log : of the whole season so far; entries after `as_of` are left out.
    scenario : the season as its author wants it now, with other races or blocked days; the plan's own where left out.

    Raises
    ------
    InputError
        when nothing is left to plan, the season begins on another day, or the model's blocks are free in their days.
    InternalDisagreement
        when the auditor finds a broken rule in what the solver proved.
    """
    wanted = without_lived(plan.scenario if scenario is None else scenario)
    entries = in_order([entry for entry in log if entry.date <= as_of])
    open_from = max(first_open_monday(entries, as_of), plan.scenario.season.start)
    _refuse(plan, wanted, model, as_of, open_from)
    person = profile(wanted.athlete, model.physiology, wanted.season.start)
    advice = advise(_tested_as(plan, wanted), entries, model)
    past = [run for run in runs_of(entries, plan, person, model) if wanted.season.start <= run.date < open_from]
    away = absences(plan, past, as_of, model, wanted)
    mandated = mandate(plan, past, advice, open_from)
    week = RestOfWeek(wanted, model, person, advice, away, past, families(plan), mandated.because)
    begun = begun_week(plan, entries, week, (as_of, open_from))
    runs = [*past, *(planned_run(session) for session in begun.kept)]
    season = season_of(wanted, plan, runs, away, advice, (as_of, open_from), mandated, model)
    lived = season.lived
    assert lived is not None
    dropped = {session.id: why for session, why in begun.dropped}
    near = near_of(plan.sessions, open_from, model.replanning)
    whole = Whole(plan, lived, begun.kept, frozenset(dropped))
    asked = replace(settings or SolveSettings(), near=near)

    def finished(rest: Plan) -> Plan:
        new, found = with_ids(plan, whole(rest), as_of)
        causes = Causes(plan, new, lived, advice, dropped)
        return _told(plan, new, changes(found, causes.why), advice)

    outcome = plan_season(season, model, asked, on_progress, finished)
    if not isinstance(outcome, Solved):
        return outcome
    notes = (*_unlogged(plan, entries, as_of), *_races_begun(plan, wanted, (as_of, open_from)), *advice.notes)
    return Replanned(outcome.plan, advice, notes, outcome.statistics)


def _tested_as(plan: Plan, wanted: Scenario) -> Plan:
    """The plan with the athlete as they are known now."""
    return plan.model_copy(update={"scenario": plan.scenario.model_copy(update={"athlete": wanted.athlete})})


def _refuse(plan: Plan, wanted: Scenario, model: TrainingModel, as_of: dt.date, open_from: dt.date) -> None:
    start, end = wanted.season.start, wanted.season.start + wanted.season.weeks * WEEK
    if start != plan.scenario.season.start:
        what = "not the season of the plan"
        raise InputError([Problem("--scenario", "season.start", what, str(start), str(plan.scenario.season.start))])
    if open_from >= end:
        latest = end - WEEK
        raise InputError([Problem("--as-of", "", "no whole week is left to plan", str(as_of), f"up to {latest}")])
    if is_free(model):
        what = "a season whose blocks begin on any day is not planned anew"
        raise InputError([Problem("model", "rules.load-recovery-cycle.grid", what, "'day'", "'calendar'")])


def _told(old: Plan, new: Plan, found: Sequence[Change], advice: Advice) -> Plan:
    """The plan with its changes; a session has the revision that changed anything of it last."""
    was = {s.id: s for s in old.sessions}
    family_of = families(new)
    revision = new.revision

    def told(session: Session) -> Session:
        adjusted, family = session.adjusted, family_of.get(session.id)
        if adjusted is not None and family is not None and not adjusted.why:
            adjusted = adjusted.model_copy(update={"why": why_eased(advice, family)})
        own, before = session.model_copy(update={"revision": revision, "adjusted": adjusted}), was.get(session.id)
        return before if before is not None and own == before.model_copy(update={"revision": revision}) else own

    cancelled = [_cancelled(was[c.session], revision, c.why) for c in found if c.what == "dropped"]
    return new.model_copy(
        update={
            "sessions": [told(session) for session in new.sessions],
            "changes": list(found),
            "cancelled": [*new.cancelled, *cancelled],
        }
    )


def _cancelled(session: Session, revision: int, why: str) -> Cancelled:
    return Cancelled(
        id=session.id, date=session.date, slot=session.slot, start=session.start, kind=session.kind,
        title=session.title, revision=revision, why=why,
    )  # fmt: skip


def _races_begun(plan: Plan, wanted: Scenario, span: tuple[dt.date, dt.date]) -> list[str]:
    """Races of the week that has begun which the plan does not know."""
    known = {s.date for s in plan.sessions if s.kind == "race"}
    races = [r for r in wanted.season.races if span[0] <= r.date < span[1] and r.date not in known]
    what = "is in the week that has begun: only what is too near to it is dropped"
    return [f"{race.name} on {race.date} {what}" for race in races]


def _unlogged(plan: Plan, log: Sequence[LogEntry], as_of: dt.date) -> list[str]:
    """Planned sessions that the log says nothing of."""
    known, places = {entry.session_id for entry in log}, {(entry.date, entry.slot) for entry in log}
    silent = [s for s in plan.sessions if s.date < as_of and s.id not in known and (s.date, s.slot) not in places]
    if not silent:
        return []
    days = f"{silent[0].date} to {silent[-1].date}" if len(silent) > 1 else str(silent[0].date)
    return [f"{len(silent)} planned sessions are not in the log ({days}): taken as not run"]
