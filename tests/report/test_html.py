"""The pages for a browser, read as text: whole, safe, the same again, and with all that a plan holds."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from files.tiny_plan import tiny_plan
from replan.season import again, season
from study.price_samples import curve, price, prices
from study.variant_samples import clashing, comparison, late, planned

from ndt_opt.domain.comparison import Comparison
from ndt_opt.domain.plan import Plan
from ndt_opt.report.html import comparison_page, plan_page, price_page
from ndt_opt.report.html.overview import easy_limits
from ndt_opt.study.curves import curves_of
from ndt_opt.study.vary import read_vary
from tests.report.html_check import HOSTILE, parsed, words_of
from tests.report.sample import sample_plan
from tests.scenarios.library import inputs

NAME = "improver-20min-75km"
MOST_BYTES = 400_000


def replanned() -> Plan:
    """Threshold sessions that felt too hard, and a week that was not run."""
    first = season(NAME)[0].scenario.season.start

    def ran(session: object) -> dict[str, int] | None:
        if 10 <= (session.date - first).days < 18:  # type: ignore[attr-defined]
            return None
        return {"rpe": 16} if session.kind == "threshold" else {}  # type: ignore[attr-defined]

    return again(NAME, 24, ran)[1].plan  # type: ignore[arg-type]


def varied(**own: str) -> Comparison:
    vary = read_vary("athlete.weekly_km=100,120")
    points = [planned("a", 6000, value=100), clashing("a", "run-spike", value=120)]
    points += [planned("b", 5400, value=100), planned("b", 6600, 7200, value=120)]
    variants = [planned("a", 6000), planned("b", 6600), clashing("c", "pins"), late("d")]
    return comparison(*variants, curves=curves_of(vary, inputs("club-17min-120km")[0], points), **own)


PAGES = {
    "tiny": lambda: plan_page(tiny_plan()),
    "sample": lambda: plan_page(sample_plan()),
    "races": lambda: plan_page(season("marathon-with-half")[0]),
    "altitude": lambda: plan_page(season("altitude-camp")[0], "mi"),
    "replanned": lambda: plan_page(replanned()),
    "comparison": lambda: comparison_page(varied()),
    "no plan": lambda: comparison_page(comparison(clashing("c", "pins"), late("d"))),
    "prices": lambda: price_page(prices(curves=[curve("pins", 60, 120)])),
    "no price": lambda: price_page(prices(rules=[])),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_and_loads_nothing(name: str) -> None:
    page = PAGES[name]()
    found = parsed(page)
    assert page == PAGES[name]()
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert policy in found.values("content")
    assert [own["lang"] for own in found.all("html")] == ["en"]
    assert len(found.all("h1")) == 1
    assert found.all("main")[0]["id"] == "main"
    levels = [int(tag[1]) for tag, _ in found.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    assert page.count("<table") == page.count("<caption>") + page.count('<table class="prices" aria-label=')
    assert len(found.all("svg")) == page.count('role="img" aria-label=')


@pytest.mark.parametrize("name", ["marathon-with-half", "altitude-camp"])
def test_every_session_opens_its_prescription(name: str) -> None:
    plan = season(name)[0]
    page = plan_page(plan)
    buttons = [own for own in parsed(page).all("button") if own.get("popovertargetaction") is None]
    assert len(buttons) == len(plan.sessions)
    sheets = dict(re.findall(r'<div class="sheet" id="(p\d+)"[^>]*>(.*?)\n</div>', page, re.DOTALL))
    for session, button in zip(plan.sessions, buttons, strict=True):
        sheet = words_of(sheets[button["popovertarget"] or ""])
        assert session.title in sheet
        assert session.control in sheet
        assert ", ".join(session.why) in sheet
        assert session.start[11:16] in sheet
        for band in (session.rpe, session.heart_rate_bpm):
            assert band is None or f"{band.low}-{band.high}" in sheet
        for value, told in ((session.rest_s, f"Rest {session.rest_s} s"), (session.lactate_mmol, "mmol/L")):
            assert not value or told in sheet
        assert f"{session.distance_m / 1000:.1f} km" in sheet
        assert not session.warmup_m or f"Warm-up, cool-down {session.warmup_m / 1000:.1f} km" in sheet
        assert session.kind in (button["class"] or "")


def test_a_session_that_the_log_changed_says_how_and_why() -> None:
    plan = replanned()
    adjusted = [s.adjusted for s in plan.sessions if s.adjusted is not None]
    text = parsed(plan_page(plan)).text
    for own in adjusted:
        assert f"rest {own.rest_s[0]} s → {own.rest_s[1]} s" in text
        assert own.why in text
    assert adjusted


def test_planned_stands_beside_done() -> None:
    plan = replanned()
    page = plan_page(plan)
    assert plan.original is not None
    assert plan.scenario.lived is not None
    done = page.partition('id="done"')[2].partition('id="calendar"')[0]
    first = plan.original.weeks[0]
    cells = [str(first.sessions), f"{first.distance_m / 1000:.1f}", f"{first.z2_work_s // 60}"]
    assert "".join(f"<td>{cell}</td>" for cell in cells) in done
    for change in plan.changes:
        assert change.what in done
    for cancelled in plan.cancelled:
        assert cancelled.id in done
    past = [s for s in plan.sessions if s.date < plan.scenario.lived.as_of]
    ran = {(run.date, run.slot) for run in plan.scenario.lived.runs}
    missed = sum((s.date, s.slot) not in ran for s in past)
    assert 0 < missed < len(past)
    assert page.count("✗</span>") == missed
    assert page.count("first plan (dashed)") > 0


@pytest.mark.parametrize("name", ["elite-5000m", "elite-year"])
def test_a_year_is_small(name: str) -> None:
    assert len(plan_page(season(name)[0]).encode()) < MOST_BYTES


def test_hostile_names_stay_text() -> None:
    plan = sample_plan()
    scenario = plan.scenario.model_copy(
        update={"title": HOSTILE, "athlete": plan.scenario.athlete.model_copy(update={"name": HOSTILE})}
    )
    sessions = [s.model_copy(update={"title": HOSTILE, "control": HOSTILE, "why": [HOSTILE]}) for s in plan.sessions]
    worst = plan.model_copy(
        update={"scenario": scenario, "sessions": sessions, "warnings": [HOSTILE], "model": {"name": HOSTILE}}
    )
    pages = [plan_page(worst), price_page(prices(title=HOSTILE, rules=[price(HOSTILE, 7, 9)], curves=[]))]
    pages.append(comparison_page(comparison(planned(HOSTILE, 6000), clashing(HOSTILE, HOSTILE), scenario=HOSTILE)))
    for page in pages:
        found = parsed(page)
        assert "<script>alert(1)</script>" in found.text
        assert "{{ 7*7 }}" in found.text
        assert "🏃" in found.text
        assert "\x1b" not in page
        assert page.count("</style>") == 1


def test_miles_are_everywhere() -> None:
    page = plan_page(season("elite-5000m")[0], "mi").partition('id="rules"')[0]
    seen = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert "4:45/mi" in seen
    assert "8 s/mi slower" in seen
    kept = re.findall(r"[\d.]+ x [\d.]+ km", seen)
    assert "9 x 1 km" in kept
    assert len(re.findall(r"\bkm\b", seen)) == len(kept), "reps keep their length, nothing else is in km"


def test_rules_are_told_with_what_was_found() -> None:
    plan = sample_plan()
    broken = plan.audit[0].model_copy(update={"status": "broken", "found": "2 h", "allowed": "1 h", "where": "Monday"})
    page = plan_page(plan.model_copy(update={"audit": [*plan.audit, broken]}))
    rows = re.findall(r'<tr><th scope="row"><details><summary>(.*?)</summary>.*?<td class="(.*?)">(.*?)</td>', page)
    assert rows[0] == ("availability", "broken", "broken<br>Monday: 2 h")
    assert [row[:2] for row in rows[1:]] == [
        ("run-spike", "not-checked"), ("hard-day-spacing", "kept"), ("week-intensity-share", "kept"),
    ]  # fmt: skip
    assert "asked at least 50 min of work on a double day, given 46 min" in page


def test_the_least_easy_share_follows_the_tier() -> None:
    assert set(easy_limits(season("elite-5000m")[0])) == {75}
    assert set(easy_limits(season(NAME)[0])) == {80}
    plan = season(NAME)[0]
    share = {"min_easy_pct": 75, "min_easy_pct_low": 80, "low_below_km": 90}
    rules = {**plan.model["rules"], "week-intensity-share": share}
    assert set(easy_limits(plan.model_copy(update={"model": {**plan.model, "rules": rules}}))) == {None}
    assert easy_limits(sample_plan()) == [None] * 3


def test_prices_and_curves_are_told() -> None:
    text = parsed(price_page(prices(rules=[price("pins", 7, 9)], curves=[curve("pins", 60, 120)]))).text
    assert "pins, 5 min each" in text
    assert "2 steps +2.0" in text
    page = parsed(comparison_page(varied(), "mi"))
    assert "run-spike" in page.text
    assert "time ran out before any plan was found" in page.text
    assert "solved in" not in page.text
    assert "biggest week" in page.text
