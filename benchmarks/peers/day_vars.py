"""What every day and week of the textbook formulation has: a kind, sessions in slots, easy units, and their sums."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from day_facts import Room, SeasonFacts
from neutral import Linear, Neutral, Sum, total

from ndt_opt.menu.sessions import EASY_UNIT_M, MenuSession

HARD = ("double", "single", "hit", "race-pace")


@dataclass(frozen=True)
class Pick:
    """A Boolean: this session stands in this slot, as a double's half, a single, HIT or race pace."""

    kind: str
    slot: str
    session: MenuSession
    chosen: Sum

    @property
    def key(self) -> tuple[str, str, object]:
        """What alike weeks have alike: of race pace only that it stands there."""
        return self.kind, self.slot, None if self.kind == "race-pace" else self.session.key


@dataclass
class Day:
    """One day; `kinds` has one Boolean for each kind of day it may be, `units` its easy runs in steps of 200 m.

    `resting`: 1 on a recovery day; `race`: what is run there, of which only warm-up and cool-down count.
    """

    number: int
    rooms: dict[str, Room]
    resting: Linear
    race: MenuSession | None
    kinds: dict[str, Sum] = field(default_factory=dict)
    picks: list[Pick] = field(default_factory=list)
    runs: dict[str, Sum] = field(default_factory=dict)
    units: dict[str, Sum] = field(default_factory=dict)
    long_in: dict[str, Sum] = field(default_factory=dict)
    long: Linear = 0

    def on(self, *kinds: str) -> Sum:
        """1 where the day is of one of these kinds."""
        return total(self.kinds[k] for k in kinds if k in self.kinds)

    def is_hard(self) -> Sum:
        """A planned hard day, or a race."""
        return self.on(*HARD) + int(self.race is not None)

    def sum_of(self, value: Callable[[MenuSession], int], *kinds: str) -> Sum:
        """What the sessions of these kinds (of all, where none is named) come to."""
        return total(value(p.session) * p.chosen for p in self.picks if not kinds or p.kind in kinds)

    @property
    def easy(self) -> Sum:
        """200 m units of easy and long runs."""
        return total([*self.units.values(), self.long])

    @property
    def metres(self) -> Sum:
        raced = self.race.easy_m if self.race else 0
        return self.sum_of(lambda s: s.distance_m) + EASY_UNIT_M * self.easy + raced

    def seconds(self, unit_s: int) -> Sum:
        raced = self.race.duration_s - self.race.work_s if self.race else 0
        return self.sum_of(lambda s: s.duration_s) + unit_s * self.easy + raced

    @property
    def z2_s(self) -> Sum:
        return self.sum_of(lambda s: s.work_s, "double", "single")


@dataclass
class Week:
    """Seven days; `load` and `recovery` say what the week is (numbers on the calendar grid).

    `long`: units of its long run, where it `has_long`; `missed`: HIT and race-pace sessions it goes without.
    """

    number: int
    days: list[Day]
    load: Linear
    recovery: Linear
    metres: Sum = field(default_factory=Sum)
    seconds: Sum = field(default_factory=Sum)
    z2_s: Sum = field(default_factory=Sum)
    has_long: Linear = 1
    long: Sum = field(default_factory=Sum)
    planned: Linear = 0

    def count(self, *kinds: str) -> Sum:
        return total(day.on(*kinds) for day in self.days)

    def picks(self, *kinds: str) -> list[Pick]:
        return [p for day in self.days for p in day.picks if p.kind in kinds]


def make_day(m: Neutral, facts: SeasonFacts, number: int, resting: Linear, load: Linear) -> Day:
    """Variables of a day and what holds within it: one kind, one session a slot, runs of allowed length."""
    week, weekday = facts.weeks[number // 7], number % 7
    day = Day(number, facts.rooms(number), resting, week.races.get(weekday))
    if day.race is not None:
        return day
    day.kinds["easy"] = m.boolean()
    if day.rooms and weekday not in week.no_long:
        day.kinds["long"] = m.boolean()
        _long(m, facts, day)
    menus = _menus(facts, day, load) if weekday not in week.quiet else {}
    for kind, menu in menus.items():
        _sessions(m, day, kind, menu)
    m.one_of(day.kinds.values())
    if "double" in day.kinds:
        _double(m, facts, day)
    _easy_runs(m, facts, day)
    return day


def _menus(facts: SeasonFacts, day: Day, load: Linear) -> dict[str, dict[str, list[MenuSession]]]:
    """By kind of day and slot the sessions that may stand there."""
    week, rules, weekday = facts.weeks[day.number // 7], facts.rules, day.number % 7
    is_recovery = facts.is_recovery(day.number // 7)
    short = 60 * rules["taper"].race_week_max_single_min if week.kind == "race" else 10**6
    found: dict[str, dict[str, list[MenuSession]]] = {}
    if weekday in facts.doubles_on(day.number // 7) and not is_recovery:
        found["double"] = {s: [x for x in facts.halves(s, r) if x.work_s <= short] for s, r in day.rooms.items()}
    rule = rules["single-threshold-days"]
    least = 0 if is_recovery or facts.by_day else 60 * rule.min_work_min
    most = min(60 * rule.max_work_min, short, 60 * rules["recovery-week"].max_single_min if is_recovery else 10**6)
    found["single"] = _fit(day, [s for s in facts.menu if "single" in s.use and least <= s.work_s <= most])
    if not isinstance(load, int) or load:
        found["hit"] = _fit(day, [s for s in facts.menu if "hit" in s.use])
    if week.race_pace and week.step is not None:
        found["race-pace"] = _fit(day, [week.step])
    return {kind: menu for kind, menu in found.items() if any(menu.values())}


def _fit(day: Day, menu: Sequence[MenuSession]) -> dict[str, list[MenuSession]]:
    return {slot: [s for s in menu if s.duration_s <= room.longest_s] for slot, room in day.rooms.items()}


def _sessions(m: Neutral, day: Day, kind: str, menu: dict[str, list[MenuSession]]) -> None:
    """Exactly one session on a day of the kind, or one in each slot of a double."""
    own = [Pick(kind, slot, s, m.boolean()) for slot, sessions in menu.items() for s in sessions]
    day.kinds[kind], day.picks = m.boolean(), day.picks + own
    for slots in (("am",), ("pm",)) if kind == "double" else (("am", "pm"),):
        m.add(total(p.chosen for p in own if p.slot in slots) == day.kinds[kind])


def _double(m: Neutral, facts: SeasonFacts, day: Day) -> None:
    """`day-work-minutes`, `am-before-pm` and `am-pm-gap` of the two halves."""
    rule, double = facts.rules["day-work-minutes"], day.kinds["double"]
    halves = {slot: [p for p in day.picks if (p.kind, p.slot) == ("double", slot)] for slot in ("am", "pm")}
    am, both = total(p.session.work_s * p.chosen for p in halves["am"]), day.sum_of(lambda s: s.work_s, "double")
    m.add(both >= 60 * rule.min_min, double)
    m.add(both <= 60 * rule.max_min * double)
    m.add(100 * am >= rule.am_min_pct * both)
    m.add(100 * am <= rule.am_max_pct * both)
    for template in dict.fromkeys(p.session.template for p in halves["am"]):
        alike = [p for p in halves["am"] if p.session.template == template]
        clash = [p for p in halves["pm"] if not facts.is_ordered(alike[0].session, p.session)]
        m.add(total(p.chosen for p in (*alike, *clash)) <= 1)
    lengths = [p.session.duration_s * p.chosen for p in halves["am"]]
    lengths += [60 * -(-p.session.duration_s // 60) * p.chosen for p in halves["pm"]]
    m.add(total(lengths) <= _between_s(facts, day))


def _between_s(facts: SeasonFacts, day: Day) -> int:
    """Seconds that two sessions of a day may last together, if one of them is hard."""
    gap_min = facts.rules["am-pm-gap"].min_gap_min
    return 60 * (day.rooms["pm"].end_min - day.rooms["am"].start_min - gap_min)


def _long(m: Neutral, facts: SeasonFacts, day: Day) -> None:
    """The long run stands in one slot and lasts no longer than it."""
    week, long = day.number // 7, day.kinds["long"]
    most = facts.long_most_units(week)
    widest = {slot: min(room.longest_s // facts.unit_s, most) for slot, room in day.rooms.items()}
    least = 1 if facts.is_affected(week) else -(-60 * facts.rules["easy-runs"].min_min // facts.unit_s)
    day.long_in = {slot: m.boolean() for slot in day.rooms}
    day.long = m.integer(0, max(widest.values()))
    m.add(total(day.long_in.values()) == long)
    m.add(day.long >= least * long)
    m.add(day.long <= total(widest[slot] * x for slot, x in day.long_in.items()))


def _easy_runs(m: Neutral, facts: SeasonFacts, day: Day) -> None:
    """`easy-runs`: an easy run in any slot that nothing else takes, and `am-pm-gap` beside a hard session."""
    rule = facts.rules["easy-runs"]
    least = -(-60 * rule.min_min // facts.unit_s)
    for slot, room in day.rooms.items():
        most = min(60 * rule.max_min, room.longest_s) // facts.unit_s
        taken = [p.chosen for p in day.picks if p.slot == slot]
        taken += [day.long_in[slot]] if slot in day.long_in else []
        if most < least:
            m.add(total(taken) <= 1)
            continue
        run, units = m.boolean(), m.integer(0, most)
        day.runs[slot], day.units[slot] = run, units
        m.add(total(taken) + run <= 1)
        m.add(units >= least, run)
        m.add(units <= 0, 1 - run)
    for slot, run in day.runs.items() if len(day.rooms) == 2 else ():
        for kind in (k for k in HARD[1:] if k in day.kinds):
            beside = [p for p in day.picks if p.slot != slot and p.kind == kind]
            hard_s = total(60 * -(-p.session.duration_s // 60) * p.chosen for p in beside)
            m.add(hard_s + facts.unit_s * day.units[slot] <= _between_s(facts, day), run, day.kinds[kind])
