"""How many km a week the smallest doubles can plausibly ask for: a plan that says much more is not believed."""

from __future__ import annotations

from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.paces import paces_of
from ndt_opt.rules.params import DayWorkMinutes, DoubleThresholdDays, HitCount, SessionWorkMinutes, WeekIntensityShare
from ndt_opt.rules.training_model import Template

ROOM_PCT = 150
"""Slots, targets and the AM part of a day may ask for more than the smallest sessions: at most half as much again."""


def most_metres_of_doubles(evidence: Evidence) -> int | None:
    """Planned metres at which all doubles of the least work, and HIT, surely fit the share.

    All of the work is counted at 5 km pace, which no threshold session passes.  None where paces are not known or
    the share is not by km.
    """
    model, scenario = evidence.model, evidence.scenario
    share: WeekIntensityShare = model.rules["week-intensity-share"]
    paces = None if scenario is None else paces_of(scenario.athlete, model.physiology, evidence.start)
    if paces is None or share.unit != "km":
        return None
    day: DayWorkMinutes = model.rules["day-work-minutes"]
    session: SessionWorkMinutes = model.rules["session-work-minutes"]
    doubles: DoubleThresholdDays = model.rules["double-threshold-days"]
    hit: HitCount = model.rules["hit-count"]
    least_s = 0.0
    for use, least_min in (("am", session.am_min), ("pm", session.pm_min)):
        own = [_least_s(t, 60 * least_min, paces.race_5k) for t in model.templates.values() if use in t.use]
        least_s += min(own, default=60.0 * least_min)
    hard_m = 10 * ROOM_PCT * doubles.count * max(60 * day.min_min, least_s) / paces.race_5k
    hard_m += hit.full_count * hit.full_min_m if model.holds("hit-count") else 0
    tier_b_m = 1000 * int(model.rules["volume-tier"].b_from_km)
    return max(tier_b_m, round(100 * hard_m / (100 - share.min_easy_pct)))


def _least_s(template: Template, least_s: int, pace_5k: float) -> float:
    """Seconds of the shortest session of a template, with a rep too many; reps of metres a quarter off 5 km pace."""
    rep_s = float(template.rep_s or 0) or 1.25 * (template.rep_m or 0) * pace_5k / 1000
    return max(template.min_reps * rep_s, least_s + rep_s)
