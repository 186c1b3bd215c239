"""The season for intervals.icu: its bulk file, each session as workout text."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from ndt_opt.domain.plan import Band, PaceTarget, Plan, Session
from ndt_opt.errors import InputError, Problem
from ndt_opt.export.checked import start_of
from ndt_opt.export.identity import global_id
from ndt_opt.export.steps import By, Step, refuse_without_heart_rate, workout
from ndt_opt.export.words import control, targets, title
from ndt_opt.units import format_pace, half_up

_REPEAT = re.compile(r"(\d)\s*x\b", re.IGNORECASE)
"""What the site takes for a repeat wherever a line of text holds it."""


def bulk_file(plan: Plan, by: By, unit: str, file: str) -> str:
    """A JSON array of calendar entries; `external_id` stays, so that a second upload updates.

    Raises
    ------
    InputError
        when sessions cannot go by heart rate.
    """
    lthr_bpm = _lthr_bpm(plan, file) if by == "heart-rate" else None
    entries = [_entry(plan, session, by, unit, lthr_bpm) for session in plan.sessions]
    return json.dumps(entries, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def workout_text(session: Session, by: By, unit: str, lthr_bpm: int | None = None) -> str:
    """What to hold and when to measure, then the steps; the steps in km, which the site shows in the reader's unit."""
    plan = workout(session, by)
    words = [*targets(session, unit), control(session, unit)]
    told = "\n".join(_REPEAT.sub(r"\1 times", f"Note: {line}") for line in words if line)
    reps = _lines(plan.reps, lthr_bpm)
    if plan.times > 1:
        reps = f"{plan.times}x\n{reps}"
    parts = [told, _lines(plan.before, lthr_bpm), reps, _lines(plan.after, lthr_bpm)]
    return "\n\n".join(part for part in parts if part)


def _lthr_bpm(plan: Plan, file: str) -> int:
    """The heart rate that percentages are of: the site loses targets in beats a minute."""
    refuse_without_heart_rate(plan.sessions, file)
    heart = plan.scenario.athlete.heart_rate
    if heart is None or heart.lthr_bpm is None:
        what = "no threshold heart rate to count per cent of"
        raise InputError([Problem(file, "scenario.athlete.heart_rate.lthr_bpm", what, allowed="--by pace")])
    return heart.lthr_bpm


def _entry(plan: Plan, session: Session, by: By, unit: str, lthr_bpm: int | None) -> dict[str, Any]:
    return {
        "category": "WORKOUT",
        "start_date_local": start_of(session).replace(tzinfo=None).isoformat(),
        "type": "Run",
        "name": title(session, unit),
        "description": workout_text(session, by, unit, lthr_bpm),
        "moving_time": session.duration_s,
        "external_id": global_id(plan, session.id),
    }


def _lines(steps: Sequence[Step], lthr_bpm: int | None) -> str:
    return "\n".join(" ".join(["-", step.cue, _length(step), *_target(step, lthr_bpm)]) for step in steps)


def _length(step: Step) -> str:
    """`6m` are minutes, so metres are written as km."""
    if step.seconds is None:
        return f"{(step.metres or 0) / 1000:g}km"
    return f"{step.seconds}s" if step.seconds % 60 else f"{step.seconds // 60}m"


def _target(step: Step, lthr_bpm: int | None) -> list[str]:
    target = step.target
    if isinstance(target, PaceTarget):
        return [f"{format_pace(target.slow).removesuffix('/km')}-{format_pace(target.fast)} Pace"]
    if isinstance(target, Band) and lthr_bpm is not None:
        low, high = (half_up(100 * bpm, lthr_bpm) for bpm in (target.low, target.high))
        return [f"{low}-{high}% LTHR"]
    return []
