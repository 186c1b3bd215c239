"""The columns of one week: its legal patterns and the threshold programmes that fit them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ndt_opt.cpsat.alike_patterns import Made, demand_of, distinct_patterns, long_limit
from ndt_opt.cpsat.day_tables import Keep
from ndt_opt.cpsat.double_weeks import DoubleWeek, full_week, least_week
from ndt_opt.cpsat.filters import Filters
from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.interrupt import Check, go_on
from ndt_opt.cpsat.offers import DayOffers, Demand, offered_programmes, resources_of
from ndt_opt.cpsat.pattern import Pattern
from ndt_opt.cpsat.programme import Programme
from ndt_opt.cpsat.slot_needs import needed_seconds
from ndt_opt.domain.calendar import Slot
from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.race import LEAST_REPS, every_step, race_pace_session, race_session
from ndt_opt.menu.sessions import EASY_UNIT_M, MenuSession
from ndt_opt.physiology.altitude import slower_on
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import TrainingModel


@dataclass(frozen=True)
class WeekColumns:
    """Patterns and programmes of one week, in a fixed order.

    `pattern_demands[i]` is what pattern i needs; `programmes` pairs a demand with a programme that
    serves it (`programme_ids` their numbers); `least_week` is the smallest programme with the full count of
    doubles, `full_week` the smallest whose doubles have the preferred minutes, `full_hit` the shortest whole
    HIT session; none of the three changes when programmes are left out.  `race_paces` are the race-pace sessions
    it may have, `races` what is run in its races.
    `easy_limits[i]` are pattern i's free easy slots and the longest run each takes (seconds),
    `slot_lengths` the lengths there are, `long_limits_s[i]` the seconds its long-run slot takes (0 without
    one).  `pinned_easy` are easy runs of a pinned distance (200 m units), `pinned_free` the longest easy runs
    (seconds) where one is pinned without a distance.
    """

    week: Week
    patterns: list[Pattern]
    pattern_demands: list[Demand]
    demands: list[Demand]
    programmes: list[tuple[Demand, Programme]]
    programme_ids: list[int]
    least_week: DoubleWeek | None
    full_week: DoubleWeek | None
    full_hit: MenuSession | None
    hits: list[MenuSession]
    race_paces: list[MenuSession]
    races: tuple[MenuSession, ...]
    easy_limits: list[dict[tuple[int, Slot], int]]
    slot_lengths: list[int]
    long_limits_s: list[int]
    pattern_costs: list[int]
    pinned_easy: dict[tuple[int, Slot], int]
    pinned_free: dict[tuple[int, Slot], int]
    pinned_long_units: int | None

    def only(self, keep: list[int]) -> WeekColumns:
        """The same week with some of its programmes, which keep their numbers, and the patterns they serve."""
        programmes = [self.programmes[i] for i in keep]
        served = {demand for demand, _ in programmes}
        rows = [i for i, demand in enumerate(self.pattern_demands) if demand in served]
        return replace(
            self,
            patterns=[self.patterns[i] for i in rows],
            pattern_demands=[self.pattern_demands[i] for i in rows],
            demands=[d for d in self.demands if d in served],
            programmes=programmes,
            programme_ids=[self.programme_ids[i] for i in keep],
            easy_limits=[self.easy_limits[i] for i in rows],
            long_limits_s=[self.long_limits_s[i] for i in rows],
            pattern_costs=[self.pattern_costs[i] for i in rows],
        )

    def has_the_same(self, other: WeekColumns) -> bool:
        """Not where the clock changes, load days fall differently (day grid), or programmes or rungs are others."""
        mine = (self.week.recovery_days, self.patterns, self.programme_ids, self.hits, self.slot_lengths)
        others = (other.week.recovery_days, other.patterns, other.programme_ids, other.hits, other.slot_lengths)
        return mine == others and (self.week.days, self.race_paces) == (other.week.days, other.race_paces)

    @property
    def least_double_m(self) -> int:
        """Work metres of `least_week`; 0 where the week takes no doubles."""
        return 0 if self.least_week is None else self.least_week.work_m

    def slot_counts(self, part: bool) -> list[dict[int, int]]:
        """Per pattern, how many free easy slots of each length stand on load (or on recovery) days."""
        own = [_tally(self.on(part, limits)) for limits in self.easy_limits]
        return [{length: t.get(length, 0) for length in self.slot_lengths} for t in own]

    def on(self, part: bool, places: dict[tuple[int, Slot], int]) -> dict[tuple[int, Slot], int]:
        """The entries on load (or on recovery) days."""
        return {k: v for k, v in places.items() if self.week.recovery_days[k[0]] == part}

    @property
    def pinned_runs_units(self) -> list[int]:
        """200 m units of each easy run whose distance is pinned."""
        return list(self.pinned_easy.values())

    def fits(self, letter: str, pattern: Pattern, session: MenuSession) -> bool:
        """Whether every slot with the letter of the pattern takes the session."""
        return _all_fit(self.week, letter, pattern, session)


def _full_hit(
    hits: Sequence[MenuSession], patterns: Sequence[Pattern], week: Week, model: TrainingModel
) -> MenuSession | None:
    whole = [s for s in hits if s.work_m >= model.rules["hit-count"].full_min_m]
    taken = [s for s in whole if any(p.count("H") and _all_fit(week, "H", p, s) for p in patterns)]
    return min(taken, key=lambda s: s.duration_s, default=None)


def _all_fit(week: Week, letter: str, pattern: Pattern, session: MenuSession) -> bool:
    return all(_fits(week, d, pattern.slots[d], session) for d in pattern.days(letter))


def _fits(week: Week, day: int, slot: Slot | None, session: MenuSession) -> bool:
    room = None if slot is None else week.days[day].room(slot)
    if room is None or session.duration_s > room.longest_s:
        return False
    return session.kind == "hit" or session.slower_s == room.slower_s


def given_columns(week: Week) -> WeekColumns:
    """Of a week that is run or begun: its letters, and nothing to choose."""
    assert week.given is not None
    return WeekColumns(
        week=week, patterns=[Pattern(week.given.letters, (None,) * 7)], pattern_demands=[()], demands=[()],
        programmes=[], programme_ids=[], least_week=None, full_week=None, full_hit=None, hits=[], race_paces=[],
        races=(), easy_limits=[{}], slot_lengths=[], long_limits_s=[0], pattern_costs=[0], pinned_easy={},
        pinned_free={}, pinned_long_units=None,
    )  # fmt: skip


def build_columns(
    week: Week,
    menu: Sequence[MenuSession],
    scenario: Scenario,
    model: TrainingModel,
    person: Profile,
    made: Made | None = None,
    check: Check = go_on,
    muscular: bool = False,
    keep: Keep = "best",
) -> WeekColumns:
    """Every pattern the rules about one week allow, with its programmes.

    `made` keeps parts for other weeks of the season that ask for the same; `check` is called now and then and may
    raise; `muscular` says that muscular load is limited.
    """
    filters = Filters(model, week, person)
    rung = week.rung
    every = [] if rung is None else every_step(week.goal, scenario.usual_weekly_m, model)
    steps = [rung if rung is not None and step.name == rung.name else step for step in every]
    slow = sorted({room.slower_s for day in week.days for room in day.clock if room is not None})
    able = [race_pace_session(step, model, person, s) for step in steps if step.reps >= LEAST_REPS for s in slow]
    race_paces = [s for s in able if filters.session(s, "race-pace")]
    menu = [s for s in menu if "hit" in s.use or s.slower_s in slow]
    hits = [s for s in menu if "hit" in s.use and filters.session(s, "hit")]
    needs = needed_seconds(menu, filters, hits, race_paces)
    made = Made() if made is None else made
    pinned_easy = [(d, pin) for d, day in enumerate(week.days) for pin in day.pins if pin.kind == "easy"]
    pinned_slots = {(d, pin.slot) for d, pin in pinned_easy}
    patterns, counts = distinct_patterns(week, filters, needs, pinned_slots, scenario, made)
    fixed = {(d, pin.slot): round(1000 * pin.km) // EASY_UNIT_M for d, pin in pinned_easy if pin.km is not None}
    free_pins = [(d, pin.slot) for d, pin in pinned_easy if pin.km is None]
    tallies = [_tally({k: v for k, v in c.items() if k not in fixed}) for c in counts]
    lengths = sorted({length for t in tallies for length in t})
    demands = [demand_of(p, week) for p in patterns]
    distinct = list(dict.fromkeys(demands))
    resources = resources_of(patterns, tallies, scenario, model, person, menu, filters)
    resources = replace(resources, keep=keep, muscular_per_km=model.muscular.per_km if muscular else 0)
    kind = (week.kind, week.phase, week.affected, week.hindered, week.is_held)
    offers = DayOffers(menu, filters, resources)
    for demand in distinct:
        key = (demand, resources, kind)
        if key not in made.programmes:
            check()
            made.programmes[key] = offered_programmes(demand, offers, model, resources)
    served = [(d, p) for d in distinct for p in made.programmes[d, resources, kind]]
    easy_limits = [{k: v for k, v in c.items() if k not in fixed} for c in counts]
    long_limits_s = [long_limit(p, week) for p in patterns]
    rooms = dict.fromkeys(distinct, 0)
    for demand, limits, long_s in zip(demands, easy_limits, long_limits_s, strict=True):
        rooms[demand] = max(rooms[demand], sum(limits.values()) + min(long_s, needs["L"]))
    pinned_long = [pin for day in week.days for pin in day.pins if pin.kind == "long" and pin.km is not None]
    return WeekColumns(
        week=week,
        patterns=patterns,
        pattern_demands=demands,
        demands=distinct,
        programmes=served,
        programme_ids=list(range(len(served))),
        least_week=least_week(served, rooms, model.rules["double-threshold-days"].count),
        full_week=full_week(distinct, rooms, offers, model),
        full_hit=_full_hit(hits, patterns, week, model),
        hits=hits,
        race_paces=race_paces,
        races=tuple(race_session(r, slower_on(r.date, scenario, model), model, person) for r in week.races),
        easy_limits=easy_limits,
        slot_lengths=lengths,
        long_limits_s=long_limits_s,
        pattern_costs=[filters.pattern_cost(p) for p in patterns],
        pinned_easy=fixed,
        pinned_free={k: min(c[k] for c in counts) for k in free_pins} if counts else {},
        pinned_long_units=round(1000 * (pinned_long[0].km or 0)) // EASY_UNIT_M if pinned_long else None,
    )


def _tally(limits: dict[tuple[int, Slot], int]) -> dict[int, int]:
    tally: dict[int, int] = {}
    for longest in limits.values():
        tally[longest] = tally.get(longest, 0) + 1
    return tally
