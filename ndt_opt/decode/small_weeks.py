"""Weeks that dates without a slot keep small, told in one line for each cause."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from ndt_opt.decode.choice import SeasonChoice, WeekChoice
from ndt_opt.decode.scaling import BACK
from ndt_opt.domain.calendar import BlockKind
from ndt_opt.domain.plan import Scaled
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.rules.words import listed
from ndt_opt.units import half_up

SMALL_PCT = 80
"""Weeks below this share of the usual km are told (assumption: what is missing there is seen at a glance)."""

MOST_NAMED = 6
"""Stretches of weeks named one by one."""

Cause = Literal["back", "lost", "cut", "block"]


def small_weeks(choice: SeasonChoice, scenario: Scenario, model: TrainingModel, easy_pace: int) -> list[Scaled]:
    """One entry for each cause, of load weeks and then of recovery weeks, however many there are."""
    usual_m = _usual_m(choice, scenario, easy_pace)
    found = _entries("load", usual_m, choice, scenario)
    if model.holds("recovery-week"):
        recovery_m = usual_m * model.rules["recovery-week"].prefer_km_pct // 100
        found += _entries("recovery", recovery_m, choice, scenario)
    return found


def _usual_m(choice: SeasonChoice, scenario: Scenario, easy_pace: int) -> int:
    """The usual week, or what hours carry, or the largest load week that no date touches, where that is less."""
    free = [w.distance_m for w in choice.weeks if w.kind == "load" and not w.affected and not w.is_way_back]
    hours = scenario.athlete.max_weekly_hours
    carried = [] if hours is None else [round(3_600_000 * hours / easy_pace)]
    return min(scenario.usual_weekly_m, *carried, max(free, default=scenario.usual_weekly_m))


def _entries(kind: BlockKind, usual_m: int, choice: SeasonChoice, scenario: Scenario) -> list[Scaled]:
    groups: dict[Cause, list[WeekChoice]] = {}
    for week in choice.weeks:
        is_small = 0 < 100 * week.distance_m < SMALL_PCT * usual_m and week.phase != "transition"
        if week.kind == kind and is_small and (cause := _cause(week, choice, scenario)) is not None:
            groups.setdefault(cause, []).append(week)
    return [_entry(cause, weeks, usual_m, scenario) for cause, weeks in groups.items()]


def _cause(week: WeekChoice, choice: SeasonChoice, scenario: Scenario) -> Cause | None:
    """None where something else holds the week: muscles, a stated change, a camp."""
    if week.is_way_back:
        return "back"
    if week.is_full or week.caution is not None:
        return None
    if _lost(week, scenario):
        return "lost"
    if any(scenario.is_cut(date) for date in _dates(week)):
        return "cut"
    block = [w for w in choice.weeks if w.block == week.block and w.kind == "load"]
    causes = {_cause(w, choice, scenario) for w in block if week.kind == "recovery"}
    return "block" if causes - {None} else None


def _entry(cause: Cause, weeks: Sequence[WeekChoice], usual_m: int, scenario: Scenario) -> Scaled:
    rules = {"back": "transition-caution", "block": "recovery-week"}
    sort = "a recovery week" if weeks[0].kind == "recovery" else "a load week"
    return Scaled(
        rule=rules.get(cause, "availability"),
        where=weeks[0].start,
        asked=f"about {half_up(usual_m, 1000)} km in {sort}",
        given=f"{_span([half_up(w.distance_m, 1000) for w in weeks])} km in {_named(weeks)}",
        why=_why(cause, weeks, scenario),
        fits_at_km=None,
    )


def _why(cause: Cause, weeks: Sequence[WeekChoice], scenario: Scenario) -> str:
    if cause == "back":
        return BACK
    if cause == "block":
        return "it goes by the load weeks of its block, from which dates take km"
    if cause == "cut":
        return "dated blocks or windows leave no time for more"
    left = _span([7 - _lost(w, scenario) for w in weeks])
    rule = "recovery-week" if weeks[0].kind == "recovery" else "weekly-ramp"
    return f"dates without a slot leave {left} of 7 days, and the km go with the days ({rule})"


def _lost(week: WeekChoice, scenario: Scenario) -> int:
    return sum(scenario.is_lost(date) for date in _dates(week))


def _dates(week: WeekChoice) -> list[dt.date]:
    return [week.start + dt.timedelta(days=n) for n in range(7)]


def _span(numbers: Sequence[int]) -> str:
    """`55` or `55 to 60`."""
    low, high = min(numbers), max(numbers)
    return str(low) if low == high else f"{low} to {high}"


def _named(weeks: Sequence[WeekChoice]) -> str:
    """`week 4`, `weeks 1-2, 4 and 7-8`: numbers as the page of the season counts them."""
    stretches = [
        [w.index + 1 for _, w in run] for _, run in groupby(enumerate(weeks), lambda pair: pair[1].index - pair[0])
    ]
    names = [str(s[0]) if len(s) == 1 else f"{s[0]}-{s[-1]}" for s in stretches]
    if len(names) > MOST_NAMED:
        names = [*names[:MOST_NAMED], f"{len(weeks) - sum(map(len, stretches[:MOST_NAMED]))} more"]
    return f"week{'s' if len(weeks) > 1 else ''} {listed(names)}"
