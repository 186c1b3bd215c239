"""A plan as a table: a row for every session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from ndt_opt.domain.calendar import monday_of
from ndt_opt.domain.plan import Plan, Session, Week

_TYPES = {
    "session": "string", "week": "int64", "slot": "category", "kind": "category", "title": "string",
    "template": "string", "phase": "category", "block": "category", "tier": "category",
    "reps": "int64", "rep_s": "Int64", "rep_m": "Int64", "rest_s": "Int64", "zone": "int64",
    "pace_s_per_km": "Int64", "pace_fast_s_per_km": "Int64", "pace_slow_s_per_km": "Int64",
    "lactate_low_mmol": "Float64", "lactate_high_mmol": "Float64", "rpe_low": "Int64", "rpe_high": "Int64",
    "hr_low_bpm": "Int64", "hr_high_bpm": "Int64", "warmup_m": "int64", "cooldown_m": "int64", "distance_m": "int64",
    "easy_m": "int64", "hard_m": "int64", "z2_work_s": "int64", "hard_s": "int64", "duration_s": "int64",
    "load": "int64", "muscular_load": "int64", "extras": "string", "revision": "int64", "is_adjusted": "bool",
    "why": "string",
}  # fmt: skip
_COLUMNS = ["session", "date", "start", *(name for name in _TYPES if name != "session")]
_AS_THEY_ARE = (
    "slot", "kind", "title", "template", "reps", "rep_s", "rep_m", "rest_s", "zone", "warmup_m", "cooldown_m",
    "distance_m", "easy_m", "hard_m", "z2_work_s", "hard_s", "duration_s", "load", "muscular_load", "revision",
)  # fmt: skip


def plan_frame(plan: Plan) -> pd.DataFrame:
    """The sessions of a plan in date and slot order; what a session has none of is missing."""
    weeks = {week.start: week for week in plan.weeks}
    rows = [_row(session, weeks) for session in plan.sessions]
    frame = pd.DataFrame(rows, columns=_COLUMNS)
    start = pd.to_datetime(frame["start"], utc=True, errors="coerce").dt.tz_convert(plan.scenario.season.timezone)
    return frame.astype({**_TYPES, "date": "datetime64[s]"}).assign(start=start)


def _row(session: Session, weeks: Mapping[dt.date, Week]) -> dict[str, Any]:
    week = weeks[monday_of(session.date)]
    pace = session.pace_s_per_km
    return {
        "session": session.id,
        "date": session.date,
        "start": session.start,
        "week": week.index + 1,
        "phase": week.phase,
        "block": week.block,
        "tier": week.tier,
        "pace_s_per_km": pace.start if pace else None,
        "pace_fast_s_per_km": pace.fast if pace else None,
        "pace_slow_s_per_km": pace.slow if pace else None,
        **_band("lactate", "_mmol", session.lactate_mmol),
        **_band("rpe", "", session.rpe),
        **_band("hr", "_bpm", session.heart_rate_bpm),
        "extras": ", ".join(f"{e.reps} {e.kind}" for e in session.extras),
        "is_adjusted": session.adjusted is not None,
        "why": ", ".join(session.why),
        **{name: getattr(session, name) for name in _AS_THEY_ARE},
    }


def _band(name: str, unit: str, band: Any) -> dict[str, Any]:
    low, high = (None, None) if band is None else (band.low, band.high)
    return {f"{name}_low{unit}": low, f"{name}_high{unit}": high}
