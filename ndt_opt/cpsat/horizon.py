"""The season's calendar as the model sees it: weeks, blocks, open slots, pins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ndt_opt.cpsat.absences import WayBack, first_days_back, ways_back
from ndt_opt.cpsat.calendar import Around, around_races, goal_of, phases, recovery_pct, sharp_days, week_kinds
from ndt_opt.cpsat.cautions import NO_CAUTIONS, Cautions, cautions
from ndt_opt.cpsat.day_layout import RECOVERY_DAYS, Layout, block_owners, default_layout, is_recovery_week
from ndt_opt.cpsat.day_slots import DaySlots, day_slots
from ndt_opt.cpsat.given import Given, given_of
from ndt_opt.cpsat.history import days_after_hit
from ndt_opt.cpsat.mix import race_pace_steps
from ndt_opt.cpsat.pinned import hinders, lacks_usual_days, takes_double, usual_days
from ndt_opt.domain.calendar import SLOTS, WEEKDAYS, BlockKind, Phase
from ndt_opt.domain.scenario import Race, Scenario
from ndt_opt.menu.race import Step
from ndt_opt.rules.training_model import TrainingModel


@dataclass(frozen=True)
class Week:
    """One calendar week.

    `kind`: on the day grid recovery where too few load days are left to count as a load week. `block` is the index
    of its load block (other weeks belong to the block before; -1 when that has no load week in the season);
    `disturbed` when a dated block, a pin or a day around a race falls inside, `limited` when a block or pin may
    cost it km, `hindered` when something may cost it a double or HIT; `way_back` is its step on the way back from
    an absence, which makes it all three. Weekdays (0 is Monday): `double_days` take a double (both slots free, no
    hard session pinned too near), `first_back` are the first after days away, and easy, `after_hit` are those too
    near for a double to the last HIT before the season, `quiet` are those around a race, `after_race` those of them
    after one, `no_long` those of them and more without a long run, `sharp` those so long before one that a double
    still helps. `after_race_pct` limits the km of a recovery week after a race; `goal` is the race that its
    race-pace session, `rung`, prepares; `cautions` is what stated changes and camps ask, which disturbs and hinders
    it.  `given` is what a week came to that is run or begun; `is_held`: the log has its threshold sessions run with
    longer rests or slower.  `asked` is a weekday and the letters one of which it must carry; weekdays `told_apart` are
    those that weeks like it must not confuse.
    """

    index: int
    start: dt.date
    kind: BlockKind
    block: int
    disturbed: bool
    limited: bool
    hindered: bool
    days: tuple[DaySlots, ...]
    recovery_days: Layout = (False,) * 7
    way_back: WayBack | None = None
    double_days: frozenset[int] = frozenset(range(7))
    first_back: frozenset[int] = frozenset()
    after_hit: frozenset[int] = frozenset()
    phase: Phase = "base"
    quiet: frozenset[int] = frozenset()
    after_race: frozenset[int] = frozenset()
    no_long: frozenset[int] = frozenset()
    sharp: frozenset[int] = frozenset()
    after_race_pct: int | None = None
    goal: Race | None = None
    rung: Step | None = None
    cautions: Cautions = NO_CAUTIONS
    given: Given | None = None
    is_held: bool = False
    asked: tuple[int, str] | None = None
    told_apart: frozenset[int] = frozenset()

    def is_as_asked(self, letters: str) -> bool:
        """Whether the week's first letters hold what is asked of one of its days."""
        return self.asked is None or len(letters) <= self.asked[0] or letters[self.asked[0]] in self.asked[1]

    @property
    def is_open(self) -> bool:
        """Whether there is anything left to decide."""
        return self.given is None

    @property
    def is_load(self) -> bool:
        return self.kind == "load"

    @property
    def affected(self) -> bool:
        """Whether it is unlike the other weeks of its block: disturbed, or before a race."""
        return self.disturbed or self.kind in ("taper", "race")

    def is_alike(self, other: Week) -> bool:
        """Whether `block-structure` asks the same of both: undisturbed load weeks of one block and phase."""
        is_free = self.is_load and other.is_load and not (self.affected or other.affected)
        return is_free and (self.block, self.phase) == (other.block, other.phase)

    @property
    def is_transition(self) -> bool:
        """A load week of that phase, which has fewer km."""
        return self.is_load and self.phase == "transition"

    @property
    def is_recovery(self) -> bool:
        return self.kind == "recovery"

    @property
    def races(self) -> tuple[Race, ...]:
        """Its races in weekday order."""
        return tuple(day.race for day in self.days if day.race is not None)

    @property
    def is_mixed(self) -> bool:
        """Load and recovery days in one week (day grid)."""
        return len(set(self.recovery_days)) == 2

    @property
    def lost_days(self) -> int:
        """Days that dated blocks and pinned rest close altogether."""
        return sum(d.lost for d in self.days)

    @property
    def lost_recovery_days(self) -> int:
        return sum(d.lost for d, on_recovery in zip(self.days, self.recovery_days, strict=True) if on_recovery)

    @property
    def whole_recovery_days(self) -> int:
        return sum(d.is_whole for d, on_recovery in zip(self.days, self.recovery_days, strict=True) if on_recovery)

    @property
    def parts(self) -> tuple[bool, ...]:
        """The kinds of its days: False load, True recovery."""
        return tuple(sorted(set(self.recovery_days)))


@dataclass(frozen=True)
class Recovery:
    """Recovery days in a row: the load block before them, their weeks, and whether all seven are there."""

    block: int
    weeks: tuple[int, ...]
    is_whole: bool


@dataclass(frozen=True)
class Horizon:
    """All weeks of the season and their blocks."""

    weeks: tuple[Week, ...]
    recoveries: tuple[Recovery, ...]

    @cached_property
    def blocks(self) -> tuple[tuple[Week, ...], ...]:
        """The load weeks of each block, in order."""
        count = max((w.block for w in self.weeks), default=-1) + 1
        return tuple(tuple(w for w in self.load_weeks if w.block == b) for b in range(count))

    @cached_property
    def load_weeks(self) -> tuple[Week, ...]:
        return tuple(w for w in self.weeks if w.is_load)

    @property
    def days(self) -> int:
        return 7 * len(self.weeks)


def build_horizon(scenario: Scenario, model: TrainingModel, layout: Layout | None = None) -> Horizon:
    """Weeks with their kind, block, slots and pins; without a layout the calendar's, or the longest blocks."""
    frame = _frame(scenario, model, layout)
    weeks = [_week(index, frame, scenario, model) for index in range(scenario.season.weeks)]
    if model.holds("transition-caution"):
        is_open = open_days(weeks)
        back = first_days_back(is_open, model.rules["transition-caution"])
        weeks = [_with_first_back(week, back, model) for week in weeks]
        steps = ways_back(is_open, [w.is_load for w in weeks], model.rules["transition-caution"])
        weeks = [week if step is None else on_way_back(week, step) for week, step in zip(weeks, steps, strict=True)]
    weeks = [_with_cautions(week, cautions(scenario, model, week.index)) for week in weeks]
    weeks = [_with_lived(week, scenario) for week in weeks]
    found = race_pace_steps(weeks, scenario, model)
    return Horizon(tuple(replace(w, rung=found.get(w.index)) for w in weeks), _recoveries(frame))


@dataclass(frozen=True)
class _Frame:
    """The season by days and weeks: recovery days, days that are no load days, whose block a day is, kinds, phases."""

    layout: Layout
    resting: Layout
    owners: list[int]
    kinds: tuple[BlockKind, ...]
    phases: tuple[Phase, ...]
    around: Around
    sharp: frozenset[int]


def _frame(scenario: Scenario, model: TrainingModel, layout: Layout | None) -> _Frame:
    kinds = week_kinds(scenario, model)
    resting: Layout = tuple(kind != "load" for kind in kinds for _ in range(7))
    recovery: Layout = tuple(kind == "recovery" for kind in kinds for _ in range(7))
    if model.holds("load-recovery-cycle") and model.rules["load-recovery-cycle"].grid == "day":
        recovery = resting = layout or default_layout(scenario, model)
        flags = [recovery[7 * w : 7 * w + 7] for w in range(scenario.season.weeks)]
        kinds = tuple("recovery" if is_recovery_week(own, model) else "load" for own in flags)
    owners = block_owners(resting, model.rules["load-recovery-cycle"].load_week_days)
    around, sharp = around_races(scenario, model), sharp_days(scenario, model)
    return _Frame(recovery, resting, owners, kinds, phases(scenario, model), around, sharp)


def _recoveries(frame: _Frame) -> tuple[Recovery, ...]:
    days_of: dict[int, list[int]] = {}
    before = -1
    for day, is_recovery in enumerate(frame.layout):
        if is_recovery and (day == 0 or not frame.layout[day - 1] or day - before == RECOVERY_DAYS):
            before = day
        if is_recovery:
            days_of.setdefault(before, []).append(day)
    return tuple(
        Recovery(frame.owners[days[0]], tuple(sorted({d // 7 for d in days})), len(days) == RECOVERY_DAYS)
        for days in days_of.values()
    )


def on_way_back(week: Week, step: WayBack | None) -> Week:
    """The week with its step on the way back, or one that may be on it."""
    return replace(week, way_back=step, disturbed=True, limited=True, hindered=True)


def _with_first_back(week: Week, back: set[int], model: TrainingModel) -> Week:
    """The week with its first days back; one that is a usual day of doubles or HIT hinders it."""
    own = _within(back, week.index)
    if any(WEEKDAYS[day] in usual_days(model) for day in own):
        week = on_way_back(week, None)
    return replace(week, first_back=own, double_days=week.double_days - own)


def _with_cautions(week: Week, own: Cautions) -> Week:
    """The week with what stated changes and camps ask of it; it lacks km only where they ask for fewer."""
    if not own.is_touched:
        return week
    takes, limited = week.double_days - own.no_double, week.limited or own.is_eased
    return replace(week, cautions=own, double_days=takes, disturbed=True, limited=limited, hindered=True)


def _with_lived(week: Week, scenario: Scenario) -> Week:
    """A week that is run is unlike any other; it is limited where it has lacked km."""
    own = given_of(scenario, week.index)
    if own is None:
        is_held = scenario.lived is not None and bool(scenario.lived.held_on(week.start))
        return replace(week, is_held=is_held)
    assert scenario.lived is not None
    if not week.affected:
        lived = scenario.lived
        own = replace(own, alike=(lived.planned_m[week.index], lived.planned_z2_s[week.index]))
    return replace(week, given=own, disturbed=True, limited=week.limited or own.has_lacked, hindered=True)


def open_days(weeks: Sequence[Week]) -> list[bool]:
    """Day by day: is there a slot to train in, or a race?"""
    days = [day for week in weeks for day in week.days]
    return [day.race is not None or any(day.is_usable(slot) for slot in SLOTS) for day in days]


def _within(days: Iterable[int], week: int) -> frozenset[int]:
    """The weekdays of a week that are among the season's days."""
    return frozenset(day - 7 * week for day in days if day // 7 == week)


def _week(index: int, frame: _Frame, scenario: Scenario, model: TrainingModel) -> Week:
    start = scenario.season.start + dt.timedelta(weeks=index)
    dates = [start + dt.timedelta(days=d) for d in range(7)]
    quiet, no_long = _within(frame.around.quiet, index), _within(frame.around.no_long, index)
    kind, resting = frame.kinds[index], frame.resting[7 * index : 7 * index + 7]
    is_cut = any(scenario.is_cut(date) for date in dates)
    is_held = lacks_usual_days(dates, scenario, model)
    pins = [p for p in scenario.season.pins if p.date in dates]
    cut = is_cut or any(hinders(pin, model) for pin in pins)
    days = tuple(day_slots(scenario, model, date) for date in dates)
    takes = frozenset(d for d in range(7) if takes_double(days[d], dates[d], scenario, model)) - quiet
    is_transition = kind == "load" and frame.phases[index] == "transition"
    return Week(
        index=index,
        start=start,
        kind=kind,
        block=next(frame.owners[7 * index + d] for d in range(7) if resting[d] == (kind != "load")),
        disturbed=is_cut or is_held or bool(pins) or bool(quiet) or (kind in ("load", "recovery") and bool(no_long)),
        limited=cut or any(pin.kind == "rest" or pin.km is not None for pin in pins) or is_transition,
        hindered=cut or is_held or any(WEEKDAYS[d] in usual_days(model) for d in quiet),
        days=days,
        recovery_days=frame.layout[7 * index : 7 * index + 7],
        double_days=takes,
        after_hit=_within(days_after_hit(scenario, model), index),
        phase=frame.phases[index],
        quiet=quiet,
        after_race=_within(frame.around.after, index),
        no_long=no_long,
        sharp=_within(frame.sharp, index),
        after_race_pct=recovery_pct(index, frame.kinds, scenario, model),
        goal=goal_of(index, scenario),
    )
