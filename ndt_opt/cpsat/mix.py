"""What a week's phase and races let it hold, and which race-pace session is its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.race import Step, steps
from ndt_opt.rules.race_params import Mix, PhaseMix
from ndt_opt.rules.training_model import TrainingModel

if TYPE_CHECKING:
    from ndt_opt.cpsat.horizon import Week


def mix_of(week: Week, model: TrainingModel) -> Mix | None:
    """The mix of a taper or race week, or of a load week outside base; None where the other rules say it all."""
    return mix_by(week, model.rules["phase-mix"]) if model.holds("phase-mix") else None


def mix_by(week: Week, rule: PhaseMix) -> Mix | None:
    """The same where the rule holds."""
    if week.kind == "taper":
        return rule.taper
    if week.kind == "race":
        return rule.race_week if any(race.priority == "A" for race in week.races) else rule.light_week
    if week.kind == "recovery":
        return None
    mixes = {"pre-competition": rule.pre_competition, "competition": rule.competition, "transition": rule.transition}
    return mixes.get(week.phase)


def race_pace_count(week: Week, model: TrainingModel) -> int:
    """Race-pace sessions the week is to hold: what its mix asks, less its races; none where it carries no rung."""
    mix = mix_of(week, model)
    return 0 if mix is None or week.rung is None else max(0, mix.race_pace - len(week.races))


def race_pace_steps(weeks: Sequence[Week], scenario: Scenario, model: TrainingModel) -> dict[int, Step]:
    """The ladder's step of every week whose mix has race-pace sessions, by week index.

    Where `phase-mix` is off, of every week but recovery weeks of a season with races or phases.
    """
    season = scenario.season
    able = [w for w in weeks if (mix := mix_of(w, model)) is not None and mix.race_pace]
    if not model.holds("phase-mix") and (season.races or season.phases):
        able = [w for w in weeks if not w.is_recovery]
    found = steps([w.goal for w in able], [w.kind != "load" for w in able], scenario.usual_weekly_m, model)
    return {week.index: step for week, step in zip(able, found, strict=True) if step is not None}
