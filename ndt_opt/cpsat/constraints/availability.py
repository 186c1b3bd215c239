"""Sessions only in open slots, inside their clock window and length.

Rule    availability
Keeps   closed and blocked slots stay empty (the horizon leaves them out), no session longer than its slot
Breaks  a 100 min session in a slot of 90 min
"""

from __future__ import annotations

from ndt_opt.cpsat.day_slots import SlotRoom
from ndt_opt.menu.sessions import MenuSession
from ndt_opt.rules import params as p


def allows_pair(am: MenuSession, pm: MenuSession, am_room: SlotRoom, pm_room: SlotRoom, params: p.Availability) -> bool:
    return am.duration_s <= am_room.longest_s and pm.duration_s <= pm_room.longest_s
