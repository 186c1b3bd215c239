"""Hours between the morning and the afternoon session.

Rule    am-pm-gap
Keeps   at least min_gap_min between the end of AM and the start of PM on a day with a hard session
Breaks  AM 08:00-09:20, PM from 13:00 at the latest (gap 240)
"""

from __future__ import annotations

from ndt_opt.cpsat.day_slots import SlotRoom
from ndt_opt.menu.sessions import MenuSession
from ndt_opt.rules import params as p


def allows_pair(am: MenuSession, pm: MenuSession, am_room: SlotRoom, pm_room: SlotRoom, params: p.AmPmGap) -> bool:
    earliest_end_s = 60 * am_room.start_min + am.duration_s
    latest_start_s = 60 * (pm_room.end_min - -(-pm.duration_s // 60))  # sessions start on whole minutes
    return latest_start_s - earliest_end_s >= 60 * (params.min_gap_min + pm_room.lost_min)
