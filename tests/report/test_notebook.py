"""Records as a notebook shows them, and a plan as a table."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from files.tiny_plan import tiny_plan
from replan.season import season
from study.variant_samples import comparison, planned

from ndt_opt.domain.plan import Plan, Session, Week
from tests.report.html_check import HOSTILE, Parsed
from tests.report.sample import sample_plan

ROOT = Path(__file__).parents[2]


def shown(record: object) -> Parsed:
    """What Jupyter gets, taken apart."""
    html = record._repr_html_()  # type: ignore[attr-defined]
    found = Parsed()
    found.feed(html)
    assert not found.open_
    assert html.startswith('<div class="ndt">')
    return found


def test_records_are_drawn_from_the_templates_of_the_pages() -> None:
    plan = season("marathon-with-half")[0]
    session = next(s for s in plan.sessions if s.kind == "threshold")
    assert plan.scenario.title in shown(plan).text
    assert "Every week in numbers" in shown(plan).text
    assert session.control in shown(session).text
    assert session.title in shown(session).text
    assert session.id in shown(plan.weeks[0]).text
    assert "biggest week" in shown(comparison(planned("a"), planned("b"))).text


def test_styles_of_a_fragment_touch_nothing_around_it() -> None:
    style = season("marathon-with-half")[0].sessions[0]._repr_html_() or ""
    rules = style.partition("<style>")[2].partition("</style>")[0]
    lines = [line for line in rules.splitlines() if "{" in line]
    selectors = [part.strip() for line in lines for part in line.partition("{")[0].split(",")]
    foreign = [s for s in selectors if not s.startswith((".ndt", "body.ndt", "@media"))]
    assert not foreign


def test_a_hostile_name_stays_text() -> None:
    page = shown(sample_plan({"title": HOSTILE}))
    assert not page.all("script")
    assert "<script>alert(1)</script>" in page.text


@pytest.mark.parametrize("path", ["ndt_opt.planner", "ndt_opt.files.plan_file", "ndt_opt.domain.plan"])
def test_whatever_is_imported_first_a_plan_is_shown(path: str) -> None:
    week = tiny_plan().weeks[0].model_dump_json()
    code = (
        f"import sys, {path}; assert 'jinja2' not in sys.modules; from ndt_opt.domain.plan import Week; "
        f"print(Week.model_validate_json({week!r})._repr_html_())"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Week 1, from 4 Jan" in done.stdout, done.stderr


def test_a_plan_is_a_table_with_a_row_for_every_session() -> None:
    plan = season("marathon-with-half")[0]
    frame = plan.to_frame()
    assert list(frame["session"]) == [s.id for s in plan.sessions]
    assert frame.groupby("week")["z2_work_s"].sum().tolist() == [w.z2_work_s for w in plan.weeks]
    assert frame["distance_m"].sum() == sum(w.distance_m for w in plan.weeks)
    assert isinstance(frame["date"].dtype, type(pd.Series([], dtype="datetime64[s]").dtype))
    assert str(frame["start"].dt.tz) == plan.scenario.season.timezone
    hard = frame[frame["kind"] == "threshold"].iloc[0]
    session = next(s for s in plan.sessions if s.kind == "threshold")
    assert session.pace_s_per_km is not None
    assert session.lactate_mmol is not None
    assert hard["pace_fast_s_per_km"] == session.pace_s_per_km.fast
    assert hard["lactate_high_mmol"] == session.lactate_mmol.high
    assert hard["start"].isoformat() == session.start


def test_every_column_is_documented_and_none_is_an_object() -> None:
    for plan in (tiny_plan(), sample_plan()):
        frame = plan.to_frame()
        assert not [name for name in frame if frame[name].dtype == object]
        assert not [name for name in frame if f"`{name}`" not in (Plan.to_frame.__doc__ or "")]
    assert tiny_plan().to_frame()["rep_s"].isna().all()


def test_what_a_record_is_does_not_change() -> None:
    plan = tiny_plan()
    assert Plan.model_validate_json(plan.model_dump_json(by_alias=True)) == plan
    assert {type(plan.weeks[0]), type(plan.sessions[0])} == {Week, Session}
