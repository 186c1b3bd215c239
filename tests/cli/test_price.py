"""`ndt price`: what is asked, how it ends, and what is written."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from files.tiny_plan import tiny_plan
from study.price_samples import prices

from ndt_opt.cli import main
from ndt_opt.domain.outcome import Outcome, OutOfTime, Solved, SolveSettings
from ndt_opt.domain.plan import Finding
from ndt_opt.domain.price import Gain, Prices, RulePrice
from ndt_opt.errors import InternalDisagreement
from ndt_opt.files.plan_file import plan_text
from ndt_opt.study import price as pricing

ROOT = Path(__file__).parents[2]
Capture = pytest.CaptureFixture[str]
ARGV = ["price", "scenario.toml"]
FAULT = RulePrice(rule="long-run", step=None, by_step=None, dropped=Gain(status="contradiction"))


class Study:
    """Ends as it is told, and remembers what it was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.season: Outcome | BaseException = Solved(tiny_plan(), {})
        self.prices: Prices | BaseException = prices()
        self.asked: list[tuple[Any, ...]] = []
        monkeypatch.setattr(pricing, "season_as_it_is", self._season)
        monkeypatch.setattr(pricing, "price_rules", self._priced)

    def _season(self, *asked: Any) -> Outcome:
        self.asked.append(asked)
        return self._end(self.season)

    def _priced(self, *asked: Any) -> Prices:
        self.asked.append(asked)
        asked[-1](3, 60)
        return self._end(self.prices)

    @staticmethod
    def _end(end: Any) -> Any:
        if isinstance(end, BaseException):
            raise end
        return end


@pytest.fixture
def study(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    return Study(monkeypatch)


def document(capsys: Capture) -> dict[str, Any]:
    out, err = capsys.readouterr()
    assert not err
    found: dict[str, Any] = json.loads(out)
    return found


def test_the_table_goes_to_stdout_and_nothing_is_written_unasked(study: Study, folder: Path, capsys: Capture) -> None:
    assert main(ARGV) == 0
    out, err = capsys.readouterr()
    assert not err
    assert "WHAT EACH RULE COSTS" in out
    assert "\x1b" not in out
    assert all(len(line) <= 80 for line in out.splitlines())
    assert [p.name for p in folder.iterdir()] == ["scenario.toml"]


def test_options_reach_the_study(study: Study) -> None:
    argv = [*ARGV, "--model", "norwegian-singles", "--set", "rules.long-run.max_min=99", "--seed", "7", "--quiet"]
    assert main(argv) == 0
    (_, model, settings), (*_, each, _) = study.asked
    assert (model.name, model.rules["long-run"].max_min) == ("norwegian-singles", 99)
    assert (settings, each) == (SolveSettings(seed=7), SolveSettings(seed=7, deterministic_limit=5.0))
    study.asked.clear()
    assert main([*ARGV, "--time-limit", "3", "--quiet"]) == 0
    assert study.asked[0][2] == study.asked[1][-2] == SolveSettings(time_limit_s=3.0)


def test_json_is_one_document_with_every_number(study: Study, capsys: Capture) -> None:
    assert main([*ARGV, "--json", "--out", "here"]) == 0
    found = document(capsys)
    assert list(found) == [
        "schema", "title", "model", "weeks", "seed", "status", "z2_work_s", "bound_s", "rules", "free", "silent",
        "curves", "exit_code", "files",
    ]  # fmt: skip
    assert (found["schema"], found["exit_code"]) == ("ndt.price/1", 0)
    assert found["files"] == ["here/price.json", "here/price.csv", "here/price.html"]
    assert "seconds" in found["rules"][0]["by_step"]


def test_what_is_written_is_the_same_again(study: Study, folder: Path) -> None:
    assert main([*ARGV, "--quiet", "--out", "one"]) == main([*ARGV, "--quiet", "--out", "other"]) == 0
    for name in ("price.json", "price.csv", "price.html"):
        assert (folder / "one" / name).read_bytes() == (folder / "other" / name).read_bytes()


@pytest.mark.parametrize(
    ("end", "code", "status"),
    [(OutOfTime({}, False), 5, "out of time"), (OutOfTime({}, True), 130, "interrupted")],
)
def test_without_a_plan_there_is_no_price(
    study: Study, folder: Path, capsys: Capture, end: Outcome, code: int, status: str
) -> None:
    study.season = end
    assert main([*ARGV, "--json", "--out", "here"]) == code
    found = document(capsys)
    assert (found["schema"], found["status"], found["exit_code"]) == ("ndt.price/1", status, code)
    assert main([*ARGV, "--out", "here"]) == code
    assert [p.name for p in folder.iterdir()] == ["scenario.toml"]


def test_a_season_without_a_plan_names_the_clash(folder: Path, capsys: Capture) -> None:
    (folder / "scenario.toml").write_text(CLASH)
    assert main(ARGV) == 3
    out, err = capsys.readouterr()
    assert not err
    assert "No plan keeps every rule of this scenario" in out
    assert "ndt explain" in out
    assert main([*ARGV, "--json"]) == 3
    found = document(capsys)
    assert (found["status"], found["exit_code"]) == ("infeasible", 3)
    assert found["conflict"]
    assert found["clash"]["members"]


CLASH = """\
schema = "ndt.scenario/1"
[athlete]
results = [{ distance_m = 5000, time = "15:30" }]
weekly_km = 130
[season]
start = 2026-11-30
weeks = 1
[availability]
pm = "none"
"""


def test_a_fault_is_6_and_kept_apart(study: Study, folder: Path, capsys: Capture) -> None:
    study.prices = prices(rules=[FAULT], curves=[])
    assert main([*ARGV, "--out", "here"]) == 6
    out, err = capsys.readouterr()
    assert "fault" in out
    assert err == "internal check failed, a fault of the program: long-run (dropped)\n"
    assert sorted(p.name for p in (folder / "here" / "failed").iterdir()) == ["price.csv", "price.html", "price.json"]
    assert [p.name for p in (folder / "here").iterdir()] == ["failed"]


def test_a_plan_that_the_auditor_refuses_is_6(study: Study, folder: Path, capsys: Capture) -> None:
    finding = Finding(rule="pins", status="broken", where="x", found="a", allowed="b", covers=[])
    study.season = InternalDisagreement(tiny_plan(), [finding])
    assert main([*ARGV, "--out", "here"]) == 6
    assert (folder / "here" / "failed" / "plan.json").read_text() == plan_text(tiny_plan())
    assert "fault of the program" in capsys.readouterr().err


def test_bad_input_is_2_with_all_lines(study: Study, capsys: Capture) -> None:
    assert main([*ARGV, "--set", "rules.x.y=1", "--set", "z", "--json"]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)["problems"] == err.splitlines()
    assert len(err.splitlines()) == 2
    assert main(["price", "nowhere.toml"]) == 2
    assert not study.asked


def test_a_place_that_cannot_be_written_is_told_before_the_solve(study: Study) -> None:
    assert main([*ARGV, "--out", "scenario.toml/x"]) == 7
    assert not study.asked


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_shows_on_a_terminal_only(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main([*ARGV, "--quiet"]) == 0
    assert not terminal.getvalue()
    assert main(ARGV) == 0
    assert "3 of 60 seasons with a rule changed" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_ctrl_c_ends_everything_and_writes_nothing(folder: Path) -> None:
    scenario = ROOT / "scenarios" / "elite-5000m" / "scenario.toml"
    command = [sys.executable, "-m", "ndt_opt", "price", str(scenario), "--out", "here"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env, start_new_session=True
    ) as process:
        time.sleep(4)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, "", "interrupted\n")
    assert [p.name for p in folder.iterdir()] == ["scenario.toml"]
