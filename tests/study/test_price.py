"""The price of a rule against whole solves of the season with and without it, each plan audited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cpsat.seasons import few_sessions, library, season
from scenarios.library import inputs

from ndt_opt.audit.auditor import broken
from ndt_opt.domain.outcome import Infeasible, Solved, SolveSettings, Work
from ndt_opt.domain.plan import Plan
from ndt_opt.domain.price import Gain, Prices
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.price_file import price_files
from ndt_opt.planner import most_work, plan_season
from ndt_opt.study import price as pricing
from ndt_opt.study.loosening import Case, silence, stepped, without
from ndt_opt.study.price import Job, gain_of, price_rules, season_as_it_is

START = dt.date(2026, 11, 30)
RACE = {"name": "5 km", "date": START + dt.timedelta(days=12), "distance_m": 5000, "priority": "C"}
BUSY: dict[str, Any] = {
    "season": {
        "start": START, "weeks": 3, "races": [RACE],
        "pins": [{"date": START + dt.timedelta(days=4), "slot": "pm", "kind": "rest"}],
    },
    "availability": {"blocked": [{"from": START, "to": START + dt.timedelta(days=1), "slots": ["pm"]}]},
}  # fmt: skip
SEASONS: dict[str, Scenario] = {
    "plain": season(),
    "busy": season(**BUSY),
    "small": season(time="21:00", weekly_km=70, athlete={"max_weekly_hours": 8}),
}


LIMITED = SolveSettings(deterministic_limit=0.5)


@cache
def base(name: str) -> tuple[Case, Plan]:
    case = Case(SEASONS[name], few_sessions())
    return case, planned(case)


def planned(case: Case) -> Plan:
    outcome = plan_season(case.scenario, case.model)
    assert isinstance(outcome, Solved)
    assert outcome.plan.status == "optimal"
    assert not broken(outcome.plan.audit)
    return outcome.plan


def changes(name: str) -> Iterator[tuple[str, int, Case]]:
    case = base(name)[0]
    for slug in case.model.rules:
        for steps in (0, 1):
            changed = stepped(slug, case, steps) if steps else without(slug, case)
            if changed is not None:
                yield slug, steps, changed


@cache
def table(name: str) -> Prices:
    """The whole table, every job in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pricing, "side_by_side", lambda run, jobs, **how: map(run, jobs))
        return priced(name)


def priced(name: str, *on_done: pricing.OnDone) -> Prices:
    case, plan = base(name)
    return price_rules(case.scenario, case.model, plan, SolveSettings(), *on_done)


@pytest.mark.parametrize("name", ["plain", *(pytest.param(n, marks=pytest.mark.slow) for n in ("busy", "small"))])
def test_every_price_is_the_difference_of_two_audited_plans(name: str) -> None:
    """And a merely looser rule never costs work: where the plan as it is keeps all rules, there is no better proof."""
    case, plan = base(name)
    for slug, steps, changed in changes(name):
        gain = gain_of(Job(slug, steps, changed, plan, SolveSettings()))
        outcome = plan_season(changed.scenario, changed.model)
        if isinstance(outcome, Infeasible):
            assert (gain.status, bool(gain.asks_more)) == ("infeasible", True), (slug, steps)
            continue
        assert isinstance(outcome, Solved)
        assert outcome.plan.status == "optimal"
        more_s = outcome.plan.objective["z2_work_s"] - plan.objective["z2_work_s"]
        assert (gain.status, gain.least_s, gain.most_s) == ("optimal", more_s, more_s), (slug, steps)
        assert more_s >= 0 or gain.asks_more, (slug, steps)
        if silence(slug, case):
            assert more_s == 0, slug


def test_the_table_ranks_and_leaves_nothing_out() -> None:
    case, plan = base("plain")
    found = table("plain")
    named = [*(p.rule for p in found.rules), *found.free, *(s.rule for s in found.silent)]
    assert sorted(named) == sorted(slug for slug in case.model.rules if case.model.holds(slug))
    ranks = [p.rank for p in found.rules]
    assert ranks == sorted(ranks)
    assert (found.status, found.z2_work_s) == ("optimal", plan.objective["z2_work_s"])
    assert {s.rule for s in found.silent} >= {"pins", "altitude", "race-day", "transition-caution", "speed-layer"}
    dearest = [p.rule for p in found.rules if p.by_step is not None and (p.by_step.least_s or 0) > 0][:3]
    assert dearest
    assert [c.rule for c in found.curves] == dearest
    for curve in found.curves:
        assert [p.steps for p in curve.points] == [1, 2, 3, 5, 8][: len(curve.points)]
        assert curve.is_at_end == (len(curve.points) < 5)


def test_a_curve_is_the_gain_of_each_number_of_steps() -> None:
    case, plan = base("plain")
    curve = table("plain").curves[0]
    for point in curve.points:
        changed = stepped(curve.rule, case, point.steps)
        assert changed is not None
        work = most_work(changed.scenario, changed.model)
        assert work.z2_work_s == plan.objective["z2_work_s"] + (point.gain.least_s or 0)


def test_processes_and_one_process_say_the_same() -> None:
    told: list[tuple[int, int]] = []
    assert timeless(priced("plain", lambda *done: told.append(done))) == timeless(table("plain"))
    assert told[-1][0] == told[-1][1] == len(told)


def timeless(prices: Prices) -> dict[Path, str]:
    return price_files(prices, Path())


def test_the_season_as_it_is_comes_from_a_process_of_its_own() -> None:
    case, plan = base("plain")
    outcome = season_as_it_is(case.scenario, case.model, SolveSettings())
    assert isinstance(outcome, Solved)
    assert outcome.plan == plan


def ended(monkeypatch: pytest.MonkeyPatch, work: Work | BaseException, **own: int) -> Gain:
    """The gain where a solve ends like that; `own` is the season's work and bound."""
    case, plan = base("plain")
    plan = plan.model_copy(
        update={"objective": {"z2_work_s": own.get("z2", 9000)}, "bound": {"z2_work_s": own.get("bound", 9000)}}
    )

    def solve(*_: Any) -> Work:
        if isinstance(work, BaseException):
            raise work
        return work

    monkeypatch.setattr(pricing, "most_work", solve)
    return gain_of(Job("long-run", 1, case, plan, SolveSettings()))


@pytest.mark.parametrize(
    ("work", "own", "least", "most"),
    [
        (Work("optimal", 9600, 9600), {}, 600, 600),
        (Work("feasible", 9600, 9900), {}, 600, 900),
        (Work("feasible", 9000, None), {}, 0, None),
        (Work("unknown", None, 9900), {}, None, 900),
        (Work("optimal", 9600, 9600), {"bound": 9300}, 300, 600),
        (Work("optimal", 9100, 9100), {"bound": 9300}, 0, 100),
    ],
)
def test_what_is_not_proved_is_an_interval(
    monkeypatch: pytest.MonkeyPatch, work: Work, own: dict[str, int], least: int | None, most: int | None
) -> None:
    gain = ended(monkeypatch, work, **own)
    assert (gain.status, gain.least_s, gain.most_s) == (work.status, least, most)


def test_a_bound_below_a_legal_plan_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    gain = ended(monkeypatch, AssertionError("a plan above its bound"))
    assert (gain.status, gain.least_s, gain.most_s) == ("contradiction", None, None)


def test_a_fault_is_seen_by_the_solver_itself() -> None:
    case, plan = base("plain")
    too_much = plan.objective["z2_work_s"] + 100_000
    assert gain_of(Job("long-run", 1, case, _claiming(plan, too_much), SolveSettings())).status == "contradiction"


def _claiming(plan: Plan, z2_s: int) -> Plan:
    return plan.model_copy(update={"objective": {"z2_work_s": z2_s}, "bound": {"z2_work_s": z2_s}})


def test_time_that_runs_out_leaves_an_interval() -> None:
    case, plan = base("plain")
    gain = gain_of(Job("long-run", 1, case, plan, SolveSettings(time_limit_s=1e-6)))
    assert (gain.status, gain.least_s) == ("feasible", 0)
    assert not gain.is_exact


LONGER = [pytest.param(name, marks=pytest.mark.study) for name in ("new-shoes", "club-races", "altitude-camp")]


@pytest.mark.parametrize("name", ["improver-20min-75km", *LONGER])
def test_a_looser_rule_never_loses_work(name: str) -> None:
    """Solved without what is known of the plan as it is, so that a fault of a step or of the solver shows."""
    case = Case(*inputs(name))
    plan = planned(case)
    for slug in case.model.rules:
        for steps in (0, 1):
            changed = stepped(slug, case, steps) if steps else without(slug, case)
            if changed is None or silence(slug, case) or pricing._asks_more(Job(slug, steps, changed, plan, LIMITED)):
                continue
            work = most_work(changed.scenario, changed.model, LIMITED)
            assert work.bound_s is None or work.bound_s >= plan.objective["z2_work_s"], (slug, steps)


@pytest.mark.slow
def test_models_of_singles_have_prices_too() -> None:
    model = library("norwegian-singles")
    case = Case(season(time="21:00", weekly_km=60), model)
    found = price_rules(case.scenario, model, planned(case), SolveSettings(deterministic_limit=0.2))
    assert all(gain.least_s is None or gain.least_s >= 0 or gain.asks_more for _, gain in found.gains)
