"""Race-pace sessions climb the ladder of their race.

Rule    race-specific
Keeps   the race-pace session of a week is its step of the ladder, worked out from the races (`menu.race.steps`)
Breaks  the last rung in the first week
"""

from __future__ import annotations

from ndt_opt.cpsat.horizon import Week
from ndt_opt.menu.sessions import MenuSession
from ndt_opt.rules.race_params import RaceSpecific


def allows_session(session: MenuSession, place: str, week: Week, params: RaceSpecific) -> bool:
    if place != "race-pace":
        return True
    return week.rung is not None and (session.template, session.reps) == (week.rung.name, week.rung.reps)
