"""Races nearer to each other than the recovery after the one and the taper before the other."""

from __future__ import annotations

from collections.abc import Sequence

from ndt_opt.decode.words import race_name
from ndt_opt.domain.scenario import Race, Scenario
from ndt_opt.rules.race_params import Taper
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.rules.words import listed

MOST_NAMED = 3
"""Races named one by one."""


def too_near(scenario: Scenario, model: TrainingModel) -> list[str]:
    """A line for each race that others follow too soon."""
    if not model.holds("taper"):
        return []
    rule: Taper = model.rules["taper"]
    races = sorted(scenario.season.races, key=lambda race: race.date)
    found = []
    for n, race in enumerate(races):
        near = [later for later in races[n + 1 :] if _is_too_near(race, later, scenario, rule)]
        if near:
            found.append(_told(race, near, rule))
    return found


def _told(race: Race, near: Sequence[Race], rule: Taper) -> str:
    names = [race_name(later) for later in near[:MOST_NAMED]]
    names += [f"{len(near) - MOST_NAMED} more"] if len(near) > MOST_NAMED else []
    parts = [(_recovery(race, rule), "recovery"), (max(_taper(later, rule) for later in near), "taper")]
    wanted = listed([f"{n} week{'s' if n > 1 else ''} of {what}" for n, what in parts if n])
    verb = "come" if len(names) > 1 else "comes"
    return (
        f"{listed(names)} {verb} too soon after {race_name(race)}, wanted between them: {wanted}; choose between them, "
        "or run one easily"
    )


def _is_too_near(race: Race, later: Race, scenario: Scenario, rule: Taper) -> bool:
    """Of two A races, or where one is long; short ones of one week are rounds of a meeting."""
    first, second = ((r.date - scenario.season.start).days // 7 for r in (race, later))
    if race.distance_m < rule.recovery_from_m:
        is_round = first == second and later.distance_m < rule.recovery_from_m
        if is_round or not (_counts(race, rule) and _counts(later, rule)):
            return False
    return second - first - 1 < _recovery(race, rule) + _taper(later, rule)


def _counts(race: Race, rule: Taper) -> bool:
    """Whether it has recovery weeks: A races, and any so long."""
    return race.priority == "A" or race.distance_m >= rule.recovery_from_m


def _recovery(race: Race, rule: Taper) -> int:
    step = next((step for step in rule.recovery if race.distance_m <= step.up_to_m), rule.recovery[-1])
    return step.weeks if _counts(race, rule) else 0


def _taper(race: Race, rule: Taper) -> int:
    return rule.weeks if race.priority == "A" else 0
