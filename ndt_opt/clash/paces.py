"""What helps to understand a clash of paces."""

from __future__ import annotations

from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.sessions import build_menu
from ndt_opt.physiology.profile import profile
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.units import format_pace


def refused_paces(scenario: Scenario, model: TrainingModel) -> tuple[str, ...]:
    """Which templates `intensity-ceiling` keeps from this athlete because easy running would be too near."""
    person = profile(scenario.athlete, model.physiology, scenario.season.start)
    least = model.rules["intensity-ceiling"].min_easy_pace_pct
    menu = [s for s in build_menu(model, person) if s.is_threshold]
    refused = [s for s in menu if 100 * person.easy_fast < least * s.pace]
    if not refused:
        return ()
    names = ", ".join(dict.fromkeys(s.template for s in refused))
    slowest = format_pace(max(s.pace for s in refused))
    own = scenario.athlete.easy_pace
    typed = "" if own is None or person.easy_fast < own else " A slower athlete.easy_pace leaves them room."
    return (
        f"intensity-ceiling leaves out {names}: they start at up to {slowest}, and easy running as fast as "
        f"{format_pace(person.easy_fast)} is less than {least} % of that. A model of short reps, such as low-volume, "
        f"may still do.{typed}",
    )
