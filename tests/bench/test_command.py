"""`ndt bench`: how it ends, what it prints, what it writes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bench.fakes import FAKES, benchmarks

from ndt_opt.bench import suite as suite_module
from ndt_opt.bench.peers import find_peers
from ndt_opt.bench.runner import Plan, Runner, Step
from ndt_opt.bench.suite import read_suite
from ndt_opt.cli import main
from ndt_opt.cli.bench import progress
from ndt_opt.errors import OutputError
from ndt_opt.files import plan_file

ROOT = Path(__file__).parents[2]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(suite_module, "benchmarks_dir", lambda: tmp_path / "b")
    return tmp_path / "b"


def bench(folder: Path, *argv: str) -> int:
    names = sorted(path.stem for path in (folder / "peers").glob("*.py") if path.stem != "shared")
    return main(["bench", "--suite", "smoke", "--out", "out", "--peers", ",".join(names), *argv])


def test_results_a_page_and_charts_are_written(folder: Path, capsys: Capture) -> None:
    benchmarks(folder, "ours", "honest")
    assert bench(folder) == 0
    out, err = capsys.readouterr()
    assert "1 of   1 closed" in out
    assert "1 instance, 2 peers, limit 20 s: at most 2 min" in err
    assert "\x1b" not in out + err
    names = sorted(path.name for path in Path("out").iterdir())
    (stem,) = (name.removesuffix(".md") for name in names if name.endswith(".md"))
    wanted = {".csv", ".md", "-trace.csv", "-horizon.svg", "-profile.svg", "-gap-double-004-a-1.svg"}
    assert {name.removeprefix(stem) for name in names} == wanted
    assert all(str(Path("out") / name) in out for name in names)


@pytest.mark.parametrize("peer", ["liar", "low"])
def test_a_lie_about_the_optimum_fails_the_run(folder: Path, capsys: Capture, peer: str) -> None:
    benchmarks(folder, "ours", peer)
    assert bench(folder, "--quiet") == 6
    out, err = capsys.readouterr()
    assert not out
    assert "double-004-a-1" in err
    assert peer in err
    assert "may be quoted" in next(Path("out").glob("*.md")).read_text()


def test_a_relaxation_above_the_optimum_is_no_lie(folder: Path) -> None:
    benchmarks(folder, "ours", "limit")
    assert bench(folder, "--quiet") == 0


def test_a_peer_that_fails_is_named(folder: Path, capsys: Capture) -> None:
    benchmarks(folder, "ours", "garbage")
    assert bench(folder) == 0
    assert "garbage failed on double-004-a-1: not an answer" in capsys.readouterr().err


@pytest.mark.parametrize("how", ["garbage", "crashes"])
def test_ours_must_answer(folder: Path, capsys: Capture, how: str) -> None:
    benchmarks(folder, "ours", "honest")
    (folder / "peers" / "ours.py").write_text(FAKES[how])
    assert bench(folder, "--quiet") == 6
    assert "ours failed on double-004-a-1: " in capsys.readouterr().err
    assert "Failed without an answer: ours" in next(Path("out").glob("*.md")).read_text()


def test_numbers_are_told_even_where_they_cannot_be_written(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    benchmarks(folder, "ours", "honest")

    def full(files: dict[Path, str]) -> None:
        raise OutputError("out: no space left on device")

    monkeypatch.setattr(plan_file, "write_whole", full)
    assert bench(folder) == 7
    out, err = capsys.readouterr()
    assert "1 of   1 closed" in out
    assert err.splitlines()[-1] == "out: no space left on device"


def test_a_folder_that_cannot_be_made_is_told_before_any_run(folder: Path, capsys: Capture) -> None:
    benchmarks(folder, "ours")
    assert main(["bench", "--suite", "smoke", "--peers", "ours", "--out", "/proc/nowhere"]) == 7
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)


def test_the_time_may_be_bounded(folder: Path) -> None:
    benchmarks(folder, "ours", "honest", weeks=(4, 12))
    assert bench(folder, "--quiet", "--within", "0.001") == 0
    (page,) = Path("out").glob("*.md")
    assert "Not the whole suite: 4 runs are missing" in page.read_text()


def test_json_is_one_document(folder: Path, capsys: Capture) -> None:
    benchmarks(folder, "ours", "honest", "liar")
    assert bench(folder, "--json", "--pairs", "2") == 6
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert (document["schema"], document["exit_code"]) == ("ndt.bench/1", 6)
    assert document["disagreements"] == err.splitlines()
    assert document["peers"]["honest"]["ratio_to_ours"]["double-004-a-1"]["pairs"] == 2
    assert len(document["runs"]) == 6


def test_against_an_earlier_file(folder: Path, capsys: Capture) -> None:
    benchmarks(folder, "ours")
    assert bench(folder, "--quiet", "--pairs", "3") == 0
    (earlier,) = (p for p in Path("out").glob("*.csv") if "trace" not in p.name)
    slow = earlier.rename("earlier.csv")
    assert bench(folder, "--pairs", "3", "--against", str(slow)) == 0
    assert "of 1 compared" in capsys.readouterr().out


def test_bad_input_is_a_line_each(folder: Path, capsys: Capture) -> None:
    benchmarks(folder, "ours")
    assert main(["bench", "--peers", "hours", "--out", "out"]) == 2
    assert capsys.readouterr().err == "--peers: no such peer, found 'hours', allowed: did you mean \"ours\"?\n"
    assert bench(folder, "--against", "nothing.csv") == 2
    assert capsys.readouterr().err.strip() == "nothing.csv: no such file"
    (folder / "instances" / "double-004-a-1.toml").write_text("changed")
    assert bench(folder) == 2
    assert "an instance is frozen" in capsys.readouterr().err
    assert not Path("out").exists()


def test_the_bar_says_who_runs_on_what(folder: Path) -> None:
    benchmarks(folder, "ours", "honest", weeks=(4, 12))
    plan = Plan(read_suite(folder), "core", find_peers(folder / "peers"), 10.0, 5, 600.0)
    step = Step(11, "honest", plan.instances[0], 2, 61.0)
    said = "[##########          ] 11 of at most 20, honest on double-004-a-1 (pair 3), 2 min so far"
    assert progress(plan, step) == said


def test_the_parent_of_all_runs_is_light() -> None:
    """What it weighs is counted in the peak memory of a lighter peer."""
    code = "import sys, ndt_opt.bench.report, ndt_opt.cli.bench; print(*{m.partition('.')[0] for m in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {"ortools", "numpy", "pandas", "scipy"}


def test_ctrl_c_keeps_what_was_measured(folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    benchmarks(folder, "ours", "honest")
    measured = Runner._measure

    def once(self: Runner, *asked: object) -> None:
        if self.runs:
            raise KeyboardInterrupt
        measured(self, *asked)  # type: ignore[arg-type]

    monkeypatch.setattr(Runner, "_measure", once)
    assert bench(folder) == 130
    assert "interrupted" in capsys.readouterr().err
    (rows,) = (p for p in Path("out").glob("*.csv") if "trace" not in p.name)
    assert [line.count("interrupted") for line in rows.read_text().splitlines()] == [0, 0, 1]
    assert "Not the whole suite: 1 runs" in next(Path("out").glob("*.md")).read_text()


def test_ctrl_c_ends_a_running_peer(folder: Path, tmp_path: Path) -> None:
    benchmarks(folder, "hangs")
    (folder / "peers" / "hangs.py").write_text(
        "import os, time\n\nif __name__ == \"__main__\":\n"
        "    open('pid', 'w').write(str(os.getpid()))\n    time.sleep(60)\n"
    )
    code = (
        "import sys\nfrom pathlib import Path\nfrom ndt_opt.bench import suite\n"
        f"suite.benchmarks_dir = lambda: Path({str(folder)!r})\nfrom ndt_opt.cli import main\n"
        "sys.exit(main(['bench', '--suite', 'smoke', '--out', 'out', '--peers', 'hangs']))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True
    )
    pid = tmp_path / "pid"
    until = time.monotonic() + 30
    while not (pid.exists() and pid.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "interrupted" in err
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)
    assert not list((tmp_path / "out").iterdir())
