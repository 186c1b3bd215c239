"""Advice in words."""

from __future__ import annotations

from feedback.season import hard, made, model, run, runs

from ndt_opt.feedback.advice import advise
from ndt_opt.report.advice import render_advice


def test_a_change_names_signal_numbers_rules_before_and_after() -> None:
    plan = made()
    am, pm = hard(plan, "am"), hard(plan, "pm")
    log = [*runs(am, {"rpe": 15}, {"rpe": 16}), run(pm[2], rpe=17)]
    text = render_advice(advise(plan, log, model(plan)), width=80)
    assert max(map(len, text.splitlines())) <= 80
    assert [" ".join(part.split()) for part in text.split("\n\n")] == [
        "WHAT THE LOG CHANGES "
        "- mornings of double days, from 2027-01-12-am on: as planned -> rests of 90 s at least. RPE 15, 11-13 "
        "planned; then RPE 16, 11-13 planned (R-154, R-155) "
        "- afternoons of double days, from 2027-01-14-pm on: as planned -> rests of 90 s at least. RPE 17, 13-14 "
        "planned (R-154, R-155)",
        "RECOVERY - next week is no load week: rest well in it: 2027-01-05-am: RPE 15, 11-13 planned; 2027-01-07-am: "
        "RPE 16, 11-13 planned; 2027-01-12-pm: RPE 17, 13-14 planned (R-157, R-158, R-159)",
        "HELD NOW mornings of double days: rests of 90 s at least "
        "afternoons of double days: rests of 90 s at least",
    ]


def test_where_nothing_changes_it_says_so() -> None:
    plan = made()
    assert render_advice(advise(plan, [], model(plan))) == "WHAT THE LOG CHANGES\nnothing: run as planned\n"
