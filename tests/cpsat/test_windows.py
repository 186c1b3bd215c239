"""Seasons are improved window by window, short ones as a whole at last."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ndt_opt.cpsat.build import build
from ndt_opt.cpsat.facts import season_facts
from ndt_opt.cpsat.solve import SeasonSolver
from ndt_opt.cpsat.windows import FEW_BLOCKS, held, outside_windows
from ndt_opt.domain.outcome import SolveSettings
from ndt_opt.domain.scenario import BlockedDates, Scenario
from ndt_opt.files.scenario_file import load

SCENARIO = Path(__file__).parents[2] / "scenarios" / "club-17min-120km" / "scenario.toml"
CLUB, MODEL = load(SCENARIO)


def season(weeks: int) -> Scenario:
    own = CLUB.season.model_copy(update={"weeks": weeks})
    return CLUB.model_copy(update={"season": own})


def test_a_season_of_few_blocks_ends_with_nothing_outside() -> None:
    few, many = (build(season_facts(season(weeks), MODEL)).grid for weeks in (3 * FEW_BLOCKS, 3 * FEW_BLOCKS + 6))
    assert outside_windows(few, alone=True)[-1] == []
    assert all(outside_windows(few, alone=True)[:-1])
    assert all(outside_windows(many, alone=True))
    assert outside_windows(build(season_facts(season(6), MODEL)).grid, alone=True) == [[]]


def test_every_pair_of_neighbours_shares_a_window() -> None:
    grid = build(season_facts(season(3 * FEW_BLOCKS + 6), MODEL)).grid
    names = {x.name: w.week.block for w in grid.weeks for x in w.pattern}
    blocks = set(names.values())
    inside = [blocks - {names[x.name] for x in outside if x.name in names} for outside in outside_windows(grid, False)]
    for first in sorted(blocks)[:-1]:
        assert any({first, first + 1} <= window for window in inside)


def test_a_block_with_a_disturbed_week_is_first_a_window_of_its_own() -> None:
    first = CLUB.season.start + dt.timedelta(days=7 * 10)
    blocked = [BlockedDates.model_validate({"from": first, "to": first, "slots": ["am", "pm"]})]
    own = season(3 * FEW_BLOCKS + 6)
    own = own.model_copy(update={"availability": own.availability.model_copy(update={"blocked": blocked})})
    grid = build(season_facts(own, MODEL)).grid
    alone, together = outside_windows(grid, alone=True), outside_windows(grid, alone=False)
    assert [len(alone), alone[1:]] == [len(together) + 1, together]
    names = {x.name for x in alone[0]}
    inside = {w.week.block for w in grid.weeks if w.long.name not in names}
    assert inside == {grid.weeks[10].week.block}


def test_held_variables_are_free_again_afterwards() -> None:
    grid = build(season_facts(season(3), MODEL)).grid
    variables = [*grid.weeks[0].pattern, grid.weeks[0].long]
    before = [list(x.proto.domain) for x in variables]
    with held(variables, {grid.weeks[0].long.name: 70}):
        assert list(grid.weeks[0].long.proto.domain) == [70, 70]
        assert list(grid.weeks[0].pattern[0].proto.domain) == [0, 0]
    assert [list(x.proto.domain) for x in variables] == before


def test_a_long_season_comes_to_the_preferences_of_its_short_part() -> None:
    """Four blocks are proved as a whole; twelve like them may not cost more per block."""
    short = SeasonSolver(season(12), MODEL, SolveSettings()).solve()
    long = SeasonSolver(season(36), MODEL, SolveSettings()).solve()
    assert short.proved["preference_cost"]
    assert not long.proved["preference_cost"]
    assert long.objective["preference_cost"] * 12 <= short.objective["preference_cost"] * 36 * 1.05
