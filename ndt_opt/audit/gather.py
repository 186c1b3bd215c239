"""Evidence from a plan, or from the rows of a week table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ndt_opt.audit.evidence import WORK_KINDS, Evidence, Run
from ndt_opt.audit.work import total
from ndt_opt.domain.plan import Plan, Session
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.week_table import Row
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.units import half_up


def from_plan(plan: Plan, model: TrainingModel) -> Evidence:
    """All sessions of the plan; every week of the season is whole."""
    weeks = range(plan.scenario.season.weeks)
    return Evidence(
        start=plan.scenario.season.start,
        days=plan.scenario.days,
        runs=_in_order([*_lived_runs(plan.scenario), *(from_session(s) for s in open_sessions(plan))]),
        model=model,
        scenario=plan.scenario,
        weeks=tuple(weeks),
        whole_weeks=frozenset(weeks),
        claimed_blocks=tuple(plan.blocks),
        claimed_tiers={w.start: w.tier for w in plan.weeks},
        scaled=tuple(plan.scaled),
    )


def open_sessions(plan: Plan) -> list[Session]:
    """Those that are planned; in the weeks before, what was run counts."""
    lived = plan.scenario.lived
    return [s for s in plan.sessions if lived is None or s.date >= lived.open_from]


def _lived_runs(scenario: Scenario) -> list[Run]:
    """What was run: how far and how long, not how it was to be run."""
    runs = [] if scenario.lived is None else scenario.lived.runs
    return [
        Run(
            id=f"{r.date}-{r.slot}", date=r.date, slot=r.slot, kind=r.kind,
            distance_m=r.distance_m, duration_s=r.duration_s, lived=r,
        )
        for r in runs
    ]  # fmt: skip


def from_table(
    rows: Sequence[Row], model: TrainingModel, scenario: Scenario | None, is_whole: bool | None = None
) -> Evidence:
    """The rows, in the scenario's season or, without one, in weeks of their own.

    `is_whole` says whether rest days are rest days; left out, a week is taken for whole where a
    scenario is given or each of its seven days has a row.
    """
    runs = _in_order(_timed([_from_row(row, model) for row in rows], scenario))
    start = scenario.season.start if scenario else _first_day([r.date for r in runs])
    days = sorted({(r.date - start).days for r in runs})
    length = scenario.season.weeks if scenario else max(days, default=-1) // 7 + 1
    weeks = tuple(w for w in sorted({d // 7 for d in days}) if 0 <= w < length)
    assumed = scenario is not None if is_whole is None else is_whole
    full = {w for w in weeks if is_whole is None and sum(d // 7 == w for d in days) == 7}
    whole = frozenset(weeks if assumed else full)
    return Evidence(
        start=start, days=7 * length, runs=runs, model=model, scenario=scenario, weeks=weeks, whole_weeks=whole
    )


def _first_day(dates: Sequence[dt.date]) -> dt.date:
    """The first row's Monday; the first row's own day where the rows are one week across a Monday."""
    if not dates:
        return dt.date(2000, 1, 3)
    monday = dates[0] - dt.timedelta(days=dates[0].weekday())
    is_one_week = (dates[-1] - dates[0]).days < 7
    return dates[0] if is_one_week and (dates[-1] - monday).days >= 7 else monday


def _in_order(runs: Iterable[Run]) -> tuple[Run, ...]:
    return tuple(sorted(runs, key=lambda r: (r.date, r.slot)))


def from_session(session: Session) -> Run:
    """What the checks look at of a session."""
    pace, lactate = session.pace_s_per_km, session.lactate_mmol
    rpe, heart = session.rpe, session.heart_rate_bpm
    return Run(
        id=session.id,
        date=session.date,
        slot=session.slot,
        kind=session.kind,
        reps=session.reps,
        rep_s=session.rep_s,
        rep_m=session.rep_m,
        rest_s=session.rest_s,
        pace=None if pace is None else pace.start,
        pace_fast=None if pace is None else pace.fast,
        lactate_low=None if lactate is None else round(100 * lactate.low),
        lactate_high=None if lactate is None else round(100 * lactate.high),
        rpe_high=None if rpe is None else rpe.high,
        heart_high=None if heart is None else heart.high,
        warmup_m=session.warmup_m,
        cooldown_m=session.cooldown_m,
        distance_m=session.distance_m,
        duration_s=session.duration_s,
        start=zoned(session.start),
        template=session.template,
        extras=tuple(session.extras),
    )


def zoned(text: str) -> dt.datetime | None:
    """A local time with its zone offset; None where the text is none."""
    try:
        start = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return start if start.tzinfo is not None else None


def _from_row(row: Row, model: TrainingModel) -> Run:
    run = Run(
        id=f"{row.date}-{row.slot}",
        date=row.date,
        slot=row.slot,
        kind=row.kind,
        reps=row.reps,
        rep_s=row.rep_s,
        rep_m=row.rep_m,
        rest_s=row.rest_s,
        pace=row.pace,
        lactate_low=row.lactate_low,
        lactate_high=row.lactate_high,
        warmup_m=row.warmup_m,
        cooldown_m=row.cooldown_m,
    )
    distance = row.distance_m if row.distance_m is not None else _distance_m(run, model)
    is_steady = row.kind in ("easy", "long") and distance is not None and row.pace is not None
    duration = half_up((distance or 0) * (row.pace or 0), 1000) if is_steady else None
    return replace(run, distance_m=distance, duration_s=duration)


def _timed(runs: Sequence[Run], scenario: Scenario | None) -> list[Run]:
    """Sessions of reps with their duration, where rows and scenario tell how long warm-up and cool-down take."""
    easy = _easy_pace(runs, scenario)
    return [replace(run, duration_s=_rep_seconds(run, easy)) if run.kind in WORK_KINDS else run for run in runs]


def _easy_pace(runs: Sequence[Run], scenario: Scenario | None) -> int | None:
    """The one pace of all easy and long rows, else the scenario's."""
    paces = {run.pace for run in runs if run.kind in ("easy", "long")}
    if len(paces) == 1 and None not in paces:
        return paces.pop()
    return None if scenario is None else scenario.athlete.easy_pace


def _rep_seconds(run: Run, easy_pace: int | None) -> int | None:
    """Work, the rests between the reps, warm-up and cool-down; a single rep has no rest."""
    around_m = total([run.warmup_m, run.cooldown_m])
    rests_s = 0 if run.reps == 1 else None if run.reps is None or run.rest_s is None else (run.reps - 1) * run.rest_s
    around_s = 0 if around_m == 0 else None
    if around_m and easy_pace is not None:
        around_s = half_up(around_m * easy_pace, 1000)
    return total([run.work_s, rests_s, around_s])


def _distance_m(run: Run, model: TrainingModel) -> int | None:
    """What a threshold session's parts add up to, where its rests are stood (no metres in them)."""
    is_stood = all(t.rest == "stand" for t in model.templates.values() if t.use != ["hit"])
    if run.kind == "tempo" or (run.kind == "threshold" and is_stood):
        return total([run.warmup_m, run.hard_m, run.cooldown_m])
    return None
