"""`ndt audit`: what it hands to the auditor, and what it says of the findings."""

from __future__ import annotations

import json
import sys
import types
from pathlib import Path
from typing import Any

import pytest
from files.tiny_plan import SCENARIO, tiny_plan

from ndt_opt.cli import main
from ndt_opt.domain.plan import Finding
from ndt_opt.files.plan_file import plan_text
from ndt_opt.files.week_table import write_week_table

Capture = pytest.CaptureFixture[str]


def _finding(rule: str, status: Any) -> Finding:
    return Finding(rule=rule, status=status, where="2027-01-04", found="7", allowed="8", covers=["R-001"])


@pytest.fixture
def asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the auditor was asked; it finds one rule kept, one broken and one not checked."""
    seen: list[tuple[Any, ...]] = []
    module = types.ModuleType("ndt_opt.audit.auditor")

    def answer(*args: Any) -> list[Finding]:
        seen.append(args)
        return [
            _finding("pins", "kept"),
            _finding("hit-count", "broken"),
            _finding("run-spike", "not checked"),
        ]

    module.audit_plan = module.audit_table = answer  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ndt_opt.audit.auditor", module)
    (folder / "plan.json").write_text(plan_text(tiny_plan()))
    (folder / "week.csv").write_text(write_week_table(tiny_plan()))
    return seen


def test_a_plan_is_audited_against_its_own_model(asked: list[tuple[Any, ...]], capsys: Capture) -> None:
    assert main(["audit", "plan.json"]) == 1
    plan, model, scenario = asked[0]
    assert (plan, scenario) == (tiny_plan(), None)
    assert (model.name, model.rules["hit-count"].full_count) == ("norwegian-double", 0)
    assert capsys.readouterr().out.splitlines() == [
        "broken       hit-count  2027-01-04: found 7, allowed: 8",
        "not checked  run-spike  2027-01-04: 7",
        "kept         pins",
        "1 broken, 1 not checked, 1 kept, by the model norwegian-double",
    ]


def test_another_model_and_scenario_can_be_asked_for(asked: list[tuple[Any, ...]]) -> None:
    assert main(["audit", "plan.json", "--model", "easy-80", "--scenario", "scenario.toml", "--quiet"]) == 1
    plan, model, scenario = asked[0]
    assert model.name == "easy-80"
    assert plan == tiny_plan()
    assert scenario != SCENARIO


def test_json_is_one_document(asked: list[tuple[Any, ...]], capsys: Capture) -> None:
    assert main(["audit", "plan.json", "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["schema"], document["broken"], document["not_checked"]) == ("ndt.audit/1", 1, 1)
    assert document["findings"][0] == {
        "rule": "pins", "status": "kept", "where": "2027-01-04",
        "found": "7", "allowed": "8", "covers": ["R-001"],
    }  # fmt: skip


def test_a_week_table_is_audited_with_or_without_a_scenario(asked: list[tuple[Any, ...]]) -> None:
    assert main(["audit", "week.csv", "--quiet"]) == 1
    rows, model, scenario = asked[0]
    assert (len(rows), model.name, scenario) == (1, "norwegian-double", None)
    assert main(["audit", "week.csv", "--scenario", "scenario.toml", "--model", "low-volume", "--quiet"]) == 1
    _, model, scenario = asked[1]
    assert (model.name, scenario.season.weeks) == ("low-volume", 12)


def test_a_tampered_model_is_refused(asked: list[tuple[Any, ...]], folder: Path, capsys: Capture) -> None:
    text = plan_text(tiny_plan()).replace('"min_easy_pct": 75', '"min_easy_pct": 10')
    (folder / "plan.json").write_text(text)
    assert main(["audit", "plan.json"]) == 2
    assert capsys.readouterr().err.startswith(
        "plan.json: model.hash: the model was changed after it was hashed"
    )


@pytest.mark.parametrize("name", ["a/nofile", "nofile.txt", "nofile.csv", "nofile.json"])
def test_a_missing_file_is_told_as_missing(folder: Path, capsys: Capture, name: str) -> None:
    assert main(["audit", name]) == 2
    assert capsys.readouterr().err == f"{name}: no such file\n"


@pytest.mark.parametrize("name", ["plan.txt", "missing.json", "missing.csv"])
def test_what_cannot_be_audited_is_2(folder: Path, capsys: Capture, name: str) -> None:
    assert main(["audit", name]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert len(err.splitlines()) == 1
