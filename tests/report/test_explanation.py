"""Clashes, repairs and days on a terminal."""

from __future__ import annotations

import datetime as dt

from ndt_opt.domain.clash import Clash, ClashMember
from ndt_opt.domain.explanation import ChangeTold, Explanation, Repair, ShownClash, ShownPlan
from ndt_opt.domain.why import Instead, WhyDay
from ndt_opt.report.clash import how_sure, short_form
from ndt_opt.report.explanation import render_explanation
from ndt_opt.report.why import render_why

MEMBERS = [
    ClashMember(
        kind="wish", key="season.pins[0]", words="\x1b[31mthe long run of 40 km is pinned on Sun 7 Feb 2027 (AM)"
    ),
    ClashMember(kind="rule", key="long-run", words="one long run in every load week"),
]  # fmt: skip


def clash(**own: object) -> Clash:
    whole: dict[str, object] = {
        "members": MEMBERS, "weeks": 12, "until": dt.date(2027, 2, 21), "minimal": True, "undecided": [],
        "cut_short": False,
    }  # fmt: skip
    return Clash.model_validate(whole | own)


def repair(*where: str, status: str = "optimal") -> Repair:
    changes = [ChangeTold(where=w, found="40", instead="28", words=f"{w}: 28 km instead") for w in where]
    return Repair.model_validate(
        {"changes": changes, "size": 12, "status": status, "z2_work_s": 123_840, "busiest_week_s": 7020}
    )


def text(**own: object) -> str:
    plans = [ShownPlan(without="long-run", z2_work_s=3600, distance_m=46_000, rules_kept=24)]
    whole: dict[str, object] = {
        "clashes": [ShownClash(clash=clash(), plans=plans)], "repairs": [repair("season.pins[0].km")],
        "notes": [], "complete": True,
    }  # fmt: skip
    return render_explanation(Explanation.model_validate(whole | own), 80)


def test_pins_are_told_as_a_rule_too() -> None:
    assert clash().rules == ["long-run", "pins"]


def test_an_explanation_reads_from_clash_to_change() -> None:
    lines = text().splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert lines[0] == "No plan keeps every rule of this scenario."
    assert lines[2] == "CLASH: the first 12 weeks, to 2027-02-21, cannot hold together"
    assert lines[3] == "  season.pins[0]: the long run of 40 km is pinned on Sun 7 Feb 2027 (AM)"
    assert "1 audited plan of these weeks shows that it is needed: without long-run 60 Z2 min." in " ".join(lines)
    assert "  1. season.pins[0].km: 28 km instead: 2064 Z2 min, 117 in the busiest week" in lines


def test_several_clashes_are_numbered() -> None:
    two = text(clashes=[ShownClash(clash=clash(), plans=[])] * 2)
    assert "There are 2 different clashes" in two
    assert "CLASH 2: " in two


def test_changes_that_go_together_and_what_is_not_proved_are_told() -> None:
    told = " ".join(text(repairs=[repair("a", "b", status="feasible")], complete=False).split())
    assert "1. a: 28 km instead; and b: 28 km instead: 2064 Z2 min, 117 in the busiest week, not proved" in told
    assert "Limits or time cut the search: there may be others." in told


def test_no_repair_is_said() -> None:
    assert "No small change of the kinds tried makes a plan possible." in text(repairs=[])


def test_how_sure_a_clash_is() -> None:
    assert how_sure(clash()) == "Without any one of them there is a plan."
    assert "Stopped early" in how_sure(clash(cut_short=True, minimal=False))
    assert how_sure(clash(undecided=["long-run"], minimal=False)).startswith("Not decided in time for long-run")
    assert all(len(line) <= 60 for line in short_form(clash(), ("a note",), 60))


def test_a_day_tells_what_else_it_could_hold() -> None:
    why = WhyDay(
        date=dt.date(2027, 1, 1), kind="easy", sessions=["Easy 13 km"], z2_work_s=123_840,
        instead=[
            Instead(kind="double", status="impossible", proved=True, clash=clash()),
            Instead(kind="race-pace", status="impossible", proved=True, clash=clash(members=[])),
            Instead(kind="hit", status="plan", z2_work_s=123_240, z2_cost_s=600, preference_cost=0, proved=True),
            Instead(kind="long", status="plan", z2_work_s=123_840, z2_cost_s=0, preference_cost=300, proved=True),
            Instead(kind="single", status="open"),
        ],
    )  # fmt: skip
    lines = render_why(why, 80).splitlines()
    assert all(len(line) <= 80 for line in lines)
    told = " ".join(" ".join(lines).split())
    assert "Fri 2027-01-01 holds easy running or rest: Easy 13 km." in told
    assert "a double threshold day cannot stand there; it breaks one of these" in told
    assert "a race-pace session cannot stand there: none is on offer that day, whatever rules are off." in told
    assert "a HIT session costs 10 of 2064 Zone-2 minutes." in told
    assert "the long run costs no Zone-2 minute, and 300 points more of broken wishes: wishes decide." in told
    assert "a single threshold session was not decided in time." in told
    assert "What is not proved is told as it was found" in told
