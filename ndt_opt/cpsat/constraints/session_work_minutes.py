"""Work minutes of the two sessions of a double day.

Rule    session-work-minutes
Keeps   AM am_min..am_max, PM pm_min..pm_max minutes of work
Breaks  AM 8 x 5 min (40), PM 7 x 90 s (10.5)
"""

from __future__ import annotations

from ndt_opt.cpsat.horizon import Week
from ndt_opt.menu.sessions import MenuSession
from ndt_opt.rules import params as p


def allows_session(session: MenuSession, place: str, week: Week, params: p.SessionWorkMinutes) -> bool:
    if place == "am":
        return 60 * params.am_min <= session.work_s <= 60 * params.am_max
    if place == "pm":
        return 60 * params.pm_min <= session.work_s <= 60 * params.pm_max
    return True
