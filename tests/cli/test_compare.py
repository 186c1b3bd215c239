"""`ndt compare`: what is asked, how it ends, and what is written."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from files.tiny_plan import tiny_plan

from ndt_opt.cli import main
from ndt_opt.domain.clash import ClashMember
from ndt_opt.domain.outcome import Infeasible, Outcome, OutOfTime, Solved
from ndt_opt.domain.plan import Finding
from ndt_opt.errors import InternalDisagreement
from ndt_opt.files.plan_file import plan_text
from ndt_opt.study import compare as solving
from ndt_opt.study.variants import Job
from tests.study.variant_samples import clash_of

ROOT = Path(__file__).parents[2]
Capture = pytest.CaptureFixture[str]
PAIR = ["compare", "scenario.toml", "--model", "norwegian-double", "--model", "spread"]
CLASH = Infeasible(clash_of(ClashMember(kind="rule", key="pins", words="a club run")), {})
Ends = Callable[..., list[Job]]


@pytest.fixture
def ends(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Ends:
    """Every solve ends as the next of these does, the last one again and again; the jobs that were asked for."""

    def use(*outcomes: Outcome | BaseException) -> list[Job]:
        asked: list[Job] = []

        def run(_: Any, jobs: list[Job], **how: Any) -> Any:
            for job in jobs:
                asked.append(job)
                end = outcomes[min(len(asked), len(outcomes)) - 1]
                if isinstance(end, BaseException):
                    raise end
                yield solving.variant_of(job, end, 1.25)

        monkeypatch.setattr(solving, "side_by_side", run)
        return asked

    return use


def solved(**own: Any) -> Solved:
    return Solved(tiny_plan(**own), {})


def document(capsys: Capture) -> dict[str, Any]:
    out, err = capsys.readouterr()
    assert not err
    found: dict[str, Any] = json.loads(out)
    return found


def asked_for(jobs: list[Job]) -> list[tuple[str, int]]:
    return [(job.name, job.model.rules["hit-count"].full_count) for job in jobs]


def test_a_set_belongs_to_the_model_before_it(ends: Ends) -> None:
    no_hit = ["--set", "rules.hit-count.full_count=0"]
    jobs = ends(solved())
    assert main([*PAIR[:4], *no_hit, "--model", "norwegian-double", "--quiet"]) == 0
    assert asked_for(jobs) == [("norwegian-double, hit-count.full_count=0", 0), ("norwegian-double", 1)]


def test_a_set_before_any_model_changes_the_scenarios_own(ends: Ends) -> None:
    jobs = ends(solved())
    argv = [*PAIR[:2], "--set", "rules.hit-count.full_count=0", "--set", "rules.long-run.max_min=99", *PAIR[2:]]
    assert main([*argv, "--seed", "7", "--time-limit", "3", "--quiet"]) == 0
    first = "norwegian-double, hit-count.full_count=0, long-run.max_min=99"
    assert asked_for(jobs) == [(first, 0), ("norwegian-double", 1), ("spread", 0)]
    assert {(job.settings.seed, job.settings.time_limit_s) for job in jobs} == {(7, 3.0)}


def test_one_variant_is_compared_to_the_scenarios_own_model(ends: Ends) -> None:
    jobs = ends(solved())
    assert main([*PAIR[:2], "--model", "spread", "--quiet"]) == 0
    assert [job.name for job in jobs] == ["norwegian-double", "spread"]


def test_a_varied_number_makes_a_point_for_every_model(ends: Ends, capsys: Capture) -> None:
    jobs = ends(solved())
    assert main([*PAIR, "--vary", "athlete.weekly_km=100,130", "--json"]) == 0
    assert [(job.name, job.value, job.scenario.athlete.weekly_km) for job in jobs] == [
        ("norwegian-double", 100, 100), ("norwegian-double", 130, 130), ("spread", 100, 100), ("spread", 130, 130),
    ]  # fmt: skip
    found = document(capsys)
    assert found["variants"] == []
    assert found["curves"]["crossings"][0]["words"].endswith("carry the same at every value tried, 100 to 130 km")


def test_json_is_one_document_with_every_number(ends: Ends, capsys: Capture) -> None:
    ends(solved(), CLASH)
    assert main([*PAIR, "--json", "--out", "here"]) == 0
    found = document(capsys)
    assert list(found) == [
        "schema", "scenario", "seed", "question", "asks", "variants", "curves", "reading", "exit_code", "files",
    ]  # fmt: skip
    assert (found["schema"], found["exit_code"], found["curves"]) == ("ndt.compare/1", 0, None)
    assert found["files"] == ["here/comparison.json", "here/comparison.csv", "here/weeks.csv", "here/comparison.html"]
    plan, none = found["variants"]
    assert (plan["name"], plan["status"], plan["seconds"]) == ("norwegian-double", "optimal", 1.25)
    assert (plan["measures"]["distance_m"], plan["weeks"][0]["distance_m"]) == (10_000, 10_000)
    assert (none["status"], none["measures"], none["clash"]["weeks"]) == ("infeasible", None, 1)
    assert [member["key"] for member in none["clash"]["members"]] == ["pins"]


def test_what_is_written_has_no_seconds_and_is_the_same_again(ends: Ends, folder: Path) -> None:
    ends(solved())
    assert main([*PAIR, "--quiet", "--out", "one"]) == main([*PAIR, "--quiet", "--out", "other"]) == 0
    names = ["comparison.csv", "comparison.html", "comparison.json", "weeks.csv"]
    assert sorted(p.name for p in (folder / "one").iterdir()) == names
    assert all((folder / "one" / n).read_bytes() == (folder / "other" / n).read_bytes() for n in names)
    assert "seconds" not in (folder / "one" / "comparison.json").read_text()


def test_the_page_goes_to_stdout_and_nothing_is_written_unasked(ends: Ends, folder: Path, capsys: Capture) -> None:
    ends(solved())
    assert main(PAIR) == 0
    out, err = capsys.readouterr()
    assert not err
    assert "A  norwegian-double" in out
    assert all(len(line) <= 80 for line in out.splitlines())
    assert [p.name for p in folder.iterdir()] == ["scenario.toml"]


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ((solved(), CLASH), 0),
        ((OutOfTime({}, False), solved()), 0),
        ((CLASH,), 3),
        ((CLASH, OutOfTime({}, False)), 5),
    ],
)
def test_exit_codes(ends: Ends, folder: Path, capsys: Capture, outcomes: Any, code: int) -> None:
    ends(*outcomes)
    assert main([*PAIR, "--quiet", "--out", "here"]) == code
    out, err = capsys.readouterr()
    assert (folder / "here").exists() == (code == 0)
    assert bool(out) == (code != 0)
    assert err == ("" if code == 0 else "here: nothing written, no variant has a plan\n")


def test_a_disagreement_keeps_both_artefacts(ends: Ends, folder: Path, capsys: Capture) -> None:
    finding = Finding(rule="pins", status="broken", where="x", found="a", allowed="b", covers=[])
    ends(solved(), InternalDisagreement(tiny_plan(), [finding]))
    assert main([*PAIR, "--out", "here", "--json"]) == 6
    out, err = capsys.readouterr()
    assert (json.loads(out)["exit_code"], "fault of the program" in err) == (6, True)
    assert [p.name for p in (folder / "here").iterdir()] == ["failed"]
    assert (folder / "here" / "failed" / "plan.json").read_text() == plan_text(tiny_plan())


def test_memory_that_runs_out_is_7(ends: Ends, capsys: Capture) -> None:
    ends(MemoryError())
    assert main(PAIR) == 7
    assert capsys.readouterr() == ("", "out of memory\n")


def test_bad_input_is_2_with_all_lines(ends: Ends, folder: Path, capsys: Capture) -> None:
    jobs = ends(solved())
    assert (
        main([*PAIR[:2], "--model", "nope", "--model", "spread", "--set", "rules.x.y=1", "--out", "here", "--json"])
        == 2
    )
    out, err = capsys.readouterr()
    assert json.loads(out) == {"schema": "ndt.problems/1", "exit_code": 2, "problems": err.splitlines()}
    assert len(err.splitlines()) == 2
    assert not jobs
    assert not (folder / "here").exists()
    assert main(PAIR[:2]) == 2
    assert capsys.readouterr().err.startswith("ndt compare: nothing to compare")


def test_a_place_that_cannot_be_written_is_told_before_the_solves(ends: Ends, capsys: Capture) -> None:
    jobs = ends(solved())
    assert main([*PAIR, "--out", "scenario.toml/x"]) == 7
    assert not jobs
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_help_and_an_unknown_name_list_the_questions(folder: Path, capsys: Capture) -> None:
    names = ("clustering", "continuous", "doubles", "day-grid", "easy-share")
    assert main(["compare", "--help"]) == 0
    shown = capsys.readouterr().out
    assert main(["compare", "scenario.toml", "--question", "double"]) == 2
    told = capsys.readouterr().err
    assert [name for name in names if name not in shown or name not in told] == []


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_told_what_is_done(ends: Ends, monkeypatch: pytest.MonkeyPatch) -> None:
    ends(solved())
    terminal = _Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert main([*PAIR, "--quiet"]) == 0
    assert not terminal.getvalue()
    assert main(PAIR) == 0
    said = terminal.getvalue().split("\r\x1b[K")
    assert said == [
        "", "0 of 2 seasons solved", "1 of 2 seasons solved, the latest in 1.2 s: norwegian-double",
        "2 of 2 seasons solved, the latest in 1.2 s: spread", "",
    ]  # fmt: skip


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize(("number", "to_all"), [(signal.SIGINT, True), (signal.SIGINT, False), (signal.SIGTERM, False)])
def test_an_interrupt_ends_every_process(folder: Path, number: signal.Signals, to_all: bool) -> None:
    scenario = ROOT / "scenarios" / "elite-year" / "scenario.toml"
    command = [sys.executable, "-m", "ndt_opt", "compare", str(scenario), *PAIR[2:], "--out", "here"]
    command += ["--vary", "athlete.weekly_km=100..150:5"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env, start_new_session=True
    ) as process:
        _wait_for_children(process.pid)
        (os.killpg if to_all else os.kill)(process.pid, number)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, "", "interrupted\n")
    assert not _children(process.pid)
    assert [p.name for p in folder.iterdir()] == ["scenario.toml"]


def _wait_for_children(pid: int) -> None:
    """Until solves have started, and a little longer."""
    for _ in range(200):
        if len(_children(pid)) >= 2:
            break
        time.sleep(0.1)
    time.sleep(1.5)


def _children(pid: int) -> list[int]:
    """Processes of the session that solve; one that has ended and waits to be counted is none."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            session, line = (
                int((path / "stat").read_text().rpartition(")")[2].split()[3]),
                (path / "cmdline").read_text(),
            )
        except (OSError, ValueError, IndexError):
            continue
        if session == pid and "spawn_main" in line:
            found.append(int(path.name))
    return found
