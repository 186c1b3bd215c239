"""`ndt import`: recorded runs into the training log."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ndt_opt.cli import exits
from ndt_opt.cli.arguments import Commands, add_output, print_json
from ndt_opt.errors import InputError, Problem

if TYPE_CHECKING:
    from ndt_opt.activities.entry import Run
    from ndt_opt.activities.matching import Match
    from ndt_opt.activities.merging import Merged
    from ndt_opt.domain.log import LogEntry
    from ndt_opt.domain.plan import Plan


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "import", help="read recorded runs (FIT, TCX, GPX, CSV exports) into the training log",
        epilog="a file that cannot be read is told and left out, the others are imported (exit code 2 all the same)",
    )  # fmt: skip
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--log", type=Path, required=True, metavar="LOG.csv", help="made where there is none yet")
    parser.add_argument("--plan", type=Path, metavar="PLAN.json", help="match the runs to its sessions")
    parser.add_argument("--zone", metavar="ZONE", help="like Europe/Oslo; default: the plan's, else this machine's")
    add_output(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from ndt_opt.activities.matching import match
    from ndt_opt.activities.merging import is_free, merge
    from ndt_opt.files.plan_file import read_plan
    from ndt_opt.files.training_log import read_log, write_log

    plan = None if args.plan is None else read_plan(args.plan)
    log = read_log(args.log) if args.log.exists() else []
    runs, left_out, problems = _read(args.files, _zone(args.zone, plan))
    free = [] if plan is None else [session for session in plan.sessions if is_free(log, session.id)]
    matches = match(runs, free)
    merged = merge(log, [found.entry() for found in matches])
    if merged.added:
        write_log(args.log, merged.entries)
    _tell(args, matches, merged, left_out)
    for problem in problems:
        print(problem, file=sys.stderr)
    return exits.BAD_INPUT if problems else exits.DONE


def _zone(named: str | None, plan: Plan | None) -> dt.tzinfo:
    """The zone in which days are told; without a name this machine's.

    Raises
    ------
    InputError
        when there is no such zone.
    """
    from dateutil.tz import tzlocal

    name = named or (None if plan is None else plan.scenario.season.timezone)
    try:
        return tzlocal() if name is None else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InputError([Problem("--zone", "", "no such time zone", repr(name), "like Europe/Oslo")]) from None


def _read(files: Sequence[Path], zone: dt.tzinfo) -> tuple[list[Run], list[str], list[Problem]]:
    """The runs of all files, what was left out of them, and the files that cannot be read."""
    from ndt_opt.activities.entry import Run
    from ndt_opt.activities.read import read_activities

    runs, left_out, problems = [], [], []
    for file in files:
        try:
            found, without = read_activities(file, zone)
        except InputError as error:
            problems += error.problems
            continue
        except OSError as error:
            problems.append(Problem(str(file), "", "cannot be read", error.strerror or str(error)))
            continue
        runs += [Run(recording, zone) for recording in found]
        left_out += [f"{file.name}: left out: {reason}" for reason in without]
    return runs, left_out, problems


def _tell(args: argparse.Namespace, matches: Sequence[Match], merged: Merged, left_out: Sequence[str]) -> None:
    sure = {found.run.source: found.confidence for found in matches}
    if args.json:
        document = {
            "schema": "ndt.import/1",
            "added": [{**_data(entry), "confidence": round(sure.get(entry.source, 0.0), 2)} for entry in merged.added],
            "known": [_data(entry) for entry in merged.known],
            "left_out": list(left_out),
        }
        print_json(document)
    elif not args.quiet:
        lines = [_line(entry) for entry in merged.added]
        lines += [f"{_line(entry)}: logged already" for entry in merged.known]
        counts = f"{len(merged.added)} added, {len(merged.known)} known, {len(merged.entries)} in the log"
        print(*lines, *left_out, counts, sep="\n")


def _data(entry: LogEntry) -> dict[str, str]:
    """The cells of the log."""
    from ndt_opt.files.training_log import cells

    return {name: str(value) for name, value in cells(entry).items() if value is not None}


def _line(entry: LogEntry) -> str:
    from ndt_opt.units import format_clock, format_duration, format_pace, km

    start = "" if entry.start is None else f" {format_clock(entry.start)}"
    parts = [] if entry.distance_m is None else [f"{km(entry.distance_m)} km"]
    parts += [] if entry.duration_s is None else [format_duration(entry.duration_s)]
    if entry.work_s:
        pace = "" if entry.pace is None else f" @ {format_pace(entry.pace)}"
        parts.append(f"{format_duration(entry.work_s)} of reps{pace}")
    planned = entry.session_id or "beside the plan"
    return f"{entry.date:%a} {entry.date} {entry.slot}{start}  {entry.kind}, {', '.join(parts)}  -> {planned}"
