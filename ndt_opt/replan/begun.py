"""The rest of a week that has begun: it is only ever made easier, nothing is moved into it or added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ndt_opt.decode.sessions import prescription
from ndt_opt.domain.advice import FAMILY_NAMES, Advice
from ndt_opt.domain.calendar import WEEK
from ndt_opt.domain.lived import HARD_KINDS, Away, Family, HeldFamily, LivedRun
from ndt_opt.domain.log import LogEntry
from ndt_opt.domain.plan import Plan, Session
from ndt_opt.domain.race import Race
from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.sessions import MenuSession, build_menu
from ndt_opt.physiology.altitude import slower_on
from ndt_opt.physiology.profile import Profile
from ndt_opt.replan.easier import shorter
from ndt_opt.replan.season import held_families
from ndt_opt.rules.training_model import TrainingModel

_USES: dict[Family, str] = {"double-am": "am", "double-pm": "pm", "single": "single"}
LONG_AGO = dt.timedelta(days=30)


@dataclass(frozen=True)
class Begun:
    """What is left of it: sessions as they are now, and why each of those that are not is no more."""

    kept: list[Session]
    dropped: list[tuple[Session, str]]


@dataclass(frozen=True)
class RestOfWeek:
    """What decides over the rest of the week; `runs`: all that was run, `easy_because`: why nothing hard is left."""

    scenario: Scenario
    model: TrainingModel
    person: Profile
    advice: Advice
    away: Sequence[Away]
    runs: Sequence[LivedRun]
    families: dict[str, Family]
    easy_because: str

    def trimmed(self, session: Session) -> Session | str:
        """The session as it is run now, or why it is not."""
        if why := self._closed(session) or (self._easy(session) if session.kind in HARD_KINDS - {"race"} else ""):
            return why
        if session.kind in ("easy", "long"):
            return self._fitting(session)
        if session.kind == "race":
            return session
        longest_s = self._longest_s(session)
        held = {own.family: own for own in held_families(self.advice)}
        family = self.families.get(session.id)
        own = session if family is None or family not in held else self._eased(session, held[family])
        return own if own.duration_s <= longest_s else f"the slot takes {longest_s // 60} min (availability)"

    def _closed(self, session: Session) -> str:
        """Why nothing is run in the slot."""
        race = next((race for race in self.scenario.season.races if race.date == session.date), None)
        if session.kind == "race":
            return "" if race is not None else "the race is not in the scenario any more"
        if race is not None:
            return f"{race.name} is on this day (race-day)"
        if self.model.holds("pins") and self.scenario.is_rest(session.date, session.slot):
            return "pinned to rest (pins)"
        if not self.model.holds("availability") or self.scenario.slot_window(session.date, session.slot) is not None:
            return ""
        blocked = (b for b in self.scenario.availability.blocked if b.from_ <= session.date <= b.to)
        reason = next((b.reason for b in blocked if session.slot in b.slots), "")
        return f"the slot is closed{f', {reason}' if reason else ''} (availability)"

    def _longest_s(self, session: Session) -> int:
        window = self.scenario.slot_window(session.date, session.slot) if self.model.holds("availability") else None
        return session.duration_s if window is None else window[1]

    def _easy(self, session: Session) -> str:
        """Why nothing hard is run on the day."""
        back = self._back(session.date)
        if back is not None:
            gone = f"{back.days} days without a run up to {back.to}"
            return f"{gone}: back easily, nothing is caught up (transition-caution)"
        race = self._race_near(session.date, "hard")
        if race is not None:
            return f"{race.name} on {race.date} is near (race-day)"
        return self.easy_because or self._too_near(session)

    def _too_near(self, session: Session) -> str:
        """A hard day as it was run, which the plan had on another day."""
        spacing, recovery = self.model.rules["hard-day-spacing"], self.model.rules["hit-recovery"]
        gap = spacing.gap_days if self.model.holds("hard-day-spacing") else 0
        is_double = self.families.get(session.id, "single") != "single"
        ahead = recovery.easy_days_before_double if is_double and self.model.holds("hit-recovery") else 0
        for run in (run for run in self.runs if run.is_hard):
            since = (session.date - run.date).days
            if 0 < since <= gap:
                return f"{run.kind} was run on {run.date} (hard-day-spacing)"
            if run.kind == "hit" and 0 < since <= ahead:
                return f"HIT was run on {run.date} (hit-recovery)"
        return ""

    def _back(self, date: dt.date) -> Away | None:
        """The absence whose way back the date belongs to; after a long one the rest of the week does."""
        return next((a for a in self.away if 0 < (date - a.to).days <= (a.easy_days or WEEK.days)), None)

    def _race_near(self, date: dt.date, what: str) -> Race | None:
        rule = self.model.rules["race-day"]
        races = self.scenario.season.races if self.model.holds("race-day") else ()
        days = rule.without_hard if what == "hard" else rule.without_long
        return next((r for r in races if (date - r.date).days in days(r)), None)

    def _fitting(self, session: Session) -> Session | str:
        """An easy or a long run, no longer than its slot, the way back and a race near it let it be."""
        if session.kind == "long" and (race := self._race_near(session.date, "long")) is not None:
            return f"{race.name} on {race.date} is near (race-day)"
        most_s, least_s = self._longest_s(session), 60 * self.model.rules["easy-runs"].min_min
        back, caution = self._back(session.date), self.model.rules["transition-caution"]
        if back is not None and back.days >= caution.easy_first_from_days:
            pct = caution.first_pct if back.days >= caution.from_days else caution.then_pct
            most_s = min(most_s, max(least_s, session.duration_s * pct // 100))
        if back is not None and session.kind == "long":
            recent = [r.distance_m for r in self.runs if session.date - LONG_AGO <= r.date and r.kind != "race"]
            spike_m = self.model.rules["run-spike"].max_pct * max(recent, default=0) // 100
            most_s = min(most_s, max(least_s, spike_m * self.person.easy_pace // 1000))
        if session.duration_s <= most_s:
            return session
        if most_s < least_s:
            return f"the slot takes {most_s // 60} min (availability)"
        return shorter(session, most_s, self.person, self.model)

    def _eased(self, session: Session, held: HeldFamily) -> Session:
        """The same reps with the rests and the pace that the log asks for."""
        slower = slower_on(session.date, self.scenario, self.model)
        menu = build_menu(self.model, self.person, (slower,), {held.family: held})
        own = next((m for m in menu if _is_it(m, session, _USES[held.family])), None)
        if own is None:  # a template that the model has no more
            return session
        return session.model_copy(update=prescription(own, self.person, self.model.physiology))


def _is_it(option: MenuSession, session: Session, use: str) -> bool:
    return option.key == (session.template, session.reps) and use in option.use


def begun_week(
    plan: Plan, log: Sequence[LogEntry], week: RestOfWeek, span: tuple[dt.date, dt.date]
) -> Begun:
    """The sessions from the first day of `span` on, up to its last but one, that are not logged."""
    as_of, open_from = span
    logged = {(entry.date, entry.slot) for entry in log} | {entry.session_id for entry in log}
    coming = [
        s for s in plan.sessions
        if as_of <= s.date < open_from and (s.date, s.slot) not in logged and s.id not in logged
    ]  # fmt: skip
    kept: list[Session] = []
    dropped: list[tuple[Session, str]] = []
    for session in coming:
        found = week.trimmed(session)
        if isinstance(found, str):
            dropped.append((session, found))
        else:
            kept.append(found)
    return Begun(kept, dropped)


def why_eased(advice: Advice, family: Family) -> str:
    """What the log said of a family, last."""
    own = next((a for a in reversed(advice.adjustments) if a.family == family), None)
    if own is None:
        return f"as {FAMILY_NAMES['double-pm']} are held"
    return f"{own.after}: {'; '.join(own.reasons)} ({', '.join(own.rules)})"
