"""Result files: out and back, the page, the charts."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from bench.fakes import instance, run_of

from ndt_opt.bench.charts import charts
from ndt_opt.bench.conditions import conditions
from ndt_opt.bench.page import page
from ndt_opt.bench.results import Results, read_results, read_trace, runs_text, trace_text
from ndt_opt.errors import InputError

NOW = dt.datetime(2026, 11, 26, 11, 4, tzinfo=dt.UTC)
RUNS = [
    run_of("ours", 0.75, build_s=0.25, solve_s=0.5, first_plan_s=0.5, versions="ortools 9; python 3",
           note='a, "b"\nc'),
    run_of("scip", None, note="killed"),
    run_of("ours", 0.5, pair=1), run_of("limit", 0.25, exact=False, z2_work_s=1200, bound_s=1200),
]  # fmt: skip
TRACED = run_of("ours", 0.75, trace=[(0.1, None, 1200), (0.2, 900, 1100), (0.4, 1000, 1000)])


def test_csv_out_and_back(tmp_path: Path) -> None:
    results = Results(conditions=conditions("quick", NOW), runs=RUNS)
    path = tmp_path / "result.csv"
    path.write_text(runs_text(results), encoding="utf-8")
    back = read_results(path)
    assert back.conditions == results.conditions
    assert back.runs[1:] == RUNS[1:]
    assert back.runs[0] == RUNS[0].model_copy(update={"note": 'a, "b" c'})
    assert back.conditions.started == "2026-11-26 11:04:00"


def test_the_gap_over_time_is_a_row_a_point() -> None:
    assert trace_text([TRACED]).splitlines() == [
        "instance,peer,pair,seconds,best_s,bound_s",
        "double-004-a-1,ours,0,0.1,,1200",
        "double-004-a-1,ours,0,0.2,900,1100",
        "double-004-a-1,ours,0,0.4,1000,1000",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no runs"),
        ("a,b\n1,2\n", "not a result file of ndt bench, found no column 'suite'"),
        (f'a,b\n1,"{"x" * 140_000}"\n', "not a CSV line"),
    ],
)
def test_what_is_no_result_file(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "old.csv"
    path.write_text(text)
    with pytest.raises(InputError, match=said):
        read_results(path)


def test_every_bad_value_is_a_line(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    good = runs_text(Results(conditions=conditions("quick", NOW), runs=RUNS))
    path.write_text(good.replace("timed-out", "asleep").replace(",0.75,", ",soon,"))
    with pytest.raises(InputError) as caught:
        read_results(path)
    assert [str(p).split(",")[0] for p in caught.value.problems] == [
        "old.csv: line 2.wall_s: Input should be a valid number",
        "old.csv: line 3.status: not one of the choices",
    ]


@pytest.mark.parametrize(("cell", "other"), [(",0.75,", ",0,"), (",0.75,", ",-3,"), (",10.0,", ",0,")])
def test_times_are_more_than_nothing(tmp_path: Path, cell: str, other: str) -> None:
    path = tmp_path / "old.csv"
    path.write_text(runs_text(Results(conditions=conditions("quick", NOW), runs=RUNS)).replace(cell, other, 1))
    with pytest.raises(InputError, match=r"line 2.*more than 0"):
        read_results(path)


def test_a_line_cut_short_is_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text(runs_text(Results(conditions=conditions("quick", NOW), runs=RUNS))[:-60])
    with pytest.raises(InputError) as caught:
        read_results(path)
    assert len(caught.value.problems) == 1


def test_plans_and_bounds_come_back_from_the_trace(tmp_path: Path) -> None:
    path = tmp_path / "trace.csv"
    path.write_text(trace_text([TRACED, RUNS[1]]))
    bare = [TRACED.model_copy(update={"trace": []}), RUNS[1]]
    assert read_trace(path, bare) == [TRACED, RUNS[1]]
    path.write_text("instance,peer\na,b\n")
    with pytest.raises(InputError, match=r"trace\.csv: line 2: not a trace"):
        read_trace(path, bare)


def test_doubts_stand_at_the_top() -> None:
    quiet = conditions("quick", NOW).model_copy(update={"load_before": 0.1})
    busy = quiet.model_copy(update={"load_before": 3.0 * quiet.cores})
    broken = [*RUNS, run_of("scip", None, instance="b", status="not-run"), run_of("swarm", None, status="failed")]
    texts = [page(Results(conditions=c, runs=r), [instance()], [], [], []) for c, r in ((quiet, RUNS), (busy, broken))]
    for words in ("Not the whole suite: 1 runs", "The machine was busy", "Failed without an answer: swarm"):
        assert words not in texts[0]
        assert texts[1].index(words) < texts[1].index("## Peers")


def test_the_page_says_what_it_can_and_no_more() -> None:
    results = Results(conditions=conditions("quick", NOW), runs=RUNS)
    text = page(results, [instance(proved_by=["ndt solve"])], [], [], ["plot.svg"])
    assert "counting as one: 1 instances" in text
    assert "| `ours` | 1 of 1 | 0 | 0.62 |" in text
    assert "| `limit` | 0 of 1 | 1 |  |" in text  # no mean of what closes nothing
    assert "- double-004-a-1: only by ndt solve" in text
    assert "| double-004-a-1 | > 13.3 | 0.33 (0.33 to 0.33) *1 pair* *limit only* |" in text
    assert "No peer closed three horizons of one athlete." in text
    assert "- scip, timed-out: double-004-a-1 (killed)" in text
    assert "![plot.svg](plot.svg)" in text


def test_plans_over_time() -> None:
    runs = [TRACED, run_of("scip", None), run_of("limit", 0.25, exact=False)]
    text = page(Results(conditions=conditions("quick", NOW), runs=runs), [instance()], [], [], [])
    assert "| `ours` | 1 | 1 in 0.40 s | 1 in 0.40 s | 1 in 0.40 s |" in text
    assert "| `scip` | 1 | 0 | 0 | 0 |" in text
    assert "| `limit` | 1 |" not in text


def test_a_disagreement_stands_at_the_top() -> None:
    text = page(Results(conditions=conditions("quick", NOW), runs=RUNS), [instance()], ["a line"], [], [])
    assert text.index("nothing on this page may be quoted") < text.index("## Peers")


def test_fewer_than_five_pairs_are_marked() -> None:
    runs = [run_of(peer, 1.0 + (peer == "scip"), pair=n) for n in range(4) for peer in ("ours", "scip")]
    text = page(Results(conditions=conditions("quick", NOW), runs=runs), [instance()], [], [], [])
    assert "2.00 (2.00 to 2.00) *4 pairs*" in text
    runs += [run_of("ours", 1.0, pair=4), run_of("scip", 2.0, pair=4)]
    text = page(Results(conditions=conditions("quick", NOW), runs=runs), [instance()], [], [], [])
    assert "| 2.00 (2.00 to 2.00) |" in text


def test_a_peer_that_ran_in_vain_is_shown_with_the_least_it_can_be() -> None:
    runs = [run_of("ours", 2.0), run_of("scip", None)]
    runs += [run_of("ours", 1.0, instance="b"), run_of("scip", 1.0, instance="b")]
    text = page(Results(conditions=conditions("quick", NOW), runs=runs), [instance()], [], [], [])
    assert "| double-004-a-1 | > 5.0 |" in text


def test_charts_are_svg_for_light_and_dark_paper() -> None:
    drawn = charts([instance()], [TRACED, run_of("scip", 2.0), run_of("ours", 5.0, weeks=104, instance="b")])
    assert set(drawn) == {"horizon", "profile", "gap-double-004-a-1"}
    for svg in drawn.values():
        ET.fromstring(svg)
        assert "prefers-color-scheme:dark" in svg
        assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
        assert "nan" not in svg


def test_no_chart_without_runs() -> None:
    assert charts([instance()], [run_of("ours", None)]) == {}


def test_plans_are_drawn_below_and_bounds_above() -> None:
    """Middle of the chart at 204: the plan of 900 lies 10 % below, at the floor, the bound of 1200 above the top."""
    late = run_of("scip", 10.0, status="unknown", z2_work_s=None, trace=[(0.3, None, 1100)])
    svg = charts([instance()], [TRACED, late])["gap-double-004-a-1"]
    rows = re.findall(r'<path class="l c0" d="M[\d.]+ ([\d.]+)[^"]*"', svg)
    assert [float(y) for y in rows[:2]] == [368.0, 40.0]
    assert "scip: no plan" in svg
