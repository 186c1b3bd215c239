"""The control line of each session: when to measure, what to do above the ceiling, when to stop."""

from __future__ import annotations

from ndt_opt.decode.words import mmol
from ndt_opt.menu.sessions import MenuSession
from ndt_opt.physiology.heart_rate import band_of_lthr, guide_of_max
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import Physiology
from ndt_opt.units import format_pace


def control_of(session: MenuSession, profile: Profile, constants: Physiology) -> str:
    """The line of a quality session or a race."""
    if session.kind == "hit":
        return hit_control(session, constants)
    if session.kind == "race-pace":
        return race_pace_control(session, constants)
    if session.kind == "race":
        return race_control(session, constants)
    return threshold_control(session, profile, constants)


def race_pace_control(session: MenuSession, constants: Physiology) -> str:
    """Race pace is to be learned, not beaten: even reps, and an end when they slow."""
    low, high = mmol(session.lactate[0]), mmol(session.lactate[1])
    return (
        f"Hold the pace, never faster: even reps at RPE {session.rpe[0]}-{session.rpe[1]}, lactate {low}-{high} mmol/L "
        f"at the end; stop when a rep is slower than {format_pace(session.pace + constants.slower_s_per_km)} or the "
        f"legs tighten{_up_there(session, 'effort')}"
    )


def race_control(session: MenuSession, constants: Physiology) -> str:
    """A race is run, not controlled: only the start is."""
    return (
        f"Even pace from the gun, not faster than {format_pace(session.pace - session.pace_slack)} in the first "
        f"quarter; RPE {session.rpe[0]}-{session.rpe[1]}; slow down or stop where it hurts in one place"
        f"{_up_there(session, 'effort')}"
    )


def _up_there(session: MenuSession, measure: str) -> str:
    slower = f"; {session.slower_s} s/km slower than at home for the altitude, at the same {measure}"
    return slower if session.slower_s else ""


def threshold_control(session: MenuSession, profile: Profile, constants: Physiology) -> str:
    """Above the window slower at once; stop where a reading is well above LT2, or slowing did not help."""
    low, high, top = mmol(session.lactate[0]), mmol(session.lactate[1]), session.rpe[1]
    heart = band_of_lthr(profile.lthr_bpm, session.lthr_pct)
    bpm, limit = (f"{heart[0]}-{heart[1]} bpm and ", f" (no meter: {heart[1]} bpm)") if heart else ("", "")
    slower = f"{constants.slower_s_per_km} s/km slower"
    when, readings = _readings(session, constants)
    stop_mmol = mmol(profile.lt2 + round(100 * constants.stop_above_lt2_mmol))
    stops = [
        *(["still above on the next reading"] if readings > 1 else []),
        f"above {stop_mmol} (LT2 {mmol(profile.lt2)} + {constants.stop_above_lt2_mmol:g})",
        f"or RPE {max(constants.stop_rpe, top + 2)}",
    ]
    parts = [
        f"Lactate {when}: {low}-{high} mmol/L; no meter: {bpm}RPE {session.rpe[0]}-{top}",
        f"above {high}{limit}, or RPE {top + 1}: {slower} at once, after the last rep next time",
        f"{', '.join(stops)}: stop and jog home",
    ]
    guide = guide_of_max(profile.max_bpm, (constants.hrmax_guide_pct[0], constants.hrmax_guide_pct[1]))
    if guide and profile.lthr_bpm is None:
        parts.append(guide)
    return "; ".join(parts) + _up_there(session, "lactate")


def _readings(session: MenuSession, constants: Physiology) -> tuple[str, int]:
    """When to sample, and how often: only in rests that are long enough, or in one that is made so."""
    if session.kind == "tempo":
        return "at the end", 1
    if session.rest_s >= constants.sample_rest_s:
        first = range(1, constants.sample_first_reps + 1)
        reps = sorted({*(n for n in first if n < session.reps), session.reps // 2, session.reps})
        return f"after reps {', '.join(map(str, reps[:-1]))} and {reps[-1]}", len(reps)
    settled = -(-60_000 * constants.sample_after_min // session.rep_milliseconds)
    if settled >= session.reps:
        return "after the last rep", 1
    rest = f"about {constants.sample_after_min} min of work; rest {constants.sample_rest_s} s there for the sample"
    return f"after rep {settled} ({rest}) and after the last", 2


def hit_control(session: MenuSession, constants: Physiology) -> str:
    """HIT is judged by effort and by repeatability, not by pace."""
    low, high = mmol(session.lactate[0]), mmol(session.lactate[1])
    return (
        f"Judge by effort: even reps at RPE {session.rpe[0]}-{session.rpe[1]}, lactate {low}-{high} mmol/L only at "
        f"the end; stop when reps slow by more than {constants.hit_slower_s} s or the calves tighten"
    )


def easy_control(kind: str, profile: Profile, constants: Physiology) -> str:
    """Easy days that drift fast are an error of the method."""
    heart = band_of_lthr(profile.lthr_bpm, (constants.easy_min_lthr_pct, constants.easy_max_lthr_pct))
    limit = "" if heart is None else f"heart rate above {heart[1]} bpm, "
    last = "; cut it short if the legs turn heavy" if kind == "long" else ""
    return (
        f"Talk in whole sentences all the way; {limit}RPE {constants.easy_rpe[1] + 1} or a pace faster than "
        f"{format_pace(profile.easy_fast)}: slow down, walk if need be{last}"
    )
