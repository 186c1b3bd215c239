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
    yield from _blocks(evidence, usual, params)


def _weeks(evidence: Evidence, usual_m: int, params: WeeklyRamp) -> Iterator[Verdict]:
    """`past` holds load weeks, the newest last, `weekly_km` standing in beyond the history.

    A week with lost days after one without is left out of it.
    """
    count = params.mean_of_weeks
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
        if not lost or lost_before:
            past.append(own)
        lost_before = lost > 0


def _blocks(evidence: Evidence, usual_m: int, params: WeeklyRamp) -> Iterator[Verdict]:
    before: int | None = usual_m
    for block in evidence.cycle.blocks:
        if not block.load_weeks:
            continue
        planned = evidence.planned_m(block)
        where = evidence.monday(block.load_weeks[0])
        if planned is None or before is None:
            if set(block.load_weeks) & set(evidence.weeks):
                yield unknown(where, "planned load km of the block or of the one before not known")
        elif 100 * planned > params.max_block_pct * before:
            allowed = f"{params.max_block_pct} % of {km(before)} km"
            yield broken(where, f"block of {km(planned)} km", allowed)
        if any(not evidence.lost_in(week) for week in block.load_weeks):
            before = planned
