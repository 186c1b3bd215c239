"""Bounds on muscular load: whether any plan can pass the caps, and how much Zone-2 work the caps leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ndt_opt.cpsat.columns import WeekColumns
from ndt_opt.cpsat.muscular import WINDOW, Caps, counted
from ndt_opt.cpsat.relaxation import Top, any_mean_m, carries, own_metres, week_tops
from ndt_opt.menu.muscular import long_free_units
from ndt_opt.menu.sessions import EASY_UNIT_M

if TYPE_CHECKING:
    from ndt_opt.cpsat.facts import Facts


def may_pass(facts: Facts, caps: Caps) -> bool:
    """Whether a plan of these columns, were there no caps, might pass one of them."""
    tops = week_tops(facts.scenario, facts.model, facts.horizon)
    known: dict[object, int] = {}
    most = []
    for columns, top in zip(facts.columns, tops, strict=True):
        if columns.week.given is not None:
            most.append(counted(columns.week.given.muscular_load, columns.week.index, caps))
            continue
        metres = _most_metres(facts, columns, top)
        key = (id(columns.programmes), metres, top, columns.week.is_recovery)
        if key not in known:
            known[key] = _most_points(facts, columns, top, metres)
        most.append(known[key])
    sums = [sum(([caps.usual] * (WINDOW - 1) + most)[i : i + WINDOW]) for i in range(len(most))]
    return any(m > cap for m, cap in zip((*most, *sums), (*caps.week, *caps.window), strict=True))


def _most_metres(facts: Facts, columns: WeekColumns, top: Top) -> int:
    week, model = columns.week, facts.model
    whole = top.planned_m if model.holds("weekly-volume") or not week.is_recovery else any_mean_m(facts.scenario, model)
    if week.is_recovery and not week.is_mixed and model.holds("recovery-week") and facts.reference(week.block):
        return model.rules["recovery-week"].max_km_pct * top.planned_m // 100
    return whole if not week.is_load else own_metres(week, top.planned_m, top.mean_m, facts.scenario, model)


def _most_points(facts: Facts, columns: WeekColumns, top: Top, metres: int) -> int:
    """Points of the costliest programme and HIT that the share carries, in a week of so many metres."""
    weights, scenario, model = facts.model.muscular, facts.scenario, facts.model
    own = [
        p.muscular_beyond(weights.per_km)
        for _, p in columns.programmes
        if carries(p, top.planned_m, metres, columns, scenario, model, facts.profile.easy_pace, False)
    ]
    count = max((p.count("H") for p in columns.patterns), default=0)
    hit = max((s.muscular_load - s.distance_m * weights.per_km // 1000 for s in columns.hits), default=0)
    paced = max((s.muscular_load - s.distance_m * weights.per_km // 1000 for s in columns.race_paces), default=0)
    hard = count * hit + paced * max((p.count("P") for p in columns.patterns), default=0)
    return metres * weights.per_km // 1000 + max(own, default=0) + hard + _most_late(facts, metres)


def _most_late(facts: Facts, metres: int) -> int:
    """Extra points of the longest long run."""
    weights, rule, units = facts.model.muscular, facts.model.rules["long-run"], metres // EASY_UNIT_M
    if facts.model.holds("long-run"):
        by_share = rule.max_week_pct * metres // (100 * EASY_UNIT_M)
        units = min(60 * rule.max_min // facts.unit_s, max(60 * rule.or_max_min // facts.unit_s, by_share))
    return max(0, units - long_free_units(facts.unit_s, weights)) * weights.long_extra_per_km // 5
