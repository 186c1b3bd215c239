"""Doubles, HIT and the long run on their usual weekdays, and none of them lost to a dated block or pin.

Cost    weight points per session on another weekday, missing_weight per session an affected load week lacks
"""

from __future__ import annotations

from ndt_opt.cpsat.constraints.hit_count import full_count
from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.mix import mix_of
from ndt_opt.cpsat.pattern import Pattern
from ndt_opt.domain.calendar import WEEKDAYS
from ndt_opt.rules.preferences import WeekdayPreference
from ndt_opt.rules.training_model import TrainingModel


def pattern_cost(pattern: Pattern, week: Week, model: TrainingModel) -> int:
    params = model.preferences["weekdays"]
    return _elsewhere(pattern, params) + _missing(pattern, week, model, params)


def _elsewhere(pattern: Pattern, params: WeekdayPreference) -> int:
    usual = {"D": params.double_days, "S": params.single_days, "H": params.hit_days, "L": params.long_days}
    usual["P"] = params.hit_days
    elsewhere = sum(
        letter in usual and WEEKDAYS[day] not in usual[letter] for day, letter in enumerate(pattern.letters)
    )
    return params.weight * elsewhere


def _missing(pattern: Pattern, week: Week, model: TrainingModel, params: WeekdayPreference) -> int:
    if not week.affected or not week.is_load:
        return 0
    mix = mix_of(week, model)
    doubles, hits = model.rules["double-threshold-days"].count, full_count(week, model.rules["hit-count"])
    wanted = {"D": doubles if mix is None else mix.doubles, "H": hits if mix is None else 0, "L": 1}
    return int(params.missing_weight * sum(max(0, n - pattern.count(letter)) for letter, n in wanted.items()))
