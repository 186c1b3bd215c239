"""A second opinion on the optimum: the catalogue's statements as a mixed-integer programme of its own.

It shares menu, paces and parameters with the planner, but neither its model nor its solver.  It is a
relaxation: blocks stand side by side, bound only by the most km the ramp can have reached; `run-spike`,
`am-pm-gap` and the clock windows of single easy runs are left out, and dated weeks may drop their long
run.  So its optimum is never below the season's: a plan that the auditor accepts and that reaches it is
optimal, and a plan above it means that somebody is wrong.

Units inside: kilometres, seconds, easy running in steps of 200 m.
"""

from __future__ import annotations

import datetime as dt
from itertools import permutations

from ndt_opt.domain.calendar import WEEKDAYS
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel
from tests.witness.cautions import cautions_of
from tests.witness.milp import Milp, Sum, plus
from tests.witness.weeks import BIG_KM, BIG_S, Weeks, WeekSums

_EDGES = {
    "volume-tier": ("a_from_km", "b_from_km", "c_from_km"),
    "hit-count": ("full_from_km", "half_from_km"),
    "week-intensity-share": ("low_below_km",),
}


NEAR_WEEKS = 6
"""No fewer weeks before a block than four load weeks take, after which `keep_usual_tier` holds again."""


class Block(Weeks):
    """Load weeks from week `first` on and their recovery week, none above its km in `caps`."""

    def __init__(
        self,
        scenario: Scenario,
        model: TrainingModel,
        first: int,
        kinds: list[str],
        caps: list[float],
        milp: Milp | None = None,
    ) -> None:
        super().__init__(scenario, model, milp)
        self.history = list(scenario.history.recent_km or [scenario.athlete.weekly_km] * 4)
        edges = {t for r, names in _EDGES.items() for n in names if (t := getattr(self.rules[r], n)) > 0}
        self.edges = [0.0, *sorted(edges)]
        self.weeks: list[WeekSums] = []
        near = range(max(first - NEAR_WEEKS, 0), first + len(kinds))
        self.disturbed = any(self.lacks_km(w) for w in near)
        self._build(first, kinds, caps)

    def _build(self, first: int, kinds: list[str], caps: list[float]) -> None:
        block: dict[int, WeekSums] = {}
        plain = None
        band = [self.milp.column() for _ in self.edges]
        self.exactly(plus(*((1, z) for z in band)), 1)
        if "load" in kinds and not self.disturbed:
            for edge, z in zip(self.edges, band, strict=True):
                self.milp.at_most(z, 0 if edge < self._least_km() else 1)
        for index, (kind, cap) in enumerate(zip(kinds, caps, strict=True), first):
            if kind == "recovery":
                self.weeks.append(self._recovery(index, block, band))
                continue
            dated = self.is_dated(index)
            week = plain if plain is not None and not dated else self._load(index, dated, band)
            plain = plain if dated else week
            self.milp.at_most(week.km, cap)
            block[index] = week
            self.weeks.append(week)
        for index, week in block.items() if plain is not None else ():
            if self.is_dated(index):
                self.milp.at_most(plus((1, week.z2_s), (-1, plain.z2_s)), 0)
        if block:
            self._planned(list(block.values()), band)
        self._spacing(7 * first)

    def _least_km(self) -> float:
        """Where the tier of the athlete's usual week begins."""
        tier, usual = self.rules["volume-tier"], self.scenario.athlete.weekly_km
        starts = [km for km in (tier.a_from_km, tier.b_from_km, tier.c_from_km) if usual >= km]
        return max(starts, default=0) if tier.keep_usual_tier else 0

    def _planned(self, block: list[WeekSums], band: list[Sum]) -> None:
        """The block's largest week lies in its band."""
        milp, picks = self.milp, [self.milp.column() for _ in block]
        self.exactly(plus(*((1, p) for p in picks)), 1)
        lows = [(-low, z) for low, z in zip(self.edges, band, strict=True)]
        ends = [*(e - 0.001 for e in self.edges[1:]), BIG_KM]
        highs = [(-end, z) for end, z in zip(ends, band, strict=True)]
        for week, pick in zip(block, picks, strict=True):
            milp.at_most(plus((1, week.km), *highs), 0)
            milp.at_least(plus((1, week.km), (-BIG_KM, pick), *lows), -BIG_KM)

    def _load(self, index: int, dated: bool, band: list[Sum]) -> WeekSums:
        self.works = []
        week = self.week(index, load=True)
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
        elif self.cautions(index).is_touched:
            self._touched(week, limits, band, alone)
        elif doubles.count:
            self._dated_doubles(index, week, band)
        for length in {(s.rep_s, s.rep_m) for _, s in week.singles}:
            same = [(1.0, x) for x, s in week.singles if (s.rep_s, s.rep_m) == length]
            at_most(plus(*same), singles.max_same_reps)
        limit = 60 * self.rules["block-structure"].max_double_difference_min
        for (one, first), (other, second) in permutations(self.works, 2):
            at_most(plus((1, first), (-1, second), (BIG_S, one), (BIG_S, other)), limit + 2 * BIG_S)
        for row, edge, z in zip(limits, self.edges, band, strict=True):
            for x in (x for x, s in week.sessions if s.kind == "hit" and not row[5] <= s.work_m <= row[6]):
                at_most(plus((1, x), (1, z)), 1)
            self._share(week, self._easy_pct(edge), z)
        return week

    def _dated_doubles(self, index: int, week: WeekSums, band: list[Sum]) -> None:
        """A dated week: as many doubles moved as usual days closed, no singles where one fits, missed HIT is hard."""
        rule, tier_b_km = self.rules["double-threshold-days"], self.rules["volume-tier"].b_from_km
        most, at_most = self.rules["single-threshold-days"].max_count, self.milp.at_most
        whole = [WEEKDAYS[day] for day in range(7) if len(self.rooms(index, day)) == 2 and not self.is_cut(index, day)]
        closed = len({*rule.days} - {*whole})
        at_most(plus(*((1, x) for day, x in enumerate(week.double) if WEEKDAYS[day] not in rule.days)), closed)
        if {*whole} & {*rule.days, *(rule.alternatives if closed else ())}:
            tier_b = [z for edge, z in zip(self.edges, band, strict=True) if edge >= tier_b_km]
            at_most(plus(*((1, x) for x in week.single), *((most, z) for z in tier_b)), most)
        hit = self.rules["hit-count"]
        for edge, z in zip(self.edges, band, strict=True):
            if edge >= hit.full_from_km:
                part = (100 - self._easy_pct(edge)) / 100
                owed = hit.full_min_m / 1000
                hits = [(-owed, x) for x in week.hit]
                at_most(plus((1, week.hard_km), *hits, (-part, week.km), (BIG_KM, z)), BIG_KM - owed * hit.full_count)
    def _touched(self, week: WeekSums, limits: list[tuple[int, ...]], band: list[Sum], alone: Sum) -> None:
        """No singles where a double may stand; the metres of missed HIT are hard."""
        most = self.rules["single-threshold-days"].max_count
        hits = plus(*((1, x) for x in week.hit))
        for row, edge, z in zip(limits, self.edges, band, strict=True):
            if row[0] and any(week.double):
                self.milp.at_most(plus((1, alone), (most, z)), most)
            if row[3]:
                hard = plus((1, week.hard_km), (-row[5] / 1000, hits), (self._easy_pct(edge) / 100 - 1, week.km))
                self.milp.at_most(plus((1, hard), (BIG_KM, z)), BIG_KM - row[3] * row[5] / 1000)

    def _limits(self, planned_km: float) -> tuple[int, ...]:
        """By planned km: doubles (least, most), least singles, HIT (least, most, metres from, to)."""
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

    def _recovery(self, index: int, loads: dict[int, WeekSums], band: list[Sum]) -> WeekSums:
        rule, milp, week = self.rules["recovery-week"], self.milp, self.week(index, load=False)
        milp.at_most(plus(*((1, x) for x in week.single)), rule.max_singles)
        block = [w for i, w in loads.items() if not self.is_dated(i)] or list(loads.values())
        share = 1 / len(block) if block else 0
        mean_km = plus(*((share, w.km) for w in block))
        usual = 0 if block else sum(self.history) / 4
        most = rule.max_km_pct * (7 - lost_days(self.scenario, index)) / 7
        milp.at_most(plus((100, week.km), (-most, mean_km)), most * usual)
        if not self.is_dated(index):
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

    def _spacing(self, start: int) -> None:
        """Easy days between hard days, and before a double after HIT; `start` is the block's first day."""
        spacing, after = self.rules["hard-day-spacing"], self.rules["hit-recovery"].easy_days_before_double
        days = [(week, day) for week in self.weeks for day in range(7)]
        hard = [week.hard_on(day) for week, day in days]
        most = 1 if spacing.gap_days else spacing.max_in_a_row
        length = spacing.gap_days + 1 if spacing.gap_days else most + 1
        last = self.scenario.history.last_hard
        for first in range(1 - length, len(days)):
            stretch = range(first, first + length)
            already = last is not None and (last - self.scenario.season.start).days - start in stretch
            self.milp.at_most(plus(*((1, hard[d]) for d in stretch if 0 <= d < len(days))), most - already)
        for number, (week, day) in enumerate(days):
            for before, before_day in days[max(number - after, 0) : number]:
                self.milp.at_most(plus((1, week.double[day]), (1, before.hit[before_day])), 1)


def witness(scenario: Scenario, model: TrainingModel, limit_s: float = 60) -> tuple[str, float, float]:
    """Status, Zone 2 seconds and bound of the season, by HiGHS; blocks alike are solved once."""
    if scenario.season.pins or model.rules["load-recovery-cycle"].grid != "calendar":
        raise NotImplementedError("the witness knows the calendar grid without pins")
    known: dict[object, tuple[str, float, float]] = {}
    answers = []
    for first, kinds, caps in blocks_of(scenario, model):
        block = Block(scenario, model, first, kinds, caps)
        weeks = range(first, first + len(kinds))
        slots = [[block.rooms(w, day) for day in range(7)] for w in weeks]
        special = [(block.is_dated(w), block.cautions(w)) for w in weeks]
        key = repr((kinds, caps, slots, special, block.disturbed, first == 0))
        if key not in known:
            known[key] = block.milp.maximise(plus(*((1, week.z2_s) for week in block.weeks)), limit_s)
        answers.append(known[key])
    worst = next((s for s in ("infeasible", "unknown") if any(s == a[0] for a in answers)), "optimal")
    return worst, sum(a[1] for a in answers), sum(a[2] for a in answers)


def lost_days(scenario: Scenario, week: int) -> int:
    """Days of a week that dated blocks close altogether."""
    monday = scenario.season.start + dt.timedelta(weeks=week)
    return sum(scenario.is_lost(monday + dt.timedelta(days=d)) for d in range(7))


def blocks_of(scenario: Scenario, model: TrainingModel) -> list[tuple[int, list[str], list[float]]]:
    """First week, kinds and highest km of each block's weeks; the ramp bounds them one after the other."""
    loads, ramp = model.rules["load-recovery-cycle"].block_days[0] // 7, model.rules["weekly-ramp"]
    already = min(-(-scenario.history.days_since_recovery // 7), loads)
    past = list(scenario.history.recent_km or [scenario.athlete.weekly_km] * 4)
    top = scenario.max_weekly_m / 1000
    planned, again = scenario.athlete.weekly_km, 0.0
    found: list[tuple[int, list[str], list[float]]] = []
    lost_before = False
    for index in range(scenario.season.weeks):
        lost = lost_days(scenario, index)
        place = (index + already) % (loads + 1)
        if place == 0 or index == 0:
            found.append((index, [], []))
            load_weeks = range(index, min(index + loads - place % (loads + 1), scenario.season.weeks))
            own = [cautions_of(scenario, model, w) for w in load_weeks]
            pct = ramp.change_block_pct if any(c.changes for c in own) else ramp.max_block_pct
            block_top = min(top, max(planned * pct / 100, again))
            again = max(again, planned if any(c.pct < 100 for c in own) else 0)
        _, kinds, caps = found[-1]
        kinds.append("recovery" if place == loads else "load")
        if place < loads:
            recent = past[-ramp.mean_of_weeks :]
            mean = sum(recent) / len(recent)
            eased = cautions_of(scenario, model, index).pct
            usual = scenario.usual_weekly_m / 1000 if eased < 100 else BIG_KM
            mean = max(mean, scenario.usual_weekly_m / 1000)
            caps.append(min(block_top, (7 - lost) / 7 * mean * ramp.max_week_pct / 100, usual * eased / 100))
            if (not lost or lost_before) and eased == 100:
                past.append(caps[-1])
            if not all(lost_days(scenario, w) for w in range(found[-1][0], index + 1)):
                planned = max(caps)
            lost_before = lost > 0
        else:
            caps.append(top)
    return found
