"""The season's calendar as the catalogue states it: kinds and phases of weeks, days around races, rungs, blocks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from ndt_opt.domain.calendar import SLOTS, WEEKDAYS
from ndt_opt.domain.scenario import Race, Scenario
from ndt_opt.menu.race import race_pace_session, race_session, steps
from ndt_opt.menu.sessions import EASY_UNIT_M, MenuSession
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.race_params import Mix
from ndt_opt.rules.training_model import TrainingModel
from tests.witness.cautions import Cautions, cautions_of

DAYS = range(7)
STEP_KM = EASY_UNIT_M / 1000


@dataclass
class Facts:
    """What is known of a week before anything is planned; days from 0, Monday.

    `quiet`: the days around a race, its own among them; `no_long`: days that hold no long run; `eves`: the days before
    an A or B race; `untouched`: days without dated blocks, pins and races; `after_pct`: most km of a recovery week
    after an A race; `eased_pct`: most per cent of the usual week's km, by a change, a camp or transition.
    """

    kind: str
    phase: str
    mix: Mix | None
    races: dict[int, MenuSession] = field(default_factory=dict)
    priorities: set[str] = field(default_factory=set)
    quiet: set[int] = field(default_factory=set)
    no_long: set[int] = field(default_factory=set)
    eves: set[int] = field(default_factory=set)
    doubles_on: set[int] = field(default_factory=set)
    cautions: Cautions = field(default_factory=Cautions)
    cut: set[int] = field(default_factory=set)
    is_blocked: bool = False
    is_near_history: bool = False
    is_dated: bool = False
    is_hindered: bool = False
    lost: int = 0
    untouched: int = 7
    after_pct: int | None = None
    eased_pct: int = 100
    step: MenuSession | None = None
    long_min: int = 0
    long_pct: int = 0

    @property
    def is_touched(self) -> bool:
        return self.is_dated or self.is_near_history or bool(self.quiet)

    @property
    def lacks_km(self) -> bool:
        """Whether dated blocks, a change, a camp or transition take km from the week."""
        return self.eased_pct < 100 or self.is_blocked

    @property
    def race_pace(self) -> int:
        """Race-pace sessions of the week, races having taken their place."""
        return max(self.mix.race_pace - len(self.races), 0) if self.mix and self.step else 0


@dataclass
class BlockPlan:
    """The weeks of a block, the most km of each, and where the least tier begins that it plans."""

    first: int
    weeks: list[Facts]
    caps: list[float]
    least_km: float


class Season:
    """The weeks of a scenario under a model."""

    def __init__(self, scenario: Scenario, model: TrainingModel, person: Profile) -> None:
        self.scenario, self.model, self.person, self.rules = scenario, model, person, model.rules
        self.number = scenario.season.weeks
        self.races = sorted(scenario.season.races, key=lambda r: r.date)
        self.doubles = {*self.rules["double-threshold-days"].days}
        self.usual_days = self.doubles | {*model.preferences["weekdays"].hit_days}
        self.after: dict[int, int] = {}
        kinds = self._kinds()
        phases = self._phases(kinds)
        self.weeks = [self._facts(w, kinds[w], phases[w]) for w in range(self.number)]
        for race in self.races:
            slower = self.weeks[self._week_of(race.date)].cautions.slower_s[race.date.weekday()]
            self._put(race, race_session(race, slower, model, person))
        asked = [w for w in range(self.number) if (mix := self.weeks[w].mix) is not None and mix.race_pace]
        goals = [self._goal(w) for w in asked]
        short = [self.weeks[w].kind != "load" for w in asked]
        for w, step in zip(asked, steps(goals, short, scenario.usual_weekly_m, model), strict=True):
            slower = self.weeks[w].cautions.pace_shift
            self.weeks[w].step = None if step is None else race_pace_session(step, model, person, slower)

    def _week_of(self, date: dt.date) -> int:
        return (date - self.scenario.season.start).days // 7

    def _date(self, week: int, day: int) -> dt.date:
        return self.scenario.season.start + dt.timedelta(days=7 * week + day)

    def _kinds(self) -> list[str]:
        """`taper` makes taper, race and recovery weeks; `load-recovery-cycle` fills what is left."""
        rule, found = self.rules["taper"], [""] * self.number
        raced = [(self._week_of(r.date), r) for r in self.races]
        heavy = [(week, r) for week, r in raced if r.priority != "C"]
        for week, race in raced:
            if race.priority == "A" or race.distance_m >= rule.recovery_from_m:
                after = next(x for x in rule.recovery if race.distance_m <= x.up_to_m)
                for w in range(week + 1, min(week + 1 + after.weeks, self.number)):
                    found[w] = "recovery"
                    self.after[w] = min(self.after.get(w, 100), after.max_km_pct)
        for week, race in heavy:
            if race.priority == "A":
                found[max(week - rule.weeks, 0) : week] = ["taper"] * min(rule.weeks, week)
        for week, _ in heavy:
            found[week] = "race"
        self.after = {w: pct for w, pct in self.after.items() if found[w] == "recovery"}
        start = 0
        while start < self.number:
            if found[start]:
                start += 1
                continue
            end = next((w for w in range(start, self.number) if found[w]), None)
            found[start:end] = self._cycle(start, end)
            start = self.number if end is None else end
        return found

    def _cycle(self, start: int, end: int | None) -> list[str]:
        """Load and recovery weeks from `start` up to the special week `end`, or to the season's end."""
        loads = self.rules["load-recovery-cycle"].block_days[0] // 7
        run = min(-(-self.scenario.history.days_since_recovery // 7), loads) if start == 0 else 0
        if end is None:
            return ["recovery" if (w + run) % (loads + 1) == loads else "load" for w in range(self.number - start)]
        whole = end - start + run
        blocks = -(-(whole + 1) // (loads + 1))
        lengths, place = [loads] * blocks, int(run == loads)
        for _ in range(blocks * (loads + 1) - 1 - whole):
            lengths[place] -= 1
            place = place + 1 if place + 1 < blocks else int(run == loads)
        found = [kind for n in lengths for kind in [*["load"] * n, "recovery"]]
        return found[run:-1]

    def _phases(self, kinds: list[str]) -> list[str]:
        given, rule = self.scenario.season.phases, self.rules["phase-mix"]
        if given:
            thursdays = [self._date(w, 3) for w in range(self.number)]
            return [next((p.name for p in given if p.from_ <= day <= p.to), "base") for day in thursdays]
        found = ["base"] * self.number
        peaks = [self._week_of(r.date) for r in self.races if r.priority == "A"]
        for peak in peaks:
            begin = max(peak - rule.competition_weeks + 1, 0)
            for w in range(max(begin - rule.pre_competition_weeks, 0), begin):
                found[w] = "pre-competition"
        for race in (r for r in self.races if r.priority == "A"):
            after = next(x for x in self.rules["taper"].recovery if race.distance_m <= x.up_to_m)
            begin = self._week_of(race.date) + 1
            for w in range(begin, min(begin + after.weeks + after.transition_weeks, self.number)):
                found[w] = "transition"
        for peak in peaks:
            for w in range(max(peak - rule.competition_weeks + 1, 0), peak + 1):
                found[w] = "competition"
        return found

    def _goal(self, week: int) -> Race | None:
        ahead = [r for r in self.races if r.date >= self._date(week, 0)]
        return next((r for r in ahead if r.priority == "A"), ahead[0] if ahead else None)

    def _facts(self, week: int, kind: str, phase: str) -> Facts:
        rule, long, dates = self.rules["phase-mix"], self.rules["long-run"], [self._date(week, d) for d in DAYS]
        is_peak = any(r.priority == "A" and self._week_of(r.date) == week for r in self.races)
        mix = None
        if kind in ("taper", "race"):
            mix = rule.taper if kind == "taper" else rule.race_week if is_peak else rule.light_week
        elif kind == "load" and phase != "base":
            mix = getattr(rule, phase.replace("-", "_"))
        found = Facts(kind, phase, mix, after_pct=self.after.get(week))
        found.cautions = cautions_of(self.scenario, self.model, week)
        found.eased_pct = found.cautions.pct
        if (kind, phase) == ("load", "transition"):
            found.eased_pct = min(found.eased_pct, rule.transition_max_km_pct)
        found.no_long |= found.cautions.easy
        found.cut = {d for d in DAYS if self.scenario.is_cut(dates[d])}
        found.is_blocked = bool(found.cut) or any(
            b.from_ <= dates[6] and b.to >= dates[0] for b in self.scenario.availability.blocked
        )
        found.is_dated = found.is_blocked or found.cautions.is_touched
        found.lost = sum(self.scenario.is_lost(day) for day in dates)
        found.untouched = 0 if found.cautions.is_touched else 7 - len(found.cut)
        found.is_near_history = self._is_near_history(dates)
        found.is_hindered = found.is_dated or found.is_near_history
        peaks = [r.date for r in self.races if r.priority == "A"]
        near = range(rule.double_to_days, rule.double_from_days + 1)
        is_free = mix is None or (kind, phase) == ("load", "pre-competition")
        found.doubles_on = {d for d in DAYS if is_free or any((p - dates[d]).days in near for p in peaks)}
        goal_m = next((r.distance_m for r in self.races if r.priority == "A" and r.date >= dates[0]), 0)
        far = [x for x in long.before_race if goal_m >= x.from_m]
        found.long_min, found.long_pct = max(((x.max_min, x.max_week_pct) for x in far), default=(0, 0))
        if not far:
            found.long_min, found.long_pct = long.max_min, long.max_week_pct
        return found

    def _is_near_history(self, dates: list[dt.date]) -> bool:
        """Whether the hard days before the season leave too few usual days of doubles."""
        rule, ahead = self.rules["double-threshold-days"], self.rules["hit-recovery"].easy_days_before_double
        gap, history = self.rules["hard-day-spacing"].gap_days, self.scenario.history
        known = [(d, max(gap, ahead) if d == history.last_hit else gap) for d in history.all_hard_days]
        usual = [date for date in dates if WEEKDAYS[date.weekday()] in rule.days]
        near = [date for date in usual if any((date - d).days <= length for d, length in known)]
        return bool(near) and len(usual) - len(near) < rule.count

    def _put(self, race: Race, session: MenuSession) -> None:
        """`race-day`: the race on its day, and quiet days around it."""
        rule, day = self.rules["race-day"], (race.date - self.scenario.season.start).days
        before = getattr(rule, f"easy_days_before_{race.priority.lower()}")
        after = -(-race.distance_m // rule.metres_per_easy_day)
        self.weeks[day // 7].races[day % 7] = session
        self.weeks[day // 7].priorities.add(race.priority)
        for d in range(max(day - before, 0), min(day + after + 1, 7 * self.number)):
            week = self.weeks[d // 7]
            week.quiet.add(d % 7)
            week.is_hindered |= WEEKDAYS[d % 7] in self.usual_days
        own = max(before, rule.no_long_days_before_a) if race.priority == "A" else before
        for d in range(day - own, day + 1 + race.distance_m // rule.metres_per_day_without_long):
            if 0 <= d < 7 * self.number:
                self.weeks[d // 7].no_long.add(d % 7)
        if race.priority != "C" and day and all(r.date != race.date - dt.timedelta(days=1) for r in self.races):
            self.weeks[(day - 1) // 7].eves.add((day - 1) % 7)
        for w, facts in enumerate(self.weeks):
            days = DAYS
            if w == day // 7 and race.priority == "A":
                days = range(min(d for d, _ in self._peaks(w)))
            if facts.quiet or days != DAYS:
                facts.untouched = min(facts.untouched, sum(d not in facts.cut and d not in facts.quiet for d in days))

    def _peaks(self, week: int) -> list[tuple[int, Race]]:
        return [(r.date.weekday(), r) for r in self.races if r.priority == "A" and self._week_of(r.date) == week]

    def blocks(self) -> list[BlockPlan]:
        """Blocks with the highest km of their weeks: the ramp bounds them one after the other."""
        ramp, usual = self.rules["weekly-ramp"], self.scenario.usual_weekly_m / 1000
        past = list(self.scenario.history.recent_km or [self.scenario.athlete.weekly_km] * 4)
        lacking = [False] * len(past)
        top, planned, again = self.scenario.max_weekly_m / 1000, self.scenario.athlete.weekly_km, 0.0
        found: list[BlockPlan] = []
        for index, week in enumerate(self.weeks):
            if index == 0 or (week.kind == "load" and self.weeks[index - 1].kind != "load"):
                end = next((w for w in range(index, self.number) if self.weeks[w].kind != "load"), self.number)
                own = self.weeks[index:end]
                earlier = [w for w in found[-1].weeks if w.kind == "load"] if found else []
                is_held = any(w.cautions.changes for w in own) or any(w.lost for w in earlier + own)
                pct = ramp.change_block_pct if is_held else ramp.max_block_pct
                block_top = min(top, max(planned * pct / 100, again))
                lacks_km = any(w.lacks_km for w in own)
                again = max(again, planned if lacks_km else 0)
                near = lacks_km or any(lacking[-ramp.mean_of_weeks :])
                found.append(BlockPlan(index, [], [], self._least_km(index, own if near else None)))
            block = found[-1]
            block.weeks.append(week)
            if week.kind != "load":
                block.caps.append(top)
                continue
            recent = past[-ramp.mean_of_weeks :]
            mean = max(sum(recent) / len(recent), usual)
            left, eased = (7 - week.lost) / 7, week.eased_pct
            cap = min(block_top, left * mean * ramp.max_week_pct / 100)
            cap = min(cap, left * usual * eased / 100) if eased < 100 else cap
            if not week.is_touched:
                alike = (w for w in block.weeks[:-1] if (w.is_touched, w.phase, w.kind) == (False, week.phase, "load"))
                first = next(alike, None)
                cap = cap if first is None else min(cap, block.caps[block.weeks.index(first)])
            block.caps.append(cap if week.races else int(cap / STEP_KM + 1e-6) * STEP_KM)
            lacking.append(week.lacks_km)
            if not week.lost and eased == 100:
                past.append(block.caps[-1])
            if any(w.kind == "load" and not w.lost for w in block.weeks):
                planned = max(c for c, w in zip(block.caps, block.weeks, strict=True) if w.kind == "load")
        return found

    def _least_km(self, first: int, lacking: list[Facts] | None) -> float:
        """`volume-tier`: where the usual week's tier begins, or that of what some of these load weeks carry."""
        tier, athlete, usual = self.rules["volume-tier"], self.scenario.athlete, self.scenario.usual_weekly_m / 1000
        if athlete.max_weekly_hours is not None:
            usual = min(usual, 3600 * athlete.max_weekly_hours / self.person.easy_pace)
        if lacking is not None:
            usual = min(usual, max((self._carried_km(w, week) for w, week in enumerate(lacking, first)), default=0))
        starts = [km for km in (tier.a_from_km, tier.b_from_km, tier.c_from_km) if usual >= km]
        return max(starts, default=0) if tier.keep_usual_tier else 0

    def _carried_km(self, week: int, facts: Facts) -> float:
        """What easy runs in the open slots of a load week come to, and no more than its part of the usual week."""
        longest = 60 * self.rules["easy-runs"].max_min
        dates = [self._date(week, d) for d in DAYS if d not in facts.races]
        rooms = [self.scenario.slot_window(date, slot) for date in dates for slot in SLOTS]
        easy_km = sum(min(room[1], longest) for room in rooms if room is not None) / self.person.easy_pace
        most_km = self.scenario.usual_weekly_m / 1000 * facts.eased_pct / 100 * (7 - facts.lost) / 7
        return min(easy_km * self.rules["volume-tier"].carried_pct / 100, most_km)
