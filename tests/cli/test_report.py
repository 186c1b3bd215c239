"""`ndt report` as a runner meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from replan.season import season

from ndt_opt.cli import main
from ndt_opt.files.plan_file import plan_text
from tests.report.html_check import parsed

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan in an empty folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.json").write_text(plan_text(season("improver-20min-75km")[0]), encoding="utf-8")
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_page_stands_beside_the_plan(folder: Path, capsys: Capture) -> None:
    assert main(["report", "plan.json"]) == 0
    assert capsys.readouterr().out == "plan.html\n"
    assert names(folder) == ["plan.html", "plan.json"]
    page = parsed((folder / "plan.html").read_text(encoding="utf-8"))
    assert page.all("h1")


def test_it_goes_where_it_is_wanted_and_is_the_same_again(folder: Path, capsys: Capture) -> None:
    for name in ("a/one.html", "b/two.html"):
        assert main(["report", "plan.json", "--out", name, "--unit", "mi", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["files"] == [name]
    first, second = ((folder / name).read_bytes() for name in ("a/one.html", "b/two.html"))
    assert first == second
    assert b"/mi" in first
    assert names(folder) == ["a", "b", "plan.json"]


def test_quiet_says_nothing(folder: Path, capsys: Capture) -> None:
    assert main(["report", "plan.json", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"weeks": []}, "plan.json: weeks: missing"),
        ({"sessions": []}, "plan.json: sessions: missing"),
        ({"bound": {}}, "plan.json: bound.z2_work_s: missing"),
        ({"model": {"rules": "none"}}, "plan.json: "),
        ({"status": "good"}, "plan.json: status"),
    ],
)
def test_a_plan_that_is_none_is_one_line_and_no_file(
    folder: Path, capsys: Capture, change: dict[str, object], problem: str
) -> None:
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    (folder / "plan.json").write_text(json.dumps(plan | change), encoding="utf-8")
    assert main(["report", "plan.json"]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert err.startswith(problem)
    assert "Traceback" not in err
    assert names(folder) == ["plan.json"]


def test_the_plan_is_never_replaced_by_its_page(folder: Path, capsys: Capture) -> None:
    before = (folder / "plan.json").read_bytes()
    assert main(["report", "plan.json", "--out", "./plan.json"]) == 2
    assert "--out: would replace the plan by its page" in capsys.readouterr().err
    assert (folder / "plan.json").read_bytes() == before


def test_a_folder_that_refuses_leaves_nothing(folder: Path, capsys: Capture) -> None:
    (folder / "plan.html").mkdir()
    assert main(["report", "plan.json"]) == 7
    assert "plan.html: cannot be written" in capsys.readouterr().err
    assert names(folder) == ["plan.html", "plan.json"]
    assert not list((folder / "plan.html").iterdir())
