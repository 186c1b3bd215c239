"""The patterns of a week that no rule can tell apart, once each; weeks that ask for the same share them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from functools import cache

from ndt_opt.cpsat.day_slots import DAY_S
from ndt_opt.cpsat.filters import Filters
from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.offers import DayDemand, Demand
from ndt_opt.cpsat.pattern import Pattern, enumerate_patterns
from ndt_opt.cpsat.programme import Programme
from ndt_opt.cpsat.slot_needs import slot_counts
from ndt_opt.domain.calendar import Slot
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel

Kinds = tuple[list[Pattern], list[dict[tuple[int, Slot], int]]]
"""Patterns that rules can tell apart, with the free easy slots of each and the longest run it takes (seconds)."""


@dataclass
class Made:
    """Parts of weeks that other weeks may ask for again; `programmes` only under the same rules."""

    patterns: dict[object, list[Pattern]] = field(default_factory=dict)
    kinds: dict[object, Kinds] = field(default_factory=dict)
    programmes: dict[object, list[Programme]] = field(default_factory=dict)


def distinct_patterns(
    week: Week, filters: Filters, needs: dict[str, int], pinned: set[tuple[int, Slot]], scenario: Scenario, made: Made
) -> Kinds:
    """The patterns that leave the slots of pinned easy runs open, those that no rule can tell apart only once."""
    raced = _alike_raced_days(scenario, filters.model)
    key = _undated(week, filters.model), tuple(needs.items()), filters.shaping, raced
    if key not in made.kinds:
        patterns = _patterns(week, filters, needs, made)
        counts = slot_counts(patterns, week, filters, needs)
        keep = [i for i, c in enumerate(counts) if pinned <= c.keys()]
        made.kinds[key] = _merge_equals([patterns[i] for i in keep], [counts[i] for i in keep], week, filters, raced)
    return made.kinds[key]


def _patterns(week: Week, filters: Filters, needs: dict[str, int], made: Made) -> list[Pattern]:
    """The week's patterns; they depend on its rung only through the slots that its session fits."""
    lengths = sorted({room.longest_s for day in week.days for room in day.clock if room is not None})
    fitting = {letter: next((s for s in lengths if s >= need), DAY_S) for letter, need in needs.items()}
    key = _undated(week, filters.model), tuple(fitting.items()), filters.shaping
    if key not in made.patterns:
        made.patterns[key] = enumerate_patterns(week, filters.kinds, fitting)
    return made.patterns[key]


def _undated(week: Week, model: TrainingModel) -> Week:
    """What its patterns depend on; its goal and rung ask for slots, which are told apart beside it."""
    sharp = week.sharp if model.holds("phase-mix") else frozenset()
    return replace(week, index=0, block=0, start=dt.date.min, goal=None, rung=None, sharp=sharp)


def _alike_raced_days(scenario: Scenario, model: TrainingModel) -> frozenset[int]:
    """Weekdays (0 is Monday) of races whose weeks have to be like others: those without easy days around them."""
    return frozenset() if model.holds("race-day") else frozenset(r.date.weekday() for r in scenario.season.races)


def _merge_equals(
    patterns: list[Pattern],
    counts: list[dict[tuple[int, Slot], int]],
    week: Week,
    filters: Filters,
    raced: frozenset[int],
) -> Kinds:
    """Keep the cheapest of the patterns no rule can tell apart.

    Rules see a pattern through its threshold days, its HIT, race-pace and long-run slots, its easy slots, and, across
    the week's edges, the letters of its first and last `filters.border_days()` days; some see every day.  A week
    that has to be like one with a race on one of the days `raced`, or with something asked, keeps a pattern for each
    letter there.
    """
    edge = filters.border_days()
    pinned = {(d, pin.slot) for d, day in enumerate(week.days) for pin in day.pins}
    costs = [filters.pattern_cost(pattern) for pattern in patterns]
    best: dict[object, int] = {}
    numbers: dict[object, int] = {}

    @cache
    def seen_of(day: int, letter: str, slot: Slot | None) -> int:
        """A number for what the rules see of a session: hashed once, however many patterns hold it."""
        room = None if slot is None else week.days[day].room(slot)
        what = _day_demand(day, letter, slot, week) if letter in "DS" else room
        return numbers.setdefault((letter, what), len(numbers))

    for i, pattern in enumerate(patterns):
        plain = pattern.letters.replace("L", "E")
        days = [*enumerate(zip(pattern.letters, pattern.slots, strict=True))]
        sessions = [tuple(seen_of(d, x, s) for d, (x, s) in days if x in kind) for kind in ("DS", "H", "P")]
        pinned_seen = tuple((place, s) for place, s in counts[i].items() if place in pinned)
        slots_seen = tuple(sorted(s for place, s in counts[i].items() if place not in pinned))
        seen = (
            *sessions, long_limit(pattern, week), pinned_seen, slots_seen,
            pattern.count("P"), pattern.count("L"), plain[:edge], plain[7 - edge :],
            plain if filters.sees_days(pattern) else None, _parts_seen(pattern, counts[i], week),
            tuple(pattern.letters[d] for d in sorted(raced | week.told_apart)),
        )  # fmt: skip
        if seen not in best or costs[i] < costs[best[seen]]:
            best[seen] = i
    return [patterns[i] for i in best.values()], [counts[i] for i in best.values()]


def _parts_seen(pattern: Pattern, counts: dict[tuple[int, Slot], int], week: Week) -> object:
    """What the recovery rule sees of a mixed week: easy slots and long run by kind of day."""
    if not week.is_mixed:
        return None
    is_long_recovery = [week.recovery_days[d] for d in pattern.days("L")]
    return tuple(is_long_recovery), tuple(sorted((week.recovery_days[d], s) for (d, _), s in counts.items()))


def demand_of(pattern: Pattern, week: Week) -> Demand:
    places = enumerate(zip(pattern.letters, pattern.slots, strict=True))
    return tuple(_day_demand(day, letter, slot, week) for day, (letter, slot) in places if letter in "DS")


def _day_demand(day: int, letter: str, slot: Slot | None, week: Week) -> DayDemand:
    slots = week.days[day]
    pins = tuple((p.slot, p.kind) for p in slots.pins if p.is_threshold)
    if letter == "D":
        return "D", slots.clock, pins
    clock = (slots.am, None) if slot == "am" else (None, slots.pm)
    return "s" if week.is_mixed and week.recovery_days[day] else "S", clock, pins


def long_limit(pattern: Pattern, week: Week) -> int:
    for day in pattern.days("L"):
        slot = pattern.slots[day]
        room = None if slot is None else week.days[day].room(slot)
        if room is not None:
            return room.longest_s
    return 0
