"""A longer least gap between morning and afternoon than the preferred one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ndt_opt.domain.outcome import Solved
from ndt_opt.files.scenario_file import load
from ndt_opt.files.starter import STARTER
from ndt_opt.planner import plan_season


def test_a_least_gap_of_nine_hours_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text(STARTER.replace("weeks = 12", "weeks = 1"), encoding="utf-8")
    outcome = plan_season(*load(path, sets=["rules.am-pm-gap.min_gap_min=540"]))
    assert isinstance(outcome, Solved)
    hard = {s.date for s in outcome.plan.sessions if s.kind == "threshold"}
    assert len(hard) == 2
    for date in hard:
        am, pm = (s for s in outcome.plan.sessions if s.date == date)
        end = dt.datetime.fromisoformat(am.start) + dt.timedelta(seconds=am.duration_s)
        assert dt.datetime.fromisoformat(pm.start) - end >= dt.timedelta(hours=9)
