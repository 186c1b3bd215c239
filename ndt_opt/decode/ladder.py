"""Race-pace ladders that the usual week does not carry to their end, told in one line a race."""

from __future__ import annotations

from ndt_opt.decode.choice import SeasonChoice, WeekChoice
from ndt_opt.domain.plan import Scaled
from ndt_opt.domain.scenario import Race, Scenario
from ndt_opt.menu.race import carried, every_step
from ndt_opt.rules.training_model import Rung, TrainingModel
from ndt_opt.units import km


def ladder_entries(choice: SeasonChoice, scenario: Scenario, model: TrainingModel) -> list[Scaled]:
    """One entry per race whose race-pace sessions never come to the last rung, at the first week that asks for one."""
    if not (model.holds("phase-mix") and model.holds("race-specific")):
        return []
    first: dict[Race, WeekChoice] = {}
    for week in choice.weeks:
        goal = scenario.season.goal_from(week.start)
        if goal is not None and _asks(week, model):
            first.setdefault(goal, week)
    found = [_entry(race, week, scenario, model) for race, week in first.items()]
    return [entry for entry in found if entry is not None]


def _asks(week: WeekChoice, model: TrainingModel) -> bool:
    """Whether the mix of a load week has a race-pace session that no race takes the place of."""
    rule = model.rules["phase-mix"]
    mix = {"pre-competition": rule.pre_competition, "competition": rule.competition}.get(week.phase)
    return mix is not None and week.kind == "load" and bool(mix.race_pace > len(week.races))


def _entry(race: Race, week: WeekChoice, scenario: Scenario, model: TrainingModel) -> Scaled | None:
    usual_m, (_, ladder) = scenario.usual_weekly_m, model.ladder_for(race.distance_m)
    *steps, _ = every_step(race, usual_m, model)
    last = ladder.rungs[-1]
    if steps[-1].reps == last.reps:
        return None
    best = carried(steps, model)
    most_m = usual_m * ladder.max_week_pct // 100
    fits_m = max(-(-100 * rung.reps * rung.rep_m // ladder.max_week_pct) for rung in ladder.rungs)
    return Scaled(
        rule="race-specific",
        where=week.start,
        asked=f"sessions for {km(race.distance_m)} km up to {_session(last.reps, last, last.pace_pct)}",
        given="none" if best is None else f"up to {_session(best.reps, ladder.rungs[best.rung], best.pace_pct)}",
        why=f"a session takes {ladder.max_week_pct} % of the usual {km(usual_m)} km, {km(most_m)} km",
        fits_at_km=-(-fits_m // 100) / 10,
    )


def _session(reps: int, rung: Rung, pace_pct: int) -> str:
    """`2 x 3 km at race pace`."""
    rep = f"{km(rung.rep_m)} km" if rung.rep_m >= 1000 else f"{rung.rep_m} m"
    slower = pace_pct - 100
    return f"{reps} x {rep} at race pace" if slower <= 0 else f"{reps} x {rep}, {slower} % slower than race pace"
