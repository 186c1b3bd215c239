"""Which easy runs end with strides or hill sprints."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ndt_opt.decode.choice import WeekChoice
from ndt_opt.domain.calendar import WEEKDAYS, day_of
from ndt_opt.domain.plan import Extra
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.speed_params import SpeedLayer

Neighbour = Literal["double", "single", "hit", "race-pace", "race"]
Sort = Literal["strides", "hill-sprints"]


@dataclass(frozen=True)
class Layer:
    """The days of a week that take hill sprints and strides, the most wanted first, and how many it has of both."""

    hill_days: tuple[int, ...]
    hills: int
    strides_days: tuple[int, ...]
    runs: int

    def chosen(self) -> dict[int, Sort]:
        """Hill sprints first, then strides on the days they leave."""
        found: dict[int, Sort] = dict.fromkeys(self.hill_days[:self.hills], "hill-sprints")
        left = [day for day in self.strides_days if day not in found]
        return found | dict.fromkeys(left[:self.runs - len(found)], "strides")


def layer_of(
    easy_days: Iterable[int], calm: Container[int], near: Mapping[int, Neighbour], is_load: bool, rule: SpeedLayer
) -> Layer:
    """The layer of a week whose `easy_days` (days of the season) hold easy runs and nothing else.

    `calm` are days kept free of HIT, and so of hill sprints; `near` is what the days of the season hold besides;
    `is_load` as `load-recovery-cycle` has it.
    """
    easy = sorted(easy_days, reverse=True)  # without a usual day the later one: Monday follows the long run
    weeks = {day // 7 for day in easy}
    has_hit = any(kind == "hit" for day, kind in near.items() if day // 7 in weeks)

    def takes(day: int, not_before: list[Neighbour], not_after: list[Neighbour]) -> bool:
        return near.get(day + 1) not in not_before and near.get(day - 1) not in not_after

    hills = [d for d in easy if d not in calm and takes(d, rule.hill_sprint_not_before, rule.hill_sprint_not_after)]
    strides = [d for d in easy if takes(d, rule.strides_not_before, rule.strides_not_after)]

    def is_usual(day: int, days: Sequence[str]) -> bool:
        return WEEKDAYS[day % 7] in days

    hills.sort(key=lambda d: (not is_usual(d, rule.hill_sprint_days), is_usual(d, rule.strides_days)))
    strides.sort(key=lambda d: not is_usual(d, rule.strides_days))
    return Layer(tuple(hills), rule.hill_sprint_runs if is_load and not has_hit else 0, tuple(strides), rule.runs)


def neighbours(weeks: Iterable[WeekChoice], scenario: Scenario) -> dict[int, Neighbour]:
    """What the hard days of the season are, and the last HIT before it."""
    found: dict[int, Neighbour] = {}
    for week in weeks:
        days = [7 * week.index + q.day for q in week.quality]
        for q, day in zip(week.quality, days, strict=True):
            kind, is_double = q.session.kind, days.count(day) == 2
            found[day] = "double" if is_double else "single" if kind == "threshold" or kind == "tempo" else kind
    last = scenario.history.last_hit
    return found if last is None else {**found, day_of(scenario.season.start, last): "hit"}


def extra(sort: Sort, rule: SpeedLayer) -> Extra:
    """The extra as the model states it."""
    if sort == "strides":
        return Extra(kind=sort, reps=rule.strides_reps, rep_m=rule.strides_m)
    return Extra(kind=sort, reps=rule.hill_sprint_reps, rep_s=rule.hill_sprint_s)
