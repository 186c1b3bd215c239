"""The most Zone-2 work of each week and of the weeks of a block together, found without search.

The weeks of a block share its planned km.  A week that could have more work if these were fewer, because singles may
then stand where doubles must, has it only together with what the fewer km leave to the others.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ndt_opt.cpsat.columns import WeekColumns
from ndt_opt.cpsat.constraints.double_threshold_days import smallest_week_with_doubles
from ndt_opt.cpsat.constraints.hit_count import asks_hit
from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.relaxation import Top, best_of_week, cases_of, season_top, week_tops

if TYPE_CHECKING:
    from ndt_opt.cpsat.facts import Facts

Cases = dict[int, int]
"""Most seconds of a week, by the most metres of each stretch of volume that its block may plan."""


@dataclass(frozen=True)
class BlockBound:
    """Most Zone-2 seconds of weeks that share their planned km: a row for every stretch of volume, a column a week."""

    weeks: tuple[int, ...]
    cases: tuple[tuple[int, ...], ...]

    @property
    def total_s(self) -> int:
        return max(sum(case) for case in self.cases)

    @property
    def limits(self) -> list[int]:
        """Most seconds of each week."""
        return [max(own) for own in zip(*self.cases, strict=True)]

    def ranges(self, missing_s: int) -> list[tuple[int, int]]:
        """Least and most seconds of each week where all of them have `missing_s` less than their total at most."""
        able = [(case, missing_s - self.total_s + sum(case)) for case in self.cases]
        able = [(case, spare) for case, spare in able if spare >= 0]
        return [
            (min(case[n] - spare for case, spare in able), max(case[n] for case, _ in able))
            for n in range(len(self.weeks))
        ]


def block_bounds(facts: Facts) -> list[BlockBound]:
    """The bounds of every week, once each: with its block's, or by itself where that does not set its km."""
    cases = _cases(facts)
    groups: dict[tuple[int, int], list[int]] = {}
    for columns in facts.columns:
        week = columns.week
        place = (week.block, -1) if week.block >= 0 and _is_of_block(facts, week) else (-1, week.index)
        groups.setdefault(place, []).append(week.index)
    return [
        BlockBound(tuple(own), tuple(tuple(cases[w][most] for w in own) for most in cases[own[0]]))
        for own in groups.values()
    ]


def _cases(facts: Facts) -> dict[int, Cases]:
    """By week index; recovery weeks after the load weeks they are measured against."""
    held = [columns for columns in facts.columns if _is_held(facts, columns.week)]
    free = [columns for columns in facts.columns if not _is_held(facts, columns.week)]
    tops = week_tops(facts.scenario, facts.model, facts.horizon)
    fits_m = smallest_week_with_doubles(facts)
    known: dict[object, int] = {}

    def best(columns: WeekColumns, limits: Cases | None, most: int, top: Top, doubles: bool) -> int:
        """Weeks that hold the same, at another time, have the same best."""
        if columns.week.given is not None:
            return columns.week.given.z2_s
        undated = replace(columns.week, index=0, block=0, start=dt.date.min)
        limit = None if limits is None else limits[most]
        key = id(columns.programmes), undated, limit, most, top, doubles
        if key not in known:
            able = columns if limit is None else _up_to(columns, limit)
            known[key] = _best(facts, able, most, top, doubles)
        return known[key]

    def own(columns: WeekColumns, limits: Cases | None) -> Cases:
        top = _top(facts, columns.week, tops)
        cases = cases_of(columns.week, top.planned_m, facts, fits_m)
        return {most: best(columns, limits, most, top, doubles) for most, doubles in cases}

    found = _with_block(facts, {columns.week.index: own(columns, None) for columns in free})
    pct = facts.model.rules["recovery-week"].max_z2_pct
    for columns in held:
        load = [found[w.index] for w in facts.horizon.blocks[columns.week.block]]
        found[columns.week.index] = own(columns, {most: pct * max(c[most] for c in load) // 100 for most in load[0]})
    return found


def _best(facts: Facts, columns: WeekColumns, most: int, top: Top, doubles: bool) -> int:
    hit, top = asks_hit(columns.week, facts.model), replace(top, planned_m=most)
    return best_of_week(columns, top, doubles, facts.scenario, facts.model, facts.profile, hit)


def _top(facts: Facts, week: Week, tops: list[Top]) -> Top:
    most = season_top(facts.scenario, facts.model)
    top = tops[week.index] if _is_of_block(facts, week) else Top(most, most)
    if not _is_tapered(week):
        return top
    mean_m = -(-sum(facts.history_m) // len(facts.history_m))
    return replace(top, mean_m=0 if facts.reference(week.block) else mean_m)


def _is_of_block(facts: Facts, week: Week) -> bool:
    """Whether the planned km of its block bound it."""
    return week.is_load or _is_tapered(week) or _is_held(facts, week)


def _is_tapered(week: Week) -> bool:
    return week.kind in ("taper", "race")


def _is_held(facts: Facts, week: Week) -> bool:
    """Whether it is a whole recovery week, measured against the load weeks of its block."""
    is_whole = week.is_recovery and not week.is_mixed and week.is_open
    return is_whole and facts.model.holds("recovery-week") and bool(facts.reference(week.block))


def _up_to(columns: WeekColumns, most_s: int) -> WeekColumns:
    """The week without the programmes of more Zone-2 work."""
    return columns.only([i for i, (_, q) in enumerate(columns.programmes) if q.z2_s <= most_s])


def _with_block(facts: Facts, cases: dict[int, Cases]) -> dict[int, Cases]:
    """What the block's other load weeks of its phase leave to each: those like it have the same work, or no less."""
    return {
        w: {most: min(_most_run(facts, w), *(cases[n][most] for n in _alike(facts, w))) for most in own}
        for w, own in cases.items()
    }


def _most_run(facts: Facts, index: int) -> int:
    """Seconds that were planned for weeks of its block and phase that are run."""
    week = facts.horizon.weeks[index]
    if not (week.is_load and week.is_open) or not _asks_alike(facts):
        return 86_400 * 7
    own = [w.given for w in facts.horizon.blocks[week.block] if w.phase == week.phase and w.given is not None]
    return max((given.alike[1] for given in own if given.alike is not None), default=86_400 * 7)


def _asks_alike(facts: Facts) -> bool:
    return facts.model.holds("block-structure") and bool(facts.model.rules["block-structure"].alike_weeks)


def _alike(facts: Facts, index: int) -> list[int]:
    """The week and the undisturbed load weeks of its block and phase."""
    week = facts.horizon.weeks[index]
    if not (_asks_alike(facts) and week.is_load and week.is_open) or week.is_mixed:
        return [index]
    own = [w.index for w in facts.horizon.blocks[week.block] if not w.affected and w.phase == week.phase]
    return [index, *own]
