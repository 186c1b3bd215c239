"""What is not as it was: moved, shortened, lengthened, eased, changed, dropped, added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ndt_opt.domain.calendar import monday_of
from ndt_opt.domain.change import Change, What
from ndt_opt.domain.plan import Plan, Session

EASY = ("easy", "long")
LATER_S = 30 * 60


@dataclass(frozen=True)
class Pair:
    """A session before and after; one of the two is None where it was added or dropped."""

    old: Session | None
    new: Session | None


Why = Callable[[Pair, What], str]


def pairs(old: Plan, new: Plan, since: dt.date) -> list[Pair]:
    """Every session from a day on beside what became of it; a session is moved inside its week only."""
    weeks = sorted({monday_of(s.date) for plan in (old, new) for s in plan.sessions if s.date >= since})
    found: list[Pair] = []
    for monday in weeks:
        before, after = (
            [s for s in plan.sessions if monday_of(s.date) == monday and s.date >= since] for plan in (old, new)
        )
        found += _of_week(before, after)
    return found


def _of_week(before: Sequence[Session], after: Sequence[Session]) -> list[Pair]:
    """Sessions of one kind in one slot belong together, then hard and long ones of one kind, the most alike first.

    What is left in one slot, easy and long, belongs together as well.
    """
    old, new = list(before), list(after)
    found: list[Pair] = []

    def join(a: Session, b: Session) -> None:
        found.append(Pair(a, b))
        old.remove(a)
        new.remove(b)

    for a in before:
        own = next((b for b in new if _place(a) == _place(b) and _sort(a) == _sort(b)), None)
        if own is not None:
            join(a, own)
    for a in [s for s in old if s.kind != "easy"]:
        like = [b for b in new if _sort(a) == _sort(b)]
        if like:
            join(a, min(like, key=lambda b: ((a.template, a.reps) != (b.template, b.reps), a.slot != b.slot, b.date)))
    for a in [s for s in old if s.kind in EASY]:
        own = next((b for b in new if _place(a) == _place(b) and b.kind in EASY), None)
        if own is not None:
            join(a, own)
    return [*found, *(Pair(a, None) for a in old), *(Pair(None, b) for b in new)]


def _place(session: Session) -> str:
    return f"{session.date}-{session.slot}"


def _sort(session: Session) -> str:
    """Zone-2 work is one kind, broken or not."""
    return "threshold" if session.kind == "tempo" else session.kind


def with_ids(old: Plan, new: Plan, since: dt.date) -> tuple[Plan, list[Pair]]:
    """The new plan with the ids that its sessions had, and every session from a day on beside what became of it.

    A session that finds its own id taken has the revision beside it.
    """
    found, taken = pairs(old, new, since), [*(s.id for s in old.sessions), *(gone.id for gone in old.cancelled)]
    names = {pair.new.id: pair.old.id for pair in found if pair.old is not None and pair.new is not None}
    used = {*taken, *names.values()}
    for pair in found:
        own = pair.new
        if pair.old is None and own is not None and own.id in used:
            names[own.id] = f"{own.id}-r{new.revision}"
    sessions = [s.model_copy(update={"id": names.get(s.id, s.id)}) for s in new.sessions]
    weeks = [w.model_copy(update={"sessions": [names.get(name, name) for name in w.sessions]}) for w in new.weeks]
    place = {(s.date, s.slot): s for s in sessions}
    named = [Pair(p.old, None if p.new is None else place[p.new.date, p.new.slot]) for p in found]
    return new.model_copy(update={"sessions": sessions, "weeks": weeks}), named


def changes(found: Iterable[Pair], why: Why) -> list[Change]:
    """Of each pair that is not the same, in date order."""
    told = [own for pair in found if (own := _change(pair, why)) is not None]
    return sorted(told, key=lambda change: (change.date, change.slot, change.session))


def _change(pair: Pair, why: Why) -> Change | None:
    old, new = pair.old, pair.new
    session = new or old
    assert session is not None
    what = "added" if old is None else "dropped" if new is None else _what(old, new)
    if what is None:
        return None
    return Change(
        what=what, session=session.id if old is None else old.id, date=session.date, slot=session.slot,
        kind=session.kind, was=_place(old) if what == "moved" and old is not None else None,
        before=None if old is None else old.title, after=None if new is None else new.title, why=why(pair, what),
    )  # fmt: skip


def _what(old: Session, new: Session) -> What | None:
    if _place(old) != _place(new):
        return "moved"
    if _held(new) > _held(old):
        return "eased"
    if _shown(old) == _shown(new) and _is_near(old.start, new.start):
        return None
    size_old, size_new = ((s.distance_m if s.kind in EASY else s.hard_s or s.distance_m) for s in (old, new))
    if _held(old) != _held(new) or size_old == size_new or old.kind != new.kind:
        return "changed"
    return "shortened" if size_new < size_old else "lengthened"


def _shown(session: Session) -> tuple[object, ...]:
    """What a runner goes by."""
    targets = session.pace_s_per_km, session.lactate_mmol, session.rpe, session.heart_rate_bpm
    return session.title, session.distance_m, *targets


def _is_near(old: str, new: str) -> bool:
    """Whether two starts are so near that nobody has to arrange the day anew."""
    apart = dt.datetime.fromisoformat(new) - dt.datetime.fromisoformat(old)
    return abs(apart.total_seconds()) < LATER_S


def _held(session: Session) -> tuple[int, int]:
    """How far a session is from its template: seconds of rest, s/km."""
    own = session.adjusted
    return (0, 0) if own is None else (own.rest_s[1] - own.rest_s[0], own.pace_s_per_km[1] - own.pace_s_per_km[0])
