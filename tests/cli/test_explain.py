"""`ndt explain`: exit codes, documents, bad input; what it finds is tested beside the study."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ndt_opt import planner
from ndt_opt.cli import main
from ndt_opt.domain.outcome import Work
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel

Capture = pytest.CaptureFixture[str]


def ends(monkeypatch: pytest.MonkeyPatch, work: Work) -> None:
    monkeypatch.setattr(planner, "most_work", lambda *_: work)


def test_where_there_is_a_plan_nothing_clashes(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    ends(monkeypatch, Work("optimal", 3600, 3600))
    assert main(["explain", "scenario.toml"]) == 0
    assert capsys.readouterr().out.startswith("There is a plan: nothing clashes.")
    assert main(["explain", "scenario.toml", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "plan"


@pytest.mark.parametrize(("interrupted", "code", "status"), [(False, 5, "out of time"), (True, 130, "interrupted")])
def test_undecided(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, interrupted: bool, code: int, status: str
) -> None:
    ends(monkeypatch, Work("unknown", None, None, interrupted))
    assert main(["explain", "scenario.toml", "--json"]) == code
    told = capsys.readouterr()
    assert json.loads(told.out)["status"] == status
    assert told.err == f"{status}: not known yet whether there is a plan\n"


def test_a_clash_ends_with_3_in_one_document(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Evenings closed, in a season of two weeks; the other models are those of the library."""
    text = (folder / "scenario.toml").read_text(encoding="utf-8")
    text = text.replace('pm = "15:30-19:30"', 'pm = "none"').replace("weeks = 12", "weeks = 2")
    (folder / "closed.toml").write_text(text, encoding="utf-8")
    assert main(["explain", "closed.toml", "--json"]) == 3
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (document["schema"], document["status"]) == ("ndt.explain/1", "infeasible")
    (shown,) = document["clashes"]
    assert shown["clash"]["members"][0] == {
        "kind": "wish", "key": "availability.pm", "words": "every PM is closed"
    }  # fmt: skip
    assert len(shown["plans"]) == len(shown["clash"]["members"])
    assert "norwegian-singles" in [repair["changes"][0]["instead"] for repair in document["repairs"]]
    assert [p.name for p in folder.iterdir() if p.suffix != ".toml"] == []


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2027-02-30", "--why: not a date, found '2027-02-30', allowed: 2027-01-04 to "),
        ("2030-01-01", "--why: outside the season, found 2030-01-01, allowed: 2027-01-04 to "),
    ],
)
def test_a_day_that_is_none_of_the_season(folder: Path, capsys: Capture, date: str, told: str) -> None:
    assert main(["explain", "scenario.toml", "--why", date]) == 2
    assert capsys.readouterr().err.startswith(told)


def test_a_model_that_does_not_fit_is_no_alternative(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from argparse import Namespace

    from ndt_opt.cli.explain import _other_models
    from ndt_opt.files.scenario_file import load

    path = folder / "scenario.toml"
    cases: list[tuple[Scenario, TrainingModel]] = _other_models(Namespace(scenario=path), *load(path))
    assert [model.name for _, model in cases] == ["norwegian-singles", "low-volume"]
