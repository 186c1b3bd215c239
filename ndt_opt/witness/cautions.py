"""Stated changes and camps as the witness reads them: what each week may hold on its weekdays."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.witness.scope import NotApplicable

WEEK = range(7)


@dataclass
class Cautions:
    """Weekdays without hard sessions, doubles or HIT; by kind of change its days, most doubles and most singles.

    `pct`: most per cent of the usual week in a load week; `slower_s` on each weekday.
    """

    easy: set[int] = field(default_factory=set)
    no_double: set[int] = field(default_factory=set)
    no_hit: set[int] = field(default_factory=set)
    changes: list[tuple[set[int], int, int]] = field(default_factory=list)
    pct: int = 100
    slower_s: list[int] = field(default_factory=lambda: [0] * 7)
    is_touched: bool = False

    @property
    def pace_shift(self) -> int:
        if len(set(self.slower_s)) > 1:
            raise NotApplicable("it knows camps of whole weeks only")
        return self.slower_s[0]


def cautions_of(scenario: Scenario, model: TrainingModel, week: int) -> Cautions:
    found, monday = Cautions(), scenario.season.start + dt.timedelta(weeks=week)
    dates = [monday + dt.timedelta(days=d) for d in WEEK]
    _changes(found, scenario, model, dates)
    rule = model.rules["altitude"]
    for camp in (c for c in scenario.camps if c.altitude_m >= rule.from_m):
        length = (camp.to - camp.from_).days + 1
        since = [(date - camp.from_).days for date in dates]
        easy = {d for d in WEEK if 0 <= since[d] < min(length, rule.easy_days)}
        easy |= {d for d in WEEK if length <= since[d] < length + rule.return_easy_days}
        young = {d for d in WEEK if 0 <= since[d] < min(length, rule.no_double_days)}
        up = {d for d in WEEK if 0 <= since[d] < length}
        found.easy |= easy
        found.no_double |= easy | young
        found.no_hit |= easy | young
        found.is_touched |= bool(up | easy)
        number = (since[0] + 3) // 7
        if up and 0 <= number < len(rule.week_pcts):
            found.pct = min(found.pct, rule.week_pcts[number])
        for d in up:
            found.slower_s[d] = int((camp.altitude_m - rule.from_m) * rule.slower_s_per_1000m / 1000 + 0.5)
    return found


def _changes(found: Cautions, scenario: Scenario, model: TrainingModel, dates: list[dt.date]) -> None:
    rule = model.rules["transition-caution"]
    for change in scenario.transitions:
        days = {d for d in WEEK if change.date <= dates[d] <= change.last}
        if days:
            doubles = rule.change_max_doubles.get(change.kind, 7)
            found.changes.append((days, doubles, rule.change_max_singles.get(change.kind, 7)))
            found.pct = min(found.pct, rule.change_max_km_pct.get(change.kind, 100))
            found.no_hit |= days
            found.no_double |= set() if doubles else days
            first = rule.change_easy_days.get(change.kind, 0)
            found.easy |= {d for d in days if (dates[d] - change.date).days < first}
            found.no_double |= found.easy
            found.is_touched = True
