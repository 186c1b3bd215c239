"""The scenario of a season that has begun: as its author wrote it, and with what was run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ndt_opt.domain.lived import Away, Lived
from ndt_opt.domain.scenario import BlockedDates, Scenario, Transition

AWAY = "nothing was run"
DAY = dt.timedelta(days=1)


def without_lived(scenario: Scenario) -> Scenario:
    """The scenario as its author wrote it: without what an earlier new plan has added."""
    lived = scenario.lived
    if lived is None:
        return scenario
    blocked = [b for b in scenario.availability.blocked if b.reason != AWAY or not _is_of(b, lived.away)]
    back = {(away.to + DAY, away.easy_days) for away in lived.away}
    changes = [t for t in scenario.transitions if t.kind != "return-from-break" or (t.date, t.days) not in back]
    availability = scenario.availability.model_copy(update={"blocked": blocked})
    return scenario.model_copy(update={"availability": availability, "transitions": changes, "lived": None})


def _is_of(blocked: BlockedDates, away: Sequence[Away]) -> bool:
    return any((own.from_, own.to) == (blocked.from_, blocked.to) for own in away)


def with_lived(scenario: Scenario, lived: Lived) -> Scenario:
    """What was run, the days away as lost ones, the days of coming back; races that were not run are none."""
    blocked = [BlockedDates.model_validate({"from": a.from_, "to": a.to, "reason": AWAY}) for a in lived.away]
    back = [
        Transition(kind="return-from-break", date=a.to + DAY, days=a.easy_days) for a in lived.away if a.easy_days
    ]
    raced = {run.date for run in lived.runs if run.kind == "race"}
    races = [race for race in scenario.season.races if race.date >= lived.as_of or race.date in raced]
    availability = scenario.availability.model_copy(update={"blocked": [*scenario.availability.blocked, *blocked]})
    return scenario.model_copy(
        update={
            "availability": availability,
            "transitions": [*scenario.transitions, *back],
            "season": scenario.season.model_copy(update={"races": races}),
            "lived": lived,
        }
    )
