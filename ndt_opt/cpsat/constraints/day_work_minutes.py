"""Work minutes of a double day and how they are split.

Rule    day-work-minutes
Keeps   min_min..max_min minutes of work, am_min_pct..am_max_pct per cent of it in the morning
Breaks  35 + 30 min (65); 20 + 25 min (44 % AM)
"""

from __future__ import annotations

from ndt_opt.cpsat.day_slots import SlotRoom
from ndt_opt.menu.sessions import MenuSession
from ndt_opt.rules import params as p


def allows_pair(
    am: MenuSession, pm: MenuSession, am_room: SlotRoom, pm_room: SlotRoom, params: p.DayWorkMinutes
) -> bool:
    day = am.work_s + pm.work_s
    whole = 60 * params.min_min <= day <= 60 * params.max_min
    return whole and params.am_min_pct * day <= 100 * am.work_s <= params.am_max_pct * day
