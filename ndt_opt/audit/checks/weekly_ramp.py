"""Load weeks and blocks grow in small steps."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.params import WeeklyRamp
from ndt_opt.units import km


def check(evidence: Evidence, params: WeeklyRamp) -> Iterator[Verdict]:
    """keeps `weekly-ramp`"""
    if evidence.scenario is None:
        yield unknown(evidence.start, "no scenario: the weeks before are not known")
        return
    usual = round(1000 * evidence.scenario.athlete.weekly_km)
    yield from _weeks(evidence, usual, params)
    yield from _returns(evidence, evidence.scenario.usual_weekly_m, params)
    yield from _blocks(evidence, usual, params)


def _weeks(evidence: Evidence, usual_m: int, params: WeeklyRamp) -> Iterator[Verdict]:
    """`past` holds load weeks, the newest last, `weekly_km` standing in beyond the history.

    A week with lost days after one without is left out of it, further ones are no less than a part of the usual week;
    those on the way back from an absence are left out too.
    """
    count = params.mean_of_weeks
    least = params.return_pct * evidence.scenario.usual_weekly_m // 100 if evidence.scenario else 0
    past: list[int | None] = [*[usual_m] * count, *(evidence.history_m or ())]
    lost_before = False
    for week, kind in enumerate(evidence.cycle.weeks):
        if kind != "load":
            continue
        own, last, lost = evidence.distance_m(week), past[-count:], evidence.lost_in(week)
        known = [m for m in last if m is not None]
        if week not in evidence.weeks:
            pass
        elif own is None or len(known) < count:
            yield unknown(evidence.monday(week), "km of the week or of the weeks before not known")
        elif 700 * count * own > (7 - lost) * params.max_week_pct * sum(known):
            part = f"{7 - lost}/7 of " if lost else ""
            allowed = f"{part}{params.max_week_pct} % of {km(sum(known) // count)} km"
            yield broken(evidence.monday(week), f"{km(own)} km", allowed)
        if (not lost or lost_before) and evidence.return_pct(week, params) is None:
            past.append(max(own, least) if lost and own is not None else own)
        lost_before = lost > 0


def _returns(evidence: Evidence, usual_m: int, params: WeeklyRamp) -> Iterator[Verdict]:
    """Weeks on the way back from an absence."""
    for week in evidence.weeks:
        pct, own, days = evidence.return_pct(week, params), evidence.distance_m(week), 7 - evidence.lost_in(week)
        if pct is None:
            continue
        if own is None:
            yield unknown(evidence.monday(week), "km of the week not known")
        elif 700 * own > days * pct * usual_m:
            part = f"{days}/7 of " if days < 7 else ""
            allowed = f"{part}{pct} % of the usual {km(usual_m)} km after an absence"
            yield broken(evidence.monday(week), f"{km(own)} km", allowed)


def _blocks(evidence: Evidence, usual_m: int, params: WeeklyRamp) -> Iterator[Verdict]:
    last: int | None = usual_m
    before_lost: list[int | None] = []
    for block in evidence.cycle.blocks:
        if not block.load_weeks:
            continue
        planned = evidence.planned_m(block)
        where = evidence.monday(block.load_weeks[0])
        compared = [m for m in (last, *before_lost) if m is not None]
        before = max(compared) if len(compared) == 1 + len(before_lost) else None
        if planned is None or before is None:
            if set(block.load_weeks) & set(evidence.weeks):
                yield unknown(where, "planned load km of the block or of the one before not known")
        elif 100 * planned > params.max_block_pct * before:
            allowed = f"{params.max_block_pct} % of {km(before)} km"
            yield broken(where, f"block of {km(planned)} km", allowed)
        lost = [evidence.lost_in(week) > 0 for week in block.load_weeks]
        before_lost += [last] * any(lost)
        if not all(lost):
            last = planned
