"""The season's calendar as the catalogue states it: kinds and phases of weeks, days around races, rungs."""

from __future__ import annotations

import datetime as dt

from ndt_opt.domain.calendar import WEEKDAYS
from ndt_opt.domain.scenario import Race, Scenario
from ndt_opt.menu.race import race_pace_session, race_session, steps
from ndt_opt.menu.sessions import MenuSession
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.witness.cautions import cautions_of
from ndt_opt.witness.facts import Facts

DAYS = range(7)


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

    def date(self, week: int, day: int) -> dt.date:
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
            thursdays = [self.date(w, 3) for w in range(self.number)]
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
        ahead = [r for r in self.races if r.date >= self.date(week, 0)]
        return next((r for r in ahead if r.priority == "A"), ahead[0] if ahead else None)

    def _facts(self, week: int, kind: str, phase: str) -> Facts:
        rule, long, dates = self.rules["phase-mix"], self.rules["long-run"], [self.date(week, d) for d in DAYS]
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
