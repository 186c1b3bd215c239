"""The command itself: what it imports, what it prints where, and its exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ndt_opt import __version__, cli
from ndt_opt.errors import OutputError

ROOT = Path(__file__).parents[2]


def _python(*args: str, **own: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), **own}
    return subprocess.run([sys.executable, *args], capture_output=True, text=True, env=env, check=False)


@pytest.mark.parametrize(
    "argv",
    [[], ["--version"], ["--help"], *([name, "--help"] for name in ("solve", "audit", "compare", "report", "bench"))],
)
def test_help_imports_nothing_heavy(argv: list[str]) -> None:
    code = f"import sys, ndt_opt.cli; ndt_opt.cli.main({argv}); print('\\n', *sys.modules, file=sys.stderr)"
    done = _python("-c", code)
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert "ndt_opt" in loaded
    assert not loaded & {"ortools", "pandas", "numpy", "pydantic", "scipy", "jinja2"}


def test_a_plan_without_a_certificate_needs_no_second_engine() -> None:
    assert not {"scipy", "ndt_opt.witness"} & _loaded_by("import ndt_opt.planner")
    assert {"scipy", "ndt_opt.witness"} <= _loaded_by("import ndt_opt.certificate")


def _loaded_by(code: str) -> set[str]:
    return set(_python("-c", f"import sys; {code}; print(*sys.modules)").stdout.split())


def test_python_m_is_the_same_command() -> None:
    done = _python("-m", "ndt_opt", "--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"ndt {__version__}\n", "")


@pytest.mark.parametrize(
    "line",
    ["", "slove", "solve", "solve x --seed a", "solve x --zzz", "solve x --time-limit nan",
     "solve x --workers 0", "schema log", "models show", "compare", "compare x --seed a"],
)  # fmt: skip
def test_wrong_usage_is_2(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(line.split()) == 2
    out, err = capsys.readouterr()
    assert not out
    assert "usage: ndt" in err


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (PermissionError(13, "Permission denied", "x"), 7, "x: Permission denied"),
        (OSError(28, "No space left on device"), 7, "No space left on device"),
        (MemoryError(), 7, "out of memory"),
        (OutputError("x: cannot be written"), 7, "x: cannot be written"),
        (KeyboardInterrupt(), 130, "interrupted"),
    ],
)
def test_what_the_machine_refuses_is_one_line(
    error: BaseException,
    code: int,
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(_: object) -> int:
        raise error

    monkeypatch.setattr(cli.schema, "run", fail)
    assert cli.main(["schema", "plan"]) == code
    assert capsys.readouterr().err == f"{says}\n"


def test_a_reader_that_leaves_before_the_problems_is_none_either() -> None:
    command = f"{sys.executable} -m ndt_opt solve nowhere.toml --model {'x' * 100_000} --json | true"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=env, check=False)
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("nowhere.toml: no such file\n")


def test_a_reader_that_leaves_is_no_error() -> None:
    command = f"{sys.executable} -m ndt_opt models show norwegian-double --resolved --json | head -c 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "{", "")


def test_a_terminal_without_the_letters_gets_stand_ins(tmp_path: Path) -> None:
    done = _python("-m", "ndt_opt", "new", str(tmp_path / "vår.toml"), PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "v\\xe5r.toml" in done.stdout
