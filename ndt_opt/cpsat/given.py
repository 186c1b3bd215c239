"""Weeks that are run, or begun: constants of the model, which no rule judges and later weeks follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ndt_opt.domain.calendar import SLOTS
from ndt_opt.domain.lived import LivedRun
from ndt_opt.domain.scenario import Scenario

_LETTERS = {"race": "R", "hit": "H", "race-pace": "P", "long": "L", "easy": "E"}
_RANK = "RDSHPLE"


@dataclass(frozen=True)
class Given:
    """What a week came to: a letter for each day, metres, seconds and points; raced metres and seconds are left out.

    `counted_m`: what it counts in steps of volume; `long_m`: its longest run but for races; `has_lacked`: it came to
    clearly less than planned; `alike`: metres and seconds of Zone-2 work that were planned for it, where the other
    weeks of its block were to be alike.
    """

    letters: str
    volume_m: int
    counted_m: int
    duration_s: int
    z2_s: int
    hard_m: int
    hard_s: int
    long_m: int
    muscular_load: int
    has_lacked: bool
    alike: tuple[int, int] | None = None


def given_of(scenario: Scenario, index: int) -> Given | None:
    """Week `index` of the season; None where it is open."""
    lived = scenario.lived
    if lived is None or index >= lived.weeks:
        return None
    runs = lived.of_week(index, scenario.season.start)
    days = ([run for run in runs if run.date.weekday() == day] for day in range(7))
    trained = [run for run in runs if run.kind != "race"]
    return Given(
        letters="".join(_letter(day) for day in days),
        volume_m=sum(r.trained_m for r in runs),
        counted_m=lived.counted_m(index, scenario.season.start),
        duration_s=sum(r.trained_s for r in runs),
        z2_s=sum(r.z2_s for r in runs),
        hard_m=sum(r.hard_m for r in trained),
        hard_s=sum(r.work_s for r in trained),
        long_m=max((r.distance_m for r in trained), default=0),
        muscular_load=sum(r.muscular_load for r in trained),
        has_lacked=lived.has_lacked(index, scenario.season.start),
    )


def _letter(runs: Sequence[LivedRun]) -> str:
    """The hardest thing of a day; threshold work in both slots is a double."""
    threshold = {r.slot for r in runs if r.is_threshold}
    letters = {_LETTERS[r.kind] for r in runs if r.kind in _LETTERS}
    letters |= {"D"} if threshold == set(SLOTS) else {"S"} if threshold else set()
    return min(letters, key=_RANK.index, default="E")
