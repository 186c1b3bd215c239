"""Where a command writes, and what it keeps when two checks of the program disagree."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ndt_opt.cli import exits
from ndt_opt.cli.arguments import print_json
from ndt_opt.cli.solve_output import Told
from ndt_opt.errors import InternalDisagreement, OutputError


def default_out(scenario: Path) -> Path:
    """`plans/<name>`: the file's stem, or its folder where the file is a plain `scenario.toml`."""
    name = scenario.stem if scenario.stem != "scenario" else scenario.resolve().parent.name
    return Path("plans") / (name or "scenario")


def refuse_unwritable(out: Path) -> None:
    """Say before a long solve, not after it, that the plan could not be written."""
    nearest = next(p for p in (out, *out.parents, Path("/")) if p.exists())
    if not nearest.is_dir():
        raise OutputError(f"{out}: cannot be written ({nearest} is not a folder)")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise OutputError(f"{out}: cannot be written (no permission in {nearest})")


def keep_failed(disagreement: InternalDisagreement, out: Path) -> Told:
    """The plan and the findings about it, in `out/failed`."""
    import json

    from ndt_opt.files.plan_file import plan_text

    findings = [finding.model_dump(mode="json") for finding in disagreement.findings]
    texts = {
        "plan.json": plan_text(disagreement.plan),
        "findings.json": json.dumps(findings, indent=1, ensure_ascii=False) + "\n",
    }
    return keep(texts, str(disagreement), out)


def keep(texts: dict[str, str], problem: str, out: Path) -> Told:
    """Texts by file name, in `out/failed`."""
    from ndt_opt.files.plan_file import write_whole

    files = {out / "failed" / name: text for name, text in texts.items()}
    write_whole(files)
    return Told("disagreement", exits.DISAGREEMENT, {}, problem=problem, files=list(files))


def tell_disagreement(disagreement: InternalDisagreement, out: Path, as_json: bool) -> int:
    """Keeps the plan and the findings, says where, and returns the exit code."""
    told = keep_failed(disagreement, out)
    if as_json:
        files = [str(path) for path in told.files]
        print_json({"schema": "ndt.problems/1", "exit_code": told.code, "problems": [told.problem], "files": files})
    print(told.problem, *(f"  {path}" for path in told.files), sep="\n", file=sys.stderr)
    return told.code
