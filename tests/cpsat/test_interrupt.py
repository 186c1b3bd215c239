"""Building and naming a clash look at the stop flag, so that they end soon."""

from __future__ import annotations

import pytest

from ndt_opt import planner
from ndt_opt.clash.search import ClashSearch
from ndt_opt.cpsat.build import build
from ndt_opt.cpsat.facts import season_facts
from ndt_opt.cpsat.interrupt import Stop, Stopped
from ndt_opt.cpsat.layout import best_layouts
from ndt_opt.cpsat.layout_search import solve_season
from ndt_opt.cpsat.solve import SeasonSolver
from ndt_opt.domain.outcome import OutOfTime, SolveSettings
from ndt_opt.files.model_file import read_model

from .seasons import season

MODEL = read_model("norwegian-double")
DAY_GRID = read_model("day-grid")


class After(Stop):
    """Stops at the n-th look."""

    def __init__(self, looks: int) -> None:
        super().__init__(None)
        self.left = looks

    @property
    def now(self) -> bool:
        self.left -= 1
        return self.left < 0


@pytest.mark.parametrize("looks", [0, 1, 5, 12, 20])
def test_a_build_ends_where_it_is(looks: int) -> None:
    stop = After(looks)
    with pytest.raises(Stopped):
        build(season_facts(season(6), MODEL, check=stop.check), check=stop.check)
    assert stop.left == -1


def test_a_build_looks_every_week_and_in_every_room() -> None:
    stop = After(1000)
    build(season_facts(season(6), MODEL, check=stop.check), check=stop.check)
    assert 1000 - stop.left >= 6 + len(MODEL.rules)


def test_layouts_are_ranked_no_further() -> None:
    with pytest.raises(Stopped):
        best_layouts(season(6), DAY_GRID, 3, After(5).check)


def test_a_limit_that_has_passed_is_out_of_time_not_an_error() -> None:
    assert planner.plan_season(season(6), MODEL, SolveSettings(time_limit_s=1e-9)) == OutOfTime({}, False)
    with pytest.raises(Stopped):
        solve_season(season(6), DAY_GRID, SolveSettings(), stop=After(30))


def test_a_plan_survives_a_stop_in_the_build_of_the_next_tier() -> None:
    solver = SeasonSolver(season(3), MODEL, SolveSettings())
    answer = solver.prove()
    assert answer.values is not None
    before = dict(answer.values)
    solver.stop.interrupted = True
    after = solver.choose_among_equals(answer)
    assert (after.values, after.interrupted) == (before, True)


def test_naming_a_clash_keeps_what_it_could_not_look_at() -> None:
    holding = {s for s in MODEL.rules if MODEL.holds(s)}
    stop = Stop(None)
    stop.interrupted = True
    found = ClashSearch(season(3), MODEL, SolveSettings(), stop).find()
    slugs = {member.slug for member in found.members if member.is_rule}
    assert found.cut_short
    assert slugs <= holding
    assert len(slugs) > 10
