"""What is known of a season before anything is decided: its calendar and what each week may hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from ndt_opt.cpsat.alike_patterns import Made
from ndt_opt.cpsat.alike_slots import with_alike_slots
from ndt_opt.cpsat.columns import WeekColumns, build_columns, given_columns
from ndt_opt.cpsat.day_layout import Layout
from ndt_opt.cpsat.day_slots import DAY_S
from ndt_opt.cpsat.day_tables import Keep
from ndt_opt.cpsat.horizon import Horizon, Week, build_horizon
from ndt_opt.cpsat.interrupt import Check, go_on
from ndt_opt.cpsat.muscular import Caps, caps_of
from ndt_opt.cpsat.muscular_bound import may_pass
from ndt_opt.domain.calendar import SLOTS
from ndt_opt.domain.outcome import Asked
from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.sessions import EASY_UNIT_M, build_menu
from ndt_opt.physiology.altitude import slownesses
from ndt_opt.physiology.profile import Profile, profile
from ndt_opt.rules.training_model import TrainingModel


@dataclass
class Facts:
    """A scenario under a training model, with the columns of each week of its calendar.

    `caps` on muscular load; None where no plan can pass them.
    """

    scenario: Scenario
    model: TrainingModel
    profile: Profile
    horizon: Horizon
    columns: list[WeekColumns]
    caps: Caps | None

    @property
    def unit_s(self) -> int:
        """Seconds of one 200 m easy unit (exact: easy paces come in steps of 5 s/km)."""
        return EASY_UNIT_M * self.profile.easy_pace // 1000

    @cached_property
    def history_m(self) -> list[int]:
        """Metres of the last four weeks before the season, the newest last."""
        recent = self.scenario.history.recent_km or [self.scenario.athlete.weekly_km] * 4
        return [round(1000 * km) for km in recent]

    @cached_property
    def longest_before_m(self) -> int:
        """The longest run of the 30 days before the season.

        Where the athlete does not say: 16 % of the usual week, or 75 min of easy running if that is more.
        """
        athlete = self.scenario.athlete
        if athlete.longest_run_km is not None:
            return round(1000 * athlete.longest_run_km)
        return max(round(160 * athlete.weekly_km), 75 * 60 * 1000 // self.profile.easy_pace)

    @cached_property
    def longest_slot_s(self) -> int:
        """The longest session that a slot takes in weeks without dated blocks."""
        if not self.model.holds("availability"):
            return DAY_S
        windows = [self.scenario.standing_window(day, slot) for day in range(7) for slot in SLOTS]
        return max((window[1] for window in windows if window is not None), default=0)

    def load_columns_at_home(self) -> list[WeekColumns]:
        """Load weeks without a day at altitude, or all of them where there are none: the athlete's own paces."""
        load = [own for own in self.columns if own.week.is_load and own.week.is_open]
        return [own for own in load if not own.week.cautions.is_high and not own.week.is_held] or load

    def reference(self, block: int) -> list[Week]:
        """The load weeks a recovery week is measured against: those free of dated blocks and pins, if any are.

        None where dated blocks leave each of them too few days to count as a load week, or what was run clearly less
        than was planned.
        """
        load = self.horizon.blocks[block] if block >= 0 else ()
        open_days = self.model.rules["load-recovery-cycle"].load_week_days
        lacking = {w.index for w in load if w.given is not None and w.given.has_lacked}
        able = [w for w in load if 7 - w.lost_days >= open_days and w.index not in lacking]
        return [w for w in load if not w.affected] or able


def season_facts(
    scenario: Scenario,
    model: TrainingModel,
    layout: Layout | None = None,
    check: Check = go_on,
    made: Made | None = None,
    asked: Asked | None = None,
    keep: Keep = "best",
) -> Facts:
    """The calendar and the columns of a season; `check`, `made` and `keep` as in `build_columns`."""
    person = profile(scenario.athlete, model.physiology, scenario.season.start)
    horizon = build_horizon(scenario, model, layout)
    weeks = with_alike_slots(horizon.weeks, model)
    horizon = replace(horizon, weeks=tuple(weeks if asked is None else (_with_asked(week, asked) for week in weeks)))
    caps = caps_of(scenario, model, person) if model.holds("muscular-load") else None
    parts = Made() if made is None else made

    def columns(muscular: bool) -> list[WeekColumns]:
        return _columns(scenario, model, person, horizon, check, parts, muscular, keep)

    if caps is not None and keep in ("any", "capped", "all"):  # few programmes each, or no bound is to be asked
        return Facts(scenario, model, person, horizon, columns(True), caps)
    facts = Facts(scenario, model, person, horizon, columns(False), None)
    if caps is None or not may_pass(facts, caps):
        return facts
    return replace(facts, columns=columns(True), caps=caps)


def _with_asked(week: Week, asked: Asked) -> Week:
    """The week with what is asked of one of its days; the others do not confuse that weekday."""
    index, weekday = divmod(asked.day, 7)
    own = (weekday, asked.letters) if week.index == index else None
    return replace(week, asked=own, told_apart=frozenset({weekday}))


def _columns(
    scenario: Scenario,
    model: TrainingModel,
    person: Profile,
    horizon: Horizon,
    check: Check,
    parts: Made,
    muscular: bool,
    keep: Keep,
) -> list[WeekColumns]:
    """Each week's columns; with `muscular` the programmes are also those that the caps on muscular load may ask for."""
    slow = slownesses(scenario, model)
    menu, held_menu = build_menu(model, person, slow), None
    made: dict[object, WeekColumns] = {}
    columns = []
    for week in horizon.weeks:
        check()
        if not week.is_open:
            columns.append(given_columns(week))
            continue
        own = (week.days, week.start, week.hindered) if week.affected else week.days
        early = week.first_back, week.after_hit
        of_races = week.kind, week.phase, week.rung, week.quiet, week.no_long
        if week.is_held and scenario.lived is not None:
            held_menu = held_menu or build_menu(model, person, slow, scenario.lived.held_on(week.start))
        own_menu = held_menu if week.is_held and held_menu is not None else menu
        key = (own, week.recovery_days, week.affected, early, week.cautions, of_races, week.asked, week.is_held)
        if key not in made:
            made[key] = build_columns(week, own_menu, scenario, model, person, parts, check, muscular, keep)
        columns.append(replace(made[key], week=week))
    return columns
