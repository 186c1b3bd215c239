"""What the documents show is what the code reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ndt_opt.files.model_file import read_model
from ndt_opt.files.scenario_file import read_scenario
from ndt_opt.rules.catalogue import CATALOGUE

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXCERPT = re.compile(r"<!-- excerpt: (\S+) -->\n```\w+\n(.*?)```", re.DOTALL)
EXCERPTS = EXCERPT.findall((ROOT / "docs" / "add_a_rule.md").read_text(encoding="utf-8"))


def block_with(schema: str) -> str:
    blocks: list[str] = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    return next(block for block in blocks if f'schema = "{schema}"' in block)


def test_the_scenario_of_the_readme_is_one(tmp_path: Path) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text(block_with("ndt.scenario/1"), encoding="utf-8")
    assert read_scenario(path).season.weeks == 12


def test_the_model_of_the_readme_is_one(tmp_path: Path) -> None:
    path = tmp_path / "easier.toml"
    path.write_text(block_with("ndt.model/1"), encoding="utf-8")
    model = read_model(str(path))
    assert model.rules["week-intensity-share"].min_easy_pct == 78
    assert "pm-45s" not in model.templates


def test_the_changelog_counts_the_rules() -> None:
    assert len(CATALOGUE) == 31, "say the new number in CHANGELOG.md"
    assert "Thirty-one rules" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("file", "shown"), EXCERPTS, ids=[file for file, _ in EXCERPTS])
def test_an_excerpt_is_what_the_file_says(file: str, shown: str) -> None:
    lines = {line.strip() for line in (ROOT / file).read_text(encoding="utf-8").splitlines()}
    missing = [line for line in shown.splitlines() if "..." not in line and line.strip() not in lines | {""}]
    assert not missing
