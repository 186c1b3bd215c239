"""Advice in words."""

from __future__ import annotations

from feedback.season import hard, made, model, run, runs

from ndt_opt.feedback.advice import advise
from ndt_opt.report.advice import render_advice


def parts(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n")]


def test_what_holds_now_names_signal_numbers_rules_before_and_after() -> None:
    plan = made()
    am, pm = hard(plan, "am"), hard(plan, "pm")
    log = [*runs(am, {"rpe": 15}, {"rpe": 16}), run(pm[2], lactate_mmol=(3.3,))]
    text = render_advice(advise(plan, log, model(plan)), width=80)
    assert max(map(len, text.splitlines())) <= 80
    assert parts(text) == [
        "WHAT THE LOG CHANGES "
        "- mornings of double days: rests at 150 %. 2027-01-12-am: rests 60 -> 90 s. RPE 15, 11-13 planned (R-152, "
        "E-27); then RPE 16, 11-13 planned (R-152, E-27) [R-154, R-155] "
        "- afternoons of double days: 5 s/km slower. 2027-01-14-pm: start at 3:20/km -> 3:25/km. last lactate 3.3 "
        "above LT2 3.2 mmol/L (R-153, E-29) [R-154, R-156] "
        "- 2027-01-12, recover: the next week is a recovery week: 2027-01-05-am: RPE 15, 11-13 planned (R-152, E-27); "
        "2027-01-07-am: RPE 16, 11-13 planned (R-152, E-27); 2027-01-12-pm: last lactate 3.3 above LT2 3.2 mmol/L "
        "(R-153, E-29) [R-157, R-158, R-159]",
    ]


def test_what_is_over_is_history() -> None:
    plan = made()
    fine = {"rpe": 13, "completed": 100}
    text = render_advice(advise(plan, runs(hard(plan, "am"), {"rpe": 17}, fine, fine), model(plan)), width=100)
    assert parts(text) == [
        "WHAT THE LOG CHANGES nothing: run as planned",
        "BEFORE - 2027-01-05, mornings of double days: as planned -> rests at 150 %. RPE 17, 11-13 planned (R-152, "
        "E-28) [R-154, R-155] - 2027-01-12, mornings of double days: rests at 150 % -> as planned. 2 clean in a row "
        "[R-160]",
    ]


def test_where_nothing_changes_it_says_so() -> None:
    plan = made()
    assert render_advice(advise(plan, [], model(plan))) == "WHAT THE LOG CHANGES\nnothing: run as planned\n"
