"""A block: load weeks and what comes before the next ones, that is taper, race and recovery weeks.

It is bound to the blocks before it only by the most km that the ramp can have reached.
Units inside: kilometres, seconds, easy running in steps of 200 m.
"""

from __future__ import annotations

from itertools import permutations

from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.witness.facts import Facts
from ndt_opt.witness.milp import Milp, Sum, plus
from ndt_opt.witness.ramp import BlockPlan
from ndt_opt.witness.weeks import BIG_KM, BIG_S, Weeks, WeekSums, total

_EDGES = {
    "volume-tier": ("a_from_km", "b_from_km", "c_from_km"),
    "hit-count": ("full_from_km", "half_from_km"),
    "week-intensity-share": ("low_below_km",),
}


class Block(Weeks):
    """Load weeks and the weeks up to the next ones, none above its km in `plan.caps`."""

    def __init__(self, scenario: Scenario, model: TrainingModel, plan: BlockPlan, milp: Milp | None = None) -> None:
        super().__init__(scenario, model, milp)
        self.usual_km = sum(scenario.history.recent_km or [scenario.athlete.weekly_km] * 4) / 4
        edges = {t for r, names in _EDGES.items() for n in names if (t := getattr(self.rules[r], n)) > 0}
        self.edges = [0.0, *sorted(edges)]
        self.band = [self.milp.column() for _ in self.edges]
        self.exactly(total(self.band), 1)
        self.weeks: list[WeekSums] = []
        loads = [week for week in plan.weeks if week.kind == "load"]
        least = plan.least_km if loads else self.usual_km
        for edge, end, z in zip(self.edges, [*self.edges[1:], BIG_KM], self.band, strict=True):
            self.milp.at_most(z, 0 if end <= least or (not loads and edge > least) else 1)
        self._build(plan)
        self._spacing(7 * plan.first)

    @property
    def z2_s(self) -> Sum:
        """Zone 2 seconds of the block."""
        return plus(*((1, week.z2_s) for week in self.weeks))

    def _build(self, plan: BlockPlan) -> None:
        alike: dict[str, WeekSums] = {}
        for index, (facts, cap) in enumerate(zip(plan.weeks, plan.caps, strict=True), plan.first):
            first = None if facts.is_touched or facts.kind != "load" else alike.get(facts.phase)
            if first is not None and (first.facts.step, first.facts.doubles_on) == (facts.step, facts.doubles_on):
                week = first
            else:
                week = self.week(index, facts, first)
                self._sessions_of(week)
            if first is not None and week is not first:
                self.exactly(plus((1, week.km), (-1, first.km)), 0)
            if facts.kind == "load":
                self.milp.at_most(week.km, cap)
                if not facts.is_touched:
                    alike.setdefault(facts.phase, week)
            self.weeks.append(week)
        loads = [w for w in self.weeks if w.facts.kind == "load"]
        for week in loads:
            if week.facts.is_touched and week.facts.phase in alike:
                self.milp.at_most(plus((1, week.z2_s), (-1, alike[week.facts.phase].z2_s)), 0)
        if loads:
            self._planned(loads)
        measure = [w for w in loads if not w.facts.is_touched] or [w for w in loads if self.has_days(w.facts)]
        for week in self.weeks:
            if week.facts.kind != "load":
                self._measured(week, measure)
            for other in loads if week.facts.kind == "recovery" else ():
                if not other.facts.is_touched:
                    self.milp.at_most(plus((1, week.long), (-1, other.long)), 0)

    def _planned(self, block: list[WeekSums]) -> None:
        """The block's largest week lies in its band."""
        milp, picks = self.milp, [self.milp.column() for _ in block]
        self.exactly(total(picks), 1)
        lows = [(-low, z) for low, z in zip(self.edges, self.band, strict=True)]
        ends = [*(e - 0.001 for e in self.edges[1:]), BIG_KM]
        highs = [(-end, z) for end, z in zip(ends, self.band, strict=True)]
        for week, pick in zip(block, picks, strict=True):
            milp.at_most(plus((1, week.km), *highs), 0)
            milp.at_least(plus((1, week.km), (-BIG_KM, pick), *lows), -BIG_KM)

    def _sessions_of(self, week: WeekSums) -> None:
        """How many doubles, singles and HIT the week has, and its easy share."""
        facts, at_most = week.facts, self.milp.at_most
        numbers = [total(days) for days in (week.double, week.single, week.hit)]
        for edge, z in zip(self.edges, self.band, strict=True):
            self._share(week, self._easy_pct(edge), z)
        if facts.kind == "recovery":
            at_most(numbers[1], self.rules["recovery-week"].max_singles)
            at_most(week.missed_hit, 0)
            return
        has_double = self.milp.column()
        self._numbers(week, has_double, *numbers)
        if facts.mix is not None:
            beside = facts.mix.singles - facts.mix.singles_with_double
            at_most(numbers[0], facts.mix.doubles)
            at_most(plus((1, numbers[1]), (beside, has_double)), facts.mix.singles)
            at_most(numbers[2], facts.mix.hit)
        limit = 60 * self.rules["block-structure"].max_double_difference_min
        for (one, first), (other, second) in permutations(week.works, 2):
            at_most(plus((1, first), (-1, second), (BIG_S, one), (BIG_S, other)), limit + 2 * BIG_S)

    def _numbers(self, week: WeekSums, has_double: Sum, number: Sum, alone: Sum, hits: Sum) -> None:
        """What the tier asks for; `phase-mix` leaves only its upper ends."""
        facts, at_most, at_least = week.facts, self.milp.at_most, self.milp.at_least
        doubles, singles, hit = (self.rules[r] for r in ("double-threshold-days", "single-threshold-days", "hit-count"))
        limits = [self._limits(edge, facts) for edge in self.edges]

        def by(column: int) -> Sum:
            return plus(*((row[column], z) for row, z in zip(limits, self.band, strict=True)))

        at_most(plus((1, number), (-1, by(1))), 0)
        at_least(plus((1, number), (-1, has_double)), 0)
        at_most(plus((1, number), (-max(doubles.count, doubles.count_tier_c), has_double)), 0)
        at_most(plus((1, hits), (-1, by(4))), 0)
        most = max(singles.max_count - len(facts.races), 0)
        if facts.kind == "load":
            at_most(plus((1, alone), (0 if facts.mix else singles.max_count, has_double)), singles.max_count)
            at_most(plus((1, alone), (-len(facts.races), has_double)), most)
            for length in dict.fromkeys((s.rep_s, s.rep_m) for _, s in week.singles):
                same = [x for x, s in week.singles if (s.rep_s, s.rep_m) == length]
                at_most(total(same), singles.max_same_reps)
        if facts.kind == "load" and facts.mix is None:
            if not facts.is_hindered:
                at_least(plus((1, number), (-1, by(0))), 0)
            if not facts.is_touched:
                at_least(plus((1, alone), (singles.max_count, has_double), (-1, by(2))), 0)
            at_least(plus((1, hits), (1, week.missed_hit), (-1, by(3))), 0)
        at_most(week.missed_hit, 2 if facts.is_hindered and facts.mix is None else 0)
        for edge, row, z in zip(self.edges, limits, self.band, strict=True):
            low, high = (hit.full_min_m, hit.full_max_m) if edge >= hit.full_from_km else (0, hit.half_max_m)
            for x in (x for x, s in week.parts if s.kind == "hit" and row[4] and not low <= s.work_m <= high):
                at_most(plus((1, x), (1, z)), 1)

    def _limits(self, planned_km: float, facts: Facts) -> tuple[int, ...]:
        """By planned km: doubles (least, most), least singles, HIT (least, most)."""
        tier, hit = self.rules["volume-tier"], self.rules["hit-count"]
        doubles, singles = self.rules["double-threshold-days"], self.rules["single-threshold-days"]
        if planned_km >= tier.b_from_km:
            days = (doubles.count, doubles.count, singles.min_count)
        elif planned_km >= tier.c_from_km:
            days = (0, doubles.count_tier_c, singles.min_count)
        else:
            days = (0, 0, singles.min_count_tier_d)
        full = max(hit.full_count - len(facts.races), 0)
        if planned_km >= hit.full_from_km:
            return (*days, full, full)
        half = max(hit.half_count - len(facts.races), 0)
        return (*days, 0, half if planned_km >= hit.half_from_km else 0)

    def _easy_pct(self, planned_km: float) -> int:
        rule = self.rules["week-intensity-share"]
        return int(rule.min_easy_pct_low if planned_km < rule.low_below_km else rule.min_easy_pct)

    def _share(self, week: WeekSums, easy_pct: int, holds: Sum) -> None:
        """The easy share of a week, where `holds` is 1."""
        by_time = self.rules["week-intensity-share"].unit == "time"
        hard, whole, big = (week.hard_s, week.seconds, BIG_S) if by_time else (week.hard_km, week.km, BIG_KM)
        self.milp.at_most(plus((1, hard), (-(100 - easy_pct) / 100, whole), (big, holds)), big)

    def _measured(self, week: WeekSums, loads: list[WeekSums]) -> None:
        """Recovery, taper and race weeks: against the load weeks of the block, or the history's km."""
        rule, taper, milp, facts = self.rules["recovery-week"], self.rules["taper"], self.milp, week.facts
        share = 1 / len(loads) if loads else 0
        mean_km = plus(*((share, w.km) for w in loads), (0 if loads else self.usual_km, self.one))
        low, high = 0, rule.max_km_pct * (7 - facts.lost) / 7
        if facts.kind == "recovery":
            if facts.after_pct is not None:
                high = min(high, facts.after_pct)
            elif loads or not any(w.facts.kind == "load" for w in self.weeks):
                low = rule.min_km_pct
            if loads:
                milp.at_most(plus((100, week.z2_s), *((-rule.max_z2_pct * share, w.z2_s) for w in loads)), 0)
            for other in loads:
                milp.at_most(plus((1, week.seconds), (-1, other.seconds)), -60 * rule.min_fewer_min)
        elif facts.kind == "taper" or "A" in facts.priorities:
            low, high = taper.min_km_pct, taper.max_km_pct
        else:
            high = taper.light_max_km_pct
        milp.at_most(plus((100, week.km), (-high, mean_km)), 0)
        milp.at_least(plus((100, week.km), (-low * facts.untouched / 7, mean_km)), 0)

    def _spacing(self, start: int) -> None:
        """Easy days between hard days, before a double after HIT, and what a missed session needs."""
        spacing, after = self.rules["hard-day-spacing"], self.rules["hit-recovery"].easy_days_before_double
        days = [(week, day) for week in self.weeks for day in range(7)]
        hard = [week.hard_on(day) for week, day in days]
        most = 1 if spacing.gap_days else spacing.max_in_a_row
        length = spacing.gap_days + 1 if spacing.gap_days else most + 1
        history = self.scenario.history
        known = {(d - self.scenario.season.start).days - start for d in history.all_hard_days}
        for first in range(1 - length, len(days)):
            stretch = range(first, first + length)
            inside = [d for d in stretch if 0 <= d < len(days)]
            already = bool(known & {*stretch}) or any(
                day in week.facts.races for week, day in (days[d] for d in inside)
            )
            self.milp.at_most(plus(*((1, hard[d]) for d in inside)), most - already)
        for number, (week, day) in enumerate(days):
            if history.last_hit and 0 < number + start - (history.last_hit - self.scenario.season.start).days <= after:
                self.milp.at_most(week.double[day], 0)
            for before, before_day in days[max(number - after, 0) : number]:
                self.milp.at_most(plus((1, week.double[day]), (1, before.hit[before_day])), 1)
        for number, (week, day) in enumerate(days):
            reach = range(number - spacing.gap_days, number + spacing.gap_days + 1)
            later = range(number, number + after + 1)
            if reach.start < 0 or max(reach.stop, later.stop) > len(days) or not self.has_days(week.facts):
                continue
            near = plus(*((1, hard[d]) for d in reach))
            if week.race_pace[day]:
                self.milp.at_least(plus((1, near), (-1, week.missed_race_pace)), 0)
            if week.hit[day]:
                doubles = ((1, w.double[d]) for w, d in (days[n] for n in later))
                self.milp.at_least(plus((1, near), *doubles, (-1, week.missed_hit)), 0)
        for week in self.weeks:
            self.milp.at_most(week.missed_race_pace, week.facts.race_pace if week.facts.is_touched else 0)
        self._singles_beside_free_days(days, spacing.gap_days, after)

    def _singles_beside_free_days(self, days: list[tuple[WeekSums, int]], gap: int, ahead: int) -> None:
        """In a hindered week of tier A or B only where HIT of other weeks is too near to every day for a double."""
        most = self.rules["single-threshold-days"].max_count
        begins = self.rules["volume-tier"].b_from_km
        asked = total([z for edge, z in zip(self.edges, self.band, strict=True) if edge >= begins])
        for number, (week, day) in enumerate(days) if self.rules["double-threshold-days"].count else ():
            facts, reach = week.facts, range(number - max(gap, ahead), number + gap + 1)
            is_base = facts.kind == "load" and facts.mix is None and day not in facts.cut
            if not week.double[day] or not is_base or not facts.is_hindered or reach[0] < 0 or reach[-1] >= len(days):
                continue
            hits = [w.hit[d] for w, d in (days[n] for n in reach) if w is not week]
            self.milp.at_most(plus((1, total(week.single)), (most, asked), (-most, total(hits))), most)
