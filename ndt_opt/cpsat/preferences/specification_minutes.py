"""Sessions as long as the specification wants them.

Cost    weight points per minute below the specification's lower ends
"""

from __future__ import annotations

from ndt_opt.menu.sessions import MenuSession
from ndt_opt.rules.training_model import TrainingModel


def double(am: MenuSession, pm: MenuSession, model: TrainingModel) -> int:
    params = model.rules["session-work-minutes"]
    short = max(0, 60 * params.prefer_am_min - am.work_s) + max(0, 60 * params.prefer_pm_min - pm.work_s)
    return int(model.preferences["specification-minutes"].weight * short // 60)


def single(session: MenuSession, model: TrainingModel) -> int:
    return 0
