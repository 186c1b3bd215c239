"""The examples run as they stand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_a_season_as_a_library(tmp_path: Path) -> None:
    script = ROOT / "examples" / "season.py"
    done = subprocess.run([sys.executable, script, tmp_path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "norwegian-singles: 948 min in Zone 2, optimal" in done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["comparison.html", "plan.html", "so-far.svg"]
    assert (tmp_path / "so-far.svg").read_text(encoding="utf-8").count('<path class="l ') >= 2
