"""Runs made by hand, and a benchmarks folder with peers that answer, lie, hang or talk nonsense."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from ndt_opt.bench.run import Run
from ndt_opt.bench.suite import Instance

SHA = "0" * 64
ANSWER = """\
import json, os, sys, time

if __name__ == "__main__":
    answer = {"peer": "fake", "status": "optimal", "z2_work_s": 1000, "bound_s": 1000, "read_s": 0.0, "build_s": 0.1,
              "first_plan_s": 0.1, "solve_s": 0.2, "trace": [[0.1, 900, 1200], [0.2, 1000, 1000]],
              "versions": {"fake": "1"}, "exact": True, "note": "a note"}
"""
PRINT = "    print(json.dumps(answer))\n"
FEASIBLE = "    answer |= {'status': 'feasible', 'z2_work_s': 800, 'bound_s': 1100}\n"
FAKES = {
    "ours": ANSWER + PRINT,
    "honest": ANSWER + PRINT,
    "liar": ANSWER + "    answer |= {'z2_work_s': 1001, 'bound_s': 1001}\n" + PRINT,
    "low": ANSWER + "    answer |= {'z2_work_s': 999, 'bound_s': 999}\n" + PRINT,
    "limit": ANSWER + "    answer |= {'z2_work_s': 1200, 'bound_s': 1200, 'exact': False}\n" + PRINT,
    "hangs": ANSWER + "    os.system('sleep 60')\n",
    "garbage": ANSWER + "    print('optimal, I think')\n",
    "crashes": ANSWER + "    raise MemoryError('too large')\n",
    "absent": ANSWER
    + "    answer |= {'status': 'unavailable', 'z2_work_s': None, 'bound_s': None, 'note': 'pip install it'}\n"
    + "    open('asked.txt', 'a').write('x')\n" + PRINT,
    "shy": ANSWER + FEASIBLE + PRINT,
    "stops": ANSWER + FEASIBLE + "    time.sleep(float(sys.argv[sys.argv.index('--limit') + 1]))\n" + PRINT,
}  # fmt: skip
SHARED = '"""Shared by the peers: no peer itself."""\n'


def instance(name: str = "double-004-a-1", **values: Any) -> Instance:
    usual: dict[str, Any] = {
        "name": name, "weeks": 4, "family": "double", "tier": "a", "seed": 1, "sets": ["core"], "sha256": SHA,
        "binding": False, "optimum": 1000,
    }  # fmt: skip
    return Instance(**{**usual, **values})


def run_of(peer: str, wall_s: float | None = 1.0, **values: Any) -> Run:
    """A run that closed `double-004-a-1`, or none of it where there is no time."""
    usual: dict[str, Any] = {
        "instance": "double-004-a-1", "family": "double", "weeks": 4, "tier": "a", "athlete": 1, "binding": False,
        "peer": peer, "pair": 0, "seed": 1, "limit_s": 10.0, "wall_s": wall_s,
    }  # fmt: skip
    closed = {"status": "optimal", "exact": True, "z2_work_s": 1000, "bound_s": 1000}
    return Run(**{**usual, **(closed if wall_s is not None else {"status": "timed-out"}), **values})


def benchmarks(folder: Path, *peers: str, weeks: tuple[int, ...] = (4,), core: bool = True) -> Path:
    """A folder like `benchmarks`, with the fakes of these names; every season has an optimum of 1000 s."""
    (folder / "instances").mkdir(parents=True)
    (folder / "peers").mkdir()
    (folder / "peers" / "shared.py").write_text(SHARED)
    for name in peers:
        (folder / "peers" / f"{name}.py").write_text(FAKES[name])
    tables = []
    for count in weeks:
        path = folder / "instances" / f"double-{count:03d}-a-1.toml"
        path.write_text(f"# {count} weeks\n")
        sets = '["smoke", "quick", "core", "full"]' if core else '["smoke", "quick", "full"]'
        tables.append(
            f'[[instances]]\nname = "{path.stem}"\nweeks = {count}\nfamily = "double"\ntier = "a"\nseed = 1\n'
            f'binding = false\nsets = {sets}\noptimum = 1000\nproved_by = ["ndt solve"]\n'
            f'sha256 = "{hashlib.sha256(path.read_bytes()).hexdigest()}"\n'
        )
    (folder / "suite.toml").write_text('schema = "ndt.suite/1"\n' + "\n".join(tables))
    return folder
