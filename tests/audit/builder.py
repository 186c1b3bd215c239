"""A season that keeps every rule, written by hand, and ways to spoil it.

The athlete runs 5 km in 13:05, 2:37/km. Rests of HIT are stood here, so that its metres are easy to add up.
Two load weeks of 163.338 km (40.338 km hard) and a recovery week of 111.136 km, repeating.  Easy
pace 4:10/km; a session's id is its date and slot.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from ndt_opt.audit.auditor import audit_plan
from ndt_opt.audit.evidence import Run
from ndt_opt.audit.muscular import MuscleBook
from ndt_opt.audit.paces import paces_of
from ndt_opt.domain.plan import Extra, Finding, Plan
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.content import plan_id, sealed_model
from ndt_opt.files.model_file import read_model
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.units import format_duration, format_pace, half_up, km

START = dt.date(2026, 11, 30)
STRIDES = Extra(kind="strides", reps=6, rep_m=100)
WORDS = {"strides": "m strides", "hill-sprints": "s hill sprints"}
EASY = 250
EASY_BAND = (219, 271)
"""65 and 50 % of VDOT."""
CLOCK = {"am": dt.time(6, 30), "pm": dt.time(16, 0)}
LOW, HIGH = (200, 250), (250, 300)
TEMPLATES = {("threshold", 360): "am-6min", ("threshold", 1000): "pm-1km", ("hit", 200): "hit-20x200m-hill"}
RPE = {"am-6min": (11, 13), "pm-1km": (13, 14), "hit-20x200m-hill": (17, 18)}
WHY = {"easy": "easy-runs", "long": "long-run", "hit": "hit-count"}


def date(day: int) -> dt.date:
    return START + dt.timedelta(days=day)


def at(day: int, slot: str) -> str:
    return f"{date(day)}-{slot}"


def steady(day: int, slot: Any, metres: int, kind: Any = "easy", **own: Any) -> Run:
    run = Run(
        at(day, slot), date(day), slot, kind, reps=1, pace=EASY, warmup_m=0, cooldown_m=0, distance_m=metres,
        duration_s=metres * EASY // 1000, start=_start(day, slot), template=kind, extras=(),
    )  # fmt: skip
    return replace(run, **own)


def reps(
    day: int, slot: Any, kind: Any, count: int, rep: dict[str, int], pace: int, rest: int, **own: Any
) -> Run:
    """`rep` is `{"rep_s": 360}` or `{"rep_m": 1000}`; 3 km warm-up, 2 km cool-down, stood rests."""
    lactate = {"threshold": LOW if slot == "am" else HIGH, "hit": (800, 1000)}.get(kind, LOW)
    run = Run(
        at(day, slot), date(day), slot, kind, reps=count, **rep, rest_s=rest, pace=pace,
        lactate_low=lactate[0], lactate_high=lactate[1], warmup_m=3000, cooldown_m=2000,
        start=_start(day, slot), template=TEMPLATES.get((kind, *rep.values()), f"{kind}-{rep}-{pace}"), extras=(),
    )  # fmt: skip
    return replace(sized(run), **own)


def sized(run: Run) -> Run:
    """With the distance and duration its reps make."""
    return replace(
        run,
        distance_m=5000 + (run.hard_m or 0),
        duration_s=5 * EASY + (run.work_s or 0) + ((run.reps or 1) - 1) * (run.rest_s or 0),
    )


def _start(day: int, slot: str) -> dt.datetime:
    return dt.datetime.combine(date(day), CLOCK[slot], ZoneInfo("Europe/Oslo"))


def double(day: int) -> list[Run]:
    """30 min AM and 22.3 min PM."""
    return [
        reps(day, "am", "threshold", 5, {"rep_s": 360}, 177, 60),
        reps(day, "pm", "threshold", 8, {"rep_m": 1000}, 167, 60),
    ]


def load_week(first: int) -> list[Run]:
    easy_days = [steady(first + d, slot, m) for d in (0, 2, 4) for slot, m in (("am", 12000), ("pm", 10000))]
    easy_days[4] = replace(easy_days[4], extras=(STRIDES,))
    hit = reps(first + 5, "am", "hit", 20, {"rep_m": 200}, 157, 75)
    weekend = [hit, steady(first + 5, "pm", 8000), steady(first + 6, "am", 24000, "long")]
    return [*easy_days, *double(first + 1), *double(first + 3), *weekend]


def recovery_week(first: int) -> list[Run]:
    """One threshold session of 24 min."""
    easy_days = [steady(first + d, "am", 12000) for d in (0, 1, 2, 4, 5)]
    easy_days[3] = replace(easy_days[3], extras=(STRIDES,))
    single = reps(first + 3, "am", "threshold", 4, {"rep_s": 360}, 177, 60)
    evening = [steady(first, "pm", 10000), steady(first + 3, "pm", 8000)]
    return [*easy_days, single, *evening, steady(first + 6, "am", 20000, "long")]


def season(weeks: int = 3) -> list[Run]:
    weeks_of = [recovery_week(7 * w) if w % 3 == 2 else load_week(7 * w) for w in range(weeks)]
    return spoiled([run for runs in weeks_of for run in runs])


def spoiled(
    runs: list[Run],
    edit: dict[str, dict[str, Any]] | None = None,
    drop: tuple[str, ...] = (),
    add: tuple[Run, ...] = (),
) -> list[Run]:
    """`edit` replaces fields by session id and works out distance and duration anew from changed reps."""
    known = {r.id for r in runs}
    assert known >= {*(edit or {}), *drop}, "a spoiling that hits nothing"
    kept = [_edited(r, (edit or {}).get(r.id, {})) for r in runs if r.id not in drop]
    return sorted([*kept, *add], key=lambda r: (r.date, r.slot))


def _edited(run: Run, own: dict[str, Any]) -> Run:
    changed = replace(run, **own)
    resized = sized(changed) if own.keys() & {"reps", "rep_s", "rep_m", "pace"} else changed
    return replace(resized, **own)


def scenario(weeks: int = 3, **own: Any) -> Scenario:
    """`own` replaces whole sections; `athlete` only the keys it names."""
    athlete = {"results": [{"distance_m": 5000, "time": "13:05"}], "weekly_km": 160.0, "max_weekly_km": 170.0,
               "longest_run_km": 24.0, "easy_pace": format_pace(EASY), **own.pop("athlete", {})}  # fmt: skip
    own["season"] = {"start": START, "weeks": weeks, **own.pop("season", {})}
    return Scenario.model_validate({"schema": "ndt.scenario/1", "athlete": athlete, **own})


def _read(rules: dict[str, dict[str, Any]]) -> TrainingModel:
    known = read_model("norwegian-double", [("test", rules)])
    hit = known.templates["hit-20x200m-hill"].model_copy(update={"rest": "stand", "terrain": "flat"})
    return replace(known, templates={**known.templates, "hit-20x200m-hill": hit})


@cache
def _model() -> TrainingModel:
    return _read({})


def model(**rules: dict[str, Any]) -> TrainingModel:
    """The specification's model with other numbers: `model(hard_day_spacing={"gap_days": 0})`."""
    named = {slug.replace("_", "-"): dict(values) for slug, values in rules.items()}
    return _read(named) if named else _model()


def points(run: Run, of: Scenario, of_model: TrainingModel) -> int:
    return MuscleBook(of_model, paces_of(of.athlete, of_model.physiology, START)).points(run) or 0


def session(run: Run, muscular_load: int = 0) -> dict[str, Any]:
    hard_m, work_s = run.hard_m or 0, run.work_s or 0
    pace, low, high = run.pace, run.lactate_low, run.lactate_high
    is_steady, is_hit = run.kind in ("easy", "long"), run.kind == "hit"
    fast, slow = EASY_BAND if is_steady and pace == EASY else ((pace or 0) - 3, (pace or 0) + 3)
    if is_steady and low is None:
        low, high = 70, 200
    rpe = (9, 11) if is_steady else RPE.get(run.template or "", (11, 13))
    easy_s = (run.duration_s or 0) - work_s
    limits = f"RPE {rpe[0]}-{run.rpe_high or rpe[1]}, {run.heart_high} bpm, {(high or 0) / 100:.1f}: slower, then stop"
    return {
        "id": run.id, "date": run.date, "slot": run.slot, "start": run.start.isoformat() if run.start else "",
        "kind": run.kind, "title": title(run), "template": run.template or run.kind, "reps": run.reps or 1,
        "rep_s": run.rep_s, "rep_m": run.rep_m, "rest_s": run.rest_s, "zone": 1 if is_steady else 4 if is_hit else 2,
        "pace_s_per_km": pace and {"start": pace, "fast": run.pace_fast or fast, "slow": slow},
        "lactate_mmol": None if low is None or high is None else {"low": low / 100, "high": high / 100},
        "rpe": {"low": rpe[0], "high": run.rpe_high or rpe[1]},
        "heart_rate_bpm": run.heart_high and {"low": 100, "high": run.heart_high},
        "warmup_m": run.warmup_m, "cooldown_m": run.cooldown_m,
        "distance_m": run.distance_m, "easy_m": (run.distance_m or 0) - hard_m, "hard_m": hard_m,
        "z2_work_s": run.z2_s or 0, "hard_s": work_s, "duration_s": run.duration_s,
        "load": half_up(easy_s + work_s * (5 if is_hit else 3), 60), "extras": [*(run.extras or ())],
        "muscular_load": muscular_load,
        "control": f"RPE {(run.rpe_high or rpe[1]) + 1} or {run.heart_high} bpm: slower" if is_steady else limits,
        "revision": 0, "why": [WHY.get(run.kind, "broken-intervals")], "adjusted": None,
    }  # fmt: skip


def title(run: Run) -> str:
    pace = "" if run.pace is None else f" @ {format_pace(run.pace)}"
    if run.rep_m is None and run.rep_s is None:
        name = "Long run" if run.kind == "long" else "Easy"
        fast = "".join(f" + {e.reps} x {e.rep_m or e.rep_s} {WORDS[e.kind]}" for e in run.extras or ())
        return f"{name} {km(run.distance_m or 0)} km{pace} ({format_duration(run.duration_s or 0)}){fast}"
    metres = "" if run.rep_m is None else f"{km(run.rep_m)} km" if run.rep_m >= 1000 else f"{run.rep_m} m"
    rep = metres or f"{run.rep_s} s"
    return f"Tempo {rep}{pace}" if run.kind == "tempo" else f"{run.reps} x {rep}{pace}, {run.rest_s} s"


def week(index: int, runs: list[Run], kind: str, tier: str, before_s: int) -> dict[str, Any]:
    distance, hard = sum(r.distance_m or 0 for r in runs), sum(r.hard_m or 0 for r in runs)
    duration, work = sum(r.duration_s or 0 for r in runs), sum(r.work_s or 0 for r in runs)
    z2 = sum(r.z2_s or 0 for r in runs)
    return {
        "index": index, "start": date(7 * index), "phase": "base", "block": kind, "tier": tier,
        "distance_m": distance, "easy_m": distance - hard, "hard_m": hard, "duration_s": duration,
        "easy_pct": round(100 * (1 - hard / max(distance, 1)), 1), "z2_work_s": z2,
        "easy_time_pct": round(100 * (1 - work / max(duration, 1)), 1), "z2_cumulative_s": before_s + z2,
        "sessions": [r.id for r in runs],
    }  # fmt: skip


def plan(
    runs: list[Run],
    of: Scenario | None = None,
    tier: str = "A",
    blocks: list[tuple[str, int, int]] | None = None,
    of_model: TrainingModel | None = None,
    **own: Any,
) -> Plan:
    """`blocks` are (kind, first day, last day); left out, two load weeks and a recovery week in turn."""
    of, of_model = of or scenario(), of_model or model()
    count = of.season.weeks
    thirds = [("recovery" if w % 3 == 2 else "load", 7 * w, 7 * w + 6) for w in range(count)]
    blocks = _joined(thirds) if blocks is None else blocks
    weeks: list[dict[str, Any]] = []
    for index in range(count):
        load = sum(min(b, 7 * index + 6) - max(a, 7 * index) + 1 for k, a, b in blocks
                   if k == "load" and a <= 7 * index + 6 and b >= 7 * index)  # fmt: skip
        inside = [r for r in runs if 0 <= (r.date - date(7 * index)).days < 7]
        before = weeks[-1]["z2_cumulative_s"] if weeks else 0
        weeks.append(week(index, inside, "load" if load > 3 else "recovery", tier, before))
        weeks[-1]["muscular_load"] = sum(points(r, of, of_model) for r in inside)
    z2 = sum(r.z2_s or 0 for r in runs)
    values = {
        "schema": "ndt.plan/1", "plan_id": plan_id(of, of_model), "revision": 0, "original": None, "status": "feasible",
        "objective": {"z2_work_s": z2}, "bound": {"z2_work_s": z2}, "certificate": None, "scenario": of,
        "solver": {"version": "", "seed": 0, "workers": 1, "deterministic_time": 0.0}, "model": sealed_model(of_model),
        "blocks": [{"kind": k, "from": date(a), "to": date(b)} for k, a, b in blocks], "weeks": weeks,
        "sessions": [session(r, points(r, of, of_model)) for r in runs],
        "cancelled": [], "changes": [], "scaled": [], "warnings": [],
        "audit": [],
    }  # fmt: skip
    return Plan.model_validate({**values, **own})


def _joined(blocks: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    joined = blocks[:1]
    for kind, first, last in blocks[1:]:
        if joined[-1][0] == kind:
            joined[-1] = (kind, joined[-1][1], last)
        else:
            joined.append((kind, first, last))
    return joined


def audit(
    runs: list[Run], of: Scenario | None = None, rules: dict[str, dict[str, Any]] | None = None, **own: Any
) -> list[Finding]:
    used = model(**(rules or {}))
    return audit_plan(plan(runs, of, of_model=used, **own), used)


def told(findings: list[Finding], slug: str, status: str = "broken") -> list[str]:
    """Where the rule has that status."""
    return [f.where for f in findings if f.rule == slug and f.status == status]
