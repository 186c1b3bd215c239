"""The textbook formulation of a season: day by day, in the order of docs/rules.md, one method for a rule.

Every day has one Boolean for each kind of day, every slot one for each session of the menu, every easy run its 200 m
units; rules about weeks are sums over days.  On the day grid an automaton reads which days are recovery days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from day_facts import SeasonFacts
from day_vars import HARD, Day, Week, make_day
from neutral import Linear, Neutral, total
from ndt_opt.domain.calendar import SLOTS
from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.muscular import long_free_units, usual_week_points
from ndt_opt.menu.sessions import EASY_UNIT_M
from ndt_opt.rules.training_model import TrainingModel

RECOVERY_DAYS = 7
MOST_M = 400_000
"""More metres than a week or a run can have."""


@dataclass(frozen=True)
class Measured:
    """Days of a recovery, or a taper or race week, and the load weeks it is measured against (none: the history's).

    It counts where all of `when` is true.
    """

    days: list[Day]
    loads: list[Week]
    when: tuple[Linear, ...] = ()


def build(scenario: Scenario, model: TrainingModel) -> Neutral:
    """The season as a neutral model; its goal is Zone 2 seconds.

    Raises
    ------
    NotApplicable
        where the formulation has no words for the season.
    """
    return DayModel(SeasonFacts(scenario, model)).m


class DayModel:
    """All variables and rows of a season."""

    def __init__(self, facts: SeasonFacts) -> None:
        self.facts, self.rules, self.m = facts, facts.rules, Neutral()
        self.thresholds: dict[tuple[int, int], Linear] = {}
        self.weeks = self._weeks()
        self.days = [day for week in self.weeks for day in week.days]
        self.blocks = self._blocks()
        for week in self.weeks:
            self.load_recovery_cycle(week)
            self.double_threshold_days(week)
            self.single_threshold_days(week)
            self.hit_count(week)
            self.phase_mix(week)
            self.broken_intervals(week)
            self.week_intensity_share(week)
            self.weekly_volume(week)
            self.run_spike(week)
            self.long_run(week)
        for measured in self.recoveries():
            self.recovery_week(measured)
        self.taper()
        self.block_structure()
        self.hard_day_spacing()
        self.hit_recovery()
        self.weekly_ramp()
        self.muscular_load()
        self.m.goal = total(week.z2_s for week in self.weeks)

    def _weeks(self) -> list[Week]:
        facts, m = self.facts, self.m
        resting: list[Linear] = [int(facts.is_recovery(day // 7)) for day in range(facts.days)]
        if facts.by_day:
            resting = self._automaton()
        found = []
        for w in range(len(facts.weeks)):
            own = resting[7 * w : 7 * w + 7]
            load: Linear = int(facts.weeks[w].kind == "load")
            if facts.by_day:
                load, least = m.boolean(), self.rules["load-recovery-cycle"].load_week_days
                m.add(total(own) <= 7 - least, load)
                m.add(total(own) >= 8 - least, 1 - load)
            days = [make_day(m, facts, 7 * w + d, own[d], load) for d in range(7)]
            found.append(Week(w, days, load, 1 - load if facts.by_day else int(facts.is_recovery(w))))
            self._sums(found[-1])
        return found

    def _automaton(self) -> list[Linear]:
        """Load and recovery days: states 1..high are load days in a row, high + 1..high + 7 recovery days."""
        low, high = self.rules["load-recovery-cycle"].block_days
        start = min(self.facts.scenario.history.days_since_recovery, high)
        steps = {(n, 0): n + 1 for n in range(high)} | {(n, 1): high + 1 for n in range(low, high + 1)}
        steps |= {(high + n, 1): high + n + 1 for n in range(1, RECOVERY_DAYS)} | {(high + RECOVERY_DAYS, 0): 1}
        resting = [self.m.boolean() for _ in range(self.facts.days)]
        self.m.runs(resting, start, steps)
        return [*resting]

    def _sums(self, week: Week) -> None:
        m, facts = self.m, self.facts
        for name, own in (
            ("metres", total(day.metres for day in week.days)),
            ("seconds", total(day.seconds(facts.unit_s) for day in week.days)),
            ("z2_s", total(day.z2_s for day in week.days)),
            ("long", total(day.long for day in week.days)),
        ):
            setattr(week, name, m.integer(0, m.range_of(own.terms)[1] + own.constant))
            m.add(getattr(week, name) == own)

    def _blocks(self) -> list[list[Week]]:
        """Load weeks by block (calendar grid), and what each week's block plans: the km of its largest load week."""
        facts, m, mean_m = self.facts, self.m, sum(self.facts.history_m) // 4
        if facts.by_day:
            self._planned_by_day(mean_m)
            return []
        found: list[list[Week]] = []
        for plan in facts.blocks:
            weeks = self.weeks[plan.first : plan.first + len(plan.weeks)]
            loads = [w for w in weeks if facts.weeks[w.number].kind == "load"]
            planned: Linear = mean_m
            if loads:
                found.append(loads)
                planned, largest = m.integer(0, MOST_M), [m.boolean() for _ in loads]
                m.one_of(largest)
                for week, is_largest in zip(loads, largest, strict=True):
                    m.add(planned >= week.metres)
                    m.add(planned <= week.metres, is_largest)
                m.add(planned >= round(1000 * plan.least_km))
            for week in weeks:
                week.planned = planned
        return found

    def _planned_by_day(self, mean_m: int) -> None:
        """Load weeks side by side are one block; a week of recovery belongs to the block before it."""
        m, weeks = self.m, self.weeks
        least = round(1000 * self.facts.blocks[0].least_km)
        largest = [m.boolean() for _ in weeks]
        for n, week in enumerate(weeks):
            week.planned = m.integer(0, MOST_M)
            before, after = (weeks[k].load if 0 <= k < len(weeks) else 0 for k in (n - 1, n + 1))
            last: Linear = weeks[n - 1].planned if n else mean_m
            m.add(week.planned == last, 1 - week.load)
            m.add(week.planned == last, week.load, before)
            m.add(week.planned >= least, week.load)
            m.add(week.planned >= week.metres, week.load)
            m.add(week.planned <= week.metres, week.load, largest[n])
            m.add(largest[n] >= 1, week.load, 1 - before, 1 - after)
            if n:
                m.add(largest[n - 1] + largest[n] >= 1, week.load, before)

    def plans(self, week: Week, km: float) -> Linear:
        """Boolean: the week's block plans so many km."""
        metres, planned = round(1000 * km), week.planned
        if isinstance(planned, int):
            return int(planned >= metres)
        key = (next(iter(planned.terms)), metres)
        if key not in self.thresholds:
            reached = self.thresholds[key] = self.m.boolean()
            self.m.add(planned >= metres, reached)
            self.m.add(planned <= metres - 1, 1 - reached)
        return self.thresholds[key]

    def load_recovery_cycle(self, week: Week) -> None:
        """On the day grid: doubles, HIT and longer singles on load days of load weeks only."""
        if not self.facts.by_day:
            return  # days of recovery weeks have none to choose from
        rule = self.rules["recovery-week"]
        self.m.add(week.count("single") <= rule.max_singles, week.recovery)
        for day in week.days:
            long = [p.chosen for p in day.picks if p.kind == "single" and p.session.work_s > 60 * rule.max_single_min]
            for only_load in (1 - day.resting, week.load):
                self.m.add(total([day.on("double", "hit"), *long]) <= only_load)

    def double_threshold_days(self, week: Week) -> None:
        m, rule, tier, facts = self.m, self.rules["double-threshold-days"], self.rules["volume-tier"], self.facts
        own, doubles, may = facts.weeks[week.number], week.count("double"), facts.doubles_on(week.number)
        if not rule.count or facts.is_recovery(week.number):
            return
        in_b, in_c = self.plans(week, tier.b_from_km), self.plans(week, tier.c_from_km)
        m.add(doubles <= rule.count)
        m.add(doubles <= rule.count_tier_c, 1 - in_b)
        m.add(doubles <= 0, 1 - in_c)
        usual = {d for d in range(7) if self._weekday(d) in rule.days}
        closed = sum(not (facts.takes_double(7 * week.number + d) and d in own.doubles_on) for d in usual)
        m.add(total(week.days[d].on("double") for d in range(7) if d not in usual) <= closed)
        self._alike_doubles(week)
        if own.mix is not None:
            return
        fits = self.plans(week, facts.doubles_fit_m / 1000)
        if own.is_hindered:
            for d in may:
                m.add(week.count("single") <= 7 * self._hits_near(week, 7 * week.number + d), in_b, fits)
            return
        m.add(doubles == rule.count, week.load, in_b, fits)
        m.add(doubles == 0, week.load, in_b, 1 - fits)

    @staticmethod
    def _weekday(d: int) -> str:
        return ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[d]

    def _alike_doubles(self, week: Week) -> None:
        limit = 60 * self.rules["block-structure"].max_double_difference_min
        able = [day for day in week.days if "double" in day.kinds]
        for one, other in combinations(able, 2):
            gap = one.sum_of(lambda s: s.work_s, "double") - other.sum_of(lambda s: s.work_s, "double")
            self.m.add(gap <= limit, one.on("double"), other.on("double"))
            self.m.add(gap >= -limit, one.on("double"), other.on("double"))

    def _hits_near(self, week: Week, day: int) -> Linear:
        """HIT of other weeks that keeps a double off the day."""
        gap, ahead = self.rules["hard-day-spacing"].gap_days, self.rules["hit-recovery"].easy_days_before_double
        near = range(max(0, day - max(gap, ahead)), min(day + gap + 1, len(self.days)))
        return total(self.days[d].on("hit") for d in near if d // 7 != week.number)

    def single_threshold_days(self, week: Week) -> None:
        m, rule, own = self.m, self.rules["single-threshold-days"], self.facts.weeks[week.number]
        singles, doubles = week.count("single"), week.count("double")
        has_double: Linear = m.boolean() if doubles.terms else 0
        m.add(doubles >= has_double)
        m.add(doubles <= 7 * has_double)
        if own.mix is not None:
            beside = own.mix.singles - own.mix.singles_with_double
            m.add(singles <= own.mix.singles - beside * has_double)
        if own.kind != "load" and not self.facts.by_day:
            return
        m.add(singles <= max(0, rule.max_count - len(own.races)), week.load)
        if own.mix is None:
            m.add(singles <= 0, week.load, has_double)
            if not self.facts.is_affected(week.number):
                in_c = self.plans(week, self.rules["volume-tier"].c_from_km)
                m.add(singles >= rule.min_count, week.load, 1 - has_double, in_c)
                m.add(singles >= rule.min_count_tier_d, week.load, 1 - has_double, 1 - in_c)
        picks = week.picks("single")
        for reps in dict.fromkeys((p.session.rep_s, p.session.rep_m) for p in picks):
            alike = [p.chosen for p in picks if (p.session.rep_s, p.session.rep_m) == reps]
            m.add(total(alike) <= rule.max_same_reps, week.load)
        if self.facts.by_day:
            m.add(total(p.chosen for p in picks if p.session.work_s < 60 * rule.min_work_min) <= 0, week.load)

    def hit_count(self, week: Week) -> None:
        m, rule, own = self.m, self.rules["hit-count"], self.facts.weeks[week.number]
        picks = week.picks("hit")
        if not picks:
            self._misses_hit(week, 0)
            return
        full, half = self.plans(week, rule.full_from_km), self.plans(week, rule.half_from_km)
        large = [p.chosen for p in picks if rule.full_min_m <= p.session.work_m <= rule.full_max_m]
        small = [p.chosen for p in picks if p.session.work_m <= rule.half_max_m]
        hits = total(p.chosen for p in picks)
        count = max(0, rule.full_count - len(own.races))
        m.add(hits <= max(0, max(rule.full_count, rule.half_count) - len(own.races)))
        m.add(hits == total(large), full)
        m.add(total(large) <= count, full)
        m.add(hits == total(small), 1 - full)
        m.add(total(small) <= rule.half_count, 1 - full)
        m.add(hits <= 0, 1 - half)
        if own.mix is not None:
            m.add(hits <= own.mix.hit)
        elif own.is_hindered:
            self._misses_hit(week, total(large))
        else:
            m.add(total(large) >= count, week.load, full)

    def _misses_hit(self, week: Week, large: Linear) -> None:
        """A hindered week goes without HIT where each of its days is too near to hard ones; it counts as hard."""
        rule, own = self.rules["hit-count"], self.facts.weeks[week.number]
        count = max(0, rule.full_count - len(own.races))
        if own.mix is not None or not own.is_hindered or own.kind != "load" or not count:
            return
        full, missed = self.plans(week, rule.full_from_km), count - large
        self._share(week, rule.full_min_m * missed, full)
        lengths = [p.session.duration_s for p in week.picks("hit") if p.session.work_m >= rule.full_min_m]
        for near in self._excuses(week, min(lengths, default=None), with_doubles=True):
            self.m.add(missed <= count * near, full)

    def _excuses(self, week: Week, needed_s: int | None, with_doubles: bool) -> Iterator[Linear]:
        """For each day with room for a session, the hard days too near to it."""
        spacing, own = self.rules["hard-day-spacing"], self.facts.weeks[week.number]
        reach = spacing.gap_days or spacing.max_in_a_row
        ahead = self.rules["hit-recovery"].easy_days_before_double if with_doubles else 0
        for day in week.days:
            widest = max((room.longest_s for room in day.rooms.values()), default=0)
            is_late = all(day.number - d > reach for d in self.facts.hard_before)
            if needed_s is None or widest < needed_s or day.number % 7 in own.quiet or not is_late:
                continue
            around = range(max(0, day.number - reach), min(day.number + reach + 1, len(self.days)))
            soon = range(day.number + 1, min(day.number + ahead + 1, len(self.days)))
            yield total([self.days[d].is_hard() for d in around] + [self.days[d].on("double") for d in soon])

    def phase_mix(self, week: Week) -> None:
        m, own, facts = self.m, self.facts.weeks[week.number], self.facts
        if own.mix is None:
            return
        m.add(week.count("double") <= own.mix.doubles)
        if (own.kind, own.phase) == ("load", "transition"):
            usual_m = facts.scenario.usual_weekly_m
            m.add(week.metres <= self.rules["phase-mix"].transition_max_km_pct * usual_m // 100)
        if not own.race_pace or own.step is None:
            return
        missed = own.race_pace - week.count("race-pace")
        m.add(missed >= 0)
        is_disturbed = own.is_touched or (own.kind == "load" and bool(own.no_long))
        if not is_disturbed:
            m.add(missed <= 0)
            return
        self._share(week, own.step.work_m * missed)
        for near in self._excuses(week, own.step.duration_s, with_doubles=False):
            m.add(missed <= own.race_pace * near)

    def broken_intervals(self, week: Week) -> None:
        tempos = [p.chosen for p in week.picks("double", "single") if p.session.kind == "tempo"]
        self.m.add(total(tempos) <= self.rules["broken-intervals"].max_continuous_days)

    def week_intensity_share(self, week: Week) -> None:
        self._share(week, 0)

    def _share(self, week: Week, missed_m: Linear, *when: Linear) -> None:
        """Hard work, and that of missed sessions where the share is by km, within its per cent of the week."""
        rule, m = self.rules["week-intensity-share"], self.m
        high = self.plans(week, rule.low_below_km)
        hard = total(day.sum_of(lambda s: s.work_m if rule.unit == "km" else s.work_s) for day in week.days)
        whole = week.metres if rule.unit == "km" else week.seconds
        if rule.unit != "km":
            missed_m = 0
        for easy_pct, holds in ((rule.min_easy_pct, high), (rule.min_easy_pct_low, 1 - high)):
            m.add(100 * (hard + missed_m) <= (100 - easy_pct) * whole, holds, *when)

    def weekly_volume(self, week: Week) -> None:
        self.m.add(week.metres <= self.facts.scenario.max_weekly_m)
        if (hours := self.facts.scenario.athlete.max_weekly_hours) is not None:
            self.m.add(week.seconds <= round(3600 * hours))

    def run_spike(self, week: Week) -> None:
        """Against the long runs of the weeks that lie wholly within the last `days` days, as `ndt solve` reads it."""
        m, rule, n, facts = self.m, self.rules["run-spike"], week.number, self.facts
        known: list[Linear] = [EASY_UNIT_M * w.long for w in self.weeks[max(0, n - (rule.days - 6) // 7) : n]]
        known += [facts.longest_before_m] if 7 * n + 6 < rule.days else []
        free_m = 60_000 * rule.free_min // facts.person.easy_pace
        most = m.integer(0, MOST_M // EASY_UNIT_M)  # 200 m units of the longest run
        which = [m.boolean() for _ in [*known, free_m]]
        m.one_of(which)
        m.add(EASY_UNIT_M * most <= free_m, which[-1])
        for metres, chosen in zip(known, which, strict=False):
            m.add(100 * EASY_UNIT_M * most <= rule.max_pct * metres, chosen)
        m.add(week.long <= most)
        for day in week.days:
            for slot in SLOTS:
                m.add(self._run_in(day, slot, *HARD) <= EASY_UNIT_M * most)
            for units in day.units.values():
                m.add(units <= most)

    @staticmethod
    def _run_in(day: Day, slot: str, *kinds: str) -> Linear:
        """Metres of the session in a slot."""
        return total(p.session.distance_m * p.chosen for p in day.picks if p.slot == slot and p.kind in kinds)

    def long_run(self, week: Week) -> None:
        m, rule, facts, n = self.m, self.rules["long-run"], self.facts, week.number
        own = facts.weeks[n]
        if facts.is_affected(n):
            week.has_long = m.boolean()
        m.add(week.count("long") == week.has_long)
        by_share = m.boolean()
        m.add(facts.unit_s * week.long <= 60 * rule.or_max_min, 1 - by_share)
        m.add(100 * EASY_UNIT_M * week.long <= own.long_pct * week.metres, by_share)
        is_whole = (week.days[0].resting, week.days[6].resting) if facts.by_day else (1 - week.load,)
        for day in week.days:
            for units in day.units.values():
                m.add(units <= week.long, week.has_long, week.load)
                m.add(units <= week.long, week.has_long, *is_whole)
            for slot in SLOTS:
                m.add(self._run_in(day, slot, *HARD) <= EASY_UNIT_M * week.long, week.has_long, week.load)
        if facts.is_affected(n) and own.kind != "race":
            self._long_where_there_is_room(week)

    def _long_where_there_is_room(self, week: Week) -> None:
        """Each day with room for a long run is a hard one, or the week has its long run."""
        standing = [self.facts.scenario.standing_window(d, slot) for d in range(7) for slot in SLOTS]
        longest_s = max((window[1] for window in standing if window is not None), default=0)
        needed_s, own = min(60 * self.rules["long-run"].or_max_min, longest_s), self.facts.weeks[week.number]
        for day in week.days:
            widest = max((room.longest_s for room in day.rooms.values()), default=0)
            if day.number % 7 not in own.quiet | own.no_long and widest >= needed_s:
                self.m.add(week.has_long + day.is_hard() >= 1)

    def reference(self, block: list[Week]) -> list[Week]:
        """The load weeks others are measured against: the undisturbed ones, if there are any."""
        return [w for w in block if not self.facts.is_affected(w.number)] or block

    def block_before(self, week: Week) -> list[Week]:
        return next((b for b in reversed(self.blocks) if b[0].number < week.number), [])

    def recoveries(self) -> Iterator[Measured]:
        """Seven recovery days in a row: a week of the calendar, or wherever the automaton lets them begin."""
        if not self.facts.by_day:
            for week in self.weeks:
                if self.facts.is_recovery(week.number):
                    yield Measured(week.days, self.reference(self.block_before(week)))
            return
        least = self.rules["load-recovery-cycle"].load_week_days
        for start in range(len(self.days)):
            begins = (self.days[start].resting, 1 - self.days[start - 1].resting if start else 1)
            days = self.days[start : start + RECOVERY_DAYS]
            self.m.add(total(day.on("single") for day in days) <= self.rules["recovery-week"].max_singles, *begins)
            last = start // 7 - (start % 7 < least)
            if len(days) < RECOVERY_DAYS:
                continue
            if last < 1:
                yield Measured(days, self.weeks[: last + 1], begins)
                continue
            yield Measured(days, self.weeks[last - 1 : last + 1], (*begins, self.weeks[last - 1].load))
            yield Measured(days, self.weeks[last : last + 1], (*begins, 1 - self.weeks[last - 1].load))

    def recovery_week(self, own: Measured) -> None:
        m, rule, when = self.m, self.rules["recovery-week"], own.when
        facts = self.facts.weeks[own.days[0].number // 7]
        metres, mean_m, n = self._against(own)
        m.add(total(day.on("single") for day in own.days) <= rule.max_singles, *when)
        if facts.after_pct is None or self.facts.by_day:
            whole = sum(day.race is None for day in own.days)
            m.add(700 * n * metres >= whole * rule.min_km_pct * mean_m, *when)
        else:
            m.add(100 * n * metres <= facts.after_pct * mean_m, *when)
        m.add(100 * n * metres <= rule.max_km_pct * mean_m, *when)
        if own.loads:
            z2_s, seconds = total(day.z2_s for day in own.days), total(day.seconds(self.facts.unit_s) for day in own.days)
            m.add(100 * n * z2_s <= rule.max_z2_pct * total(w.z2_s for w in own.loads), *when)
            for load in own.loads:
                m.add(seconds + 60 * rule.min_fewer_min <= load.seconds, *when)
        if own.days[0].number % 7 == 0:
            week = self.weeks[own.days[0].number // 7]
            for load in (w for w in own.loads if not self.facts.is_affected(w.number)):
                m.add(week.long <= load.long, *when)

    def _against(self, own: Measured) -> tuple[Linear, Linear, int]:
        """Metres of the days, and those of the load weeks (or the history's) together, with their number."""
        metres = total(day.metres for day in own.days)
        if own.loads:
            return metres, total(w.metres for w in own.loads), len(own.loads)
        return metres, sum(self.facts.history_m), len(self.facts.history_m)

    def taper(self) -> None:
        rule, m = self.rules["taper"], self.m
        for week, own in zip(self.weeks, self.facts.weeks, strict=True):
            if self.facts.by_day or own.kind not in ("taper", "race"):
                continue
            metres, mean_m, n = self._against(Measured(week.days, self.reference(self.block_before(week))))
            is_a = own.kind == "taper" or "A" in own.priorities
            first_a = min((r.date.weekday() for r in self._a_races(week)), default=0)
            before = week.days[: first_a if own.kind == "race" else 7]
            whole = sum(day.race is None for day in before)
            m.add(700 * n * metres >= whole * rule.min_km_pct * mean_m)
            m.add(100 * n * metres <= (rule.max_km_pct if is_a else rule.light_max_km_pct) * mean_m)

    def _a_races(self, week: Week) -> list[object]:
        start = self.facts.scenario.season.start
        races = self.facts.season.races
        return [r for r in races if r.priority == "A" and (r.date - start).days // 7 == week.number]

    def block_structure(self) -> None:
        """Undisturbed load weeks of a block and phase are alike; the others have no more Zone 2 work."""
        if not self.rules["block-structure"].alike_weeks:
            return
        for block in self.blocks:
            for phase in dict.fromkeys(self.facts.weeks[w.number].phase for w in block):
                own = [w for w in block if self.facts.weeks[w.number].phase == phase]
                alike = [w for w in own if not self.facts.is_affected(w.number)]
                for one, other in pairwise(alike):
                    self._alike(one, other)
                for week in own if alike else ():
                    self.m.add(week.z2_s <= alike[0].z2_s)

    def _alike(self, one: Week, other: Week) -> None:
        self.m.add(one.metres == other.metres)
        self.m.add(one.long == other.long)
        for first, second in zip(one.days, other.days, strict=True):
            keys = dict.fromkeys(p.key for day in (first, second) for p in day.picks)
            for key in keys:
                here, there = (total(p.chosen for p in day.picks if p.key == key) for day in (first, second))
                self.m.add(here == there)

    def hard_day_spacing(self) -> None:
        """No more hard days in a row than allowed; races near each other count once."""
        rule, before = self.rules["hard-day-spacing"], self.facts.hard_before
        length, most = (rule.gap_days + 1, 1) if rule.gap_days else (rule.max_in_a_row + 1, rule.max_in_a_row)
        for first in range(1 - length, len(self.days)):
            inside = self.days[max(first, 0) : first + length]
            already = sum(d in before for d in range(first, first + length))
            raced = any(day.race is not None for day in inside)
            self.m.add(total(day.on(*HARD) for day in inside) <= max(0, most - (1 if raced else already)))

    def hit_recovery(self) -> None:
        ahead, last = self.rules["hit-recovery"].easy_days_before_double, self.facts.last_hit
        for day in self.days:
            for earlier in self.days[max(0, day.number - ahead) : day.number]:
                self.m.add(day.on("double") + earlier.on("hit") <= 1)
            if last is not None and day.number - last <= ahead:
                self.m.add(day.on("double") <= 0)

    def weekly_ramp(self) -> None:
        rule, facts = self.rules["weekly-ramp"], self.facts
        if facts.by_day:
            self._ramp_by_day()
            return
        before: list[Linear] = [*facts.history_m]
        for week in self.weeks:
            own = facts.weeks[week.number]
            if own.kind == "load":
                self._ramp_week(week, before[-rule.mean_of_weeks :])
                before += [week.metres] if own.eased_pct == 100 else []
        last: Linear = round(1000 * facts.scenario.athlete.weekly_km)
        earlier: list[Linear] = []
        for block in self.blocks:
            planned = block[0].planned
            self._one_holds([100 * planned <= rule.max_block_pct * last, *(planned <= e for e in earlier)])
            if any(facts.weeks[w.number].lacks_km for w in block):
                earlier.append(last)
            last = planned

    def _ramp_week(self, week: Week, before: list[Linear]) -> None:
        """At most so much more than the mean of the load weeks before, or than the usual week."""
        pct, n = self.rules["weekly-ramp"].max_week_pct, len(before)
        usual = self.facts.scenario.usual_weekly_m
        self._one_holds([100 * n * week.metres <= pct * total(before), 100 * week.metres <= pct * usual], week.load)

    def _one_holds(self, rows: list[object], *when: Linear) -> None:
        which = [self.m.boolean() for _ in rows]
        self.m.one_of(which)
        for row, chosen in zip(rows, which, strict=True):
            self.m.add(row, chosen, *when)

    def _ramp_by_day(self) -> None:
        """The last load weeks as registers that a load week shifts; blocks step where load follows recovery."""
        m, rule = self.m, self.rules["weekly-ramp"]
        registers: list[Linear] = [*self.facts.history_m][-rule.mean_of_weeks :]
        for n, week in enumerate(self.weeks):
            self._ramp_week(week, registers)
            following: list[Linear] = [m.integer(0, MOST_M) for _ in registers]
            for old, new, shifted in zip(registers, following, [*registers[1:], week.metres], strict=True):
                m.add(new == old, 1 - week.load)
                m.add(new == shifted, week.load)
            registers = following
            last = self.weeks[n - 1].planned if n else round(1000 * self.facts.scenario.athlete.weekly_km)
            before = self.weeks[n - 1].load if n else 0
            m.add(100 * week.planned <= rule.max_block_pct * last, week.load, 1 - before)

    def muscular_load(self) -> None:
        """Points of each week, and of four weeks, against what the athlete is used to by then."""
        facts, model, m = self.facts, self.facts.model, self.m
        if not model.holds("muscular-load"):
            return
        rule, weights = self.rules["muscular-load"], model.muscular
        stated, person = facts.scenario.history.muscular_load_week, facts.person
        used = stated or usual_week_points(facts.scenario.usual_weekly_m, person.easy_pace, person.pace_5k, weights)
        points: list[Linear] = [used] * 3
        for week in self.weeks:
            late = m.integer(0, m.highs[next(iter(week.long.terms))])
            m.add(late >= week.long - long_free_units(facts.unit_s, weights))
            easy = weights.per_km // 5 * total(day.easy for day in week.days) + weights.long_extra_per_km // 5 * late
            own = easy + total(day.sum_of(lambda s: s.muscular_load) for day in week.days)
            points.append(m.integer(0, 100_000))
            m.add(points[-1] == own)
            m.add(points[-1] <= rule.max_week_pct * used // 100)
            m.add(total(points[-4:]) <= rule.max_four_weeks_pct * 4 * used // 100)
            used = used * (1000 + rule.grow_permille) // 1000
