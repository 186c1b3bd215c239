"""What the books of every session are compared with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ndt_opt.audit.dated import Dated
from ndt_opt.audit.evidence import Z2_KINDS
from ndt_opt.audit.muscular import MuscleBook
from ndt_opt.audit.paces import Paces, paces_of
from ndt_opt.audit.verdict import Verdict, broken
from ndt_opt.domain.lived import Family, HeldFamily
from ndt_opt.domain.plan import Plan, Session
from ndt_opt.rules.training_model import Ladder, Template, TrainingModel

STEADY_KINDS = frozenset({"easy", "long"})
REP_KINDS = frozenset({"threshold", "tempo", "hit"})
RACE_KINDS = frozenset({"race-pace", "race"})


ZONES = {"easy": 1, "long": 1, "threshold": 2, "tempo": 2, "hit": 4}


@dataclass(frozen=True)
class Ledger:
    """The plan, its own model, the athlete's paces, and the easy paces the plan starts its runs at (s/km)."""

    plan: Plan
    model: TrainingModel
    paces: Paces | None
    easy: range

    def zone(self, session: Session) -> int:
        """The zone of a session's work: by its kind, near races by the ladder of its distance."""
        return ZONES[session.kind] if session.kind in ZONES else self.ladder(session).zone

    def ladder(self, session: Session) -> Ladder:
        """The ladder that a race-pace session names, or that of a race's distance."""
        ladders = sorted(self.model.ladders.items(), key=lambda item: item[1].up_to_m)
        if session.kind == "race-pace":
            return next((x for name, x in ladders if session.template.startswith(f"{name}-")), ladders[0][1])
        return next((x for _, x in ladders if x.up_to_m >= (session.rep_m or 0)), ladders[-1][1])

    def held(self, session: Session) -> HeldFamily | None:
        """How the log has sessions like it run, where not by their template."""
        lived = self.plan.scenario.lived
        if lived is None or session.kind not in Z2_KINDS:
            return None
        is_double = sum(s.date == session.date and s.kind in Z2_KINDS for s in self.plan.sessions) > 1
        family: Family = ("double-am" if session.slot == "am" else "double-pm") if is_double else "single"
        return lived.held_on(session.date).get(family)

    @property
    def dated(self) -> Dated:
        """What stated changes and camps ask of the plan's days."""
        return Dated(self.plan.scenario.season.start, self.model, self.plan.scenario)

    @property
    def muscles(self) -> MuscleBook:
        """How the muscular load of its sessions is counted."""
        return MuscleBook(self.model, self.paces)

    def template(self, session: Session) -> Template | None:
        """The template the session names."""
        return self.model.templates.get(session.template)


def ledger_of(plan: Plan, model: TrainingModel) -> Ledger:
    """Easy paces by the plan's easy and long runs; by the athlete's results where there are none."""
    athlete, start = plan.scenario.athlete, plan.scenario.season.start
    paces = paces_of(athlete, model.physiology, start)
    starts = [s.pace_s_per_km.start for s in plan.sessions if s.kind in STEADY_KINDS and s.pace_s_per_km is not None]
    if not starts and paces is not None:
        starts = [paces.easy]
    return Ledger(plan, model, paces, range(min(starts), max(starts) + 1) if starts else range(0))


def same(where: object, name: str, found: object, expected: object) -> Iterator[Verdict]:
    """Broken where the two differ."""
    if found != expected:
        yield broken(where, f"{name} {found}", f"{name} {expected}")


def near(where: object, name: str, found: int, expected: float, slack: float) -> Iterator[Verdict]:
    """Broken where the two differ by more than rounding."""
    if abs(found - expected) > slack:
        yield broken(where, f"{name} {found}", f"{name} {round(expected)}")
