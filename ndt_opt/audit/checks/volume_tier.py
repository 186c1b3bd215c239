"""The tier a plan names is the one its block's planned load km make, never below the athlete's usual one."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.paces import Paces, paces_of
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
    least = _tier_m(usual, params)
    ramp: WeeklyRamp = model.rules["weekly-ramp"]
    before: list[int] = []
    for block in evidence.cycle.blocks:
        near = before[-ramp.mean_of_weeks :] + list(block.load_weeks)
        before += block.load_weeks
        planned, asked = evidence.planned_m(block), least
        if any(evidence.has_lacked(w) for w in near):
            asked = 0
        elif any(evidence.is_limited(w) for w in near):
            carried = [_carried_m(evidence, w, params, paces) for w in block.load_weeks]
            asked = min(least, _tier_m(max((m for m in carried if m is not None), default=0), params))
        if block.load_weeks and planned is not None and planned < asked:
            yield broken(evidence.monday(block.load_weeks[0]), f"block of {km(planned)} km", f"at least {km(asked)} km")


def _tier_m(metres: int, params: VolumeTier) -> int:
    """The least metres of the tier that so many make."""
    steps = (1000 * params.a_from_km, 1000 * params.b_from_km, 1000 * params.c_from_km, 0)
    return next(step for step in steps if metres >= step)


def _carried_m(evidence: Evidence, week: int, params: VolumeTier, paces: Paces | None) -> int | None:
    """A part of the easy running that the slots of the week have room for, or what makes it smaller leaves of it."""
    if paces is None or evidence.scenario is None:
        return None
    longest_s = 60 * evidence.model.rules["easy-runs"].max_min
    metres = 0
    for day in (d for d in range(7 * week, 7 * week + 7) if not evidence.has_race(d)):
        pinned = {p.slot: p for p in evidence.pins_on(day)}
        for slot, room_s in evidence.slot_lengths(day).items():
            pin = pinned.pop(slot, None)
            if pin is None or (pin.kind != "rest" and pin.km is None):
                metres += 1000 * min(longest_s, room_s) // paces.easy
            elif pin.km is not None:
                metres += round(1000 * pin.km)
    eased = evidence.most_eased_m(week)
    usual = (7 - evidence.lost_in(week)) * evidence.scenario.usual_weekly_m // 7
    carried = min(usual, params.carried_pct * metres // 100)
    return carried if eased is None else min(carried, eased)
