"""Every corruption of a plan is noticed, by the rule or the bookkeeping that should."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from ndt_opt.audit.auditor import audit_plan
from ndt_opt.cli import main
from ndt_opt.domain.plan import Plan
from ndt_opt.files.model_file import read_model
from ndt_opt.files.plan_file import plan_text

from .builder import START, at, date, model, plan, reps, scenario, season, steady, told

Session = dict[str, Any]
BOOKS = "plan-bookkeeping"
AM, PM, EASY, LONG, HIT = at(1, "am"), at(1, "pm"), at(4, "am"), at(6, "am"), at(5, "am")

SESSIONS: list[tuple[str, dict[str, Any], str]] = [
    (AM, {"lactate_mmol": {"low": 5.0, "high": 9.0}}, "intensity-ceiling"),
    (PM, {"lactate_mmol": {"low": 6.0, "high": 12.0}}, "intensity-ceiling"),
    (PM, {"lactate_mmol": {"low": 3.0, "high": 2.7}}, "intensity-ceiling"),
    (PM, {"lactate_mmol": {"low": 2.5, "high": 3.2}}, "intensity-ceiling"),
    (AM, {"heart_rate_bpm": {"low": 1, "high": 250}}, "intensity-ceiling"),
    (AM, {"rpe": {"low": 6, "high": 20}}, "intensity-ceiling"),
    (EASY, {"pace_s_per_km": {"start": 250, "fast": 185, "slow": 271}}, "intensity-ceiling"),
    (EASY, {"lactate_mmol": {"low": 2.0, "high": 4.0}}, "intensity-ceiling"),
    (AM, {"lactate_mmol": {"low": 2.0, "high": 2.4}}, BOOKS),
    (AM, {"lactate_mmol": None}, BOOKS),
    (EASY, {"lactate_mmol": None}, BOOKS),
    (EASY, {"lactate_mmol": {"low": 2.0, "high": 0.7}}, BOOKS),
    (AM, {"rpe": None}, BOOKS),
    (AM, {"rpe": {"low": 12, "high": 13}}, BOOKS),
    (AM, {"rpe": {"low": 13, "high": 11}}, BOOKS),
    (EASY, {"rpe": {"low": 9, "high": 16}}, BOOKS),
    (EASY, {"heart_rate_bpm": {"low": 140, "high": 120}}, BOOKS),
    (AM, {"rest_s": None}, BOOKS),
    (AM, {"rest_s": 45}, BOOKS),
    (AM, {"pace_s_per_km": None}, BOOKS),
    (AM, {"pace_s_per_km": {"start": 177, "fast": 1, "slow": 182}}, BOOKS),
    (AM, {"pace_s_per_km": {"start": 177, "fast": 174, "slow": 170}}, BOOKS),
    (AM, {"zone": 4}, BOOKS),
    (EASY, {"zone": 2}, BOOKS),
    (AM, {"title": "go all out"}, BOOKS),
    (AM, {"title": "6 x 6 min @ 2:57/km, 60 s"}, BOOKS),
    (AM, {"title": "5 x 5 min @ 2:57/km, 60 s"}, BOOKS),
    (AM, {"title": "5 x 6 min @ 2:37/km, 60 s"}, BOOKS),
    (AM, {"title": "5 x 6 min @ 2:57/km, 30 s"}, BOOKS),
    (PM, {"title": "8 x 1.2 km @ 2:47/km, 60 s"}, BOOKS),
    (EASY, {"title": "Easy 12 km @ 3:05/km (50:00)"}, BOOKS),
    (EASY, {"title": "Easy 14 km @ 4:10/km (50:00)"}, BOOKS),
    (EASY, {"title": "Easy 12 km @ 4:10/km (37:00)"}, BOOKS),
    (EASY, {"title": "Easy 12 km @ 4:10/km (50:00) + 7 x 100 m strides"}, BOOKS),
    (LONG, {"title": "Easy 24 km @ 4:10/km (1:40:00)"}, BOOKS),
    (AM, {"control": " "}, BOOKS),
    (AM, {"control": "Go all out"}, BOOKS),
    (EASY, {"control": "Go all out"}, BOOKS),
    (AM, {"why": ["easy-runs"]}, BOOKS),
    (AM, {"why": []}, BOOKS),
    (EASY, {"why": []}, BOOKS),
    (AM, {"why": ["because"]}, BOOKS),
    (AM, {"template": "am-5min"}, BOOKS),
    (AM, {"template": "hit-20x200m-hill"}, BOOKS),
    (AM, {"template": "nobody's"}, BOOKS),
    (EASY, {"template": "long"}, BOOKS),
    (AM, {"warmup_m": -200}, BOOKS),
    (AM, {"load": -1}, BOOKS),
    (AM, {"load": 0}, BOOKS),
    (AM, {"muscular_load": 0}, BOOKS),
    (LONG, {"muscular_load": 240}, BOOKS),
    (AM, {"warmup_m": 0, "cooldown_m": 0}, BOOKS),
    (AM, {"duration_s": 5 * 360 + 4 * 60}, BOOKS),
    (HIT, {"hard_s": 600}, BOOKS),
    (HIT, {"reps": 1, "rep_m": 4000}, BOOKS),
    (HIT, {"reps": 19}, "hit-count"),
    (EASY, {"rep_m": 11000}, BOOKS),
    (EASY, {"pace_s_per_km": {"start": 245, "fast": 219, "slow": 271}}, BOOKS),
    (EASY, {"extras": [{"kind": "strides", "reps": 500, "rep_m": 100}]}, BOOKS),
    (EASY, {"extras": [{"kind": "hill-sprints", "reps": 60, "rep_s": 60}]}, BOOKS),
]  # fmt: skip


def raw(of: Plan) -> dict[str, Any]:
    return {**of.model_dump(by_alias=True), "scenario": of.scenario}


def rebuilt(values: dict[str, Any]) -> Plan:
    return Plan.model_validate(values)


def edited(of: Plan, where: str, changes: dict[str, Any]) -> Plan:
    values = raw(of)
    (session,) = [s for s in values["sessions"] if s["id"] == where]
    session.update(changes)
    return rebuilt(values)


def breaks(of: Plan, slug: str = BOOKS) -> list[str]:
    return told(audit_plan(of, model()), slug)


@pytest.mark.parametrize(("where", "changes", "slug"), SESSIONS, ids=[f"{i[-2:]} {c}" for i, c, _ in SESSIONS])
def test_a_corrupt_session_is_noticed(where: str, changes: dict[str, Any], slug: str) -> None:
    assert where in breaks(edited(plan(season()), where, changes), slug) or (
        slug == "hit-count" and breaks(edited(plan(season()), where, changes), slug)
    )


def test_a_corrupt_file_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.json"
    path.write_text(plan_text(plan(season())), encoding="utf-8")
    assert main(["audit", str(path), "--quiet"]) == 0
    for session in (corrupt := json.loads(path.read_text(encoding="utf-8")))["sessions"]:
        if session["kind"] == "threshold":
            session.update(lactate_mmol={"low": 6.0, "high": 12.0}, title="go all out")
    path.write_text(json.dumps(corrupt), encoding="utf-8")
    assert main(["audit", str(path), "--json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert {f["rule"] for f in findings if f["status"] == "broken"} == {"am-before-pm", "intensity-ceiling", BOOKS}


def with_consistent_pace(of: Plan, where: str, pace: int) -> Plan:
    """An easy run at another pace, its time, load and title with it, and its week's sums."""
    values = raw(of)
    (session,) = [s for s in values["sessions"] if s["id"] == where]
    before, seconds = session["duration_s"], session["distance_m"] * pace // 1000
    title = f"Easy 12 km @ {pace // 60}:{pace % 60:02d}/km ({seconds // 60}:{seconds % 60:02d})"
    band = {"start": pace, "fast": pace - 5, "slow": pace + 5}
    session.update(duration_s=seconds, load=round(seconds / 60), pace_s_per_km=band, title=title)
    week = values["weeks"][0]
    week["duration_s"] += seconds - before
    hard_s = sum(s["hard_s"] for s in values["sessions"] if s["id"] in week["sessions"])
    week["easy_time_pct"] = round(100 - 100 * hard_s / week["duration_s"], 1)
    return rebuilt(values)


def test_easy_running_at_threshold_pace_with_consistent_sums() -> None:
    fast = with_consistent_pace(plan(season()), EASY, 185)
    assert breaks(fast, "intensity-ceiling") == breaks(fast) == [EASY]


def proof(**own: Any) -> Plan:
    return rebuilt({**raw(plan(season())), **own})


def test_a_proof_that_proves_nothing() -> None:
    z2 = plan(season()).objective["z2_work_s"]
    start = [str(START)]
    assert not breaks(proof(status="optimal"))
    assert not breaks(proof(bound={"z2_work_s": z2 + 1}))
    assert breaks(proof(bound={"z2_work_s": z2 - 1})) == start
    assert breaks(proof(bound={"z2_work_s": z2 + 1}, status="optimal")) == start
    assert breaks(proof(bound={})) == start
    assert breaks(proof(objective={"z2_work_s": z2 + 1})) == start


def certified(result: str, asked: dict[str, Any] | None = None, **own: Any) -> Plan:
    z2 = plan(season()).objective["z2_work_s"]
    check = {
        "engine": "e", "formulation": "f", "settings": "s", "question": f"z2_work_s >= {z2 + 1}", "result": result,
        "why": "", "bound_z2_work_s": None, "leaves_out": [], "rests_on": [], "model_sha256": None, **(asked or {}),
    }  # fmt: skip
    whole = {"claim": "optimal", "z2_work_s": z2, "certified": result == "infeasible", "checks": [check], **own}
    return proof(status="optimal", certificate=whole)


def test_a_certificate_that_certifies_nothing() -> None:
    z2 = plan(season()).objective["z2_work_s"]
    assert not breaks(certified("infeasible"))
    assert not breaks(certified("not closed"))
    assert not breaks(certified("not closed", {"bound_z2_work_s": z2 + 60}))
    for wrong in (
        certified("not closed", certified=True),
        certified("infeasible", certified=False),
        certified("feasible"),
        certified("infeasible", checks=[]),
        certified("infeasible", z2_work_s=z2 + 1),
        certified("infeasible", claim="infeasible"),
        certified("infeasible", {"question": f"z2_work_s >= {z2 + 2}"}),
        certified("infeasible", {"bound_z2_work_s": z2 + 1}),
        certified("not closed", {"bound_z2_work_s": z2 - 1}),
    ):
        assert set(breaks(wrong)) == {str(START)}


def test_a_plan_has_the_name_of_its_scenario_and_model() -> None:
    assert breaks(proof(plan_id="000000000000")) == [str(START)]
    assert breaks(proof(scenario=scenario(athlete={"name": "Somebody else"}))) == [str(START)]


def test_sessions_out_of_order() -> None:
    values = raw(plan(season()))
    values["sessions"].reverse()
    assert breaks(rebuilt(values))
    values = raw(plan(season()))
    first, second, *others = values["sessions"]
    values["sessions"] = [second, first, *others]
    assert breaks(rebuilt(values)) == [at(0, "am")]


@pytest.mark.parametrize("phase", ["pre-competition", "competition", "transition"])
def test_only_base_weeks_are_planned(phase: str) -> None:
    values = raw(plan(season()))
    values["weeks"][1]["phase"] = phase
    assert breaks(rebuilt(values)) == [str(date(7))]


def test_low_volume_without_a_warning() -> None:
    """Load weeks of 163 km, in a model whose low volume ends at 164."""
    edge = {"week_intensity_share": {"low_below_km": 164}}

    def places(*warnings: str) -> list[str]:
        of = plan(season(), of_model=model(**edge), warnings=list(warnings))
        return told(audit_plan(of, model(**edge)), BOOKS)

    assert places() == places("the longest run is not given") == [str(START)]
    assert places("163.3 km a week is below 164: take care") == []


def test_an_audit_that_tells_something_else() -> None:
    good = plan(season())
    findings = audit_plan(good, model())
    told_right = good.model_copy(update={"audit": findings})
    assert audit_plan(told_right, model()) == findings
    high = edited(told_right, PM, {"lactate_mmol": {"low": 2.5, "high": 3.2}})
    assert str(START) in breaks(high)
    wrong = [f.model_copy(update={"status": "not checked"}) if f.rule == "pins" else f for f in findings]
    assert breaks(good.model_copy(update={"audit": wrong})) == [str(START)]


def test_another_model_or_scenario_owes_nothing_to_the_plans_own_audit() -> None:
    good = plan(season())
    audited = good.model_copy(update={"audit": audit_plan(good, model())})
    strict = model(hard_day_spacing={"gap_days": 2})
    assert told(audit_plan(audited, strict), BOOKS) == []
    other = scenario(athlete={"max_weekly_km": 160.0})
    findings = audit_plan(audited, model(), other)
    assert told(findings, "weekly-volume") == [str(date(0)), str(date(7))]
    assert told(findings, BOOKS) == []


def test_a_hill_has_no_pace_but_its_seconds() -> None:
    """20 x 200 m at 5 km pace are 628 s; the tests' own HIT is flat, the model's is a hill, jogged down."""
    hill = read_model("norwegian-double")
    of = plan(season(), of_model=hill)
    jog_m, hit = 19 * 200, {"pace_s_per_km": None, "title": "20 x 200 m hill, 75 s jog down"}
    hit |= {"easy_m": 5000 + jog_m, "distance_m": 9000 + jog_m}
    # 8.8 easy km are 88 points, 4 km uphill 40 x (250 / 157)^2 x 1.25 x (1 + 25 % of 31.4 s / 30 min) = 127.3
    hit |= {"muscular_load": 215}
    good = edited(of, HIT, hit)
    assert HIT not in told(audit_plan(good, hill), BOOKS)
    flat = {"pace_s_per_km": {"start": 157, "fast": 154, "slow": 162}}
    for changes in ({"hard_s": 500}, {"easy_m": 5000, "distance_m": 9000}, flat):
        assert HIT in told(audit_plan(edited(good, HIT, changes), hill), BOOKS), changes


@pytest.mark.parametrize(
    ("start", "is_shown"),
    [
        ("2027-03-28T01:59:00+01:00", True),
        ("2027-03-28T02:30:00+01:00", False),
        ("2027-03-28T02:30:00+02:00", False),
        ("2027-03-28T03:30:00+02:00", True),
    ],
)
def test_a_start_that_the_clock_skips(start: str, is_shown: bool) -> None:
    spring = plan([steady(118, "am", 12000)], scenario(18, availability={"am": "00:00-09:00"}))
    assert (at(118, "am") not in breaks(edited(spring, at(118, "am"), {"start": start}))) is is_shown


@pytest.mark.parametrize(
    ("start", "is_right"),
    [
        ("2027-10-31T02:45:00+01:00", True),  # 15 min of warm-up, 10 min before the gun at 03:10
        ("2027-10-31T02:45:00+02:00", False),  # an hour and 25 min before it
        ("2027-10-31T03:00:00+01:00", False),
        ("2027-10-31T00:00:00+02:00", True),
    ],
)
def test_a_warm_up_ends_before_the_gun(start: str, is_right: bool) -> None:
    race = {"date": date(335), "distance_m": 5000, "priority": "C", "start": "03:10"}
    run = reps(335, "am", "race", 1, {"rep_m": 5000}, 157, 0)
    night = plan([steady(0, "am", 12000), run], scenario(48, season={"races": [race]}))
    found = audit_plan(edited(night, run.id, {"start": start}), model())
    assert any("for the gun at 03:10" in f.found for f in found if f.rule == BOOKS) is not is_right


def test_a_clock_time_in_a_zone() -> None:
    assert breaks(edited(plan(season()), AM, {"start": dt.datetime(2026, 12, 1, 6, 30).isoformat()})) == [AM]
