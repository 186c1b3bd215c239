"""An empty folder to run commands in, and the starter scenario."""

from __future__ import annotations

from pathlib import Path

import pytest

from ndt_opt.files.starter import STARTER


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "winter"
    home.mkdir()
    monkeypatch.chdir(home)
    (home / "scenario.toml").write_text(STARTER)
    return home
