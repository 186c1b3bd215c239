"""The rest of a week that has begun: it is only ever made easier, nothing is moved into it or added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ndt_opt.decode.sessions import prescription
from ndt_opt.domain.advice import FAMILY_NAMES, Advice
from ndt_opt.domain.lived import Away, Family, HeldFamily
from ndt_opt.domain.log import LogEntry
from ndt_opt.domain.plan import Plan, Session
from ndt_opt.domain.scenario import Race, Scenario
from ndt_opt.feedback.observed import families
from ndt_opt.menu.sessions import MenuSession, build_menu
from ndt_opt.physiology.altitude import slower_on
from ndt_opt.physiology.profile import Profile
from ndt_opt.replan.season import held_families
from ndt_opt.rules.training_model import TrainingModel

HARD = ("threshold", "tempo", "hit", "race-pace")
_USES: dict[Family, str] = {"double-am": "am", "double-pm": "pm", "single": "single"}
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Begun:
    """What is left of it: sessions as they are now, and why each of those that are not is no more."""

    kept: list[Session]
    dropped: list[tuple[Session, str]]


@dataclass(frozen=True)
class Week:
    """What decides over the rest of the week."""

    scenario: Scenario
    model: TrainingModel
    person: Profile
    advice: Advice
    away: Sequence[Away]
    families: dict[str, Family]
    easy_because: str

    def trimmed(self, session: Session) -> Session | str:
        """The session as it is run now, or why it is not."""
        if why := self._closed(session):
            return why
        if session.kind in HARD and (why := self._easy(session)):
            return why
        held = {own.family: own for own in held_families(self.advice)}
        family = self.families.get(session.id)
        return session if family is None or family not in held else self._eased(session, held[family])

    def _closed(self, session: Session) -> str:
        if session.kind == "race":
            is_run = any(race.date == session.date for race in self.scenario.season.races)
            return "" if is_run else "the race is not in the scenario any more"
        race = next((race for race in self.scenario.season.races if race.date == session.date), None)
        if race is not None:
            return f"{race.name} is on this day (race-day)"
        if self.scenario.slot_window(session.date, session.slot) is not None:
            return ""
        blocked = (b for b in self.scenario.availability.blocked if b.from_ <= session.date <= b.to)
        reason = next((b.reason for b in blocked if session.slot in b.slots), "")
        return f"the slot is closed{f', {reason}' if reason else ''} (availability)"

    def _easy(self, session: Session) -> str:
        """Why nothing hard is run on the day."""
        back = next((a for a in self.away if self._is_back(a, session.date)), None)
        if back is not None:
            away = f"{back.days} days without a run up to {back.to}"
            return f"{away}: back easily, nothing is caught up (transition-caution)"
        race = self._race_near(session.date)
        if race is not None:
            return f"{race.name} on {race.date} is near (race-day)"
        return self.easy_because

    def _is_back(self, away: Away, date: dt.date) -> bool:
        """Whether the date belongs to the way back; after a long absence the rest of the week does."""
        days = away.easy_days or 7
        return 0 < (date - away.to).days <= days

    def _race_near(self, date: dt.date) -> Race | None:
        rule = self.model.rules["race-day"]
        races = self.scenario.season.races if self.model.holds("race-day") else ()
        return next((r for r in races if (date - r.date).days in rule.without_hard(r)), None)

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
    plan: Plan,
    log: Sequence[LogEntry],
    scenario: Scenario,
    model: TrainingModel,
    person: Profile,
    advice: Advice,
    away: Sequence[Away],
    span: tuple[dt.date, dt.date],
) -> Begun:
    """The sessions from the first day of `span` on, up to its last but one, that are not logged."""
    as_of, open_from = span
    logged = {(entry.date, entry.slot) for entry in log} | {entry.session_id for entry in log}
    coming = [
        s for s in plan.sessions
        if as_of <= s.date < open_from and (s.date, s.slot) not in logged and s.id not in logged
    ]  # fmt: skip
    mandated = next((d for d in advice.deloads if d.on >= open_from - 7 * DAY), None)
    because = ""
    if mandated is not None:
        because = f"{'; '.join(mandated.reasons)}: the rest of the week goes easy (R-157, R-158)"
    week = Week(scenario, model, person, advice, away, families(plan), because)
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
