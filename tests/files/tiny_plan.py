"""A plan of one easy run, with every odd value that a file must carry."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ndt_opt.domain.plan import Plan, Session, Week
from ndt_opt.files.content import plan_id, sealed_model
from ndt_opt.files.model_file import read_model
from ndt_opt.files.scenario_file import Scenario

MONDAY = dt.date(2027, 1, 4)
SCENARIO = Scenario.model_validate(
    {
        "schema": "ndt.scenario/1",
        "title": "Vår – 5000 m",
        "athlete": {
            "weekly_km": 130,
            "results": [{"distance_m": 5000, "time": "15:30", "date": dt.date(2026, 12, 12)}],
            "easy_pace": "7:30/mi",
            "lactate": {"lt2_mmol": 3.2, "lt2_pace": "3:25/km"},
        },
        "season": {"start": MONDAY, "weeks": 1, "pins": [{"date": MONDAY, "slot": "pm", "kind": "rest"}]},
        "availability": {
            "pm": "none",
            "days": {"sun": {"am": "08:00-12:00", "am_max_min": 150}},
            "blocked": [{"from": MONDAY, "to": MONDAY, "slots": ["pm"], "reason": "travel"}],
        },
        "history": {"recent_km": [120, 125.5, 130, 130]},
        "rules": {"hit-count": {"full_count": 0}},
    }
)


def session() -> Session:
    return Session(
        id="2027-01-04-am", date=MONDAY, slot="am", start="2027-01-04T06:30:00+01:00", kind="easy",
        title="10 km easy", template="easy", reps=1, rep_s=None, rep_m=None, rest_s=None, zone=1,
        pace_s_per_km=None, lactate_mmol=None, rpe=None, heart_rate_bpm=None, warmup_m=0, cooldown_m=0,
        distance_m=10_000, easy_m=10_000, hard_m=0, z2_work_s=0, hard_s=0, duration_s=2700, load=45,
        extras=[], control="", revision=0, why=["easy-runs"], adjusted=None,
    )  # fmt: skip


def week() -> Week:
    return Week(
        index=0, start=MONDAY, phase="base", block="load", tier="B", distance_m=10_000, easy_m=10_000,
        hard_m=0, easy_pct=100.0, easy_time_pct=100.0, duration_s=2700, z2_work_s=0, z2_cumulative_s=0,
        sessions=["2027-01-04-am"],
    )  # fmt: skip


def tiny_plan(**own: Any) -> Plan:
    model = read_model("norwegian-double", [("scenario.toml", SCENARIO.rules)])
    values: dict[str, Any] = {
        "schema": "ndt.plan/1", "plan_id": plan_id(SCENARIO, model), "revision": 0, "original": None,
        "status": "optimal", "objective": {"z2_work_s": 0}, "bound": {"z2_work_s": 0},
        "solver": {"version": "9.15", "seed": 1, "workers": 1, "deterministic_time": 0.1},
        "certificate": None, "scenario": SCENARIO, "model": sealed_model(model), "blocks": [],
        "weeks": [week()],
        "sessions": [session()], "cancelled": [], "changes": [], "scaled": [], "warnings": ["ikke så fort"],
        "audit": [],
    }  # fmt: skip
    return Plan.model_validate({**values, **own})
