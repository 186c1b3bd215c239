"""Threshold work inside Zone 2, easy running well below it.

Rule    intensity-ceiling
Keeps   a threshold session's window goes up, from the zone's floor or its template's own lower end to at most
        max_mmol and LT2; its heart rate and RPE end at the model's; no easy pace near the session's pace.  That it
        starts no faster than its template is true by construction: the menu gives it the template's pace
        (`menu.sessions.template_pace`) and adds what altitude slows it by, and nothing later makes it faster
Breaks  a template that states 3.5-4.5 mmol/L, or RPE 16; 3:30/km as easy pace beside threshold work at 3:23/km
"""

from __future__ import annotations

from ndt_opt.menu.sessions import MenuSession
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules import params as p


def allows_target(session: MenuSession, place: str, person: Profile, params: p.IntensityCeiling) -> bool:
    """The menu lets no window begin below the floor or its template's own end.

    The athlete's easy pace is no decision, so the threshold sessions beside too fast a one are refused; what
    altitude slows them by is left out.
    """
    if place in ("hit", "race-pace"):
        return True
    low, high = session.lactate
    home = session.pace - session.slower_s
    inside = low < high <= min(person.lt2, round(100 * params.max_mmol))
    is_calm = session.rpe[1] <= params.max_rpe
    is_slow = session.lthr_pct is None or session.lthr_pct[1] <= params.max_lthr_pct
    return inside and is_calm and is_slow and 100 * person.easy_fast >= params.min_easy_pace_pct * home
