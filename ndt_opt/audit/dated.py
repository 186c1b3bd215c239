"""The auditor's own reading of stated changes and camps, day by day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ndt_opt.domain.scenario import Camp, ChangeKind, Scenario
from ndt_opt.rules.caution_params import Altitude
from ndt_opt.rules.training_model import TrainingModel

MOST_OF_A_WEEK = 4
"""Days: the week of a camp's fourth day holds most of its first seven."""


@dataclass(frozen=True)
class Dated:
    """Days are counted from `start`; without a scenario nothing is known to be asked."""

    start: dt.date
    model: TrainingModel
    scenario: Scenario | None

    def change_on(self, day: int) -> ChangeKind | None:
        """The stated change that the body is getting used to on that day."""
        if self.scenario is None or not self.model.holds("transition-caution"):
            return None
        for change in self.scenario.transitions:
            if 0 <= day - self._day(change.date) < change.days:
                return change.kind
        return None

    def is_start_of_change(self, day: int) -> bool:
        """Whether a stated change is too young for anything hard."""
        kind = self.change_on(day)
        easy = self.model.rules["transition-caution"].change_easy_days.get(kind, 0)
        changes = () if kind is None or self.scenario is None else self.scenario.transitions
        return any(c.kind == kind and 0 <= day - self._day(c.date) < min(easy, c.days) for c in changes)

    def changes_in(self, week: int) -> dict[ChangeKind, list[int]]:
        """Days of the week by kind of change."""
        found: dict[ChangeKind, list[int]] = {}
        for day in range(7 * week, 7 * week + 7):
            kind = self.change_on(day)
            if kind is not None:
                found.setdefault(kind, []).append(day)
        return found

    def is_touched(self, week: int) -> bool:
        """Whether a day of it belongs to a change, to a camp or to the easy days after one."""
        days = range(7 * week, 7 * week + 7)
        return bool(self.changes_in(week)) or any(self._is_camp(d) or self.is_easy(d) for d in days)

    def is_easy(self, day: int) -> bool:
        """Whether a camp, or coming back from it, leaves the day no hard session."""
        for camp in self._camps():
            since, after = day - self._day(camp.from_), day - self._day(camp.to)
            if (0 <= since < self._rule.easy_days and after <= 0) or 0 < after <= self._rule.return_easy_days:
                return True
        return False

    def is_settling(self, day: int) -> bool:
        """Whether a camp is too young for a double or HIT."""
        return any(
            0 <= day - self._day(camp.from_) < self._rule.no_double_days and day <= self._day(camp.to)
            for camp in self._camps()
        )

    def takes_double(self, day: int) -> bool:
        """Whether changes and camps leave the day to a double."""
        kind, rule = self.change_on(day), self.model.rules["transition-caution"]
        is_calm = self.is_start_of_change(day) or (kind is not None and rule.change_max_doubles.get(kind) == 0)
        return not (is_calm or self.is_easy(day) or self.is_settling(day))

    def takes_hit(self, day: int) -> bool:
        """Whether they leave it to HIT."""
        return self.change_on(day) is None and not self.is_easy(day) and not self.is_settling(day)

    def camp_pct(self, week: int) -> int | None:
        """Most per cent of the usual week in one of the first load weeks of a camp."""
        found = []
        for camp in self._camps():
            fourth, last = self._day(camp.from_) + MOST_OF_A_WEEK - 1, self._day(camp.to)
            weeks = range(fourth // 7, last // 7 + 1) if fourth <= last else range(0)
            found += [pct for own, pct in zip(weeks, self._rule.week_pcts, strict=False) if own == week]
        return min(found, default=None)

    def change_pct(self, week: int) -> int | None:
        """The same for a change."""
        limits = self.model.rules["transition-caution"].change_max_km_pct
        return min((limits[kind] for kind in self.changes_in(week) if kind in limits), default=None)

    def is_eased(self, week: int) -> bool:
        """Whether changes or camps make a load week smaller."""
        return self.camp_pct(week) is not None or self.change_pct(week) is not None

    def slower_s(self, date: dt.date) -> int:
        """Seconds per km by which threshold work starts slower on the date: halves are rounded up."""
        for camp in self._camps():
            if camp.from_ <= date <= camp.to:
                metres = camp.altitude_m - self._rule.from_m
                return (2 * metres * self._rule.slower_s_per_1000m + 1000) // 2000
        return 0

    @property
    def _rule(self) -> Altitude:
        rule: Altitude = self.model.rules["altitude"]
        return rule

    def _camps(self) -> list[Camp]:
        if self.scenario is None or not self.model.holds("altitude"):
            return []
        return [camp for camp in self.scenario.camps if camp.altitude_m >= self._rule.from_m]

    def _is_camp(self, day: int) -> bool:
        return any(self._day(camp.from_) <= day <= self._day(camp.to) for camp in self._camps())

    def _day(self, date: dt.date) -> int:
        return (date - self.start).days
