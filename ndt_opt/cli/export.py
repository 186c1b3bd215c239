"""`ndt export`: a plan as calendar, watch workouts, training-site file, table or page."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ndt_opt.cli import arguments, exits
from ndt_opt.cli.arguments import Commands, add_output, print_json
from ndt_opt.errors import InputError, Problem

if TYPE_CHECKING:
    from ndt_opt.domain.plan import Plan
    from ndt_opt.export.steps import By

_OPTIONS = {"busy": ("ics",), "by": ("fit", "intervals"), "from_": ("fit",), "days": ("fit",)}
"""Which targets take an option."""


@dataclass(frozen=True)
class _Exported:
    """Files and what is in them."""

    files: Mapping[Path, str | bytes]
    sessions: int


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "export", help="a plan for calendar, watch, intervals.icu or spreadsheet",
        epilog="written beside PLAN.json without --out; export again after a replan, and sessions are updated",
    )  # fmt: skip
    parser.add_argument("plan", type=Path, metavar="PLAN.json")
    parser.add_argument(
        "--to", required=True, choices=("ics", "fit", "intervals", "csv", "html"),
        help="calendar; FIT workouts and schedule; intervals.icu bulk file; week table; page for a browser",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, metavar="PATH", help="the file; of fit the folder")
    parser.add_argument("--unit", choices=("km", "mi"), default="km", help="in what people read; default km")
    parser.add_argument("--busy", action="store_true", default=None, help="ics: times only, nothing told")
    parser.add_argument("--by", choices=("pace", "heart-rate"), help="fit, intervals: the target; default pace")
    parser.add_argument(
        "--from", dest="from_", type=arguments.date, metavar="DATE",
        help="fit: first day; default: the first one still open",
    )  # fmt: skip
    parser.add_argument("--days", type=arguments.whole_from(1), metavar="N", help="fit: so many days; default 28")
    add_output(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from ndt_opt.export.checked import check
    from ndt_opt.files.plan_file import read_plan, write_whole

    _refuse_options(args)
    plan = read_plan(args.plan)
    check(plan, args.plan.name)
    exported = _exported(args, plan)
    if args.plan.resolve() in {path.resolve() for path in exported.files}:
        raise InputError([Problem("--out", "", "the plan itself", str(args.plan), "another file")])
    write_whole(exported.files)
    files = [str(path) for path in exported.files]
    if args.json:
        told = {"to": args.to, "sessions": exported.sessions, "files": files}
        print_json({"schema": "ndt.export/1", "exit_code": exits.DONE, **told})
    elif not args.quiet:
        noun = "session" if exported.sessions == 1 else "sessions"
        print(f"{exported.sessions} {noun}", "", "FILES", *(f"  {file}" for file in files), sep="\n")
    return exits.DONE


def _refuse_options(args: argparse.Namespace) -> None:
    """What the target would not look at."""
    problems = [
        Problem(f"--{key.strip('_')}", "", "not for this target", f"--to {args.to}", f"--to {' or '.join(targets)}")
        for key, targets in _OPTIONS.items()
        if getattr(args, key) is not None and args.to not in targets
    ]
    if problems:
        raise InputError(problems)


def _exported(args: argparse.Namespace, plan: Plan) -> _Exported:
    by: By = args.by or "pace"
    unit, file = args.unit, args.plan.name
    if args.to == "fit":
        from ndt_opt.export.watch import DAYS, watch_files, window

        sessions = window(plan, args.from_, args.days or DAYS)
        folder = args.out or args.plan.with_name(f"{args.plan.stem}-fit")
        made = watch_files(plan, sessions, by, unit, file)
        return _Exported({folder / name: data for name, data in made.items()}, len(sessions))
    content: str | bytes
    if args.to == "ics":
        from ndt_opt.export.ics import calendar

        content, name = calendar(plan, unit, is_busy=bool(args.busy)), "-busy.ics" if args.busy else ".ics"
    elif args.to == "intervals":
        from ndt_opt.export.intervals import bulk_file

        content, name = bulk_file(plan, by, unit, file), "-intervals.json"
    elif args.to == "html":
        from ndt_opt.cli.report import refuse_empty
        from ndt_opt.report.html import plan_page

        refuse_empty(plan, file)
        content, name = plan_page(plan, unit), ".html"
    else:
        from ndt_opt.files.week_table import write_week_table

        content, name = write_week_table(plan, unit), ".csv"
    return _Exported({args.out or args.plan.with_name(f"{args.plan.stem}{name}"): content}, len(plan.sessions))
