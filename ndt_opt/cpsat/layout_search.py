"""The season on the day grid: layouts in the order of their bounds, each solved, until no other can be better."""

from __future__ import annotations

from collections.abc import Callable

from ndt_opt.cpsat.answer import Answer
from ndt_opt.cpsat.day_layout import Layout
from ndt_opt.cpsat.interrupt import Stop, Stopped
from ndt_opt.cpsat.layout import Ranked, best_layouts, is_free
from ndt_opt.cpsat.solve import SeasonSolver
from ndt_opt.cpsat.work import WorkSolver
from ndt_opt.domain.outcome import Progress, SolveSettings
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel

TRIES = 6
"""Layouts solved at most once there is a plan; what the others could reach stays in the bound."""

PATIENCE = 60
"""Layouts tried at most before there is a plan."""


def solve_season(
    scenario: Scenario,
    model: TrainingModel,
    settings: SolveSettings,
    on_progress: Callable[[Progress], None] | None = None,
    stop: Stop | None = None,
) -> Answer:
    """The best plan over all layouts; on the calendar grid there is one.

    Raises
    ------
    Stopped
        when the user or the clock (`stop`) ended it before there was a model.
    """
    clock = stop or Stop(settings.time_limit_s)

    def new(layout: Layout | None) -> SeasonSolver:
        return SeasonSolver(scenario, model, settings, on_progress, layout, clock)

    solver, answer = _best_layout(scenario, model, clock, new)
    return solver.choose_among_equals(answer)


def most_work(
    scenario: Scenario, model: TrainingModel, settings: SolveSettings, stop: Stop, known_s: int | None = None
) -> Answer:
    """The same of tier 1 alone; with `known_s` "infeasible" where no plan has more seconds of Zone-2 work than that.

    Raises
    ------
    Stopped
        when it was ended before there was a layout.
    """

    def new(layout: Layout | None) -> SeasonSolver:
        return WorkSolver(scenario, model, settings, layout, stop, known_s)

    return _best_layout(scenario, model, stop, new, -1 if known_s is None else known_s)[1]


def _best_layout(
    scenario: Scenario,
    model: TrainingModel,
    stop: Stop,
    new: Callable[[Layout | None], SeasonSolver],
    known_s: int = -1,
) -> tuple[SeasonSolver, Answer]:
    """Tier 1 of the best layout, and its solver; layouts that cannot pass `known_s` are left out."""
    first = new(None)
    ranked = best_layouts(scenario, model, TRIES + 1, stop.check) if is_free(model) else []
    if not ranked:  # the calendar, or a season no layout fits
        return first, first.prove()
    solvers: list[SeasonSolver] = []
    answers: list[Answer] = []
    while _limit(ranked, len(answers)) > max((_z2(a) for a in answers if a.values is not None), default=known_s):
        solver = new(ranked[len(answers)].layout)
        solver.began = first.began
        try:
            answers.append(solver.prove())
            solvers.append(solver)
            has_plan = any(a.values is not None for a in answers)
            if stop.now or len(answers) == (TRIES if has_plan else PATIENCE):
                break
            if len(answers) == TRIES and not has_plan:
                ranked = best_layouts(scenario, model, PATIENCE + 1, stop.check)
        except Stopped:
            if not answers:
                raise
            break
    best = _best(answers, _limit(ranked, len(answers)), known_s)
    return next((s for s, a in zip(solvers, answers, strict=True) if a is best), first), best


def _limit(ranked: list[Ranked], tried: int) -> int:
    """What no layout after the first `tried` can pass; -1 if there is none."""
    return ranked[tried].bound if tried < len(ranked) else -1


def _z2(answer: Answer) -> int:
    return answer.objective.get("z2_work_s", 0) if answer.values is not None else -1


def _best(answers: list[Answer], limit: int, known_s: int) -> Answer:
    """The best answer, with a bound that holds for the layouts nobody solved (`limit`) as well."""
    best = max(answers, key=_z2, default=Answer("infeasible"))
    if best.values is None:
        open_ends = limit > known_s or any(a.status != "infeasible" for a in answers)
        best.status = "unknown" if open_ends else "infeasible"
        best.relaxation_s = max([limit, *(a.relaxation_s for a in answers)])
        return best
    reached = [a.bound.get("z2_work_s", a.relaxation_s) for a in answers if a.status != "infeasible"]
    best.bound["z2_work_s"] = bound = max(limit, *reached)
    best.status = "optimal" if _z2(best) >= bound else "feasible"
    best.proved["z2_work_s"] = best.status == "optimal"
    best.deterministic_time = sum(a.deterministic_time for a in answers)
    best.statistics |= {"layouts": len(answers)}
    if not best.proved["z2_work_s"]:
        best.statistics["tier 1 proof"] = "none"
    return best
