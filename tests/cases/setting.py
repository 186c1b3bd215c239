"""The athlete, the season and the training model of a case."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.model_file import read_model
from ndt_opt.rules.steps import only
from ndt_opt.rules.training_model import Template, TrainingModel

from .case import Case

START = dt.date(2026, 11, 30)
KINDS = {"L": "load", "R": "recovery", "T": "taper", "X": "race"}
PLACES = ("am", "pm", "single", "hit")
ENDS = ("day", "to")
ATHLETE = {
    "results": [{"distance_m": 5000, "time": "15:00"}],
    "weekly_km": 120.0,
    "max_weekly_km": 200.0,
    "longest_run_km": 24.0,
    "easy_pace": "4:10/km",
}
"""5 km at 3:00/km; 200 m of easy running take 50 s, so 12 km take 50 min."""

base_model = cache(read_model)


def date(day: int) -> dt.date:
    return START + dt.timedelta(days=day)


def scenario_of(case: Case) -> Scenario:
    pins = [{"date": date(p["day"]), **{k: v for k, v in p.items() if k != "day"}} for p in case.pins]
    races = [
        {"name": f"race {n}", "date": date(r["day"]), "distance_m": 5000, **{k: v for k, v in r.items() if k != "day"}}
        for n, r in enumerate(case.races)
    ]
    phases = [{"name": p["name"], "from": date(p["day"]), "to": date(p["to"])} for p in case.phases]
    blocked = [
        {"from": date(b["day"]), "to": date(b.get("to", b["day"])), "slots": b.get("slots", ["am", "pm"])}
        for b in case.blocked
    ]
    dates = [
        {"from": date(d["day"]), "to": date(d.get("to", d["day"])), **{k: v for k, v in d.items() if k not in ENDS}}
        for d in case.dates
    ]
    told = {"last_hard": case.last_hard, "last_hit": case.last_hit}
    history = {key: date(day) for key, day in told.items() if day is not None}
    history |= {"hard_days": [date(day) for day in case.hard_days]} if case.hard_days else {}
    changes = [{"date": date(t["day"]), **{k: v for k, v in t.items() if k != "day"}} for t in case.transitions]
    camps = [
        {"from": date(c["day"]), "to": date(c["to"]), "altitude_m": c.get("altitude_m", 1850)} for c in case.camps
    ]
    return Scenario.model_validate(
        {
            "schema": "ndt.scenario/1",
            "athlete": {**ATHLETE, **case.athlete},
            "season": {
                "start": START, "weeks": len(case.weeks), "pins": pins, "races": races, "phases": phases,
            },
            "availability": {**case.availability, "blocked": blocked, "dates": dates},
            "history": {**case.history, **history},
            "transitions": changes,
            "camps": camps,
        }
    )


def model_of(case: Case, slugs: list[str]) -> TrainingModel:
    """norwegian-double with these rules only, the case's numbers, and the sessions the case names."""
    model = read_model("norwegian-double", [("case", {case.rule: case.params})]) if case.params else None
    chosen = only(model or base_model("norwegian-double"), slugs)
    return type(chosen)(**{**vars(chosen), "templates": _templates(case)})


def in_turn(sessions: str | list[str]) -> list[tuple[str, int]]:
    """`am-6min x 5` as template and reps."""
    texts = [sessions] if isinstance(sessions, str) else sessions
    return [(name, int(reps)) for name, _, reps in (text.rpartition(" x ") for text in texts)]


def _templates(case: Case) -> dict[str, Template]:
    """Each named template where the case uses it, with the reps the case names."""
    used: dict[str, dict[str, Any]] = {}
    for place in PLACES:
        named = in_turn(getattr(case, place))
        named += in_turn(case.offer_sessions[place]) if place in case.offer_sessions else []
        for name, reps in named:
            entry = used.setdefault(name, {"use": [], "reps": set()})
            entry["use"] += [] if place in entry["use"] else [place]
            entry["reps"].add(reps)
    return {name: _template(case, name, entry["use"], entry["reps"]) for name, entry in used.items()}


def _template(case: Case, name: str, use: list[str], reps: set[int]) -> Template:
    own = dict(case.templates.get(name, {}))
    known = base_model("norwegian-double").templates[own.pop("like", name)].model_dump()
    if own.keys() & {"rep_s", "rep_m"}:
        known |= {"rep_s": None, "rep_m": None}
    return Template.model_validate({**known, **own, "use": use, "min_reps": min(reps), "max_reps": max(reps)})
