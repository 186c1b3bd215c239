"""The loop: seasons with a wrong test, with feedback and without, and what is reported of them."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from benchmarks.stand_in import stand_in
from closed_loop import __main__ as command
from closed_loop import study as study_module
from closed_loop.measures import Measures, measured, recovery_weeks, true_targets, until
from closed_loop.season import Season, run_season
from closed_loop.study import ARMS, Arm, Case, make_case, season_of, study
from closed_loop.tables import BEGIN, END, HEADER, markdown, replaced, spread

from ndt_opt.domain.log import LogEntry
from ndt_opt.domain.plan import Plan
from ndt_opt.files.training_log import read_log, write_log

WEEKS = 8
SEEDS = (1, 2, 3)
NO_FEEDBACK, METER, NO_METER = ARMS
PAGE = Path(__file__).parents[2] / "docs" / "closed-loop.md"


@cache
def case(error_pct: int) -> Case:
    return make_case(error_pct, WEEKS)


@cache
def seasons(error_pct: int, arm: Arm) -> list[Measures]:
    own = case(error_pct)
    return [season_of(own, arm, seed, stand_in(own.plan, own.model)) for seed in SEEDS]


def above(error_pct: int, arm: Arm) -> list[float]:
    """Per cent of the reps that were run above LT2, for each seed."""
    return [100 * own.above_min / own.run_min for own in seasons(error_pct, arm)]


def without(error_pct: int, seed: int = 1) -> Season:
    return run_season(case(error_pct).plan, case(error_pct).runner(seed), has_meter=True)


def test_with_an_exact_test_almost_all_work_stays_below_lt2() -> None:
    assert max(above(0, NO_FEEDBACK)) < 5
    assert all(own.z2_min > 0.75 * own.planned_min for own in seasons(0, NO_FEEDBACK))


def test_the_more_the_test_flatters_the_more_is_run_above_lt2() -> None:
    by_error = [above(error_pct, NO_FEEDBACK) for error_pct in (-6, 0, 6)]
    assert all(low <= exact < high for low, exact, high in zip(*by_error, strict=True))
    assert min(by_error[2]) > 70
    assert all(own.above_min == own.z2_min == 0 for own in seasons(-6, NO_FEEDBACK))  # below Zone 2, too


@pytest.mark.parametrize(("arm", "at_most"), [(METER, 0.6), (NO_METER, 0.8)], ids=("meter", "no meter"))
def test_feedback_brings_a_flattered_runner_below_lt2(arm: Arm, at_most: float) -> None:
    fed, as_first = seasons(6, arm), seasons(6, NO_FEEDBACK)
    assert sum(own.above_min for own in fed) < at_most * sum(own.above_min for own in as_first)
    for own, other in zip(fed, as_first, strict=True):
        assert own.above_min < other.above_min
        assert own.z2_min > other.z2_min
        assert own.cut < other.cut


def test_a_meter_brings_them_further() -> None:
    assert sum(own.above_min for own in seasons(6, METER)) < sum(own.above_min for own in seasons(6, NO_METER))


def test_feedback_leaves_a_test_alone_that_is_too_slow() -> None:
    for with_it, as_first in zip(seasons(-6, METER), seasons(-6, NO_FEEDBACK), strict=True):
        assert with_it.end_pct == as_first.end_pct
        assert set(with_it.until.values()) == {None}
        assert all(end is not None and -7 < end < -5 for end in with_it.end_pct.values())


def test_the_same_seed_runs_the_same_season() -> None:
    assert without(6) == without(6)
    assert without(6).log != without(6, seed=2).log


def test_the_first_week_is_the_same_with_feedback_and_without() -> None:
    own = case(6)
    fed = run_season(own.plan, own.runner(1), True, stand_in(own.plan, own.model))
    week = len([s for s in own.plan.sessions if s.date < own.plan.weeks[1].start])
    assert fed.log[:week] == without(6).log[:week]
    assert fed.log[week:] != without(6).log[week:]


def test_the_log_is_one_that_the_program_reads(tmp_path: Path) -> None:
    path, season = tmp_path / "log.csv", without(6)
    write_log(path, season.log)
    assert read_log(path, season.first) == list(season.log)
    assert {entry.session_id for entry in season.log} == {session.id for session in season.first.sessions}


def test_a_replan_sees_the_weeks_that_were_run_and_no_more() -> None:
    own, asked = case(0), list[tuple[dt.date, dt.date, int]]()

    def refuses(_: Plan, log: Sequence[LogEntry], as_of: dt.date) -> None:
        asked.append((as_of, log[-1].date, len(log)))

    season = run_season(own.plan, own.runner(1), True, refuses)
    assert [as_of for as_of, _, _ in asked] == [week.start for week in own.plan.weeks[1:]]
    assert all(as_of - last == dt.timedelta(days=1) for as_of, last, _ in asked)
    assert season.refused == WEEKS - 1
    assert season.log == without(0).log
    assert season_of(own, METER, 1, refuses).refused == WEEKS - 1


def test_the_true_targets_are_those_of_the_exact_plan() -> None:
    exact = case(0)
    targets = true_targets(exact.exact, exact.model)
    work = [s for s in exact.plan.sessions if s.kind == "threshold" and s.pace_s_per_km]
    assert work
    assert all(s.pace_s_per_km and s.pace_s_per_km.start == targets[s.template] for s in work)
    assert seasons(0, NO_FEEDBACK)[0].until == {"morning": 0, "afternoon": 0, "single": None}  # two singles only
    assert seasons(0, NO_FEEDBACK)[0].right_pct == 100


@pytest.mark.parametrize(
    ("off", "expected"),
    [([], None), ([0, 0, 0], 0), ([4, 1.5, -1.5, 0, 9], 1), ([4, 1, 1, 2, 0], None), ([-6, 0, 0, 0], 1)],
)
def test_a_pace_is_right_when_it_stays_so(off: list[float], expected: int | None) -> None:
    assert until(off) == expected


def test_recovery_weeks_are_load_weeks_that_became_recovery() -> None:
    first = case(0).plan
    blocks = [week.block for week in first.weeks]
    changed = [week.model_copy(update={"block": "recovery"}) for week in first.weeks]
    last = first.model_copy(update={"weeks": changed})
    assert recovery_weeks(first, last) == blocks.count("load") > 0
    assert recovery_weeks(last, first) == 0
    season = Season(first, last, without(0).efforts, (), 0)
    assert measured(season, true_targets(case(0).exact, case(0).model), 3.2).recovery_weeks == blocks.count("load")


def test_never_is_more_than_any_number() -> None:
    rows = list(study(stand_in, seeds=3, weeks=4, errors_pct=[0]))
    values = iter([3.0, None, 5.0])
    assert spread(rows[:3], lambda _: next(values), ".0f") == "5 (3 to never)"
    assert spread(rows[:3], lambda _: None, ".0f") == "never"


def test_the_command_writes_a_row_a_season_and_the_table_of_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    arguments = ["--seeds", "2", "--weeks", "4", "--out", str(tmp_path / "out"), "--page", str(page)]
    monkeypatch.setattr(sys, "argv", ["closed_loop", *arguments])
    monkeypatch.setattr(command, "planners_own", stand_in)
    command.main()
    table, csv = (Path(line) for line in sorted(capsys.readouterr().out.split(), reverse=True)[1:])
    lines = csv.read_text(encoding="utf-8").splitlines()
    assert lines[0].split(",") == list(HEADER)
    assert len(lines) == 1 + 7 * len(ARMS) * 2
    written = table.read_text(encoding="utf-8")
    assert written.count("\n| ") == 2 + 7 * len(ARMS)
    assert page.read_text(encoding="utf-8") == f"before\n{BEGIN}\n{written}{END}\nafter\n"


@pytest.mark.parametrize("page", ["", BEGIN, f"{END}{BEGIN}", f"{BEGIN}{END}{END}", f"{BEGIN}{END}{BEGIN}{END}"])
def test_a_page_without_a_clear_place_is_refused(page: str) -> None:
    with pytest.raises(ValueError, match="once each"):
        replaced(page, "table")


def test_the_published_page_has_the_place() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert "| new |" in replaced(text, "| new |\n")


def test_a_season_without_a_plan_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    closed = (Path(study_module.SCENARIO).read_text(encoding="utf-8")) + '\n[availability]\nam = "none"\npm = "none"\n'
    (tmp_path / "scenario.toml").write_text(closed, encoding="utf-8")
    monkeypatch.setattr(study_module, "SCENARIO", tmp_path / "scenario.toml")
    with pytest.raises(RuntimeError, match="no plan"):
        make_case(0, 2)


def test_the_table_names_test_and_arms() -> None:
    lines = markdown(list(study(stand_in, seeds=1, weeks=4, errors_pct=[6])), "made here").splitlines()
    assert lines[0].startswith("`made here`: 4 weeks")
    assert [line.split(" | ")[:2] for line in lines[4:]] == [
        ["| +6 %, 3:01/km", "no feedback"], ["| ", "feedback, meter"], ["| ", "feedback, no meter"]
    ]  # fmt: skip
