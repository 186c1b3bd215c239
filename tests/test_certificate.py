"""A claim gets a certificate when it is right, exit 6 when it is wrong, and neither when nobody knows."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from math import inf
from pathlib import Path

import pytest

from ndt_opt import certificate
from ndt_opt.audit.auditor import audit_plan, broken
from ndt_opt.certificate import certify
from ndt_opt.cli import main
from ndt_opt.domain.clash import Clash
from ndt_opt.domain.outcome import Infeasible, Outcome, OutOfTime, Solved, SolveSettings
from ndt_opt.domain.plan import Certificate, Plan
from ndt_opt.domain.scenario import Scenario
from ndt_opt.errors import SecondProofDisagreement
from ndt_opt.files.plan_file import plan_text, read_plan
from ndt_opt.planner import plan_season
from ndt_opt.witness import apart
from ndt_opt.witness.carried import carried
from ndt_opt.witness.milp import Found, Milp
from ndt_opt.witness.opinion import BLOCKS, Asked, Opinion
from ndt_opt.witness.scope import NotApplicable
from ndt_opt.witness.testimony import COUNTED, LINEAR, Answer, Told, Witness
from tests.cpsat.seasons import START, few_sessions, library, season
from tests.scenarios.library import FOLDER, NAMES, inputs, load, outcome

SCENARIO, MODEL = season(2), few_sessions()
CLOSED = season(1, availability={"pm": "none"})
NO_CLASH = Infeasible(Clash(members=[], weeks=1, until=START, minimal=True, undecided=[], cut_short=False), {})


@pytest.fixture(scope="module")
def solved() -> Solved:
    found = plan_season(SCENARIO, MODEL)
    assert isinstance(found, Solved)
    assert found.plan.status == "optimal"
    return found


def saying(answer: Answer, witness: Witness = LINEAR) -> type:
    """In the place of the witness in its own process."""

    class Apart:
        def __init__(self, *asked: object) -> None:
            self.asked = asked

        def answers(self, check: Callable[[], None]) -> list[Told]:
            check()
            return [Told(witness, answer, 0.5)]

        def close(self) -> None: ...

    return Apart


def bounded(bound: float, value: float = -inf) -> Opinion:
    milp = Milp()
    x = milp.column()
    milp.at_most(x, 1)
    bound_s, value_s = (None if v in (inf, -inf) else int(v) for v in (bound, value))
    asked = Asked(milp, x, Found("optimal", value, bound, (1,)))
    return Opinion(BLOCKS, False, bound_s, value_s, (asked,))


def certified(outcome: Outcome, scenario: Scenario = SCENARIO, limit_s: float = 60) -> Certificate:
    found, note = certify(outcome, scenario, MODEL if scenario is SCENARIO else library(), limit_s)
    assert not note
    own = found.plan.certificate if isinstance(found, Solved) else found.certificate  # type: ignore[union-attr]
    assert own is not None
    return own


def with_z2(solved: Solved, z2_s: int) -> Solved:
    """The same plan with another claim."""
    return replace(solved, plan=solved.plan.model_copy(update={"objective": {"z2_work_s": z2_s}}))


def test_an_optimal_plan_is_certified_four_times(solved: Solved, tmp_path: Path) -> None:
    found, note = certify(solved, SCENARIO, MODEL)
    assert isinstance(found, Solved)
    own, z2_s = found.plan.certificate, solved.plan.objective["z2_work_s"]
    assert own is not None
    assert not note
    assert (own.claim, own.z2_work_s, own.certified) == ("optimal", z2_s, True)
    assert [check.result for check in own.checks] == ["infeasible"] * 4
    assert [check.bound_z2_work_s for check in own.checks] == [z2_s] * 4
    assert {check.question for check in own.checks} == {f"z2_work_s >= {z2_s + 1}"}
    assert all(len(check.model_sha256 or "") == 64 for check in own.checks)
    assert ["CP-SAT" in check.engine for check in own.checks] == [True, True, False, False]
    assert [check.engine.split()[0] for check in own.checks[2:]] == ["HiGHS", "numpy"]
    assert found.plan.model_copy(update={"certificate": None}) == solved.plan
    (tmp_path / "plan.json").write_text(plan_text(found.plan), encoding="utf-8")
    assert read_plan(tmp_path / "plan.json") == found.plan
    assert not broken(audit_plan(found.plan, MODEL))
    names = {"second proof", "second proof, every programme", "second proof, linear", "second proof, counted"}
    assert names < found.statistics["seconds"].keys()


def test_the_same_claim_gives_the_same_certificate(solved: Solved) -> None:
    assert certified(solved) == certified(solved)


def test_a_clash_is_certified() -> None:
    own = certified(plan_season(CLOSED, library()), CLOSED)
    assert (own.claim, own.z2_work_s, own.certified) == ("infeasible", None, True)
    assert [check.result for check in own.checks] == ["infeasible"] * 4
    assert {check.question for check in own.checks} == {"any plan"}


@pytest.mark.parametrize("interrupted", [False, True])
def test_nothing_is_claimed_without_a_proof(solved: Solved, interrupted: bool) -> None:
    feasible = replace(solved, plan=solved.plan.model_copy(update={"status": "feasible"}))
    for end in (feasible, OutOfTime({}, interrupted)):
        assert certify(end, SCENARIO, MODEL) == (
            end, "no certificate: the solver claims neither an optimum nor a clash",
        )  # fmt: skip


def test_an_optimum_that_is_none_is_a_disagreement(solved: Solved, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "Apart", saying("-"))
    with pytest.raises(SecondProofDisagreement, match="CP-SAT") as raised:
        certify(with_z2(solved, solved.plan.objective["z2_work_s"] - 60), SCENARIO, MODEL)
    assert raised.value.texts.keys() == {"certificate.json", "plan.json", "model.pbtxt", "solution.json"}
    told = json.loads(raised.value.texts["certificate.json"])
    assert [check["result"] for check in told["checks"]] == ["feasible", "not closed"]
    assert not told["certified"]


def test_a_clash_that_is_none_is_a_disagreement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "Apart", saying("-"))
    with pytest.raises(SecondProofDisagreement) as raised:
        certify(NO_CLASH, SCENARIO, MODEL)
    assert raised.value.texts.keys() == {"certificate.json", "model.pbtxt", "solution.json"}


@pytest.mark.parametrize("is_infeasible", [False, True])
def test_a_plan_above_the_other_engines_bound_is_a_disagreement(
    solved: Solved, monkeypatch: pytest.MonkeyPatch, is_infeasible: bool
) -> None:
    z2_s = solved.plan.objective["z2_work_s"]
    monkeypatch.setattr(apart, "Apart", saying(replace(bounded(z2_s - 1, z2_s - 1), is_infeasible=is_infeasible)))
    with pytest.raises(SecondProofDisagreement, match="HiGHS") as raised:
        certify(solved, SCENARIO, MODEL)
    assert raised.value.texts.keys() == {"certificate.json", "plan.json", "programme-1.lp", "solutions.json"}
    assert raised.value.texts["programme-1.lp"].startswith("Maximize")
    assert json.loads(raised.value.texts["solutions.json"])[0]["columns"] == {"x0": 1}


def test_a_plan_above_what_was_counted_is_a_disagreement(solved: Solved, monkeypatch: pytest.MonkeyPatch) -> None:
    own = carried(SCENARIO, MODEL, None, time.monotonic() + 60)
    low = replace(own, bound_s=solved.plan.objective["z2_work_s"] - 1)
    monkeypatch.setattr(apart, "Apart", saying(low, COUNTED))
    with pytest.raises(SecondProofDisagreement, match="numpy") as raised:
        certify(solved, SCENARIO, MODEL)
    assert raised.value.texts.keys() == {"certificate.json", "plan.json", "caps.csv", "blocks.csv", "choices-1.csv"}
    assert raised.value.texts["blocks.csv"] == "first_week,choices\n0,choices-1.csv\n"


@pytest.mark.parametrize(
    ("answer", "result", "why"),
    [
        (bounded(10**6, 10**6), "not closed", "without what it leaves out, 16666.7 min are possible"),
        (bounded(10**6), "not closed", "the time ran out"),
        (bounded(inf), "not closed", "the time ran out"),
        ("it did not end in time", "not closed", "it did not end in time"),
        (NotApplicable("it knows no pins"), "not applicable", "it knows no pins"),
    ],
)
def test_an_engine_without_an_answer_is_told(
    solved: Solved, monkeypatch: pytest.MonkeyPatch, answer: Answer, result: str, why: str
) -> None:
    monkeypatch.setattr(apart, "Apart", saying(answer))
    own = certified(solved)
    assert (own.checks[2].result, own.checks[2].why) == (result, why)
    assert own.certified, "the solver's own second proof stands"


def test_what_no_check_closes_is_not_certified(solved: Solved, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "Apart", saying(bounded(10**6)))
    own = certified(solved, limit_s=0.001)
    assert not own.certified
    assert [check.result for check in own.checks] == ["not closed", "not closed"], "the larger model is not tried"
    assert own.checks[1].bound_z2_work_s == 10**6


def test_an_interrupt_keeps_the_plan(solved: Solved, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.1)

    monkeypatch.setattr(apart, "Apart", saying("-"))
    monkeypatch.setattr(certificate.second_proof, "prove_again", interrupt)
    assert certify(solved, SCENARIO, MODEL) == (solved, "no certificate: interrupted before the checks were done")


SMALL = """
schema = "ndt.scenario/1"
[athlete]
results = [{ distance_m = 5000, time = "15:30" }]
weekly_km = 130
[season]
start = 2026-11-30
weeks = {weeks}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.toml").write_text(SMALL.replace("{weeks}", "1"), encoding="utf-8")
    return tmp_path


def test_the_command_writes_it_into_the_plan(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", "small.toml", "--certify", "--json"]) == 0
    out = json.loads(capfd.readouterr().out)
    plan = json.loads((folder / "plans" / "small" / "plan.json").read_text(encoding="utf-8"))
    assert out["certificate"] == plan["certificate"]
    assert plan["certificate"]["certified"]
    assert "second proof" in out["statistics"]["seconds"]


def test_the_page_says_who_proved_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", "small.toml", "--certify-limit", "60"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "certified: proved a second time" in out
    assert "no plan with more Zone 2 time, by HiGHS" in out


def test_a_wrong_claim_is_exit_6_with_both_papers(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from ndt_opt import planner

    plan = planner.plan_season

    def wrong(*asked: object) -> Outcome:
        found = plan(*asked)  # type: ignore[arg-type]
        assert isinstance(found, Solved)
        return with_z2(found, found.plan.objective["z2_work_s"] - 60)

    monkeypatch.setattr(planner, "plan_season", wrong)
    monkeypatch.setattr(apart, "Apart", saying("-"))
    assert main(["solve", "small.toml", "--certify"]) == 6
    failed = folder / "plans" / "small" / "failed"
    assert {p.name for p in failed.iterdir()} == {"plan.json", "certificate.json", "model.pbtxt", "solution.json"}
    assert [p.name for p in failed.parent.iterdir()] == ["failed"]
    assert Plan.model_validate_json((failed / "plan.json").read_text(encoding="utf-8")).status == "optimal"
    assert "fault of the program" in capsys.readouterr().err


def test_an_unproved_plan_is_told_to_have_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from ndt_opt import planner

    found = plan_season(SCENARIO, MODEL, SolveSettings())
    assert isinstance(found, Solved)
    feasible = replace(found, plan=found.plan.model_copy(update={"status": "feasible"}))
    monkeypatch.setattr(planner, "plan_season", lambda *_: feasible)
    assert main(["solve", "small.toml", "--certify", "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["certificate"] is None
    assert "claims neither an optimum" in err


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for the other process under /proc")
@pytest.mark.parametrize("wait_s", [0, 0.3, 1])
def test_ctrl_c_while_certifying_leaves_the_plan(folder: Path, wait_s: float) -> None:
    """The whole process group gets the signal, as from a terminal."""
    (folder / "small.toml").write_text(SMALL.replace("{weeks}", "3"), encoding="utf-8")
    command = [sys.executable, "-m", "ndt_opt", "solve", "small.toml", "--certify", "--json"]
    root = Path(__file__).parents[1]
    path = {**os.environ, "PYTHONPATH": str(root)}
    process = subprocess.Popen(
        command, cwd=folder, env=path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    while process.poll() is None and not _has_child(process.pid):
        time.sleep(0.02)
    time.sleep(wait_s)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert json.loads(out)["certificate"] is None
    assert err == "no certificate: interrupted before the checks were done\n"
    assert read_plan(folder / "plans" / "small" / "plan.json").certificate is None


def _has_child(pid: int) -> bool:
    return bool(Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split())


QUICK = {"elite-5000m", "no-evenings"}
OPEN = {"from-easy-miles"}
"""Nobody closes it in five minutes: the caps on muscular load bind in every week."""


def library_of(names: list[str]) -> list[object]:
    return [n if n in QUICK else pytest.param(n, marks=pytest.mark.study) for n in names]


@pytest.mark.parametrize("name", library_of([n for n in NAMES if n not in OPEN]))
def test_every_claim_of_the_library_is_certified(name: str) -> None:
    found, note = certify(outcome(name), *inputs(name))
    assert not note
    own = found.plan.certificate if isinstance(found, Solved) else found.certificate  # type: ignore[union-attr]
    assert own is not None
    assert own.certified


@pytest.mark.parametrize("model", ["easy-80", "spec-pace", "continuous", "spread", "no-cycle", "norwegian-singles"])
@pytest.mark.study
def test_so_are_those_of_other_models(model: str) -> None:
    scenario, rules = load(FOLDER / "elite-5000m" / "scenario.toml", model)
    found, _ = certify(plan_season(scenario, rules), scenario, rules)
    assert isinstance(found, Solved)
    assert found.plan.certificate is not None
    assert found.plan.certificate.certified
