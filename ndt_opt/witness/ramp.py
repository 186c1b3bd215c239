"""Blocks of weeks, and the most km of each week: the ramp bounds them one after the other."""

from __future__ import annotations

from dataclasses import dataclass

from ndt_opt.domain.calendar import SLOTS
from ndt_opt.menu.sessions import EASY_UNIT_M
from ndt_opt.witness.facts import Facts
from ndt_opt.witness.season import DAYS, Season

STEP_KM = EASY_UNIT_M / 1000


@dataclass
class BlockPlan:
    """The weeks of a block, the most km of each, and where the least tier begins that it plans."""

    first: int
    weeks: list[Facts]
    caps: list[float]
    least_km: float


def blocks_of(season: Season) -> list[BlockPlan]:
    """Blocks with the highest km of their weeks: the ramp bounds them one after the other."""
    ramp, usual = season.rules["weekly-ramp"], season.scenario.usual_weekly_m / 1000
    past = list(season.scenario.history.recent_km or [season.scenario.athlete.weekly_km] * 4)
    lacking = [False] * len(past)
    top, planned, again = season.scenario.max_weekly_m / 1000, season.scenario.athlete.weekly_km, 0.0
    found: list[BlockPlan] = []
    for index, week in enumerate(season.weeks):
        if index == 0 or (week.kind == "load" and season.weeks[index - 1].kind != "load"):
            end = next((w for w in range(index, season.number) if season.weeks[w].kind != "load"), season.number)
            own = season.weeks[index:end]
            earlier = [w for w in found[-1].weeks if w.kind == "load"] if found else []
            is_held = any(w.cautions.changes for w in own) or any(w.lost for w in earlier + own)
            pct = ramp.change_block_pct if is_held else ramp.max_block_pct
            block_top = min(top, max(planned * pct / 100, again))
            lacks_km = any(w.lacks_km for w in own)
            again = max(again, planned if lacks_km else 0)
            near = lacks_km or any(lacking[-ramp.mean_of_weeks :])
            found.append(BlockPlan(index, [], [], _least_km(season, index, own if near else None)))
        block = found[-1]
        block.weeks.append(week)
        if week.kind != "load":
            block.caps.append(top)
            continue
        recent = past[-ramp.mean_of_weeks :]
        mean = max(sum(recent) / len(recent), usual)
        left, eased = (7 - week.lost) / 7, week.eased_pct
        cap = min(block_top, left * mean * ramp.max_week_pct / 100)
        cap = min(cap, left * usual * eased / 100) if eased < 100 else cap
        if not week.is_touched:
            alike = (w for w in block.weeks[:-1] if (w.is_touched, w.phase, w.kind) == (False, week.phase, "load"))
            first = next(alike, None)
            cap = cap if first is None else min(cap, block.caps[block.weeks.index(first)])
        block.caps.append(cap if week.races else int(cap / STEP_KM + 1e-6) * STEP_KM)
        lacking.append(week.lacks_km)
        if not week.lost and eased == 100:
            past.append(block.caps[-1])
        if any(w.kind == "load" and not w.lost for w in block.weeks):
            planned = max(c for c, w in zip(block.caps, block.weeks, strict=True) if w.kind == "load")
    return found


def _least_km(season: Season, first: int, lacking: list[Facts] | None) -> float:
    """`volume-tier`: where the usual week's tier begins, or that of what some of these load weeks carry."""
    tier, athlete, usual = season.rules["volume-tier"], season.scenario.athlete, season.scenario.usual_weekly_m / 1000
    if athlete.max_weekly_hours is not None:
        usual = min(usual, 3600 * athlete.max_weekly_hours / season.person.easy_pace)
    if lacking is not None:
        usual = min(usual, max((_carried_km(season, w, week) for w, week in enumerate(lacking, first)), default=0))
    starts = [km for km in (tier.a_from_km, tier.b_from_km, tier.c_from_km) if usual >= km]
    return max(starts, default=0) if tier.keep_usual_tier else 0


def _carried_km(season: Season, week: int, facts: Facts) -> float:
    """What easy runs in the open slots of a load week come to, and no more than its part of the usual week."""
    longest = 60 * season.rules["easy-runs"].max_min
    dates = [season.date(week, d) for d in DAYS if d not in facts.races]
    rooms = [season.scenario.slot_window(date, slot) for date in dates for slot in SLOTS]
    easy_km = sum(min(room[1], longest) for room in rooms if room is not None) / season.person.easy_pace
    most_km = season.scenario.usual_weekly_m / 1000 * facts.eased_pct / 100 * (7 - facts.lost) / 7
    return min(easy_km * season.rules["volume-tier"].carried_pct / 100, most_km)
