"""What the weeks of a phase, and taper and race weeks, hold.

Rule    phase-mix
Keeps   outside base, and in taper and race weeks, at most the mix's doubles, singles and HIT, and its race-pace
        sessions, races counted (fewer only where every day that could take one stands too near to a hard day, and
        then its metres count against the share all the same; none on the way back); doubles of a competition, taper
        or race week only so many days before an A race; in base no race-pace session
Breaks  two doubles in a week of pre-competition
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.mix import mix_by, race_pace_count
from ndt_opt.cpsat.spare_days import excuses, has_days, share_with_missed
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.race_params import PhaseMix

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid


def allows_kinds(letters: str, week: Week, params: PhaseMix) -> bool:
    mix = mix_by(week, params)
    if mix is None:
        return "P" not in letters
    doubles, singles = letters.count("D"), letters.count("S")
    is_close = week.kind == "load" and week.phase == "pre-competition"
    return (
        doubles <= mix.doubles
        and singles <= (mix.singles_with_double if doubles else mix.singles)
        and letters.count("H") <= mix.hit
        and letters.count("P") <= max(0, (mix.race_pace if week.rung else 0) - len(week.races))
        and (is_close or all(d in week.sharp for d, letter in enumerate(letters) if letter == "D"))
    )


def most_m(week: Week, scenario: Scenario, params: PhaseMix) -> int | None:
    """Most metres of a load week of transition; None of others."""
    if not week.is_transition:
        return None
    return (7 - week.lost_days) * params.transition_max_km_pct * scenario.usual_weekly_m // 700


def add(grid: Grid, params: PhaseMix) -> list[Constraint]:
    posted = []
    for week in grid.open_weeks:
        most = most_m(week.week, grid.scenario, params)
        posted += [] if most is None else [grid.cp.add(week.volume_m <= most)]
        wanted, sessions = race_pace_count(week.week, grid.model), week.columns.race_paces
        if not wanted or not sessions:
            continue
        if not week.week.disturbed:
            posted.append(grid.cp.add(week.count("P") == wanted))
        elif has_days(week.week, grid.model):
            least_m, shortest_s = min(s.work_m for s in sessions), min(s.duration_s for s in sessions)
            posted += share_with_missed(grid, week, least_m * (wanted - week.count("P")), None)
            for near in excuses(grid, week, shortest_s, before_double=False):
                posted.append(grid.cp.add(week.count("P") + wanted * near >= wanted))
    return posted
