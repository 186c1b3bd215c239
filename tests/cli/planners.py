"""Stand-ins for the planner, so that the command line is tested without a solver."""

from __future__ import annotations

import datetime as dt
import sys
import types
from collections.abc import Callable
from typing import Any

import pytest

from ndt_opt.domain.clash import Clash, ClashMember
from ndt_opt.domain.outcome import Outcome, Progress, SolveSettings
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel


class Planner:
    """Ends every solve the same way and remembers what it was asked."""

    def __init__(self, end: Outcome | BaseException, progress: list[Progress] | None = None) -> None:
        self.end = end
        self.progress = progress or []
        self.asked: list[tuple[Scenario, TrainingModel, SolveSettings]] = []
        self.watched = False

    def __call__(
        self,
        scenario: Scenario,
        model: TrainingModel,
        settings: SolveSettings,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> Outcome:
        self.asked.append((scenario, model, settings))
        self.watched = on_progress is not None
        for step in self.progress if on_progress is not None else ():
            on_progress(step)
        if isinstance(self.end, BaseException):
            raise self.end
        return self.end


def clash(*slugs: str, weeks: int, cut_short: bool = False) -> Clash:
    """A clash of rules."""
    members = [ClashMember(kind="rule", key=slug, words=f"words of {slug}") for slug in slugs]
    until = dt.date(2026, 11, 1) + dt.timedelta(weeks=weeks)
    return Clash(
        members=members, weeks=weeks, until=until, minimal=not cut_short, undecided=[], cut_short=cut_short
    )  # fmt: skip


def use(monkeypatch: pytest.MonkeyPatch, end: Any, progress: list[Progress] | None = None) -> Planner:
    planner = Planner(end, progress)
    module = types.ModuleType("ndt_opt.planner")
    module.plan_season = planner  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ndt_opt.planner", module)
    return planner
