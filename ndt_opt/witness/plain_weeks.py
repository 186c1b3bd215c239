"""Weeks of a plain block of base, counted out: the points that so many seconds of Zone 2 cost at least."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ndt_opt.domain.calendar import SLOTS, WEEKDAYS
from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.muscular import long_free_units
from ndt_opt.menu.sessions import EASY_UNIT_M
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.witness.patterns import Room, counts
from ndt_opt.witness.programmes import (
    BEYOND,
    EXTRA_S,
    HARD,
    LONGEST,
    METRES,
    NO_SESSION,
    NONE,
    Z2,
    Bools,
    Programmes,
    Rows,
    Whole,
    every,
)
from ndt_opt.witness.ramp import BlockPlan
from ndt_opt.witness.weeks import Weeks

NEVER = np.int64(1) << 40


@dataclass(frozen=True)
class Kind:
    """Weeks of so many doubles, singles and HIT: their programmes, and the most metres of their sessions."""

    doubles: int
    singles: int
    hits: int
    rows: Rows
    most_m: int

    @cached_property
    def seconds(self) -> Whole:
        return np.unique(self.rows[:, Z2])

    @cached_property
    def places(self) -> Whole:
        return np.searchsorted(self.seconds, self.rows[:, Z2])


class PlainWeeks:
    """The load weeks and the recovery week of one block."""

    def __init__(self, scenario: Scenario, model: TrainingModel, person: Profile, plan: BlockPlan) -> None:
        weeks = Weeks(scenario, model)
        self.rules, self.weights, self.facts = model.rules, model.muscular, plan.weeks[0]
        self.easy_pace, self.unit_s, self.hours = person.easy_pace, weeks.unit_s, scenario.athlete.max_weekly_hours
        self.programmes = Programmes(model, person, weeks.menus)
        self.rooms = [_widest([weeks.rooms(plan.first + n, day) for n in range(len(plan.weeks))]) for day in range(7)]
        self.widths = [max(room.values(), default=0) for room in self.rooms]
        self.loads = sum(week.kind == "load" for week in plan.weeks)
        self.kinds: dict[tuple[int, int, int, tuple[int, int]], Kind] = {}

    def load(self, metres: int) -> tuple[Whole, Whole]:
        """Seconds and points of load weeks of so many metres, the more seconds the more points."""
        found = [self._best(kind, metres) for kind in self._load_kinds(metres)]
        seconds, points = (np.concatenate(parts) for parts in zip(*found, (NONE, NONE), strict=True))
        own = front(seconds, points)
        return seconds[own], points[own]

    def _load_kinds(self, metres: int) -> Iterator[Kind]:
        tier, hit = self.rules["volume-tier"], self.rules["hit-count"]
        doubles, singles = self.rules["double-threshold-days"], self.rules["single-threshold-days"]
        metres_of_hit = (hit.full_min_m, hit.full_max_m) if metres >= 1000 * hit.full_from_km else (0, hit.half_max_m)
        hits = hit.full_count if metres >= 1000 * hit.full_from_km else 0
        least, most, least_singles = 0, 0, singles.min_count_tier_d
        if metres >= 1000 * tier.b_from_km:
            least, most, least_singles = doubles.count, doubles.count, singles.min_count
        elif metres >= 1000 * tier.c_from_km:
            most, least_singles = doubles.count_tier_c, singles.min_count
        for n in range(max(least, 1), most + 1):
            if (n, 0, hits) in self._counts:
                yield self._kind(n, 0, hits, metres_of_hit)
        if least and self._shares(self._kind(least, 0, hits, metres_of_hit).rows, metres, metres).any():
            return
        for n in range(least_singles, singles.max_count + 1):
            if (0, n, hits) in self._counts:
                yield self._kind(0, n, hits, metres_of_hit)

    def _kind(self, doubles: int, singles: int, hits: int, metres_of_hit: tuple[int, int]) -> Kind:
        key = (doubles, singles, hits, metres_of_hit)
        if key not in self.kinds:
            rule, widest = self.rules["single-threshold-days"], max(self.widths)
            rows = NO_SESSION
            if doubles:
                am_s, pm_s = (max(room[slot] for room in self._double_rooms) for slot in ("am", "pm"))
                rows = self.programmes.doubles(doubles, am_s, pm_s)
            if singles:
                rows = self.programmes.singles(singles, rule.min_work_min, rule.max_work_min, widest)
            rows = every(rows, self.programmes.hits(hits, *metres_of_hit, widest))
            fast = self.programmes.hits(1, 0, metres_of_hit[1], widest)[:, METRES]
            most_m = int(max(rows[:, METRES], default=0) + max(fast, default=0) * self.rules["hit-count"].half_count)
            self.kinds[key] = Kind(doubles, singles, hits, rows, most_m)
        return self.kinds[key]

    @property
    def _double_rooms(self) -> Sequence[Room]:
        """Of the days that may be double days; where none is, as wide as they come."""
        days = self.rules["double-threshold-days"].days
        own = [room for day, room in enumerate(self.rooms) if WEEKDAYS[day] in days and len(room) == 2]
        return own or [dict.fromkeys(SLOTS, max(self.widths))]

    def _shares(self, rows: Rows, planned_m: int, metres: int) -> Bools:
        """Whose hard running the easy share leaves room for in a week of so many metres."""
        rule = self.rules["week-intensity-share"]
        easy_pct = rule.min_easy_pct_low if planned_m < 1000 * rule.low_below_km else rule.min_easy_pct
        whole = rows[:, EXTRA_S] + metres * self.easy_pace // 1000 if self.programmes.by_time else metres
        return np.asarray(100 * rows[:, HARD] <= (100 - easy_pct) * whole)

    def _best(self, kind: Kind, metres: int) -> tuple[Whole, Whole]:
        """For each number of seconds the fewest points."""
        rows = kind.rows
        easy_m = metres - rows[:, METRES]
        room_m = self._room_m(2 * kind.doubles + kind.singles + kind.hits + 1)
        low, high = self._long_m(metres)
        low_m = np.maximum(rows[:, LONGEST], low)
        free = self._shares(rows, metres, metres) & (easy_m >= low_m) & (low_m <= high)
        free &= metres - kind.most_m <= high + room_m
        if self.hours is not None:
            free &= rows[:, EXTRA_S] + metres * self.easy_pace // 1000 <= 3600 * self.hours
        points = self.weights.per_km * metres // 1000 + rows[:, BEYOND]
        points += self._late(np.maximum(low_m, metres - kind.most_m - room_m))
        best = np.full(len(kind.seconds), NEVER)
        np.minimum.at(best, kind.places[free], points[free])
        return kind.seconds[best < NEVER], best[best < NEVER]

    def _late(self, long_m: Whole) -> Whole:
        """Points of the late part of a long run at least so long."""
        late = long_m // EASY_UNIT_M - long_free_units(self.unit_s, self.weights)
        return np.maximum(late, 0) * self.weights.long_extra_per_km // 5

    def _room_m(self, taken: int) -> int:
        """Metres of the longest easy runs in all slots but so many."""
        most_s = 60 * self.rules["easy-runs"].max_min
        longest = sorted((min(s, most_s) // self.unit_s for room in self.rooms for s in room.values()), reverse=True)
        return EASY_UNIT_M * sum(longest[: max(len(longest) - taken, 0)])

    def _long_m(self, metres: int) -> tuple[int, int]:
        """Least and most metres of the long run."""
        rule, low_s = self.rules["long-run"], 60 * self.rules["easy-runs"].min_min
        by_share = self.facts.long_pct * metres // (100 * EASY_UNIT_M)
        units = min(60 * self.facts.long_min // self.unit_s, max(60 * rule.or_max_min // self.unit_s, by_share))
        return -(-low_s // self.unit_s) * EASY_UNIT_M, min(units, max(self.widths) // self.unit_s) * EASY_UNIT_M

    def recovery(self, planned_m: int) -> tuple[Whole, Whole]:
        """By number of seconds, in order, the fewest points of a recovery week of a block that plans so many metres."""
        rule = self.rules["recovery-week"]
        least = -(-rule.min_km_pct * planned_m // (100 * EASY_UNIT_M))
        steps = EASY_UNIT_M * np.arange(least, rule.max_km_pct * planned_m // (100 * EASY_UNIT_M) + 1)
        seconds, points = [NONE], [NONE]
        for singles in range(rule.max_singles + 1):
            kind = self._recovery_kind(singles)
            room_m = self._room_m(singles + 1)
            for metres in steps if len(kind.rows) else ():
                low, high = self._long_m(metres)
                if metres - kind.most_m > high + room_m or low > high:
                    continue
                free = self._shares(kind.rows, planned_m, metres) & (metres - kind.rows[:, METRES] >= low)
                late = self._late(np.array(max(low, metres - kind.most_m - room_m)))
                own = self.weights.per_km * metres // 1000 + kind.rows[free, BEYOND] + late
                seconds.append(kind.rows[free, Z2])
                points.append(own)
                if free.all():
                    break
        return _cheapest(np.concatenate(seconds), np.concatenate(points))

    def _recovery_kind(self, singles: int) -> Kind:
        key = (0, singles, -1, (0, 0))
        if key not in self.kinds:
            most = min(self.rules["single-threshold-days"].max_work_min, self.rules["recovery-week"].max_single_min)
            rows = self.programmes.singles(singles, 0, most, max(self.widths))
            self.kinds[key] = Kind(0, singles, 0, rows, int(max(rows[:, METRES], default=0)))
        return self.kinds[key]

    @cached_property
    def _counts(self) -> set[tuple[int, int, int]]:
        return counts(self.rules, self.rooms, min(self.loads, 2))


def _widest(rooms: list[dict[Any, int]]) -> dict[Any, int]:
    """The longest session of each slot that is open in one of these rooms."""
    return {slot: max(room.get(slot, 0) for room in rooms) for slot in dict.fromkeys(s for r in rooms for s in r)}


def _cheapest(seconds: Whole, points: Whole) -> tuple[Whole, Whole]:
    """Each number of seconds once, with its fewest points."""
    order = np.lexsort((points, seconds))
    found, first = np.unique(seconds[order], return_index=True)
    return found, points[order][first]


def front(seconds: Whole, points: Whole) -> Whole:
    """The places of those that have more seconds than all with as few points."""
    order = np.lexsort((-seconds, points))
    better = np.ones(len(order), dtype=bool)
    better[1:] = seconds[order][1:] > np.maximum.accumulate(seconds[order])[:-1]
    return order[better]
