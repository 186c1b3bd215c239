"""The whole plan from the solver's choices: sessions, weeks, blocks, what was scaled, what to warn of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ndt_opt.decode.choice import SeasonChoice, WeekChoice
from ndt_opt.decode.ladder import ladder_entries
from ndt_opt.decode.race_warnings import race_warnings
from ndt_opt.decode.scaling import scaled_entries
from ndt_opt.decode.sessions import Decoder
from ndt_opt.decode.small_weeks import small_weeks
from ndt_opt.decode.speed_layer import neighbours
from ndt_opt.decode.warnings import warnings
from ndt_opt.domain.calendar import BlockKind
from ndt_opt.domain.plan import Block, Plan, Session, SolverStamp, Tier, Week
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.content import plan_id, sealed_model
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import TrainingModel


@dataclass(frozen=True)
class Proof:
    """What the solver claims: status, the value of each tier, the bound, and how it was run."""

    optimal: bool
    objective: dict[str, int]
    bound: dict[str, int]
    stamp: SolverStamp


def decode(choice: SeasonChoice, scenario: Scenario, model: TrainingModel, profile: Profile, proof: Proof) -> Plan:
    """The plan without its audit."""
    decoder = Decoder(scenario, model, profile, neighbours(choice.weeks, scenario))
    decoded = [decoder.week(week) for week in choice.weeks]
    sessions = [own for own, _ in decoded]
    weeks: list[Week] = []
    for week, own in zip(choice.weeks, sessions, strict=True):
        weeks.append(_week(week, own, model, weeks[-1].z2_cumulative_s if weeks else 0))
    return Plan(
        schema="ndt.plan/1",  # type: ignore[call-arg]
        plan_id=plan_id(scenario, model),
        revision=0,
        original=None,
        status="optimal" if proof.optimal else "feasible",
        objective=proof.objective,
        bound=proof.bound,
        solver=proof.stamp,
        certificate=None,
        scenario=scenario,
        model=sealed_model(model),
        blocks=_blocks(choice.weeks),
        weeks=weeks,
        sessions=[s for own in sessions for s in own],
        cancelled=[],
        changes=[],
        scaled=[
            *small_weeks(choice, scenario, model, profile.easy_pace),
            *ladder_entries(choice, scenario, model),
            *scaled_entries(choice, scenario, model),
        ],
        warnings=[
            *warnings(choice, scenario, model, profile),
            *race_warnings([s for own in sessions for s in own], scenario, model, profile.easy_pace),
            *(note for _, notes in decoded for note in notes),
        ],
        audit=[],
    )


def _week(week: WeekChoice, sessions: list[Session], model: TrainingModel, before_s: int) -> Week:
    sums = week_sums(sessions)
    return Week(
        index=week.index,
        start=week.start,
        phase=week.phase,
        block=_block_kind(week, sum(week.recovery_days) > 3),
        tier=tier_of(week.planned_m, model),
        z2_cumulative_s=before_s + sums["z2_work_s"],
        **sums,
    )


def week_sums(sessions: Sequence[Session]) -> dict[str, Any]:
    """The fields of a week that its sessions add up to."""
    distance, hard = sum(s.distance_m for s in sessions), sum(s.hard_m for s in sessions)
    duration, hard_s = sum(s.duration_s for s in sessions), sum(s.hard_s for s in sessions)
    raced_m = sum(s.hard_m for s in sessions if s.kind == "race")
    raced_s = sum(s.hard_s for s in sessions if s.kind == "race")
    return {
        "distance_m": distance,
        "easy_m": distance - hard,
        "hard_m": hard,
        "easy_pct": _easy_pct(hard - raced_m, distance - raced_m),
        "easy_time_pct": _easy_pct(hard_s - raced_s, duration - raced_s),
        "duration_s": duration,
        "z2_work_s": sum(s.z2_work_s for s in sessions),
        "muscular_load": sum(s.muscular_load for s in sessions),
        "sessions": [s.id for s in sessions],
    }


def _easy_pct(hard: int, whole: int) -> float:
    """The easy part of what is not raced."""
    return round(100 - 100 * hard / whole, 1) if whole else 100.0


def tier_of(planned_m: int, model: TrainingModel) -> Tier:
    """The volume tier of a block's planned metres."""
    rule = model.rules["volume-tier"]
    steps: tuple[tuple[Tier, int], ...] = (("A", rule.a_from_km), ("B", rule.b_from_km), ("C", rule.c_from_km))
    for tier, from_km in steps:
        if planned_m >= 1000 * from_km:
            return tier
    return "D"


def _block_kind(week: WeekChoice, is_recovery: bool) -> BlockKind:
    """What a day or most days of a week are; taper and race weeks are so from Monday to Sunday."""
    if week.kind in ("taper", "race"):
        return week.kind
    return "recovery" if is_recovery else "load"


def _blocks(weeks: tuple[WeekChoice, ...]) -> list[Block]:
    blocks: list[Block] = []
    for week in weeks:
        for day, on_recovery in enumerate(week.recovery_days):
            date = week.start + dt.timedelta(days=day)
            kind = _block_kind(week, on_recovery)
            if blocks and blocks[-1].kind == kind:
                blocks[-1] = Block(kind=kind, **{"from": blocks[-1].from_, "to": date})
            else:
                blocks.append(Block(kind=kind, **{"from": date, "to": date}))
    return blocks
