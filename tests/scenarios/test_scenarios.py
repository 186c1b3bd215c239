"""Every scenario of the library against the facts written down before it was solved."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ndt_opt.audit.auditor import audit_plan, broken
from ndt_opt.audit.score import z2_work_seconds
from ndt_opt.cli import main
from ndt_opt.cli.exits import DONE, INFEASIBLE
from ndt_opt.domain.outcome import Infeasible, Solved
from ndt_opt.domain.plan import Plan
from ndt_opt.files.plan_file import plan_text
from ndt_opt.planner import plan_season
from tests.scenarios.library import FEASIBLE, FOLDER, NAMES, expected, inputs, outcome, threshold_days
from tests.scenarios.readme_sample import in_readme, sample

SLOW = {"elite-year", "track-year-1500m", "southern-year"}
EXIT = {"optimal": DONE, "infeasible": INFEASIBLE}


def marked(names: list[str]) -> list[object]:
    return [pytest.param(n, marks=pytest.mark.slow) if n in SLOW else n for n in names]


@pytest.fixture(params=marked(FEASIBLE))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def plan(name: str) -> Plan:
    found = outcome(name)
    assert isinstance(found, Solved)
    return found.plan


def test_the_library_page_names_every_scenario() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [n for n in NAMES if f"`{n}`" not in page] == []


def test_status_and_exit_code_agree() -> None:
    assert {n: EXIT[expected(n)["status"]] for n in NAMES} == {n: expected(n)["exit_code"] for n in NAMES}


def test_status(name: str, plan: Plan) -> None:
    assert plan.status == expected(name)["status"]
    assert plan.bound["z2_work_s"] == plan.objective["z2_work_s"]


def test_counts(name: str, plan: Plan) -> None:
    facts, days = expected(name), threshold_days(plan)
    assert sum(len(day) == 2 for day in days) == facts["double_days"]
    low, high = facts["single_sessions"]
    assert low <= sum(len(day) == 1 for day in days) <= high
    kinds = Counter(s.kind for s in plan.sessions)
    assert kinds["hit"] == facts["hit_sessions"]
    assert kinds["race-pace"] == facts.get("race_pace_sessions", 0)
    assert kinds["race"] == facts.get("races", 0)


def test_zone_2_work_is_in_the_range_derived_by_hand(name: str, plan: Plan) -> None:
    low, high = expected(name)["z2_work_s"]
    assert low <= plan.objective["z2_work_s"] <= high


def test_warnings(name: str, plan: Plan) -> None:
    facts = expected(name)["warnings"]
    assert [w for w in facts if not any(w in told for told in plan.warnings)] == []
    assert bool(plan.warnings) == bool(facts)


def test_what_is_scaled(name: str, plan: Plan) -> None:
    facts = expected(name)
    scaled = {entry.rule for entry in plan.scaled}
    assert set(facts["scaled"]) <= scaled
    assert bool(scaled) == bool(facts["scaled"])
    if "fits_at_km" in facts:
        low, high = facts["fits_at_km"]
        assert all(low <= (entry.fits_at_km or 0) <= high for entry in plan.scaled)


def test_the_audit_finds_nothing(name: str, plan: Plan) -> None:
    assert broken(audit_plan(plan, inputs(name)[1])) == []


def test_the_objective_is_what_the_sessions_are_worth(plan: Plan) -> None:
    assert plan.objective["z2_work_s"] == z2_work_seconds(plan.sessions)


def test_mornings_are_slower_than_afternoons(plan: Plan) -> None:
    for am, pm in (day for day in threshold_days(plan) if len(day) == 2):
        assert am.pace_s_per_km is not None
        assert pm.pace_s_per_km is not None
        assert (am.slot, pm.slot) == ("am", "pm")
        assert am.pace_s_per_km.start > pm.pace_s_per_km.start


def test_a_second_solve_gives_the_same_bytes() -> None:
    first, again = outcome("improver-20min-75km"), plan_season(*inputs("improver-20min-75km"))
    assert isinstance(first, Solved)
    assert isinstance(again, Solved)
    assert plan_text(first.plan) == plan_text(again.plan)


@pytest.mark.parametrize("name", [n for n in NAMES if n not in FEASIBLE])
def test_no_plan_names_the_clash(name: str, tmp_path: Path) -> None:
    found = outcome(name)
    assert isinstance(found, Infeasible)
    assert set(expected(name)["conflict"]) <= set(found.conflict)
    assert main(["solve", str(FOLDER / name / "scenario.toml"), "--out", str(tmp_path / "out")]) == INFEASIBLE
    assert not (tmp_path / "out").exists()


def test_the_readme_shows_what_is_printed() -> None:
    found = outcome("elite-5000m")
    assert isinstance(found, Solved)
    assert in_readme() == sample(found.plan)
