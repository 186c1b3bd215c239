"""The tier a plan names is the one its block's planned load km make, never below the athlete's usual one."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.paces import paces_of
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.params import VolumeTier, WeeklyRamp
from ndt_opt.units import km


def check(evidence: Evidence, params: VolumeTier) -> Iterator[Verdict]:
    """keeps `volume-tier`"""
    if params.keep_usual_tier:
        yield from _usual(evidence, params)
    if evidence.claimed_tiers is None:
        yield unknown(evidence.start, "a week table names no tier")
        return
    for week in evidence.weeks:
        where = evidence.monday(week)
        claimed = evidence.claimed_tiers.get(where)
        tier = evidence.tier_of(evidence.cycle.block_of(week))
        if claimed is None or tier is None:
            yield unknown(where, "the tier or the block's planned load km are not known")
        elif claimed != tier:
            yield broken(where, f"tier {claimed}", f"tier {tier} by the block's planned load km")


def _usual(evidence: Evidence, params: VolumeTier) -> Iterator[Verdict]:
    """No block below the tier of the usual week, or of what the hours carry, but near weeks that may lack km."""
    if evidence.scenario is None:
        return
    athlete, model = evidence.scenario.athlete, evidence.model
    usual, paces = evidence.scenario.usual_weekly_m, paces_of(athlete, model.physiology, evidence.start)
    if athlete.max_weekly_hours is not None and model.holds("weekly-volume") and paces is not None:
        usual = min(usual, round(3_600_000 * athlete.max_weekly_hours) // paces.easy)
    steps = (params.a_from_km, params.b_from_km, params.c_from_km)
    least = max((1000 * step for step in steps if usual >= 1000 * step), default=0)
    ramp: WeeklyRamp = model.rules["weekly-ramp"]
    before: list[int] = []
    for block in evidence.cycle.blocks:
        near = before[-ramp.mean_of_weeks :] + list(block.load_weeks)
        before += block.load_weeks
        planned = evidence.planned_m(block)
        disturbed = any(evidence.is_limited(w) for w in near)
        if block.load_weeks and not disturbed and planned is not None and planned < least:
            yield broken(evidence.monday(block.load_weeks[0]), f"block of {km(planned)} km", f"at least {km(least)} km")
