"""Weeks that a rule makes smaller: on the way back, with a stated change, in a young camp, in transition."""

from __future__ import annotations

from ndt_opt.cpsat.constraints import altitude, phase_mix, transition_caution
from ndt_opt.cpsat.horizon import Week
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel


def most_m(week: Week, scenario: Scenario, model: TrainingModel) -> int | None:
    """Most metres of such a week; None of others."""
    limits = (
        transition_caution.most_m(week, scenario, model.rules["transition-caution"]),
        altitude.most_m(week, scenario),
        phase_mix.most_m(week, scenario, model.rules["phase-mix"]),
    )
    return min((limit for limit in limits if limit is not None), default=None)
