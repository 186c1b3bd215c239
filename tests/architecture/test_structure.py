"""What imports what, how long modules are, and that nothing points outside the project."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "ndt_opt"
MODULES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 300
OUTSIDE = ("../sha" + "red", "/wo" + "rk/")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tracked() -> list[Path]:
    """Files under version control; in an unpacked archive, every file of the project's own folders."""
    git = shutil.which("git")
    if git is not None and (ROOT / ".git").exists():
        done = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
        return [path for n in done.stdout.decode().split("\0") if n and (path := ROOT / n).is_file()]
    folders = ("ndt_opt", "models", "scenarios", "tests", "docs", "benchmarks")
    return [p for folder in folders for p in (ROOT / folder).rglob("*") if p.is_file() and p.suffix != ".pyc"]


def imported(path: Path) -> set[str]:
    """Top packages of absolute imports, wherever in the module they stand."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_the_import_contracts_hold() -> None:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_only_cpsat_imports_the_solver() -> None:
    users = {p.relative_to(PACKAGE).parts[0] for p in MODULES if "ortools" in imported(p)}
    assert users == {"cpsat"}


def test_the_auditor_imports_little() -> None:
    own = {"domain", "rules", "files", "units", "errors", "audit"}
    for path in (PACKAGE / "audit").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        modules = [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
        inner = {m.split(".")[1] for m in modules if m.startswith("ndt_opt.")}
        assert inner <= own, name(path)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < MOST_LINES


def test_nothing_points_outside_the_project() -> None:
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        assert not [word for word in OUTSIDE if word in text], name(path)


def test_no_file_of_a_run_is_tracked() -> None:
    unwanted = {"__pycache__", ".venv", ".hypothesis", ".mypy_cache", ".ruff_cache", "dist", "build"}
    assert not [p for p in tracked() if unwanted & set(p.relative_to(ROOT).parts)]
