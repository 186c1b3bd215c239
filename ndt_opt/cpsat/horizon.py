"""The season's calendar as the model sees it: weeks, blocks, open slots, pins."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from ndt_opt.domain.calendar import SLOTS, Slot, day_of
from ndt_opt.domain.scenario import Pin, Scenario
from ndt_opt.rules.training_model import TrainingModel

WHOLE_DAY_SLOT = {"am": (0, 12 * 60), "pm": (12 * 60, 24 * 60)}


@dataclass(frozen=True)
class SlotRoom:
    """An open slot: its clock window (minutes after midnight) and the longest session, seconds."""

    start_min: int
    end_min: int
    longest_s: int


@dataclass(frozen=True)
class DaySlots:
    """One day: what is open and what is pinned."""

    am: SlotRoom | None
    pm: SlotRoom | None
    pins: tuple[Pin, ...]

    def room(self, slot: Slot) -> SlotRoom | None:
        return self.am if slot == "am" else self.pm

    def pin(self, slot: Slot) -> Pin | None:
        return next((p for p in self.pins if p.slot == slot), None)

    @property
    def clock(self) -> tuple[SlotRoom | None, SlotRoom | None]:
        return self.am, self.pm


@dataclass(frozen=True)
class Week:
    """One calendar week.

    `block` is the index of its load block (a recovery week belongs to the block before it; -1 when
    it opens the season); `affected` when a dated block or a pin falls inside.
    """

    index: int
    start: dt.date
    is_recovery: bool
    block: int
    affected: bool
    days: tuple[DaySlots, ...]


@dataclass(frozen=True)
class Horizon:
    """All weeks of the season and their blocks."""

    weeks: tuple[Week, ...]

    @cached_property
    def blocks(self) -> tuple[tuple[Week, ...], ...]:
        """The load weeks of each block, in order."""
        count = max((w.block for w in self.weeks), default=-1) + 1
        return tuple(tuple(w for w in self.load_weeks if w.block == b) for b in range(count))

    @cached_property
    def load_weeks(self) -> tuple[Week, ...]:
        return tuple(w for w in self.weeks if not w.is_recovery)

    @cached_property
    def recovery_weeks(self) -> tuple[Week, ...]:
        return tuple(w for w in self.weeks if w.is_recovery)

    @property
    def days(self) -> int:
        return 7 * len(self.weeks)


def build_horizon(scenario: Scenario, model: TrainingModel) -> Horizon:
    """Weeks with their kind, block, slots and pins."""
    weeks = []
    block, was_recovery = -1, True
    for index in range(scenario.season.weeks):
        is_recovery = _is_recovery(index, scenario, model)
        if was_recovery and not is_recovery:
            block += 1
        was_recovery = is_recovery
        start = scenario.season.start + dt.timedelta(weeks=index)
        dates = [start + dt.timedelta(days=d) for d in range(7)]
        affected = any(b.from_ <= d <= b.to for b in scenario.availability.blocked for d in dates) or any(
            p.date in dates for p in scenario.season.pins
        )
        days = tuple(_day_slots(scenario, model, date) for date in dates)
        weeks.append(Week(index, start, is_recovery, block, affected, days))
    return Horizon(tuple(weeks))


def _is_recovery(index: int, scenario: Scenario, model: TrainingModel) -> bool:
    if not model.holds("load-recovery-cycle"):
        return False
    params = model.rules["load-recovery-cycle"]
    load_weeks = params.block_days[1] // 7
    already = min(-(-scenario.history.days_since_recovery // 7), load_weeks)  # a begun week counts
    return bool((index + already) % (load_weeks + 1) == load_weeks)


def _day_slots(scenario: Scenario, model: TrainingModel, date: dt.date) -> DaySlots:
    rooms: list[SlotRoom | None] = []
    for slot in SLOTS:
        if not model.holds("availability"):
            start, end = WHOLE_DAY_SLOT[slot]
            rooms.append(SlotRoom(start, end, 60 * (end - start)))
            continue
        window = scenario.slot_window(date, slot)
        rooms.append(None if window is None else SlotRoom(window[0].start_min, window[0].end_min, window[1]))
    pins = tuple(p for p in scenario.season.pins if p.date == date) if model.holds("pins") else ()
    return DaySlots(rooms[0], rooms[1], pins)


def last_hard_day(scenario: Scenario) -> int | None:
    """Day index (negative) of the last hard day before the season."""
    if scenario.history.last_hard is None:
        return None
    return day_of(scenario.season.start, scenario.history.last_hard)
