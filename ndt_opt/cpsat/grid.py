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
from ndt_opt.cpsat.horizon import Horizon, Layout, Week, build_horizon
from ndt_opt.cpsat.pattern import Pattern
from ndt_opt.cpsat.programme import Programme
from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.sessions import EASY_UNIT_M, MenuSession, build_menu
from ndt_opt.physiology.profile import Profile, profile
from ndt_opt.rules.training_model import TrainingModel

Linear: TypeAlias = Any
"""A linear expression of the solver (an int, a variable, or a sum of them); its library has no types."""


@dataclass
class EasyRuns:
    """Easy running on a week's load days, or on its recovery days.

    `easy` counts 200 m units, `pinned` those of runs with a pinned distance; `runs` the other runs per
    longest slot (seconds), `most` how many there can be.
    """

    name: str
    on_recovery: bool
    easy: cp_model.IntVar
    pinned: int
    runs: dict[int, cp_model.IntVar]
    most: int

    @property
    def free(self) -> Linear:
        return self.easy - self.pinned

    @property
    def all_runs(self) -> Linear:
        return sum(self.runs.values())


@dataclass
class WeekVars:
    """One week's decisions.

    `long` counts 200 m units; `easy_runs` has one entry for each kind of day in the week; `volume_m`,
    `duration_s`, `z2_s`, `hard_m`, `hard_s` are sums, `rest_*` those of the recovery days alone.
    """

    week: Week
    columns: WeekColumns
    pattern: list[cp_model.IntVar]
    programme: list[cp_model.IntVar]
    hit: list[cp_model.IntVar]
    easy_runs: list[EasyRuns]
    long: cp_model.IntVar
    volume_m: cp_model.IntVar
    duration_s: cp_model.IntVar
    z2_s: Linear
    hard_m: Linear
    hard_s: Linear
    rest_m: Linear
    rest_s: Linear
    rest_z2_s: Linear

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
    def easy(self) -> Linear:
        """200 m units of all easy runs together."""
        return self.easy_runs[0].easy if len(self.easy_runs) == 1 else sum(r.easy for r in self.easy_runs)

    @property
    def runs(self) -> list[cp_model.IntVar]:
        """The numbers of easy runs, by part and slot length."""
        return [n for r in self.easy_runs for n in r.runs.values()]

    @property
    def all_runs(self) -> Linear:
        return sum(self.runs)


@dataclass
class RecoveryVars:
    """A recovery's weeks and the load weeks of its block."""

    weeks: list[WeekVars]
    load: list[WeekVars]
    history_m: list[int]
    is_whole: bool

    @property
    def number(self) -> int:
        return len(self.load) or len(self.history_m)

    @property
    def load_m(self) -> Linear:
        """Metres of the load weeks together, or of the weeks before the season."""
        return sum(w.volume_m for w in self.load) if self.load else sum(self.history_m)

    @property
    def metres(self) -> Linear:
        return sum(w.rest_m for w in self.weeks)


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
    _run_counts: dict[str, list[tuple[int, cp_model.IntVar]]] = field(default_factory=dict)

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

    def recoveries(self) -> list[RecoveryVars]:
        """The season's recoveries with the load weeks they are measured against."""
        return [
            RecoveryVars([self.weeks[w] for w in r.weeks], self.reference(r.block), self.history_m, r.is_whole)
            for r in self.horizon.recoveries
        ]

    def top_volume_m(self, week: WeekVars) -> int:
        """Metres the week cannot pass: the athlete's own limit where that rule holds, else its runs' sum."""
        physical = _top(week.volume_m)
        return min(physical, self.scenario.max_weekly_m) if self.model.holds("weekly-volume") else physical

    def runs_equal(self, own: EasyRuns) -> list[tuple[int, cp_model.IntVar]]:
        """Literals: there are n free easy runs (those without a pinned distance)."""
        if own.name not in self._run_counts:
            literals = [(n, self.cp.new_bool_var(f"runs[{own.name}]={n}")) for n in range(own.most + 1)]
            self.cp.add_exactly_one(x for _, x in literals)
            self.cp.add(sum(n * x for n, x in literals) == own.all_runs)
            self._run_counts[own.name] = literals
        return self._run_counts[own.name]

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


def build_grid(
    scenario: Scenario, model: TrainingModel, thin: Thin | None = None, layout: Layout | None = None
) -> Grid:
    """All shared variables of a scenario under a training model; `thin` leaves programmes out."""
    cp = cp_model.CpModel()
    person = profile(scenario.athlete, model.physiology, scenario.season.start)
    horizon = build_horizon(scenario, model, layout)
    menu = build_menu(model, person)
    cache: dict[object, WeekColumns] = {}
    made: dict[object, list[Programme]] = {}
    grid = Grid(cp, scenario, model, person, horizon, [], [])
    for week in horizon.weeks:
        key = (week.days if not week.affected else (week.days, week.start), week.recovery_days, week.affected)
        if key not in cache:
            cache[key] = build_columns(week, menu, scenario, model, person, made)
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
    top_long = max((s // unit_s for s in columns.long_limits_s), default=0)
    parts = [_easy_runs(cp, columns, part, unit_s) for part in week.parts]
    long = cp.new_int_var(0, top_long, f"long[{w}]")
    for own in parts:
        _count_runs(cp, columns, x, own, unit_s)
    easy: Linear = parts[0].easy if len(parts) == 1 else sum(own.easy for own in parts)
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
    easy_top = sum(_top(own.easy) for own in parts) + top_long
    volume_m = cp.new_int_var(0, most_quality + EASY_UNIT_M * easy_top, f"volume[{w}]")
    duration_s = cp.new_int_var(0, most_seconds + unit_s * easy_top, f"duration[{w}]")
    cp.add(volume_m == total("distance_m", "distance_m") + EASY_UNIT_M * (easy + long))
    cp.add(duration_s == total("duration_s", "duration_s") + unit_s * (easy + long))
    rest: tuple[Linear, Linear, Linear] = (volume_m, duration_s, z2_s) if week.is_recovery else (0, 0, 0)
    if week.is_mixed:
        rest = _rest(cp, columns, x, y, parts, long, unit_s)
    return WeekVars(
        week, columns, x, y, h, parts, long, volume_m, duration_s,
        z2_s, total("hard_m", "work_m"), total("z2_s", "work_s"), *rest,
    )  # fmt: skip


def _easy_runs(cp: cp_model.CpModel, columns: WeekColumns, part: bool, unit_s: int) -> EasyRuns:
    """Easy running on the load days (or the recovery days) of a week."""
    slots = columns.slot_counts(part)
    pinned = sum(columns.on(part, columns.pinned_easy).values())
    units = sum(max((c[s] for c in slots), default=0) * (s // unit_s) for s in columns.slot_lengths)
    name = f"{columns.week.index}{'r' if part and columns.week.is_mixed else ''}"
    easy = cp.new_int_var(0, units + pinned, f"easy[{name}]")
    return EasyRuns(name, part, easy, pinned, {}, max((sum(c.values()) for c in slots), default=0))


def _count_runs(
    cp: cp_model.CpModel, columns: WeekColumns, x: list[cp_model.IntVar], own: EasyRuns, unit_s: int
) -> None:
    """As many runs as the pattern has slots for, and as long as these take."""
    slots = columns.slot_counts(own.on_recovery)
    pinned = list(columns.on(own.on_recovery, columns.pinned_free).values())
    for longest in columns.slot_lengths:
        most = max((c[longest] for c in slots), default=0)
        own.runs[longest] = cp.new_int_var(0, most, f"runs[{own.name},{longest}]")
        cp.add(own.runs[longest] <= sum(c[longest] * v for c, v in zip(slots, x, strict=True)))
        cp.add(own.runs[longest] >= pinned.count(longest))
    cp.add(own.free <= sum((longest // unit_s) * n for longest, n in own.runs.items()))
    cp.add(own.free >= own.all_runs)


def _rest(
    cp: cp_model.CpModel,
    columns: WeekColumns,
    x: list[cp_model.IntVar],
    y: list[cp_model.IntVar],
    parts: list[EasyRuns],
    long: cp_model.IntVar,
    unit_s: int,
) -> tuple[Linear, Linear, Linear]:
    """Metres, seconds and Zone-2 seconds of the recovery days of a mixed week."""
    week = columns.week
    on_rest = sum(
        v for p, v in zip(columns.patterns, x, strict=True) if any(week.recovery_days[d] for d in p.days("L"))
    )
    rest_long = cp.new_int_var(0, _top(long), f"rest_long[{week.index}]")
    cp.add(rest_long <= long)
    cp.add(rest_long <= _top(long) * on_rest)
    cp.add(rest_long >= long - _top(long) * (1 - on_rest))
    units = rest_long + sum(r.easy for r in parts if r.on_recovery)

    def total(attribute: str) -> Linear:
        found = [(getattr(q, attribute), v) for (_, q), v in zip(columns.programmes, y, strict=True)]
        return sum(n * v for n, v in found if n)

    return EASY_UNIT_M * units + total("rest_distance_m"), unit_s * units + total("rest_duration_s"), total("rest_z2_s")


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


