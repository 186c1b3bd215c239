"""One week's decision variables and the sums the rules read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from ortools.sat.python import cp_model

from ndt_opt.cpsat.columns import WeekColumns
from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.pattern import Pattern
from ndt_opt.cpsat.programme import Programme
from ndt_opt.menu.sessions import EASY_UNIT_M, MenuSession

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

    `long` counts 200 m units; `easy_runs` has one entry for each kind of day in the week; `volume_m`, `duration_s`,
    `z2_s`, `hard_m`, `hard_s` are sums, `rest_*` those of the recovery days alone; of a race they hold warm-up and
    cool-down only.
    """

    week: Week
    columns: WeekColumns
    pattern: list[cp_model.IntVar]
    programme: list[cp_model.IntVar]
    hit: list[cp_model.IntVar]
    paced: list[cp_model.IntVar]
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

    def race_paces(self) -> list[tuple[MenuSession, cp_model.IntVar]]:
        return list(zip(self.columns.race_paces, self.paced, strict=True))

    def hard_alone(self) -> list[tuple[MenuSession, cp_model.IntVar]]:
        """Sessions that stand alone on their day and are no threshold work."""
        return self.hits() + self.race_paces()

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

    @property
    def decisions(self) -> list[cp_model.IntVar]:
        """All that the week's other variables follow from."""
        if not self.week.is_open:
            return []
        easy = [own.easy for own in self.easy_runs]
        return [*self.pattern, *self.programme, *self.hit, *self.paced, *easy, *self.runs, self.long]


def top(variable: cp_model.IntVar) -> int:
    return int(variable.proto.domain[len(variable.proto.domain) - 1])


def given_week_vars(cp: cp_model.CpModel, columns: WeekColumns) -> WeekVars:
    """A week that is run or begun: constants."""
    week, own = columns.week, columns.week.given
    assert own is not None

    def constant(name: str, value: int) -> cp_model.IntVar:
        return cp.new_int_var(value, value, f"{name}[{week.index}]")

    rest = (own.volume_m, own.duration_s, own.z2_s) if week.is_recovery else (0, 0, 0)
    return WeekVars(
        week, columns, [constant("given", 1)], [], [], [], [], constant("long", own.long_m // EASY_UNIT_M),
        constant("volume", own.volume_m), constant("duration", own.duration_s),
        own.z2_s, own.hard_m, own.hard_s, *rest,
    )  # fmt: skip


def make_week_vars(cp: cp_model.CpModel, week: Week, columns: WeekColumns, unit_s: int) -> WeekVars:
    w = week.index
    x = [cp.new_bool_var(f"pattern[{w},{p.letters}]") for p in columns.patterns]
    y = [cp.new_bool_var(f"programme[{w},{i}]") for i in columns.programme_ids]
    most_hit = max((p.count("H") for p in columns.patterns), default=0)
    h = [cp.new_int_var(0, most_hit, f"hit[{w},{s.template}]") for s in columns.hits]
    most_paced = max((p.count("P") for p in columns.patterns), default=0)
    paced = [cp.new_int_var(0, most_paced, f"race_pace[{w},{s.template},{s.slower_s}]") for s in columns.race_paces]
    cp.add_exactly_one(x)
    _link(cp, columns, x, y)
    _link_alone(cp, columns, x, "H", h, columns.hits)
    _link_alone(cp, columns, x, "P", paced, columns.race_paces)
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

    alone = [*zip(columns.hits, h, strict=True), *zip(columns.race_paces, paced, strict=True)]

    def total(attribute: str, other: str) -> Linear:
        threshold = sum(getattr(p, attribute) * v for p, v in zip(programmes, y, strict=True) if getattr(p, attribute))
        return threshold + sum(getattr(s, other) * v for s, v in alone)

    z2_s = sum(p.z2_s * v for p, v in zip(programmes, y, strict=True) if p.z2_s)
    raced = {
        "distance_m": sum(s.distance_m - s.work_m for s in columns.races),
        "duration_s": sum(s.duration_s - s.work_s for s in columns.races),
    }
    def most(attribute: str) -> int:
        race_pace = most_paced * max((getattr(s, attribute) for s in columns.race_paces), default=0)
        hits = most_hit * max((getattr(s, attribute) for s in columns.hits), default=0)
        return max((getattr(p, attribute) for p in programmes), default=0) + hits + race_pace + raced[attribute]

    easy_top = sum(top(own.easy) for own in parts) + top_long
    volume_m = cp.new_int_var(0, most("distance_m") + EASY_UNIT_M * easy_top, f"volume[{w}]")
    duration_s = cp.new_int_var(0, most("duration_s") + unit_s * easy_top, f"duration[{w}]")
    cp.add(volume_m == total("distance_m", "distance_m") + EASY_UNIT_M * (easy + long) + raced["distance_m"])
    cp.add(duration_s == total("duration_s", "duration_s") + unit_s * (easy + long) + raced["duration_s"])
    rest: tuple[Linear, Linear, Linear] = (volume_m, duration_s, z2_s) if week.is_recovery else (0, 0, 0)
    if week.is_mixed:
        rest = _rest(cp, columns, x, y, parts, long, unit_s)
    return WeekVars(
        week, columns, x, y, h, paced, parts, long, volume_m, duration_s,
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
    rest_long = cp.new_int_var(0, top(long), f"rest_long[{week.index}]")
    cp.add(rest_long <= long)
    cp.add(rest_long <= top(long) * on_rest)
    cp.add(rest_long >= long - top(long) * (1 - on_rest))
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
) -> None:
    """Exactly the programmes the chosen pattern has days for."""
    for demand in columns.demands:
        chosen = [v for d, v in zip(columns.pattern_demands, x, strict=True) if d == demand]
        offered = [v for (d, _), v in zip(columns.programmes, y, strict=True) if d == demand]
        cp.add(sum(chosen) == sum(offered))
    if y:
        cp.add_exactly_one(y)


def _link_alone(
    cp: cp_model.CpModel,
    columns: WeekColumns,
    x: list[cp_model.IntVar],
    letter: str,
    numbers: list[cp_model.IntVar],
    sessions: list[MenuSession],
) -> None:
    """Exactly the sessions of a letter that the chosen pattern has days for, in slots that take them."""
    having = [(p, v) for p, v in zip(columns.patterns, x, strict=True) if p.count(letter)]
    if not having and not numbers:
        return
    cp.add(sum(numbers) == sum(p.count(letter) * v for p, v in having))
    for session, var in zip(sessions, numbers, strict=True):
        cp.add(var <= sum(p.count(letter) * v for p, v in having if columns.fits(letter, p, session)))
