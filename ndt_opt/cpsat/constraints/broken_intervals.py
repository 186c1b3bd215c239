"""Threshold work only as reps with short rests.

Rule    broken-intervals
Keeps   at least min_reps reps, the planned rest inside the window of its rep duration, before feedback lengthens it
Breaks  30 min continuous; 5 x 6 min with 120 s
"""

from __future__ import annotations

from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.programme import Programme
from ndt_opt.menu.sessions import MenuSession
from ndt_opt.rules import params as p


def allows_session(session: MenuSession, place: str, week: Week, params: p.BrokenIntervals) -> bool:
    if place in ("hit", "race-pace"):
        return True
    if session.kind == "tempo":
        return params.max_continuous_days > 0
    if session.reps < params.min_reps:
        return False
    for window in params.rests:
        if session.rep_milliseconds <= 1000 * window.up_to_rep_s:
            rest_s = session.rest_s if session.unheld is None else session.unheld[0]
            return window.min_rest_s <= rest_s <= window.max_rest_s
    return False


def allows_programme(programme: Programme, params: p.BrokenIntervals) -> bool:
    return programme.continuous <= params.max_continuous_days
