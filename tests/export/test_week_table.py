"""The week table carries a plan: audited with the scenario, it is judged as the plan itself."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from export.plans import HOSTILE, away, first, ill, plan_of, told

from ndt_opt.audit.auditor import BOOKKEEPING, audit_plan, audit_table
from ndt_opt.domain.plan import Finding, Plan
from ndt_opt.files.model_file import model_from_json
from ndt_opt.files.week_table import read_week_table, write_week_table

SHIPPED = ("improver-20min-75km", "club-races", "marathon-with-half", "elite-5000m", "masters-7-hours")
UNTOLD = {
    "availability", "am-pm-gap",  # start times
    "speed-layer",  # strides
    "volume-tier", "block-structure",  # what each week is
    "week-intensity-share", "recovery-week",  # durations of hills and of weeks with a race
}  # fmt: skip
"""Rules of which the auditor says of a table, somewhere, that they are not checked, and what it misses."""
Verdicts = dict[str, set[tuple[str, str, str, str]]]


def verdicts(findings: list[Finding]) -> Verdicts:
    found: Verdicts = {}
    for f in findings:
        found.setdefault(f.rule, set()).add((f.status, f.where, f.found, f.allowed))
    return found


def both(plan: Plan, folder: Path) -> tuple[Verdicts, Verdicts]:
    """The findings of the plan, and of its table with its scenario; the plan's own books are in no table."""
    model = model_from_json(plan.model)
    path = folder / "plan.csv"
    path.write_text(write_week_table(plan), encoding="utf-8")
    table = audit_table(read_week_table(path), model, plan.scenario)
    return verdicts([f for f in audit_plan(plan, model) if f.rule != BOOKKEEPING]), verdicts(table)


def check(plan: Plan, folder: Path) -> set[str]:
    """Every rule that the table tells is judged as in the plan, where it breaks too; returns the broken ones."""
    own, read = both(plan, folder)
    assert own.keys() == read.keys()
    untold = {rule for rule, found in read.items() if any(status == "not checked" for status, *_ in found)}
    assert untold <= UNTOLD
    for rule in own.keys() - untold:
        assert read[rule] == own[rule], rule
    for rule in untold:
        assert {v for v in read[rule] if v[0] == "broken"} <= own[rule], rule
    return {rule for rule, found in read.items() if any(status == "broken" for status, *_ in found)}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_plan_and_its_table_are_judged_alike(name: str, tmp_path: Path) -> None:
    assert not check(plan_of(name), tmp_path)


@pytest.mark.parametrize("found", [away, ill])
def test_a_replanned_one_too(found: object, tmp_path: Path) -> None:
    assert not check(found()[1].plan, tmp_path)  # type: ignore[operator]


def test_what_breaks_a_rule_breaks_it_in_both(tmp_path: Path) -> None:
    """An afternoon of 16 reps, and a week without HIT."""
    plan = plan_of("elite-5000m")
    sessions = list(plan.sessions)
    n = next(n for n, s in enumerate(sessions) if s.template == "pm-1km")
    more = {"reps": 16, "hard_m": 16_000, "hard_s": 2672, "z2_work_s": 2672, "distance_m": 21_400}
    sessions[n] = sessions[n].model_copy(update=more)
    sessions.remove(first(plan, "hit"))
    broken = check(plan.model_copy(update={"sessions": sessions}), tmp_path)
    assert {"session-work-minutes", "hit-count"} <= broken


@pytest.mark.parametrize("text", HOSTILE)
def test_no_title_becomes_a_formula(text: str, tmp_path: Path) -> None:
    plan = told(plan_of("club-races"), text)
    written = write_week_table(plan)
    rows = list(csv.DictReader(io.StringIO(written)))
    assert len(rows) == len(plan.sessions)
    assert all(not row["title"].startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows)
    path = tmp_path / "plan.csv"
    path.write_text(written, encoding="utf-8")
    assert len(read_week_table(path)) == len(plan.sessions)


def test_miles_in_titles_only() -> None:
    plan = plan_of("elite-5000m")
    km, miles = (list(csv.DictReader(io.StringIO(write_week_table(plan, unit)))) for unit in ("km", "mi"))
    assert [{**row, "title": ""} for row in km] == [{**row, "title": ""} for row in miles]
    assert miles[0]["title"] == "Easy 7.5 mi @ 6:50/mi (51:00)"
