"""Race-pace sessions and races: what is run, from the ladder of the race and the athlete's race pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

from ndt_opt.domain.scenario import Race
from ndt_opt.menu.sessions import MenuSession, assembled
from ndt_opt.physiology.pace import race_seconds
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import Ladder, Template, TrainingModel
from ndt_opt.units import half_up

LEAST_REPS = 2


@dataclass(frozen=True)
class Step:
    """One race-pace session: the shape of a rung (0 is the first), per cent of race pace, the goal's metres, reps."""

    ladder: str
    rung: int
    pace_pct: int
    goal_m: int
    reps: int
    is_taper: bool = False

    @property
    def name(self) -> str:
        """The session's template: `long-track-3`, `long-track-taper`."""
        return f"{self.ladder}-{'taper' if self.is_taper else self.rung + 1}"


def steps(
    goals: Sequence[Race | None], is_taper: Sequence[bool], usual_weekly_m: int, model: TrainingModel
) -> list[Step | None]:
    """The race-pace sessions on the way to these races, one after the other.

    Those of one goal in a row climb its ladder from the first rung to the last, evenly; a taper week has the short
    reps of the first at the pace of the last, a part of its metres.  Work stays within the ladder's part of the usual
    week; where that leaves fewer metres than an earlier rung has, or too few reps, the shape is that rung's; None where
    there is no such.
    """
    found: list[Step | None] = []
    for first, end in _runs(goals):
        climbing = [n for n in range(first, end) if not is_taper[n]]
        for n in range(first, end):
            *ladder, sharpener = every_step(goals[n], usual_weekly_m, model)
            if is_taper[n]:
                found.append(sharpener if sharpener.reps >= LEAST_REPS else None)
                continue
            wanted = _rung(climbing.index(n), len(climbing), len(ladder) - 1)
            found.append(carried(ladder[: wanted + 1], model))
    return found


def carried(climbed: Sequence[Step], model: TrainingModel) -> Step | None:
    """The last of the rungs climbed, or at its pace an earlier one that the usual week carries more of."""
    *_, own = climbed
    rungs = model.ladders[own.ladder].rungs
    if own.reps == rungs[own.rung].reps:
        return own
    able = [step for step in climbed if step.reps >= LEAST_REPS]
    shape = max(able, key=lambda step: (step.reps * rungs[step.rung].rep_m, step.rung), default=None)
    return None if shape is None else replace(shape, pace_pct=own.pace_pct)


def every_step(goal: Race | None, usual_weekly_m: int, model: TrainingModel) -> list[Step]:
    """Each rung of the ladder to a race, and at last the session of its taper; some may have too few reps."""
    rule = model.rules["race-specific"]
    goal_m = rule.untold_goal_m if goal is None else goal.distance_m
    name, ladder = model.ladder_for(goal_m)
    most_m = usual_weekly_m * ladder.max_week_pct // 100
    found = [
        Step(name, n, rung.pace_pct, goal_m, min(rung.reps, most_m // rung.rep_m))
        for n, rung in enumerate(ladder.rungs)
    ]
    first, last = ladder.rungs[0], ladder.rungs[-1]
    tapered_m = most_m * (model.rules["taper"].max_km_pct if model.holds("taper") else 100) // 100
    reps = min(rule.taper_work_pct * last.reps * last.rep_m // 100, tapered_m) // first.rep_m
    return [*found, Step(name, 0, last.pace_pct, goal_m, reps, is_taper=True)]


def _runs(goals: Sequence[Race | None]) -> list[tuple[int, int]]:
    edges = [n for n in range(len(goals)) if n == 0 or goals[n] != goals[n - 1]]
    return list(pairwise([*edges, len(goals)]))


def _rung(place: int, number: int, last: int) -> int:
    """The rung of the session at `place` of `number`: the first and the last at the ladder's ends, halves up."""
    return last if number == 1 else half_up(place * last, number - 1)


def race_pace(distance_m: int, profile: Profile) -> float:
    """Seconds per km of a race, by the athlete's VDOT."""
    return 1000 * race_seconds(profile.vdot, distance_m) / distance_m


def race_pace_session(step: Step, model: TrainingModel, profile: Profile, slower_s: int = 0) -> MenuSession:
    """The session of a step; its pace is rounded to the slower second, and never above `max_speed_pct`.

    `slower_s`: s/km that altitude adds to it.
    """
    ladder = model.ladders[step.ladder]
    rung = ladder.rungs[step.rung]
    part = max(step.pace_pct / 100, 100 / model.rules["race-specific"].max_speed_pct)
    pace = ceil(round(race_pace(step.goal_m, profile) * part, 6)) + slower_s
    template = _template(ladder, rung.rep_m, rung.rest_s, ladder.rpe, model.physiology.race_pace_slack_s)
    found = assembled(step.name, "race-pace", template, step.reps, pace, ladder.zone, model, profile)
    return replace(found, slower_s=slower_s)


def race_session(race: Race, slower_s: int, model: TrainingModel, profile: Profile) -> MenuSession:
    """A race with warm-up and cool-down; `slower_s` is what altitude adds to its pace, s/km."""
    _, ladder = model.ladder_for(race.distance_m)
    constants = model.physiology
    template = _template(ladder, race.distance_m, 0, constants.race_rpe, constants.race_pace_slack_s)
    pace = round(race_pace(race.distance_m, profile)) + slower_s
    return replace(assembled("race", "race", template, 1, pace, ladder.zone, model, profile), slower_s=slower_s)


def _template(ladder: Ladder, rep_m: int, rest_s: int, rpe: list[int], slack_s: int) -> Template:
    return Template(
        use=[], rep_m=rep_m, rest_s=rest_s, pace_multiple=1.0, pace_slack_s=slack_s, window="race",
        lactate_mmol=ladder.lactate_mmol, rpe=rpe, min_reps=1,
    )  # fmt: skip
