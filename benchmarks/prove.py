"""Optima of the suite, and who proved them.

    python benchmarks/prove.py [NAME…] [--limit S] [--certify-limit S] [--weeks N] [--again] [--checked-below N]

Each instance that has no optimum yet is solved and certified by `ndt solve --certify`, and solved once more without
the rule on muscular load, which tells whether the cap binds. After each one `suite.toml` is written anew: the
program can be stopped and started again. What is left open stays open and says so (`best_s`, `bound_s`). With
`--checked-below N` an instance that fewer than N have proved is tried again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from suite_text import INSTANCES, SUITE, read_entries, suite_text

ROOT = Path(__file__).resolve().parents[1]
NO_CAP = ("--set", "rules.muscular-load.strength=off")
RESULTS = ("binding", "optimum", "best_s", "bound_s", "without_cap_s", "proved_by")


def main() -> None:
    args = arguments()
    entries = read_entries()
    for number, entry in enumerate(entries):
        if not is_wanted(entry, args):
            continue
        print(f"{entry['name']}: ", end="", flush=True)
        entries[number] = proved(entry, args)
        write(suite_text(entries))
        told = {key: value for key, value in entries[number].items() if key in RESULTS[1:-1]}
        print(told, f"{len(entries[number]['proved_by'])} proofs", flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--limit", type=float, default=300, metavar="S", help="for each solve; default 300")
    parser.add_argument("--certify-limit", type=float, default=120, metavar="S", help="for each check; default 120")
    parser.add_argument("--weeks", type=int, default=104, metavar="N", help="only seasons of up to N weeks")
    parser.add_argument("--again", action="store_true", help="those that have an optimum as well")
    parser.add_argument("--checked-below", type=int, default=0, metavar="N", help="with fewer than N proofs as well")
    return parser.parse_args()


def is_wanted(entry: dict[str, Any], args: argparse.Namespace) -> bool:
    if entry["weeks"] > args.weeks or (args.names and entry["name"] not in args.names):
        return False
    proofs = len(entry.get("proved_by", []))
    return args.again or proofs < max(1, args.checked_below)


def proved(entry: dict[str, Any], args: argparse.Namespace) -> dict[str, Any]:
    """The entry with what the solves told.

    Raises
    ------
    SystemExit
        when the file is another one than the suite tells of, or a solve ends as it must not.
    """
    path = INSTANCES / f"{entry['name']}.toml"
    if hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
        sys.exit(f"{path.name}: changed since it was made; an instance is frozen")
    found = solve(path, args.limit, "--certify", "--certify-limit", f"{args.certify_limit:g}")
    kept = {key: value for key, value in entry.items() if key not in RESULTS}
    if "clash" in entry:
        if not is_clash(found, entry["clash"]):
            sys.exit(f"{path.name}: {found['status']} {found['conflict']}, expected infeasible {entry['clash']}")
        return {**kept, "binding": False, "proved_by": provers(found)}
    free = solve(path, args.limit, *NO_CAP)
    return {**kept, **outcome(entry, found, free), "proved_by": provers(found)}


def is_clash(found: dict[str, Any], expected: list[str]) -> bool:
    """Whether these rules clash; a search that its time cut short may name others beside them."""
    if found["status"] != "infeasible":
        return False
    named = set(found["conflict"])
    return named == set(expected) or (not found["clash"]["minimal"] and named > set(expected))


def outcome(entry: dict[str, Any], found: dict[str, Any], free: dict[str, Any]) -> dict[str, Any]:
    """Optimum, or what is known of it; and whether the cap binds, where both seasons are decided."""
    if found["status"] == "infeasible":  # the cap leaves no plan at all
        optimum = {"without_cap_s": free["objective"]["z2_work_s"]} if free["status"] == "optimal" else {}
        return {"binding": bool(optimum), "expected": "infeasible", **optimum}
    if found["objective"] is None:
        return {"binding": entry["binding"]}
    best, bound = found["objective"]["z2_work_s"], found["bound"]["z2_work_s"]
    known: dict[str, Any] = {"best_s": best, "bound_s": bound}
    if found["status"] == "optimal":
        known = {"optimum": best}
    if free["status"] != "optimal":
        return {"binding": entry["binding"], **known}
    without = free["objective"]["z2_work_s"]
    binds = without > known["optimum"] if "optimum" in known else entry["binding"]
    return {"binding": binds, **known, "without_cap_s": without}


def solve(path: Path, limit_s: float, *more: str) -> dict[str, Any]:
    """What `ndt solve --json` says of a file."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "ndt_opt", "solve", str(path), "--json", "--out", out]
        done = subprocess.run(
            [*command, "--time-limit", f"{limit_s:g}", *more],
            cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    if done.returncode not in (0, 3, 5):
        sys.exit(f"{path.name}: exit code {done.returncode}: {done.stdout[:2000]}")
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def provers(found: dict[str, Any]) -> list[str]:
    """Who proved the claim: the planner's own solve, then each check that closed."""
    if found["status"] not in ("optimal", "infeasible"):
        return []
    checks = (found["certificate"] or {"checks": []})["checks"]
    closed = [f"{check['engine']}: {check['formulation']}" for check in checks if check["result"] == "infeasible"]
    return ["ndt solve", *closed]


def write(text: str) -> None:
    """The suite file, whole or not at all."""
    part = SUITE.with_name(f".{SUITE.name}.part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, SUITE)


if __name__ == "__main__":
    main()
