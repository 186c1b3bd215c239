"""A wheel, installed anywhere, still finds the library of training models."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = sorted(str(p.relative_to(ROOT / "models")) for p in (ROOT / "models").rglob("*.toml"))


def run(*args: object, cwd: Path, **env: str) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, args)],
        cwd=cwd,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but this project's wheel in it."""
    pytest.importorskip("build")
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    run("-m", "build", "--wheel", "--no-isolation", "--outdir", folder / "dist", ROOT, cwd=folder)
    (wheel,) = (folder / "dist").glob("ndt_opt-*.whl")
    target = folder / "site"
    run("-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", target, wheel, cwd=folder)
    return target


def from_wheel(installed: Path, *args: str) -> str:
    """Python run outside the checkout: the wheel first, then what it depends on."""
    path = os.pathsep.join([str(installed), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    return run(*args, cwd=installed.parent, PYTHONPATH=path)


def test_the_wheel_carries_every_model(installed: Path) -> None:
    code = "import ndt_opt, ndt_opt.rules.library as l; print(ndt_opt.__file__); print(l.models_dir())"
    package, models = map(Path, from_wheel(installed, "-c", code).split())
    assert package.is_relative_to(installed)
    assert models == installed / "ndt_opt" / "models"
    assert sorted(str(p.relative_to(models)) for p in models.rglob("*.toml")) == LIBRARY


def test_the_wheel_carries_every_template(installed: Path) -> None:
    folder = Path("ndt_opt", "report", "html", "templates")
    names = sorted(path.name for path in (ROOT / folder).iterdir())
    assert sorted(path.name for path in (installed / folder).iterdir()) == names
    code = "from ndt_opt.report.html.environment import TEMPLATES, fill; print(TEMPLATES); fill('base.html', title='')"
    assert Path(from_wheel(installed, "-c", code).strip()) == installed / folder


def test_the_wheel_is_typed_and_has_a_command(installed: Path) -> None:
    assert (installed / "ndt_opt" / "py.typed").is_file()
    assert (installed / "bin" / "ndt").is_file()
    assert not (installed / "tests").exists()


def test_the_command_lists_the_models(installed: Path) -> None:
    listed = from_wheel(installed, "-m", "ndt_opt", "models")
    assert "norwegian-double" in listed
    assert "norwegian-double" in from_wheel(
        installed, "-m", "ndt_opt", "models", "show", "norwegian-double", "--resolved"
    )


def test_the_command_runs_the_benchmark_suite(installed: Path, tmp_path: Path) -> None:
    out = from_wheel(
        installed, "-m", "ndt_opt", "bench", "--suite", "smoke", "--peers", "limit", "--out", str(tmp_path / "results")
    )
    assert "limit" in out
    rows = next(path for path in (tmp_path / "results").glob("*.csv") if "trace" not in path.name)
    assert "failed" not in rows.read_text(encoding="utf-8")
