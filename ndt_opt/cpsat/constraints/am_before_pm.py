"""AM is the slower, lower session with the longer reps.

Rule    am-before-pm
Keeps   AM pace at least min_pace_gap_s slower, AM reps longer, AM lactate no higher at either end and lower at one
Breaks  16 x 90 s in the morning, 5 x 6 min in the afternoon
"""

from __future__ import annotations

from ndt_opt.cpsat.day_slots import SlotRoom
from ndt_opt.menu.sessions import MenuSession
from ndt_opt.rules import params as p


def allows_pair(am: MenuSession, pm: MenuSession, am_room: SlotRoom, pm_room: SlotRoom, params: p.AmBeforePm) -> bool:
    slower = am.pace >= pm.pace + params.min_pace_gap_s
    longer = am.rep_milliseconds > pm.rep_milliseconds
    no_higher = am.lactate[0] <= pm.lactate[0] and am.lactate[1] <= pm.lactate[1]
    return slower and longer and no_higher and am.lactate != pm.lactate
