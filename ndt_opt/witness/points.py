"""Points of muscular load that the athlete is used to, and the caps that follow for each week."""

from __future__ import annotations

from dataclasses import dataclass

from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.muscular import usual_week_points
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import TrainingModel


@dataclass(frozen=True)
class Caps:
    """Points: of the usual week; by week most of itself, and of those of the season among the four up to it."""

    usual: int
    weeks: list[int]
    windows: list[int]


def caps_of(scenario: Scenario, model: TrainingModel, person: Profile) -> Caps:
    stated, rule = scenario.history.muscular_load_week, model.rules["muscular-load"]
    usual = stated or usual_week_points(scenario.usual_weekly_m, person.easy_pace, person.pace_5k, model.muscular)
    used = [usual]
    while len(used) < scenario.season.weeks:
        used.append(used[-1] + used[-1] * rule.grow_permille // 1000)
    windows = [4 * rule.max_four_weeks_pct * u // 100 - max(0, 3 - week) * usual for week, u in enumerate(used)]
    return Caps(usual, [rule.max_week_pct * u // 100 for u in used], windows)
