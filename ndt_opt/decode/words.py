"""Titles as a coach writes them, and the control line of each session."""

from __future__ import annotations

from ndt_opt.menu.sessions import MenuSession
from ndt_opt.physiology.heart_rate import guide_of_max
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import Physiology
from ndt_opt.units import format_duration, format_pace, km


def quality_title(session: MenuSession) -> str:
    """`5 x 6 min @ 2:57/km, 60 s`."""
    if session.rep_m is not None:
        rep = f"{km(session.rep_m)} km" if session.rep_m >= 1000 else f"{session.rep_m} m"
    else:
        assert session.rep_s is not None
        whole = session.rep_s % 60 == 0 and session.rep_s >= 120
        rep = f"{session.rep_s // 60} min" if whole else f"{session.rep_s} s"
    if session.kind == "tempo":
        return f"Tempo {rep} @ {format_pace(session.pace)}"
    reps = f"{session.reps} x {rep}"
    rest = f"{session.rest_s} s{' jog' if session.jogged else ''}"
    return f"{reps} hill, {rest} down" if session.hill else f"{reps} @ {format_pace(session.pace)}, {rest}"


def easy_title(kind: str, metres: int, pace: int, extra: str) -> str:
    """`Easy 12 km @ 4:15/km (51:00)`, with strides or hill sprints where there are any."""
    name = "Long run" if kind == "long" else "Easy"
    return f"{name} {km(metres)} km @ {format_pace(pace)} ({format_duration(metres * pace // 1000)}){extra}"


def mmol(hundredths: int) -> str:
    """`250` -> `2.5`, `245` -> `2.45`."""
    return f"{hundredths / 100:.2f}".rstrip("0").ljust(3, "0") if hundredths % 100 else f"{hundredths // 100}.0"


def threshold_control(session: MenuSession, profile: Profile, constants: Physiology) -> str:
    """When to measure or judge, what to do above the ceiling, when to stop."""
    low, high = session.lactate
    reps = sorted({1, max(2, session.reps // 2), session.reps})
    listed = f"after reps {', '.join(map(str, reps[:-1]))} and {reps[-1]}"
    measure = "halfway and at the end" if session.kind == "tempo" else listed
    top = session.rpe[1]
    heart = _heart(session, profile)
    guide = guide_of_max(profile.max_bpm, (constants.hrmax_guide_pct[0], constants.hrmax_guide_pct[1]))
    parts = [
        f"Lactate {measure}: {mmol(low)}-{mmol(high)} mmol/L; no meter: {heart}RPE {session.rpe[0]}-{top}",
        f"above {mmol(high)}, or RPE {top + 1}: 5 s/km slower at once",
        f"still above on the next reading, above LT2 {mmol(profile.lt2)}, or RPE 17: stop and jog home",
    ]
    if guide and profile.lthr_bpm is None:
        parts.append(guide)
    return "; ".join(parts)


def _heart(session: MenuSession, profile: Profile) -> str:
    if profile.lthr_bpm is None or session.lthr_pct is None:
        return ""
    return f"below LTHR {profile.lthr_bpm} bpm and "


def hit_control(session: MenuSession) -> str:
    """HIT is judged by effort and by repeatability, not by pace."""
    return (
        f"Judge by effort: even reps at RPE {session.rpe[0]}-{session.rpe[1]}, lactate {mmol(session.lactate[0])}-"
        f"{mmol(session.lactate[1])} mmol/L only at the end; stop when reps slow by more than 2 s or the calves tighten"
    )


def easy_control(kind: str, profile: Profile, constants: Physiology) -> str:
    """Easy days that drift fast are an error of the method."""
    limit = ""
    if profile.lthr_bpm is not None:
        limit = f"heart rate above {profile.lthr_bpm * constants.easy_max_lthr_pct // 100} bpm, "
    last = "; cut it short if the legs turn heavy" if kind == "long" else ""
    return (
        f"Talk in whole sentences all the way; {limit}RPE {constants.easy_rpe[1] + 1} or a pace faster than "
        f"{format_pace(profile.easy_fast)}: slow down, walk if need be{last}"
    )
