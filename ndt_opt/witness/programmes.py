"""What a load week or a recovery week may hold of hard sessions, counted out: rows of whole numbers, one a programme.

Seconds of Zone 2, points beyond easy running, hard running in the unit of the easy share, metres, seconds beyond easy
running, metres of the longest session, tempos.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ndt_opt.menu.sessions import MenuSession
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.witness.weeks import is_ordered

Whole = NDArray[np.int64]
Bools = NDArray[np.bool_]
Rows = Whole
"""One row a programme, its columns in the order below."""

Z2, BEYOND, HARD, METRES, EXTRA_S, LONGEST, TEMPOS = range(7)
NONE: Whole = np.zeros(0, dtype=np.int64)
NO_SESSION: Rows = np.zeros((1, 7), dtype=np.int64)


class Programmes:
    """Sessions of a menu put together to weeks; `am_s`, `pm_s`, `most_s`: the longest session that fits, seconds."""

    def __init__(self, model: TrainingModel, person: Profile, menu: Sequence[MenuSession]) -> None:
        self.rules, self.menu = model.rules, menu
        self.per_km, self.easy_pace = model.muscular.per_km, person.easy_pace
        self.by_time = self.rules["week-intensity-share"].unit == "time"

    def rows(self, sessions: Iterable[MenuSession]) -> Rows:
        found = [
            (
                0 if s.kind == "hit" else s.work_s,
                s.muscular_load - self.per_km * s.distance_m // 1000,
                s.work_s if self.by_time else s.work_m,
                s.distance_m,
                s.duration_s - self.easy_pace * s.distance_m // 1000,
                s.distance_m,
                int(s.kind == "tempo"),
            )
            for s in sessions
        ]
        return np.array(found, dtype=np.int64).reshape(-1, 7)

    def doubles(self, count: int, am_s: int, pm_s: int) -> Rows:
        """Weeks of one or two double days."""
        days, most = self.double_days(am_s, pm_s), 60 * self.rules["block-structure"].max_double_difference_min
        if count == 1:
            return self._within(days)
        until = np.searchsorted(days[:, Z2], days[:, Z2] + most, side="right")  # in order of seconds
        one = np.repeat(np.arange(len(days)), until - np.arange(len(days)))
        other = np.concatenate([NONE, *(np.arange(first, end) for first, end in enumerate(until))])
        return self._within(together(days[one], days[other]))

    def double_days(self, am_s: int, pm_s: int) -> Rows:
        """One AM and one PM session whose minutes, shares and order agree."""
        session, day = self.rules["session-work-minutes"], self.rules["day-work-minutes"]
        gap = self.rules["am-before-pm"].min_pace_gap_s
        halves = [
            [s for s in self.menu if use in s.use and s.duration_s <= most and 60 * low <= s.work_s <= 60 * high]
            for use, most, low, high in (
                ("am", am_s, session.am_min, session.am_max),
                ("pm", pm_s, session.pm_min, session.pm_max),
            )
        ]
        pairs = [
            (a, p)
            for a, p in product(*halves)
            if 60 * day.min_min <= (both := a.work_s + p.work_s) <= 60 * day.max_min
            and day.am_min_pct * both <= 100 * a.work_s <= day.am_max_pct * both
            and is_ordered(a, p, gap)
        ]
        return np.unique(together(self.rows(a for a, _ in pairs), self.rows(p for _, p in pairs)), axis=0)

    def singles(self, count: int, low_min: int, high_min: int, most_s: int) -> Rows:
        """Weeks of so many singles, few of them with reps of the same length."""
        fit = [
            s for s in self.menu
            if "single" in s.use and s.duration_s <= most_s and 60 * low_min <= s.work_s <= 60 * high_min
        ]  # fmt: skip
        lengths = {key: n for n, key in enumerate(dict.fromkeys((s.rep_s, s.rep_m) for s in fit))}
        length_of = np.array([lengths[s.rep_s, s.rep_m] for s in fit], dtype=np.int64)
        both = np.unique(np.column_stack([self.rows(fit), length_of]), axis=0)
        rows, own = both[:, :-1], both[:, -1]
        found, used, last = NO_SESSION, np.zeros((1, len(lengths)), dtype=np.int64), np.zeros(1, dtype=np.int64)
        most = self.rules["single-threshold-days"].max_same_reps
        for _ in range(count):
            before = np.repeat(np.arange(len(found)), len(rows) - last)
            added = np.concatenate([NONE, *(np.arange(first, len(rows)) for first in last)])
            free = used[before, own[added]] < most
            before, added = before[free], added[free]
            found, used, last = together(found[before], rows[added]), used[before], added
            used[np.arange(len(used)), own[added]] += 1
        return self._within(found)

    def hits(self, count: int, low_m: int, high_m: int, most_s: int) -> Rows:
        """So many HIT sessions of so many metres of work."""
        own = (s for s in self.menu if s.kind == "hit" and low_m <= s.work_m <= high_m and s.duration_s <= most_s)
        fit, found = self.rows(own), NO_SESSION
        for _ in range(count):
            found = np.unique(every(found, fit), axis=0)
        return found

    def _within(self, rows: Rows) -> Rows:
        return np.unique(rows[rows[:, TEMPOS] <= self.rules["broken-intervals"].max_continuous_days], axis=0)


def together(one: Rows, other: Rows) -> Rows:
    """Row by row, both."""
    found = one + other
    found[:, LONGEST] = np.maximum(one[:, LONGEST], other[:, LONGEST])
    return found


def every(one: Rows, other: Rows) -> Rows:
    """Each row of the one with each of the other."""
    return together(np.repeat(one, len(other), axis=0), np.tile(other, (len(one), 1)))
