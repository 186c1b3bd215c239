"""Which seasons the linear programme can speak of, and what it does not ask of them."""

from __future__ import annotations

from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel

UNASKED = ("am-pm-gap", "intensity-ceiling", "muscular-load", "pins", "run-spike", "speed-layer")
"""Rules without a row of their own; all others it asks, so a model has to hold them."""

LEAVES_OUT = (
    "run-spike",
    "am-pm-gap",
    "intensity-ceiling",
    "speed-layer",
    "clock windows of single easy runs",
    "what a way back asks at most",
    "that no easy run is longer than the long run",
    "what fewer km in one block cost the next",
)

BLOCKS_LEAVE_OUT = ("muscular-load",)
WHOLE_LEAVES_OUT = ("muscular load of the late part of long runs",)
"""Beside these, as long as blocks stand for themselves, and where all are asked together."""


class NotApplicable(Exception):
    """The season is none that the programme can speak of: why."""


def refuse_others(scenario: Scenario, model: TrainingModel) -> None:
    """Where leaving something out would make the programme stricter than the rules, it has no opinion.

    Raises
    ------
    NotApplicable
        with the reason.
    """
    off = [slug for slug in model.rules if not model.holds(slug) and slug not in UNASKED]
    if model.rules["load-recovery-cycle"].grid != "calendar":
        raise NotApplicable("it knows the calendar grid only")
    if scenario.season.pins:
        raise NotApplicable("it knows no pins")
    if off:
        raise NotApplicable(f"it always asks {', '.join(off)}, which this model does not")
