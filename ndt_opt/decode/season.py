"""The whole plan from the solver's choices: sessions, weeks, blocks, what was scaled, what to warn of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ndt_opt.decode.choice import SeasonChoice, WeekChoice
from ndt_opt.decode.scaling import scaled_entries
from ndt_opt.decode.sessions import Decoder
from ndt_opt.decode.warnings import warnings
from ndt_opt.domain.plan import Block, BlockKind, Plan, Session, SolverStamp, Tier, Week
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
    decoder = Decoder(scenario, model, profile)
    following = (*choice.weeks[1:], None)
    decoded = [decoder.week(week, after) for week, after in zip(choice.weeks, following, strict=True)]
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
        scaled=scaled_entries(choice, scenario, model),
        warnings=warnings(choice, scenario, model, profile) + [note for _, notes in decoded for note in notes],
        audit=[],
    )


def _week(week: WeekChoice, sessions: list[Session], model: TrainingModel, before_s: int) -> Week:
    distance, hard = sum(s.distance_m for s in sessions), sum(s.hard_m for s in sessions)
    duration, hard_s = sum(s.duration_s for s in sessions), sum(s.hard_s for s in sessions)
    z2 = sum(s.z2_work_s for s in sessions)
    return Week(
        index=week.index,
        start=week.start,
        phase="base",
        block="recovery" if sum(week.recovery_days) > 3 else "load",
        tier=tier_of(week.planned_m, model),
        distance_m=distance,
        easy_m=distance - hard,
        hard_m=hard,
        easy_pct=round(100 - 100 * hard / distance, 1) if distance else 100.0,
        easy_time_pct=round(100 - 100 * hard_s / duration, 1) if duration else 100.0,
        duration_s=duration,
        z2_work_s=z2,
        z2_cumulative_s=before_s + z2,
        sessions=[s.id for s in sessions],
    )


def tier_of(planned_m: int, model: TrainingModel) -> Tier:
    """The volume tier of a block's planned metres."""
    rule = model.rules["volume-tier"]
    steps: tuple[tuple[Tier, int], ...] = (("A", rule.a_from_km), ("B", rule.b_from_km), ("C", rule.c_from_km))
    for tier, from_km in steps:
        if planned_m >= 1000 * from_km:
            return tier
    return "D"


def _blocks(weeks: tuple[WeekChoice, ...]) -> list[Block]:
    blocks: list[Block] = []
    for week in weeks:
        for day, on_recovery in enumerate(week.recovery_days):
            date = week.start + dt.timedelta(days=day)
            kind: BlockKind = "recovery" if on_recovery else "load"
            if blocks and blocks[-1].kind == kind:
                blocks[-1] = Block(kind=kind, **{"from": blocks[-1].from_, "to": date})
            else:
                blocks.append(Block(kind=kind, **{"from": date, "to": date}))
    return blocks
