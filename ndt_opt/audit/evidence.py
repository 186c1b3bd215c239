"""The auditor's own picture of what is run when; whatever is not known is None."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ndt_opt.audit.cycle import Cycle, DayKind, LoadBlock, WeekKind, claimed_days, cycle_of
from ndt_opt.audit.race_steps import Step, race_pace_steps
from ndt_opt.audit.season import Season
from ndt_opt.audit.work import rep_milliseconds, total, work_metres, work_seconds
from ndt_opt.domain.calendar import Slot
from ndt_opt.domain.lived import LivedRun
from ndt_opt.domain.plan import Block, Extra, Scaled, SessionKind
from ndt_opt.rules.params import LoadRecoveryCycle, RecoveryWeek

Z2_KINDS = frozenset({"threshold", "tempo"})
WORK_KINDS = Z2_KINDS | {"hit", "race-pace"}
RACE_KINDS = frozenset({"race-pace", "race"})
HARD_KINDS = WORK_KINDS | RACE_KINDS


@dataclass(frozen=True)
class Run:
    """One session; paces in s/km, lactate in hundredths of mmol/L, heart rate in beats per minute.

    `pace` is where it starts, `pace_fast` the fast end of its band; `lived`: the fact, of a run that is no plan.
    """

    id: str
    date: dt.date
    slot: Slot
    kind: SessionKind
    reps: int | None = None
    rep_s: int | None = None
    rep_m: int | None = None
    rest_s: int | None = None
    pace: int | None = None
    pace_fast: int | None = None
    lactate_low: int | None = None
    lactate_high: int | None = None
    rpe_high: int | None = None
    heart_high: int | None = None
    warmup_m: int | None = None
    cooldown_m: int | None = None
    distance_m: int | None = None
    duration_s: int | None = None
    start: dt.datetime | None = None
    template: str | None = None
    extras: tuple[Extra, ...] | None = None
    lived: LivedRun | None = None

    @cached_property
    def work_s(self) -> int | None:
        """Seconds of hard work; none in easy and long runs, races are not counted."""
        if self.lived is not None and self.kind in WORK_KINDS:
            return self.lived.work_s
        return work_seconds(self.reps, self.rep_s, self.rep_m, self.pace) if self.kind in WORK_KINDS else 0

    @cached_property
    def hard_m(self) -> int | None:
        """Metres of hard work."""
        if self.lived is not None and self.kind in WORK_KINDS:
            return self.lived.hard_m
        return work_metres(self.reps, self.rep_s, self.rep_m, self.pace) if self.kind in WORK_KINDS else 0

    @property
    def training_m(self) -> int | None:
        """Metres but for those raced."""
        raced = self._raced()[0]
        return total([self.distance_m, None if raced is None else -raced])

    @property
    def training_s(self) -> int | None:
        """Seconds but for those raced."""
        raced = self._raced()[1]
        return total([self.duration_s, None if raced is None else -raced])

    def _raced(self) -> tuple[int | None, int | None]:
        """Metres and seconds of a race."""
        if self.kind != "race":
            return 0, 0
        if self.lived is not None:
            return self.lived.hard_m, self.lived.work_s
        rep = self.reps, self.rep_s, self.rep_m, self.pace
        return work_metres(*rep), work_seconds(*rep)

    @property
    def z2_s(self) -> int | None:
        """Seconds of Zone 2 work."""
        return self.work_s if self.kind in Z2_KINDS else 0

    @property
    def rep_ms(self) -> int | None:
        """Milliseconds of one rep."""
        return rep_milliseconds(self.rep_s, self.rep_m, self.pace)


@dataclass(frozen=True, kw_only=True)
class Evidence(Season):
    """Everything the checks look at.

    Attributes
    ----------
    start : day 0; a Monday in a plan, any day in a typed-in week
    days : length of the season
    runs : in date and slot order; runs before `start` are history
    weeks : the weeks there is something to judge in
    whole_weeks : those of them that are known to miss no session
    claimed_blocks, claimed_tiers, scaled : what a plan says of itself; None in a week table
    """

    runs: tuple[Run, ...]
    weeks: tuple[int, ...]
    whole_weeks: frozenset[int]
    claimed_blocks: tuple[Block, ...] | None = None
    claimed_tiers: Mapping[dt.date, str] | None = None
    scaled: tuple[Scaled, ...] | None = None

    def day(self, run: Run) -> int:
        """The day index of a run."""
        return (run.date - self.start).days

    def is_seen(self, day: int) -> bool:
        """Whether the runs of that day are before us, or the scenario's history answers for it."""
        is_told = day in self.by_day or day // 7 in self.whole_weeks
        return is_told or (day < 0 and self.scenario is not None)

    @cached_property
    def hard_days(self) -> frozenset[int]:
        """Days with a hard session, those before the season that the history tells of included."""
        days = {day for day, runs in self.by_day.items() if any(r.kind in HARD_KINDS for r in runs)}
        return frozenset(days | self.hard_before)

    @cached_property
    def given_days(self) -> frozenset[int]:
        """Hard days that nobody planned: races, and the last one before the season."""
        return frozenset(d for d in self.hard_days if d < 0 or any(r.kind == "race" for r in self.by_day.get(d, ())))

    def is_distance_pinned(self, run: Run) -> bool:
        """Whether the coach pinned how far this run is."""
        pins = () if self.scenario is None else self.scenario.season.pins
        return any((p.date, p.slot) == (run.date, run.slot) and p.km is not None for p in pins)

    @cached_property
    def by_day(self) -> dict[int, tuple[Run, ...]]:
        """Runs of each day that has any."""
        found: dict[int, list[Run]] = {}
        for run in self.runs:
            found.setdefault(self.day(run), []).append(run)
        return {day: tuple(runs) for day, runs in sorted(found.items())}

    def on(self, day: int, slot: Slot | None = None) -> tuple[Run, ...]:
        """Runs of a day, or of one slot of it."""
        return tuple(r for r in self.by_day.get(day, ()) if slot in (None, r.slot))

    def of_week(self, week: int) -> tuple[Run, ...]:
        """Runs of a week."""
        return tuple(r for day in range(7 * week, 7 * week + 7) for r in self.by_day.get(day, ()))

    def z2_runs(self, day: int, slot: Slot | None = None) -> tuple[Run, ...]:
        """Threshold and tempo sessions of a day or slot."""
        return tuple(r for r in self.on(day, slot) if r.kind in Z2_KINDS)

    @cached_property
    def double_days(self) -> tuple[int, ...]:
        """Days with threshold work in both slots; one of the two may be a tempo where the model has them."""
        return tuple(day for day in self.by_day if self.z2_runs(day, "am") and self.z2_runs(day, "pm"))

    def doubles_of(self, week: int) -> tuple[int, ...]:
        """Double days of a week."""
        return tuple(d for d in self.double_days if d // 7 == week)

    def distance_m(self, week: int) -> int | None:
        """Metres of a whole week but for those raced."""
        return total(r.training_m for r in self.of_week(week)) if week in self.whole_weeks else None

    def counted_m(self, week: int) -> int | None:
        """The same in steps of volume: a week run counts as planned, unless it clearly lacked km or had more."""
        if self.lived is not None and week < self.lived.weeks:
            return self.lived.counted_m(week, self.start)
        return self.distance_m(week)

    def is_measure(self, week: int) -> bool:
        """Whether a load week is one to measure others against: enough open days, and not clearly less than planned."""
        rule: LoadRecoveryCycle = self.model.rules["load-recovery-cycle"]
        return 7 - self.lost_in(week) >= rule.load_week_days and not self.has_lacked(week)

    def duration_s(self, week: int) -> int | None:
        """Seconds of a whole week but for those raced."""
        return total(r.training_s for r in self.of_week(week)) if week in self.whole_weeks else None

    def z2_s(self, week: int) -> int | None:
        """Zone 2 seconds of a whole week."""
        return total(r.z2_s for r in self.of_week(week)) if week in self.whole_weeks else None

    @cached_property
    def race_pace_steps(self) -> dict[int, Step]:
        """The ladder's step of every week that has a race-pace session; none without a scenario."""
        return {} if self.calendar is None else race_pace_steps(self.calendar)

    @cached_property
    def is_phase_known(self) -> bool:
        """Whether phases, tapers and race weeks are: by a scenario, or since nothing run is for a race."""
        return self.scenario is not None or all(run.kind not in RACE_KINDS for run in self.runs)

    def is_base(self, week: int) -> bool:
        """Whether it is known that no mix of a phase or race holds for the week."""
        return self.is_phase_known and super().is_base(week)

    @property
    def is_cycle_known(self) -> bool:
        """Whether load and recovery are told, not guessed from what is run."""
        rule: LoadRecoveryCycle = self.model.rules["load-recovery-cycle"]
        by_calendar = rule.grid == "calendar" and self.scenario is not None
        return by_calendar or self.claimed_blocks is not None or not self.model.holds("load-recovery-cycle")

    @cached_property
    def cycle(self) -> Cycle:
        """Load and recovery: by the calendar, by the plan's blocks on the day grid, else by what is run.

        What is run in a taper or race week may look like a load week: where these are not known, no week's kind is.
        """
        rule: LoadRecoveryCycle = self.model.rules["load-recovery-cycle"]
        is_calendar = rule.grid == "calendar" or not self.model.holds("load-recovery-cycle")
        if self.calendar is not None and is_calendar:
            return cycle_of([kind for kind in self.calendar.kinds for _ in range(7)], rule.load_week_days)
        if not self.is_phase_known:
            return cycle_of([None] * self.days, rule.load_week_days)
        if not self.model.holds("load-recovery-cycle"):
            return cycle_of(["load"] * self.days, rule.load_week_days)
        if self.claimed_blocks is not None:
            return cycle_of(claimed_days(self.start, self.days, self.claimed_blocks), rule.load_week_days)
        kinds: list[DayKind | None] = []
        for week in range(self.days // 7):
            kinds += ["load" if self._is_plainly_load(week) else None] * 7
        return cycle_of(kinds, rule.load_week_days)

    def _is_plainly_load(self, week: int) -> bool:
        """Holds what no recovery week may: a double, HIT, or more threshold sessions."""
        rule: RecoveryWeek = self.model.rules["recovery-week"]
        kinds = [r.kind for r in self.of_week(week)]
        singles = sum(k in Z2_KINDS for k in kinds)
        return bool(self.doubles_of(week)) or "hit" in kinds or singles > rule.max_singles

    def week_kind(self, week: int) -> WeekKind | None:
        """Load, recovery, part of both (day grid), or None where nothing tells."""
        return self.cycle.weeks[week]

    @cached_property
    def history_m(self) -> tuple[int, ...] | None:
        """Metres of the last four weeks before the season, the newest last."""
        if self.scenario is None:
            return None
        usual = [self.scenario.athlete.weekly_km] * 4
        return tuple(round(1000 * km) for km in self.scenario.history.recent_km or usual)

    def planned_m(self, block: LoadBlock | None) -> int | None:
        """Planned load metres of a block: its largest load week, or the history's mean where it has none.

        The mean is rounded down, which no comparison with whole metres can tell.
        """
        if block is None:
            return None
        if not block.load_weeks:
            return None if self.history_m is None else sum(self.history_m) // 4
        known = [self.counted_m(w) for w in block.load_weeks]
        return None if None in known else max(m for m in known if m is not None)

    def tier_of(self, block: LoadBlock | None) -> str | None:
        """A, B, C or D by the block's planned load km; None where that is unknown."""
        planned = self.planned_m(block)
        if planned is None:
            return None
        rule = self.model.rules["volume-tier"]
        ends = (("A", rule.a_from_km), ("B", rule.b_from_km), ("C", rule.c_from_km))
        return next((tier for tier, from_km in ends if planned >= 1000 * from_km), "D")
