"""Whole comparisons of short seasons, really solved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ndt_opt.domain.comparison import Comparison
from ndt_opt.domain.outcome import Solved, SolveSettings
from ndt_opt.errors import InputError
from ndt_opt.planner import plan_season
from ndt_opt.study import compare as solving
from ndt_opt.study.asked import Asked
from ndt_opt.study.comparison import compare, read_request
from ndt_opt.study.questions import QUESTIONS
from tests.scenarios.library import FOLDER, inputs, shortened

SETTINGS = SolveSettings()


def short(folder: Path, name: str, weeks: int = 3) -> Path:
    """The scenario cut to its first weeks, as a file."""
    lines = (FOLDER / name / "scenario.toml").read_text(encoding="utf-8").splitlines()
    path = folder / "scenario.toml"
    path.write_text("\n".join(f"weeks = {weeks}" if line.startswith("weeks") else line for line in lines))
    return path


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Solves in this process: several short ones are done before others have started."""
    monkeypatch.setattr(solving, "side_by_side", lambda run, jobs, **_: map(run, jobs))


def found(path: Path, *asked: Asked, question: str | None = None, vary: str | None = None) -> Comparison:
    return compare(read_request(path, asked, question, vary, SETTINGS), lambda *_: None)


def test_each_column_is_what_a_solve_of_its_own_finds(tmp_path: Path) -> None:
    done: list[Any] = []
    request = read_request(short(tmp_path, "club-17min-120km"), [Asked("spread")], None, None, SETTINGS)
    comparison = compare(request, lambda *told: done.append(told))
    own, spread = comparison.variants
    assert (own.name, spread.name) == ("norwegian-double", "spread")
    assert [(variant.name, n, of) for variant, n, of in done] == [("norwegian-double", 1, 2), ("spread", 2, 2)]
    scenario, model = inputs("club-17min-120km")
    alone = plan_season(shortened(scenario, 3), model)
    assert isinstance(alone, Solved)
    assert own.measures is not None
    assert own.measures.z2_work_s == own.bound_s == alone.plan.objective["z2_work_s"]
    assert [week.z2_work_s for week in own.weeks] == [week.z2_work_s for week in alone.plan.weeks]
    assert "hit-count" in spread.differs_in


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", list(QUESTIONS))
def test_each_question_runs_and_ends_with_two_lines(tmp_path: Path, name: str) -> None:
    comparison = found(short(tmp_path, "club-17min-120km"), question=name)
    assert (comparison.question, len(comparison.variants), len(comparison.reading)) == (name, 2, 2)
    assert all(v.status == "optimal" and v.measures for v in comparison.variants)
    assert "min in Zone 2" in comparison.reading[0]
    assert (comparison.curves is not None) == bool(QUESTIONS[name].vary)


@pytest.mark.usefixtures("here")
def test_no_plan_is_a_column_too(tmp_path: Path) -> None:
    path = short(tmp_path, "no-evenings")
    double, singles = found(path, Asked("norwegian-double"), Asked("norwegian-singles")).variants
    assert (double.status, double.measures, double.weeks) == ("infeasible", None, [])
    assert double.clash is not None
    assert "double-threshold-days" in double.clash.rules
    assert singles.status == "optimal"


@pytest.mark.usefixtures("here")
def test_a_curve_has_every_value_and_names_its_gaps(tmp_path: Path) -> None:
    comparison = found(short(tmp_path, "no-evenings"), vary="athlete.weekly_km=80,100")
    assert comparison.variants == []
    assert comparison.curves is not None
    assert [(p.value, p.status) for p in comparison.curves.points] == [(80, "optimal"), (100, "infeasible")]
    assert comparison.curves.crossings == []


@pytest.mark.usefixtures("here")
def test_a_stricter_share_never_gives_more(tmp_path: Path) -> None:
    comparison = found(short(tmp_path, "club-17min-120km"), vary="week-intensity-share.min_easy_pct=75,80,85")
    assert comparison.curves is not None
    z2 = [p.measures.z2_work_s for p in comparison.curves.points if p.measures]
    assert z2 == sorted(z2, reverse=True)
    assert len(set(z2)) == 3


def test_out_of_time_is_an_ending() -> None:
    path = FOLDER / "club-17min-120km" / "scenario.toml"
    request = read_request(path, [Asked(None, ("rules.hit-count.full_count=0",))], None, None, SolveSettings())
    hurried = solving.Job("late", (), request.scenario, request.columns[0].model, SolveSettings(time_limit_s=1e-6))
    assert solving.solve_variant(hurried).status == "out of time"


@pytest.mark.parametrize(
    ("asked", "question", "vary", "says"),
    [
        ([], None, None, "ndt compare: nothing to compare"),
        (
            [],
            "clusterin",
            None,
            "--question: unknown question, found 'clusterin', allowed: one of clustering, continuous",
        ),
        ([Asked("spread")], "clustering", None, "--question: brings its own two variants"),
        ([Asked("norwegian-double")], None, None, "--model: the same variant twice"),
        (
            [Asked(None, ("rules.hit-count.full_count=1",))],
            None,
            "hit-count.full_count=0",
            "--set: rules.hit-count.full",
        ),
    ],
)
def test_what_makes_no_sense_is_one_line(asked: list[Asked], question: str, vary: str, says: str) -> None:
    with pytest.raises(InputError) as told:
        read_request(FOLDER / "club-17min-120km" / "scenario.toml", asked, question, vary, SETTINGS)
    (line,) = str(told.value).splitlines()
    assert line.startswith(says)


def test_the_day_grid_says_that_it_knows_no_races() -> None:
    with pytest.raises(InputError, match="races need the calendar grid"):
        read_request(FOLDER / "club-races" / "scenario.toml", [], "day-grid", None, SETTINGS)


def test_problems_of_all_options_are_told_together() -> None:
    with pytest.raises(InputError) as told:
        read_request(FOLDER / "nowhere.toml", [Asked("nope")], None, "x.y=1", SETTINGS)
    lines = str(told.value).splitlines()
    assert [line.split(": ")[1] for line in lines] == ["rules.x", "no such file", "model"]
