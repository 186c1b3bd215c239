"""`ndt solve` itself: the command as a user runs it, to the plan that is proved, decoded, audited and written.

It runs in this process, through the command's own entry, so that the process is no larger than a user's.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

import protocol

if TYPE_CHECKING:
    from ndt_opt.domain.outcome import Outcome

STATUSES = {"optimal": "optimal", "feasible": "feasible", "infeasible": "infeasible", "out of time": "unknown"}
NOTE = (
    "one worker; read_s lasts until planning begins, with all imports; solve_s is all that follows columns and bounds: "
    "the search, the choice among equal plans, clock times, the audit and the files"
)


def solve(path: Path, limit_s: float, seed: int, clock: protocol.Clock, reading: list[float]) -> protocol.Answer:
    """The answer of `ndt solve`.

    Raises
    ------
    RuntimeError
        when the command fails.
    """
    _watch_planning(clock, reading)
    with tempfile.TemporaryDirectory() as out:
        options = ["--out", out, "--json", "--quiet", "--seed", str(seed), "--time-limit", str(limit_s)]
        code, document = _run(["solve", str(path), *options])
    if document.get("status") not in STATUSES:
        raise RuntimeError(f"ndt solve ended with code {code}: {document.get('problems', document.get('status'))}")
    return _answer(document, clock, reading[0])


def _answer(document: dict[str, Any], clock: protocol.Clock, planning_s: float) -> protocol.Answer:
    statistics = document["statistics"]
    seconds = statistics.get("seconds", {})
    z2_s, bound_s = ((document[key] or {}).get("z2_work_s") for key in ("objective", "bound"))
    first = seconds.get("first_plan")
    first_plan_s = None if first is None or z2_s is None else planning_s + first
    if first_plan_s is not None and statistics.get("tier 1 proof") == "bounds of the weeks":
        clock.record(z2_s, bound_s, first_plan_s)  # that plan is the best, and was known to be
    clock.record(z2_s, bound_s)
    build_s = seconds.get("columns", 0.0) + seconds.get("bounds", 0.0)
    return protocol.Answer(
        STATUSES[document["status"]], z2_s, bound_s, build_s, clock.now() - planning_s - build_s,
        first_plan_s=first_plan_s, versions=protocol.versions("ortools"), note=NOTE,
    )  # fmt: skip


def _run(arguments: list[str]) -> tuple[int, dict[str, Any]]:
    """The command's exit code and document."""
    from ndt_opt.__main__ import run

    sys.argv = ["ndt", *arguments]
    printed = io.StringIO()
    with redirect_stdout(printed):
        code = run()
    return code, json.loads(printed.getvalue())


def _watch_planning(clock: protocol.Clock, reading: list[float]) -> None:
    """Note when planning begins."""
    from ndt_opt import planner

    plan_season: Callable[..., Outcome] = planner.plan_season

    def watched(*args: Any) -> Outcome:
        reading.append(clock.now())
        return plan_season(*args)

    planner.plan_season = watched


if __name__ == "__main__":
    reading: list[float] = []
    protocol.run_file("ndt", lambda *args: solve(*args, reading), reading=reading)
