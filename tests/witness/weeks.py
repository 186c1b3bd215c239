"""What every week of the witness has: sessions on open slots, easy running, one long run."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ndt_opt.domain.calendar import WEEKDAYS
from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.sessions import EASY_UNIT_M, MenuSession, build_menu
from ndt_opt.physiology.altitude import slownesses
from ndt_opt.physiology.profile import profile
from ndt_opt.rules.training_model import TrainingModel
from tests.witness.cautions import Cautions, cautions_of
from tests.witness.milp import Milp, Sum, plus

BIG_KM, BIG_S = 400.0, 90_000.0
Parts = list[tuple[Sum, MenuSession]]


@dataclass
class WeekSums:
    """Columns and sums of one week; alike weeks share one. Lists by weekday."""

    double: list[Sum]
    single: list[Sum]
    hit: list[Sum]
    km: Sum
    seconds: Sum
    hard_km: Sum
    hard_s: Sum
    z2_s: Sum
    sessions: Parts
    singles: Parts

    def hard_on(self, day: int) -> Sum:
        return plus((1, self.double[day]), (1, self.single[day]), (1, self.hit[day]))


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
        self.works: list[tuple[Sum, Sum]] = []

    def _is_broken(self, s: MenuSession) -> bool:
        rule, rep_s = self.rules["broken-intervals"], s.rep_milliseconds / 1000
        window = next((w for w in rule.rests if rep_s <= w.up_to_rep_s), None)
        return window is not None and s.reps >= rule.min_reps and window.min_rest_s <= s.rest_s <= window.max_rest_s

    def exactly(self, part: Sum, value: float) -> None:
        self.milp.at_most(part, value)
        self.milp.at_least(part, value)

    def is_dated(self, index: int) -> bool:
        first = self.scenario.season.start + dt.timedelta(weeks=index)
        last = first + dt.timedelta(days=6)
        is_cut = any(self.is_cut(index, day) for day in range(7))
        is_blocked = any(b.from_ <= last and b.to >= first for b in self.scenario.availability.blocked)
        return is_cut or is_blocked or self.cautions(index).is_touched

    def is_cut(self, index: int, day: int) -> bool:
        return self.scenario.is_cut(self.scenario.season.start + dt.timedelta(days=7 * index + day))

    def lacks_km(self, index: int) -> bool:
        """Whether a dated block, a change or a camp takes km from the week."""
        own = self.cautions(index)
        return own.pct < 100 or (self.is_dated(index) and not own.is_touched)

    def cautions(self, index: int) -> Cautions:
        return cautions_of(self.scenario, self.model, index)

    def week(self, index: int, *, load: bool) -> WeekSums:
        """What every week has: sessions on open slots, easy running, one long run."""
        milp, rules, unit = self.milp, self.rules, EASY_UNIT_M / 1000
        rooms, own = [self.rooms(index, day) for day in range(7)], self.cautions(index)
        self.menu = [s for s in self.menus if s.kind == "hit" or s.slower_s == own.pace_shift]
        doubles, dated = rules["double-threshold-days"], self.is_dated(index)
        allowed = {*doubles.days, *(doubles.alternatives if dated else ())} if load else set()
        parts: Parts = []
        double = []
        for day, open_s in enumerate(rooms):
            fits = WEEKDAYS[day] in allowed and len(open_s) == 2 and day not in own.no_double
            double.append(self._double_day(open_s, parts) if fits else {})
        widths = [max(room.values(), default=0) for room in rooms]
        single = [milp.column() if room and day not in own.easy else {} for day, room in enumerate(rooms)]
        hit = [milp.column() if room and load and day not in own.no_hit else {} for day, room in enumerate(rooms)]
        for days, most_doubles, most_singles in own.changes:
            milp.at_most(plus(*((1, double[day]) for day in days)), most_doubles)
            milp.at_most(plus(*((1, single[day]) for day in days)), most_singles)
        singles = self._pick("single", single, max(widths), load=load)
        parts += singles + self._pick("hit", hit, max(widths), load=load)
        long_on = [milp.column() if room else {} for room in rooms]
        longest = rules["long-run"]
        long = milp.column(60 * longest.max_min // self.unit_s)
        milp.at_most(plus(*((1, x) for x in long_on)), 1)
        milp.at_least(plus(*((1, x) for x in long_on)), 0 if dated else 1)
        milp.at_least(plus((1, long), *((-1, x) for x in long_on)), 0)
        tops = [(-(width // self.unit_s), x) for x, width in zip(long_on, widths, strict=True)]
        milp.at_most(plus((1, long), *tops), 0)
        taken = zip(double, single, hit, long_on, strict=True)
        easy = self._easy(rooms, [plus((2, d), (1, s), (1, h), (1, x)) for d, s, h, x in taken])
        running = plus((1, easy), (1, long))
        week = WeekSums(
            double, single, hit,
            km=plus((unit, running), *((s.distance_m / 1000, x) for x, s in parts)),
            seconds=plus((self.unit_s, running), *((s.duration_s, x) for x, s in parts)),
            hard_km=plus(*((s.work_m / 1000, x) for x, s in parts)),
            hard_s=plus(*((s.work_s, x) for x, s in parts)),
            z2_s=plus(*((s.work_s, x) for x, s in parts if s.kind != "hit")),
            sessions=parts,
            singles=singles,
        )  # fmt: skip
        by_share = milp.column()
        milp.at_most(plus((self.unit_s, long), (-BIG_S, by_share)), 60 * longest.or_max_min)
        milp.at_most(plus((unit, long), (-longest.max_week_pct / 100, week.km), (BIG_KM, by_share)), BIG_KM)
        if load and not dated:
            for x, s in parts:
                once = s.distance_m / 1000 / max(milp.highest[c] for c in x)
                milp.at_least(plus((unit, long), (-once, x)), 0)
        milp.at_most(week.km, self.scenario.max_weekly_m / 1000)
        if (hours := self.scenario.athlete.max_weekly_hours) is not None:
            milp.at_most(week.seconds, 3600 * hours)
        return week

    def rooms(self, index: int, day: int) -> dict[Any, int]:
        """Longest session of each open slot of a date, seconds."""
        date = self.scenario.season.start + dt.timedelta(days=7 * index + day)
        found = {slot: self.scenario.slot_window(date, slot) for slot in ("am", "pm")}
        return {slot: window[1] for slot, window in found.items() if window is not None}

    def _double_day(self, open_s: dict[Any, int], parts: Parts) -> Sum:
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
            clash = [x for x, second in halves[1] if not _is_ordered(first, second, gap)]
            if clash:
                milp.at_most(plus((1, a), *((1, x) for x in clash)), 1)
        self.works.append((is_double, both))
        return is_double

    def _pick(self, use: str, days: list[Sum], widest: int, *, load: bool) -> Parts:
        """As many sessions of the menu as days are set aside for them."""
        rule = self.rules["single-threshold-days"]
        low, high = rule.min_work_min, rule.max_work_min
        if not load:
            low, high = 0, self.rules["recovery-week"].max_single_min
        fit = [
            s for s in self.menu
            if use in s.use and s.duration_s <= widest and (use == "hit" or 60 * low <= s.work_s <= 60 * high)
        ]  # fmt: skip
        most = max(rule.max_count, 1) if use == "single" else 2
        chosen = [(self.milp.column(most if load else 1), s) for s in fit] if any(days) else []
        self.exactly(plus(*((1, x) for x, _ in chosen), *((-1, x) for x in days)), 0)
        return chosen

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


def _is_ordered(am: MenuSession, pm: MenuSession, gap_s: int) -> bool:
    """`am-before-pm`: slower, longer reps, lactate no higher at either end and lower at one."""
    lactate = am.lactate[0] <= pm.lactate[0] and am.lactate[1] <= pm.lactate[1] and am.lactate != pm.lactate
    return am.pace >= pm.pace + gap_s and am.rep_milliseconds > pm.rep_milliseconds and lactate
