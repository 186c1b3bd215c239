"""All that a plain block of a base season may choose from: km, points of its weeks, seconds of Zone 2.

A choice is left out where another plans as many km, has as few points in every week and as much Zone 2 work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ndt_opt.domain.calendar import SLOTS, WEEKDAYS
from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.muscular import long_free_units
from ndt_opt.menu.sessions import EASY_UNIT_M
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.witness.programmes import BEYOND, EXTRA_S, HARD, LONGEST, METRES, NO_SESSION, Z2, Programmes, Rows, every
from ndt_opt.witness.ramp import BlockPlan
from ndt_opt.witness.weeks import Weeks

Whole = NDArray[np.int64]
NEVER = np.int64(1) << 40
UNPLANNED_M = np.int64(1) << 40
"""What a block without load weeks counts as: the ramp goes on as if it were not there."""

NONE: Whole = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Choices:
    """One row a choice: planned metres, points of each load week and of the recovery week, seconds of the block."""

    metres: Whole
    load: Whole
    recovery: Whole
    z2_s: Whole
    weeks: tuple[str, ...]

    def taken(self, places: Whole | NDArray[np.bool_]) -> Choices:
        return Choices(self.metres[places], self.load[places], self.recovery[places], self.z2_s[places], self.weeks)

    def least(self) -> Choices:
        """Without Zone 2 work, of equal km only those that have fewer points in some week."""
        order = np.lexsort((self.recovery, self.load, self.metres))
        own = self.taken(order)
        starts = np.flatnonzero(np.diff(own.metres, prepend=-1))
        parts = np.split(own.recovery, starts[1:])
        before = [np.concatenate([[NEVER], np.minimum.accumulate(part)[:-1]]) for part in parts]
        own = own.taken(own.recovery < np.concatenate(before))
        return replace(own, z2_s=np.zeros_like(own.z2_s))

    def points(self, kind: str) -> Whole:
        return self.load if kind == "load" else self.recovery


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


class BlockChoices:
    """The choices of the block of a plan."""

    def __init__(self, scenario: Scenario, model: TrainingModel, person: Profile, plan: BlockPlan) -> None:
        weeks = Weeks(scenario, model)
        self.scenario, self.model, self.plan, self.rules = scenario, model, plan, model.rules
        self.easy_pace, self.unit_s, self.weights = person.easy_pace, weeks.unit_s, model.muscular
        self.programmes = Programmes(model, person, weeks.menus)
        self.loads = [n for n, week in enumerate(plan.weeks) if week.kind == "load"]
        self.facts = plan.weeks[0]
        self.rooms = [_widest([weeks.rooms(plan.first + n, day) for n in range(len(plan.weeks))]) for day in range(7)]
        self.widths = [max(room.values(), default=0) for room in self.rooms]
        self.kinds: dict[tuple[int, int, int, tuple[int, int]], Kind] = {}

    @property
    def key(self) -> str:
        """Blocks with the same have the same choices."""
        kinds = [week.kind for week in self.plan.weeks]
        return repr((kinds, self.plan.caps, self.plan.least_km, self.rooms, self.facts.long_min, self.facts.long_pct))

    def all(self) -> Choices:
        found = [self._of(metres) for metres in self._planned()]
        own = [np.concatenate(parts) for parts in zip(*found, strict=True)] or [NONE] * 4
        return Choices(own[0], own[1], own[2], own[3], tuple(week.kind for week in self.plan.weeks))

    def _planned(self) -> Sequence[int]:
        """Metres that the block may plan; of one without load weeks those of the history."""
        if not self.loads:
            recent = self.scenario.history.recent_km or [self.scenario.athlete.weekly_km] * 4
            return [round(250 * sum(recent))]
        top = round(1000 * min(self.plan.caps[n] for n in self.loads))
        least = -(-round(1000 * self.plan.least_km) // EASY_UNIT_M) * EASY_UNIT_M
        return range(max(least, EASY_UNIT_M), top + 1, EASY_UNIT_M)

    def _of(self, metres: int) -> tuple[Whole, Whole, Whole, Whole]:
        load_s, load = self._load_weeks(metres) if self.loads else (np.zeros(1, np.int64), np.zeros(1, np.int64))
        recovery_s, recovery = np.zeros(1, np.int64), np.zeros(1, np.int64)
        if len(self.loads) < len(self.plan.weeks):
            recovery_s, recovery = self._recovery_weeks(metres)
        if self.loads:  # the most that a recovery week may have beside each load week
            allowed = np.searchsorted(100 * recovery_s, self.rules["recovery-week"].max_z2_pct * load_s, side="right")
        else:
            allowed = np.array([len(recovery_s)])
        one, other = [NONE], [NONE]
        for count in np.unique(allowed):
            beside, own = np.flatnonzero(allowed == count), _front(recovery_s[:count], recovery[:count])
            one.append(np.repeat(beside, len(own)))
            other.append(np.tile(own, len(beside)))
        first, second = np.concatenate(one), np.concatenate(other)
        z2_s = len(self.loads) * load_s[first] + recovery_s[second]
        planned = np.full(len(first), metres if self.loads else UNPLANNED_M)
        return planned, load[first], recovery[second], z2_s

    def _load_weeks(self, metres: int) -> tuple[Whole, Whole]:
        """Seconds and points of load weeks of so many metres, the more seconds the more points."""
        found = [self._best(kind, metres) for kind in self._load_kinds(metres)]
        seconds, points = (np.concatenate(parts) for parts in zip(*found, (NONE, NONE), strict=True))
        own = _front(seconds, points)
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
            if (n, 0, hits) in self.counts:
                yield self._kind(n, 0, hits, metres_of_hit)
        if least and self._shares(self._kind(least, 0, hits, metres_of_hit).rows, metres).any():
            return
        for n in range(least_singles, singles.max_count + 1):
            if (0, n, hits) in self.counts:
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
    def _double_rooms(self) -> list[dict[Any, int]]:
        """Of the days that may be double days; where none is, as wide as they come."""
        days = self.rules["double-threshold-days"].days
        own = [room for day, room in enumerate(self.rooms) if WEEKDAYS[day] in days and len(room) == 2]
        return own or [dict.fromkeys(SLOTS, max(self.widths))]

    def _shares(self, rows: Rows, metres: int) -> NDArray[np.bool_]:
        """Whose hard running the easy share leaves room for in a week of so many metres of this block."""
        return self._shared(rows, metres, metres)

    def _shared(self, rows: Rows, planned_m: int, metres: int) -> NDArray[np.bool_]:
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
        free = self._shares(rows, metres) & (easy_m >= low_m) & (low_m <= high)
        free &= metres - kind.most_m <= high + room_m
        if (hours := self.scenario.athlete.max_weekly_hours) is not None:
            free &= rows[:, EXTRA_S] + metres * self.easy_pace // 1000 <= 3600 * hours
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

    def _recovery_weeks(self, planned_m: int) -> tuple[Whole, Whole]:
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
                free = self._shared(kind.rows, planned_m, metres) & (metres - kind.rows[:, METRES] >= low)
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
    def counts(self) -> set[tuple[int, int, int]]:
        """Doubles, singles and HIT of weeks that keep their distances, next to a week like them."""
        doubles_on = self.rules["double-threshold-days"].days
        sorts = [
            "." + ("SH" if room else "") + ("D" if len(room) == 2 and WEEKDAYS[day] in doubles_on else "")
            for day, room in enumerate(self.rooms)
        ]
        weeks = 2 if len(self.loads) > 1 else 1
        patterns = (p for p in product(*sorts) if self._keeps("".join(p) * weeks))
        return {(p.count("D"), p.count("S"), p.count("H")) for p in patterns}

    def _keeps(self, days: str) -> bool:
        spacing, ahead = self.rules["hard-day-spacing"], self.rules["hit-recovery"].easy_days_before_double
        if not any(sort == "." and self.rooms[day] for day, sort in enumerate(days[:7])):
            return False
        hard = [day for day, sort in enumerate(days) if sort != "."]
        if spacing.gap_days:
            if any(b - a <= spacing.gap_days for a, b in pairwise(hard)):
                return False
        elif any(b - a == spacing.max_in_a_row for a, b in zip(hard, hard[spacing.max_in_a_row :], strict=False)):
            return False
        return not any(days[d] == "D" and "H" in days[max(d - ahead, 0) : d] for d in hard)


def _widest(rooms: Sequence[dict[Any, int]]) -> dict[Any, int]:
    """The longest session of each slot that is open in one of these rooms."""
    return {slot: max(room.get(slot, 0) for room in rooms) for slot in dict.fromkeys(s for r in rooms for s in r)}


def _cheapest(seconds: Whole, points: Whole) -> tuple[Whole, Whole]:
    """Each number of seconds once, with its fewest points."""
    order = np.lexsort((points, seconds))
    found, first = np.unique(seconds[order], return_index=True)
    return found, points[order][first]


def _front(seconds: Whole, points: Whole) -> Whole:
    """The places of those that have more seconds than all with as few points."""
    order = np.lexsort((-seconds, points))
    better = np.ones(len(order), dtype=bool)
    better[1:] = seconds[order][1:] > np.maximum.accumulate(seconds[order])[:-1]
    return order[better]
