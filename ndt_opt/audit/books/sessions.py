"""Every session by itself: its place in the calendar, its work, its parts and what it has to say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from ndt_opt.audit.books.ledger import RACE_KINDS, STEADY_KINDS, Ledger, same
from ndt_opt.audit.evidence import WORK_KINDS, Z2_KINDS
from ndt_opt.audit.gather import from_session, zoned
from ndt_opt.audit.verdict import Verdict, broken
from ndt_opt.audit.work import work_metres, work_seconds
from ndt_opt.domain.plan import Session
from ndt_opt.rules.catalogue import SLUGS
from ndt_opt.units import half_up

REASONS = {
    "easy": {"week-intensity-share", "easy-runs"},
    "long": {"long-run"},
    "threshold": {"broken-intervals"},
    "tempo": {"broken-intervals"},
    "hit": {"hit-count"},
    "race-pace": {"phase-mix", "race-specific"},
    "race": {"race-day"},
}
"""Rules that put a session of that kind into a plan; where none of them holds, `why` may be empty."""

SIZES = (
    "reps", "rep_s", "rep_m", "rest_s", "warmup_m", "cooldown_m", "distance_m", "easy_m", "hard_m", "z2_work_s",
    "hard_s", "duration_s", "load", "muscular_load", "revision",
)  # fmt: skip


def check(ledger: Ledger, session: Session) -> Iterator[Verdict]:
    """What one session says of itself."""
    for name in SIZES:
        if (getattr(session, name) or 0) < 0:
            yield broken(session.id, f"{name} {getattr(session, name)}", f"no negative {name}")
    yield from _calendar(ledger, session)
    yield from _work(session)
    yield from _parts(session)
    yield from _time(ledger, session)
    yield from _muscular(ledger, session)
    yield from _bands(session)
    yield from _words(ledger, session)


def _calendar(ledger: Ledger, session: Session) -> Iterator[Verdict]:
    plan = ledger.plan
    day = (session.date - plan.scenario.season.start).days
    if not 0 <= day < plan.scenario.days:
        yield broken(session.id, f"date {session.date}", "a date inside the season")
    start = zoned(session.start)
    if start is None:
        yield broken(session.id, f"start {session.start!r}", "a local time with its zone offset")
        return
    yield from same(session.id, "day of the start", start.date(), session.date)
    zone = _zone(plan.scenario.season.timezone)
    if zone is None or start.astimezone(zone).replace(tzinfo=None) != start.replace(tzinfo=None):
        allowed = f"what the clock of {plan.scenario.season.timezone} shows at some moment"
        yield broken(session.id, f"start {session.start}", allowed)
    elif session.kind == "race":
        yield from _gun(ledger, session, start.astimezone(zone), zone)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _gun(ledger: Ledger, session: Session, start: dt.datetime, zone: ZoneInfo) -> Iterator[Verdict]:
    """A race starts with its warm-up, which ends in the hour before the gun by real time (or began the day before)."""
    races = [r for r in ledger.plan.scenario.season.races if r.date == session.date]
    moment = start.astimezone(dt.UTC)
    if not races or not ledger.easy or (moment - dt.timedelta(seconds=1)).astimezone(zone).date() < start.date():
        return
    gun = dt.datetime.combine(session.date, dt.time(*divmod(races[0].start, 60)), zone)
    warm_s = session.warmup_m * ledger.easy[0] // 1000
    left_s = [(gun.replace(fold=fold).astimezone(dt.UTC) - moment).total_seconds() - warm_s for fold in (0, 1)]
    if not any(0 <= s <= 3600 for s in left_s):
        found = f"warm-up from {session.start} for the gun at {gun:%H:%M}"
        yield broken(session.id, found, "a warm-up that ends in the hour before the gun")


def _expected_work(session: Session) -> tuple[int | None, int | None]:
    """Seconds and metres of work, from the raw reps."""
    if session.kind not in WORK_KINDS and session.kind != "race":
        return 0, 0
    pace = None if session.pace_s_per_km is None else session.pace_s_per_km.start
    raw = (session.reps, session.rep_s, session.rep_m, pace)
    return work_seconds(*raw), work_metres(*raw)


def z2_s(session: Session) -> int:
    """Zone 2 seconds of the raw reps."""
    return (_expected_work(session)[0] or 0) if session.kind in Z2_KINDS else 0


def _work(session: Session) -> Iterator[Verdict]:
    seconds, metres = _expected_work(session)
    if seconds is not None:  # a hill has no pace: `prescription` knows what its reps take
        yield from same(session.id, "hard_s", session.hard_s, seconds)
    if metres is not None:
        yield from same(session.id, "hard_m", session.hard_m, metres)
    yield from same(session.id, "z2_work_s", session.z2_work_s, z2_s(session))
    if session.rep_s is not None and session.rep_m is not None:
        yield broken(session.id, "rep_s and rep_m", "one of them")
    elif session.kind in STEADY_KINDS and session.rep_m not in (None, session.distance_m):
        yield broken(session.id, f"rep_m {session.rep_m}", f"rep_m {session.distance_m}")


def _parts(session: Session) -> Iterator[Verdict]:
    """What a session is made of fits into it."""
    yield from same(session.id, "distance_m", session.distance_m, session.easy_m + session.hard_m)
    least_m = session.warmup_m + session.hard_m + session.cooldown_m
    if session.distance_m < least_m:
        yield broken(session.id, f"distance_m {session.distance_m}", f"at least its parts, {least_m}")
    least_s = session.hard_s + max(session.reps - 1, 0) * (session.rest_s or 0)
    if session.duration_s < least_s:
        yield broken(session.id, f"duration_s {session.duration_s}", f"at least work and rests, {least_s}")
    pace = session.pace_s_per_km
    if pace is None:
        return
    if not 0 < pace.fast <= pace.start <= pace.slow:
        yield broken(session.id, f"pace {pace.fast}, {pace.start}, {pace.slow}", "fast <= start <= slow")
    slowest, fastest = session.distance_m * pace.slow, session.distance_m * pace.fast
    is_steady = session.kind in STEADY_KINDS
    if is_steady and not fastest - 1000 <= 1000 * session.duration_s <= slowest + 1000:
        yield broken(session.id, f"duration_s {session.duration_s}", "its distance inside its pace band")


def _time(ledger: Ledger, session: Session) -> Iterator[Verdict]:
    """Warm-up and cool-down take the time of easy running; the load is minutes by the zones' weights."""
    weights = ledger.model.physiology
    weight = {1: 0, 2: weights.load_z2, 3: weights.load_z3, 4: weights.load_z4}[ledger.zone(session)]
    easy_s = session.duration_s - session.hard_s
    load = half_up(max(easy_s, 0) * weights.load_z1 + max(session.hard_s, 0) * weight, 60)
    yield from same(session.id, "load", session.load, load)
    if session.kind in STEADY_KINDS or not ledger.easy:
        return
    jogged_s = easy_s - max(session.reps - 1, 0) * (session.rest_s or 0)
    metres = session.warmup_m + session.cooldown_m
    fastest, slowest = metres * ledger.easy[0] / 1000, metres * ledger.easy[-1] / 1000
    if not fastest - 1 <= jogged_s <= slowest + 1:
        found = f"{jogged_s} s for {metres} m of warm-up and cool-down"
        yield broken(session.id, found, f"{round(fastest)} s, as easy runs take")


def _muscular(ledger: Ledger, session: Session) -> Iterator[Verdict]:
    points = ledger.muscles.points(from_session(session))
    if points is not None:
        yield from same(session.id, "muscular_load", session.muscular_load, points)


def _bands(session: Session) -> Iterator[Verdict]:
    for name in ("lactate_mmol", "rpe", "heart_rate_bpm"):
        band = getattr(session, name)
        if band is not None and not 0 <= band.low <= band.high:
            yield broken(session.id, f"{name} {band.low:g} to {band.high:g}", "low <= high")
        needs_one = name != "heart_rate_bpm"
        if band is None and needs_one:
            yield broken(session.id, f"no {name}", "a band to hold")
    if session.kind in Z2_KINDS | RACE_KINDS and session.pace_s_per_km is None:
        yield broken(session.id, "no pace", "a pace to start at")
    if session.kind in WORK_KINDS and session.rest_s is None:
        yield broken(session.id, "no rest_s", "the planned rest")


def _control(session: Session) -> Iterator[Verdict]:
    """The line tells when to stop or slow down: above the session's own lactate, heart rate and RPE."""
    told = {"threshold": ["slower", "stop"], "tempo": ["slower", "stop"], "hit": ["stop"], "race-pace": ["stop"]}
    asked = told.get(session.kind, ["slow"])
    is_easy = session.kind in STEADY_KINDS
    if session.lactate_mmol is not None and not is_easy and session.kind != "race":
        asked.append(f"{session.lactate_mmol.high:.1f}")
    if session.heart_rate_bpm is not None:
        asked.append(f"{session.heart_rate_bpm.high} bpm")
    if session.rpe is not None:
        asked.append(f"RPE {session.rpe.high + 1}" if is_easy else f"RPE {session.rpe.low}-{session.rpe.high}")
    missing = [text for text in asked if text not in session.control]
    if missing:
        yield broken(session.id, f"control line {session.control!r}", f"one that tells {', '.join(missing)}")


def _words(ledger: Ledger, session: Session) -> Iterator[Verdict]:
    yield from same(session.id, "zone", session.zone, ledger.zone(session))
    yield from _control(session)
    reasons = {slug for slug in REASONS.get(session.kind, ()) if ledger.model.holds(slug)}
    if reasons and not reasons & set(session.why):
        found = f"why {', '.join(session.why)}" if session.why else "no why"
        yield broken(session.id, found, f"the rules that put it there, such as {sorted(reasons)[0]}")
    for slug in session.why:
        if slug not in SLUGS:
            yield broken(session.id, f"why {slug!r}", "the name of a rule")
        elif not ledger.model.holds(slug):
            yield broken(session.id, f"why {slug}", "a rule that holds in this model")
