"""The auditor's own reading of races and phases: what each week is for, and which days around a race are easy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from ndt_opt.domain.calendar import BlockKind, Phase
from ndt_opt.domain.scenario import Race, Scenario
from ndt_opt.rules.params import LoadRecoveryCycle
from ndt_opt.rules.race_params import Mix, PhaseMix, RaceDay, RecoveryAfter, Taper
from ndt_opt.rules.training_model import TrainingModel


@dataclass(frozen=True)
class RaceCalendar:
    """A scenario's races under a model."""

    scenario: Scenario
    model: TrainingModel

    def week(self, date: dt.date) -> int:
        """The index of the week that a date falls in."""
        return (date - self.scenario.season.start).days // 7

    def races_of(self, week: int) -> tuple[Race, ...]:
        """The races run in a week."""
        return tuple(race for race in self.scenario.season.races if self.week(race.date) == week)

    def race_on(self, date: dt.date) -> Race | None:
        """The race of a date."""
        return next((race for race in self.scenario.season.races if race.date == date), None)

    @cached_property
    def kinds(self) -> tuple[BlockKind, ...]:
        """Race weeks, tapers and recoveries as the races claim them, the load/recovery cycle in what they leave."""
        claimed = self._claimed()
        lived = self.scenario.lived
        kinds: list[BlockKind] = [] if lived is None else lived.kinds[: self.scenario.season.weeks]
        if lived is not None and lived.deload and len(kinds) < self.scenario.season.weeks:
            claimed.setdefault(len(kinds), "recovery")
        while len(kinds) < self.scenario.season.weeks:
            week = len(kinds)
            if week in claimed:
                kinds.append(claimed[week])
                continue
            following = min((w for w in claimed if w > week), default=None)
            kinds += self._cycle(week, following)
        return tuple(kinds)

    def _claimed(self) -> dict[int, BlockKind]:
        """A race's own week comes before a taper, a taper before recovery."""
        if not self.model.holds("taper"):
            return {}
        rule: Taper = self.model.rules["taper"]
        last = self.scenario.season.weeks
        recovery: dict[int, BlockKind] = {}
        taper: dict[int, BlockKind] = {}
        race_weeks: dict[int, BlockKind] = {}
        for race in self.scenario.season.races:
            own = self.week(race.date)
            if race.priority in ("A", "B"):
                race_weeks[own] = "race"
            if race.priority == "A":
                taper |= {own - n: "taper" for n in range(1, rule.weeks + 1)}
            recovery |= {own + n: "recovery" for n in range(1, self.recovery_weeks(race) + 1)}
        return {week: kind for week, kind in {**recovery, **taper, **race_weeks}.items() if 0 <= week < last}

    def recovery_weeks(self, race: Race) -> int:
        """After an A race, and after a long one of any priority, by its distance."""
        is_long = race.distance_m >= self.model.rules["taper"].recovery_from_m
        return self._recovery(race).weeks if is_long or race.priority == "A" else 0

    def _weeks_after(self, race: Race) -> int:
        """Recovery and the way back after an A race."""
        return self.recovery_weeks(race) + self._recovery(race).transition_weeks

    def is_transition(self, week: int) -> bool:
        """Whether it is a load week of the phase transition."""
        return self.kinds[week] == "load" and self.phases[week] == "transition"

    def _recovery(self, race: Race) -> RecoveryAfter:
        steps = self.model.rules["taper"].recovery
        return ([step for step in steps if step.up_to_m >= race.distance_m] or steps[-1:])[0]

    def most_after_race(self, week: int) -> int | None:
        """Per cent of the load weeks' km that a recovery week after a race has at most."""
        if self.kinds[week] != "recovery" or not self.model.holds("taper"):
            return None
        races = [r for r in self.scenario.season.races if 1 <= week - self.week(r.date) <= self.recovery_weeks(r)]
        return min((self._recovery(race).max_km_pct for race in races), default=None)

    def _cycle(self, first: int, following: int | None) -> list[BlockKind]:
        """The weeks from `first` up to the next claimed one."""
        number = (self.scenario.season.weeks if following is None else following) - first
        rule: LoadRecoveryCycle = self.model.rules["load-recovery-cycle"]
        if not self.model.holds("load-recovery-cycle"):
            return ["load"] * number
        whole = rule.block_days[0] // 7
        run = min(self._load_weeks_before(first), whole)
        if following is None:
            return ["recovery" if (n + run) % (whole + 1) == whole else "load" for n in range(number)]
        blocks = ceil((number + run + 1) / (whole + 1))
        lengths = [whole] * blocks
        able = list(range(blocks))[1:] if run == whole and blocks > 1 else list(range(blocks))
        for short in range(blocks * (whole + 1) - 1 - number - run):
            lengths[able[short % len(able)]] -= 1
        parts: list[BlockKind] = []
        for length in lengths:
            parts += [*["load" for _ in range(length)], "recovery"]  # type: ignore[list-item]
        return parts[run : run + number]

    def _load_weeks_before(self, first: int) -> int:
        """Load weeks right before the first week that is planned, begun ones counted; none before later ones."""
        lived, history = self.scenario.lived, ceil(self.scenario.history.days_since_recovery / 7)
        if lived is None or first != len(lived.kinds):
            return history if first == 0 else 0
        others = [week for week, kind in enumerate(lived.kinds) if kind != "load"]
        return first - 1 - others[-1] if others else first + history

    @cached_property
    def phases(self) -> tuple[Phase, ...]:
        """The phase of every week."""
        run = [] if self.scenario.lived is None else self.scenario.lived.phases[: self.scenario.season.weeks]
        return (*run, *(self._phase(week) for week in range(len(run), self.scenario.season.weeks)))

    def _phase(self, week: int) -> Phase:
        season = self.scenario.season
        if not self.model.holds("phase-mix"):
            return "base"
        if season.phases:
            thursday = season.start + dt.timedelta(days=7 * week + 3)
            named = [p.name for p in season.phases if p.from_ <= thursday <= p.to]
            return named[0] if named else "base"
        rule: PhaseMix = self.model.rules["phase-mix"]
        weeks_to = [(self.week(race.date) - week, race) for race in season.races if race.priority == "A"]
        if any(0 <= n <= rule.competition_weeks - 1 for n, _ in weeks_to):
            return "competition"
        if self.model.holds("taper") and any(-self._weeks_after(race) <= n <= -1 for n, race in weeks_to):
            return "transition"
        most = rule.competition_weeks + rule.pre_competition_weeks - 1
        return "pre-competition" if any(0 <= n <= most for n, _ in weeks_to) else "base"

    def mix(self, week: int) -> Mix | None:
        """What a taper or race week, or a load week outside base, may hold; None where other rules say it."""
        rule: PhaseMix = self.model.rules["phase-mix"]
        if not self.model.holds("phase-mix"):
            return None
        kind, phase = self.kinds[week], self.phases[week]
        if kind == "taper":
            return rule.taper
        if kind == "race":
            has_a = any(race.priority == "A" for race in self.races_of(week))
            return rule.race_week if has_a else rule.light_week
        if kind == "recovery" or phase == "base":
            return None
        return {
            "pre-competition": rule.pre_competition, "competition": rule.competition, "transition": rule.transition
        }[phase]  # fmt: skip

    def goal(self, week: int) -> Race | None:
        """The next A race from the week on, else the next race."""
        coming = sorted(self._races_from(week), key=lambda race: race.date)
        a_races = [race for race in coming if race.priority == "A"]
        return next(iter(a_races or coming), None)

    def _races_from(self, week: int) -> Iterator[Race]:
        return (race for race in self.scenario.season.races if self.week(race.date) >= week)

    def eve_of(self, date: dt.date) -> Race | None:
        """A race that asks for easy days before it, this one among them."""
        rule: RaceDay = self.model.rules["race-day"]
        before = {"A": rule.easy_days_before_a, "B": rule.easy_days_before_b, "C": rule.easy_days_before_c}
        races = self.scenario.season.races if self.model.holds("race-day") else ()
        return next((r for r in races if 0 < (r.date - date).days <= before[r.priority]), None)

    def after(self, date: dt.date) -> Race | None:
        """A race that asks for easy days after it, this one among them."""
        per_day = self.model.rules["race-day"].metres_per_easy_day
        races = self.scenario.season.races if self.model.holds("race-day") else ()
        return next((r for r in races if 0 < (date - r.date).days <= ceil(r.distance_m / per_day)), None)

    def without_long(self, date: dt.date) -> Race | None:
        """A race that leaves the day no long run, this one among them."""
        rule: RaceDay = self.model.rules["race-day"]
        if not self.model.holds("race-day"):
            return None
        for race in self.scenario.season.races:
            ahead = (race.date - date).days
            if race.priority == "A" and 0 <= ahead <= rule.no_long_days_before_a:
                return race
            if 0 <= -ahead <= race.distance_m // rule.metres_per_day_without_long:
                return race
        return self.eve_of(date)

    def is_eve(self, date: dt.date) -> bool:
        """Whether the next day has an A or B race, and the day itself none."""
        race = self.race_on(date + dt.timedelta(days=1)) if self.model.holds("race-day") else None
        return race is not None and race.priority in ("A", "B") and self.race_on(date) is None

    def is_quiet(self, date: dt.date) -> bool:
        """Whether the day belongs to a race, or to the easy days around one."""
        own = self.race_on(date) if self.model.holds("race-day") else None
        return (own or self.eve_of(date) or self.after(date)) is not None

    def may_double_before_race(self, date: dt.date) -> bool:
        """Whether an A race is so many days away that a double still helps."""
        rule: PhaseMix = self.model.rules["phase-mix"]
        ahead = [(race.date - date).days for race in self.scenario.season.races if race.priority == "A"]
        return any(rule.double_to_days <= n <= rule.double_from_days for n in ahead)
