"""A season of days and weeks as variables: which days rest, which weeks are load weeks, and what their blocks plan."""

from __future__ import annotations

from day_facts import SeasonFacts
from day_vars import Week, make_day
from neutral import Linear, Neutral, Row, total

RECOVERY_DAYS = 7
MOST_M = 400_000
"""More metres than a week or a run can have."""


class DaySeason:
    """Days and weeks of a season, and what the rules about weeks and blocks share.

    `blocks`: the load weeks of each, in order; on the day grid, where the automaton decides, there are none to name.
    """

    def __init__(self, facts: SeasonFacts) -> None:
        self.facts, self.rules, self.m = facts, facts.rules, Neutral()
        self.thresholds: dict[tuple[int, int], Linear] = {}
        self.weeks = self._weeks()
        self.days = [day for week in self.weeks for day in week.days]
        self.blocks = self._blocks()

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

    def reference(self, block: list[Week]) -> list[Week]:
        """The load weeks others are measured against: the undisturbed ones, if there are any."""
        return [w for w in block if not self.facts.is_affected(w.number)] or block

    def block_before(self, week: Week) -> list[Week]:
        return next((b for b in reversed(self.blocks) if b[0].number < week.number), [])

    def one_holds(self, rows: list[Row | bool], *when: Linear) -> None:
        """At least one of the rows is asked."""
        which = [self.m.boolean() for _ in rows]
        self.m.one_of(which)
        for row, chosen in zip(rows, which, strict=True):
            self.m.add(row, chosen, *when)
