"""What is not as it was: moved, shortened, lengthened, eased, changed, dropped, added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from ndt_opt.domain.change import Change, What
from ndt_opt.domain.plan import Plan, Session

EASY = ("easy", "long")
Why = Callable[[Session, What], str]


def changes(old: Plan, new: Plan, since: dt.date, why: Why) -> list[Change]:
    """Every session from a day on that is another, in date order; a session is moved inside its week only."""
    weeks = sorted({_monday(s.date) for plan in (old, new) for s in plan.sessions if s.date >= since})
    found: list[Change] = []
    for monday in weeks:
        before, after = (
            [s for s in plan.sessions if _monday(s.date) == monday and s.date >= since] for plan in (old, new)
        )
        found += _of_week(before, after, why)
    return sorted(found, key=lambda change: (change.date, change.session))


def _monday(date: dt.date) -> dt.date:
    return date - dt.timedelta(days=date.weekday())


def _of_week(before: Sequence[Session], after: Sequence[Session], why: Why) -> Iterator[Change]:
    """Sessions of one kind in one slot belong together, then those of one kind, the most alike first."""
    old, new = list(before), list(after)
    pairs = [(a, b) for a in old for b in new if a.id == b.id and _kind(a) == _kind(b)]
    old = [a for a in old if all(a is not x for x, _ in pairs)]
    new = [b for b in new if all(b is not y for _, y in pairs)]
    for a in list(old):
        like = [b for b in new if _kind(a) == _kind(b) and a.kind not in EASY]
        if like:
            best = min(like, key=lambda b: ((a.template, a.reps) != (b.template, b.reps), a.slot != b.slot, b.date))
            pairs.append((a, best))
            old.remove(a)
            new.remove(best)
    for a, b in pairs:
        what = _what(a, b)
        if what is not None:
            yield _change(what, b, a, why)
    yield from (_change("dropped", a, a, why, is_gone=True) for a in old)
    yield from (_change("added", b, None, why) for b in new)


def _kind(session: Session) -> str:
    """Easy and long runs are one, as the longest of a week is the long one."""
    return "easy" if session.kind in EASY else "threshold" if session.kind == "tempo" else session.kind


def _what(old: Session, new: Session) -> What | None:
    if old.id != new.id:
        return "moved"
    if _held(new) > _held(old):
        return "eased"
    if (old.title, old.distance_m) == (new.title, new.distance_m):
        return None
    size_old, size_new = (
        (s.distance_m if s.kind in EASY else s.hard_s or s.distance_m) for s in (old, new)
    )
    if _held(old) != _held(new) or size_old == size_new or old.kind != new.kind:
        return "changed"
    return "shortened" if size_new < size_old else "lengthened"


def _held(session: Session) -> tuple[int, int]:
    """How far a session is from its template: seconds of rest, s/km."""
    own = session.adjusted
    return (0, 0) if own is None else (own.rest_s[1] - own.rest_s[0], own.pace_s_per_km[1] - own.pace_s_per_km[0])


def _change(what: What, session: Session, old: Session | None, why: Why, is_gone: bool = False) -> Change:
    return Change(
        what=what, session=session.id, date=session.date, kind=session.kind,
        was=old.id if old is not None and old.id != session.id else None,
        before=None if old is None else old.title, after=None if is_gone else session.title, why=why(session, what),
    )  # fmt: skip
