"""The model's shared quantities: what a week is, how far, how long, how hard.

Every variable two rules need is made here; a rule's own variables belong to its room.  Domains hold
physical facts only.  Index order: week, then pattern or programme.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.columns import WeekColumns
from ndt_opt.cpsat.facts import Facts
from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.interrupt import Check, go_on
from ndt_opt.cpsat.week_vars import EasyRuns, Linear, WeekVars, given_week_vars, make_week_vars, top


@dataclass
class RecoveryVars:
    """A recovery's weeks and the load weeks of its block that it is measured against."""

    weeks: list[WeekVars]
    load: list[WeekVars]
    history_m: list[int]
    is_whole: bool
    is_after_lost_weeks: bool

    @property
    def number(self) -> int:
        return len(self.load) or len(self.history_m)

    @property
    def load_m(self) -> Linear:
        """Metres of the load weeks together, or of the weeks before the season."""
        return sum(w.volume_m for w in self.load) if self.load else sum(self.history_m)

    @property
    def after_race_pct(self) -> int | None:
        """What the race before it leaves of the load weeks' km."""
        return min((w.week.after_race_pct for w in self.weeks if w.week.after_race_pct is not None), default=None)

    @property
    def metres(self) -> Linear:
        return sum(w.rest_m for w in self.weeks)

    @property
    def whole_days(self) -> int:
        """Its days untouched by dated blocks, pins and races; none on the way back from days away or from a race."""
        is_free = any(w.week.way_back or w.week.after_race_pct is not None for w in self.weeks)
        return 0 if is_free else sum(w.week.whole_recovery_days for w in self.weeks)

    @property
    def open_days(self) -> int:
        """Its seven days less those that dated blocks close altogether."""
        return 7 - sum(w.week.lost_recovery_days for w in self.weeks)


MOST_POINTS = 100_000
"""More muscular load than a week can have."""


@dataclass
class Grid(Facts):
    """The season's variables beside the facts; `columns` may hold fewer programmes than the season has.

    `planned`: metres of each block's largest week; `muscular`: points of each week, where there are caps.
    """

    cp: cp_model.CpModel
    weeks: list[WeekVars]
    planned: list[cp_model.IntVar]
    muscular: list[cp_model.IntVar]
    _thresholds: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    _run_counts: dict[str, list[tuple[int, cp_model.IntVar]]] = field(default_factory=dict)

    def block(self, index: int) -> list[WeekVars]:
        """The load weeks of a block."""
        return [w for w in self.weeks if w.week.block == index and w.week.is_load]

    @property
    def open_weeks(self) -> list[WeekVars]:
        """The weeks that rules judge: those not run yet."""
        return [w for w in self.weeks if w.week.is_open]

    @property
    def distinct_weeks(self) -> list[WeekVars]:
        """The open weeks, for rules that speak of one week and its block; the first of those that share variables."""
        return list({w.volume_m.index: w for w in reversed(self.open_weeks)}.values())[::-1]

    def load_weeks(self) -> list[WeekVars]:
        return [w for w in self.weeks if w.week.is_load]

    def letter_on(self, day: int, letters: str) -> Linear:
        """0/1: the season's day `day` carries one of the letters; 0 outside the season."""
        return self.weeks[day // 7].letter_on(day % 7, letters) if 0 <= day < self.horizon.days else 0

    def recoveries(self) -> list[RecoveryVars]:
        """The season's recoveries that are still open, with the load weeks they are measured against."""
        return [
            RecoveryVars(
                [self.weeks[w] for w in r.weeks], load, self.history_m, r.is_whole, r.block >= 0 and not load
            )
            for r in self.horizon.recoveries
            if all(self.weeks[w].week.is_open for w in r.weeks)
            for load in [[self.weeks[w.index] for w in self.reference(r.block)]]
        ]

    def before(self, week: Week) -> RecoveryVars:
        """The load weeks that a taper or race week is measured against."""
        load = [self.weeks[w.index] for w in self.reference(week.block)]
        return RecoveryVars([self.weeks[week.index]], load, self.history_m, is_whole=True, is_after_lost_weeks=False)

    def top_volume_m(self, week: WeekVars) -> int:
        """Metres the week cannot pass: the athlete's own limit where that rule holds, else its runs' sum."""
        physical = top(week.volume_m)
        return min(physical, self.scenario.max_weekly_m) if self.model.holds("weekly-volume") else physical

    def no_run_beyond(self, own: EasyRuns, units: Linear) -> list[Constraint]:
        """The free easy runs (those without a pinned distance) add up as runs of at most `units` x 200 m each would.

        A run in a shorter slot is no longer than its slot, so there is one bound for every length up to which
        the slot, and beyond which `units`, counts: together they are the exact reach of such runs.
        """
        slots = {length: length // self.unit_s for length in sorted(own.runs)}
        posted = []
        for shorter in range(len(slots)):
            short, other = list(slots)[:shorter], list(slots)[shorter:]
            in_short: Linear = sum(slots[length] * own.runs[length] for length in short)
            for n, literal in self._runs_equal(own, other):
                posted.append(self.cp.add(own.free <= in_short + n * units).only_enforce_if(literal))
        return posted

    def _runs_equal(self, own: EasyRuns, lengths: list[int]) -> list[tuple[int, cp_model.IntVar]]:
        """Literals: there are n free easy runs in slots of these lengths, the longest of the part."""
        key = f"{own.name},{lengths[0]}"
        if key not in self._run_counts:
            most = min(own.most, sum(top(own.runs[length]) for length in lengths))
            literals = [(n, self.cp.new_bool_var(f"runs[{key}]={n}")) for n in range(most + 1)]
            self.cp.add_exactly_one(x for _, x in literals)
            self.cp.add(sum(n * x for n, x in literals) == sum(own.runs[length] for length in lengths))
            self._run_counts[key] = literals
        return self._run_counts[key]

    def plans_at_least(self, block: int, metres: int) -> cp_model.IntVar:
        """Literal: the block's planned load km reach `metres` (block -1: the history's mean)."""
        key = (block, metres)
        if key not in self._thresholds:
            if block < 0:
                known = sum(self.history_m) >= 4 * metres
                self._thresholds[key] = self.cp.new_constant(int(known))
            else:
                literal = self.cp.new_bool_var(f"planned[{block}]>={metres}")
                self.cp.add(self.planned[block] >= metres).only_enforce_if(literal)
                self.cp.add(self.planned[block] < metres).only_enforce_if(~literal)
                self._thresholds[key] = literal
        return self._thresholds[key]


Thin = Callable[[WeekColumns], WeekColumns]


def build_grid(facts: Facts, thin: Thin | None = None, check: Check = go_on) -> Grid:
    """All shared variables of a season; `thin` leaves programmes out, `check` may raise now and then.

    Load weeks of a block that have to be alike, and may hold the same, have the same variables.
    """
    cp = cp_model.CpModel()
    columns = facts.columns if thin is None else [thin(own) if own.week.is_open else own for own in facts.columns]
    asks_alike = facts.model.holds("block-structure") and facts.model.rules["block-structure"].alike_weeks
    weeks: list[WeekVars] = []
    for own in columns:
        check()
        if not own.week.is_open:
            weeks.append(given_week_vars(cp, own))
            continue
        like = next((w for w in weeks if _are_one(w.columns, own)), None) if asks_alike else None
        shared = None if like is None else replace(like, week=own.week, columns=own)
        weeks.append(shared or make_week_vars(cp, own.week, own, facts.unit_s))
    grid = Grid(facts.scenario, facts.model, facts.profile, facts.horizon, columns, facts.caps, cp, weeks, [], [])
    for index, block in enumerate(facts.horizon.blocks):
        metres = [weeks[w.index].volume_m if w.given is None else w.given.counted_m for w in block]
        most = max(m if isinstance(m, int) else top(m) for m in metres)
        planned = cp.new_int_var(0, most, f"planned[{index}]")
        cp.add_max_equality(planned, metres)
        grid.planned.append(planned)
    if facts.caps is not None:
        grid.muscular += [cp.new_int_var(0, MOST_POINTS, f"muscular[{w.week.index}]") for w in weeks]
    return grid


def _are_one(first: WeekColumns, second: WeekColumns) -> bool:
    """Whether weeks that have to be alike can be the same in all; of several rungs each takes its own."""
    is_alike = first.week.is_alike(second.week) and first.week.goal == second.week.goal
    return is_alike and len(first.race_paces) <= 1 and first.has_the_same(second)
