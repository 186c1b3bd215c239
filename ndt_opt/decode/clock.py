"""Start times inside the slots' windows, with gaps in real time across clock changes."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from ndt_opt.decode.choice import OpenSlot
from ndt_opt.domain.calendar import Slot
from ndt_opt.rules.params import AmPmGap
from ndt_opt.units import format_clock

STEP_MIN = 5
"""Start times are multiples of five minutes where the window and the gap have one."""

Starts = dict[Slot, int]
"""Minutes after midnight by the local clock; of a time that comes twice the first is meant."""


@dataclass(frozen=True)
class Day:
    """One day's windows, its sessions' seconds, and the gap wanted between two of them."""

    date: dt.date
    zone: ZoneInfo
    windows: dict[Slot, OpenSlot]
    durations: dict[Slot, int]
    gap: AmPmGap

    def starts(self) -> tuple[Starts, list[str]]:
        """Start times, and what to tell of those that a clock change moves.

        Two sessions stand the preferred hours apart, or as near to them as the windows let, as early as
        that allows; the least gap comes first.  A single session starts with its window.
        """
        usual = self._best(is_clear=False)
        assert usual is not None, "every window has a minute"
        unclear = [slot for slot in usual if not self._is_clear(slot, usual[slot])]
        clear = self._best(is_clear=True) if unclear else None
        if clear is None or self._falls_short(clear) > self._falls_short(usual):
            return usual, [f"{self._name(s)} {starts_at(at(self.date, usual[s], self.zone))}" for s in unclear]
        moved = [slot for slot in usual if clear[slot] != usual[slot]]
        return clear, [
            f"{self._name(s)} starts at {format_clock(clear[s])} instead of {format_clock(usual[s])}: the clocks change"
            for s in moved
        ]

    def _best(self, *, is_clear: bool) -> Starts | None:
        """Round times unless they leave less than the least gap; None where a slot has no time at all."""
        every = {slot: self._minutes(slot, 1, is_clear) for slot in self.durations}
        if not all(every.values()):
            return None
        even = self._chosen({slot: self._minutes(slot, STEP_MIN, is_clear) or every[slot] for slot in every})
        return self._chosen(every) if self._falls_short(even) else even

    def _minutes(self, slot: Slot, step: int, is_clear: bool) -> list[int]:
        window = self.windows[slot]
        last = max(window.start_min, window.end_min - -(-self.durations[slot] // 60))
        times = range(-(-window.start_min // step) * step, last + 1, step)
        return [minute for minute in times if not is_clear or self._is_clear(slot, minute)]

    def _chosen(self, times: dict[Slot, list[int]]) -> Starts:
        if len(times) < 2:
            return {slot: minutes[0] for slot, minutes in times.items()}
        later = sorted((self._instant(minute), minute) for minute in times["pm"])  # the clock may go back
        wanted_s = 60 * max(self.gap.prefer_from_min, self.gap.min_gap_min)
        pairs: list[Starts] = []
        for am in times["am"]:
            first = bisect_left(later, (self._instant(am) + self.durations["am"] + wanted_s, 0))
            pairs.append({"am": am, "pm": later[min(first, len(later) - 1)][1]})
        return min(pairs, key=self._cost)

    def _cost(self, starts: Starts) -> tuple[bool, int, int, int]:
        gap_s = self._gap_s(starts)
        off_s = max(60 * self.gap.prefer_from_min - gap_s, gap_s - 60 * self.gap.prefer_to_min, 0)
        return self._falls_short(starts), off_s, starts["am"], starts["pm"]

    def _falls_short(self, starts: Starts) -> bool:
        return len(starts) == 2 and self._gap_s(starts) < 60 * self.gap.min_gap_min

    def _gap_s(self, starts: Starts) -> int:
        """Elapsed seconds from the end of AM to the start of PM."""
        return self._instant(starts["pm"]) - self._instant(starts["am"]) - self.durations["am"]

    @cached_property
    def _is_plain(self) -> bool:
        """Whether the clocks do not change on the day."""
        first, last = self._clock(0), at(self.date + dt.timedelta(days=1), 0, self.zone)
        offsets = {moment.replace(fold=fold).utcoffset() for moment in (first, last) for fold in (0, 1)}
        return len(offsets) == 1

    def _instant(self, minute: int) -> int:
        """Seconds from some moment on, the same for all minutes of the day."""
        return 60 * minute if self._is_plain else round(self._clock(minute).timestamp())

    def _clock(self, minute: int) -> dt.datetime:
        return at(self.date, minute, self.zone)

    def _is_clear(self, slot: Slot, minute: int) -> bool:
        """Whether the start exists once, and the session ends inside its window by the clock that then holds.

        An end at the very moment of a change is told by the clock before it: the last second is still that.
        """
        start, second = self._clock(minute), dt.timedelta(seconds=1)
        last = dt.datetime.fromtimestamp(start.timestamp() + self.durations[slot] - 1, self.zone)
        by_clock = last.replace(tzinfo=None) + second - dt.datetime.combine(self.date, dt.time())
        is_inside = by_clock <= dt.timedelta(minutes=self.windows[slot].end_min)
        return start.utcoffset() == start.replace(fold=1).utcoffset() and is_inside

    def _name(self, slot: Slot) -> str:
        return f"{self.date} {slot.upper()}"


def at(date: dt.date, minute: int, zone: ZoneInfo) -> dt.datetime:
    """A local clock time with its offset."""
    return dt.datetime(date.year, date.month, date.day, *divmod(minute, 60), tzinfo=zone)


def before(gun: dt.datetime, minutes: int) -> dt.datetime:
    """The clock so many minutes of real time before the gun; the day's first moment where that is the day before."""
    start = dt.datetime.fromtimestamp(gun.timestamp() - 60 * minutes, gun.tzinfo)
    midnight = dt.datetime.combine(gun.date(), dt.time(), gun.tzinfo)
    return start if start.date() == gun.date() else dt.datetime.fromtimestamp(midnight.timestamp(), gun.tzinfo)


def starts_at(moment: dt.datetime) -> str:
    """`starts at 02:10, the first of two: the clocks change then`."""
    which = f", the {'second' if moment.fold else 'first'} of two" if comes_twice(moment) else ""
    return f"starts at {moment:%H:%M}{which}: the clocks change then"


def comes_twice(moment: dt.datetime) -> bool:
    """Whether the clock shows the time twice that day."""
    first, second = (moment.replace(fold=fold).utcoffset() or dt.timedelta() for fold in (0, 1))
    return first > second
