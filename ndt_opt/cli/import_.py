"""`ndt import`: recorded runs into the training log."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ndt_opt.cli import arguments, exits
from ndt_opt.cli.arguments import Commands, add_output, print_json
from ndt_opt.cli.progress import StatusLine
from ndt_opt.errors import InputError, Problem

if TYPE_CHECKING:
    from ndt_opt.activities.entry import Run
    from ndt_opt.activities.matching import Match
    from ndt_opt.activities.merging import Merged
    from ndt_opt.activities.recording import Recording
    from ndt_opt.domain.log import LogEntry
    from ndt_opt.domain.plan import Plan

_LONGEST_REASON = 120


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
    from ndt_opt.activities.merging import merge
    from ndt_opt.files.plan_file import read_plan
    from ndt_opt.files.training_log import write_log

    plan = None if args.plan is None else read_plan(args.plan)
    zone = _zone(args.zone, plan)
    _log_of(args.log)  # a log that cannot be read is told before the files are
    found = _Found(zone)
    line = StatusLine(sys.stderr)
    is_shown = sys.stderr.isatty() and not (args.quiet or args.json)
    for number, file in enumerate(args.files, start=1):
        if is_shown:
            line.say(f"{number} of {len(args.files)}: {file.name}")
        found.read(file)
    line.clear()
    log = _log_of(args.log)  # as it is now: reading may have taken a while
    merged = merge(log, found.runs, () if plan is None else plan.sessions)
    if merged.entries != log:
        write_log(args.log, merged.entries)
    _tell(args, merged, found)
    return exits.BAD_INPUT if found.problems else exits.DONE


def _log_of(path: Path) -> list[LogEntry]:
    """The log; none yet where there is no file, or nothing in it."""
    from ndt_opt.files.training_log import read_log

    return read_log(path) if path.exists() and not (path.is_file() and path.stat().st_size == 0) else []


def _zone(named: str | None, plan: Plan | None) -> dt.tzinfo:
    """The zone in which days are told; without a name this machine's.

    Raises
    ------
    InputError
        when there is no such zone.
    """
    from dateutil.tz import tzlocal

    name = named if named is not None else (None if plan is None else plan.scenario.season.timezone)
    try:
        return tzlocal() if name is None else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InputError([Problem("--zone", "", "no such time zone", repr(name), "like Europe/Oslo")]) from None


class _Found:
    """The runs of all files, what was left out of them, and the files that cannot be read."""

    def __init__(self, zone: dt.tzinfo) -> None:
        self.zone = zone
        self.runs: list[Run] = []
        self.left_out: Counter[str] = Counter()
        self.problems: list[Problem] = []

    def read(self, file: Path) -> None:
        from ndt_opt.activities.read import read_activities

        try:
            recordings, without = read_activities(file, self.zone)
            for place, recording in enumerate(recordings, start=1):
                self._take(file, recording, place if len(recordings) > 1 else 0)
        except InputError as error:
            self.problems += error.problems
        except OSError as error:
            self.problems.append(Problem(str(file), "", "cannot be read", error.strerror or str(error)))
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            what = "cannot be analysed (a fault of the program, please report it)"
            self.problems.append(Problem(str(file), "", what, f"{type(error).__name__}: {error}"))
        else:
            for reason in without:
                self._leave_out(file, reason)

    def _take(self, file: Path, recording: Recording, place: int) -> None:
        """The run, if its day can be and it is one."""
        from ndt_opt.activities.entry import Run

        run = Run(recording, self.zone, place)
        if run.date > arguments.today(self.zone):
            self._leave_out(file, f"recorded on {run.date}, a day to come: the clock of the device was wrong")
        elif run.is_false_start:
            self._leave_out(file, "a false start")
        else:
            try:
                _ = run.plain
            except ValueError as error:
                self._leave_out(file, str(error))
            else:
                self.runs.append(run)

    def _leave_out(self, file: Path, reason: str) -> None:
        self.left_out[str(Problem(file.name, "", f"left out: {reason[:_LONGEST_REASON]}"))] += 1


def _tell(args: argparse.Namespace, merged: Merged, found: _Found) -> None:
    told = [text if count == 1 else f"{text} ({count} times)" for text, count in found.left_out.items()]
    if args.json:
        document = {
            "schema": "ndt.import/1",
            "changed": [_data(match, entry) for match, entry in merged.changed],
            "known": [_cells(entry) for entry in merged.known],
            "left_out": told,
            "problems": [str(problem) for problem in found.problems],
        }
        print_json(document)
    elif not args.quiet:
        for match, entry in merged.changed:
            print(_line(entry), *_reps(match), sep="\n")
        for entry in merged.known:
            print(f"{_line(entry)}: logged already")
        counts = f"{len(merged.changed)} added or filled in, {len(merged.known)} known"
        print(f"{counts}, {len(merged.entries)} in the log")
    if not args.quiet:
        print(*told, sep="\n", end="\n" if told else "", file=sys.stderr)
    for problem in found.problems:
        print(problem, file=sys.stderr)


def _data(match: Match, entry: LogEntry) -> dict[str, Any]:
    """The cells of the log, the confidence of the match, and every rep."""
    reps = match.run.reps if entry.work_s else None
    return {
        **_cells(entry),
        "confidence": round(match.confidence, 2),
        "reps_by": None if reps is None else reps.how,
        "reps_confidence": None if reps is None else round(reps.confidence, 2),
        "reps": [
            {
                "start_s": round(rep.start_s, 1),
                "duration_s": round(rep.duration_s, 1),
                "distance_m": round(rep.distance_m, 1),
                "pace_s_per_km": round(rep.pace_s_per_km, 1),
                "hr_bpm": _rounded(rep.heart_rate),
                "end_hr_bpm": _rounded(rep.end_heart_rate),
                "rest_s": _rounded(rep.rest_s),
            }
            for rep in (() if reps is None else reps.reps)
        ],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _cells(entry: LogEntry) -> dict[str, Any]:
    from ndt_opt.files.training_log import cells

    return {name: value for name, value in cells(entry).items() if value is not None}


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


def _reps(match: Match) -> Iterator[str]:
    """`  5 reps by laps: 3:20 3:19 3:21 3:20 3:22, 168 171 172 173 174 bpm`."""
    from ndt_opt.units import format_pace

    found = match.run.session_reps
    if found is None:
        return
    paces = [format_pace(round(rep.pace_s_per_km)).removesuffix("/km") for rep in found.reps]
    heart = [f"{rep.heart_rate:.0f}" for rep in found.reps if rep.heart_rate is not None]
    bpm = f", {' '.join(heart)} bpm" if heart else ""
    yield f"  {len(found.reps)} reps by {found.how} ({100 * found.confidence:.0f} %): {' '.join(paces)}{bpm}"
