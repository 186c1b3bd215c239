"""A day of the season: the slots that are open, what is pinned in them, and what dated blocks take."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from ndt_opt.domain.calendar import SLOTS, Slot
from ndt_opt.domain.scenario import Pin, Race, Scenario
from ndt_opt.physiology.altitude import slower_on
from ndt_opt.rules.training_model import TrainingModel

DAY_S = 24 * 3600
WHOLE_DAY_SLOT = {"am": (0, 12 * 60), "pm": (12 * 60, 24 * 60)}


@dataclass(frozen=True)
class SlotRoom:
    """An open slot: its clock window (minutes after midnight) and the longest session, seconds of real time.

    `lost_min`: minutes that the clock skips between the opening of AM and the end of this afternoon; `slower_s`:
    seconds per km that threshold work starts slower here, at altitude.
    """

    start_min: int
    end_min: int
    longest_s: int
    lost_min: int = 0
    slower_s: int = 0


@dataclass(frozen=True)
class DaySlots:
    """One day: what is open and what is pinned.

    `cut` when dated blocks close a slot of it, `lost` when they and pinned rest close all of it; `race` is the one
    run on it, which leaves it no other session.
    """

    am: SlotRoom | None
    pm: SlotRoom | None
    pins: tuple[Pin, ...]
    lost: bool = False
    cut: bool = False
    race: Race | None = None

    def room(self, slot: Slot) -> SlotRoom | None:
        return self.am if slot == "am" else self.pm

    def pin(self, slot: Slot) -> Pin | None:
        return next((p for p in self.pins if p.slot == slot), None)

    def is_usable(self, slot: Slot) -> bool:
        """Open, and not pinned as rest."""
        pin = self.pin(slot)
        return self.race is None and self.room(slot) is not None and (pin is None or pin.kind != "rest")

    @property
    def is_whole(self) -> bool:
        """Untouched by dated blocks, pins and races."""
        return not self.cut and not self.pins and self.race is None

    @property
    def longest_free_s(self) -> int:
        """Seconds of the longest session that a free slot takes; 0 beside a race, or pinned hard or long runs."""
        if self.race is not None or any(p.kind not in ("easy", "rest") for p in self.pins):
            return 0
        return max((self._room_s(slot) for slot in SLOTS if self.pin(slot) is None), default=0)

    def _room_s(self, slot: Slot) -> int:
        room = self.room(slot)
        return 0 if room is None else room.longest_s

    @property
    def clock(self) -> tuple[SlotRoom | None, SlotRoom | None]:
        return self.am, self.pm


def day_slots(scenario: Scenario, model: TrainingModel, date: dt.date) -> DaySlots:
    """What a date has; the whole day where the model leaves availability out."""
    zone = ZoneInfo(scenario.season.timezone)
    am, pm = (_room(scenario, model, date, slot, zone) for slot in SLOTS)
    pins = tuple(p for p in scenario.season.pins if p.date == date) if model.holds("pins") else ()
    if am is not None and pm is not None:
        pm = replace(pm, lost_min=_lost_minutes(date, am.start_min, pm.end_min, zone))
    race = next((race for race in scenario.season.races if race.date == date), None)
    if race is None and not pins and _is_eve(date, scenario, model):
        longest_s = 60 * model.rules["race-day"].eve_max_min
        own = am or pm
        own = None if own is None else replace(own, longest_s=min(own.longest_s, longest_s))
        am, pm = (own, None) if am is not None else (None, own)
    return DaySlots(am, pm, pins, scenario.is_lost(date), scenario.is_cut(date), race)


def _is_eve(date: dt.date, scenario: Scenario, model: TrainingModel) -> bool:
    """Whether the next day has a race that wants fresh legs."""
    next_day = date + dt.timedelta(days=1)
    return model.holds("race-day") and any(r.date == next_day and r.priority != "C" for r in scenario.season.races)


def _room(scenario: Scenario, model: TrainingModel, date: dt.date, slot: Slot, zone: ZoneInfo) -> SlotRoom | None:
    if model.holds("availability"):
        opened = scenario.slot_window(date, slot)
        if opened is None:
            return None
        start, end, longest_s = opened[0].start_min, opened[0].end_min, opened[1]
    else:
        start, end = WHOLE_DAY_SLOT[slot]
        longest_s = 60 * (end - start)
    longest_s = min(longest_s, 60 * (end - start - _lost_minutes(date, start, end, zone)))
    slower_s = slower_on(date, scenario, model)
    return SlotRoom(start, end, longest_s, slower_s=slower_s) if longest_s > 0 else None


def _lost_minutes(date: dt.date, start_min: int, end_min: int, zone: ZoneInfo) -> int:
    """Minutes of a stretch of the local clock that the clock skips on that date."""
    midnight = dt.datetime.combine(date, dt.time(), zone)  # adding to it moves the clock, not the time
    if midnight.utcoffset() == (midnight + dt.timedelta(days=1)).utcoffset():
        return 0
    return sum(not _exists(midnight + dt.timedelta(minutes=minute)) for minute in range(start_min, end_min))


def _exists(moment: dt.datetime) -> bool:
    """Whether the clock of its zone ever shows it."""
    shown = moment.astimezone(dt.UTC).astimezone(moment.tzinfo)
    return shown.replace(tzinfo=None) == moment.replace(tzinfo=None)
