"""One file per preference: tier 2 of the objective, in points.

Some price a day or a pattern before the model is built (`DAY_COSTS`, `weekdays`), some post variables
(`ndt_opt.cpsat.build` lists them).
"""

from __future__ import annotations

from typing import Protocol

from ndt_opt.cpsat.preferences import am_share, specification_minutes, work_rest_window
from ndt_opt.menu.sessions import MenuSession
from ndt_opt.rules.training_model import TrainingModel


class DayCost(Protocol):
    """Points of one double day or of one single session."""

    def double(self, am: MenuSession, pm: MenuSession, model: TrainingModel) -> int: ...

    def single(self, session: MenuSession, model: TrainingModel) -> int: ...


DAY_COSTS: tuple[DayCost, ...] = (am_share, specification_minutes, work_rest_window)
