"""The threshold programmes on offer for a pattern's demand, and what the rules limit in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial

from ndt_opt.cpsat.day_slots import SlotRoom
from ndt_opt.cpsat.day_tables import DayChoice, Resources
from ndt_opt.cpsat.filters import Filters
from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.pattern import Pattern
from ndt_opt.cpsat.programme import Programme, WeekCost, programmes
from ndt_opt.cpsat.thinning import least_sessions
from ndt_opt.domain.calendar import Slot
from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.sessions import MenuSession
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import TrainingModel

DayDemand = tuple[str, tuple[SlotRoom | None, SlotRoom | None], tuple[tuple[Slot, str], ...]]
Demand = tuple[DayDemand, ...]
"""Which threshold days a pattern has: letter, the day's clock (or the one slot), pinned kinds.

The letter is `s` for a single on a recovery day of a mixed week.
"""


class DayOffers:
    """What each threshold day may hold in a week: days that ask for the same share the list.

    Where any plan will do, and rules compare the two sessions of a day by their length alone, only those that take
    the least.
    """

    def __init__(self, menu: Sequence[MenuSession], filters: Filters, resources: Resources) -> None:
        self.filters = filters
        is_thin = resources.keep == "any" and filters.pairs_by_length and filters.double_difference_s() is None
        least = partial(least_sessions, resources=resources) if is_thin else None
        self.of = cache(partial(day_choices, menu=menu, filters=filters, least=least))


def offered_programmes(
    demand: Demand, offers: DayOffers, model: TrainingModel, resources: Resources
) -> list[Programme]:
    filters = offers.filters
    doubles = all(letter == "D" for letter, _, _ in demand)
    cost = WeekCost(model.preferences["session-variety"].weight, model.preferences["even-days"].weight)
    limit = filters.double_difference_s() if doubles else None
    on_rest = tuple(letter == "s" for letter, _, _ in demand)
    if any(on_rest):
        resources = replace(resources, on_rest=on_rest, distance=True)
    same = None if doubles else filters.max_same_reps()
    found = programmes([offers.of(day) for day in demand], limit, cost, resources, same)
    return [p for p in found if filters.programme(p)]


def day_choices(
    day: DayDemand,
    menu: Sequence[MenuSession],
    filters: Filters,
    least: Callable[[list[MenuSession]], list[MenuSession]] | None = None,
) -> list[DayChoice]:
    """What the rules and the slots allow on a threshold day; of a double, `least` picks the sessions to pair."""
    letter, (am, pm), pins = day
    kinds = dict(pins)

    def offered(place: str, slot: Slot, room: SlotRoom) -> list[MenuSession]:
        return [
            s
            for s in menu
            if place in s.use
            and s.slower_s == room.slower_s
            and kinds.get(slot, s.kind) == s.kind
            and s.duration_s <= room.longest_s
            and filters.session(s, place)
        ]

    if letter in "Ss":
        slot: Slot = "am" if am is not None else "pm"
        room = am or pm
        assert room is not None
        singles = [s for s in offered("single", slot, room) if letter == "S" or filters.session(s, "recovery")]
        return [DayChoice((s,), filters.single_cost(s)) for s in singles]
    assert am is not None
    assert pm is not None
    morning, evening = offered("am", "am", am), offered("pm", "pm", pm)
    if least is not None:
        morning, evening = least(morning), least(evening)
    return [
        DayChoice((a, p), filters.double_cost(a, p))
        for a in morning
        for p in evening
        if filters.pair(a, p, am, pm)
    ]


def resources_of(
    patterns: list[Pattern],
    tallies: list[dict[int, int]],
    scenario: Scenario,
    model: TrainingModel,
    person: Profile,
    menu: Sequence[MenuSession],
    filters: Filters,
) -> Resources:
    """Which totals can bind in this week (see `programme.Resources`)."""
    offered = [s.distance_m for s in menu if filters.session_anywhere(s)]
    shortest, longest = min(offered, default=0), max(offered, default=0)
    long_run_m = 75 * 60 * 1000 // person.easy_pace
    ample = all(
        sum(k * n for k, n in tally.items()) * 1000 // person.easy_pace
        + long_run_m * pattern.count("L")
        + shortest * (2 * pattern.count("D") + pattern.count("S") + pattern.count("H") + pattern.count("P"))
        >= scenario.max_weekly_m
        for pattern, tally in zip(patterns, tallies, strict=True)
    )
    known = scenario.athlete.longest_run_km
    safe = long_run_m if known is None else min(long_run_m, round(1000 * known))
    share = model.rules["week-intensity-share"]
    by_time = share.unit == "time" and model.holds("week-intensity-share")
    return Resources(
        easy_pace=person.easy_pace,
        easy_pcts=tuple(sorted({share.min_easy_pct, share.min_easy_pct_low})) if by_time else (),
        hours=scenario.athlete.max_weekly_hours is not None,
        longest=longest > safe or bool(filters.week.cautions.changes),
        distance=not ample,
        work=_limits_work(filters.week, model),
    )


def _limits_work(week: Week, model: TrainingModel) -> bool:
    """Whether less Zone-2 work may be wanted, beside the block's other weeks."""
    if week.is_recovery:
        return model.holds("recovery-week")
    return week.affected and model.holds("block-structure")
