"""What the runner's watch, meter and feeling say of a session: the entry that the feedback reads, and no more."""

from __future__ import annotations

import datetime as dt
from statistics import fmean

from ndt_opt.domain.log import LogEntry

from .effort import Effort, Rep
from .runner import Luck

LEAST_MMOL = 0.4
"""Below it meters show no figure."""


def entry(effort: Effort, luck: Luck, has_meter: bool) -> LogEntry:
    """As `ndt import` and the questions of `ndt log` would write it; soreness is not told."""
    session, reps = effort.session, effort.reps
    left_out = session.reps - len(reps) if reps else 0
    start = dt.datetime.fromisoformat(session.start)
    pace = session.pace_s_per_km
    first, last = _heart(reps, luck.bpm)
    return LogEntry(
        date=session.date, slot=session.slot, kind=session.kind, start=60 * start.hour + start.minute,
        session_id=session.id,
        distance_m=session.distance_m - round(left_out * reps[0].metres if reps else 0),
        hard_m=round(sum(rep.metres for rep in reps)) or session.hard_m,
        duration_s=session.duration_s - round(left_out * (reps[0].seconds + (session.rest_s or 0)) if reps else 0),
        work_s=round(sum(rep.seconds for rep in reps)) or session.hard_s,
        pace=None if pace is None else pace.start, rest_s=session.rest_s,
        rpe=min(20, max(6, round(effort.felt))),
        lactate_mmol=_readings(reps, luck) if has_meter else (),
        hr_first_bpm=first, hr_last_bpm=last,
        completed=round(100 * len(reps) / session.reps) if reps else 100,
    )  # fmt: skip


def _readings(reps: tuple[Rep, ...], luck: Luck) -> tuple[float, ...]:
    """After the first rep, the middle one and the last, as far as it went; none on days without blood."""
    if not reps or not luck.takes_blood:
        return ()
    after = sorted({0, len(reps) // 2, len(reps) - 1})
    read = (reps[i].lactate_mmol + noise for i, noise in zip(after, luck.mmol, strict=False))
    return tuple(round(max(LEAST_MMOL, mmol), 1) for mmol in read)


def _heart(reps: tuple[Rep, ...], noise: tuple[float, float]) -> tuple[int | None, int | None]:
    """Of the first and the last third, the first rep left out; of three and fewer the last alone (docs/import.md)."""
    if not reps:
        return None, None
    like = [rep.bpm for rep in reps[1:]] or [reps[0].bpm]
    third = max(1, len(like) // 3)
    last = round(fmean(like[-third:]) + noise[1])
    return (round(fmean(like[:third]) + noise[0]) if len(like) >= 3 else None), last
