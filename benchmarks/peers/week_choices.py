"""One week's choices as arrays, for many points at a time, and the numbers of the variables that hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from statements import Ints

if TYPE_CHECKING:
    from ndt_opt.cpsat.week_vars import EasyRuns, WeekVars

LETTERS = "DSHPL"
"""Letters of days that are not easy: doubles, single threshold, HIT, race pace, the long run."""

Genes = npt.NDArray[np.float64]


class WeekChoices:
    """Patterns, programmes, sessions that stand alone, the long run and easy runs of a week."""

    def __init__(self, week: WeekVars, place: Ints, unit_s: int) -> None:
        def numbers(variables: list[Any]) -> Ints:
            return np.array([place[v.index] for v in variables], dtype=np.int64)

        columns = week.columns
        self.week, self.columns = week.week, columns
        self.patterns, self.programmes = numbers(week.pattern), numbers(week.programme)
        self.alone = [
            _Alone(numbers(variables), sessions, np.array([p.count(letter) for p in columns.patterns]))
            for variables, sessions, letter in ((week.hit, columns.hits, "H"), (week.paced, columns.race_paces, "P"))
        ]
        self.volume = int(place[week.volume_m.index])
        self.long, self.long_units = int(place[week.long.index]), np.array(columns.long_limits_s) // unit_s
        self.parts = [_Part(own, int(place[own.easy.index]), numbers(list(own.runs.values())), columns, unit_s)
                      for own in week.easy_runs]  # fmt: skip
        self.distance_m = np.array([q.distance_m for _, q in columns.programmes])
        self.hard_m = np.array([q.hard_m for _, q in columns.programmes])
        self.raced_m = sum(s.distance_m - s.work_m for s in columns.races)
        kinds: dict[object, list[int]] = {}
        for n, own in enumerate(columns.patterns):
            kinds.setdefault(tuple(own.count(letter) for letter in LETTERS), []).append(n)
        self._kinds = list(kinds.values())
        self._demand = np.array([columns.demands.index(d) for d in columns.pattern_demands])
        served = np.array([columns.demands.index(d) for d, _ in columns.programmes])
        most_work_first = np.argsort([-q.z2_s for _, q in columns.programmes], kind="stable")
        self._by_demand = [most_work_first[served[most_work_first] == n] for n in range(len(columns.demands))]

    @property
    def variables(self) -> list[int]:
        """The numbers of all variables that genes set."""
        own = [self.patterns, self.programmes, *(a.variables for a in self.alone), *(p.runs for p in self.parts)]
        return [*np.concatenate(own).tolist(), self.long, *(p.easy for p in self.parts)]

    def pattern(self, kind: Genes, part: Genes) -> Ints:
        """First how many days of each letter, then which days."""
        kinds = pick(kind, len(self._kinds))
        sizes = np.array([len(own) for own in self._kinds])
        within = pick(part, sizes[kinds])
        return np.array([self._kinds[k][n] for k, n in zip(kinds.tolist(), within.tolist(), strict=True)])

    def programme(self, pattern: Ints, part: Genes, room_m: Ints) -> Ints:
        """A programme for each pattern: of those with no more hard metres than there is room for the part-th.

        Most Zone-2 work comes first; where there is room for none the one of fewest hard metres is taken.
        """
        chosen = np.zeros_like(pattern)
        for n, own in enumerate(self._by_demand):
            lines = np.flatnonzero(self._demand[pattern] == n)
            if not len(lines):
                continue
            able = self.hard_m[own] <= room_m[lines, None]
            able[~able.any(axis=1), self.hard_m[own].argmin()] = True
            wanted = pick(part[lines], able.sum(axis=1))
            chosen[lines] = own[(able.cumsum(axis=1) > wanted[:, None]).argmax(axis=1)]
        return chosen


class _Alone:
    """HIT, or race-pace sessions: as many as the pattern has days for, all of one kind."""

    def __init__(self, variables: Ints, sessions: list[Any], counts: Ints) -> None:
        self.variables, self.counts = variables, counts
        self.distance_m = np.array([s.distance_m for s in sessions], dtype=np.int64)
        self.work_m = np.array([s.work_m for s in sessions], dtype=np.int64)

    def choose(self, pattern: Ints, part: Genes, points: Ints) -> tuple[Ints, Ints]:
        """Fill the numbers of sessions; their metres, and the hard ones among them."""
        if not len(self.variables):
            return np.zeros_like(pattern), np.zeros_like(pattern)
        kind, number = pick(part, len(self.variables)), self.counts[pattern]
        points[np.arange(len(points)), self.variables[kind]] = number
        return number * self.distance_m[kind], number * self.work_m[kind]


class _Part:
    """Easy running on load days, or on recovery days: number of runs by the length of their slots."""

    def __init__(self, own: EasyRuns, easy: int, runs: Ints, columns: Any, unit_s: int) -> None:
        self.easy, self.runs, self.pinned = easy, runs, own.pinned
        self.slots = np.array(
            [list(counts.values()) for counts in columns.slot_counts(own.on_recovery)], dtype=np.int64
        )
        self.slot_units = np.array(columns.slot_lengths, dtype=np.int64) // unit_s

    def run(self, pattern: Ints, part: Genes, units: Ints, shortest: int, longest: int, points: Ints) -> Ints:
        """Fill as many runs as the units ask for, and part of those they allow, the longest slots first.

        Returns
        -------
        Ints
            the units that found a place.
        """
        slots, left = self.slots[pattern], np.maximum(0, units - self.pinned)
        fewest = np.minimum(slots.sum(axis=1), -(-left // longest))
        most = np.minimum(slots.sum(axis=1), left // shortest)
        number = np.maximum(0, fewest + np.rint((most - fewest) * part).astype(np.int64))
        room = np.zeros_like(left)
        for column in range(len(self.slot_units))[::-1]:
            taken = np.minimum(number, slots[:, column])
            points[:, self.runs[column]] = taken
            room += taken * np.minimum(longest, self.slot_units[column])
            number = number - taken
        points[:, self.easy] = self.pinned + np.minimum(left, room)
        return points[:, self.easy]


def pick(part: Genes, number: int | Ints) -> Ints:
    """Which of so many a gene between 0 and 1 stands for."""
    return np.minimum((part * number).astype(np.int64), np.asarray(number) - 1)
