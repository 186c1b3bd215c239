"""The bulk file of intervals.icu, its workout text read by the site's published rules."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from export.plans import HOSTILE, PLAIN, away, first, plan_of, tempo, told

from ndt_opt.domain.plan import Plan, Session
from ndt_opt.errors import InputError
from ndt_opt.export.intervals import bulk_file, workout_text
from ndt_opt.export.steps import By
from ndt_opt.units import parse_pace

STEP = re.compile(r"- (?P<cue>[A-Z][a-z-]+) (?P<length>[\d.]+)(?P<of>km|m|s)(?: (?P<target>.+))?")
PACES = re.compile(r"(\d+:\d\d)-(\d+:\d\d)/km Pace")
PERCENT = re.compile(r"(\d+)-(\d+)% LTHR")
REPEAT = re.compile(r"\d\s*x\b", re.IGNORECASE)


def entries(plan: Plan, by: By = "pace", unit: str = "km") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(bulk_file(plan, by, unit, "plan.json"))
    return found


def read(text: str) -> list[tuple[int, list[dict[str, str]]]]:
    """Parts between empty lines that hold steps: how many times, and the steps."""
    parts = []
    for block in text.split("\n\n"):
        lines = block.split("\n")
        if block.startswith("Note: "):
            assert not [line for line in lines if line.startswith("-") or REPEAT.search(line)]
            continue
        times = int(lines.pop(0).removesuffix("x")) if re.fullmatch(r"\d+x", lines[0]) else 1
        found = [STEP.fullmatch(line) for line in lines]
        assert all(found), block
        parts.append((times, [m.groupdict() for m in found if m is not None]))
    return parts


def metres_or_seconds(step: dict[str, str]) -> tuple[str, float]:
    factor = {"km": ("m", 1000), "m": ("s", 60), "s": ("s", 1)}[step["of"]]
    return factor[0], round(float(step["length"]) * factor[1], 3)


def target_of(session: Session) -> tuple[int, int] | None:
    return None if session.pace_s_per_km is None else (session.pace_s_per_km.slow, session.pace_s_per_km.fast)


def target_in(step: dict[str, str]) -> tuple[int, int] | None:
    if not step["target"]:
        return None
    match = PACES.fullmatch(step["target"])
    assert match is not None
    return parse_pace(f"{match[1]}/km"), parse_pace(f"{match[2]}/km")


def check(session: Session, text: str) -> None:
    parts = read(text)
    if session.kind in ("easy", "long"):
        [(times, [step])] = parts
        assert (times, metres_or_seconds(step)) == (1, ("m", session.distance_m))
        assert target_in(step) == target_of(session)
        return
    (_, [warm_up]), (times, [work, *rests]), (_, [cool_down]) = parts
    assert (warm_up["cue"], metres_or_seconds(warm_up)) == ("Warm-up", ("m", session.warmup_m))
    assert (cool_down["cue"], metres_or_seconds(cool_down)) == ("Cool-down", ("m", session.cooldown_m))
    length = ("s", session.rep_s) if session.rep_m is None else ("m", session.rep_m)
    assert (times, metres_or_seconds(work)) == (session.reps, length)
    assert target_in(work) == target_of(session)
    assert [(r["cue"], metres_or_seconds(r), r["target"]) for r in rests] == (
        [("Jog" if "jog" in session.title else "Rest", ("s", session.rest_s), None)] if session.reps > 1 else []
    )


@pytest.mark.parametrize("name", PLAIN)
def test_every_session_is_its_text(name: str) -> None:
    plan = plan_of(name)
    found = entries(plan)
    assert len(found) == len(plan.sessions)
    for session, entry in zip(plan.sessions, found, strict=True):
        check(session, entry.pop("description"))
        assert entry == {
            "category": "WORKOUT", "type": "Run", "name": session.title, "start_date_local": session.start[:19],
            "moving_time": session.duration_s, "external_id": f"{plan.plan_id}-{session.id}@ndt-opt",
        }  # fmt: skip


def test_a_text_as_it_is_pasted() -> None:
    plan = plan_of("elite-5000m")
    session = next(s for s in plan.sessions if s.template == "pm-45s")
    steps = workout_text(session, "pace", "km").split("\n\n", 1)[1]
    assert steps == "- Warm-up 3.2km\n\n33x\n- Work 45s 2:48-2:41/km Pace\n- Rest 15s\n\n- Cool-down 2.29km"


def test_a_tempo_run_has_no_repeat() -> None:
    plan = plan_of("elite-5000m")
    text = workout_text(tempo(plan), "pace", "km")
    check(tempo(plan), text)
    assert "- Work 20m " in text


def test_heart_rates_are_per_cent_of_the_threshold() -> None:
    """The model's own percentages come back, though the plan holds beats."""
    plan = plan_of("masters-7-hours")
    found = {e["external_id"]: e["description"] for e in entries(plan, "heart-rate")}
    for session in plan.sessions:
        template = plan.model["templates"].get(session.template)
        if template is None or template["lthr_pct"] is None:
            continue
        match = PERCENT.search(found[f"{plan.plan_id}-{session.id}@ndt-opt"])
        assert match is not None
        assert [int(match[1]), int(match[2])] == list(template["lthr_pct"])


def test_by_heart_rate_needs_one() -> None:
    with pytest.raises(InputError, match="--by pace"):
        entries(plan_of("club-races"), "heart-rate")
    plan = plan_of("masters-7-hours")
    athlete = plan.scenario.athlete.model_copy(update={"heart_rate": None})
    plan = plan.model_copy(update={"scenario": plan.scenario.model_copy(update={"athlete": athlete})})
    with pytest.raises(InputError, match="no threshold heart rate to count per cent of"):
        entries(plan, "heart-rate")


def test_ids_stay_over_a_replan() -> None:
    plan, again = away()
    before, after = ({e["external_id"] for e in entries(p)} for p in (plan, again.plan))
    gone = {f"{plan.plan_id}-{c.id}@ndt-opt" for c in again.plan.cancelled}
    assert before - after == gone


def test_miles_in_words_and_km_in_steps() -> None:
    plan = plan_of("elite-5000m")
    session = first(plan, "threshold")
    km, miles = (workout_text(session, "pace", unit).split("\n\n", 1) for unit in ("km", "mi"))
    assert km[1] == miles[1]
    assert "4:40-4:53/mi" in miles[0]
    assert next(e for e in entries(plan, unit="mi"))["name"] == "Easy 7.5 mi @ 6:50/mi (51:00)"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_no_steps(text: str) -> None:
    plan = told(plan_of("club-races"), text)
    for session, entry in zip(plan.sessions, entries(plan), strict=True):
        check(session.model_copy(update={"title": ""}), entry["description"])
