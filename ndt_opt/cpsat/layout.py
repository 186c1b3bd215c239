"""Which days are recovery days on the day grid: a dynamic program over weeks.

A state is where the load/recovery cycle stands on a Monday; a step is the week's seven days, worth the most
Zone-2 work its columns carry under the ceiling of its block.  What a week is worth is an upper bound (other
weeks are not asked), so the best total bounds every layout.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from ndt_opt.cpsat.absences import absences
from ndt_opt.cpsat.alike_patterns import Made
from ndt_opt.cpsat.columns import WeekColumns, build_columns
from ndt_opt.cpsat.constraints.double_threshold_days import doubles_fit_from
from ndt_opt.cpsat.constraints.volume_tier import usual_tier_m
from ndt_opt.cpsat.day_layout import RECOVERY_DAYS, Layout, is_recovery_week
from ndt_opt.cpsat.horizon import Week, build_horizon, on_way_back, open_days
from ndt_opt.cpsat.interrupt import Check, go_on
from ndt_opt.cpsat.pattern import Pattern
from ndt_opt.cpsat.relaxation import Top, any_mean_m, best_of_week, planned_ceilings
from ndt_opt.domain.calendar import BlockKind
from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.sessions import build_menu
from ndt_opt.physiology.altitude import slownesses
from ndt_opt.physiology.profile import profile
from ndt_opt.rules.training_model import TrainingModel


@dataclass(frozen=True, order=True)
class Ranked:
    """A layout and its bound on Zone-2 seconds; of equal ones those with fewer mixed weeks come first."""

    bound: int
    whole_weeks: int
    layout: Layout


@dataclass(frozen=True)
class State:
    """Monday morning: days of load (or recovery) run in a row, and load blocks so far.

    `blocks` counts blocks with a load week, up to where their ceiling stops rising; `planned_m` are the most
    metres the current block (in recovery the one before) plans, 0 while it has no load week.
    """

    recovering: bool
    days: int
    blocks: int = 0
    planned_m: int = 0


def is_free(model: TrainingModel) -> bool:
    """Whether the model leaves the layout open."""
    return model.holds("load-recovery-cycle") and model.rules["load-recovery-cycle"].grid == "day"


def best_layouts(scenario: Scenario, model: TrainingModel, number: int, check: Check = go_on) -> list[Ranked]:
    """The `number` layouts with the highest bounds, the best first; none where every layout is impossible."""
    values = WeekValues(scenario, model, check)
    ranked: dict[State, list[Ranked]] = {_start(scenario, model): [Ranked(0, 0, ())]}
    for index in range(scenario.season.weeks):
        following: dict[State, list[Ranked]] = {}
        for state, found in ranked.items():
            for flags, then, value in values.steps(index, state):
                whole = len(set(flags)) == 1
                following.setdefault(then, []).extend(
                    Ranked(r.bound + value, r.whole_weeks + whole, r.layout + flags) for r in found
                )
        ranked = {state: _highest(found, number) for state, found in following.items()}
    return _highest([r for found in ranked.values() for r in found], number)


def number_of_layouts(scenario: Scenario, model: TrainingModel) -> int:
    """How many layouts the cycle's rule allows, whatever the other rules say of them."""
    counts = Counter([_start(scenario, model)])
    for _ in range(scenario.season.weeks):
        following: Counter[State] = Counter()
        for state, number in counts.items():
            for _, end in days_from(state, *model.rules["load-recovery-cycle"].block_days):
                following[end] += number
        counts = following
    return counts.total()


def every_layout(scenario: Scenario, model: TrainingModel) -> list[Layout]:
    """All of them."""
    found: list[tuple[Layout, State]] = [((), _start(scenario, model))]
    for _ in range(scenario.season.weeks):
        block_days = model.rules["load-recovery-cycle"].block_days
        found = [(done + flags, end) for done, state in found for flags, end in days_from(state, *block_days)]
    return [layout for layout, _ in found]


def _start(scenario: Scenario, model: TrainingModel) -> State:
    since = scenario.history.days_since_recovery
    return State(False, min(since, model.rules["load-recovery-cycle"].block_days[1]))


def _highest(found: list[Ranked], number: int) -> list[Ranked]:
    """The highest bounds, each layout once (its blocks may plan different metres)."""
    best: dict[Layout, Ranked] = {}
    for ranked in sorted(found, reverse=True):
        best.setdefault(ranked.layout, ranked)
        if len(best) == number:
            break
    return list(best.values())


def days_from(state: State, low: int, high: int, days: int = 7) -> Iterator[tuple[Layout, State]]:
    """Every way the cycle may run for `days` days; only `recovering` and `days` of the state move."""
    if days == 0:
        yield (), state
        return
    nexts = []
    if (state.recovering and state.days < RECOVERY_DAYS) or (not state.recovering and state.days >= low):
        nexts.append(State(True, state.days + 1 if state.recovering else 1))
    if (not state.recovering and state.days < high) or (state.recovering and state.days >= RECOVERY_DAYS):
        nexts.append(State(False, 1 if state.recovering else state.days + 1))
    for following in nexts:
        for flags, end in days_from(following, low, high, days - 1):
            yield (following.recovering, *flags), end


class WeekValues:
    """What each week is worth for each choice of its recovery days."""

    def __init__(self, scenario: Scenario, model: TrainingModel, check: Check = go_on) -> None:
        self.scenario, self.model, self.check = scenario, model, check
        self.person = profile(scenario.athlete, model.physiology, scenario.season.start)
        self.menu = build_menu(model, self.person, slownesses(scenario, model))
        self.weeks = _without_ways_back(build_horizon(scenario, model).weeks, model)
        ceilings = planned_ceilings(scenario, model, len(self.weeks))
        self.ceilings = ceilings[: ceilings.index(max(ceilings)) + 1] if ceilings else [0]
        touched = [(w.disturbed, w.limited, w.hindered, w.first_back, w.cautions) for w in self.weeks]
        keys = [(w.days, w.start if w.affected else None, own) for w, own in zip(self.weeks, touched, strict=True)]
        self.alike = [keys.index(key) for key in keys]
        self.low, self.high = model.rules["load-recovery-cycle"].block_days
        self.load_masks = _load_masks(model)
        self.made = Made()
        self._columns = cache(self._build_columns)
        self._value = cache(self._find_value)
        self.fits = self._doubles_fit()

    def steps(self, index: int, state: State) -> Iterator[tuple[Layout, State, int]]:
        """The week's possible recovery days, the state after it, and what it is worth."""
        for flags, end in days_from(State(state.recovering, state.days), self.low, self.high):
            starts_block = any(b and not d for b, d in pairwise((state.recovering, *flags)))
            blocks, tops = state.blocks, [0 if starts_block else state.planned_m]
            if not is_recovery_week(flags, self.model) and tops == [0]:
                blocks = min(blocks + 1, len(self.ceilings))
                tops = self._stretches(self.ceilings[blocks - 1])
            for top in tops:
                value = self._worth(index, flags, top)
                if value is not None:
                    yield flags, replace(end, blocks=blocks, planned_m=top), value

    def _stretches(self, ceiling: int) -> list[int]:
        """The most metres of every stretch of planned volume with the same rules."""
        rules = self.model.rules
        tiers, hit = rules["volume-tier"], rules["hit-count"]
        low_below_km = rules["week-intensity-share"].low_below_km
        from_km = {tiers.b_from_km, tiers.c_from_km, hit.full_from_km, hit.half_from_km, low_below_km}
        steps = {1000 * km for km in from_km} | set(self.fits)
        is_kept = self.model.holds("volume-tier") and tiers.keep_usual_tier
        undisturbed = not any(week.limited for week in self.weeks)
        least = usual_tier_m(self.scenario, self.model, self.person) if is_kept and undisturbed else 0
        return [ceiling, *(step - 1 for step in sorted(steps) if least < step <= ceiling)]

    def _worth(self, index: int, flags: Layout, planned_m: int) -> int | None:
        if not is_recovery_week(flags, self.model):
            return self._value(self.alike[index], flags, planned_m)
        value = self._value(self.alike[index], flags, self.scenario.max_weekly_m)
        if value is None or not all(flags) or not planned_m or not self.model.holds("recovery-week"):
            return value
        before = set(self.alike[max(0, index - 5) : index])
        if any(self.weeks[w].lost_days for w in before):
            return value
        most = max(self._value(w, mask, planned_m) or 0 for w in before for mask in self.load_masks)
        return min(value, int(self.model.rules["recovery-week"].max_z2_pct) * most // 100)

    def _build_columns(self, index: int, flags: Layout) -> WeekColumns:
        kind: BlockKind = "recovery" if is_recovery_week(flags, self.model) else "load"
        week = replace(self.weeks[index], recovery_days=flags, kind=kind)
        return build_columns(week, self.menu, self.scenario, self.model, self.person, self.made, check=self.check)

    def _find_value(self, index: int, flags: Layout, planned_m: int) -> int | None:
        """None where no pattern keeps the counts that the rules ask of a block planning these metres."""
        self.check()
        columns = self._columns(index, flags)
        patterns = zip(columns.patterns, columns.pattern_demands, strict=True)
        asked = {demand for pattern, demand in patterns if self._is_asked(pattern, columns.week, planned_m)}
        able = columns.only([i for i, (demand, _) in enumerate(columns.programmes) if demand in asked])
        if not able.programmes:
            return None
        top = Top(planned_m, any_mean_m(self.scenario, self.model))
        hit = not columns.week.is_recovery and not columns.week.hindered
        return best_of_week(able, top, False, self.scenario, self.model, self.person, hit)

    def _is_asked(self, pattern: Pattern, week: Week, planned_m: int) -> bool:
        """Whether a week of a block planning these metres may have so many doubles, HIT and singles."""
        if week.is_recovery or week.hindered:
            return True
        model, rules = self.model, self.model.rules
        doubles, hits, singles = (pattern.count(letter) for letter in "DHS")
        tiers, hit = rules["volume-tier"], rules["hit-count"]
        is_tier_c = planned_m >= 1000 * tiers.c_from_km
        if model.holds("hit-count") and not (
            hits == hit.full_count
            if planned_m >= 1000 * hit.full_from_km
            else hits <= (hit.half_count if planned_m >= 1000 * hit.half_from_km else 0)
        ):
            return False
        if model.holds("single-threshold-days") and not doubles and not week.affected:
            few = rules["single-threshold-days"]
            if singles < (few.min_count if is_tier_c else few.min_count_tier_d):
                return False
        rule = rules["double-threshold-days"]
        if not model.holds("double-threshold-days") or rule.count == 0:
            return True
        if planned_m < 1000 * tiers.b_from_km:
            return doubles <= (rule.count_tier_c if is_tier_c else 0)
        return (doubles == rule.count and planned_m >= self.fits[0]) or (doubles == 0 and planned_m < self.fits[1])

    def _doubles_fit(self) -> tuple[int, int]:
        """From which planned metres all doubles fit: for the kindest and for the unkindest layout."""
        found = {self._columns(i, mask).least_double_m for i in set(self.alike) for mask in self.load_masks}
        least = sorted(m for m in found if m) or [0]
        return doubles_fit_from(least[0], self.model), doubles_fit_from(least[-1], self.model)


def _without_ways_back(weeks: tuple[Week, ...], model: TrainingModel) -> tuple[Week, ...]:
    """The way back from days away hangs on the layout: from the first absence on no week is asked anything at least."""
    away = absences(open_days(weeks), model.rules["transition-caution"])
    if not away or not model.holds("transition-caution"):
        return weeks
    return tuple(
        on_way_back(w, None) if 7 * w.index >= away[0][0] - 6 else w for w in weeks
    )


def _load_masks(model: TrainingModel) -> list[Layout]:
    """Every way a load week may be cut: load first, or load last."""
    cuts = [tuple(day >= cut for day in range(7)) for cut in range(1, 8)]
    cuts += [tuple(day < cut for day in range(7)) for cut in range(1, 7)]
    return [mask for mask in cuts if not is_recovery_week(mask, model)]
