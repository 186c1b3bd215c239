"""The suite that is published: its file, its instances, what it says of them, and a small run of it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from bench.fakes import benchmarks

from ndt_opt.bench.peers import find_peers
from ndt_opt.bench.suite import Instance, benchmarks_dir, read_suite
from ndt_opt.cli import main
from ndt_opt.domain.outcome import Infeasible, Solved
from ndt_opt.errors import InputError
from ndt_opt.files.scenario_file import load
from ndt_opt.planner import plan_season

SUITE = read_suite(benchmarks_dir())
SMOKE = SUITE.members("smoke")


def names(instance: Instance) -> str:
    return instance.name


@pytest.mark.parametrize("instance", SUITE.instances, ids=names)
def test_an_instance_is_a_scenario_of_its_length(instance: Instance) -> None:
    scenario, _ = load(SUITE.path(instance))
    assert (scenario.season.weeks, scenario.title) == (instance.weeks, instance.name)
    assert bool(scenario.season.races) == (instance.family == "races")


def test_the_suite_holds_every_horizon_and_family() -> None:
    assert {i.weeks for i in SUITE.instances} == {4, 12, 24, 52, 104}
    assert {i.family for i in SUITE.instances} == {"double", "singles", "day-grid", "races", "explain"}
    assert {i.weeks for i in SUITE.members("quick")} == {12, 24, 52}
    assert len({i.ladder for i in SUITE.members("quick")}) == 1  # growth of one athlete's
    assert len(SUITE.members("core")) == 12
    assert SUITE.members("full") == sorted(SUITE.instances, key=lambda i: i.weeks)


def test_every_file_of_the_folder_is_an_instance() -> None:
    assert {p.stem for p in (SUITE.folder / "instances").iterdir()} == {i.name for i in SUITE.instances}


def test_in_a_third_the_muscular_cap_binds() -> None:
    binding = [i for i in SUITE.instances if i.binding]
    assert len(binding) * 3 >= len(SUITE.instances)
    shown = [i for i in binding if i.expected == "infeasible" or (i.optimum or i.bound_s or 0) < (i.without_cap_s or 0)]
    assert {i.name for i in binding} - {i.name for i in shown} == {"day-grid-012-club-3-cap", "day-grid-024-club-3-cap"}


@pytest.mark.parametrize("instance", SUITE.instances, ids=names)
def test_what_is_recorded_fits_together(instance: Instance) -> None:
    if instance.optimum is not None:
        assert instance.proved_by
        assert instance.best_s is None
        assert instance.bound_s is None
    if instance.optimum is not None and instance.without_cap_s is not None:
        assert instance.binding == (instance.without_cap_s > instance.optimum)
    assert bool(instance.clash) == (instance.family == "explain")
    if instance.expected == "infeasible":
        assert instance.family == "explain" or instance.binding
    else:
        assert instance.optimum is not None or instance.bound_s is not None


def test_an_athlete_is_the_same_whatever_the_horizon() -> None:
    by_ladder: dict[object, set[str]] = {}
    for instance in SUITE.instances:
        if instance.family != "explain":
            athlete = load(SUITE.path(instance))[0].athlete
            by_ladder.setdefault((instance.tier, instance.seed), set()).add(athlete.model_dump_json())
    assert Counter(map(len, by_ladder.values())) == {1: len(by_ladder)}


@pytest.mark.parametrize("instance", SMOKE, ids=names)
def test_a_recorded_optimum_is_what_the_planner_finds(instance: Instance) -> None:
    outcome = plan_season(*load(SUITE.path(instance)))
    if instance.expected == "infeasible":
        assert isinstance(outcome, Infeasible)
        assert outcome.clash is not None
        assert sorted(outcome.clash.rules) == sorted(instance.clash)
    else:
        assert isinstance(outcome, Solved)
        assert outcome.plan.status == "optimal"
        assert outcome.plan.objective["z2_work_s"] == instance.optimum


@pytest.mark.slow
def test_a_small_run_of_the_suite_agrees(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For correctness: another peer may be too slow on this machine, but none may fail or contradict another one."""
    code = main(["bench", "--suite", "smoke", "--limit", "10", "--out", str(tmp_path), "--json"])
    document = json.loads(capsys.readouterr().out)
    assert (code, document["disagreements"]) == (0, [])
    assert [run for run in document["runs"] if run["status"] == "failed"] == []
    assert {run["peer"] for run in document["runs"]} == {"ours", "textbook_cpsat", "highs_own"}
    ours = [run["status"] for run in document["runs"] if run["peer"] == "ours"]
    assert sorted(ours) == ["infeasible", "optimal", "optimal", "optimal"]


def test_ours_is_among_the_peers() -> None:
    assert next(iter(find_peers(SUITE.folder / "peers"))) == "ours"


def test_what_is_wrong_with_a_suite_is_told_at_once(tmp_path: Path) -> None:
    folder = benchmarks(tmp_path / "b", weeks=(4, 12))
    file = folder / "suite.toml"
    file.write_text(file.read_text().replace('"double-012-a-1"', '"double-004-a-1"'))
    with pytest.raises(InputError) as caught:
        read_suite(folder)
    assert [str(p).split(", ")[0] for p in caught.value.problems] == [
        "suite.toml: instances[1].name: the name stands twice",
        "double-004-a-1.toml: not the file whose optimum is proved (an instance is frozen)",
    ]
    file.write_text(file.read_text().replace("optimum", "optimun"))
    with pytest.raises(InputError, match='did you mean "optimum"'):
        read_suite(folder)
