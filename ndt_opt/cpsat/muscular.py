"""What the muscles may carry: the most points of each week, and of each four weeks in a row."""

from __future__ import annotations

from dataclasses import dataclass

from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.muscular import usual_week_points
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import TrainingModel

WINDOW = 4
"""Weeks of the long window."""


@dataclass(frozen=True)
class Caps:
    """Most points of week `i`, and of the four weeks that end with it; `usual` for a week before the season."""

    usual: int
    week: tuple[int, ...]
    window: tuple[int, ...]


def counted(points: int, index: int, caps: Caps) -> int:
    """Points of a week that is run: at most what its caps leave it, since facts break none."""
    return min(points, caps.week[index], caps.window[index] // WINDOW)


NEAR_PCT = 97
"""Weeks and windows this full are full (assumption: the rest is whole reps and whole 200 m)."""


def full_weeks(caps: Caps, points: list[int]) -> set[int]:
    """Weeks whose own points, or those of four weeks they belong to, leave no room to speak of."""
    full = {i for i, own in enumerate(points) if 100 * own >= NEAR_PCT * caps.week[i]}
    before = [caps.usual] * (WINDOW - 1)
    for i, cap in enumerate(caps.window):
        if 100 * sum([*before, *points][i : i + WINDOW]) >= NEAR_PCT * cap:
            full |= set(range(max(0, i - WINDOW + 1), i + 1))
    return full


def caps_of(scenario: Scenario, model: TrainingModel, person: Profile) -> Caps:
    """By the rule's numbers, from what the athlete is used to."""
    rule, stated = model.rules["muscular-load"], scenario.history.muscular_load_week
    usual = stated or usual_week_points(scenario.usual_weekly_m, person.easy_pace, person.pace_5k, model.muscular)
    used = [usual]
    while len(used) < scenario.season.weeks:
        used.append(used[-1] * (1000 + rule.grow_permille) // 1000)
    return Caps(
        usual,
        tuple(rule.max_week_pct * u // 100 for u in used),
        tuple(rule.max_four_weeks_pct * WINDOW * u // 100 for u in used),
    )
