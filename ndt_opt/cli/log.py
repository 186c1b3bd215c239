"""`ndt log`: what no device knows, typed by the runner: RPE, lactate, soreness, a session that was missed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ndt_opt.cli import arguments, exits
from ndt_opt.cli.arguments import Commands, clock, colour, date, width
from ndt_opt.errors import InputError, Problem

if TYPE_CHECKING:
    from ndt_opt.domain.log import LogEntry
    from ndt_opt.domain.plan import Plan, Session

TYPED = ("rpe", "lactate_mmol", "soreness", "completed", "note")
_ASKED = {
    "rpe": "RPE, 6 to 20",
    "lactate_mmol": "lactate in mmol/L, readings like 2.1/2.6",
    "soreness": "soreness the day after, 0 to 10",
}


_MOST_UNSEEN = 10


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "log", help="add RPE, lactate and soreness to the training log",
        epilog="without a date: asks on a terminal for what is missing, elsewhere lists it",
    )  # fmt: skip
    parser.add_argument("log", type=Path, metavar="LOG.csv")
    parser.add_argument("--plan", type=Path, metavar="PLAN.json", help="say what the log changes for its sessions")
    parser.add_argument("--date", type=date, metavar="DATE", help="the day of a run or a missed session")
    parser.add_argument("--slot", choices=("am", "pm"), help="of that day; may be left out where there is one run")
    parser.add_argument("--start", type=clock, metavar="HH:MM", help="of that run, where a slot has several")
    parser.add_argument("--rpe", metavar="N", help="6 to 20")
    parser.add_argument("--lactate", dest="lactate_mmol", metavar="A/B/C", help="readings in their order, mmol/L")
    parser.add_argument("--soreness", metavar="N", help="0 fresh to 10")
    parser.add_argument("--completed", metavar="PCT", help="of what was planned; 0 for a session that was missed")
    parser.add_argument("--note", metavar="TEXT")
    parser.add_argument("--quiet", action="store_true", help="print errors only")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from ndt_opt.files.plan_file import read_plan

    plan = None if args.plan is None else read_plan(args.plan)
    typed = _typed(args)
    if args.date is not None:
        _told(args, plan, typed)
    elif typed:
        raise InputError([Problem("ndt log", "--date", "missing", allowed="the day that is told about")])
    elif sys.stdin.isatty() and not args.quiet:
        _ask(args.log, plan)
    entries = _entries(args.log, plan)
    if not args.quiet:
        print("\n".join(_lines(entries, plan)))
        _advise(plan, entries)
    return exits.DONE


def _entries(path: Path, plan: Plan | None) -> list[LogEntry]:
    """The log as it is now; no entry is later than today."""
    from ndt_opt.files.training_log import read_log

    return read_log(path, plan, as_of=arguments.today())


def _replace(path: Path, plan: Plan | None, entry: LogEntry, values: dict[str, Any]) -> LogEntry | None:
    """Write the log with one entry changed, from what stands in it at this moment; None where it is there no more."""
    from ndt_opt.files.training_log import write_log

    entries = _entries(path, plan)
    if entry not in entries:
        return None
    changed = replace(entry, **values)
    write_log(path, [changed if e == entry else e for e in entries])
    return changed


def _advise(plan: Plan | None, entries: list[LogEntry]) -> None:
    """What the log says about the sessions to come, where a plan is there to compare it with."""
    if plan is None:
        return
    from ndt_opt.feedback.advice import advise
    from ndt_opt.files.model_file import model_from_json
    from ndt_opt.report.advice import render_advice

    advice = advise(plan, entries, model_from_json(plan.model))
    print()
    print(render_advice(advice, width=width(), colour=colour(sys.stdout), encoding=sys.stdout.encoding), end="")


def _typed(args: argparse.Namespace) -> dict[str, Any]:
    """The values given on the command line, as the log's cells read them.

    Raises
    ------
    InputError
        with a line for every one that cannot be.
    """
    from ndt_opt.files.training_log import parse_cell

    given = {name: text for name in TYPED if (text := getattr(args, name)) is not None}
    if args.date is not None and not given:
        raise InputError([Problem("ndt log", "--date", "nothing is told about it", allowed="--rpe, --lactate, …")])
    values, problems = {}, []
    for name, text in given.items():
        try:
            values[name] = parse_cell(name, text)
        except ValueError as error:
            option = "--lactate" if name == "lactate_mmol" else f"--{name}"
            problems.append(Problem("ndt log", option, "not understood", repr(text), str(error)))
    if problems:
        raise InputError(problems)
    return values


def _told(args: argparse.Namespace, plan: Plan | None, typed: dict[str, Any]) -> None:
    """What is told of one run, or of a planned session that no device saw, into the log.

    Raises
    ------
    InputError
        when it is not clear which run is meant, or it cannot be.
    """
    from ndt_opt.files.training_log import write_log

    if args.date > arguments.today():
        raise InputError([Problem("ndt log", "--date", "a day to come", str(args.date), "today at the latest")])
    entries = _entries(args.log, plan) if args.log.exists() else []
    found = [e for e in entries if e.date == args.date and args.slot in (None, e.slot) and _starts(e, args.start)]
    planned = [s for s in (plan.sessions if plan else ()) if s.date == args.date and args.slot in (None, s.slot)]
    if len(found) > 1 or (found and len(planned) > 1):
        which = ", ".join(_name(e) for e in found) if len(found) > 1 else ", ".join(s.id for s in planned)
        raise InputError([Problem(str(args.log), "--slot", "which of them?", which, "--slot, or --start of a run")])
    if not found:
        write_log(args.log, [*entries, replace(_planned(plan, planned, args), **typed)])
        return
    (entry,) = found
    if typed.get("completed") == 0 and entry.source:
        what = "a recorded run was not missed"
        raise InputError([Problem(str(args.log), "--completed", what, f"{_name(entry)}, {entry.source}")])
    _replace(args.log, plan, entry, typed)


def _starts(entry: LogEntry, start: int | None) -> bool:
    return start is None or entry.start == start


def _planned(plan: Plan | None, planned: Sequence[Session], args: argparse.Namespace) -> LogEntry:
    """The entry of a planned session, for one that was run without a device or missed."""
    from ndt_opt.domain.log import LogEntry

    if plan is None:
        raise InputError([Problem(str(args.log), "--date", "no run on that day", str(args.date), "--plan PLAN.json")])
    if len(planned) != 1:
        found = ", ".join(s.id for s in planned) or "none"
        raise InputError([Problem(str(args.plan), str(args.date), "not one planned session", found, "give --slot")])
    (session,) = planned
    return LogEntry(session.date, session.slot, session.kind, session_id=session.id, completed=100)


def _ask(path: Path, plan: Plan | None) -> None:
    """Asks for everything that is missing; each answer is written at once. Enter leaves it open, Ctrl-D ends."""
    from ndt_opt.domain.log import missing

    try:
        for entry in _entries(path, plan):
            current: LogEntry | None = entry
            for name in missing(entry):
                value = _asked(f"{_name(entry)}: {_ASKED[name]}? ", name)
                if value is not None and current is not None:
                    current = _replace(path, plan, current, {name: value})
            if current is None:
                print("  the log was changed meanwhile: that run is left as it is")
    except (EOFError, KeyboardInterrupt):
        print()


def _asked(question: str, name: str) -> Any:
    from ndt_opt.files.training_log import parse_cell

    while text := input(question).strip():
        try:
            return parse_cell(name, text)
        except ValueError as error:
            print(f"  not understood; allowed: {error}")
    return None


def _lines(entries: list[LogEntry], plan: Plan | None) -> Iterator[str]:
    from ndt_opt.domain.log import last_day, missing

    open_ = [(entry, names) for entry in entries if (names := missing(entry))]
    yield f"{len(entries)} runs, {len(open_)} with something missing"
    for entry, names in open_:
        yield f"  {_name(entry)}: {', '.join(n.removesuffix('_mmol') for n in names)}"
    logged, last = {entry.session_id for entry in entries}, last_day(entries)
    if plan is not None and last is not None:
        unseen = [session for session in plan.sessions if session.date <= last and session.id not in logged]
        if unseen:
            yield f"{len(unseen)} planned sessions up to {last} are not in the log: run or missed?"
            yield from (f"  {session.id}: {session.title}" for session in unseen[-_MOST_UNSEEN:])


def _name(entry: LogEntry) -> str:
    from ndt_opt.units import format_clock

    start = "" if entry.start is None else f" {format_clock(entry.start)}"
    return f"{entry.date:%a} {entry.date} {entry.slot}{start}, {entry.kind}"
