"""What the solver says of a diary: the model with the case's rules, every quantity fixed to the diary's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from ortools.sat.python import cp_model

from ndt_opt.cpsat import alike_patterns, programme
from ndt_opt.cpsat.build import build
from ndt_opt.cpsat.facts import season_facts
from ndt_opt.cpsat.grid import Grid
from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.offers import Demand
from ndt_opt.cpsat.pattern import Pattern
from ndt_opt.cpsat.programme import Programme
from ndt_opt.cpsat.settings import new_solver
from ndt_opt.cpsat.week_vars import WeekVars
from ndt_opt.decode.speed_layer import layer_of
from ndt_opt.domain.calendar import WEEKDAYS
from ndt_opt.menu.sessions import EASY_UNIT_M

from .case import Case
from .diary import Entry, WeekDiary, expand, extras_of, letters_of
from .setting import KINDS, model_of, scenario_of

TIERS = "ABCD"


def solver_allows(case: Case, slugs: list[str] | None = None) -> bool:
    """Whether the rooms of these rules (the case's own, if left out) let the diary pass.

    Raises
    ------
    AssertionError
        when the solver does not decide.
    """
    scenario, model = scenario_of(case), model_of(case, case.slugs if slugs is None else slugs)
    weeks = expand(case, scenario, model)
    with _nothing_left_out({letters_of(week) for week in [*case.weeks, *case.offer_weeks]}):
        grid = build(season_facts(scenario, model)).grid
    for index, week in enumerate(grid.weeks):
        _fix(grid, week, weeks[index])
        _call(grid, week, case)
    status = new_solver(1, 1, presolve=True).solve(grid.cp)
    assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE), f"undecided: {status}"
    return status != cp_model.INFEASIBLE and (not model.holds("speed-layer") or _decoder_allows(case, grid, weeks))


def _decoder_allows(case: Case, grid: Grid, diaries: list[WeekDiary]) -> bool:
    """Strides and hill sprints as many as the decoder gives, on days that it thinks as good as those it takes."""
    rule, entries = grid.model.rules["speed-layer"], [e for week in diaries for e in week.entries]
    kinds = {"am": "double", "pm": "double", "single": "single"} | {k: k for k in ("hit", "race-pace", "race")}
    near: dict[int, Any] = {e.day: kinds[e.place] for e in entries if e.place in kinds}
    if case.last_hit is not None:
        near[case.last_hit] = "hit"
    told = extras_of(case)
    for own, diary in zip(grid.weeks, diaries, strict=True):
        first, week = 7 * own.week.index, own.week
        kept = week.first_back | week.after_race
        other = {e.day for e in diary.entries if e.place != "easy"} | {first + d for d in kept}
        easy = {e.day for e in diary.of("easy")} - other if week.way_back is None else set()
        calm = {first + day for day in week.quiet | week.cautions.no_hit}
        layer = layer_of(easy, calm, near, week.is_load, rule)
        mine = {day: sort for day, sort in told.items() if day // 7 == week.index}
        hills = {day for day, sort in mine.items() if sort == "hill-sprints"}
        able, left = [*layer.hill_days], [day for day in layer.strides_days if day not in hills]
        if not _is_as_good(hills, able, layer.hills, rule.hill_sprint_days) or not _is_as_good(
            {*mine} - hills, left, layer.runs - len(hills), rule.strides_days
        ):
            return False
    return True


def _is_as_good(found: set[int], able: list[int], most: int, first: Sequence[str]) -> bool:
    """The number the decoder takes, all of them able, as many of them usual."""
    taken = able[:most]
    usual = [sum(WEEKDAYS[day % 7] in first for day in days) for days in (found, taken)]
    return len(found) == len(taken) and found <= {*able} and usual[0] == usual[1]


@contextmanager
def _nothing_left_out(letters: set[str]) -> Iterator[None]:
    """Patterns of these letters only, but neither they nor programmes are merged or dominated."""
    enumerate_all = alike_patterns.enumerate_patterns

    def named(week: Week, allows: Callable[[str], bool], needs_s: dict[str, int]) -> list[Pattern]:
        return enumerate_all(week, lambda x: any(n.startswith(x) for n in letters) and allows(x), needs_s)

    with (
        patch.object(alike_patterns, "enumerate_patterns", named),
        patch.object(alike_patterns, "_merge_equals", lambda patterns, counts, *_: (patterns, counts)),
        patch.object(programme, "undominated_rows", lambda totals, resources: range(len(totals["work"]))),
    ):
        yield


def _fix(grid: Grid, week: WeekVars, diary: WeekDiary) -> None:
    """Pattern, sessions and metres as the diary has them; what has no variable makes it impossible."""
    cp, own = grid.cp, week.columns
    cp.add_exactly_one(
        x
        for i, (p, x) in enumerate(week.patterns())
        if p.letters == diary.letters and _has_slots(p, diary) and _has_easy(week, i, diary)
    )
    cp.add_exactly_one(
        y
        for (demand, p), y in zip(own.programmes, week.programme, strict=True)
        if _is_programme(demand, p, diary)
    )
    wanted = Counter(e.session.key for e in diary.of("hit") if e.session)
    offered = {session.key: number for session, number in week.hits()}
    for key in wanted.keys() | offered.keys():
        cp.add(offered.get(key, 0) == wanted[key])
    paced = Counter((e.session.template, e.session.reps) for e in diary.of("race-pace") if e.session)
    able = {(session.template, session.reps): number for session, number in week.race_paces()}
    for rung in paced.keys() | able.keys():
        cp.add(able.get(rung, 0) == paced[rung])
    cp.add(week.long == diary.units("long"))
    cp.add(week.easy == diary.units("easy"))
    cp.add(week.all_runs == len(diary.of("easy")) - len(own.pinned_runs_units))


def _has_slots(pattern: Pattern, diary: WeekDiary) -> bool:
    entries = diary.of("single", "hit", "race-pace", "race", "long")
    return all(pattern.slots[e.day % 7] == e.slot for e in entries)


def _has_easy(week: WeekVars, pattern: int, diary: WeekDiary) -> bool:
    """Whether the pattern leaves these slots to the diary's easy runs, and pinned runs are as pinned."""
    limits = week.columns.easy_limits[pattern]
    fixed = {
        (d, pin.slot): round(1000 * pin.km) // EASY_UNIT_M * EASY_UNIT_M
        for d, day in enumerate(week.week.days)
        for pin in day.pins
        if pin.kind == "easy" and pin.km is not None
    }
    runs = {(e.day % 7, e.slot): e for e in diary.of("easy")}

    def fits(slot: tuple[int, str], run: Entry) -> bool:
        return fixed.get(slot) == run.distance_m or run.duration_s <= limits.get(slot, -1)

    return fixed.keys() <= runs.keys() and all(fits(slot, run) for slot, run in runs.items())


def _is_programme(demand: Demand, found: Programme, diary: WeekDiary) -> bool:
    """The diary's sessions day by day; days that ask for the same may change places."""
    days: dict[int, list[tuple[str, int]]] = {}
    for e in diary.of("am", "pm", "single"):
        days.setdefault(e.day, []).append(e.session.key if e.session else ("", 0))
    if len(demand) != len(days):
        return False
    wanted = Counter((d, tuple(keys)) for d, keys in zip(demand, days.values(), strict=True))
    return wanted == Counter(
        (d, tuple(s.key for s in choice.sessions)) for d, choice in zip(demand, found.days, strict=True)
    )


def _call(grid: Grid, week: WeekVars, case: Case) -> None:
    """The week's kind and tier, where the case names them."""
    index = week.week.index
    if case.blocks and week.week.kind != KINDS[case.blocks.split()[index]]:
        grid.cp.add_bool_or([])
    if case.tiers:
        rule, tier = grid.model.rules["volume-tier"], case.tiers.split()[index]
        ends = (rule.a_from_km, rule.b_from_km, rule.c_from_km)
        for other, km in zip(TIERS, ends, strict=False):
            grid.cp.add(grid.plans_at_least(week.week.block, 1000 * km) == int(tier <= other))
