"""`ndt report`: a plan as a page for a browser."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ndt_opt.cli import exits
from ndt_opt.cli.arguments import Commands, add_output, add_unit, print_json
from ndt_opt.errors import InputError, Problem

if TYPE_CHECKING:
    from ndt_opt.domain.plan import Plan


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "report", help="a plan as a page for a browser, a phone or paper",
        epilog="one file without a script; it loads nothing, so it can be mailed, printed and read offline",
    )  # fmt: skip
    parser.add_argument("plan", type=Path, metavar="PLAN.json", help="what `ndt solve` or `ndt replan` wrote")
    parser.add_argument("--out", type=Path, metavar="FILE.html", help="default: beside PLAN.json, with .html")
    add_unit(parser)
    add_output(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from ndt_opt.files.plan_file import read_plan, write_whole
    from ndt_opt.report.html import plan_page

    out: Path = args.out or args.plan.with_suffix(".html")
    if out.resolve() == args.plan.resolve():
        raise InputError([Problem("--out", "", "would replace the plan by its page", str(out), "another file")])
    plan = read_plan(args.plan)
    refuse_empty(plan, args.plan.name)
    write_whole({out: plan_page(plan, args.unit)})
    if args.json:
        print_json({"schema": "ndt.report/1", "exit_code": exits.DONE, "files": [str(out)]})
    elif not args.quiet:
        print(out)
    return exits.DONE


def refuse_empty(plan: Plan, file: str) -> None:
    """A page needs something to show.

    Raises
    ------
    InputError
        when the plan's model is none, or it has no weeks, sessions or claim.
    """
    from ndt_opt.files.model_file import model_from_json

    model_from_json(plan.model, file)
    lacking = [
        *(name for name, found in (("weeks", plan.weeks), ("sessions", plan.sessions)) if not found),
        *(f"{name}.z2_work_s" for name in ("objective", "bound") if "z2_work_s" not in getattr(plan, name)),
    ]
    if lacking:
        raise InputError([Problem(file, key, "missing, so there is nothing to show") for key in lacking])
