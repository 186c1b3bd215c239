"""Totals, pauses and laps on one clock."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ndt_opt.activities.assemble import assemble
from ndt_opt.activities.raw import NAN, RawActivity
from ndt_opt.activities.recording import Lap, Pause, Recording
from ndt_opt.errors import InputError

from .synthetic import NOW, SOURCE, START, Stretch, raw

BEGIN = START.timestamp()


def even() -> RawActivity:
    """Twenty minutes at 3 m/s."""
    run = raw([Stretch(1200, 3.0)])
    run.points = [replace(p, distance_m=3.0 * (p.unix_s - BEGIN), speed_m_s=3.0) for p in run.points]
    return run


def assembled(run: RawActivity) -> Recording:
    return assemble(run, SOURCE, NOW)


def without(run: RawActivity, start_s: float, end_s: float, standing: bool) -> RawActivity:
    """A hole in the recording, in which the runner stood or ran on."""
    seconds = (end_s - start_s) * standing
    kept = [p for p in run.points if not start_s < p.unix_s - BEGIN < end_s]
    after = [replace(p, distance_m=p.distance_m - 3.0 * seconds * (p.unix_s - BEGIN >= end_s)) for p in kept]
    return replace(run, points=after)


def test_a_gap_in_which_nobody_moved_is_a_pause() -> None:
    run = assembled(without(even(), 300, 360, standing=True))
    assert run.pauses == (Pause(300, 360),)
    assert (run.elapsed_s, run.timer_s) == (1199, 1139)


@pytest.mark.parametrize(("end_s", "standing"), [(360, False), (308, True)])
def test_a_tunnel_or_a_short_gap_is_none(end_s: float, standing: bool) -> None:
    run = assembled(without(even(), 300, end_s, standing))
    assert run.pauses == ()
    assert run.timer_s == 1199


def test_a_gap_beside_told_pauses_is_none() -> None:
    run = without(even(), 300, 360, standing=True)
    run.pauses = [Pause(BEGIN + 600, BEGIN + 600), Pause(BEGIN + 700, BEGIN + 710)]
    assert assembled(run).pauses == (Pause(700, 710),)


def test_the_devices_totals_come_first() -> None:
    run = assembled(replace(even(), elapsed_s=1300.0, timer_s=1250.0, distance_m=3700.0, heart_rate=151.0))
    assert (run.elapsed_s, run.timer_s, run.distance_m, run.heart_rate) == (1300, 1250, 3700, 151)


@pytest.mark.parametrize("wrong", [NAN, 0.0, -5.0, 1e9])
def test_totals_that_cannot_be_are_counted(wrong: float) -> None:
    run = assembled(replace(even(), elapsed_s=wrong, timer_s=wrong, distance_m=wrong, heart_rate=wrong))
    assert (run.elapsed_s, run.timer_s, run.distance_m) == (1199, 1199, 3597)
    assert run.heart_rate == pytest.approx(130, abs=5)


def test_laps_without_averages_are_counted() -> None:
    run = even()
    run.laps = [Lap(BEGIN + 100, BEGIN + 400), Lap(BEGIN + 400, BEGIN + 500, 310.0, 170.0)]
    first, second = assembled(run).laps
    assert (first.start_s, first.end_s, first.distance_m) == (100, 400, 900)
    assert first.heart_rate == pytest.approx(135, abs=2)
    assert (second.distance_m, second.heart_rate) == (310, 170)


def test_nothing_told_is_refused() -> None:
    with pytest.raises(InputError, match="no time or no distance told"):
        assembled(RawActivity(BEGIN))
