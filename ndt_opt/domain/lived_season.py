"""The scenario of a season that has begun: as its author wrote it, and with what was run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ndt_opt.domain.calendar import DAY
from ndt_opt.domain.lived import Away, Lived, LivedRun
from ndt_opt.domain.log import MOVED_DAYS
from ndt_opt.domain.race import Race
from ndt_opt.domain.scenario import BlockedDates, Scenario, Transition

AWAY = "nothing was run"


def without_lived(scenario: Scenario) -> Scenario:
    """The scenario as its author wrote it: without what an earlier new plan has added."""
    lived = scenario.lived
    if lived is None:
        return scenario
    blocked = [b for b in scenario.availability.blocked if b.reason != AWAY or not _is_of(b, lived.away)]
    back = {(away.to + DAY, away.easy_days) for away in lived.away}
    changes = [t for t in scenario.transitions if t.kind != "return-from-break" or (t.date, t.days) not in back]
    races = [*lived.races, *(race for race in scenario.season.races if not is_past(race, lived))]
    return scenario.model_copy(
        update={
            "availability": scenario.availability.model_copy(update={"blocked": blocked}),
            "transitions": changes,
            "season": scenario.season.model_copy(update={"races": races}),
            "lived": None,
        }
    )


def _is_of(blocked: BlockedDates, away: Sequence[Away]) -> bool:
    return any((own.from_, own.to) == (blocked.from_, blocked.to) for own in away)


def is_past(race: Race, lived: Lived) -> bool:
    """Whether its day has gone, or a race was logged on it."""
    return race.date < lived.as_of or any(run.date == race.date for run in _raced(lived))


def _raced(lived: Lived) -> list[LivedRun]:
    return [run for run in lived.runs if run.kind == "race" and not run.is_planned]


def with_lived(scenario: Scenario, lived: Lived) -> Scenario:
    """What was run, the days away as lost ones, the days of coming back, and the races as they were run.

    One that was not run is none; one run within a week is moved; one that nobody knew is a C race.
    """
    blocked = [BlockedDates.model_validate({"from": a.from_, "to": a.to, "reason": AWAY}) for a in lived.away]
    back = [
        Transition(kind="return-from-break", date=a.to + DAY, days=a.easy_days) for a in lived.away if a.easy_days
    ]
    past = [race for race in scenario.season.races if is_past(race, lived)]
    coming = [race for race in scenario.season.races if race not in past]
    availability = scenario.availability.model_copy(update={"blocked": [*scenario.availability.blocked, *blocked]})
    return scenario.model_copy(
        update={
            "availability": availability,
            "transitions": [*scenario.transitions, *back],
            "season": scenario.season.model_copy(update={"races": [*_as_run(past, _raced(lived)), *coming]}),
            "lived": lived.model_copy(update={"races": past}),
        }
    )


def _as_run(races: Sequence[Race], runs: Sequence[LivedRun]) -> list[Race]:
    """The races behind us on the days on which they were run; one a day."""
    left, found = list(races), dict[dt.date, Race]()
    for run in sorted(runs, key=lambda own: all(race.date != own.date for race in races)):
        near = [race for race in left if abs((race.date - run.date).days) <= MOVED_DAYS]
        own = min(near, key=lambda race: abs((race.date - run.date).days), default=None)
        if own is not None:
            left.remove(own)
        metres = min(max(run.hard_m or run.distance_m, 800), 50_000)
        race = own or Race(name="Race", date=run.date, distance_m=metres, priority="C")
        found.setdefault(run.date, race.model_copy(update={"date": run.date}))
    return [found[date] for date in sorted(found)]
