"""What every week of the witness has: sessions on open slots, races, easy running, one long run."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ndt_opt.domain.calendar import SLOTS, WEEKDAYS
from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.sessions import EASY_UNIT_M, MenuSession, build_menu
from ndt_opt.physiology.altitude import slownesses
from ndt_opt.physiology.profile import profile
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.witness.facts import Facts
from ndt_opt.witness.milp import Milp, Sum, plus

BIG_KM, BIG_S = 400.0, 90_000.0
Parts = list[tuple[Sum, MenuSession]]


def total(columns: list[Sum]) -> Sum:
    return plus(*((1, x) for x in columns))


@dataclass
class WeekSums:
    """Columns and sums of one week; alike weeks share some or all. Lists by weekday.

    What is raced is left out of `km` and `seconds`.
    """

    facts: Facts
    double: list[Sum]
    single: list[Sum]
    hit: list[Sum]
    race_pace: list[Sum]
    works: list[tuple[Sum, Sum]]
    parts: Parts
    sessions: Parts
    singles: Parts
    long: Sum
    long_on: list[Sum]
    no_long: Sum
    missed_hit: Sum
    missed_race_pace: Sum
    km: Sum
    seconds: Sum
    hard_km: Sum
    hard_s: Sum
    z2_s: Sum

    def hard_on(self, day: int) -> Sum:
        """Hard sessions of a day, races left out."""
        return plus(*((1, x[day]) for x in (self.double, self.single, self.hit, self.race_pace)))


class Weeks:
    """Weeks of one scenario under one model, as rows of one programme."""

    def __init__(self, scenario: Scenario, model: TrainingModel, milp: Milp | None = None) -> None:
        self.scenario, self.model, self.rules = scenario, model, model.rules
        person = profile(scenario.athlete, model.physiology, scenario.season.start)
        self.unit_s = EASY_UNIT_M * person.easy_pace // 1000
        menu = build_menu(model, person, slownesses(scenario, model))
        self.menus = [s for s in menu if s.kind == "hit" or self._is_broken(s)]
        self.menu: list[MenuSession] = []
        self.milp = milp or Milp()
        self.one = self.milp.column()
        self.exactly(self.one, 1)

    def _is_broken(self, s: MenuSession) -> bool:
        """A tempo is not, but a week may hold some."""
        if s.kind == "tempo":
            return True
        rule, rep_s = self.rules["broken-intervals"], s.rep_milliseconds / 1000
        window = next((w for w in rule.rests if rep_s <= w.up_to_rep_s), None)
        return window is not None and s.reps >= rule.min_reps and window.min_rest_s <= s.rest_s <= window.max_rest_s

    def exactly(self, part: Sum, value: float) -> None:
        self.milp.at_most(part, value)
        self.milp.at_least(part, value)

    def week(self, index: int, facts: Facts, like: WeekSums | None = None) -> WeekSums:
        """A week; one `like` another has its sessions, its km and its long run, but a race-pace session of its own."""
        milp, unit = self.milp, EASY_UNIT_M / 1000
        self.menu = [s for s in self.menus if s.kind == "hit" or s.slower_s == facts.cautions.pace_shift]
        rooms = [{} if day in facts.races else self.rooms(index, day) for day in range(7)]
        widths = [max(room.values(), default=0) for room in rooms]
        is_open = [bool(room) and day not in facts.quiet for day, room in enumerate(rooms)]
        if like is None:
            double, single, hit, race_pace, parts, singles, works = self._sessions(facts, rooms, is_open)
            long, long_on, no_long = self._long(facts, rooms)
        else:
            double, single, hit, race_pace, works = like.double, like.single, like.hit, like.race_pace, like.works
            parts, singles, long, long_on, no_long = like.parts, like.singles, like.long, like.long_on, like.no_long
            for day in set(range(7)) - facts.doubles_on:
                milp.at_most(double[day], 0)
        own = [*parts]
        missed_race_pace = milp.column(facts.race_pace)
        if facts.step is not None:
            count = total(race_pace)
            own.append((count, facts.step))
            self.exactly(plus((1, count), (1, missed_race_pace)), facts.race_pace)
            for day, width in enumerate(widths):
                milp.at_most(race_pace[day], 1 if facts.step.duration_s <= width else 0)
        days = zip(double, single, hit, race_pace, long_on, strict=True)
        taken = [plus((2, d), (1, s), (1, h), (1, r), (1, x)) for d, s, h, r, x in days]
        running = plus((1, self._easy(self._easy_rooms(facts, rooms), taken)), (1, long))
        races = facts.races.values()
        missed_hit = milp.column(2)
        week = WeekSums(
            facts, double, single, hit, race_pace, works, parts, own, singles, long, long_on, no_long,
            missed_hit, missed_race_pace,
            km=plus(
                (unit, running), *((s.distance_m / 1000, x) for x, s in own),
                *((r.easy_m / 1000, self.one) for r in races),
            ),
            seconds=plus(
                (self.unit_s, running), *((s.duration_s, x) for x, s in own),
                *((r.duration_s - r.work_s, self.one) for r in races),
            ),
            hard_km=plus(
                *((s.work_m / 1000, x) for x, s in own),
                (self.rules["hit-count"].full_min_m / 1000 if self.has_days(facts) else 0, missed_hit),
                (facts.step.work_m / 1000 if facts.step and self.has_days(facts) else 0, missed_race_pace),
            ),
            hard_s=plus(*((s.work_s, x) for x, s in own)),
            z2_s=plus(*((s.work_s, x) for x, s in parts if s.kind != "hit")),
        )  # fmt: skip
        self._long_limits(week, own, widths)
        tempos = [x for x, s in parts if s.kind == "tempo"]
        milp.at_most(total(tempos), self.rules["broken-intervals"].max_continuous_days)
        milp.at_most(week.km, self.scenario.max_weekly_m / 1000)
        if (hours := self.scenario.athlete.max_weekly_hours) is not None:
            milp.at_most(week.seconds, 3600 * hours)
        return week

    def has_days(self, facts: Facts) -> bool:
        """Whether enough days are left for what a hindered week misses to be asked, and counted."""
        return bool(7 - facts.lost >= self.rules["load-recovery-cycle"].load_week_days)

    def _sessions(self, facts: Facts, rooms: list[dict[Any, int]], is_open: list[bool]) -> tuple[Any, ...]:
        """Columns by weekday of doubles, singles, HIT and race pace, and what is run in them."""
        milp, rule, usual, own = (
            self.milp,
            self.rules["double-threshold-days"],
            facts.kind != "recovery",
            facts.cautions,
        )
        allowed = {*rule.days, *(rule.alternatives if facts.is_hindered else ())} if usual else set()
        parts: Parts = []
        works: list[tuple[Sum, Sum]] = []
        double = []
        for day, open_s in enumerate(rooms):
            fits = (
                WEEKDAYS[day] in allowed
                and len(open_s) == 2
                and is_open[day]
                and day in facts.doubles_on - own.no_double
            )
            double.append(self._double_day(open_s, parts, works) if fits else {})
        closed = sum(not double[d] or d in facts.cut for d in range(7) if WEEKDAYS[d] in rule.days)
        milp.at_most(total([x for d, x in enumerate(double) if WEEKDAYS[d] not in rule.days]), closed)
        widest = max((max(room.values()) for room, free in zip(rooms, is_open, strict=True) if free), default=0)
        single = [milp.column() if free and day not in own.easy else {} for day, free in enumerate(is_open)]
        fast = [free and usual and day not in own.no_hit for day, free in enumerate(is_open)]
        hit = [milp.column() if free else {} for free in fast]
        race_pace = [milp.column() if free and facts.step else {} for free in fast]
        for days, most_doubles, most_singles in own.changes:
            milp.at_most(total([double[day] for day in days]), most_doubles)
            milp.at_most(total([single[day] for day in days]), most_singles)
        singles = self._pick("single", single, widest, facts)
        parts += singles + self._pick("hit", hit, widest, facts)
        return double, single, hit, race_pace, parts, singles, works

    def _long(self, facts: Facts, rooms: list[dict[Any, int]]) -> tuple[Sum, list[Sum], Sum]:
        """Units of the long run, its day, and whether there is none."""
        milp = self.milp
        on = [milp.column() if room and day not in facts.no_long else {} for day, room in enumerate(rooms)]
        long, no_long = milp.column(60 * facts.long_min // self.unit_s), milp.column()
        self.exactly(plus((1, total(on)), (1, no_long)), 1)
        is_plain = not facts.is_touched and facts.kind not in ("taper", "race")
        least = -(-60 * self.rules["easy-runs"].min_min // self.unit_s) if is_plain else 1
        milp.at_least(plus((1, long), (-least, total(on))), 0)
        widths = [max(room.values(), default=0) for room in rooms]
        tops = [(-(width // self.unit_s), x) for x, width in zip(on, widths, strict=True)]
        milp.at_most(plus((1, long), *tops), 0)
        if not facts.is_touched and not facts.priorities & {"A", "B"}:
            milp.at_most(no_long, 0)
        return long, on, no_long

    def _long_limits(self, week: WeekSums, own: Parts, widths: list[int]) -> None:
        """`long-run`: no more than its share of the week, the week's longest session, and when there may be none."""
        milp, unit, facts, rule = self.milp, EASY_UNIT_M / 1000, week.facts, self.rules["long-run"]
        for day in range(7):
            milp.at_most(plus((1, week.long_on[day]), (1, week.hard_on(day))), 1)
        by_share = milp.column()
        milp.at_most(plus((self.unit_s, week.long), (-BIG_S, by_share)), 60 * rule.or_max_min)
        share = plus((unit, week.long), (-facts.long_pct / 100, week.km), (BIG_KM, by_share))
        milp.at_most(share, BIG_KM)
        for x, s in own if facts.kind == "load" else ():
            most = max([1, facts.race_pace if s is facts.step else 1, *(milp.highest[c] for c in x)])
            once = s.distance_m / 1000 / most
            milp.at_least(plus((unit, week.long), (BIG_KM, week.no_long), (-once, x)), 0)
        standing = [self.scenario.standing_window(day, slot) for day in range(7) for slot in SLOTS]
        enough = min(60 * rule.or_max_min, max((w[1] for w in standing if w), default=0))
        for day, width in enumerate(widths) if not facts.priorities & {"A", "B"} else ():
            if width >= enough and week.long_on[day]:
                milp.at_most(plus((1, week.no_long), (-1, week.hard_on(day))), 0)

    def rooms(self, index: int, day: int) -> dict[Any, int]:
        """Longest session of each open slot of a date, seconds."""
        date = self.scenario.season.start + dt.timedelta(days=7 * index + day)
        found = {slot: self.scenario.slot_window(date, slot) for slot in ("am", "pm")}
        return {slot: window[1] for slot, window in found.items() if window is not None}

    def _double_day(self, open_s: dict[Any, int], parts: Parts, works: list[tuple[Sum, Sum]]) -> Sum:
        """One AM and one PM session whose minutes, shares and order agree."""
        milp, is_double = self.milp, self.milp.column()
        rule, day = self.rules["session-work-minutes"], self.rules["day-work-minutes"]
        halves = []
        for slot, low, high in (("am", rule.am_min, rule.am_max), ("pm", rule.pm_min, rule.pm_max)):
            fit = [s for s in self.menu if slot in s.use and s.duration_s <= open_s[slot]]
            halves.append([(milp.column(), s) for s in fit if 60 * low <= s.work_s <= 60 * high])
            self.exactly(plus((-1, is_double), *((1, x) for x, _ in halves[-1])), 0)
            parts += halves[-1]
        am = plus(*((s.work_s, x) for x, s in halves[0]))
        both = plus((1, am), *((s.work_s, x) for x, s in halves[1]))
        milp.at_least(plus((1, both), (-60 * day.min_min, is_double)), 0)
        milp.at_most(plus((1, both), (-60 * day.max_min, is_double)), 0)
        milp.at_least(plus((100, am), (-day.am_min_pct, both)), 0)
        milp.at_most(plus((100, am), (-day.am_max_pct, both)), 0)
        gap = self.rules["am-before-pm"].min_pace_gap_s
        for a, first in halves[0]:
            clash = [x for x, second in halves[1] if not is_ordered(first, second, gap)]
            if clash:
                milp.at_most(plus((1, a), *((1, x) for x in clash)), 1)
        works.append((is_double, both))
        return is_double

    def _pick(self, use: str, days: list[Sum], widest: int, facts: Facts) -> Parts:
        """As many sessions of the menu as days are set aside for them."""
        rule = self.rules["single-threshold-days"]
        low, high = (rule.min_work_min if facts.kind != "recovery" else 0), rule.max_work_min
        if facts.kind == "recovery":
            high = min(high, self.rules["recovery-week"].max_single_min)
        if facts.kind == "race":
            high = min(high, self.rules["taper"].race_week_max_single_min)
        fit = [
            s for s in self.menu
            if use in s.use and s.duration_s <= widest and (use == "hit" or 60 * low <= s.work_s <= 60 * high)
        ]  # fmt: skip
        most = (rule.max_count if rule.max_same_reps > 1 else 1) if use == "single" else 2
        chosen = [(self.milp.column(most if facts.kind == "load" else 1), s) for s in fit] if any(days) else []
        self.exactly(plus(*((1, x) for x, _ in chosen), *((-1, x) for x in days)), 0)
        return chosen

    def _easy_rooms(self, facts: Facts, rooms: list[dict[Any, int]]) -> list[dict[Any, int]]:
        """The slots for easy runs: before an A or B race only the first, and a short run in it."""
        most, found = 60 * self.rules["race-day"].eve_max_min, [*rooms]
        for day in facts.eves:
            found[day] = {slot: min(open_s, most) for slot, open_s in [*rooms[day].items()][:1]}
        return found

    def _easy(self, rooms: list[dict[Any, int]], taken: list[Sum]) -> Sum:
        """Units of all easy runs; a run for every open slot that nothing else takes."""
        rule, units = self.rules["easy-runs"], self.milp.column(3000)
        tops, lows = [], []
        for room, used in zip(rooms, taken, strict=True):
            run = self.milp.column(2)
            self.milp.at_most(plus((1, run), (1, used)), len(room))
            tops.append((-(min(60 * rule.max_min, max(room.values(), default=0)) // self.unit_s), run))
            lows.append((-60 * rule.min_min / self.unit_s, run))
        self.milp.at_most(plus((1, units), *tops), 0)
        self.milp.at_least(plus((1, units), *lows), 0)
        return units


def is_ordered(am: MenuSession, pm: MenuSession, gap_s: int) -> bool:
    """`am-before-pm`: slower, longer reps, lactate no higher at either end and lower at one."""
    lactate = am.lactate[0] <= pm.lactate[0] and am.lactate[1] <= pm.lactate[1] and am.lactate != pm.lactate
    return am.pace >= pm.pace + gap_s and am.rep_milliseconds > pm.rep_milliseconds and lactate
