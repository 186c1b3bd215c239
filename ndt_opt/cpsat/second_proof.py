"""A claim of the solver put to it a second time: the model built anew, without whatever led to the first proof.

No bound, no hint, no thinned model, no objective, other search: a cut asks for a plan with more Zone 2 work than the
best one, and there may be none.  On the day grid every layout is asked where there are not too many; else those that
the planner's own bound leaves open, and that bound stays part of the proof.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from ortools.sat.python import cp_model

from ndt_opt.cpsat.alike_patterns import Made
from ndt_opt.cpsat.build import Built, build
from ndt_opt.cpsat.day_layout import Layout
from ndt_opt.cpsat.day_tables import Keep
from ndt_opt.cpsat.facts import Facts, season_facts
from ndt_opt.cpsat.interrupt import Stop, Stopped, run
from ndt_opt.cpsat.layout import best_layouts, every_layout, is_free, number_of_layouts
from ndt_opt.cpsat.thinning import TooManyProgrammes
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel

SEED = 20240229
WORKERS = 2
SETTINGS = f"{WORKERS} workers, seed {SEED}, presolve, probing and symmetry on, linearization 2, no `core`, no hint"

MOST_PROGRAMMES = 200_000
"""In a model that leaves none out; so many take about 700 MB and a minute or two."""

MOST_LAYOUTS = 1000
"""Of the day grid, about twelve weeks; more of them are not asked one by one."""

Result = Literal["infeasible", "feasible", "not closed", "not applicable"]


@dataclass
class SecondProof:
    """What became of the claim.

    `why`: what is open, or why it was not asked.  `rests_on`: what was taken over from the first proof.  `texts`: where
    there is a plan after all, the model and the values of its variables.
    """

    result: Result
    why: str = ""
    rests_on: list[str] = field(default_factory=list)
    sha256: str | None = None
    texts: dict[str, str] = field(default_factory=dict)


def prove_again(
    scenario: Scenario,
    model: TrainingModel,
    z2_s: int | None,
    keep: Keep,
    stop: Stop,
    report: Callable[[], None] = lambda: None,
) -> SecondProof:
    """Whether no plan has more than `z2_s` seconds of Zone 2 work (None: whether there is no plan at all).

    `stop` limits the time; `report` is called now and then.
    """
    asked, made = _Asked(z2_s, stop, report), Made()
    try:
        layouts, left = _layouts(scenario, model, z2_s, stop)
        if left:
            asked.proof.rests_on.append(f"the planner's own bound on {left} of {left + len(layouts)} layouts")
        for layout in layouts:
            facts = season_facts(scenario, model, layout, check=stop.check, made=made, keep=keep)
            _refuse_too_many(facts, keep)
            asked.ask(build(facts, check=stop.check))
            if asked.proof.result == "feasible":
                return asked.proof
    except Stopped:
        return SecondProof("not closed", "the time ran out", asked.proof.rests_on)
    except MemoryError:
        return SecondProof("not closed", "out of memory", asked.proof.rests_on)
    except TooManyProgrammes:
        return SecondProof("not applicable", f"more than {MOST_PROGRAMMES} programmes")
    if left:
        asked.proof.result, asked.proof.why = "not closed", "not every layout was asked"
    return asked.proof


class _Asked:
    """The question, put to one model after the other."""

    def __init__(self, z2_s: int | None, stop: Stop, report: Callable[[], None]) -> None:
        self.z2_s, self.stop, self.report = z2_s, stop, report
        self.proof, self.hash = SecondProof("infeasible"), sha256()

    def ask(self, built: Built) -> None:
        """Adds the cut, and what came out.

        Raises
        ------
        Stopped
            when it was stopped before that.
        """
        cp = built.grid.cp
        if self.z2_s is not None:
            cp.add(built.z2_s >= self.z2_s + 1).with_name("cut")
        built.refuse_unsafe()
        text = str(cp.proto)
        self.hash.update(text.encode())
        self.proof.sha256 = self.hash.hexdigest()
        solver = new_solver()
        status = run(solver, cp, self.stop, lambda best, bound: self.report())
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            names = [v.name for v in cp.proto.variables]
            values = dict(zip(names, map(int, solver.response_proto.solution), strict=True))
            solution = json.dumps({name: value for name, value in values.items() if value}, indent=1) + "\n"
            self.proof.result, self.proof.texts = "feasible", {"model.pbtxt": text, "solution.json": solution}
        elif status == cp_model.MODEL_INVALID:
            raise AssertionError(f"the model is invalid: {cp.validate()}")
        elif status != cp_model.INFEASIBLE:
            raise Stopped


def new_solver() -> cp_model.CpSolver:
    """Another one than `settings.new_solver` gives; still without `core`, which has been wrong."""
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = SEED
    solver.parameters.num_workers = WORKERS
    solver.parameters.linearization_level = 2
    solver.parameters.ignore_subsolvers.append("core")
    return solver


def _layouts(scenario: Scenario, model: TrainingModel, z2_s: int | None, stop: Stop) -> tuple[list[Layout | None], int]:
    """The layouts to ask, and how many are left out; None stands for the calendar."""
    if not is_free(model):
        return [None], 0
    number = number_of_layouts(scenario, model)
    if number <= MOST_LAYOUTS:
        return [*every_layout(scenario, model)], 0
    ranked = best_layouts(scenario, model, MOST_LAYOUTS, stop.check)
    layouts = [r.layout for r in ranked if z2_s is None or r.bound > z2_s]
    return [*layouts], number - len(layouts)


def _refuse_too_many(facts: Facts, keep: Keep) -> None:
    if keep == "all" and sum(len(own.programmes) for own in facts.columns) > MOST_PROGRAMMES:
        raise TooManyProgrammes
