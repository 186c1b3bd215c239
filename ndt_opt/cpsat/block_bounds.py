"""The most Zone-2 work of each week and of the weeks of a block together, found without search.

The weeks of a block share its planned km.  A week that could have more work if these were fewer, because singles may
then stand where doubles must, has it only together with what the fewer km leave to the others.
"""

from __future__ import annotations

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
    cases = _with_block(facts, _cases(facts))
    groups: dict[tuple[int, int], list[int]] = {}
    for columns in facts.columns:
        week = columns.week
        place = (week.block, -1) if week.block >= 0 and _is_of_block(facts, week) else (-1, week.index)
        groups.setdefault(place, []).append(week.index)
    return [
        BlockBound(tuple(own), tuple(tuple(cases[w][most] for w in own) for most in cases[own[0]]))
        for own in groups.values()
    ]


def _cases(facts: Facts) -> list[Cases]:
    tops = week_tops(facts.scenario, facts.model, facts.horizon)
    fits_m = smallest_week_with_doubles(facts)
    pct = facts.model.rules["recovery-week"].max_z2_pct
    found: list[Cases] = []
    best_load: dict[tuple[int, int], int] = {}
    for columns in facts.columns:
        week, own = columns.week, Cases()
        for most, doubles in cases_of(week, _top(facts, week, tops).planned_m, facts, fits_m):
            place = week.block, most
            able = _up_to(columns, pct * best_load[place] // 100) if _is_held(facts, week) else columns
            own[most] = _best(facts, able, replace(_top(facts, week, tops), planned_m=most), doubles)
            if week.is_load:
                best_load[place] = max(own[most], best_load.get(place, 0))
        found.append(own)
    return found


def _best(facts: Facts, columns: WeekColumns, top: Top, doubles: bool) -> int:
    hit = asks_hit(columns.week, facts.model)
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
    is_whole = week.is_recovery and not week.is_mixed
    return is_whole and facts.model.holds("recovery-week") and bool(facts.reference(week.block))


def _up_to(columns: WeekColumns, most_s: int) -> WeekColumns:
    """The week without the programmes of more Zone-2 work."""
    return columns.only([i for i, (_, q) in enumerate(columns.programmes) if q.z2_s <= most_s])


def _with_block(facts: Facts, cases: list[Cases]) -> list[Cases]:
    """What the block's other load weeks of its phase leave to each: those like it have the same work, or no less."""
    return [
        {most: min(cases[n][most] for n in _alike(facts, columns.week)) for most in own}
        for columns, own in zip(facts.columns, cases, strict=True)
    ]


def _alike(facts: Facts, week: Week) -> list[int]:
    """The week and the undisturbed load weeks of its block and phase."""
    rule = facts.model.rules["block-structure"]
    if not (rule.alike_weeks and facts.model.holds("block-structure")) or not week.is_load or week.is_mixed:
        return [week.index]
    own = [w.index for w in facts.horizon.blocks[week.block] if not w.affected and w.phase == week.phase]
    return [week.index, *own]
