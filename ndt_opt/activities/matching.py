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
OTHER_SLOT = 0.5
HOURS_OFF = 24
"""The factor of the clock falls from 1 at the planned start to 0 so many hours from it: shape says more."""
UNSEEN, UNLIKE = 0.5, 0.2
"""The shape of a session of reps in whose recording none were found: a summary, run when it was planned and as far
(`UNSEEN`), or anything else (`UNLIKE`), as an easy run with reps in it."""
NEAR_MIN, NEAR_PCT = 90, 80
PART_MIN = 60
"""Another session of reps so near to one that was cut short may be the rest of it."""


@dataclass(frozen=True)
class Match:
    """A run and the session it was, or None; `confidence` 0 to 1: shape times clock, of the best session."""

    run: Run
    session: Session | None
    confidence: float
    is_part: bool = False

    def entry(self) -> LogEntry:
        """The run in the log, with the session's slot and kind, and how much of it was done."""
        session = self.session
        if session is None:
            return self.run.entry(note="not matched to the plan")
        part = "; perhaps a part of it" if self.is_part else ""
        found = self.run.entry(session.kind, f"matched {100 * self.confidence:.0f} %{part}")
        done = None if self.is_part else _done(found, session)
        return replace(found, session_id=session.id, slot=session.slot, completed=done)


def match(runs: Sequence[Run], sessions: Iterable[Session]) -> list[Match]:
    """Each run with at most one session of its day, each session with one run, the surest pairs first."""
    open_ = list(sessions)
    pairs = [(confidence(run, s), n, s) for n, run in enumerate(runs) for s in open_ if s.date == run.date]
    of_run: dict[int, tuple[Session, float]] = {}
    taken: set[str] = set()
    for sure, number, session in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if sure >= LEAST and number not in of_run and session.id not in taken:
            of_run[number] = session, sure
            taken.add(session.id)
    best = [max((sure for sure, number, _ in pairs if number == n), default=0.0) for n in range(len(runs))]
    found = [Match(run, *of_run.get(n, (None, best[n]))) for n, run in enumerate(runs)]
    return [replace(own, is_part=_is_part(own, found)) for own in found]


def confidence(run: Run, session: Session) -> float:
    """Shape times clock, 0 to 1."""
    off_min = abs(run.start - parse_clock(session.start[11:16]))
    clock = max(0.0, 1 - off_min / (60 * HOURS_OFF))
    return _shape(run, session, off_min) * clock * (1.0 if run.slot == session.slot else OTHER_SLOT)


def _shape(run: Run, session: Session, off_min: int) -> float:
    """How alike they are: number and length of reps, or the distance."""
    far = _alike(run.recording.distance_m, session.distance_m)
    if session.reps == 1 or session.kind in ("easy", "long"):
        return far if run.session_reps is None or session.kind == "race" else UNLIKE * far
    if run.reps is None:
        is_near = off_min <= NEAR_MIN and 100 * far >= NEAR_PCT
        return (UNSEEN if is_near else UNLIKE) * far
    length = session.rep_s or session.rep_m or 0
    of = "duration_s" if session.rep_s else "distance_m"
    lengths = median(getattr(rep, of) for rep in run.reps.reps)
    return float(_alike(len(run.reps.reps), session.reps) * _alike(lengths, length) * far**0.5)


def _alike(a: float, b: float) -> float:
    """1 where they are equal, 0.5 where one is twice the other."""
    return min(a, b) / max(a, b) if a > 0 and b > 0 else 0.0


def _is_part(own: Match, found: Sequence[Match]) -> bool:
    """Whether another recording of reps, near to it and matched to nothing, may hold the rest of the session."""
    if own.session is None or own.session.reps < 2 or own.run.reps is None:
        return False
    others = (o.run for o in found if o.session is None and o.run.date == own.run.date and o.run.session_reps)
    return len(own.run.reps.reps) < own.session.reps and any(_apart_min(own.run, o) <= PART_MIN for o in others)


def _apart_min(one: Run, other: Run) -> float:
    """Minutes from the end of the earlier to the start of the later."""
    first, second = sorted((one, other), key=lambda run: run.recording.start)
    return (second.recording.start - first.recording.start).total_seconds() / 60 - first.recording.elapsed_s / 60


def _done(entry: LogEntry, session: Session) -> int | None:
    """Per cent of the planned work, or of the planned distance where there is none or none was seen."""
    if session.hard_s and entry.work_s:
        return min(100, round(100 * entry.work_s / session.hard_s))
    if session.hard_s or not session.distance_m or entry.distance_m is None:
        return None
    return min(100, round(100 * entry.distance_m / session.distance_m))
