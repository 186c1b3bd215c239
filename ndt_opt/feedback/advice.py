"""The whole log in its order: what it changes, for which sessions, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from statistics import fmean

from ndt_opt.domain.advice import FAMILIES, Adjustment, Advice, Deload, Family, Held
from ndt_opt.domain.log import LogEntry
from ndt_opt.domain.plan import Plan, Session
from ndt_opt.feedback.machine import Move, State, advance
from ndt_opt.feedback.observed import Observed, families, observed
from ndt_opt.feedback.signals import Signal, Yardstick, has_evidence, signals
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.units import format_pace

_RULES: dict[Move, tuple[str, ...]] = {
    "rest": ("R-154", "R-155"), "pace": ("R-154", "R-156"), "pace and rest": ("R-154", "R-155", "R-156"),
    "back": ("R-160",), "none": (),
}  # fmt: skip
_DELOAD_RULES = ("R-157", "R-158", "R-159")


def advise(plan: Plan, log: Sequence[LogEntry], model: TrainingModel) -> Advice:
    """Replay the log through the machines of all families; the same log gives the same advice."""
    replay = _Replay(plan, model)
    for seen in observed(plan, log):
        replay.take(seen)
    held = {family: _held(state, model) for family, state in replay.states.items()}
    return Advice(tuple(replay.adjustments), tuple(replay.deloads), tuple(_easy_too_fast(plan, log, model)), held)


class _Replay:
    """Where each family stands, and what has been said, up to some session."""

    def __init__(self, plan: Plan, model: TrainingModel) -> None:
        self.plan, self.model = plan, model
        self.family_of = families(plan)
        self.states: dict[Family, State] = {family: State() for family in FAMILIES}
        self.heart: dict[Family, list[int]] = {family: [] for family in FAMILIES}
        self.in_a_row: list[str] = []
        self.adjustments: list[Adjustment] = []
        self.deloads: list[Deload] = []

    def take(self, seen: Observed) -> None:
        found, is_seen = signals(seen, self._yardstick(seen.family), self.model), has_evidence(seen)
        before = self.states[seen.family]
        after, move = advance(before, found, is_seen, self.model.feedback)
        self.states[seen.family] = after
        if move != "none":
            self.adjustments.append(self._adjustment(seen, before, after, move))
        if found:
            self._hard(seen.session, found)
        elif is_seen:
            self._clean(seen)

    def _yardstick(self, family: Family) -> Yardstick:
        """LT2 as tested or assumed, and the heart rate of the family's last clean sessions."""
        test, count = self.plan.scenario.athlete.lactate, self.model.feedback.own_sessions
        lt2 = self.model.physiology.untested_lt2_mmol if test is None else test.lt2_mmol
        recent = self.heart[family][-count:]
        return Yardstick(lt2, fmean(recent) if len(recent) == count else None)

    def _adjustment(self, seen: Observed, before: State, after: State, move: Move) -> Adjustment:
        day, own = seen.session.date, seen.family
        later = (s.id for s in self.plan.sessions if s.date > day and self.family_of.get(s.id) == own)
        reasons = after.trail or (f"{self.model.feedback.clean_in_a_row} clean in a row",)
        held = _held(before, self.model), _held(after, self.model)
        return Adjustment(own, seen.session.id, reasons, *held, _RULES[move], next(later, None))

    def _hard(self, session: Session, found: Sequence[Signal]) -> None:
        """Three in a row, of whatever family, mandate a recovery week."""
        self.in_a_row.append(f"{session.id}: {'; '.join(signal.text for signal in found)}")
        if len(self.in_a_row) >= self.model.feedback.deload_in_a_row:
            self.deloads.append(Deload(session.id, self._next_load_week(session), tuple(self.in_a_row), _DELOAD_RULES))
            self.in_a_row.clear()

    def _clean(self, seen: Observed) -> None:
        self.in_a_row.clear()
        if seen.entry.hr_last_bpm is not None:
            self.heart[seen.family].append(seen.entry.hr_last_bpm)

    def _next_load_week(self, session: Session) -> dt.date | None:
        """The next Monday, unless that week is no load week anyway."""
        monday = session.date + dt.timedelta(days=7 - session.date.weekday())
        return next((week.start for week in self.plan.weeks if week.start == monday and week.block == "load"), None)


def _held(state: State, model: TrainingModel) -> Held:
    return Held(model.feedback.rest_s * state.long_rests, model.feedback.pace_step_s * state.steps)


def _easy_too_fast(plan: Plan, log: Sequence[LogEntry], model: TrainingModel) -> Iterator[str]:
    """Easy runs that drift fast, one after the other (R-099)."""
    bands = {s.id: s.pace_s_per_km for s in plan.sessions if s.kind in ("easy", "long")}
    fast: list[str] = []
    for entry in log:
        band = bands.get(entry.session_id or "")
        if band is None or entry.pace is None or entry.is_missed:
            continue
        if entry.pace >= band.fast:
            fast.clear()
            continue
        fast.append(f"{entry.date} {format_pace(entry.pace)}, {format_pace(band.fast)} at the fastest")
        if len(fast) == model.feedback.easy_in_a_row:
            yield f"easy runs too fast: {'; '.join(fast)}. Easy days stay easy (R-099)"
