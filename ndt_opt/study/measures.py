"""What a plan comes to in numbers: those that a comparison puts side by side."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise

from ndt_opt.domain.comparison import Measures, WeekNumbers
from ndt_opt.domain.plan import Block, Plan, Session, Week
from ndt_opt.report.season import quality
from ndt_opt.units import half_up

_EASY = ("easy", "long")


def measure(plan: Plan) -> Measures:
    """The whole season in numbers."""
    weeks, sessions = plan.weeks, plan.sessions
    load_weeks, cycles, kinds, gaps = _load_weeks(plan), _cycles(plan), Counter(quality(sessions)), _gaps(sessions)
    unraced = [s for s in sessions if s.kind != "race"]
    return Measures(
        weeks=len(weeks),
        load_weeks=len(load_weeks),
        z2_work_s=sum(w.z2_work_s for w in weeks),
        z2_per_load_week_s=_mean([w.z2_work_s for w in load_weeks]),
        z2_per_cycle_s=_mean(cycles),
        cycles=len(cycles),
        hard_km_pct=_pct(sum(s.hard_m for s in unraced), sum(s.distance_m for s in unraced)),
        hard_time_pct=_pct(sum(s.hard_s for s in unraced), sum(s.duration_s for s in unraced)),
        double_days=kinds["double"],
        hard_days=len(hard_dates(sessions)),
        single_sessions=kinds["threshold"] + kinds["tempo"],
        hit_sessions=kinds["hit"],
        race_pace_sessions=kinds["race-pace"],
        races=kinds["race"],
        distance_m=sum(w.distance_m for w in weeks),
        most_week_m=max(w.distance_m for w in weeks),
        duration_s=sum(w.duration_s for w in weeks),
        muscular_mean_week=half_up(sum(w.muscular_load for w in weeks), len(weeks)),
        muscular_peak_week=max(w.muscular_load for w in weeks),
        shortest_gap_days=min(gaps, default=None),
        longest_gap_days=max(gaps, default=None),
        load_block_days=[_days(b) for b in plan.blocks if b.kind == "load"],
        recovery_block_days=[_days(b) for b in plan.blocks if b.kind == "recovery"],
    )


def week_numbers(plan: Plan) -> list[WeekNumbers]:
    """The season week by week."""
    return [_week(week, [s for s in plan.sessions if s.id in set(week.sessions)]) for week in plan.weeks]


def _week(week: Week, sessions: list[Session]) -> WeekNumbers:
    return WeekNumbers(
        week=week.index + 1, start=week.start, phase=week.phase, block=week.block, tier=week.tier,
        z2_work_s=week.z2_work_s, z2_cumulative_s=week.z2_cumulative_s, hard_m=week.hard_m,
        distance_m=week.distance_m, duration_s=week.duration_s, muscular_load=week.muscular_load,
        double_days=quality(sessions)["double"], hard_days=len(hard_dates(sessions)),
    )  # fmt: skip


def hard_dates(sessions: list[Session]) -> list[dt.date]:
    """Days that hold a session which is not easy, in order."""
    return sorted({s.date for s in sessions if s.kind not in _EASY})


def _gaps(sessions: list[Session]) -> list[int]:
    """Easy days between each hard day and the next."""
    return [(later - earlier).days - 1 for earlier, later in pairwise(hard_dates(sessions))]


def _load_weeks(plan: Plan) -> list[Week]:
    """Weeks of load blocks in which anything is run."""
    return [w for w in plan.weeks if w.block == "load" and w.distance_m]


def _cycles(plan: Plan) -> list[int]:
    """Zone 2 work of each load block with the recovery block after it, seconds."""
    pairs = [(a, b) for a, b in pairwise(plan.blocks) if (a.kind, b.kind) == ("load", "recovery")]
    return [sum(s.z2_work_s for s in plan.sessions if a.from_ <= s.date <= b.to) for a, b in pairs]


def _days(block: Block) -> int:
    return (block.to - block.from_).days + 1


def _mean(seconds: list[int]) -> int | None:
    return half_up(sum(seconds), len(seconds)) if seconds else None


def _pct(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
