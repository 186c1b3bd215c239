"""A second opinion on the optimum: the catalogue's statements as a mixed-integer programme of its own.

It shares menu, paces and parameters with the planner, but neither its model nor its solver.  It is a
relaxation: it leaves out `run-spike`, `am-pm-gap`, the split of easy km into clock windows of one day,
and lets dated weeks drop their long run.  So its optimum is never below the season's; a plan that the
auditor accepts and that reaches it is optimal, and one above it means that somebody is wrong.

Units inside: kilometres, seconds, easy running in steps of 200 m.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from ndt_opt.domain.calendar import WEEKDAYS
from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.sessions import EASY_UNIT_M, MenuSession, build_menu
from ndt_opt.physiology.profile import profile
from ndt_opt.rules.training_model import TrainingModel
from tests.witness.milp import Milp, Sum, plus

BIG_KM, BIG_S = 400.0, 90_000.0


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
    sessions: list[tuple[Sum, MenuSession]]

    def hard_on(self, day: int) -> Sum:
        return plus((1, self.double[day]), (1, self.single[day]), (1, self.hit[day]))


class Season:
    """One scenario under one model, as rows."""

    def __init__(self, scenario: Scenario, model: TrainingModel) -> None:
        if scenario.season.pins or model.rules["load-recovery-cycle"].grid != "calendar":
            raise NotImplementedError("the witness knows the calendar grid without pins")
        self.scenario, self.model, self.rules = scenario, model, model.rules
        person = profile(scenario.athlete, model.physiology, scenario.season.start)
        self.unit_s = EASY_UNIT_M * person.easy_pace // 1000
        self.menu = [s for s in build_menu(model, person) if s.kind == "hit" or self._is_broken(s)]
        self.usual = scenario.athlete.weekly_km
        self.history = list(scenario.history.recent_km or [self.usual] * 4)
        self.milp = Milp()
        edges = {t for r, names in _EDGES.items() for n in names if (t := getattr(self.rules[r], n)) > 0}
        self.edges = [0.0, *sorted(edges)]
        self.weeks: list[WeekSums] = []
        self._build()

    def _is_broken(self, s: MenuSession) -> bool:
        rule, rep_s = self.rules["broken-intervals"], s.rep_milliseconds / 1000
        window = next(w for w in rule.rests if rep_s <= w.up_to_rep_s)
        return s.reps >= rule.min_reps and window.min_rest_s <= s.rest_s <= window.max_rest_s

    def _build(self) -> None:
        loads = self.rules["load-recovery-cycle"].block_days[0] // 7
        already = min(self.scenario.history.days_since_recovery // 7, loads)
        past: list[Sum | float] = list(self.history)
        block: list[WeekSums] = []
        plain, band, before = None, [], {}
        for index in range(self.scenario.season.weeks):
            if (index + already) % (loads + 1) == loads:
                self.weeks.append(self._recovery(index, block, band))
                if block:
                    before = self._close(block, band, before)
                block, plain = [], None
                continue
            if not block:
                band = [self.milp.column() for _ in self.edges]
                self._exactly(plus(*((1, z) for z in band)), 1)
            dated = self._is_dated(index)
            week = plain if plain is not None and not dated else self._load(index, dated, band)
            plain = plain if dated else week
            ramp = self.rules["weekly-ramp"]
            share, recent = ramp.max_week_pct / 100 / ramp.mean_of_weeks, past[-ramp.mean_of_weeks :]
            known = sum(share * km for km in recent if isinstance(km, float | int))
            grown = [(-share, km) for km in recent if isinstance(km, dict)]
            self.milp.at_most(plus((1, week.km), *grown), known)
            past.append(week.km)
            block.append(week)
            self.weeks.append(week)
        if block:
            self._close(block, band, before)
        self._spacing()

    def _exactly(self, part: Sum, value: float) -> None:
        self.milp.at_most(part, value)
        self.milp.at_least(part, value)

    def _is_dated(self, index: int) -> bool:
        first = self.scenario.season.start + dt.timedelta(weeks=index)
        last = first + dt.timedelta(days=6)
        return any(b.from_ <= last and b.to >= first for b in self.scenario.availability.blocked)

    def _close(self, block: list[WeekSums], band: list[Sum], before: Sum) -> Sum:
        """The block's planned km: its largest week, inside its band, a small step above the block before."""
        milp, planned = self.milp, self.milp.column(BIG_KM * 1000)
        km = {c: 0.001 for c in planned}
        picks = [milp.column() for _ in block]
        self._exactly(plus(*((1, p) for p in picks)), 1)
        for week, pick in zip(block, picks, strict=True):
            milp.at_most(plus((1, week.km), (-1, km)), 0)
            milp.at_most(plus((1, km), (-1, week.km), (BIG_KM, pick)), BIG_KM)
        highs = [*(edge - 0.001 for edge in self.edges[1:]), BIG_KM]
        milp.at_least(plus((1, km), *((-low, z) for low, z in zip(self.edges, band, strict=True))), 0)
        milp.at_most(plus((1, km), *((-high, z) for high, z in zip(highs, band, strict=True))), 0)
        step = self.rules["weekly-ramp"].max_block_pct / 100
        milp.at_most(plus((1, km), (-step, before)), 0 if before else step * self.usual)
        return km

    def _week(self, index: int, *, load: bool) -> WeekSums:
        """What every week has: sessions on open slots, easy running, one long run."""
        milp, rules, unit = self.milp, self.rules, EASY_UNIT_M / 1000
        rooms = [self._rooms(index, day) for day in range(7)]
        doubles, dated = rules["double-threshold-days"], self._is_dated(index)
        allowed = {*doubles.days, *(doubles.alternatives if dated else ())} if load else set()
        parts: list[tuple[Sum, MenuSession]] = []
        double = []
        for day, open_s in enumerate(rooms):
            fits = WEEKDAYS[day] in allowed and len(open_s) == 2
            double.append(self._double_day(open_s, parts) if fits else {})
        widest = max((s for room in rooms for s in room.values()), default=0)
        single = [milp.column() if room else {} for room in rooms]
        hit = [milp.column() if room and load else {} for room in rooms]
        self._pick("single", single, widest, parts, load=load)
        self._pick("hit", hit, widest, parts, load=load)
        long_on = [milp.column() if room else {} for room in rooms]
        longest = rules["long-run"]
        long = milp.column(60 * longest.max_min // self.unit_s)
        milp.at_most(plus(*((1, x) for x in long_on)), 1)
        milp.at_least(plus(*((1, x) for x in long_on)), 0 if dated else 1)
        milp.at_least(plus((1, long), *((-1, x) for x in long_on)), 0)
        milp.at_most(plus((1, long), *((-(max(r.values(), default=0) // self.unit_s), x) for x, r in zip(long_on, rooms, strict=True))), 0)
        easy = self._easy(rooms, [plus((2, d), (1, s), (1, h), (1, x)) for d, s, h, x in zip(double, single, hit, long_on, strict=True)])
        running = plus((1, easy), (1, long))
        week = WeekSums(
            double, single, hit,
            km=plus((unit, running), *((s.distance_m / 1000, x) for x, s in parts)),
            seconds=plus((self.unit_s, running), *((s.duration_s, x) for x, s in parts)),
            hard_km=plus(*((s.work_m / 1000, x) for x, s in parts)),
            hard_s=plus(*((s.work_s, x) for x, s in parts)),
            z2_s=plus(*((s.work_s, x) for x, s in parts if s.kind != "hit")),
            sessions=parts,
        )  # fmt: skip
        by_share = milp.column()
        milp.at_most(plus((self.unit_s, long), (-BIG_S, by_share)), 60 * longest.or_max_min)
        milp.at_most(plus((unit, long), (-longest.max_week_pct / 100, week.km), (BIG_KM, by_share)), BIG_KM)
        if load and not dated:
            for x, s in parts:
                milp.at_least(plus((unit, long), (-s.distance_m / 1000 / max(milp.highest[c] for c in x), x)), 0)
        milp.at_most(week.km, self.scenario.max_weekly_m / 1000)
        if (hours := self.scenario.athlete.max_weekly_hours) is not None:
            milp.at_most(week.seconds, 3600 * hours)
        return week

    def _rooms(self, index: int, day: int) -> dict[Any, int]:
        """Longest session of each open slot of a date, seconds."""
        date = self.scenario.season.start + dt.timedelta(days=7 * index + day)
        found = {slot: self.scenario.slot_window(date, slot) for slot in ("am", "pm")}
        return {slot: window[1] for slot, window in found.items() if window is not None}

    def _double_day(self, open_s: dict[Any, int], parts: list[tuple[Sum, MenuSession]]) -> Sum:
        """One AM and one PM session whose minutes, shares and order agree."""
        milp, minutes, day, is_double = self.milp, self.rules["session-work-minutes"], self.rules["day-work-minutes"], self.milp.column()
        halves = []
        for slot, low, high in (("am", minutes.am_min, minutes.am_max), ("pm", minutes.pm_min, minutes.pm_max)):
            fit = [s for s in self.menu if slot in s.use and 60 * low <= s.work_s <= 60 * high and s.duration_s <= open_s[slot]]
            halves.append([(milp.column(), s) for s in fit])
            self._exactly(plus((-1, is_double), *((1, x) for x, _ in halves[-1])), 0)
            parts += halves[-1]
        am, both = plus(*((s.work_s, x) for x, s in halves[0])), plus(*((s.work_s, x) for h in halves for x, s in h))
        milp.at_least(plus((1, both), (-60 * day.min_min, is_double)), 0)
        milp.at_most(plus((1, both), (-60 * day.max_min, is_double)), 0)
        milp.at_least(plus((100, am), (-day.am_min_pct, both)), 0)
        milp.at_most(plus((100, am), (-day.am_max_pct, both)), 0)
        gap = self.rules["am-before-pm"].min_pace_gap_s
        for a, first in halves[0]:
            clash = [x for x, second in halves[1] if not _is_ordered(first, second, gap)]
            if clash:
                milp.at_most(plus((1, a), *((1, x) for x in clash)), 1)
        self._works = [*getattr(self, "_works", []), (is_double, both)]
        return is_double

    def _pick(self, use: str, days: list[Sum], widest: int, parts: list[tuple[Sum, MenuSession]], *, load: bool) -> None:
        """As many sessions of the menu as days are set aside for them."""
        rule = self.rules["single-threshold-days"]
        low, high = (60 * rule.min_work_min, 60 * rule.max_work_min) if load else (0, 60 * self.rules["recovery-week"].max_single_min)
        fit = [
            s for s in self.menu
            if use in s.use and s.duration_s <= widest and (use == "hit" or low <= s.work_s <= high)
        ]  # fmt: skip
        most = max(rule.max_count, 1) if use == "single" else 2
        chosen = [(self.milp.column(most if load else 1), s) for s in fit] if any(days) else []
        self._exactly(plus(*((1, x) for x, _ in chosen), *((-1, x) for x in days)), 0)
        parts += chosen

    def _easy(self, rooms: list[dict[Any, int]], taken: list[Sum]) -> Sum:
        """Units of all easy runs; a run for every open slot that nothing else takes."""
        rule, units, runs = self.rules["easy-runs"], self.milp.column(3000), []
        tops, lows = [], []
        for room, used in zip(rooms, taken, strict=True):
            run = self.milp.column(2)
            self.milp.at_most(plus((1, run), (1, used)), len(room))
            tops.append((-(min(60 * rule.max_min, max(room.values(), default=0)) // self.unit_s), run))
            lows.append((-(-(-60 * rule.min_min // self.unit_s)), run))
            runs.append(run)
        self.milp.at_most(plus((1, units), *tops), 0)
        self.milp.at_least(plus((1, units), *lows), 0)
        return units

    def _load(self, index: int, dated: bool, band: list[Sum]) -> WeekSums:
        self._works: list[tuple[Sum, Sum]] = []
        week = self._week(index, load=True)
        doubles, singles = self.rules["double-threshold-days"], self.rules["single-threshold-days"]
        limits = [self._limits(edge) for edge in self.edges]
        number, alone, hits = (plus(*((1, x) for x in days)) for days in (week.double, week.single, week.hit))
        has_double = self.milp.column()
        at_most, at_least = self.milp.at_most, self.milp.at_least

        def by(column: int) -> Sum:
            return plus(*((row[column], z) for row, z in zip(limits, band, strict=True)))

        at_most(plus((1, number), (-1, by(1))), 0)
        at_least(plus((1, number), (-1, has_double)), 0)
        at_most(plus((1, number), (-max(doubles.count, doubles.count_tier_c), has_double)), 0)
        at_most(plus((1, alone), (singles.max_count, has_double)), singles.max_count)
        at_most(plus((1, hits), (-1, by(4))), 0)
        if not dated:
            at_least(plus((1, number), (-1, by(0))), 0)
            at_least(plus((1, alone), (singles.max_count, has_double), (-1, by(2))), 0)
            at_least(plus((1, hits), (-1, by(3))), 0)
        limit = 60 * self.rules["block-structure"].max_double_difference_min
        for (one, first), (other, second) in permutations(self._works, 2):
            at_most(plus((1, first), (-1, second), (BIG_S, one), (BIG_S, other)), limit + 2 * BIG_S)
        for row, edge, z in zip(limits, self.edges, band, strict=True):
            for x in (x for x, s in week.sessions if s.kind == "hit" and not row[5] <= s.work_m <= row[6]):
                at_most(plus((1, x), (1, z)), 1)
            self._share(week, self._easy_pct(edge), z)
        return week

    def _limits(self, planned_km: float) -> tuple[int, ...]:
        """For a block of so many km: doubles (least, most), least singles, HIT (least, most, metres from, to)."""
        tier, hit = self.rules["volume-tier"], self.rules["hit-count"]
        doubles, singles = self.rules["double-threshold-days"], self.rules["single-threshold-days"]
        if planned_km >= tier.b_from_km:
            days = (doubles.count, doubles.count, singles.min_count)
        elif planned_km >= tier.c_from_km:
            days = (0, doubles.count_tier_c, singles.min_count)
        else:
            days = (0, 0, singles.min_count_tier_d)
        if planned_km >= hit.full_from_km:
            return (*days, hit.full_count, hit.full_count, hit.full_min_m, hit.full_max_m)
        return (*days, 0, hit.half_count if planned_km >= hit.half_from_km else 0, 0, hit.half_max_m)

    def _easy_pct(self, planned_km: float) -> int:
        rule = self.rules["week-intensity-share"]
        return int(rule.min_easy_pct_low if planned_km < rule.low_below_km else rule.min_easy_pct)

    def _share(self, week: WeekSums, easy_pct: int, holds: Sum | None) -> None:
        """The easy share of a week, where `holds` is 1 (None: always)."""
        by_time = self.rules["week-intensity-share"].unit == "time"
        hard, whole, big = (week.hard_s, week.seconds, BIG_S) if by_time else (week.hard_km, week.km, BIG_KM)
        part = plus((1, hard), (-(100 - easy_pct) / 100, whole), *([] if holds is None else [(big, holds)]))
        self.milp.at_most(part, 0 if holds is None else big)

    def _recovery(self, index: int, block: list[WeekSums], band: list[Sum]) -> WeekSums:
        rule, milp, week = self.rules["recovery-week"], self.milp, self._week(index, load=False)
        milp.at_most(plus(*((1, x) for x in week.single)), rule.max_singles)
        share = 1 / len(block) if block else 0
        mean_km = plus(*((share, w.km) for w in block))
        usual = 0 if block else sum(self.history) / 4
        milp.at_most(plus((100, week.km), (-rule.max_km_pct, mean_km)), rule.max_km_pct * usual)
        milp.at_least(plus((100, week.km), (-rule.min_km_pct, mean_km)), rule.min_km_pct * usual)
        if block:
            milp.at_most(plus((100, week.z2_s), *((-rule.max_z2_pct * share, w.z2_s) for w in block)), 0)
        for other in block:
            milp.at_most(plus((1, week.seconds), (-1, other.seconds)), -60 * rule.min_fewer_min)
        for edge, z in zip(self.edges, band, strict=True) if block else ():
            self._share(week, self._easy_pct(edge), z)
        if not block:
            self._share(week, self._easy_pct(usual), None)
        return week

    def _spacing(self) -> None:
        """Easy days between hard days, and before a double after HIT, across the weeks."""
        spacing, after = self.rules["hard-day-spacing"], self.rules["hit-recovery"].easy_days_before_double
        days = [(week, day) for week in self.weeks for day in range(7)]
        hard = [week.hard_on(day) for week, day in days]
        length, most = (spacing.gap_days + 1, 1) if spacing.gap_days else (spacing.max_in_a_row + 1, spacing.max_in_a_row)
        last = self.scenario.history.last_hard
        for first in range(1 - length, len(days)):
            stretch = range(first, first + length)
            already = last is not None and (last - self.scenario.season.start).days in stretch
            self.milp.at_most(plus(*((1, hard[d]) for d in stretch if 0 <= d < len(days))), most - already)
        for number, (week, day) in enumerate(days):
            for before, before_day in days[max(number - after, 0) : number]:
                self.milp.at_most(plus((1, week.double[day]), (1, before.hit[before_day])), 1)


_EDGES = {
    "volume-tier": ("a_from_km", "b_from_km", "c_from_km"),
    "hit-count": ("full_from_km", "half_from_km"),
    "week-intensity-share": ("low_below_km",),
}


def _is_ordered(am: MenuSession, pm: MenuSession, gap_s: int) -> bool:
    """`am-before-pm`: slower, longer reps, lactate no higher at either end and lower at one."""
    lactate = am.lactate[0] <= pm.lactate[0] and am.lactate[1] <= pm.lactate[1] and am.lactate != pm.lactate
    return am.pace >= pm.pace + gap_s and am.rep_milliseconds > pm.rep_milliseconds and lactate


def witness(scenario: Scenario, model: TrainingModel, limit_s: float = 60) -> tuple[str, float | None, float | None]:
    """Status, Zone 2 seconds and bound of the season, by HiGHS."""
    season = Season(scenario, model)
    return season.milp.maximise(plus(*((1, week.z2_s) for week in season.weeks)), limit_s)
