"""Every error of the test, with feedback and without, for several runners."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ndt_opt.domain.outcome import Solved
from ndt_opt.domain.plan import Plan
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.scenario_file import load
from ndt_opt.planner import plan_season
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.units import format_pace

from .measures import Measures, measured, true_targets
from .runner import Runner, drawn
from .season import Replanner, run_season

SCENARIO = Path(__file__).with_name("scenario.toml")
ERRORS_PCT = (-6, -4, -2, 0, 2, 4, 6)
"""By how much the test says that the runner is faster at LT2 than they are; negative: slower."""


@dataclass(frozen=True)
class Arm:
    """One way to run a season."""

    name: str
    has_feedback: bool
    has_meter: bool


ARMS = (Arm("no feedback", False, True), Arm("feedback, meter", True, True), Arm("feedback, no meter", True, False))


@dataclass(frozen=True)
class Case:
    """A runner with an inexact test: what the planner was told (`plan`), and what is true."""

    error_pct: int
    tested_pace: int
    plan: Plan
    model: TrainingModel
    exact: Scenario

    def runner(self, seed: int) -> Runner:
        athlete = self.exact.athlete
        assert athlete.lactate is not None
        assert athlete.lactate.lt2_pace is not None
        assert athlete.heart_rate is not None
        assert athlete.heart_rate.lthr_bpm is not None
        return drawn(seed, athlete.lactate.lt2_pace, athlete.lactate.lt2_mmol, athlete.heart_rate.lthr_bpm)


@dataclass(frozen=True)
class Row:
    """One season."""

    case: Case
    arm: Arm
    seed: int
    measures: Measures


def make_case(error_pct: int, weeks: int) -> Case:
    """The first plan after a test that was wrong by so many per cent of speed; paces are whole seconds.

    Raises
    ------
    RuntimeError
        where there is no plan.
    """
    length = {"season.weeks": weeks}
    exact, model = load(SCENARIO, changes=length)
    assert exact.athlete.lactate is not None
    assert exact.athlete.lactate.lt2_pace is not None
    told = round(exact.athlete.lactate.lt2_pace / (1 + error_pct / 100))
    scenario, _ = load(SCENARIO, changes={**length, "athlete.lactate.lt2_pace": format_pace(told)})
    outcome = plan_season(scenario, model)
    if not isinstance(outcome, Solved):
        raise RuntimeError(f"no plan for a test wrong by {error_pct} %: {type(outcome).__name__}")
    return Case(error_pct, told, outcome.plan, model, exact)


def season_of(case: Case, arm: Arm, seed: int, replan: Replanner) -> Measures:
    """One season, measured; `replan` is not asked by an arm without feedback."""
    runner = case.runner(seed)
    season = run_season(case.plan, runner, arm.has_meter, replan if arm.has_feedback else None)
    return measured(season, true_targets(case.exact, case.model), runner.lt2_mmol)


def study(
    replanner: Callable[[Plan, TrainingModel], Replanner],
    seeds: int,
    weeks: int,
    errors_pct: Sequence[int] = ERRORS_PCT,
) -> Iterator[Row]:
    """All seasons, one after the other; `replanner` makes what replans a season from its first plan."""
    for error_pct in errors_pct:
        case = make_case(error_pct, weeks)
        for arm in ARMS:
            for seed in range(1, seeds + 1):
                yield Row(case, arm, seed, season_of(case, arm, seed, replanner(case.plan, case.model)))
