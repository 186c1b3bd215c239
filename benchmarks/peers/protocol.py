"""What every peer has in common: one scenario in, one JSON document on stdout, one clock.

    python benchmarks/peers/<peer>.py SCENARIO.toml [--limit SECONDS] [--seed N]

Import it before anything that takes time: the clock starts here.
"""

from __future__ import annotations

import time

BEGAN = time.perf_counter()

import argparse  # noqa: E402
import importlib.metadata  # noqa: E402
import importlib.util  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402
from collections.abc import Callable, Mapping  # noqa: E402
from contextlib import contextmanager  # noqa: E402
from dataclasses import dataclass, field  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import TYPE_CHECKING, Any  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
if (ROOT / "ndt_opt").is_dir():
    sys.path.insert(0, str(ROOT))  # the package of this checkout, whatever else is installed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ndt_opt.domain.scenario import Scenario
    from ndt_opt.rules.training_model import TrainingModel

STATUSES = ("optimal", "feasible", "infeasible", "unknown", "unavailable", "not-applicable")


@dataclass
class Clock:
    """Seconds since the process began, and what was known when: (seconds, best or None, bound or None)."""

    began: float = BEGAN
    trace: list[tuple[float, int | None, int | None]] = field(default_factory=list)

    def now(self) -> float:
        return time.perf_counter() - self.began

    def record(self, best: int | None, bound: int | None = None, at: float | None = None) -> None:
        """Add a point (of now, or of `at`) to the trace if it tells anything new; both in seconds of Zone-2 work."""
        if (best, bound) != (None, None) and (not self.trace or self.trace[-1][1:] != (best, bound)):
            self.trace.append((round(self.now() if at is None else at, 4), best, bound))


@dataclass
class Answer:
    """How a peer ended.

    Parameters
    ----------
    status : one of `STATUSES`.
    z2_work_s, bound_s : seconds of Zone-2 work of its best plan, and what no plan can pass.
    build_s, solve_s : seconds of building its model (columns and the like included), and of the search.
    exact : False where the formulation is a relaxation of the rules on this season: its optimum is only a limit.
    first_plan_s : seconds from process start; None takes the first plan of the trace.
    note : settings that were chosen, what is left out, why it is not applicable.
    """

    status: str
    z2_work_s: int | None = None
    bound_s: int | None = None
    build_s: float = 0.0
    solve_s: float = 0.0
    exact: bool = True
    first_plan_s: float | None = None
    versions: dict[str, str] = field(default_factory=dict)
    note: str = ""


Solve = Callable[["Scenario", "TrainingModel", float, int, Clock], Answer]
"""(scenario, model, limit in seconds of wall-clock for build and search, seed, clock) -> answer."""

SolveFile = Callable[[Path, float, int, Clock], Answer]


def run(peer: str, solve: Solve, needs: Mapping[str, str] | None = None) -> None:
    """Read the scenario of the command line, solve it and print the document.

    Parameters
    ----------
    needs : module name -> how to install it; where one is missing the peer is "unavailable".
    """

    def solve_file(path: Path, limit_s: float, seed: int, clock: Clock) -> Answer:
        from ndt_opt.files.scenario_file import load

        scenario, model = load(path)
        reading.append(clock.now())
        return solve(scenario, model, limit_s, seed, clock)

    reading: list[float] = []
    run_file(peer, solve_file, needs, reading)


def run_file(
    peer: str, solve: SolveFile, needs: Mapping[str, str] | None = None, reading: list[float] | None = None
) -> None:
    """The same for a peer that reads the file by itself; `reading`: seconds until it was read, noted by then."""
    args = _arguments(peer)
    clock = Clock()
    with _stdout_for_us() as out:
        absent = missing(needs or {})
        answer = Answer("unavailable", note=absent) if absent else solve(args.scenario, args.limit, args.seed, clock)
        out.write(json.dumps(document(peer, answer, clock, sum(reading or []))) + "\n")


def document(peer: str, answer: Answer, clock: Clock, read_s: float) -> dict[str, Any]:
    """The document of an answer.

    Raises
    ------
    ValueError
        when the answer contradicts itself.
    """
    _check(answer)
    first = next((at for at, best, _ in clock.trace if best is not None), None)
    if answer.z2_work_s is not None and first is None:
        first = round(clock.now(), 4)
    return {
        "peer": peer,
        "status": answer.status,
        "z2_work_s": answer.z2_work_s,
        "bound_s": answer.bound_s,
        "read_s": round(read_s, 4),
        "build_s": round(answer.build_s, 4),
        "first_plan_s": first if answer.first_plan_s is None else round(answer.first_plan_s, 4),
        "solve_s": round(answer.solve_s, 4),
        "trace": [list(point) for point in clock.trace],
        "versions": {"python": sys.version.split()[0], **answer.versions},
        "exact": answer.exact,
        "note": answer.note,
    }


def versions(*distributions: str) -> dict[str, str]:
    """Installed versions by distribution name."""
    return {name: importlib.metadata.version(name) for name in distributions}


def missing(needs: Mapping[str, str]) -> str:
    """How to install the modules that are not; empty where none is missing."""
    absent = {module: how for module, how in needs.items() if importlib.util.find_spec(module) is None}
    return "; ".join(f"{module} is not installed: {how}" for module, how in absent.items())


def _check(answer: Answer) -> None:
    if answer.status not in STATUSES:
        raise ValueError(f"no such status: {answer.status}")
    if (answer.status in ("optimal", "feasible")) != (answer.z2_work_s is not None):
        raise ValueError(f"{answer.status} with {answer.z2_work_s} s of Zone-2 work")
    if answer.z2_work_s is not None and answer.bound_s is not None and answer.z2_work_s > answer.bound_s:
        raise ValueError(f"{answer.z2_work_s} s of Zone-2 work above the bound of {answer.bound_s} s")


def _arguments(peer: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=peer, description=sys.modules["__main__"].__doc__)
    parser.add_argument("scenario", type=Path)
    parser.add_argument("--limit", type=float, default=60.0, metavar="SECONDS", help="wall-clock; default 60")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    return parser.parse_args()


@contextmanager
def _stdout_for_us() -> Iterator[Any]:
    """A file on the real stdout; whatever else is printed there meanwhile, by C libraries too, goes to stderr."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        with os.fdopen(os.dup(kept), "w", encoding="utf-8") as out:
            yield out
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)
