"""What is known of a season before anything is planned: calendar, open slots, menu, and whether it can be spoken of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

from ndt_opt.domain.calendar import SLOTS, WEEKDAYS, Slot
from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.sessions import EASY_UNIT_M, MenuSession, build_menu
from ndt_opt.physiology.profile import profile
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.witness.facts import Facts
from ndt_opt.witness.ramp import BlockPlan, blocks_of
from ndt_opt.witness.season import Season

UNASKED = ("altitude", "pins", "speed-layer", "transition-caution")
"""Rules that ask nothing of the seasons in scope; of the others only `muscular-load` may be off."""


class NotApplicable(Exception):
    """The formulation has no words for this season: why."""


@dataclass(frozen=True)
class Room:
    """An open slot: clock window in minutes, longest session in seconds."""

    start_min: int
    end_min: int
    longest_s: int


class SeasonFacts:
    """A scenario under its model, read once; weeks are the witness's, which were written from the rules' text."""

    def __init__(self, scenario: Scenario, model: TrainingModel) -> None:
        _refuse_others(scenario, model)
        self.scenario, self.model, self.rules = scenario, model, model.rules
        self.person = profile(scenario.athlete, model.physiology, scenario.season.start)
        self.unit_s = EASY_UNIT_M * self.person.easy_pace // 1000
        self.season = Season(scenario, model, self.person)
        self.weeks: list[Facts] = self.season.weeks
        self.days = 7 * len(self.weeks)
        self.by_day = self.rules["load-recovery-cycle"].grid == "day"
        self.menu = [s for s in build_menu(model, self.person) if s.kind == "hit" or self._is_allowed(s)]
        if self.by_day and (self.weeks[0].is_near_history or scenario.history.recent_km or scenario.season.races):
            raise NotApplicable("on the day grid it knows no history of hard days and km, and no races")

    @cached_property
    def blocks(self) -> list[BlockPlan]:
        return blocks_of(self.season)

    @cached_property
    def history_m(self) -> list[int]:
        """Metres of the four weeks before the season."""
        return [round(1000 * km) for km in self.scenario.history.recent_km or [self.scenario.athlete.weekly_km] * 4]

    @cached_property
    def hard_before(self) -> set[int]:
        """Hard days before the season, counted from its first day."""
        return {(d - self.scenario.season.start).days for d in self.scenario.history.all_hard_days}

    @cached_property
    def last_hit(self) -> int | None:
        last = self.scenario.history.last_hit
        return None if last is None else (last - self.scenario.season.start).days

    @cached_property
    def longest_before_m(self) -> int:
        """The longest run before the season; where the athlete does not say, 16 % of the week or 75 min."""
        known = self.scenario.athlete.longest_run_km
        if known is not None:
            return round(1000 * known)
        return max(round(160 * self.scenario.athlete.weekly_km), 75 * 60 * 1000 // self.person.easy_pace)

    def rooms(self, day: int) -> dict[str, Room]:
        """Open slots of a day: none beside a race, the first for a short run on the eve of an A or B race."""
        week, weekday = self.weeks[day // 7], day % 7
        date = self.scenario.season.start + dt.timedelta(days=day)
        found = {}
        for slot in SLOTS if weekday not in week.races else ():
            window = self.scenario.slot_window(date, slot)
            if window is not None:
                found[slot] = Room(window[0].start_min, window[0].end_min, window[1])
        if weekday in week.eves:
            most = 60 * self.rules["race-day"].eve_max_min
            found = {s: Room(r.start_min, r.end_min, min(r.longest_s, most)) for s, r in [*found.items()][:1]}
        return found

    def takes_double(self, day: int) -> bool:
        """Both slots open, no race near, and what was run before the season far enough away."""
        gap, ahead = self.rules["hard-day-spacing"].gap_days, self.rules["hit-recovery"].easy_days_before_double
        is_late = all(day - d > gap for d in self.hard_before)
        is_late &= self.last_hit is None or day - self.last_hit > ahead
        return len(self.rooms(day)) == 2 and day % 7 not in self.weeks[day // 7].quiet and is_late

    def doubles_on(self, week: int) -> set[int]:
        """Weekdays of a week that may hold a double."""
        rule, facts = self.rules["double-threshold-days"], self.weeks[week]
        names = {*rule.days, *(rule.alternatives if facts.is_hindered else ())} if rule.count else set()
        return {d for d in facts.doubles_on if WEEKDAYS[d] in names and self.takes_double(7 * week + d)}

    def is_affected(self, week: int) -> bool:
        """Whether a week is unlike the others of its block: days around a race, or before one."""
        facts = self.weeks[week]
        is_plain = facts.kind in ("load", "recovery") and not facts.no_long
        return facts.is_touched or not is_plain

    def is_recovery(self, week: int) -> bool:
        """Known on the calendar grid only."""
        return not self.by_day and self.weeks[week].kind == "recovery"

    def long_most_units(self, week: int) -> int:
        return 60 * self.weeks[week].long_min // self.unit_s

    @cached_property
    def doubles_fit_m(self) -> int:
        """Planned metres whose share takes all doubles of the smallest allowed work beside HIT."""
        share, hit = self.rules["week-intensity-share"], self.rules["hit-count"]
        base = [w for w, facts in enumerate(self.weeks) if (facts.kind == "load" or self.by_day) and facts.mix is None]
        days = {tuple(self._pair_of_slots(7 * w + d) for d in sorted(self.doubles_on(w))) for w in base}
        least = min((m for own in days if (m := self._least_doubles_m(own)) is not None), default=0)
        return -(-100 * (least + hit.full_count * hit.full_min_m) // (100 - share.min_easy_pct))

    def _pair_of_slots(self, day: int) -> tuple[Room, Room]:
        rooms = self.rooms(day)
        return rooms["am"], rooms["pm"]

    def _least_doubles_m(self, days: tuple[tuple[Room, Room], ...]) -> int | None:
        """Least work metres of all the doubles of a week; None where it takes too few."""
        count = self.rules["double-threshold-days"].count
        limit_s = 60 * self.rules["block-structure"].max_double_difference_min
        pairs = {own: self.pairs(*own) for own in set(days)}
        found = [
            sum(metres for _, metres in chosen)
            for own in combinations(days, count)
            for chosen in product(*(pairs[day].items() for day in own))
            if own and max(chosen)[0] - min(chosen)[0] <= limit_s
        ]
        return min(found, default=None)

    def pairs(self, am: Room, pm: Room) -> dict[int, int]:
        """Work seconds of a double in two slots -> the least metres that make them."""
        rule, part = self.rules["day-work-minutes"], {}
        gap_s = 60 * (pm.end_min - am.start_min - self.rules["am-pm-gap"].min_gap_min)
        for a in self.halves("am", am):
            for p in self.halves("pm", pm):
                work_s, work_m = a.work_s + p.work_s, a.work_m + p.work_m
                is_whole = 60 * rule.min_min <= work_s <= 60 * rule.max_min
                is_split = rule.am_min_pct * work_s <= 100 * a.work_s <= rule.am_max_pct * work_s
                is_apart = a.duration_s + 60 * -(-p.duration_s // 60) <= gap_s
                if is_whole and is_split and is_apart and self.is_ordered(a, p):
                    part[work_s] = min(work_m, part.get(work_s, work_m))
        return part

    def halves(self, slot: str, room: Room) -> list[MenuSession]:
        """Sessions that may be one half of a double."""
        rule = self.rules["session-work-minutes"]
        low, high = (rule.am_min, rule.am_max) if slot == "am" else (rule.pm_min, rule.pm_max)
        fit = [s for s in self.menu if slot in s.use and s.duration_s <= room.longest_s]
        return [s for s in fit if 60 * low <= s.work_s <= 60 * high]

    def is_ordered(self, am: MenuSession, pm: MenuSession) -> bool:
        """`am-before-pm`: slower, longer reps, lactate no higher at either end and lower at one."""
        lactate = am.lactate[0] <= pm.lactate[0] and am.lactate[1] <= pm.lactate[1] and am.lactate != pm.lactate
        is_slower = am.pace >= pm.pace + self.rules["am-before-pm"].min_pace_gap_s
        return is_slower and am.rep_milliseconds > pm.rep_milliseconds and lactate

    def _is_allowed(self, s: MenuSession) -> bool:
        """`intensity-ceiling` and `broken-intervals` of a threshold or tempo session."""
        top, reps = self.rules["intensity-ceiling"], self.rules["broken-intervals"]
        low, high = s.lactate
        is_inside = low < high <= min(self.person.lt2, round(100 * top.max_mmol)) and s.rpe[1] <= top.max_rpe
        is_inside &= s.lthr_pct is None or s.lthr_pct[1] <= top.max_lthr_pct
        is_inside &= 100 * self.person.easy_fast >= top.min_easy_pace_pct * s.pace
        if s.kind == "tempo":
            return is_inside and reps.max_continuous_days > 0
        rest = next((r for r in reps.rests if s.rep_milliseconds <= 1000 * r.up_to_rep_s), None)
        is_broken = rest is not None and rest.min_rest_s <= s.rest_s <= rest.max_rest_s
        return is_inside and is_broken and s.reps >= reps.min_reps


def _refuse_others(scenario: Scenario, model: TrainingModel) -> None:
    """Raises `NotApplicable` with what the formulation has no words for."""
    asked = {
        "pins": scenario.season.pins,
        "dates away": [*scenario.availability.blocked, *scenario.availability.dates],
        "stated changes": scenario.transitions,
        "camps": scenario.camps,
        "slots in the small hours": [day for day in range(7) for slot in SLOTS if _is_early(scenario, day, slot)],
        "switched-off rules": [s for s in model.rules if not model.holds(s) and s not in (*UNASKED, "muscular-load")],
    }
    found = [what for what, entries in asked.items() if entries]
    if found:
        raise NotApplicable(f"it knows no {', no '.join(found)}")


def _is_early(scenario: Scenario, weekday: int, slot: Slot) -> bool:
    """Whether a slot opens before four, when the clock may skip an hour."""
    window = scenario.standing_window(weekday, slot)
    return window is not None and window[0].start_min < 4 * 60
