"""The model's shared quantities: what a week is, how far, how long, how hard.

Every variable two rules need is made here; a rule's own variables belong to its room.  Domains hold
physical facts only.  Index order: week, then pattern or programme.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeAlias

from ortools.sat.python import cp_model

from ndt_opt.cpsat.columns import WeekColumns, build_columns
from ndt_opt.cpsat.horizon import Horizon, Week, build_horizon
from ndt_opt.cpsat.pattern import Pattern
from ndt_opt.cpsat.programme import Programme
from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.sessions import EASY_UNIT_M, MenuSession, build_menu
from ndt_opt.physiology.profile import Profile, profile
from ndt_opt.rules.training_model import TrainingModel

Linear: TypeAlias = Any
"""A linear expression of the solver (an int, a variable, or a sum of them); its library has no types."""


@dataclass
class WeekVars:
    """One week's decisions.

    `easy` and `long` count 200 m units (of all easy runs together, and of the long run); `runs` the
    easy runs per longest slot (seconds); `volume_m`, `duration_s`, `z2_s`, `hard_m`, `hard_s` are sums.
    """

    week: Week
    columns: WeekColumns
    pattern: list[cp_model.IntVar]
    programme: list[cp_model.IntVar]
    hit: list[cp_model.IntVar]
    easy: cp_model.IntVar
    long: cp_model.IntVar
    runs: dict[int, cp_model.IntVar]
    volume_m: cp_model.IntVar
    duration_s: cp_model.IntVar
    z2_s: Linear
    hard_m: Linear
    hard_s: Linear

    def patterns(self) -> list[tuple[Pattern, cp_model.IntVar]]:
        return list(zip(self.columns.patterns, self.pattern, strict=True))

    def programmes(self) -> list[tuple[Programme, cp_model.IntVar]]:
        return list(zip([p for _, p in self.columns.programmes], self.programme, strict=True))

    def hits(self) -> list[tuple[MenuSession, cp_model.IntVar]]:
        return list(zip(self.columns.hits, self.hit, strict=True))

    def letter_on(self, day: int, letters: str) -> Linear:
        """0/1: the weekday `day` carries one of the letters."""
        return sum(x for p, x in self.patterns() if p.letters[day] in letters)

    def count(self, letter: str) -> Linear:
        """Days of the week carrying the letter."""
        return sum(p.count(letter) * x for p, x in self.patterns() if p.count(letter))

    @property
    def all_runs(self) -> Linear:
        return sum(self.runs.values())


@dataclass
class Grid:
    """The season's variables and the facts the rooms share."""

    cp: cp_model.CpModel
    scenario: Scenario
    model: TrainingModel
    profile: Profile
    horizon: Horizon
    weeks: list[WeekVars]
    planned: list[cp_model.IntVar]
    _thresholds: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    _run_counts: dict[int, list[tuple[int, cp_model.IntVar]]] = field(default_factory=dict)

    @property
    def unit_s(self) -> int:
        """Seconds of one 200 m easy unit (exact: easy paces come in steps of 5 s/km)."""
        return EASY_UNIT_M * self.profile.easy_pace // 1000

    @cached_property
    def history_m(self) -> list[int]:
        """Metres of the last four weeks before the season, the newest last."""
        recent = self.scenario.history.recent_km or [self.scenario.athlete.weekly_km] * 4
        return [round(1000 * km) for km in recent]

    @cached_property
    def longest_before_m(self) -> int:
        """The longest run of the 30 days before the season.

        Where the athlete does not say: 16 % of the usual week, or 75 min of easy running if that is more.
        """
        athlete = self.scenario.athlete
        if athlete.longest_run_km is not None:
            return round(1000 * athlete.longest_run_km)
        return max(round(160 * athlete.weekly_km), 75 * 60 * 1000 // self.profile.easy_pace)

    def block(self, index: int) -> list[WeekVars]:
        """The load weeks of a block."""
        return [w for w in self.weeks if w.week.block == index and not w.week.is_recovery]

    def load_weeks(self) -> list[WeekVars]:
        return [w for w in self.weeks if not w.week.is_recovery]

    def top_volume_m(self, week: WeekVars) -> int:
        """Metres the week cannot pass: the athlete's own limit where that rule holds, else its runs' sum."""
        physical = _top(week.volume_m)
        return min(physical, self.scenario.max_weekly_m) if self.model.holds("weekly-volume") else physical

    def runs_equal(self, week: WeekVars) -> list[tuple[int, cp_model.IntVar]]:
        """Literals: the week has n free easy runs (those without a pinned distance)."""
        index = week.week.index
        if index not in self._run_counts:
            most = max((sum(c.values()) for c in week.columns.easy_slot_counts), default=0)
            literals = [(n, self.cp.new_bool_var(f"runs[{index}]={n}")) for n in range(most + 1)]
            self.cp.add_exactly_one(x for _, x in literals)
            self.cp.add(sum(n * x for n, x in literals) == week.all_runs)
            self._run_counts[index] = literals
        return self._run_counts[index]

    def reference(self, block: int) -> list[WeekVars]:
        """The load weeks a recovery week is measured against: those free of dated blocks and pins, if any are."""
        load = self.block(block)
        return [w for w in load if not w.week.affected] or load

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


Thin = Callable[[Profile, Horizon, WeekColumns], WeekColumns]


def build_grid(scenario: Scenario, model: TrainingModel, thin: Thin | None = None) -> Grid:
    """All shared variables of a scenario under a training model; `thin` leaves programmes out."""
    cp = cp_model.CpModel()
    person = profile(scenario.athlete, model.physiology, scenario.season.start)
    horizon = build_horizon(scenario, model)
    menu = build_menu(model, person)
    cache: dict[object, WeekColumns] = {}
    grid = Grid(cp, scenario, model, person, horizon, [], [])
    for week in horizon.weeks:
        key = (week.days if not week.affected else (week.days, week.start), week.is_recovery, week.affected)
        if key not in cache:
            cache[key] = build_columns(week, menu, scenario, model, person)
        columns = replace(cache[key], week=week)
        columns = columns if thin is None else thin(person, horizon, columns)
        grid.weeks.append(_week_vars(cp, week, columns, grid.unit_s))
    for index, block in enumerate(horizon.blocks):
        planned = cp.new_int_var(0, max(_top(grid.weeks[w.index].volume_m) for w in block), f"planned[{index}]")
        cp.add_max_equality(planned, [grid.weeks[w.index].volume_m for w in block])
        grid.planned.append(planned)
    return grid


def _top(variable: cp_model.IntVar) -> int:
    return int(variable.proto.domain[len(variable.proto.domain) - 1])


def _week_vars(cp: cp_model.CpModel, week: Week, columns: WeekColumns, unit_s: int) -> WeekVars:
    w = week.index
    x = [cp.new_bool_var(f"pattern[{w},{p.letters}]") for p in columns.patterns]
    y = [cp.new_bool_var(f"programme[{w},{i}]") for i in columns.programme_ids]
    most_hit = max((p.count("H") for p in columns.patterns), default=0)
    h = [cp.new_int_var(0, most_hit, f"hit[{w},{s.template}]") for s in columns.hits]
    cp.add_exactly_one(x)
    _link(cp, columns, x, y, h)
    slots = columns.easy_slot_counts
    top_easy = sum(max((c[longest] for c in slots), default=0) * (longest // unit_s) for longest in columns.slot_lengths)
    top_long = max((s // unit_s for s in columns.long_limits_s), default=0)
    easy = cp.new_int_var(0, top_easy + columns.pinned_units, f"easy[{w}]")
    long = cp.new_int_var(0, top_long, f"long[{w}]")
    runs = {}
    for longest in columns.slot_lengths:
        most = max((c[longest] for c in slots), default=0)
        runs[longest] = cp.new_int_var(0, most, f"runs[{w},{longest}]")
        cp.add(runs[longest] <= sum(c[longest] * v for c, v in zip(slots, x, strict=True)))
        cp.add(runs[longest] >= columns.pinned_runs.get(longest, 0))
    free = easy - columns.pinned_units
    cp.add(free <= sum((longest // unit_s) * n for longest, n in runs.items()))
    cp.add(free >= sum(runs.values()))
    cp.add(long <= sum((s // unit_s) * v for s, v in zip(columns.long_limits_s, x, strict=True)))
    cp.add(long >= sum(v for p, v in zip(columns.patterns, x, strict=True) if p.count("L")))
    if columns.pinned_long_units is not None:
        cp.add(long == columns.pinned_long_units)
    programmes = [p for _, p in columns.programmes]

    def total(attribute: str, hit_attribute: str) -> Linear:
        threshold = sum(getattr(p, attribute) * v for p, v in zip(programmes, y, strict=True) if getattr(p, attribute))
        return threshold + sum(getattr(s, hit_attribute) * v for s, v in zip(columns.hits, h, strict=True))

    z2_s = sum(p.z2_s * v for p, v in zip(programmes, y, strict=True) if p.z2_s)
    most_quality = max((p.distance_m for p in programmes), default=0) + most_hit * max(
        (s.distance_m for s in columns.hits), default=0
    )
    most_seconds = max((p.duration_s for p in programmes), default=0) + most_hit * max(
        (s.duration_s for s in columns.hits), default=0
    )
    easy_top = top_easy + columns.pinned_units + top_long
    volume_m = cp.new_int_var(0, most_quality + EASY_UNIT_M * easy_top, f"volume[{w}]")
    duration_s = cp.new_int_var(0, most_seconds + unit_s * easy_top, f"duration[{w}]")
    cp.add(volume_m == total("distance_m", "distance_m") + EASY_UNIT_M * (easy + long))
    cp.add(duration_s == total("duration_s", "duration_s") + unit_s * (easy + long))
    return WeekVars(
        week, columns, x, y, h, easy, long, runs, volume_m, duration_s,
        z2_s, total("hard_m", "work_m"), total("z2_s", "work_s"),
    )  # fmt: skip


def _link(
    cp: cp_model.CpModel,
    columns: WeekColumns,
    x: list[cp_model.IntVar],
    y: list[cp_model.IntVar],
    h: list[cp_model.IntVar],
) -> None:
    """Exactly the programmes and HIT sessions the chosen pattern has days for."""
    for demand in columns.demands:
        chosen = [v for d, v in zip(columns.pattern_demands, x, strict=True) if d == demand]
        offered = [v for (d, _), v in zip(columns.programmes, y, strict=True) if d == demand]
        cp.add(sum(chosen) == sum(offered))
    if y:
        cp.add_exactly_one(y)
    cp.add(sum(h) == sum(p.count("H") * v for p, v in zip(columns.patterns, x, strict=True)))
    for session, var in zip(columns.hits, h, strict=True):
        fits = [(p, v) for p, v in zip(columns.patterns, x, strict=True) if columns.hit_fits(p, session)]
        cp.add(var <= sum(p.count("H") * v for p, v in fits))


