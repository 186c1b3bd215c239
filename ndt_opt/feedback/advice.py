"""The whole log in its order: what it changes, for which sessions, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from statistics import fmean

from ndt_opt.domain.advice import FAMILIES, FAMILY_NAMES, Adjustment, Advice, Deload, Held, NextSession
from ndt_opt.domain.lived import Family
from ndt_opt.domain.log import LogEntry, last_day
from ndt_opt.domain.plan import Plan
from ndt_opt.feedback.machine import Move, State, advance
from ndt_opt.feedback.notes import notes
from ndt_opt.feedback.observed import Observed, families, observed
from ndt_opt.feedback.signals import Signal, Yardstick, is_clean, signals
from ndt_opt.rules.training_model import TrainingModel

_RULES: dict[Move, tuple[str, ...]] = {
    "rest": ("R-154", "R-155"), "pace": ("R-154", "R-156"), "pace and rest": ("R-154", "R-155", "R-156"),
    "back": ("R-160",),
}  # fmt: skip
_DELOAD_RULES = ("R-157", "R-158", "R-159")


def advise(plan: Plan, log: Sequence[LogEntry], model: TrainingModel) -> Advice:
    """Replay the log through the machines of all families; the same log gives the same advice."""
    replay = _Replay(plan, model)
    for seen in observed(plan, log):
        replay.take(seen)
    told = [*replay.notes, *notes(plan, log, model)]
    held = {family: _held(state, model) for family, state in replay.states.items()}
    return Advice(last_day(log), tuple(replay.adjustments), tuple(replay.deloads), tuple(told), held)


class _Replay:
    """Where each family stands, and what has been said, up to some session."""

    def __init__(self, plan: Plan, model: TrainingModel) -> None:
        self.plan, self.model = plan, model
        self.family_of = families(plan)
        self.states: dict[Family, State] = {family: State() for family in FAMILIES}
        self.heart: dict[Family, list[int]] = {family: [] for family in FAMILIES}
        self.rows: dict[Family, list[str]] = {family: [] for family in FAMILIES}
        self.days: dict[dt.date, list[str]] = {}
        self.today, self.was_fine = dt.date.min, False
        self.adjustments: list[Adjustment] = []
        self.deloads: list[Deload] = []
        self.notes: list[str] = []

    def take(self, seen: Observed) -> None:
        self._turn(seen.entry.date)
        before, yardstick = self.states[seen.family], self._yardstick(seen.family)
        found, was_clean = signals(seen, yardstick, self.model), is_clean(seen, yardstick)
        after, move = advance(before, found, was_clean, self.model.feedback)
        self.states[seen.family] = after
        if move == "test again":
            self._test_again(seen, found)
        elif move != "none":
            self.adjustments.append(self._adjustment(seen, before, after, move))
        if found:
            self._hard(seen, found)
        elif was_clean:
            self._clean(seen)

    def _turn(self, day: dt.date) -> None:
        """A new day; one on which all was clean has ended the row of hard ones."""
        if day != self.today:
            if self.was_fine:
                self.days.clear()
            self.today, self.was_fine = day, False

    def _yardstick(self, family: Family) -> Yardstick:
        """LT2 as tested or assumed, and the heart rate of the family's first clean sessions: it does not follow."""
        test, count = self.plan.scenario.athlete.lactate, self.model.feedback.own_sessions
        lt2 = self.model.physiology.untested_lt2_mmol if test is None else test.lt2_mmol
        first = self.heart[family][:count]
        slower_s = _held(self.states[family], self.model).slower_s
        return Yardstick(lt2, fmean(first) if len(first) == count else None, slower_s)

    def _adjustment(self, seen: Observed, before: State, after: State, move: Move) -> Adjustment:
        reasons = tuple("; ".join(map(str, said)) for said in after.trail)
        reasons = reasons or (f"{before.clean + 1} clean in a row",)
        old, new = _held(before, self.model), _held(after, self.model)
        following = self._next(seen, old, new)
        return Adjustment(seen.family, seen.session.id, seen.entry.date, reasons, old, new, _RULES[move], following)

    def _next(self, seen: Observed, old: Held, new: Held) -> NextSession | None:
        """The next session of the family after the day it was run."""
        day, own = seen.entry.date, seen.family
        later = (s.unheld for s in self.plan.sessions if s.date > day and self.family_of.get(s.id) == own)
        session = next(later, None)
        if session is None:
            return None
        rest, pace = session.rest_s, session.pace_s_per_km
        rests = None if rest is None else (old.rest_s(rest), new.rest_s(rest))
        paces = None if pace is None else (pace.start + old.slower_s, pace.start + new.slower_s)
        return NextSession(session.id, rests, paces)

    def _test_again(self, seen: Observed, found: Sequence[Signal]) -> None:
        slower_s = _held(self.states[seen.family], self.model).slower_s
        said = "; ".join(map(str, found))
        self.notes.append(
            f"{seen.session.id}: {said}, at {slower_s} s/km slower than planned already ({FAMILY_NAMES[seen.family]}): "
            "the threshold is not where the plan has it; test again"
        )

    def _hard(self, seen: Observed, found: Sequence[Signal]) -> None:
        """Three in a row of one family, or three threshold days in a row, mandate a recovery week (E-28)."""
        said = f"{seen.session.id}: {'; '.join(map(str, found))}"
        self.was_fine = False
        self.rows[seen.family].append(said)
        self.days.setdefault(seen.entry.date, []).append(said)
        most = self.model.feedback.deload_in_a_row
        if len(self.rows[seen.family]) >= most:
            self._mandate(seen, self.rows[seen.family])
        elif len(self.days) >= most:
            self._mandate(seen, [said for day in self.days.values() for said in day])

    def _clean(self, seen: Observed) -> None:
        """Ends the family's row, and with its day that of the days unless something was wrong on it."""
        self.rows[seen.family].clear()
        self.was_fine = seen.entry.date not in self.days
        if seen.entry.hr_last_bpm is not None:
            self.heart[seen.family].append(seen.entry.hr_last_bpm)

    def _mandate(self, seen: Observed, reasons: Sequence[str]) -> None:
        """What was said before a recovery week counts no more."""
        self.deloads.append(self._deload(seen, tuple(reasons)))
        self.days.clear()
        self.rows = {family: [] for family in FAMILIES}
        self.states = {family: own.rested() for family, own in self.states.items()}

    def _deload(self, seen: Observed, reasons: tuple[str, ...]) -> Deload:
        """From the next Monday, unless that week is no load week anyway."""
        day = seen.entry.date
        monday = day + dt.timedelta(days=7 - day.weekday())
        week = next((week for week in self.plan.weeks if week.start == monday), None)
        instead = "the plan ends" if week is None else f"the next week is a {week.block} week"
        start = monday if week is not None and week.block == "load" else None
        return Deload(seen.session.id, day, start, "" if start else instead, reasons, _DELOAD_RULES)


def _held(state: State, model: TrainingModel) -> Held:
    return Held(model.feedback.rest_pct if state.long_rests else 100, model.feedback.pace_step_s * state.steps)
