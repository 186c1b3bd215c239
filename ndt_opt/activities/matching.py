"""Which planned session a run was: by day, slot and shape, with a confidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from ndt_opt.activities.entry import Run
from ndt_opt.domain.log import LogEntry
from ndt_opt.domain.plan import Session
from ndt_opt.units import parse_clock

LEAST = 0.3
"""Less confidence is no match: the run is logged as one beside the plan."""
OTHER_SLOT = 0.7
HOURS_OFF = 24
"""The factor of the clock falls from 1 at the planned start to 0 so many hours from it: shape says more."""
UNSEEN = 0.25
"""The shape of a rep session in whose recording no reps were found, or of an easy run with reps."""


@dataclass(frozen=True)
class Match:
    """A run and the session it was, or None; `confidence` 0 to 1: shape times clock, of the best session."""

    run: Run
    session: Session | None
    confidence: float

    def entry(self) -> LogEntry:
        """The run in the log, with the session's slot and kind, and how much of it was done."""
        if self.session is None:
            return self.run.entry("not matched to the plan")
        found = self.run.entry(f"matched {100 * self.confidence:.0f} %")
        done = _done(found, self.session)
        session = self.session
        return replace(found, session_id=session.id, slot=session.slot, kind=session.kind, completed=done)


def match(runs: Sequence[Run], sessions: Iterable[Session]) -> list[Match]:
    """Each run with at most one session of its day, each session with one run, the surest pairs first."""
    open_ = list(sessions)
    pairs = sorted(
        ((confidence(run, s), -n, run, s) for n, run in enumerate(runs) for s in open_ if s.date == run.date),
        key=lambda pair: pair[:2], reverse=True,
    )  # fmt: skip
    of_run: dict[int, tuple[Session, float]] = {}
    taken: set[str] = set()
    for sure, number, _, session in pairs:
        if sure >= LEAST and -number not in of_run and session.id not in taken:
            of_run[-number] = session, sure
            taken.add(session.id)
    best = {n: max((p[0] for p in pairs if p[1] == -n), default=0.0) for n in range(len(runs))}
    return [Match(run, *of_run.get(n, (None, best[n]))) for n, run in enumerate(runs)]


def confidence(run: Run, session: Session) -> float:
    """Shape times clock, 0 to 1."""
    off_min = abs(run.start - parse_clock(session.start[11:16]))
    clock = max(0.0, 1 - off_min / (60 * HOURS_OFF))
    return _shape(run, session) * clock * (1.0 if run.slot == session.slot else OTHER_SLOT)


def _shape(run: Run, session: Session) -> float:
    """How alike they are: number and length of reps, or the distance."""
    far = _alike(run.recording.distance_m, session.distance_m)
    has_reps = session.reps > 1 and session.kind != "easy"
    if has_reps and run.reps is not None:
        length = session.rep_s or session.rep_m or 0
        of = "duration_s" if session.rep_s else "distance_m"
        lengths = median(getattr(rep, of) for rep in run.reps.reps)
        return _alike(len(run.reps.reps), session.reps) * _alike(lengths, length) * far**0.5
    return far if has_reps == (run.reps is not None) else UNSEEN * far


def _alike(a: float, b: float) -> float:
    """1 where they are equal, 0.5 where one is twice the other."""
    return min(a, b) / max(a, b) if a > 0 and b > 0 else 0.0


def _done(entry: LogEntry, session: Session) -> int | None:
    """Per cent of the planned work, or of the planned distance where there is none or none was seen."""
    if session.hard_s and entry.work_s:
        return min(100, round(100 * entry.work_s / session.hard_s))
    if session.hard_s or not session.distance_m or entry.distance_m is None:
        return None
    return min(100, round(100 * entry.distance_m / session.distance_m))
