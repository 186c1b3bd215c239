"""Every session is what its template, the athlete's results and the training model make of it."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.books.ledger import RACE_KINDS, STEADY_KINDS, Ledger, near, same
from ndt_opt.audit.verdict import Verdict, broken
from ndt_opt.audit.work import lengthened
from ndt_opt.domain.plan import Session
from ndt_opt.rules.training_model import Template


def check(ledger: Ledger, session: Session) -> Iterator[Verdict]:
    """Easy and long runs by the athlete, the others by their template."""
    if session.kind in STEADY_KINDS:
        yield from same(session.id, "template", session.template, session.kind)
        yield from _easy(ledger, session)
        return
    if session.kind in RACE_KINDS:
        yield from _near_race(ledger, session)
        return
    template = ledger.template(session)
    if template is None or ("hit" in template.use) != (session.kind == "hit"):
        yield broken(session.id, f"template {session.template}", f"a {session.kind} template of the model")
        return
    yield from _reps(ledger, session, template)
    yield from _effort(ledger, session, template)
    yield from _pace(ledger, session, template)
    yield from _easy_metres(ledger, session, template)


def _easy(ledger: Ledger, session: Session) -> Iterator[Verdict]:
    constants, band, paces = ledger.model.physiology, session.pace_s_per_km, ledger.paces
    yield from _rpe(session, constants.easy_rpe)
    yield from _heart_rate(ledger, session, [constants.easy_min_lthr_pct, constants.easy_max_lthr_pct])
    if band is not None and paces is not None:
        yield from near(session.id, "pace", band.start, paces.easy, 0)
        yield from near(session.id, "fast pace", band.fast, paces.easy_fast, 1)
        slower = ledger.dated.slower_s(session.date)
        yield from near(session.id, "slow pace", band.slow, paces.easy_slow + slower, 1)


def _near_race(ledger: Ledger, session: Session) -> Iterator[Verdict]:
    """Race-pace sessions and races: their ladder's zone, lactate and effort; what is run the rules judge."""
    ladder, constants, band = ledger.ladder(session), ledger.model.physiology, session.pace_s_per_km
    is_race = session.kind == "race"
    yield from _rpe(session, constants.race_rpe if is_race else ladder.rpe)
    yield from _heart_rate(ledger, session, None)
    if session.lactate_mmol is not None:
        found = [session.lactate_mmol.low, session.lactate_mmol.high]
        yield from same(session.id, "lactate", found, ladder.lactate_mmol)
    if is_race:
        yield from same(session.id, "template", session.template, "race")
        yield from same(session.id, "reps", session.reps, 1)
        if band is not None and ledger.paces is not None and session.rep_m is not None:
            expected = ledger.paces.race(session.rep_m) + ledger.dated.slower_s(session.date)
            yield from near(session.id, "pace", band.start, expected, 1)
    if band is not None:
        yield from same(session.id, "fast pace", band.fast, band.start - constants.race_pace_slack_s)
    yield from same(session.id, "easy_m", session.easy_m, session.warmup_m + session.cooldown_m)


def _reps(ledger: Ledger, session: Session, template: Template) -> Iterator[Verdict]:
    for name in ("rep_s", "rep_m"):
        yield from same(session.id, name, getattr(session, name), getattr(template, name))
    yield from same(session.id, "rest_s", session.rest_s, _rest_s(ledger, session, template))
    yield from same(session.id, "adjusted", session.adjusted is not None, ledger.held(session) is not None)
    if not template.min_reps <= session.reps <= template.max_reps:
        yield broken(session.id, f"{session.reps} reps", f"{template.min_reps} to {template.max_reps}")
    if (session.kind == "tempo") != (session.reps == 1 and session.kind != "hit"):
        yield broken(session.id, f"{session.kind} of {session.reps} reps", "a tempo has one, a threshold session more")


def _rest_s(ledger: Ledger, session: Session, template: Template) -> int:
    """The template's, or as the log has lengthened it; on a hill at least what the jog back takes, in steps of 5 s."""
    held = ledger.held(session)
    rest_s = lengthened(template.rest_s, 100 if held is None else held.rest_pct)
    if template.terrain != "hill" or template.rest != "jog" or not ledger.easy:
        return rest_s
    back_ms = session.hard_m // session.reps * (ledger.easy[0] + ledger.model.physiology.jog_slower_s)
    return max(rest_s, 5 * -(-back_ms // 5000))


def _effort(ledger: Ledger, session: Session, template: Template) -> Iterator[Verdict]:
    yield from _rpe(session, template.rpe)
    yield from _heart_rate(ledger, session, template.lthr_pct)
    if session.lactate_mmol is not None:
        found = round(100 * session.lactate_mmol.low), round(100 * session.lactate_mmol.high)
        low, high = _window(ledger, template)
        if found != (low, high):
            yield broken(session.id, f"lactate {found[0] / 100:g}-{found[1] / 100:g}", f"{low / 100:g}-{high / 100:g}")


def _window(ledger: Ledger, template: Template) -> tuple[int, int]:
    """The template's own ends, cut at the ceiling but for HIT; else the lower or upper half of Zone 2."""
    zone, test = ledger.model.physiology, ledger.plan.scenario.athlete.lactate
    lt2 = zone.untested_lt2_mmol if test is None else test.lt2_mmol
    floor, ceiling = round(100 * zone.z2_floor_mmol), round(100 * min(zone.z2_ceiling_mmol, lt2))
    if template.lactate_mmol is not None:
        low, high = (round(100 * end) for end in template.lactate_mmol)
        return (low, high) if template.window == "hit" else (min(low, ceiling), min(high, ceiling))
    middle = (floor + ceiling) // 2
    return (floor, middle) if template.window == "low" else (middle, ceiling)


def _rpe(session: Session, ends: list[int]) -> Iterator[Verdict]:
    if session.rpe is not None:
        yield from same(session.id, "rpe", [session.rpe.low, session.rpe.high], ends)


def _heart_rate(ledger: Ledger, session: Session, pct: list[int] | None) -> Iterator[Verdict]:
    """Per cent of a tested LTHR, to the beat; no band without one."""
    heart = ledger.plan.scenario.athlete.heart_rate
    lthr, band = None if heart is None else heart.lthr_bpm, session.heart_rate_bpm
    if lthr is None or pct is None:
        yield from same(session.id, "heart_rate_bpm", band, None)
    elif band is None:
        yield broken(session.id, "no heart_rate_bpm", f"{pct[0]} to {pct[1]} % of LTHR {lthr} bpm")
    else:
        yield from near(session.id, "heart rate from", band.low, lthr * pct[0] / 100, 0.5)
        yield from near(session.id, "heart rate up to", band.high, lthr * pct[1] / 100, 0.5)


def _pace(ledger: Ledger, session: Session, template: Template) -> Iterator[Verdict]:
    """A second's rounding; a hill has no pace, but its seconds follow from one."""
    band, expected = session.pace_s_per_km, _start_pace(ledger, session, template)
    if template.terrain == "hill":
        yield from same(session.id, "pace on a hill", band, None)
        if expected is not None:
            yield from near(session.id, "hard_s", session.hard_s, session.hard_m * expected / 1000, _slack(session))
    elif band is not None:
        yield from same(session.id, "fast pace", band.fast, band.start - template.pace_slack_s)
        if expected is not None:
            yield from near(session.id, "pace", band.start, expected, 1)


def _slack(session: Session) -> float:
    return 1 + session.hard_m / 1000


def _start_pace(ledger: Ledger, session: Session, template: Template) -> float | None:
    """By the athlete's results, slower at altitude but for HIT."""
    if ledger.paces is None:
        return None
    slower = 0 if session.kind == "hit" else ledger.dated.slower_s(session.date)
    held = ledger.held(session)
    return ledger.paces.of_template(template) + slower + (0 if held is None else held.slower_s)


def _easy_metres(ledger: Ledger, session: Session, template: Template) -> Iterator[Verdict]:
    """Warm-up, cool-down and the jogged rests, each in whole metres."""
    rests = max(session.reps - 1, 0) if template.rest == "jog" else 0
    jog_m = 0
    if rests and template.terrain == "hill":  # the way back is as long as the rep
        jog_m = session.hard_m // session.reps
    elif rests:
        if not ledger.easy:
            return
        jog_m = _rest_s(ledger, session, template) * 1000 // (ledger.easy[0] + ledger.model.physiology.jog_slower_s)
    expected = session.warmup_m + session.cooldown_m + rests * jog_m
    yield from near(session.id, "easy_m", session.easy_m, expected, rests)
