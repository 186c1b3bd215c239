"""The natural step by which each rule is loosened: one per cent, one day, five minutes, one session.

A step of a rule moves every limit of it by one unit towards "allowed"; limits that only sort athletes or days
(tiers, phases, thresholds of length) stay.  Doubles have one step: any weekday.  Rules without a number to loosen,
and `speed-layer`, which asks for exactly so many, can only be dropped.

A loosened rule may let others ask for more: fewer km in which doubles fit are weeks that must have doubles.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from ndt_opt.domain.calendar import WEEKDAYS
from ndt_opt.domain.record import Record
from ndt_opt.rules.training_model import TrainingModel

Place = str
"""Dotted parameter; `*` stands for every entry of a list or a table, a number for one of a list."""


@dataclass(frozen=True)
class Step:
    """`moves`: parameter and what one step adds to it, or its new value; `words`: the step as a runner reads it."""

    words: str
    moves: tuple[tuple[Place, Any], ...]


def _step(words: str, **moves: int | float) -> Step:
    return Step(words, tuple(moves.items()))


_PHASES = ("pre_competition", "competition", "transition", "taper", "race_week", "light_week")

STEPS: dict[str, Step] = {
    "load-recovery-cycle": Step("every load block one week longer", (("block_days.*", 7),)),
    "single-threshold-days": _step("one session more or fewer, 5 min of work", max_count=1, min_count=-1,
                                   min_count_tier_d=-1, min_work_min=-5, max_work_min=5, max_same_reps=1),
    "am-pm-gap": _step("5 min less between the sessions", min_gap_min=-5),
    "broken-intervals": _step("one continuous session a week", max_continuous_days=1),
    "intensity-ceiling": _step("0.1 mmol/L, 1 % of LTHR, one point of RPE, 1 % of easy pace", max_mmol=0.1,
                               max_lthr_pct=1, max_rpe=1, min_easy_pace_pct=-1),
    "session-work-minutes": _step("5 min of work", am_min=-5, am_max=5, pm_min=-5, pm_max=5),
    "day-work-minutes": _step("5 min of work, 1 % of the AM share", min_min=-5, max_min=5, am_min_pct=-1, am_max_pct=1),
    "block-structure": _step("5 min between the doubles", max_double_difference_min=5),
    "hard-day-spacing": _step("one easy day fewer between hard days", gap_days=-1, max_in_a_row=1),
    "hit-recovery": _step("one easy day fewer after HIT", easy_days_before_double=-1),
    "hit-count": _step("one rep of 200 m", full_min_m=-200, full_max_m=200, half_max_m=200),
    "week-intensity-share": _step("1 % of easy running", min_easy_pct=-1, min_easy_pct_low=-1),
    "recovery-week": _step("5 min of work, 1 % of Zone 2 and of km", max_single_min=5, max_z2_pct=1, min_km_pct=-1,
                           max_km_pct=1, min_fewer_min=-1),
    "weekly-ramp": _step("1 % of km", max_week_pct=1, max_block_pct=1, change_block_pct=1),
    "transition-caution": Step("1 % of km, one day, one session", (
        ("first_pct", 1), ("then_pct", 1), ("then_max_singles", 1), ("change_easy_days.*", -1),
        ("change_max_doubles.*", 1), ("change_max_singles.*", 1), ("change_max_km_pct.*", 1),
    )),
    "altitude": Step("1 % of km, one day", (
        ("week_pcts.*", 1), ("easy_days", -1), ("no_double_days", -1), ("return_easy_days", -1),
    )),
    "run-spike": _step("1 % of the longest run, 5 min", max_pct=1, change_pct=1, return_pct=1, free_min=5),
    "muscular-load": _step("1 % of muscular load", max_week_pct=1, max_four_weeks_pct=1),
    "long-run": Step("1 % of the week, 5 min", (
        ("max_week_pct", 1), ("or_max_min", 5), ("max_min", 5),
        ("before_race.*.max_week_pct", 1), ("before_race.*.max_min", 5),
    )),
    "easy-runs": _step("5 min of an easy run", min_min=-5, max_min=5),
    "phase-mix": Step("one session more, 1 % of km", (
        *((f"{phase}.{what}", 1) for phase in _PHASES for what in ("doubles", "singles", "singles_with_double")),
        ("double_from_days", 1), ("double_to_days", -1), ("transition_max_km_pct", 1),
    )),
    "race-day": _step("one day, 5 min", easy_days_before_a=-1, easy_days_before_b=-1, easy_days_before_c=-1,
                      no_long_days_before_a=-1, eve_max_min=5),
    "taper": Step("1 % of km, 5 min of work", (
        ("min_km_pct", -1), ("max_km_pct", 1), ("light_max_km_pct", 1), ("race_week_max_single_min", 5),
        ("recovery.*.max_km_pct", 1),
    )),
    "race-specific": _step("1 % of race speed, 1 % of work", max_speed_pct=1, taper_work_pct=1),
}  # fmt: skip

_ANY_WEEKDAY = Step("doubles on any weekday", (("days", [*WEEKDAYS]),))
_ON_DAY_GRID = Step("a load block of one day more", (("block_days.1", 1),))


def step_of(model: TrainingModel, slug: str) -> Step | None:
    """The natural step of a rule; None where it can only be dropped."""
    if slug == "load-recovery-cycle" and model.rules[slug].grid == "day":
        return _ON_DAY_GRID
    if slug == "double-threshold-days":
        return _ANY_WEEKDAY
    return STEPS.get(slug)


def dropped(model: TrainingModel, *slugs: str) -> TrainingModel:
    """The model with these rules off."""
    return replace(model, strengths={**model.strengths, **dict.fromkeys(slugs, "off")})


def only(model: TrainingModel, slugs: Iterable[str]) -> TrainingModel:
    """The model with every other rule off."""
    kept = set(slugs)
    return replace(model, strengths={slug: "must" if slug in kept else "off" for slug in model.strengths})


def loosened(model: TrainingModel, slug: str, steps: int = 1) -> TrainingModel | None:
    """The model with one rule loosened by so many steps; None where none of its limits can move so far.

    A limit that would leave what its parameter may be stays where the last step brought it.
    """
    step, record = step_of(model, slug), model.rules[slug]
    for _ in range(steps):
        before = record
        for path, by in step.moves if step else ():
            record = moved(record, path, by)
        if record == before:
            return None
    return replace(model, rules={**model.rules, slug: record})


def moved(record: Any, path: Place, by: Any) -> Any:
    """The record with one limit moved, or as it is where that is not allowed."""
    key, _, rest = path.partition(".")
    old = getattr(record, key)
    new = _within(old, rest, by)
    try:
        return type(record).model_validate(record.model_dump(by_alias=True) | {key: new})
    except ValidationError:
        return record


def _within(value: Any, rest: Place, by: Any) -> Any:
    """A parameter's value with `by` added, or in its place, where `rest` points."""
    if not rest:
        return round(value + by, 3) if isinstance(by, int | float) else by
    if isinstance(value, Record):
        return moved(value, rest, by)
    which, _, rest = rest.partition(".")
    if isinstance(value, dict):
        return {name: _within(entry, rest, by) for name, entry in value.items()}
    return [_within(entry, rest, by) if which in ("*", str(n)) else entry for n, entry in enumerate(value)]
