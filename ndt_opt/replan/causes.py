"""Why a session changed: what the log, the calendar or the rules say of its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ndt_opt.domain.advice import Advice
from ndt_opt.domain.calendar import DAY, WEEK, monday_of
from ndt_opt.domain.change import What
from ndt_opt.domain.lived import Away, Family, Lived
from ndt_opt.domain.lived_season import without_lived
from ndt_opt.domain.plan import Plan, Session, Week
from ndt_opt.domain.scenario import Race, Scenario
from ndt_opt.feedback.observed import families
from ndt_opt.replan.begun import why_eased
from ndt_opt.replan.changes import Pair
from ndt_opt.units import km

_PARTS = {
    "athlete": "the athlete", "season.weeks": "the weeks of the season", "season.pins": "pins",
    "season.phases": "phases", "availability": "availability", "transitions": "stated changes", "camps": "camps",
    "rules": "numbers of rules", "season.timezone": "the time zone",
}  # fmt: skip
_RACE_REACH = dt.timedelta(days=21)


@dataclass(frozen=True)
class Causes:
    """What differs between two plans: `old` and `new`, the advice, and why sessions of the begun week were dropped."""

    old: Plan
    new: Plan
    lived: Lived
    advice: Advice
    dropped: Mapping[str, str]

    def why(self, pair: Pair, what: What) -> str:
        """The first cause that speaks of the session's day, its week, then of the weeks before."""
        session = pair.new or pair.old
        assert session is not None
        if pair.old is not None and what == "dropped" and pair.old.id in self.dropped:
            return self.dropped[pair.old.id]
        found = self._closed(pair.old) if pair.old is not None and what in ("dropped", "moved") else ""
        found = found or (self._held(session, pair.old) if what in ("eased", "changed") else "")
        found = found or self._of_days(session.date, what) or self._of_week(session.date)
        return found or self._of_scenario() or self._of_others(session.date)

    def _closed(self, was: Session) -> str:
        """A slot that was open and is not."""
        now, before = (plan.scenario.slot_window(was.date, was.slot) for plan in (self.new, self.old))
        if now is not None or before is None:
            return ""
        reasons = [b.reason for b in self.new.scenario.availability.blocked if b.from_ <= was.date <= b.to and b.reason]
        return f"{was.date} {was.slot.upper()} is closed{f', {reasons[0]}' if reasons else ''} (availability)"

    def _held(self, session: Session, was: Session | None) -> str:
        if session.adjusted is not None:
            return why_eased(self.advice, self._families[session.id])
        return "" if was is None or was.adjusted is None else "the sessions since were clean: as planned again (R-160)"

    @cached_property
    def _families(self) -> dict[str, Family]:
        return families(self.new)

    def _of_days(self, date: dt.date, what: What) -> str:
        away = next((a for a in self.lived.away if self._is_back(a, date)), None)
        if away is not None:
            gone = f"back from {away.days} days without a run ({away.from_} to {away.to})"
            return f"{gone}, {self._instead(date, what)} (transition-caution)"
        race, is_new = self._race(date)
        if race is None:
            return ""
        told = "" if is_new else "no longer, "
        return f"{told}{race.name} on {race.date} (race-day, taper)"

    def _instead(self, date: dt.date, what: What) -> str:
        """What a longer session is for on the way back: fewer of them."""
        was, now = _week(self.old.weeks, date), _week(self.new.weeks, date)
        if what not in ("lengthened", "added") or was is None or now is None or now.z2_work_s >= was.z2_work_s:
            return "nothing is caught up"
        minutes = f"{now.z2_work_s / 60:.0f} min in Zone 2 that week instead of {was.z2_work_s / 60:.0f}"
        return f"fewer hard sessions, {minutes}"

    def _of_scenario(self) -> str:
        """What the season's author has changed beside races and blocked days."""
        old, new = without_lived(self.old.scenario), without_lived(self.new.scenario)
        found = [text for name, text in _PARTS.items() if _part(old, name) != _part(new, name)]
        found += ["another training model"] if self.old.model["hash"] != self.new.model["hash"] else []
        return f"the scenario has changed: {', '.join(found)}" if found else ""

    def _is_back(self, away: Away, date: dt.date) -> bool:
        """Half as many days after it, or the weeks on the way back from a long one."""
        days = away.easy_days or 2 * away.days
        monday = monday_of(date)
        return away.to < date and monday <= away.to + days * DAY

    def _race(self, date: dt.date) -> tuple[Race | None, bool]:
        """A race within three weeks that one of the two plans does not know, and whether the new one does."""
        old, new = self.old.scenario.season.races, self.new.scenario.season.races
        for known, other, is_new in ((new, old, True), (old, new, False)):
            for race in known:
                if race not in other and abs(race.date - date) <= _RACE_REACH:
                    return race, is_new
        return None, True

    def _of_week(self, date: dt.date) -> str:
        was, now = _week(self.old.weeks, date), _week(self.new.weeks, date)
        if self.lived.deload and now is not None and now.start == self.lived.open_from:
            reasons = next((d.reasons for d in reversed(self.advice.deloads)), ())
            return f"a recovery week is mandated{': ' if reasons else ''}{'; '.join(reasons)} (R-157, R-158)"
        if was is not None and now is not None and was.block != now.block:
            return f"the week is a {now.block} week now, it was a {was.block} week (load-recovery-cycle)"
        blocked = _new_blocks(self.old.scenario, self.new.scenario, date)
        if blocked:
            return f"{blocked} leaves the week fewer days (availability)"
        return ""

    def _of_others(self, date: dt.date) -> str:
        """Nothing of its own: the weeks before, or the sessions beside it."""
        if self._has_lacked():
            return "the weeks before came to less than planned, and these follow them (weekly-ramp, recovery-week)"
        was, now = _week(self.old.weeks, date), _week(self.new.weeks, date)
        if was is not None and now is not None and now.z2_work_s > was.z2_work_s:
            return f"{(now.z2_work_s - was.z2_work_s) / 60:.0f} min more in Zone 2 that week"
        if was is not None and now is not None and was.distance_m != now.distance_m:
            return f"the week has {km(now.distance_m)} km, it had {km(was.distance_m)} km"
        return "it follows what was run, and the other changes of its week"

    def _has_lacked(self) -> bool:
        start = self.new.scenario.season.start
        return any(self.lived.has_lacked(n, start) for n in range(max(0, self.lived.weeks - 4), self.lived.weeks))


def _part(scenario: Scenario, name: str) -> object:
    """One part of a scenario, by its dotted name."""
    found: object = scenario
    for key in name.split("."):
        found = getattr(found, key)
    return found


def _week(weeks: Sequence[Week], date: dt.date) -> Week | None:
    return next((week for week in weeks if week.start <= date < week.start + WEEK), None)


def _new_blocks(old: Scenario, new: Scenario, date: dt.date) -> str:
    """The reason of dated blocks of the date's week that are new; "a blocked day" where none is given."""
    monday = monday_of(date)
    own = [b for b in new.availability.blocked if b not in old.availability.blocked]
    found = next((b for b in own if b.from_ < monday + WEEK and b.to >= monday), None)
    return "" if found is None else found.reason or "a blocked day"
