"""`ndt audit`: a plan or a week table checked rule by rule, without the solver."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ndt_opt.cli import exits
from ndt_opt.cli.arguments import Commands, add_output, print_json
from ndt_opt.errors import InputError, Problem

if TYPE_CHECKING:
    from ndt_opt.domain.plan import Finding

DEFAULT_MODEL = "norwegian-double"
"""What a week table without scenario and --model is judged by."""


def register(commands: Commands) -> None:
    parser = commands.add_parser("audit", help="check a plan.json or a week table (CSV) rule by rule")
    parser.add_argument("file", type=Path, help="plan.json, or a week table .csv from anywhere")
    parser.add_argument("--scenario", type=Path, help="check against this scenario")
    default = f"the plan's or scenario's own, else {DEFAULT_MODEL}"
    parser.add_argument("--model", help=f"a training model's name or path; default: {default}")
    add_output(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    findings, model = _findings(args)
    broken = [f for f in findings if f.status == "broken"]
    unknown = [f for f in findings if f.status == "not checked"]
    if args.json:
        listed = [f.model_dump(mode="json") for f in findings]
        counts = {"broken": len(broken), "not_checked": len(unknown)}
        print_json({"schema": "ndt.audit/1", "model": model, **counts, "findings": listed})
    elif not args.quiet:
        _print(broken, unknown, [f for f in findings if f.status == "kept"], model)
    return exits.BROKEN if broken else exits.DONE


def _findings(args: argparse.Namespace) -> tuple[list[Finding], str]:
    """The findings, and the name of the model they were judged by."""
    suffix = args.file.suffix.lower()
    if suffix == ".json":
        return _of_plan(args)
    if suffix == ".csv":
        return _of_table(args)
    name = str(args.file)
    if not args.file.exists():
        raise InputError([Problem(name, "", "no such file")])
    raise InputError([Problem(name, "", "neither a plan nor a week table", suffix, ".json or .csv")])


def _of_plan(args: argparse.Namespace) -> tuple[list[Finding], str]:
    from ndt_opt.audit.auditor import audit_plan
    from ndt_opt.files.model_file import model_from_json, read_model
    from ndt_opt.files.plan_file import read_plan
    from ndt_opt.files.scenario_file import read_scenario

    plan = read_plan(args.file)
    model = read_model(args.model) if args.model else model_from_json(plan.model, args.file.name)
    return list(audit_plan(plan, model, read_scenario(args.scenario) if args.scenario else None)), model.name


def _of_table(args: argparse.Namespace) -> tuple[list[Finding], str]:
    from ndt_opt.audit.auditor import audit_table
    from ndt_opt.files.model_file import read_model
    from ndt_opt.files.scenario_file import load
    from ndt_opt.files.week_table import read_week_table

    rows = read_week_table(args.file)
    if args.scenario:
        scenario, model = load(args.scenario, args.model)
        return list(audit_table(rows, model, scenario)), model.name
    model = read_model(args.model or DEFAULT_MODEL)
    return list(audit_table(rows, model, None)), model.name


def _print(broken: list[Finding], unknown: list[Finding], kept: list[Finding], model: str) -> None:
    for finding in broken:
        print(
            f"broken       {finding.rule}  {finding.where}: found {finding.found}, allowed: {finding.allowed}"
        )
    for finding in unknown:
        print(f"not checked  {finding.rule}  {finding.where}: {finding.found}")
    for finding in kept:
        print(f"kept         {finding.rule}")
    print(f"{len(broken)} broken, {len(unknown)} not checked, {len(kept)} kept, by the model {model}")
