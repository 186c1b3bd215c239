"""How much slower threshold work starts at altitude, for the same lactate."""

from __future__ import annotations

import datetime as dt

from ndt_opt.domain.scenario import Camp, Scenario
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.units import half_up


def camp_on(date: dt.date, scenario: Scenario, model: TrainingModel) -> Camp | None:
    """The camp high enough to matter that the date belongs to."""
    return next((c for c in high_camps(scenario, model) if c.from_ <= date <= c.to), None)


def high_camps(scenario: Scenario, model: TrainingModel) -> list[Camp]:
    """Camps at which paces and load follow the altitude."""
    if not model.holds("altitude"):
        return []
    return [c for c in scenario.camps if c.altitude_m >= model.rules["altitude"].from_m]


def slower_s(camp: Camp | None, model: TrainingModel) -> int:
    """Seconds per km; 0 at home."""
    if camp is None:
        return 0
    rule = model.rules["altitude"]
    return half_up((camp.altitude_m - rule.from_m) * rule.slower_s_per_1000m, 1000)


def slower_on(date: dt.date, scenario: Scenario, model: TrainingModel) -> int:
    """Seconds per km that threshold work starts slower on the date."""
    return slower_s(camp_on(date, scenario, model), model)


def slownesses(scenario: Scenario, model: TrainingModel) -> list[int]:
    """Each that occurs in the season, that of home first."""
    return sorted({0, *(slower_s(camp, model) for camp in high_camps(scenario, model))})
