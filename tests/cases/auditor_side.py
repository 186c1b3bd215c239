"""What the auditor says of a diary: the same sessions, dated and on the clock, and the case's rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from ndt_opt.audit.auditor import judge
from ndt_opt.audit.evidence import Evidence, Run
from ndt_opt.cpsat.horizon import build_horizon
from ndt_opt.decode.choice import OpenSlot
from ndt_opt.decode.clock import Day, at
from ndt_opt.decode.speed_layer import extra
from ndt_opt.domain.calendar import SLOTS
from ndt_opt.domain.plan import Block, Finding, Scaled
from ndt_opt.domain.scenario import Scenario
from ndt_opt.physiology.heart_rate import band_of_lthr
from ndt_opt.rules.training_model import TrainingModel

from .case import Case
from .diary import Entry, expand, extras_of
from .setting import KINDS, START, date, model_of, scenario_of

ZONE = ZoneInfo("Europe/Oslo")
MORNING, AFTERNOON = (6 * 60, 12 * 60), (15 * 60, 24 * 60)


def findings(case: Case) -> list[Finding]:
    """What the auditor finds of the case's rule."""
    scenario, model = scenario_of(case), model_of(case, case.slugs)
    weeks = range(len(case.weeks))
    evidence = Evidence(
        start=START,
        days=scenario.days,
        runs=_runs(case, scenario, model),
        model=model,
        scenario=scenario,
        weeks=tuple(weeks),
        whole_weeks=frozenset(weeks),
        claimed_blocks=_blocks(case, scenario, model),
        claimed_tiers={date(7 * w): tier for w, tier in enumerate(case.tiers.split())} or None,
        scaled=tuple(_note(case, w) for w in weeks) if case.fits_at_km else (),
    )
    return [f for f in judge(evidence) if f.rule == case.rule]


def _runs(case: Case, scenario: Scenario, model: TrainingModel) -> tuple[Run, ...]:
    entries = [e for week in expand(case, scenario, model) for e in week.entries]
    found = []
    for day in sorted({e.day for e in entries}):
        today = {e.slot: e for e in entries if e.day == day}
        assert len(today) == sum(e.day == day for e in entries), f"{case.name}: two sessions in one slot"
        windows = {o.slot: o for o in _open_slots(day, scenario, model)}
        durations = {slot: e.duration_s for slot, e in today.items()}
        starts, _ = Day(date(day), ZONE, windows, durations, model.rules["am-pm-gap"]).starts()
        found += [_run(today[s], scenario, dt.datetime.fromisoformat(at(date(day), starts[s], ZONE).isoformat()))
                  for s in SLOTS if s in today]  # fmt: skip
    return tuple(_with_extras(found, case, model))


def _with_extras(runs: list[Run], case: Case, model: TrainingModel) -> Iterator[Run]:
    """Each on the first session of its day."""
    left = extras_of(case)
    for run in runs:
        sort = left.pop((run.date - START).days, None)
        yield replace(run, extras=() if sort is None else (extra(sort, model.rules["speed-layer"]),))


def _open_slots(day: int, scenario: Scenario, model: TrainingModel) -> list[OpenSlot]:
    """The scenario's windows; half the day where availability is off or the slot closed."""
    found = []
    for slot, whole in zip(SLOTS, (MORNING, AFTERNOON), strict=True):
        window = scenario.slot_window(date(day), slot) if model.holds("availability") else None
        start, end = (window[0].start_min, window[0].end_min) if window else whole
        found.append(OpenSlot(day, slot, start, end))
    return found


def _run(entry: Entry, scenario: Scenario, start: dt.datetime) -> Run:
    common = {
        "id": f"{start.date()}-{entry.slot}",
        "date": start.date(),
        "slot": entry.slot,
        "distance_m": entry.distance_m,
        "duration_s": entry.duration_s,
        "start": start,
    }
    s = entry.session
    if s is None:
        pace = 1000 * entry.duration_s // entry.distance_m
        return Run(**common, kind=entry.place, pace=pace, warmup_m=0, cooldown_m=0, template=entry.place)
    heart = scenario.athlete.heart_rate
    beats = band_of_lthr(heart.lthr_bpm if heart else None, s.lthr_pct)
    return Run(
        **common, kind=s.kind, reps=s.reps, rep_s=s.rep_s, rep_m=s.rep_m, rest_s=s.rest_s, pace=s.pace,
        lactate_low=s.lactate[0], lactate_high=s.lactate[1], warmup_m=s.warmup_m, cooldown_m=s.cooldown_m,
        template=s.template, rpe_high=s.rpe[1], heart_high=beats[1] if beats else None,
    )  # fmt: skip


def _blocks(case: Case, scenario: Scenario, model: TrainingModel) -> tuple[Block, ...]:
    """What the weeks are called: by the case, else as a plan of the solver would."""
    kinds = [KINDS[letter] for letter in case.blocks.split()] or [
        w.kind for w in build_horizon(scenario, model).weeks
    ]
    starts = [w for w, kind in enumerate(kinds) if w == 0 or kind != kinds[w - 1]]
    return tuple(
        Block.model_validate(
            {
                "kind": kinds[first],
                "from": date(7 * first),
                "to": date(7 * following - 1),
            }
        )
        for first, following in zip(starts, [*starts[1:], len(kinds)], strict=True)
    )


def _note(case: Case, week: int) -> Scaled:
    return Scaled(
        rule="day-work-minutes", where=date(7 * week), asked="2 doubles", given="singles", why="",
        fits_at_km=case.fits_at_km,
    )  # fmt: skip
