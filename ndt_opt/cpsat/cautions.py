"""What stated changes and camps ask of a week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from ndt_opt.domain.calendar import day_of
from ndt_opt.domain.scenario import ChangeKind, Scenario
from ndt_opt.physiology.altitude import high_camps
from ndt_opt.rules.training_model import TrainingModel

Weekdays = frozenset[int]
NONE: Weekdays = frozenset()


@dataclass(frozen=True)
class Cautions:
    """Weekdays (0 is Monday).

    `changes`: those of stated changes, by kind, `change_singles` those of them without doubles and `change_easy` those
    without hard sessions; `easy` and `settling`: the days near a camp without hard sessions, and without doubles and
    HIT; `camp_pct`: most per cent
    of the usual week in a load week; `is_high`: a day of a camp; `is_touched`: that, or a day of a change or of the
    easy days after a camp.
    """

    changes: tuple[tuple[ChangeKind, Weekdays], ...] = ()
    change_singles: Weekdays = NONE
    change_easy: Weekdays = NONE
    change_pct: int | None = None
    easy: Weekdays = NONE
    settling: Weekdays = NONE
    camp_pct: int | None = None
    is_high: bool = False
    is_touched: bool = False

    @property
    def no_double(self) -> Weekdays:
        return self.change_singles | self.calm | self.settling

    @property
    def calm(self) -> Weekdays:
        """Days of easy runs only."""
        return self.change_easy | self.easy

    @property
    def no_hit(self) -> Weekdays:
        """Nor race-pace sessions and hill sprints."""
        return self.easy | self.settling | NONE.union(*(days for _, days in self.changes))

    @property
    def is_eased(self) -> bool:
        """Whether a load week has fewer km for it."""
        return self.change_pct is not None or self.camp_pct is not None

    @property
    def cause(self) -> str | None:
        """The rule that asks for less than usual."""
        if self.changes:
            return "transition-caution"
        return "altitude" if self.easy or self.settling or self.camp_pct is not None else None


NO_CAUTIONS = Cautions()


def cautions(scenario: Scenario, model: TrainingModel, index: int) -> Cautions:
    """Of week `index` of the season."""
    first, last = 7 * index, 7 * index + 6
    limits = model.rules["transition-caution"]
    changes: dict[ChangeKind, Weekdays] = {}
    change_easy = NONE
    easy, settling, camp_pct, is_high = NONE, NONE, None, False
    for kind, own in _changes(scenario, model):
        if days := _inside(own, first, last):
            changes[kind] = changes.get(kind, NONE) | days
        change_easy |= _inside(own[: limits.change_easy_days.get(kind, 0)], first, last)
    for start, end in _camps(scenario, model):
        rule = model.rules["altitude"]
        after = range(end + 1, end + 1 + rule.return_easy_days)
        easy |= _inside(range(start, min(start + rule.easy_days, end + 1)), first, last) | _inside(after, first, last)
        settling |= _inside(range(start, min(start + rule.no_double_days, end + 1)), first, last)
        camp_pct = _least(camp_pct, _camp_pct(index, start, end, rule.week_pcts))
        is_high |= bool(_inside(range(start, end + 1), first, last))
    if not (changes or easy or is_high):
        return NO_CAUTIONS
    singles = [days for kind, days in changes.items() if limits.change_max_doubles.get(kind) == 0]
    pcts = [limits.change_max_km_pct[kind] for kind in changes if kind in limits.change_max_km_pct]
    return Cautions(
        tuple(sorted((kind, days) for kind, days in changes.items())), NONE.union(*singles), change_easy,
        min(pcts, default=None), easy, settling, camp_pct, is_high, is_touched=True,
    )  # fmt: skip


def _changes(scenario: Scenario, model: TrainingModel) -> Iterator[tuple[ChangeKind, range]]:
    if model.holds("transition-caution"):
        for change in scenario.transitions:
            day = day_of(scenario.season.start, change.date)
            yield change.kind, range(day, day + change.days)


def _camps(scenario: Scenario, model: TrainingModel) -> Iterator[tuple[int, int]]:
    """First and last day of each."""
    start: dt.date = scenario.season.start
    for camp in high_camps(scenario, model):
        yield day_of(start, camp.from_), day_of(start, camp.to)


def _inside(days: range, first: int, last: int) -> Weekdays:
    return frozenset(day - first for day in days if first <= day <= last)


def _camp_pct(index: int, start: int, end: int, pcts: list[int]) -> int | None:
    """Counted from the week of the camp's fourth day, which holds most of its first seven."""
    number = index - (start + 3) // 7
    is_counted = start + 3 <= end and 7 * index <= end and 0 <= number < len(pcts)
    return pcts[number] if is_counted else None


def _least(a: int | None, b: int | None) -> int | None:
    return min((x for x in (a, b) if x is not None), default=None)
