"""A session in words, in the reader's unit."""

from __future__ import annotations

from ndt_opt.domain.plan import Band, LactateBand, PaceTarget, Session
from ndt_opt.export.steps import EASY, is_jogged
from ndt_opt.text import clean
from ndt_opt.units import distance_in, format_duration, km, pace_in, paces_in


def title(session: Session, unit: str) -> str:
    """The title on one line; of one without a title what kind of session it is."""
    return clean(session.title_in(unit)) or session.kind


def control(session: Session, unit: str) -> str:
    """When to measure, what to do above the ceiling, when to stop."""
    return clean(paces_in(session.control, unit))


def details(session: Session, unit: str) -> list[str]:
    """Everything to know, line by line."""
    whole = f"{distance_in(session.distance_m, unit)}, {format_duration(session.duration_s)} in all"
    lines = [] if session.kind in EASY else _parts(session, unit)
    lines += [whole, *targets(session, unit), *_adjusted(session, unit), control(session, unit)]
    return [line for line in [*lines, _why(session)] if line]


def targets(session: Session, unit: str) -> list[str]:
    """Lactate, RPE, heart rate and pace, as far as the session has them."""
    told = [
        f"Lactate {_lactate(session.lactate_mmol)} mmol/L" if session.lactate_mmol else "",
        f"RPE {_band(session.rpe)}" if session.rpe else "",
        f"Heart rate {_band(session.heart_rate_bpm)} bpm" if session.heart_rate_bpm else "",
        f"Pace {pace_range(session.pace_s_per_km, unit)}" if session.pace_s_per_km else "",
    ]
    return [line for line in told if line]


def pace_range(pace: PaceTarget, unit: str) -> str:
    """`2:54-3:02/km`, the faster first."""
    return f"{pace_in(pace.fast, unit).rpartition('/')[0]}-{pace_in(pace.slow, unit)}"


def reps(session: Session) -> str:
    """`6 x 5 min`, `20 x 200 m`, `800 m`: a rep keeps its length in every unit."""
    metres, seconds = session.rep_m, session.rep_s or 0
    if metres is not None:
        rep = f"{km(metres)} km" if metres >= 1000 and not metres % 100 else f"{metres} m"
    else:
        rep = f"{seconds // 60} min" if seconds >= 120 and not seconds % 60 else f"{seconds} s"
    return f"{session.reps} x {rep}" if session.reps > 1 else rep


def _parts(session: Session, unit: str) -> list[str]:
    how = "jogged" if is_jogged(session) else "standing"
    rest = f", {session.rest_s} s {how} after each" if session.rest_s and session.reps > 1 else ""
    return [
        f"Warm-up {distance_in(session.warmup_m, unit)}" if session.warmup_m else "",
        f"{reps(session)}{rest}",
        f"Cool-down {distance_in(session.cooldown_m, unit)}" if session.cooldown_m else "",
    ]


def _adjusted(session: Session, unit: str) -> list[str]:
    own = session.adjusted
    if own is None:
        return []
    rest, pace = own.rest_s, own.pace_s_per_km
    told = [f"rest {rest[1]} s, not {rest[0]}"] if rest[0] != rest[1] else []
    told += [f"start at {pace_in(pace[1], unit)}, not {pace_in(pace[0], unit)}"] if pace[0] != pace[1] else []
    why = clean(paces_in(own.why, unit))
    return [f"Adjusted: {', '.join(told)}{': ' if why else ''}{why}"]


def _why(session: Session) -> str:
    return f"By the rules {clean(', '.join(session.why))}" if session.why else ""


def _lactate(band: LactateBand) -> str:
    return "-".join(f"{x:.2f}".removesuffix("0") for x in (band.low, band.high))


def _band(band: Band) -> str:
    return f"{band.low}-{band.high}"
