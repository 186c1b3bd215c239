"""The auditor's own reading of a season: its days, what is open and pinned, and the way back from days away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ndt_opt.audit.absences import absences, ways_back
from ndt_opt.audit.before import hard_days, last_hit
from ndt_opt.audit.cycle import WeekKind
from ndt_opt.audit.dated import Dated
from ndt_opt.audit.race_calendar import RaceCalendar
from ndt_opt.domain.calendar import SLOTS, WEEKDAYS, Slot, date_of, weekday
from ndt_opt.domain.lived import Lived
from ndt_opt.domain.lived_season import without_lived
from ndt_opt.domain.scenario import Pin, Scenario
from ndt_opt.rules.caution_params import TransitionCaution
from ndt_opt.rules.params import DoubleThresholdDays, HardDaySpacing, HitRecovery
from ndt_opt.rules.training_model import TrainingModel

DAY_S = 24 * 3600


@dataclass(frozen=True)
class Season:
    """A stretch of days under a model; `start` is day 0, `days` its length; without a scenario little is known."""

    start: dt.date
    days: int
    model: TrainingModel
    scenario: Scenario | None

    def week_kind(self, week: int) -> WeekKind | None:
        """Load, recovery, part of both (day grid), or None where nothing tells."""
        raise NotImplementedError

    @cached_property
    def calendar(self) -> RaceCalendar | None:
        """Races and phases, where there is a scenario."""
        return None if self.scenario is None else RaceCalendar(self.scenario, self.model)

    def is_quiet(self, day: int) -> bool:
        """Whether the day belongs to a race, or to the easy days around one."""
        return self.calendar is not None and self.calendar.is_quiet(self.date(day))

    def takes_long(self, day: int) -> bool:
        """Whether races leave the day to a long run."""
        return self.calendar is None or self.calendar.without_long(self.date(day)) is None

    def is_after_race(self, day: int) -> bool:
        """Whether it is one of the easy days after a race."""
        return self.calendar is not None and self.calendar.after(self.date(day)) is not None

    def has_races(self, week: int) -> int:
        """How many races are run in the week."""
        return 0 if self.calendar is None else len(self.calendar.races_of(week))

    def is_base(self, week: int) -> bool:
        """Whether no mix of a phase or race holds for the week."""
        return self.calendar is None or self.calendar.mix(week) is None

    def date(self, day: int) -> dt.date:
        """The date of a day index."""
        return date_of(self.start, day)

    def monday(self, week: int) -> dt.date:
        """The week's first day."""
        return self.date(7 * week)

    @property
    def lived(self) -> Lived | None:
        """What was run of a season that has begun."""
        return None if self.scenario is None else self.scenario.lived

    def is_lived(self, week: int) -> bool:
        """Whether it is run, or begun: a fact that no rule judges."""
        return self.lived is not None and week < self.lived.weeks

    def is_affected(self, week: int) -> bool:
        """Whether something sets the week apart: what disturbs it, a race or its taper."""
        is_tapered = self.calendar is not None and self.week_kind(week) in ("taper", "race")
        return is_tapered or self.is_disturbed(week)

    def is_disturbed(self, week: int) -> bool:
        """Whether it is run, or something touches the week."""
        return self.is_lived(week) or self.was_disturbed(week)

    def was_disturbed(self, week: int) -> bool:
        """Whether a dated block, pin, change, camp or a day around a race touches it, or it is on the way back."""
        days = range(7 * week, 7 * week + 7)
        is_usual = self.week_kind(week) not in ("taper", "race")
        is_near_race = any(self.is_quiet(day) or (is_usual and not self.takes_long(day)) for day in days)
        return is_near_race or self._is_away(week) or self.dated.is_touched(week) or bool(self._pins_in(week))

    def is_limited(self, week: int) -> bool:
        """Whether it may lack km: by a dated block, days away, a misplaced pin, pinned rest or a pinned distance.

        Changes and camps count where they ask for fewer km.
        """
        is_pinned = any(p.kind == "rest" or p.km is not None for p in self._pins_in(week))
        is_cut = self._is_back(week) or self._is_cut(week) or self.has_lacked(week)
        return is_pinned or is_cut or self._has_misplaced_pin(week) or self.is_eased(week)

    def has_lacked(self, week: int) -> bool:
        """Whether a week that is run came to clearly less than planned."""
        return self.lived is not None and week < self.lived.weeks and self.lived.has_lacked(week, self.start)

    def is_eased(self, week: int) -> bool:
        """Whether a change, a camp or the phase transition makes a load week smaller."""
        is_transition = self.calendar is not None and self.calendar.is_transition(week)
        return is_transition or self.dated.is_eased(week)

    def is_hindered(self, week: int) -> bool:
        """Whether a dated block, or a pin where a double or HIT belongs, may cost the week one of them.

        A pinned hard session hinders where it does not belong; so do days around a race, the way back, changes, camps.
        """
        days = range(7 * week, 7 * week + 7)
        usual = {*self.model.rules["double-threshold-days"].days, *self.model.preferences["weekdays"].hit_days}
        is_touched = self._has_misplaced_pin(week) or self._is_away(week) or self.dated.is_touched(week)
        is_touched |= self.is_lived(week)
        return is_touched or any(self.is_quiet(d) and weekday(self.date(d)) in usual for d in days)

    def _has_misplaced_pin(self, week: int) -> bool:
        """Whether a pin stands where a double or HIT belongs, or a hard one elsewhere."""
        doubles = set(self.model.rules["double-threshold-days"].days)
        hits = set(self.model.preferences["weekdays"].hit_days)
        places = {"threshold": doubles, "tempo": doubles, "hit": hits}
        others = set(WEEKDAYS) - doubles - hits
        return any(weekday(p.date) not in places.get(p.kind, others) for p in self._pins_in(week))

    @cached_property
    def dated(self) -> Dated:
        """What stated changes and camps ask."""
        return Dated(self.start, self.model, self.scenario)

    def _is_away(self, week: int) -> bool:
        """By days away, a dated block, or the hard days before the season."""
        return self._is_back(week) or self._is_cut(week) or self._is_held_by_history(week)

    def _is_back(self, week: int) -> bool:
        return self.way_back(week) is not None or self._is_back_on_usual_day(week)

    def _pins_in(self, week: int) -> list[Pin]:
        return [pin for day in range(7 * week, 7 * week + 7) for pin in self.pins_on(day)]

    def _is_cut(self, week: int) -> bool:
        """Whether a dated block closes a slot of it."""
        days = range(7 * week, 7 * week + 7)
        return self.scenario is not None and any(self.scenario.is_cut(self.date(d)) for d in days)

    def _is_held_by_history(self, week: int) -> bool:
        """Whether hard days of other times leave the week fewer of the usual days than it has doubles.

        Those before the season, and those pinned in another week.
        """
        rule: DoubleThresholdDays = self.model.rules["double-threshold-days"]
        usual = [d for d in range(7 * week, 7 * week + 7) if weekday(self.date(d)) in rule.days]
        held = [d for d in usual if self.is_held(d) or self._is_held_by_pin(d)]
        return len(held) > 0 and len(usual) - len(held) < rule.count

    def is_held(self, day: int) -> bool:
        """Whether a hard day before the season stands too near for a double."""
        gap, easy = self._distances
        if self.scenario is not None and self.is_lived(day // 7):  # as it was planned: by the history alone
            return Season(self.start, self.days, self.model, without_lived(self.scenario)).is_held(day)
        is_near = any(day - gap <= d < day for d in self.hard_before)
        return is_near or (self.hit_before is not None and day - easy <= self.hit_before)

    def _is_held_by_pin(self, day: int) -> bool:
        """Whether a hard session pinned in another week stands too near for a double."""
        gap, easy = self._distances
        pins = [] if self.scenario is None or not self.model.holds("pins") else self.scenario.season.pins
        known = [((p.date - self.start).days, max(gap, easy) if p.kind == "hit" else gap) for p in pins if p.is_hard]
        return any(own // 7 != day // 7 and -gap <= day - own <= ahead for own, ahead in known)

    @property
    def _distances(self) -> tuple[int, int]:
        """Easy days between hard days, and after HIT before a double."""
        spacing: HardDaySpacing = self.model.rules["hard-day-spacing"]
        recovery: HitRecovery = self.model.rules["hit-recovery"]
        gap = spacing.gap_days if self.model.holds("hard-day-spacing") else 0
        return gap, recovery.easy_days_before_double if self.model.holds("hit-recovery") else 0

    @cached_property
    def hard_before(self) -> frozenset[int]:
        """Hard days before the season, as far as the history tells, and those of weeks that are run."""
        return hard_days(self.scenario, self.start)

    @property
    def hit_before(self) -> int | None:
        """The last HIT before the season, or in a week that is run."""
        return last_hit(self.scenario, self.start)

    def _is_back_on_usual_day(self, week: int) -> bool:
        """Whether the first day after days away is one of the usual days of doubles or HIT."""
        usual = {*self.model.rules["double-threshold-days"].days, *self.model.preferences["weekdays"].hit_days}
        return any(d // 7 == week and weekday(self.date(d)) in usual for d in self.first_days_back)

    def untouched_days(self, days: Iterable[int]) -> int:
        """How many of the days neither a dated block nor a pin nor a race touches."""
        scenario = self.scenario
        if scenario is None:
            return sum(1 for _ in days)
        return sum(not (scenario.is_cut(self.date(d)) or self.pins_on(d) or self.has_race(d)) for d in days)

    def has_race(self, day: int) -> bool:
        """Whether a race of the scenario falls on the day."""
        return self.calendar is not None and self.calendar.race_on(self.date(day)) is not None

    def pins_on(self, day: int) -> tuple[Pin, ...]:
        """What the coach pinned on a day."""
        pins = () if self.scenario is None else self.scenario.season.pins
        return tuple(p for p in pins if p.date == self.date(day))

    def longest_free_s(self, day: int) -> int:
        """Seconds of the longest session that a free slot takes; 0 beside a race, or pinned hard or long runs."""
        pins = self.pins_on(day)
        if self.scenario is None or self.has_race(day) or any(p.kind not in ("easy", "rest") for p in pins):
            return 0
        free = [slot for slot in SLOTS if all(p.slot != slot for p in pins)]
        if not self.model.holds("availability"):
            return DAY_S if free else 0
        windows = [self.scenario.slot_window(self.date(day), slot) for slot in free]
        return max((w[1] for w in windows if w is not None), default=0)

    def slot_lengths(self, day: int) -> dict[Slot, int]:
        """Seconds of the longest session of each open slot."""
        found = dict.fromkeys(SLOTS, DAY_S)
        if self.scenario is not None and self.model.holds("availability"):
            windows = {slot: self.scenario.slot_window(self.date(day), slot) for slot in SLOTS}
            found = {slot: window[1] for slot, window in windows.items() if window is not None}
        if self.calendar is not None and self.calendar.is_eve(self.date(day)) and not self.pins_on(day):
            most_s = 60 * self.model.rules["race-day"].eve_max_min
            return {slot: min(room_s, most_s) for slot, room_s in [*found.items()][:1]}
        return found

    def most_eased_m(self, week: int) -> int | None:
        """Most metres of a week that the way back, a change, a camp or transition makes smaller."""
        if self.scenario is None:
            return None
        caution: TransitionCaution = self.model.rules["transition-caution"]
        back = {"first": caution.first_pct, "then": caution.then_pct}
        pcts = [back.get(self.way_back(week) or "")]
        if self.week_kind(week) == "load":
            pcts += [self.dated.change_pct(week), self.dated.camp_pct(week)]
            is_transition = self.calendar is not None and self.calendar.is_transition(week)
            pcts += [self.model.rules["phase-mix"].transition_max_km_pct] if is_transition else []
        least = min((pct for pct in pcts if pct is not None), default=None)
        return None if least is None else (7 - self.lost_in(week)) * least * self.scenario.usual_weekly_m // 700

    def lost_days(self, days: Iterable[int]) -> int:
        """How many of the days dated blocks and pinned rest close altogether."""
        return 0 if self.scenario is None else sum(self.scenario.is_lost(self.date(d)) for d in days)

    def lost_in(self, week: int) -> int:
        """Lost days of a week."""
        return self.lost_days(range(7 * week, 7 * week + 7))

    def way_back(self, week: int) -> str | None:
        """`first` or `then`: the step on the way back from an absence that a week belongs to."""
        return self._ways_back.get(week)

    @cached_property
    def _ways_back(self) -> dict[int, str]:
        if not self.model.holds("transition-caution"):
            return {}
        rule: TransitionCaution = self.model.rules["transition-caution"]
        return ways_back(self.absences, self.days // 7, rule, lambda week: self.week_kind(week) == "load")

    @cached_property
    def first_days_back(self) -> frozenset[int]:
        """Days that follow so many without a slot that the first run is easy."""
        if not self.model.holds("transition-caution"):
            return frozenset()
        least = self.model.rules["transition-caution"].easy_first_from_days
        return frozenset(end for first, end in self.absences if end - first >= least)

    @cached_property
    def absences(self) -> tuple[tuple[int, int], ...]:
        """First day, and the day after the last, of all days in a row without a slot to train in."""
        return absences(self.days, self._is_open)

    def _is_open(self, day: int) -> bool:
        return self.has_race(day) or any(self._is_usable(self.date(day), slot) for slot in SLOTS)

    def _is_usable(self, date: dt.date, slot: Slot) -> bool:
        """Open, and not pinned as rest."""
        scenario, model = self.scenario, self.model
        if scenario is None:
            return True
        is_open = not model.holds("availability") or scenario.slot_window(date, slot) is not None
        return is_open and not (model.holds("pins") and scenario.is_rest(date, slot))
