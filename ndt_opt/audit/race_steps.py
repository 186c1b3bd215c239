"""Which rung of its ladder every week's race-pace session is, worked out by the auditor itself."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import floor

from ndt_opt.audit.race_calendar import RaceCalendar
from ndt_opt.rules.race_params import RaceSpecific
from ndt_opt.rules.training_model import Ladder, Rung


@dataclass(frozen=True)
class Step:
    """The shape of a rung (`number` counts from 1) on the way to a race of `goal_m` metres, a pace and reps."""

    name: str
    number: int
    rung: Rung
    ladder: Ladder
    goal_m: int
    pace_pct: int
    reps: int


def race_pace_steps(calendar: RaceCalendar) -> dict[int, Step]:
    """By week: those of one goal climb from the first rung to the last.

    A taper week has the first one's reps at the last one's pace.
    """
    asked = [w for w in range(calendar.scenario.season.weeks) if (m := calendar.mix(w)) is not None and m.race_pace]
    season = calendar.scenario.season
    if not calendar.model.holds("phase-mix") and (season.races or season.phases):
        asked = [w for w in range(season.weeks) if calendar.kinds[w] != "recovery"]
    found: dict[int, Step] = {}
    for _, group in groupby(asked, key=calendar.goal):
        weeks = list(group)
        climbing = [w for w in weeks if calendar.kinds[w] == "load"]
        for week in weeks:
            step = _step(calendar, week, climbing)
            if step is not None:
                found[week] = step
    return found


def _step(calendar: RaceCalendar, week: int, climbing: list[int]) -> Step | None:
    """None where the usual week carries no rung up to the wanted one, or not the session of the taper."""
    model, goal = calendar.model, calendar.goal(week)
    rule: RaceSpecific = model.rules["race-specific"]
    goal_m = rule.untold_goal_m if goal is None else goal.distance_m
    ordered = sorted(model.ladders.items(), key=lambda item: item[1].up_to_m)
    name, ladder = next(((n, x) for n, x in ordered if x.up_to_m >= goal_m), ordered[-1])
    last, is_climb = len(ladder.rungs) - 1, week in climbing
    place = last if is_climb else 0
    if is_climb and len(climbing) > 1:
        place = floor(Fraction(climbing.index(week) * last, len(climbing) - 1) + Fraction(1, 2))
    carried_m = calendar.scenario.usual_weekly_m * ladder.max_week_pct // 100
    if not is_climb and model.holds("taper"):
        carried_m = carried_m * model.rules["taper"].max_km_pct // 100
    final = ladder.rungs[last]
    if not is_climb:
        part_m = min(carried_m, rule.taper_work_pct * final.reps * final.rep_m // 100)
        reps = part_m // ladder.rungs[0].rep_m
        return None if reps < 2 else Step(name, 1, ladder.rungs[0], ladder, goal_m, final.pace_pct, reps)
    own = ladder.rungs[place]
    cut = {n: min(rung.reps, carried_m // rung.rep_m) for n, rung in enumerate(ladder.rungs[: place + 1])}
    if cut[place] < own.reps:
        most = max((reps * ladder.rungs[n].rep_m for n, reps in cut.items() if reps > 1), default=0)
        places = [n for n, reps in cut.items() if reps > 1 and reps * ladder.rungs[n].rep_m == most]
        place = max(places, default=-1)
    if place < 0:
        return None
    return Step(name, place + 1, ladder.rungs[place], ladder, goal_m, own.pace_pct, cut[place])
