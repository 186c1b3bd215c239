"""Work:rest inside the specification's windows, one for long reps (AM) and one for short ones (PM).

Cost    weight points per session whose rep:rest lies outside am_ratio or pm_ratio
"""

from __future__ import annotations

from ndt_opt.menu.sessions import MenuSession
from ndt_opt.rules.training_model import TrainingModel


def double(am: MenuSession, pm: MenuSession, model: TrainingModel) -> int:
    wish = model.preferences["work-rest-window"]
    return int(wish.weight * (_outside(am, wish.am_ratio) + _outside(pm, wish.pm_ratio)))


def single(session: MenuSession, model: TrainingModel) -> int:
    wish = model.preferences["work-rest-window"]
    window = wish.am_ratio if session.rep_milliseconds > 1000 * wish.long_rep_s else wish.pm_ratio
    return int(wish.weight * _outside(session, window))


def _outside(session: MenuSession, window: list[int]) -> int:
    if session.kind == "tempo":
        return 0
    low, high = (1000 * ratio * session.rest_s for ratio in window)
    return int(not low <= session.rep_milliseconds <= high)
