"""A season as a library: solve it, look at it as a table, compare two models, and draw both.

    python examples/season.py [FOLDER]

In a notebook, the last line of a cell is enough to see a plan, a week, a session or a comparison: `plan`,
`plan.weeks[0]`, `plan.sessions[1]`, `comparison`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ndt_opt.domain.comparison import Comparison
from ndt_opt.domain.outcome import Solved, SolveSettings
from ndt_opt.domain.plan import Plan
from ndt_opt.files.plan_file import write_whole
from ndt_opt.files.scenario_file import load
from ndt_opt.planner import plan_season
from ndt_opt.report.html import comparison_page, plan_page
from ndt_opt.report.svg import Chart, Line, even_axis, render
from ndt_opt.study.asked import Asked
from ndt_opt.study.comparison import compare, read_request

SCENARIO = Path(__file__).parents[1] / "scenarios" / "improver-20min-75km" / "scenario.toml"
MODELS = ("norwegian-double", "norwegian-singles")


def solved() -> Plan:
    """The season under its own model."""
    scenario, model = load(SCENARIO)
    outcome = plan_season(scenario, model)
    assert isinstance(outcome, Solved), "a clash, or out of time: the outcome says which"
    return outcome.plan


def compared() -> Comparison:
    """The same season under two models."""
    request = read_request(SCENARIO, [Asked(name) for name in MODELS], None, None, SolveSettings())
    return compare(request, lambda *_: None)


def drawn(comparison: Comparison) -> str:
    """Zone 2 minutes as they come together, as SVG."""
    lines = [
        Line(variant.name, [(week.week, week.z2_cumulative_s / 60) for week in variant.weeks], number=number)
        for number, variant in enumerate(comparison.variants)
    ]
    points = [point for line in lines for point in line.points]
    x = even_axis("week", 0, max(week for week, _ in points))
    y = even_axis("minutes", 0, max(minutes for _, minutes in points))
    return render(Chart("Zone 2 minutes so far", x, y, lines))


def main(folder: Path) -> None:
    plan = solved()
    frame = plan.to_frame()
    km = frame.pivot_table(index="week", columns="kind", values="distance_m", aggfunc="sum", observed=True) / 1000
    print(km.round(1).to_string(na_rep="-"))
    comparison = compared()
    for variant in comparison.variants:
        assert variant.measures is not None
        print(f"{variant.name}: {variant.measures.z2_work_s / 60:.0f} min in Zone 2, {variant.status}")
    write_whole(
        {
            folder / "plan.html": plan_page(plan),
            folder / "comparison.html": comparison_page(comparison),
            folder / "so-far.svg": drawn(comparison),
        }
    )


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
