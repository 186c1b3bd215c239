"""Which week is what: load, recovery, taper or race week, and its phase. Counted in weeks from the season's first.

Only the calendar grid knows races; on the day grid the layout says what a day is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from ndt_opt.domain.calendar import BlockKind, Phase
from ndt_opt.domain.scenario import Race, Scenario
from ndt_opt.rules.race_params import PhaseMix, RaceDay, RecoveryAfter, Taper
from ndt_opt.rules.training_model import TrainingModel

_RANK: dict[BlockKind, int] = {"load": 0, "recovery": 1, "taper": 2, "race": 3}


@dataclass(frozen=True)
class Stretch:
    """Weeks `first` to `end` (not included) between races; `cut` where an A or B race's weeks follow."""

    first: int
    end: int
    cut: bool

    @property
    def weeks(self) -> int:
        return self.end - self.first


def week_kinds(scenario: Scenario, model: TrainingModel) -> tuple[BlockKind, ...]:
    """The kind of every week: what the races ask, and between them load blocks with recovery weeks.

    Weeks already run are what they were.
    """
    kinds = _by_races(scenario, model)
    lived = scenario.lived
    if lived is not None:
        kinds[: lived.weeks] = lived.kinds[: len(kinds)]
        if lived.deload and lived.weeks < len(kinds):
            kinds[lived.weeks] = kinds[lived.weeks] or "recovery"
    for stretch in _stretches(kinds):
        kinds[stretch.first : stretch.end] = _cycle(stretch, _days_since_recovery(stretch, scenario), model)
    return tuple(kind or "load" for kind in kinds)


def _by_races(scenario: Scenario, model: TrainingModel) -> list[BlockKind | None]:
    """Race weeks, the taper before and the recovery after; of several claims on a week the strongest."""
    weeks = scenario.season.weeks
    kinds: list[BlockKind | None] = [None] * weeks
    if not model.holds("taper"):
        return kinds

    def claim(week: int, kind: BlockKind) -> None:
        if 0 <= week < weeks and _RANK[kind] > _RANK[kinds[week] or "load"]:
            kinds[week] = kind

    rule: Taper = model.rules["taper"]
    for race in scenario.season.races:
        own = week_of(race.date, scenario)
        if race.priority != "C":
            claim(own, "race")
        for n in range(rule.weeks if race.priority == "A" else 0):
            claim(own - 1 - n, "taper")
        for n in range(recovery_weeks(race, rule)):
            claim(own + 1 + n, "recovery")
    return kinds


def recovery_after(race: Race, rule: Taper) -> RecoveryAfter:
    """Recovery after a race of that distance."""
    return next((step for step in rule.recovery if race.distance_m <= step.up_to_m), rule.recovery[-1])


def recovery_weeks(race: Race, rule: Taper) -> int:
    """Recovery weeks after an A race, or any so long, by its distance."""
    is_asked = race.priority == "A" or race.distance_m >= rule.recovery_from_m
    return recovery_after(race, rule).weeks if is_asked else 0


def recovery_pct(week: int, kinds: Sequence[BlockKind], scenario: Scenario, model: TrainingModel) -> int | None:
    """Most km of a recovery week after a race, per cent of the load weeks; None of other weeks."""
    rule: Taper = model.rules["taper"]
    if not model.holds("taper") or kinds[week] != "recovery":
        return None
    found = [
        recovery_after(race, rule).max_km_pct
        for race in scenario.season.races
        if 0 < week - week_of(race.date, scenario) <= recovery_weeks(race, rule)
    ]
    return min(found, default=None)


def week_of(date: dt.date, scenario: Scenario) -> int:
    """The week's index."""
    return (date - scenario.season.start).days // 7


def _stretches(kinds: Sequence[BlockKind | None]) -> list[Stretch]:
    found, first = [], None
    for week, kind in enumerate([*kinds, "race"]):
        if kind is None and first is None:
            first = week
        elif kind is not None and first is not None:
            found.append(Stretch(first, week, week < len(kinds)))
            first = None
    return found


def _days_since_recovery(stretch: Stretch, scenario: Scenario) -> int:
    """Load days right before a stretch: those of the history, and of weeks already run."""
    if stretch.first != scenario.lived_weeks:
        return 0
    run = takewhile(lambda kind: kind == "load", reversed([] if scenario.lived is None else scenario.lived.kinds))
    weeks = len(list(run))
    return 7 * weeks + (scenario.history.days_since_recovery if weeks == stretch.first else 0)


def _cycle(stretch: Stretch, since: int, model: TrainingModel) -> list[BlockKind | None]:
    """Load blocks with a recovery week between them; where they do not come out even, the first are shorter.

    A stretch up to the season's end keeps whole blocks from its beginning; `since` load days have gone before it.
    """
    if not model.holds("load-recovery-cycle"):
        return ["load"] * stretch.weeks
    most = model.rules["load-recovery-cycle"].block_days[1] // 7
    already = min(-(-since // 7), most)  # a begun week counts
    sizes = _block_sizes(stretch.weeks + already, most, already) if stretch.cut else []
    sizes += [most] * (stretch.weeks if not stretch.cut else 0)
    kinds: list[BlockKind | None] = []
    for size in sizes:
        block: list[BlockKind] = ["load"] * size
        kinds += [*block, "recovery"]
    return kinds[already : already + stretch.weeks]


def _block_sizes(weeks: int, most: int, already: int) -> list[int]:
    """Load weeks of each block, as few blocks as hold them; `already` weeks of the first are run."""
    number = -(-(weeks + 1) // (most + 1))
    sizes = [most] * number
    kept = int(already >= most and number > 1)  # a first block that is run cannot be shortened any more
    for n in range(number * (most + 1) - 1 - weeks):
        sizes[kept + n % (number - kept)] -= 1
    return sizes


def phases(scenario: Scenario, model: TrainingModel) -> tuple[Phase, ...]:
    """The phase of every week: by the scenario's dates, else by its A races; base where neither tells.

    Weeks already run are of the phase they were planned in.
    """
    lived = [] if scenario.lived is None else scenario.lived.phases[: scenario.season.weeks]
    return (*lived, *_phases(scenario, model)[len(lived) :])


def _phases(scenario: Scenario, model: TrainingModel) -> tuple[Phase, ...]:
    weeks = range(scenario.season.weeks)
    if not model.holds("phase-mix"):
        base: Phase = "base"
        return (base,) * scenario.season.weeks
    if scenario.season.phases:
        return tuple(scenario.season.stated_phase(week) or "base" for week in weeks)
    races = [race for race in scenario.season.races if race.priority == "A"]
    return tuple(_phase_before(week, races, scenario, model) for week in weeks)


def _phase_before(week: int, races: Sequence[Race], scenario: Scenario, model: TrainingModel) -> Phase:
    rule: PhaseMix = model.rules["phase-mix"]
    taper: Taper = model.rules["taper"]
    ahead = [week_of(race.date, scenario) - week for race in races]
    if any(0 <= n < rule.competition_weeks for n in ahead):
        return "competition"
    after = [recovery_weeks(race, taper) + recovery_after(race, taper).transition_weeks for race in races]
    if model.holds("taper") and any(0 < -n <= weeks for n, weeks in zip(ahead, after, strict=True)):
        return "transition"
    until = rule.competition_weeks + rule.pre_competition_weeks
    return "pre-competition" if any(0 <= n < until for n in ahead) else "base"


def goal_of(week: int, scenario: Scenario) -> Race | None:
    """The race that a week's race-pace sessions prepare: the next A race, else the next one."""
    coming = sorted((r for r in scenario.season.races if week_of(r.date, scenario) >= week), key=lambda r: r.date)
    return next((r for r in coming if r.priority == "A"), coming[0] if coming else None)


@dataclass(frozen=True)
class Around:
    """Days around races: `quiet` without other hard work, `after` those after one, `no_long` without a long run."""

    quiet: frozenset[int]
    after: frozenset[int]
    no_long: frozenset[int]


def around_races(scenario: Scenario, model: TrainingModel) -> Around:
    """The days around all races; none where the rule is off."""
    rule: RaceDay = model.rules["race-day"]
    quiet: set[int] = set()
    after: set[int] = set()
    no_long: set[int] = set()
    for race in scenario.season.races if model.holds("race-day") else ():
        day = (race.date - scenario.season.start).days
        quiet |= {day + n for n in rule.without_hard(race)}
        after |= {day + n for n in rule.without_hard(race) if n > 0}
        no_long |= {day + n for n in rule.without_long(race)}
    return Around(frozenset(quiet), frozenset(after), frozenset(no_long))


def sharp_days(scenario: Scenario, model: TrainingModel) -> frozenset[int]:
    """Days so long before an A race that a double still helps."""
    rule: PhaseMix = model.rules["phase-mix"]
    ahead = range(rule.double_to_days, rule.double_from_days + 1)
    days = [(race.date - scenario.season.start).days for race in scenario.season.races if race.priority == "A"]
    return frozenset(day - n for day in days for n in ahead)
