"""The season on the day grid: layouts in the order of their bounds, each solved, until no other can be better."""

from __future__ import annotations

from collections.abc import Callable

from ndt_opt.cpsat.interrupt import Stop, Stopped
from ndt_opt.cpsat.layout import Ranked, best_layouts, is_free
from ndt_opt.cpsat.solve import Answer, SeasonSolver
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
    only_work: bool = False,
) -> Answer:
    """The best plan over all layouts; on the calendar grid there is one.  `only_work`: of tier 1 alone.

    Raises
    ------
    Stopped
        when the user or the clock (`stop`) ended it before there was a model.
    """
    first = SeasonSolver(scenario, model, settings, on_progress, stop=stop)
    check = first.stop.check
    ranked = best_layouts(scenario, model, TRIES + 1, check) if is_free(model) else []
    if not ranked:  # the calendar, or a season no layout fits
        return first.prove() if only_work else first.solve()
    solvers: list[SeasonSolver] = []
    answers: list[Answer] = []
    while _limit(ranked, len(answers)) > max((_z2(a) for a in answers), default=-1):
        solver = SeasonSolver(scenario, model, settings, on_progress, ranked[len(answers)].layout, first.stop)
        solver.began = first.began
        try:
            answers.append(solver.prove())
            solvers.append(solver)
            has_plan = any(a.values is not None for a in answers)
            if first.stop.now or len(answers) == (TRIES if has_plan else PATIENCE):
                break
            if len(answers) == TRIES and not has_plan:
                ranked = best_layouts(scenario, model, PATIENCE + 1, check)
        except Stopped:
            if not answers:
                raise
            break
    best = _best(answers, _limit(ranked, len(answers)))
    if only_work:
        return best
    return next(s for s, a in zip(solvers, answers, strict=True) if a is best).choose_among_equals(best)


def _limit(ranked: list[Ranked], tried: int) -> int:
    """What no layout after the first `tried` can pass; -1 if there is none."""
    return ranked[tried].bound if tried < len(ranked) else -1


def _z2(answer: Answer) -> int:
    return answer.objective.get("z2_work_s", 0) if answer.values is not None else -1


def _best(answers: list[Answer], limit: int) -> Answer:
    """The best answer, with a bound that holds for the layouts nobody solved (`limit`) as well."""
    best = max(answers, key=_z2)
    if best.values is None:
        open_ends = limit >= 0 or any(a.status != "infeasible" for a in answers)
        best.status = "unknown" if open_ends else "infeasible"
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
