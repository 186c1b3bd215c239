"""Load weeks and blocks grow in small steps."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.cycle import LoadBlock
from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.params import WeeklyRamp
from ndt_opt.units import km


def check(evidence: Evidence, params: WeeklyRamp) -> Iterator[Verdict]:
    """keeps `weekly-ramp`"""
    if evidence.scenario is None:
        yield unknown(evidence.start, "no scenario: the weeks before are not known")
        return
    yield from _weeks(evidence, evidence.scenario, params)
    yield from _blocks(evidence, evidence.scenario, params)


def _weeks(evidence: Evidence, scenario: Scenario, params: WeeklyRamp) -> Iterator[Verdict]:
    """`past` holds load weeks, the newest last, `weekly_km` standing in beyond the history.

    Weeks with lost days, those on the way back from an absence and those with fewer km for a change or a camp are
    left out of it.
    """
    count = params.mean_of_weeks
    past: list[int | None] = [*[round(1000 * scenario.athlete.weekly_km)] * count, *(evidence.history_m or ())]
    for week, kind in enumerate(evidence.cycle.weeks):
        if kind != "load":
            continue
        own, last, lost = evidence.distance_m(week), past[-count:], evidence.lost_in(week)
        known = [m for m in last if m is not None]
        mean = max(sum(known), count * scenario.usual_weekly_m)
        if week not in evidence.weeks:
            pass
        elif own is None or len(known) < count:
            yield unknown(evidence.monday(week), "km of the week or of the weeks before not known")
        elif 700 * count * own > (7 - lost) * params.max_week_pct * mean:
            part = f"{7 - lost}/7 of " if lost else ""
            allowed = f"{part}{params.max_week_pct} % of {km(mean // count)} km"
            yield broken(evidence.monday(week), f"{km(own)} km", allowed)
        if not lost and evidence.way_back(week) is None and not evidence.is_eased(week):
            past.append(evidence.counted_m(week))


def _blocks(evidence: Evidence, scenario: Scenario, params: WeeklyRamp) -> Iterator[Verdict]:
    last: int | None = round(1000 * scenario.athlete.weekly_km)
    before_limited: list[int | None] = []
    earlier: tuple[int, ...] = ()
    for block in evidence.cycle.blocks:
        if not block.load_weeks:
            continue
        still = [week for week in block.load_weeks if not evidence.is_lived(week)]
        planned, own = evidence.planned_m(block), [evidence.distance_m(week) for week in still]
        judged = None if None in own else max((m for m in own if m is not None), default=0)
        where = evidence.monday((still or block.load_weeks)[0])
        if judged is None or last is None or None in before_limited:
            if set(block.load_weeks) & set(evidence.weeks):
                yield unknown(where, "planned load km of the block or of the one before not known")
        else:
            again = max((m for m in before_limited if m is not None), default=0)
            has_lost = any(evidence.lost_in(week) for week in (*earlier, *block.load_weeks))
            pct = params.change_block_pct if has_lost else _block_pct(evidence, block, params)
            if 100 * judged > max(pct * last, 100 * again):
                step = f"{pct} % of {km(last)} km"
                allowed = f"{step}, or {km(again)} km as before dated blocks or pins" if again else step
                yield broken(where, f"block of {km(judged)} km", allowed)
        before_limited += [last] * any(evidence.is_limited(week) for week in block.load_weeks)
        if not all(evidence.lost_in(week) for week in block.load_weeks):
            last = planned
        earlier = tuple(block.load_weeks)


def _block_pct(evidence: Evidence, block: LoadBlock, params: WeeklyRamp) -> int:
    """A block with a stated change in one of its load weeks takes no step of its own."""
    has_change = any(evidence.dated.changes_in(week) for week in block.load_weeks)
    return params.change_block_pct if has_change else params.max_block_pct
