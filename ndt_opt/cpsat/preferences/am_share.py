"""The morning carries its share of a double day.

Cost    weight points per percentage point off prefer_am_pct
"""

from __future__ import annotations

from ndt_opt.menu.sessions import MenuSession
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.units import half_up


def double(am: MenuSession, pm: MenuSession, model: TrainingModel) -> int:
    wanted = model.rules["day-work-minutes"].prefer_am_pct
    off = abs(100 * am.work_s - wanted * (am.work_s + pm.work_s))
    return half_up(int(model.preferences["am-share"].weight) * off, am.work_s + pm.work_s)


def single(session: MenuSession, model: TrainingModel) -> int:
    return 0
