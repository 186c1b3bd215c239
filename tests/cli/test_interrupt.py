"""Ctrl-C at any moment: one line and 130, never a traceback and never silence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ndt_opt.cli import main
from ndt_opt.domain.outcome import Infeasible

from .planners import clash, use

ROOT = Path(__file__).parents[2]
Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize("module", ["argparse", "pydantic_core", "numpy", "ortools"])
def test_ctrl_c_during_the_imports(folder: Path, module: str) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "ndt_opt", "solve", "scenario.toml"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        told = next(line for line in process.stderr if module in line)
        process.send_signal(signal.SIGINT)
        rest = [line for line in process.stderr if not line.startswith("import time:")]
        assert told.startswith("import time:")
        assert process.wait() == 130
        assert rest in (["interrupted\n"], ["Interrupted before any plan was found.\n"])
        assert not process.stdout.read()
    assert [p.name for p in folder.iterdir()] == ["scenario.toml"]


def test_a_clash_named_in_a_hurry_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    use(monkeypatch, Infeasible(clash("pins", weeks=8, cut_short=True), {}))
    assert main(["solve", "scenario.toml"]) == 3
    assert "Stopped early: some of these may have no part in the clash." in capsys.readouterr().out
