"""A three-week plan of a 13:06 runner, two load weeks and a recovery week, built by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ndt_opt.domain.athlete import Athlete, RaceResult
from ndt_opt.domain.plan import (
    Band,
    Block,
    BlockKind,
    Extra,
    Finding,
    LactateBand,
    PaceTarget,
    Plan,
    Scaled,
    Session,
    SessionKind,
    SolverStamp,
    Week,
)
from ndt_opt.domain.scenario import Scenario, Season
from ndt_opt.units import format_pace, half_up, km

START = dt.date(2026, 11, 30)
EASY_PACE = 255
WARM_UP, COOL_DOWN = 3000, 2000
SLOT_START = {"am": "06:30", "pm": "16:00"}
LOW = {"lactate_mmol": LactateBand(low=2.0, high=2.6), "rpe": Band(low=11, high=13)}
HIGH = {"lactate_mmol": LactateBand(low=2.6, high=3.2), "rpe": Band(low=13, high=14)}
HILLS = {
    "lactate_mmol": LactateBand(low=8.0, high=10.0),
    "rpe": Band(low=17, high=18),
    "heart_rate_bpm": None,
}


def _session(day: int, slot: Any, kind: SessionKind, title: str, distance_m: int, **own: Any) -> Session:
    date = START + dt.timedelta(days=day)
    values: dict[str, Any] = {
        "id": f"{date}-{slot}", "date": date, "slot": slot, "start": f"{date}T{SLOT_START[slot]}:00+01:00",
        "kind": kind, "title": title, "template": kind, "reps": 1,
        "rep_s": None, "rep_m": None, "rest_s": None,
        "zone": 1, "pace_s_per_km": PaceTarget(start=EASY_PACE, fast=235, slow=300), "lactate_mmol": None,
        "rpe": Band(low=9, high=11), "heart_rate_bpm": None, "warmup_m": 0, "cooldown_m": 0,
        "distance_m": distance_m, "easy_m": distance_m, "hard_m": 0, "z2_work_s": 0, "hard_s": 0,
        "duration_s": half_up(distance_m * EASY_PACE, 1000), "load": 1, "extras": [], "control": "",
        "revision": 0, "why": [], "adjusted": None,
    }  # fmt: skip
    return Session(**{**values, **own})


def easy(day: int, slot: str, metres: int, strides: bool = False) -> Session:
    extras = [Extra(kind="strides", reps=6, rep_m=100)] if strides else []
    title = f"{km(metres)} km easy @ {format_pace(EASY_PACE)}"
    return _session(day, slot, "easy", title, metres, extras=extras)


def long(day: int, metres: int) -> Session:
    return _session(day, "am", "long", f"{km(metres)} km long @ {format_pace(EASY_PACE)}", metres)


def hard(
    day: int, slot: str, kind: SessionKind, reps: int, rep: int, unit: str, pace: int, rest: int, **own: Any
) -> Session:
    """`reps` of `rep` seconds or metres at `pace`, with warm-up and cool-down."""
    rep_s, rep_m = (rep, None) if unit == "s" else (None, rep)
    rep_m_each = rep if rep_m else half_up(1000 * rep, pace)
    work_m = reps * rep_m_each
    work_s = half_up(work_m * pace, 1000)
    length = f"{rep // 60} min" if unit == "s" else f"{rep} m"
    rests = rest * (reps - 1)
    values: dict[str, Any] = {
        "reps": reps, "rep_s": rep_s, "rep_m": rep_m, "rest_s": rest, "zone": 4 if kind == "hit" else 2,
        "pace_s_per_km": PaceTarget(start=pace, fast=pace - 3, slow=pace + 3),
        "heart_rate_bpm": Band(low=158, high=169), "warmup_m": WARM_UP, "cooldown_m": COOL_DOWN,
        "easy_m": WARM_UP + COOL_DOWN, "hard_m": work_m, "hard_s": work_s,
        "z2_work_s": 0 if kind == "hit" else work_s, "duration_s": 5 * EASY_PACE + work_s + rests,
        "control": "lactate after reps 2 and 4; above the ceiling 5 s/km slower, twice above it stop",
        **own,
    }  # fmt: skip
    title = f"{reps} x {length} @ {format_pace(pace)}, {rest} s"
    return _session(day, slot, kind, title, WARM_UP + COOL_DOWN + work_m, **values)


def _double(day: int, am: tuple[int, int], pm: tuple[int, int, int, int]) -> list[Session]:
    (am_reps, am_s), (pm_reps, pm_m, pace, rest) = am, pm
    return [
        hard(day, "am", "threshold", am_reps, am_s, "s", 177, 60, **LOW),
        hard(day, "pm", "threshold", pm_reps, pm_m, "m", pace, rest, **HIGH),
    ]


def _load_week(first: int) -> list[Session]:
    hit = hard(first + 5, "am", "hit", 20, 200, "m", 157, 75, **HILLS)
    return [
        easy(first, "am", 10000), easy(first, "pm", 8000),
        *_double(first + 1, (4, 360), (8, 1000, 167, 60)),
        easy(first + 2, "am", 10000), easy(first + 2, "pm", 8000),
        *_double(first + 3, (5, 300), (20, 400, 164, 30)),
        easy(first + 4, "am", 10000), easy(first + 4, "pm", 8500, strides=True),
        hit, easy(first + 5, "pm", 8000),
        long(first + 6, 23000),
    ]  # fmt: skip


def _recovery_week(first: int) -> list[Session]:
    single = hard(first + 3, "am", "threshold", 4, 360, "s", 177, 60, **LOW)
    early = ((0, "am"), (0, "pm"), (1, "am"), (1, "pm"), (2, "am"))
    runs = [easy(first + n, slot, 9500) for n, slot in early]
    saturday = [easy(first + 5, "am", 9500), easy(first + 5, "pm", 8000, strides=True)]
    return [*runs, single, easy(first + 3, "pm", 8000), *saturday, long(first + 6, 17000)]


def _week(index: int, block: BlockKind, sessions: list[Session], z2_before: int) -> Week:
    distance, hard_m = sum(s.distance_m for s in sessions), sum(s.hard_m for s in sessions)
    duration, hard_s = sum(s.duration_s for s in sessions), sum(s.hard_s for s in sessions)
    z2 = sum(s.z2_work_s for s in sessions)
    return Week(
        index=index, start=START + dt.timedelta(days=7 * index), phase="base", block=block, tier="A",
        distance_m=distance, easy_m=distance - hard_m, hard_m=hard_m,
        easy_pct=round(100 * (1 - hard_m / distance), 1), 
        easy_time_pct=round(100 * (1 - hard_s / duration), 1),
        duration_s=duration, z2_work_s=z2, z2_cumulative_s=z2_before + z2, sessions=[s.id for s in sessions],
    )  # fmt: skip


def _scenario(**own: Any) -> Scenario:
    athlete = Athlete(
        name="Elite 5000 m",
        results=[RaceResult(distance_m=5000, time="13:06")],
        weekly_km=147.5,
        longest_run_km=22.0,
    )
    values: dict[str, Any] = {"title": "5000 m, the first cycle", "athlete": athlete}
    season = Season(start=START, weeks=3)
    return Scenario.model_validate({"schema": "ndt.scenario/1", "season": season, **values, **own})


def sample_plan(scenario: dict[str, Any] | None = None, **own: Any) -> Plan:
    """The plan; `own` replaces fields of it, `scenario` fields of its scenario."""
    parts = [_load_week(0), _load_week(7), _recovery_week(14)]
    kinds: tuple[BlockKind, ...] = ("load", "load", "recovery")
    weeks: list[Week] = []
    for index, (kind, sessions) in enumerate(zip(kinds, parts, strict=True)):
        weeks.append(_week(index, kind, sessions, weeks[-1].z2_cumulative_s if weeks else 0))
    z2 = weeks[-1].z2_cumulative_s
    day = dt.timedelta(days=1)
    values: dict[str, Any] = {
        "schema": "ndt.plan/1", "plan_id": "sample", "revision": 0, "original": None, "status": "optimal",
        "objective": {"z2_work_s": z2, "preference_cost": 240}, "bound": {"z2_work_s": z2, "preference_cost": 240},
        "solver": SolverStamp(version="9.15", seed=1, workers=1, deterministic_time=0.4), "certificate": None,
        "scenario": _scenario(**(scenario or {})), "model": {"name": "norwegian-double"},
        "blocks": [
            Block.model_validate({"kind": "load", "from": START, "to": START + 13 * day}),
            Block.model_validate({"kind": "recovery", "from": START + 14 * day, "to": START + 20 * day}),
        ],
        "weeks": weeks, "sessions": sorted((s for p in parts for s in p), key=lambda s: (s.date, s.slot)),
        "cancelled": [], "changes": [], "scaled": _scaled(), "audit": _audit(),
        "warnings": ["LT2 is untested: 3.0 mmol/L is assumed; the lactate targets are starting values"],
    }  # fmt: skip
    return Plan(**{**values, **own})


def _scaled() -> list[Scaled]:
    return [
        Scaled(
            rule="day-work-minutes", where=START + dt.timedelta(days=d),
            asked="at least 50 min of work on a double day",
            given="46 min", why="the week's easy share leaves 36.8 km of hard running", fits_at_km=156.0,
        )
        for d in (1, 8)
    ]  # fmt: skip


def _audit() -> list[Finding]:
    kept = {"status": "kept", "where": "season", "found": "", "allowed": "", "covers": []}
    unknown = {
        "status": "not checked",
        "where": "2026-11-30",
        "found": "unknown",
        "allowed": "110 %",
        "covers": [],
    }
    rules = ("availability", "hard-day-spacing", "week-intensity-share")
    return [Finding.model_validate({"rule": r, **kept}) for r in rules] + [
        Finding.model_validate({"rule": "run-spike", **unknown})
    ]
