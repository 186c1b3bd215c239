"""From a scenario to an audited plan: build, solve, decode, audit."""

from __future__ import annotations

from collections.abc import Callable

from ndt_opt.audit.auditor import audit_plan, broken
from ndt_opt.clash.paces import refused_paces
from ndt_opt.clash.search import ClashSearch
from ndt_opt.clash.words import told
from ndt_opt.cpsat import layout_search
from ndt_opt.cpsat.answer import Answer
from ndt_opt.cpsat.extract import Values, extract
from ndt_opt.cpsat.feasibility import Try
from ndt_opt.cpsat.grid import Grid
from ndt_opt.cpsat.interrupt import Stop, Stopped, catching_signals
from ndt_opt.cpsat.layout_search import solve_season
from ndt_opt.cpsat.settings import version
from ndt_opt.decode.season import Proof, decode
from ndt_opt.domain.outcome import Infeasible, Outcome, OutOfTime, Progress, Solved, SolveSettings, Work
from ndt_opt.domain.plan import Plan, SolverStamp
from ndt_opt.domain.scenario import Scenario
from ndt_opt.errors import InternalDisagreement
from ndt_opt.rules.training_model import TrainingModel

Whole = Callable[[Plan], Plan]
"""From a plan of the rest of a season to one of all of it."""


def plan_season(
    scenario: Scenario,
    model: TrainingModel,
    settings: SolveSettings | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    whole: Whole | None = None,
) -> Outcome:
    """The season plan of a scenario under a training model; `whole` adds the weeks that are run to one of the rest.

    Returns
    -------
    Outcome
        `Solved` with a plan the auditor accepts, `Infeasible` with the rules that clash, or `OutOfTime`.

    Raises
    ------
    InternalDisagreement
        when the auditor finds a broken rule in what the solver proved.
    """
    settings = settings or SolveSettings()
    stop = Stop(settings.time_limit_s)
    with catching_signals(stop):
        try:
            answer = solve_season(scenario, model, settings, on_progress, stop)
        except Stopped:
            return OutOfTime({}, stop.interrupted)
        if answer.status == "infeasible":
            clash = told(ClashSearch(scenario, model, settings, stop).find(), scenario, model)
            notes = refused_paces(scenario, model) if "intensity-ceiling" in clash.rules else ()
            return Infeasible(clash, answer.statistics, notes)
        if answer.values is None:
            return OutOfTime(answer.statistics, answer.interrupted)
        assert answer.grid is not None
        plan = audited_plan(answer.grid, answer.values, proof_of(answer, settings), whole)
        return Solved(plan, answer.statistics)


def most_work(
    scenario: Scenario, model: TrainingModel, settings: SolveSettings | None = None, known_s: int | None = None
) -> Work:
    """The most Zone-2 work of a season, without the choice among equal plans; the auditor reads the plan it found.

    `known_s`: seconds of a plan known to keep all rules, which is the answer where no plan has more.
    Interrupts and time limits end it as "unknown", or "feasible" where a plan was found.
    """
    settings = settings or SolveSettings()
    stop = Stop(settings.time_limit_s)
    with catching_signals(stop):
        try:
            answer = layout_search.most_work(scenario, model, settings, stop, known_s)
        except Stopped:
            return _work_of(Answer("unknown"), known_s, stop.interrupted)
    return _work_of(answer, known_s, stop.interrupted)


def _work_of(answer: Answer, known_s: int | None, interrupted: bool) -> Work:
    if answer.status == "infeasible" and known_s is not None:
        return Work("optimal", known_s, known_s, interrupted)
    if answer.status == "unknown":
        bound_s = answer.relaxation_s or None
        return Work("unknown" if known_s is None else "feasible", known_s, bound_s, interrupted)
    z2, bound = answer.objective.get("z2_work_s"), answer.bound.get("z2_work_s")
    return Work(answer.status, z2, bound, interrupted, _refused(answer))


def _refused(answer: Answer) -> tuple[str, ...]:
    """Rules that the auditor finds broken in the plan of tier 1."""
    if answer.grid is None or answer.values is None:
        return ()
    try:
        audited_plan(answer.grid, answer.values, proof_of(answer, SolveSettings()))
    except InternalDisagreement as disagreement:
        return tuple(sorted({finding.rule for finding in broken(disagreement.findings)}))
    return ()


def audited_plan(grid: Grid, values: Values, proof: Proof, whole: Whole | None = None) -> Plan:
    """The plan of the solver's values, with the auditor's findings.

    Raises
    ------
    InternalDisagreement
        when one of them is a broken rule.
    """
    scenario, model = grid.scenario, grid.model
    plan = decode(extract(grid, values), scenario, model, grid.profile, proof)
    plan = plan if whole is None else whole(plan)
    findings = audit_plan(plan, model)
    plan = plan.model_copy(update={"audit": findings})
    if broken(findings):
        raise InternalDisagreement(plan, findings)
    return plan


def audited_any_plan(found: Try) -> Plan:
    """The plan of a try, which was not asked for much work.

    Raises
    ------
    InternalDisagreement
        when the auditor finds a broken rule.
    """
    assert found.grid is not None
    z2 = sum(q.z2_s * found.values[x.name] for week in found.grid.weeks for q, x in week.programmes())
    stamp = SolverStamp(version=version(), seed=0, workers=1, deterministic_time=0)
    bound = {"z2_work_s": 86_400 * found.grid.horizon.days}  # nothing better is known
    return audited_plan(found.grid, found.values, Proof(False, {"z2_work_s": z2}, bound, stamp))


def proof_of(answer: Answer, settings: SolveSettings) -> Proof:
    """What the solver claims of the plan; of the later tiers the bound is told where they are proved."""
    stamp = SolverStamp(
        version=version(), seed=settings.seed, workers=settings.workers,
        deterministic_time=round(answer.deterministic_time, 6),
    )  # fmt: skip
    proved = {tier: answer.objective[tier] for tier, is_proved in answer.proved.items() if is_proved}
    return Proof(answer.status == "optimal", answer.objective, proved | answer.bound, stamp)
