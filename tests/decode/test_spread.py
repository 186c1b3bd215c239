"""Easy running is spread to the metre, inside every run's limits."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ndt_opt.decode.choice import EasyChoice, EasySlotChoice, FixedRun, WeekChoice
from ndt_opt.decode.spread import spread
from ndt_opt.domain.calendar import SLOTS
from ndt_opt.menu.sessions import EASY_UNIT_M


def week(
    slots: list[EasySlotChoice],
    runs: dict[int, int],
    easy_m: int,
    run_limit_m: int = 200_000,
    long_day: int = 6,
) -> WeekChoice:
    return WeekChoice(
        index=0, start=dt.date(2026, 11, 30), kind="load", phase="base", races=(),
        recovery_days=(False,) * 7, block=0, affected=False, is_way_back=False,
        planned_m=0, quality=(), long=FixedRun(long_day, "am", 20_000), pinned_easy=(),
        easy=(EasyChoice(tuple(slots), runs, easy_m),), run_limit_m=run_limit_m, open_slots=(),
    )  # fmt: skip


@st.composite
def weeks(draw: st.DrawFn) -> tuple[WeekChoice, int, int]:
    """A week the model could choose: its metres lie between all runs shortest and all runs longest."""
    pace = draw(st.integers(48, 96)) * 5
    shortest_m = -(-draw(st.integers(1, 40)) * 60_000 // pace)
    lengths = draw(st.lists(st.integers(20 * 60, 150 * 60), min_size=1, max_size=3, unique=True))
    places = draw(
        st.lists(st.sampled_from([(d, s) for d in range(7) for s in SLOTS]), min_size=1, unique=True)
    )
    slots = [EasySlotChoice(d, s, draw(st.sampled_from(lengths)), draw(st.booleans())) for d, s in places]
    runs = {n: draw(st.integers(0, sum(s.longest_s == n for s in slots))) for n in lengths}
    limit_m = draw(st.integers(4000, 40_000))
    low = -(-shortest_m // EASY_UNIT_M)
    tops = [min(n * 1000 // pace, limit_m) // EASY_UNIT_M for n, count in runs.items() for _ in range(count)]
    assume(all(top >= low for top in tops))
    units = draw(st.integers(low * len(tops), sum(tops)))
    return week(slots, runs, EASY_UNIT_M * units, limit_m), shortest_m, pace


@given(weeks())
def test_a_spread_is_exact_and_inside_every_limit(case: tuple[WeekChoice, int, int]) -> None:
    choice, shortest_m, pace = case
    longest = {(s.day, s.slot): s.longest_s for s in choice.easy[0].slots}
    runs = spread(choice, shortest_m, pace)
    assert sum(m for _, _, m in runs) == choice.easy[0].metres
    assert len({(d, s) for d, s, _ in runs}) == len(runs) == sum(choice.easy[0].runs.values())
    for day, slot, metres in runs:
        assert metres % EASY_UNIT_M == 0
        assert shortest_m <= metres <= choice.run_limit_m
        assert metres * pace <= 1000 * longest[day, slot]
    for length, count in choice.easy[0].runs.items():
        assert sum(longest[d, s] == length for d, s, _ in runs) == count


@given(weeks())
def test_a_spread_does_not_depend_on_the_order_of_slots(case: tuple[WeekChoice, int, int]) -> None:
    choice, shortest_m, pace = case
    turned = week(list(reversed(choice.easy[0].slots)), choice.easy[0].runs, choice.easy[0].metres, choice.run_limit_m)
    assert spread(turned, shortest_m, pace) == spread(choice, shortest_m, pace)


def test_plain_days_run_before_doubles_and_monday_rests_first() -> None:
    slots = [EasySlotChoice(d, s, 4500, False) for d in range(6) for s in SLOTS]
    runs = spread(week(slots, {4500: 5}, 50_000), 6000, 300)
    assert [(d, s) for d, s, _ in runs] == [(d, "am") for d in (1, 2, 3, 4, 5)]


def test_whole_kilometres_but_for_one_run() -> None:
    slots = [EasySlotChoice(d, "am", 4500, False) for d in range(4)]
    metres = [m for _, _, m in spread(week(slots, {4500: 4}, 41_400), 6000, 300)]
    assert sum(m % 1000 != 0 for m in metres) == 1


def test_a_pinned_slot_always_runs() -> None:
    slots = [EasySlotChoice(d, "am", 4500, d == 0) for d in range(6)]
    assert 0 in [d for d, _, _ in spread(week(slots, {4500: 1}, 10_000), 6000, 300)]


def test_no_run_without_metres() -> None:
    assert spread(week([], {}, 0), 6000, 300) == []


@pytest.mark.parametrize(("runs", "easy_m"), [({}, 1000), ({4500: 1}, 16_000), ({4500: 1}, 4000)])
def test_a_spread_that_does_not_exist_is_an_error(runs: dict[int, int], easy_m: int) -> None:
    slots = [EasySlotChoice(0, "am", 4500, False)]
    with pytest.raises(AssertionError):
        spread(week(slots, runs, easy_m), 6000, 300)
