"""The order of the runs, and what becomes of peers that hang, crash or talk nonsense."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.fakes import benchmarks

from ndt_opt.bench import peers as peers_module
from ndt_opt.bench.peers import choose, find_peers
from ndt_opt.bench.run import Run
from ndt_opt.bench.runner import Plan, Runner, by_turns
from ndt_opt.bench.suite import read_suite
from ndt_opt.errors import InputError


def plan(
    folder: Path, *names: str, weeks: tuple[int, ...] = (4,), core: bool = True,
    pairs: int = 1, limit_s: float = 1.0, deadline_s: float = 600.0,
) -> Plan:  # fmt: skip
    benchmarks(folder, *names, weeks=weeks, core=core)
    found = find_peers(folder / "peers")
    return Plan(read_suite(folder), "core" if core else "full", found, limit_s, pairs, deadline_s)


def run(wanted: Plan) -> list[Run]:
    return Runner(wanted, lambda step: None).run()


def test_a_run_is_measured_from_outside(tmp_path: Path) -> None:
    (one,) = run(plan(tmp_path / "b", "ours"))
    assert (one.status, one.z2_work_s, one.exact, one.versions, one.note) == ("optimal", 1000, True, "fake 1", "a note")
    assert one.wall_s is not None
    assert one.cpu_s is not None
    assert one.peak_mb is not None
    assert 0 < one.wall_s < 30
    assert one.peak_mb > 1
    assert one.trace == [(0.1, 900, 1200), (0.2, 1000, 1000)]


def test_one_that_hangs_is_killed_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers_module, "grace_s", lambda limit_s: 0.5)
    (one,) = run(plan(tmp_path / "b", "hangs", limit_s=0.5))
    assert one.status == "timed-out"
    assert one.wall_s is not None
    assert 0.9 < one.wall_s < 30


def test_nonsense_and_a_crash_are_failures_with_a_word_of_why(tmp_path: Path) -> None:
    said = {one.peer: (one.status, one.note) for one in run(plan(tmp_path / "b", "garbage", "crashes"))}
    assert said["crashes"] == ("failed", "exit code 1: MemoryError: too large")
    status, note = said["garbage"]
    assert status == "failed"
    assert note.startswith("not an answer of the protocol: document: Invalid JSON")


def test_pairs_alternate_and_leave_out_who_did_not_answer(tmp_path: Path) -> None:
    runs = run(plan(tmp_path / "b", "ours", "honest", "stops", "garbage", pairs=3))
    assert [(r.pair, r.peer) for r in runs] == [
        (0, "ours"), (0, "garbage"), (0, "honest"), (0, "stops"),
        (1, "honest"), (1, "ours"),
        (2, "ours"), (2, "honest"),
    ]  # fmt: skip


def test_by_turns() -> None:
    assert list(by_turns("abc", 0, 0)) == ["a", "b", "c"]
    assert list(by_turns("abc", 1, 0)) == ["b", "c", "a"]
    assert list(by_turns("abc", 1, 1)) == ["a", "c", "b"]


def test_a_longer_season_is_not_tried_after_a_shorter_one_in_vain(tmp_path: Path) -> None:
    runs = run(plan(tmp_path / "b", "ours", "stops", weeks=(4, 12), core=False))
    assert {(r.weeks, r.peer): r.status for r in runs} == {
        (4, "ours"): "optimal", (4, "stops"): "feasible", (12, "ours"): "optimal", (12, "stops"): "skipped",
    }  # fmt: skip
    (skipped,) = (r for r in runs if r.status == "skipped")
    assert skipped.note == "double-004-a-1 was not closed (feasible)"


def test_one_that_ends_by_itself_without_a_proof_goes_on(tmp_path: Path) -> None:
    runs = run(plan(tmp_path / "b", "shy", weeks=(4, 12), core=False, limit_s=30.0))
    assert [(r.weeks, r.status) for r in runs] == [(4, "feasible"), (12, "feasible")]


def test_core_instances_are_tried_by_everyone(tmp_path: Path) -> None:
    assert "skipped" not in {r.status for r in run(plan(tmp_path / "b", "stops", weeks=(4, 12)))}


def test_an_engine_that_is_not_installed_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    runs = run(plan(tmp_path / "b", "absent", weeks=(4, 12, 24)))
    assert [(r.status, r.note) for r in runs] == 3 * [("unavailable", "pip install it")]
    assert (tmp_path / "asked.txt").read_text() == "x"


def test_nothing_starts_that_might_end_too_late(tmp_path: Path) -> None:
    wanted = plan(tmp_path / "b", "ours", "honest", deadline_s=10.0, pairs=2)
    now = iter([0.0, 0.0, 0.0, 4.6, 4.6, 4.6])  # began, has time, told; then 4.6 + 5.5 is too late
    runs = Runner(wanted, lambda step: None, clock=lambda: next(now)).run()
    assert [(r.peer, r.status) for r in runs] == [("ours", "optimal"), ("honest", "not-run")]


def test_the_most_it_may_take(tmp_path: Path) -> None:
    wanted = plan(tmp_path / "b", "ours", "honest", weeks=(4, 12), pairs=5, limit_s=10.0)
    assert (wanted.run_s, wanted.most_runs, wanted.most_s) == (20.0, 20, 400.0)


def test_only_files_that_run_are_peers_and_ours_comes_first(tmp_path: Path) -> None:
    folder = benchmarks(tmp_path / "b", "low", "ours", "honest") / "peers"
    assert list(find_peers(folder)) == ["ours", "honest", "low"]


def test_wrong_names_are_told_all_at_once(tmp_path: Path) -> None:
    found = find_peers(benchmarks(tmp_path / "b", "ours", "honest") / "peers")
    assert list(choose(found, ["honest", "ours"])) == ["honest", "ours"]
    with pytest.raises(InputError) as caught:
        choose(found, ["hones", "ours", "ours"])
    assert [str(p) for p in caught.value.problems] == [
        "--peers: no such peer, found 'hones', allowed: did you mean \"honest\"?",
        "--peers: named twice, found 'ours'",
    ]
