"""Work:rest inside the specification's windows, AM reps of 5-10 min.

Cost    weight points per session outside AM 5:1-10:1, PM 2:1-4:1
"""

from __future__ import annotations

from ndt_opt.menu.sessions import MenuSession
from ndt_opt.rules.training_model import TrainingModel

AM_WINDOW, PM_WINDOW = (5, 10), (2, 4)


def double(am: MenuSession, pm: MenuSession, model: TrainingModel) -> int:
    outside = _outside(am, AM_WINDOW) + _outside(pm, PM_WINDOW)
    return int(model.preferences["work-rest-window"].weight * outside)


def single(session: MenuSession, model: TrainingModel) -> int:
    window = AM_WINDOW if session.rep_milliseconds > 240_000 else PM_WINDOW
    return int(model.preferences["work-rest-window"].weight * _outside(session, window))


def _outside(session: MenuSession, window: tuple[int, int]) -> int:
    if session.kind == "tempo":
        return 0
    low, high = (1000 * ratio * session.rest_s for ratio in window)
    return int(not low <= session.rep_milliseconds <= high)
