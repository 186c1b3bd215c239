"""The README's sample of the page: `python tests/scenarios/readme_sample.py` makes it anew, a test compares."""

from __future__ import annotations

from pathlib import Path

from ndt_opt.domain.outcome import Solved
from ndt_opt.domain.plan import Plan
from ndt_opt.files.scenario_file import load
from ndt_opt.planner import plan_season
from ndt_opt.report.terminal import render

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
BEGIN, END = "<!-- sample:begin -->\n```\n", "```\n<!-- sample:end -->"
CUT = ["  ⋮", ""]


def sample(plan: Plan) -> str:
    """The page with the middle of the season and the second week left out."""
    lines = render(plan, width=80, colour=False, encoding="utf-8").rstrip("\n").split("\n")
    rows = [n for n, line in enumerate(lines) if line[:4].strip().isdigit() and line.rstrip().endswith(("HIT", "T"))]
    second, easy = (next(n for n, line in enumerate(lines) if line.startswith(x)) for x in ("WEEK 2", "EASY RUNS"))
    kept = [*lines[: rows[6]], CUT[0], *lines[rows[23] : second], *CUT, *lines[easy:]]
    return "\n".join(kept) + "\n"


def in_readme() -> str:
    """The sample as it stands there."""
    return README.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]


if __name__ == "__main__":
    outcome = plan_season(*load(ROOT / "scenarios" / "elite-5000m" / "scenario.toml"))
    assert isinstance(outcome, Solved)
    text = README.read_text(encoding="utf-8")
    README.write_text(text.replace(BEGIN + in_readme() + END, BEGIN + sample(outcome.plan) + END), encoding="utf-8")
