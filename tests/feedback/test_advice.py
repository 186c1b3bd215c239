"""A log replayed: what it changes, when, and in which words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from feedback.season import hard, made, model, run, runs

from ndt_opt.domain.advice import Advice, Held, NextSession
from ndt_opt.domain.log import LogEntry, in_order
from ndt_opt.domain.plan import Plan
from ndt_opt.feedback.advice import advise

PLAN = made()
AM, PM = hard(PLAN, "am"), hard(PLAN, "pm")
EASY = [s for s in PLAN.sessions if s.kind == "easy"]
FINE: dict[str, Any] = {"rpe": 13, "completed": 100}


def said(log: list[LogEntry], plan: Plan = PLAN) -> Advice:
    return advise(plan, in_order(log), model(plan))


RPE_15 = "RPE 15, 11-13 planned (R-152, E-27)"


def test_two_hard_mornings_lengthen_the_rests_of_the_next_one_only() -> None:
    found = said(runs(AM, {"rpe": 15}, {"rpe": 16}))
    (change,) = found.adjustments
    assert (change.family, change.after, change.on) == ("double-am", AM[1].id, AM[1].date)
    assert change.next == NextSession(AM[2].id, (60, 90), (200, 200))
    assert (change.before, change.now) == (Held(100, 0), Held(150, 0))
    assert change.reasons == (RPE_15, "RPE 16, 11-13 planned (R-152, E-27)")
    assert change.rules == ("R-154", "R-155")
    assert found.held == {"double-am": Held(150, 0), "double-pm": Held(), "single": Held()}
    assert found.as_of == AM[1].date


@pytest.mark.parametrize(("planned", "longer"), [(60, 90), (30, 45), (15, 25), (0, 0)])
def test_short_rests_keep_their_proportion(planned: int, longer: int) -> None:
    assert Held(150).rest_s(planned) == longer
    assert Held().rest_s(planned) == planned


def test_mornings_and_afternoons_are_not_analogous() -> None:
    assert said([run(AM[0], rpe=15), run(PM[0], rpe=15)]).adjustments == ()


def test_lactate_above_lt2_slows_the_next_one_at_once() -> None:
    """LT2 is 3.2; only the last reading counts."""
    (change,) = said([run(PM[0], lactate_mmol=(2.9, 3.4))]).adjustments
    assert change.next == NextSession(PM[1].id, (60, 60), (200, 205))
    assert change.reasons == ("last lactate 3.4 above LT2 3.2 mmol/L (R-153, E-29)",)
    assert said([run(PM[0], lactate_mmol=(3.6, 3.2))]).adjustments == ()
    (far,) = said([run(PM[0], lactate_mmol=(2.9, 3.8))]).adjustments
    assert far.now == Held(150, 5)


def test_measured_lactate_overrules_heart_rate_but_not_rpe() -> None:
    drifting = {"hr_drift_pct": 7.0, "lactate_mmol": (2.8,)}
    assert said(runs(AM, drifting, drifting)).adjustments == ()
    assert said(runs(AM, {**drifting, "rpe": 15}, {**drifting, "rpe": 15})).adjustments != ()


def test_drift_over_like_reps_is_a_signal_however_fast_they_were() -> None:
    for pace in (200, 190):
        assert said(runs(AM, *[{"hr_drift_pct": 6.0, "pace": pace}] * 2)).adjustments[0].now == Held(150, 0)
    assert said(runs(AM, *[{"hr_drift_pct": 4.9, "pace": 200}] * 2)).adjustments == ()
    by_ends = said(runs(AM, *[{"hr_first_bpm": 150, "hr_last_bpm": 170}] * 2))
    assert by_ends.adjustments[0].reasons[0] == "heart rate +13.3 % over like reps (R-151, R-153)"


def test_the_planned_band_or_the_runners_own_sessions_are_the_yardstick_of_the_heart_rate() -> None:
    with_band = made(heart_rate=170)
    log = runs(hard(with_band, "am"), {"hr_last_bpm": 171}, {"hr_last_bpm": 172})
    assert said(log, with_band).adjustments[0].reasons == (
        "171 bpm in the last reps, 170 at most (R-037, R-151)", "172 bpm in the last reps, 170 at most (R-037, R-151)",
    )  # fmt: skip
    clean = [{"hr_last_bpm": 160, "rpe": 12}] * 3
    later = said(runs(AM, *clean, {"hr_last_bpm": 166, "rpe": 12}, {"hr_last_bpm": 167, "rpe": 12}))
    assert later.adjustments[0].reasons[0] == "166 bpm in the last reps, 160 in the first clean ones (R-037, R-151)"
    assert said(runs(AM, *clean[:2], *[{"hr_last_bpm": 180}] * 2)).adjustments == ()  # too few are no yardstick


def test_the_yardstick_does_not_follow_a_heart_rate_that_creeps_up() -> None:
    long = made(weeks=8)
    log = runs(hard(long, "am"), *[{"hr_last_bpm": bpm, "rpe": 12} for bpm in (160, 160, 160, 163, 165, 166, 167)])
    (change,) = said(log, long).adjustments
    assert change.reasons[0].startswith("166 bpm")


def test_a_heart_rate_that_nothing_is_compared_with_is_not_clean() -> None:
    found = said(runs(AM, {"rpe": 17}, {"hr_last_bpm": 190}, {"hr_last_bpm": 192}))
    assert found.held["double-am"] == Held(150, 0)


def test_faster_than_held_is_no_way_back() -> None:
    """Held 5 s/km slower, the fastest allowed is 3:22; twice at 3:18 and RPE 13 shows nothing about 3:25."""
    start = {"lactate_mmol": (3.4,)}
    fast = said(runs(AM, start, {**FINE, "pace": 198}, {**FINE, "pace": 198}))
    slow = said(runs(AM, start, {**FINE, "pace": 204}, {**FINE, "pace": 204}))
    assert (fast.held["double-am"], slow.held["double-am"]) == (Held(100, 5), Held())


def test_a_lower_afternoon_is_normal_and_a_much_harder_one_is_not() -> None:
    low = [run(AM[0], rpe=13, lactate_mmol=(2.7,)), run(PM[0], rpe=12, lactate_mmol=(2.1,))]
    assert said(low).adjustments == ()
    harder = [e for n in (0, 1) for e in (run(AM[n], rpe=10), run(PM[n], rpe=14))]
    (change,) = said(harder).adjustments
    assert change.reasons[0] == "RPE 14 in the afternoon after 10 in the morning (E-27)"
    after_single = [run(AM[0], rpe=9), run(AM[1], rpe=13)]
    assert said(after_single).adjustments == ()


@pytest.mark.parametrize(
    ("values", "moves"),
    [
        ({"completed": 75}, 0), ({"completed": 55}, 1), ({"completed": 85}, 0), ({"completed": 0}, 0), ({"rpe": 17}, 1),
        ({"completed": 55, "rpe": 15}, 1), ({"completed": 55, "rpe": 11, "lactate_mmol": (1.9,)}, 0),  # rain
    ],
)  # fmt: skip
def test_one_failed_session_corrects_at_once_and_a_missed_one_never(values: dict[str, Any], moves: int) -> None:
    assert len(said([run(AM[0], **values)]).adjustments) == moves


def test_sore_legs_and_cut_sessions_are_warnings() -> None:
    log = runs(AM, {"soreness": 6}, {"completed": 70})
    assert said(log).adjustments[0].reasons == (
        "soreness 6 of 10 (R-145, R-150)", "70 % of it done (R-148, E-28)",
    )  # fmt: skip


def test_clean_sessions_go_back() -> None:
    found = said(runs(AM, {"rpe": 17}, FINE, FINE))
    assert [change.now for change in found.adjustments] == [Held(150, 0), Held()]
    assert found.adjustments[1].reasons == ("2 clean in a row",)
    assert found.held["double-am"] == Held()


def test_what_nobody_looked_at_neither_mends_nor_breaks_a_row() -> None:
    assert len(said(runs(AM, {"rpe": 15}, {}, {"rpe": 15})).adjustments) == 1


def test_three_in_a_row_of_one_family_mandate_a_recovery_week() -> None:
    """However clean the afternoons are."""
    log = [e for n in range(3) for e in (run(AM[n], rpe=15), run(PM[n], rpe=13))]
    (deload,) = said(log).deloads
    assert (deload.after, deload.on) == (AM[2].id, AM[2].date)
    assert deload.reasons == tuple(f"{AM[n].id}: {RPE_15}" for n in range(3))
    assert deload.rules == ("R-157", "R-158", "R-159")


def test_three_hard_days_in_a_row_mandate_one_and_three_sessions_of_two_days_do_not() -> None:
    days = [run(AM[0], rpe=15), run(PM[1], rpe=15), run(AM[2], rpe=15)]
    assert len(said(days).deloads) == 1
    assert said([run(AM[0], soreness=6), run(PM[0], soreness=6), run(AM[1], soreness=6)]).deloads == ()
    assert said([*days[:2], run(AM[1], rpe=13), days[2]]).deloads != ()  # that morning's afternoon was hard
    clean_between = [run(AM[0], rpe=15), run(AM[1], rpe=13), run(PM[1], rpe=13), run(PM[2], rpe=15), run(PM[3], rpe=15)]
    assert said(clean_between).deloads == ()


def test_a_recovery_week_starts_on_the_next_monday_of_load() -> None:
    long = made(weeks=8)
    am = hard(long, "am")
    (deload,) = said(runs(am[4:], *[{"rpe": 15}] * 3), long).deloads  # two in week 4, one in week 5
    assert (deload.start, deload.instead) == (None, "the next week is a recovery week")
    (deload,) = said(runs(am[5:], *[{"rpe": 15}] * 3), long).deloads
    assert deload.on == am[7].date
    (early,) = said([run(AM[0], rpe=15), *(run(s, rpe=15) for s in (PM[0], AM[1], PM[1])), run(AM[2], rpe=15)]).deloads
    assert early.start is None


def test_after_it_was_mandated_three_more_are_needed() -> None:
    long = made(weeks=8)
    found = said(runs(hard(long, "am"), *[{"rpe": 15}] * 7), long)
    assert [deload.on for deload in found.deloads] == [hard(long, "am")[n].date for n in (2, 5)]


def test_the_last_step_says_that_a_test_is_due() -> None:
    long = made(weeks=8)
    (note,) = said(runs(hard(long, "am"), *[{"lactate_mmol": (3.3,)}] * 5), long).notes
    assert "at 20 s/km slower than planned already" in note
    assert "test again" in note


def test_missed_sessions_are_told_and_not_caught_up() -> None:
    (note,) = said(runs(AM, {"completed": 0}, {"completed": 0}, {"completed": 0})).notes
    assert note.startswith(f"missed in a row: {AM[0].id}, {AM[1].id}. Nothing is caught up")
    assert said(runs(AM, {"completed": 0}, FINE, {"completed": 0})).notes == ()


def test_a_moved_session_counts_from_the_day_it_was_run() -> None:
    """The morning of Tuesday run on Friday: Thursday's is past."""
    moved = replace(run(AM[0], rpe=17), date=AM[1].date + dt.timedelta(days=1))
    (change,) = said([moved]).adjustments
    assert change.next is not None
    assert change.next.id == AM[2].id


def test_continuous_tempo_is_zone_2_work_too() -> None:
    tempo = PLAN.model_copy(update={"sessions": [
        s.model_copy(update={"kind": "tempo"}) if s.id == AM[0].id else s for s in PLAN.sessions]})  # fmt: skip
    assert len(said([run(AM[0], rpe=17)], tempo).adjustments) == 1


def test_an_old_test_is_remembered() -> None:
    old = made(tested=PLAN.weeks[0].start - dt.timedelta(days=50))
    late = run(hard(old, "am")[1], rpe=13)
    assert said([late], old).notes == ()
    (note,) = said([run(hard(old, "am")[2], rpe=13)], old).notes
    assert note == "the lactate test of 2026-11-15 is 8 weeks old: test again (every 8 weeks)"


def test_easy_runs_that_drift_fast_are_told() -> None:
    (note,) = said(runs(EASY, {"pace": 265}, {"pace": 260})).notes
    assert note == (
        "easy runs too fast: 2027-01-04 4:25/km, 4:30/km at the fastest; 2027-01-11 4:20/km, 4:30/km at the fastest. "
        "Easy days stay easy (R-099)"
    )
    assert said(runs(EASY, {"pace": 265}, {"pace": 290}, {"pace": 265})).notes == ()
    assert said(runs(EASY, *[{"distance_m": 10_000, "duration_s": 2400}] * 2)).notes != ()  # 4:00/km


def test_runs_beside_the_plan_say_nothing() -> None:
    other = LogEntry(PLAN.weeks[0].start + dt.timedelta(2), "am", "threshold", rpe=20, lactate_mmol=(9.0,))
    found = said([other, other])
    assert (found.adjustments, found.deloads, found.notes, found.held) == ((), (), (), said([]).held)


def test_the_last_session_of_a_family_has_no_next_one() -> None:
    assert said([run(PM[-1], rpe=17)]).adjustments[0].next is None
