"""The three tiers of the objective, one after the other.

Tier 1 maximises Zone-2 work.  A relaxation bounds every week, and the season; a plan that meets that bound is proved
by it.  A chain of blocks (`chain`) looks for one, with tiers 2 and 3 on the way; where it breaks, a thinned model does,
and else the whole model is solved with that plan as a hint.  Tiers 2 and 3 keep tier 1's value and choose among equals
on a model without the programmes that can no longer occur (`Bounds.ranges`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext, suppress
from typing import TypeVar

from ortools.sat.python import cp_model

from ndt_opt.cpsat import closeness
from ndt_opt.cpsat.answer import Answer, Values, named, names, values_of
from ndt_opt.cpsat.bounds import Bounds, season_bounds
from ndt_opt.cpsat.build import Built, build, preference_costs
from ndt_opt.cpsat.chain import Chain, Found
from ndt_opt.cpsat.columns import WeekColumns
from ndt_opt.cpsat.day_layout import Layout
from ndt_opt.cpsat.facts import Facts, season_facts
from ndt_opt.cpsat.grid import Grid, Thin
from ndt_opt.cpsat.hints import lead_to_bound, near_the_bound, set_hint
from ndt_opt.cpsat.interrupt import Stop, Stopped, run
from ndt_opt.cpsat.settings import HINT_LIMIT, PART_LIMIT, new_solver, part_solver
from ndt_opt.cpsat.stay import least_work, stay
from ndt_opt.domain.outcome import Progress, SolveSettings
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel

MANY_PROGRAMMES = 3000
"""Above this, tier 1 is proved on the programmes that the hint and the bounds leave possible."""

OPTIMAL, FEASIBLE, INFEASIBLE = cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE
T = TypeVar("T")


class SeasonSolver:
    """One solve of one scenario: settings, the clock, and what was measured on the way."""

    def __init__(
        self,
        scenario: Scenario,
        model: TrainingModel,
        settings: SolveSettings,
        on_progress: Callable[[Progress], None] | None = None,
        layout: Layout | None = None,
        stop: Stop | None = None,
    ) -> None:
        self.scenario, self.model, self.settings = scenario, model, settings
        self.layout = layout
        self.on_progress = on_progress or (lambda progress: None)
        self.began = time.monotonic()
        self.stop = stop or Stop(settings.time_limit_s)
        self.times: dict[str, float] = {}
        self.bounds = Bounds([], 0, [])
        self.chain: tuple[Chain, list[int]] | None = None
        self.branches, self.deterministic_time = 0, 0.0

    def solve(self) -> Answer:
        """Tier 1 to 3.

        Returns
        -------
        Answer
            `status` is "optimal" (Zone-2 work proved), "feasible", "infeasible" or "unknown".
        """
        return self.choose_among_equals(self.prove())

    def prove(self) -> Answer:
        """Tier 1.

        Raises
        ------
        Stopped
            when it was stopped before there was a plan.
        """
        self.facts = self._timed("columns", self._facts)
        bounds = self._timed("bounds", lambda: season_bounds(self.facts))
        if bounds is None:  # the caps on muscular load alone leave no season
            return Answer("infeasible")
        self.bounds = bounds
        answer = Answer("unknown", relaxation_s=bounds.total_s)
        self._find(answer)
        answer.deterministic_time = self.deterministic_time
        return answer

    def choose_among_equals(self, answer: Answer) -> Answer:
        """Tiers 2 and 3 of a season whose first tier is done."""
        before = self.deterministic_time
        if answer.values is not None:
            with suppress(Stopped):  # tier 1's plan stands
                self._timed("tiers_2_3", lambda: self._choose_among_equals(answer))
        answer.deterministic_time += self.deterministic_time - before
        answer.interrupted = self.stop.interrupted
        answer.statistics["tiers proved"] = (
            ", ".join(tier for tier, is_proved in answer.proved.items() if is_proved) or "none"
        )
        answer.statistics |= {"seconds": {k: round(v, 3) for k, v in self.times.items()}}
        return answer

    def _facts(self) -> Facts:
        asked = self.settings.asked
        return season_facts(self.scenario, self.model, self.layout, check=self.stop.check, asked=asked)

    def _build(self, thin: Thin | None = None) -> Built:
        return build(self.facts, thin=thin, check=self.stop.check)

    def _timed(self, name: str, step: Callable[[], T]) -> T:
        began = time.monotonic()
        result = step()
        self.times[name] = time.monotonic() - began
        return result

    def _run(
        self, cp: cp_model.CpModel, tier: str, limit: float | None, solver: cp_model.CpSolver
    ) -> cp_model.CpSolverStatus:
        if limit is not None:
            solver.parameters.max_deterministic_time = limit

        def report(best: int | None, bound: int | None) -> None:
            self.on_progress(Progress(tier, best, bound, time.monotonic() - self.began))

        status = run(solver, cp, self.stop, report)
        if status == cp_model.MODEL_INVALID:
            raise AssertionError(f"the {tier} model is invalid: {cp.validate()}")
        self.deterministic_time += solver.response_proto.deterministic_time
        self.branches += solver.num_branches
        return status

    def _ask(self, cp: cp_model.CpModel) -> Found | None:
        """A part of the chain.

        Raises
        ------
        Stopped
            when it is time.
        """
        solver = part_solver(self.settings.seed)
        status = self._run(cp, "blocks", self.settings.deterministic_limit or PART_LIMIT, solver)
        self.stop.check()
        if status not in (OPTIMAL, FEASIBLE):
            return None
        return Found(tuple(solver.response_proto.solution), status == OPTIMAL)

    def _find(self, answer: Answer) -> None:
        """The best plan of tier 1: block by block at the bounds, or else near them and then by search."""
        if self._timed("chain", lambda: self._by_blocks(answer)):
            return
        hint = self._timed("hint", lambda: self._hint(answer))
        if hint is None or answer.status != "optimal":
            with nullcontext() if hint is None else suppress(Stopped):  # the hint is a plan
                self._timed("tier_1", lambda: self._tier_1(hint, answer))

    def _by_blocks(self, answer: Answer) -> bool:
        """Whether the chain of blocks has a plan at the bound; that goes into the answer."""
        if self.bounds.paths is not None and self.settings.near is not None and self._as_before(answer):
            return True
        floors = least_work(self.bounds.blocks, self.facts.horizon, self.settings.near)
        built = self._able(self.bounds.total_s - sum(own.total_s for own in self.bounds.blocks) + sum(floors))
        costs = self._costs(built.grid)
        chain = self._chain(built, costs, lead_to_bound(built, self.bounds, floors))
        near = self.settings.near
        values = None if near is None or self.bounds.paths is not None else chain.first(stay(built.grid, near))
        values = chain.first() if values is None else values
        return self._has(answer, built, chain, values)

    def _as_before(self, answer: Answer) -> bool:
        """Whether the old plan is one under caps on muscular load, where guides would lead away from it."""
        near = self.settings.near
        assert near is not None
        least_s = self.bounds.total_s - 60 * near.figures.min_gain_min
        built = self._able(least_s)
        built.grid.cp.add(built.z2_s >= least_s)
        chain = self._chain(built, self._costs(built.grid), guides=0)
        return self._has(answer, built, chain, chain.first(stay(built.grid, near)))

    def _has(self, answer: Answer, built: Built, chain: Chain, values: list[int] | None) -> bool:
        """Whether the chain has a plan; that goes into the answer."""
        if values is None:
            return False
        self.chain = chain, values
        self._accept(answer, built, named(built.grid.cp, values), self.bounds.total_s)
        return True

    def _chain(self, built: Built, costs: dict[int, cp_model.IntVar], guides: int) -> Chain:
        """The chain of a model to which all is added; the guides come last."""
        built.refuse_unsafe()
        return Chain(built.grid, costs, guides, self._ask)

    def _costs(self, grid: Grid) -> dict[int, cp_model.IntVar]:
        """Points of wishes, by block; of changes before them where there is a plan to stay close to."""
        return preference_costs(grid, self.settings.near)

    def _hint(self, answer: Answer) -> Values | None:
        """A plan of the thinned model, at the relaxation's bound if there is one."""
        for at_bound in (True, False):
            if self.stop.now:
                return None
            thinned = self._build(near_the_bound(self.bounds, 6))
            if at_bound:
                thinned.grid.cp.add(thinned.z2_s >= answer.relaxation_s)
            else:
                thinned.grid.cp.maximize(thinned.z2_s)
            thinned.refuse_unsafe()
            solver = new_solver(self.settings.seed, self.settings.workers, presolve=True)
            status = self._run(thinned.grid.cp, "z2_hint", HINT_LIMIT, solver)
            if status in (OPTIMAL, FEASIBLE):
                values = values_of(thinned.grid.cp, solver)
                self._accept(answer, thinned, values, answer.relaxation_s)
                return values
        return None

    def _tier_1(self, hint: Values | None, answer: Answer) -> None:
        """The most Zone-2 work by search, on the programmes that bounds and hint leave possible if these are many."""
        many = any(len(columns.programmes) > MANY_PROGRAMMES for columns in self.facts.columns)
        built = self._able(answer.objective["z2_work_s"]) if many and hint is not None else self._build()
        cp = built.grid.cp
        cp.maximize(built.z2_s)
        for week, limit in zip(built.grid.weeks, self.bounds.weeks, strict=True):
            cp.add(week.z2_s <= limit)
        if self.bounds.total_s < sum(self.bounds.weeks):
            cp.add(built.z2_s <= self.bounds.total_s)
        built.refuse_unsafe()
        if hint is not None:
            set_hint(cp, names(cp), hint)
        solver = new_solver(self.settings.seed, self.settings.workers, presolve=hint is None)
        status = self._run(cp, "z2_work_s", self.settings.deterministic_limit, solver)
        if status == INFEASIBLE:
            if hint is not None:
                raise AssertionError("the whole model denies the thinned model's plan")
            answer.status = "infeasible"
        elif status in (OPTIMAL, FEASIBLE):
            self._accept(answer, built, values_of(cp, solver), round(solver.best_objective_bound))

    def _able(self, z2_s: int) -> Built:
        """The model without the programmes that no plan of so much work can hold."""
        ranges = self.bounds.ranges(z2_s)

        def able(columns: WeekColumns) -> WeekColumns:
            least, most = ranges[columns.week.index]
            return columns.only([i for i, (_, q) in enumerate(columns.programmes) if least <= q.z2_s <= most])

        return self._build(able)

    def _accept(self, answer: Answer, built: Built, values: Values, bound_s: int) -> None:
        self.times.setdefault("first_plan", time.monotonic() - self.began)
        answer.accept(built, values, bound_s, self.bounds.weeks)
        answer.statistics["branches"] = self.branches

    def _choose_among_equals(self, answer: Answer) -> None:
        """Tiers 2 and 3: preferences, then one plan among equals; each keeps the tier before."""
        chain, values = self.chain or self._chain_of(answer)
        try:
            answer.proved["preference_cost"] = chain.improve(values, is_new=self.chain is None)
        finally:
            answer.grid, answer.values = chain.grid, named(chain.grid.cp, values)
            answer.objective |= self._points(chain.cost(values)) | {"tie_break": chain.tie_break(values)}
            answer.take_more()

    def _points(self, cost: int) -> dict[str, int]:
        """The tiers between Zone-2 work and the tie-break, of the chain's points."""
        if self.settings.near is None:
            return {"preference_cost": cost}
        changed, wishes = divmod(cost, closeness.UNIT)
        return {"closeness": changed, "preference_cost": wishes}

    def _chain_of(self, answer: Answer) -> tuple[Chain, list[int]]:
        """A chain whose first plan is the answer's, made elsewhere."""
        assert answer.values is not None
        z2_s, known = answer.objective["z2_work_s"], answer.values
        built = self._able(z2_s)
        built.grid.cp.add(built.z2_s >= z2_s)
        chain = self._chain(built, self._costs(built.grid), guides=0)
        near = self.settings.near
        values = None if near is None else chain.first(stay(built.grid, near))
        if values is None:
            decisions = (x for week in built.grid.weeks for x in week.decisions)
            values = chain.first({x.index: known.get(x.name, 0) for x in decisions})
        if values is None:
            raise AssertionError("the model of tier 2 denies the plan of tier 1")
        return chain, values
