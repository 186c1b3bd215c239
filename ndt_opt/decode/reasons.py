"""Which rules put a session where it stands."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ndt_opt.decode.choice import Quality, WeekChoice
from ndt_opt.domain.calendar import WEEKDAYS, Slot, monday_of
from ndt_opt.domain.scenario import Scenario
from ndt_opt.physiology.altitude import camp_on
from ndt_opt.rules.training_model import TrainingModel

Role = Literal["easy", "fast easy", "long", "hit", "double", "single", "recovery", "race-pace", "race"]

OWN_RULES: dict[Role, tuple[str, ...]] = {
    "easy": ("week-intensity-share", "easy-runs"),
    "fast easy": ("week-intensity-share", "easy-runs", "speed-layer"),
    "long": ("long-run", "run-spike", "week-intensity-share"),
    "hit": ("hit-count", "hit-recovery", "hard-day-spacing"),
    "recovery": ("recovery-week", "broken-intervals"),
    "race-pace": ("phase-mix", "race-specific", "hard-day-spacing"),
    "race": ("race-day",),
    "single": (
        "single-threshold-days", "hard-day-spacing", "block-structure", "volume-tier", "broken-intervals",
        "week-intensity-share",
    ),
    "double": (
        "double-threshold-days", "am-before-pm", "am-pm-gap", "hard-day-spacing", "block-structure",
        "session-work-minutes", "day-work-minutes", "broken-intervals", "week-intensity-share",
    ),
}  # fmt: skip


def role_of(week: WeekChoice, quality: Quality) -> Role:
    """What a quality session is in its week."""
    kind = quality.session.kind
    if kind == "hit" or kind == "race-pace" or kind == "race":
        return kind
    if week.kind == "recovery":
        return "recovery"
    return "double" if sum(q.day == quality.day for q in week.quality) == 2 else "single"


def reasons(role: Role, date: dt.date, slot: Slot, scenario: Scenario, model: TrainingModel) -> list[str]:
    """The pin or dated block that placed the session, then the rules of its role; only those that hold."""
    found = list(OWN_RULES[role])
    if _is_displaced(role, date, scenario, model):
        found.insert(0, "availability")
    if role not in ("easy", "long") and (cause := _caution(date, scenario, model)):
        found.insert(0, cause)
    if any((p.date, p.slot) == (date, slot) for p in scenario.season.pins):
        found.insert(0, "pins")
    return [slug for slug in found if model.holds(slug)]


def _caution(date: dt.date, scenario: Scenario, model: TrainingModel) -> str | None:
    """The rule of the stated change or the camp that the date belongs to."""
    if any(change.date <= date <= change.last for change in scenario.transitions):
        return "transition-caution"
    return None if camp_on(date, scenario, model) is None else "altitude"


def _is_displaced(role: Role, date: dt.date, scenario: Scenario, model: TrainingModel) -> bool:
    """Whether a dated block closes a slot of its day, or the week has one and the session left its usual days."""
    monday = monday_of(date)
    usual = _usual_days(role, model)
    if usual is None:
        return False
    if WEEKDAYS[date.weekday()] in usual:
        return scenario.is_cut(date)
    return any(scenario.is_cut(monday + dt.timedelta(days=d)) for d in range(7))


def _usual_days(role: Role, model: TrainingModel) -> list[str] | None:
    """None for easy runs: they stand on any day."""
    wish = model.preferences["weekdays"]
    days: dict[Role, list[str]] = {
        "long": wish.long_days,
        "hit": wish.hit_days,
        "single": wish.single_days,
        "recovery": wish.single_days,
        "double": model.rules["double-threshold-days"].days,
    }
    return days.get(role)
