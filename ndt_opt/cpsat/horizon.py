"""The season's calendar as the model sees it: weeks, blocks, open slots, pins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ndt_opt.cpsat.absences import Step, first_days_back, ways_back
from ndt_opt.cpsat.day_slots import DaySlots, day_slots
from ndt_opt.domain.calendar import SLOTS, WEEKDAYS, day_of, weekday
from ndt_opt.domain.scenario import Pin, Scenario
from ndt_opt.rules.training_model import TrainingModel

Layout = tuple[bool, ...]
"""Day by day over the season: is it a recovery day?"""

RECOVERY_DAYS = 7


@dataclass(frozen=True)
class Week:
    """One calendar week.

    `is_recovery`: too few load days to count as a load week.  `block` is the index of its load block (a
    recovery week belongs to the block before it; -1 when that block has no load week in the season);
    `affected` when a dated block or a pin falls inside, `limited` when that may cost it km, `hindered` when it may
    cost it a double or HIT; `way_back` is its step on the way back from an absence, which makes it all three.
    `double_days` are the weekdays
    (0 is Monday) that take a double: both slots free, and no hard session pinned too near; `first_back` those that
    are the first after days away, and easy.
    """

    index: int
    start: dt.date
    is_recovery: bool
    block: int
    affected: bool
    limited: bool
    hindered: bool
    days: tuple[DaySlots, ...]
    recovery_days: Layout = (False,) * 7
    way_back: Step | None = None
    double_days: frozenset[int] = frozenset(range(7))
    first_back: frozenset[int] = frozenset()

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
        return tuple(w for w in self.weeks if not w.is_recovery)

    @property
    def days(self) -> int:
        return 7 * len(self.weeks)


def build_horizon(scenario: Scenario, model: TrainingModel, layout: Layout | None = None) -> Horizon:
    """Weeks with their kind, block, slots and pins; without a layout the calendar's, or the longest blocks."""
    layout = layout or default_layout(scenario, model)
    owners = _owners(layout, model.rules["load-recovery-cycle"].load_week_days)
    weeks = [_week(index, layout, owners, scenario, model) for index in range(scenario.season.weeks)]
    if model.holds("transition-caution"):
        is_open = open_days(weeks)
        back = first_days_back(is_open, model.rules["transition-caution"])
        weeks = [_with_first_back(week, back, model) for week in weeks]
        steps = ways_back(is_open, [not w.is_recovery for w in weeks], model.rules["transition-caution"])
        weeks = [
            week if step is None else on_way_back(week, step)
            for week, step in zip(weeks, steps, strict=True)
        ]
    days_of: dict[int, list[int]] = {}
    before = -1
    for day, is_recovery in enumerate(layout):
        if is_recovery and (day == 0 or not layout[day - 1] or day - before == RECOVERY_DAYS):
            before = day
        if is_recovery:
            days_of.setdefault(before, []).append(day)
    recoveries = tuple(
        Recovery(owners[days[0]], tuple(sorted({d // 7 for d in days})), len(days) == RECOVERY_DAYS)
        for days in days_of.values()
    )
    return Horizon(tuple(weeks), recoveries)


def on_way_back(week: Week, step: Step | None) -> Week:
    """The week with its step on the way back, or one that may be on it."""
    return replace(week, way_back=step, affected=True, limited=True, hindered=True)


def _with_first_back(week: Week, back: set[int], model: TrainingModel) -> Week:
    """The week with its first days back; one that is a usual day of doubles or HIT hinders it."""
    own = frozenset(day - 7 * week.index for day in back if day // 7 == week.index)
    usual = {*model.rules["double-threshold-days"].days, *model.preferences["weekdays"].hit_days}
    if any(WEEKDAYS[day] in usual for day in own):
        week = on_way_back(week, None)
    return replace(week, first_back=own, double_days=week.double_days - own)


def open_days(weeks: Sequence[Week]) -> list[bool]:
    """Day by day: is there a slot to train in?"""
    return [any(day.is_usable(slot) for slot in SLOTS) for week in weeks for day in week.days]


def _week(index: int, layout: Layout, owners: list[int], scenario: Scenario, model: TrainingModel) -> Week:
    start = scenario.season.start + dt.timedelta(weeks=index)
    dates = [start + dt.timedelta(days=d) for d in range(7)]
    is_cut = any(scenario.is_cut(date) for date in dates)
    pins = [p for p in scenario.season.pins if p.date in dates]
    hindered = is_cut or any(_hinders(pin, model) for pin in pins)
    limited = hindered or any(pin.kind == "rest" or pin.km is not None for pin in pins)
    flags = layout[7 * index : 7 * index + 7]
    is_recovery = is_recovery_week(flags, model)
    block = next(owners[7 * index + d] for d in range(7) if flags[d] == is_recovery)
    days = tuple(day_slots(scenario, model, date) for date in dates)
    takes = frozenset(d for d in range(7) if _takes_double(days[d], dates[d], scenario, model))
    affected = is_cut or bool(pins)
    return Week(index, start, is_recovery, block, affected, limited, hindered, days, flags, double_days=takes)


def distances(model: TrainingModel) -> tuple[int, int]:
    """Easy days between hard days (0 where `hard-day-spacing` asks for none), and before a double without HIT."""
    gap = model.rules["hard-day-spacing"].gap_days if model.holds("hard-day-spacing") else 0
    return gap, model.rules["hit-recovery"].easy_days_before_double if model.holds("hit-recovery") else 0


def _takes_double(day: DaySlots, date: dt.date, scenario: Scenario, model: TrainingModel) -> bool:
    """Both slots free but for pinned threshold, and the hard sessions pinned on other days far enough away."""
    gap, ahead = distances(model)
    for pin in scenario.season.pins if model.holds("pins") else ():
        since, is_hit = (date - pin.date).days, pin.kind == "hit"
        if since and (is_hit or pin.kind in ("threshold", "tempo")) and abs(since) <= gap:
            return False
        if is_hit and 0 < since <= ahead:
            return False
    is_open = day.am is not None and day.pm is not None
    return is_open and all(p.kind in ("threshold", "tempo") for p in day.pins)


def _hinders(pin: Pin, model: TrainingModel) -> bool:
    """Whether a pin stands where a double or HIT belongs, or is a hard session that does not."""
    doubles, hits = model.rules["double-threshold-days"].days, model.preferences["weekdays"].hit_days
    day = weekday(pin.date)
    if pin.kind in ("threshold", "tempo"):
        return day not in doubles
    if pin.kind == "hit":
        return day not in hits
    return day in doubles or day in hits


def is_recovery_week(recovery_days: Layout, model: TrainingModel) -> bool:
    """Whether a week has too few load days to count as a load week (whole weeks have seven or none)."""
    load_days = recovery_days.count(False)
    return bool(load_days < model.rules["load-recovery-cycle"].load_week_days)


def _owners(layout: Layout, load_week_days: int) -> list[int]:
    """Block of every day: counted where load begins, -1 while the block has no load week."""
    runs: list[list[int]] = []
    for day, is_recovery in enumerate(layout):
        if not runs or (not is_recovery and layout[day - 1]):
            runs.append([])
        runs[-1].append(day)
    owners, block = [], -1
    for run in runs:
        load = [d for d in run if not layout[d]]
        has_load_week = any(
            layout[7 * w : 7 * w + 7].count(False) >= load_week_days and _first_load(layout, w) in load
            for w in {d // 7 for d in load}
        )
        block += has_load_week
        owners += [block if has_load_week else -1] * len(run)
    return owners


def _first_load(layout: Layout, week: int) -> int:
    return next(d for d in range(7 * week, 7 * week + 7) if not layout[d])


def default_layout(scenario: Scenario, model: TrainingModel) -> Layout:
    """The calendar's weeks; on the day grid blocks as long as they may be."""
    params = model.rules["load-recovery-cycle"]
    weeks, since = scenario.season.weeks, scenario.history.days_since_recovery
    if not model.holds("load-recovery-cycle"):
        return (False,) * (7 * weeks)
    if params.grid == "calendar":
        load_days = params.block_days[1] // 7 * 7
        since = -(-since // 7) * 7  # a begun week counts
    else:
        load_days = params.block_days[1]
    already = min(since, load_days)
    return tuple((day + already) % (load_days + RECOVERY_DAYS) >= load_days for day in range(7 * weeks))


def last_hard_day(scenario: Scenario) -> int | None:
    """Day index (negative) of the last hard day before the season."""
    if scenario.history.last_hard is None:
        return None
    return day_of(scenario.season.start, scenario.history.last_hard)
