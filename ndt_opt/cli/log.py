"""`ndt log`: what no device knows, typed by the runner: RPE, lactate, soreness, a session that was missed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ndt_opt.cli import exits
from ndt_opt.cli.arguments import Commands, colour, date, width
from ndt_opt.errors import InputError, Problem

if TYPE_CHECKING:
    from ndt_opt.domain.log import LogEntry
    from ndt_opt.domain.plan import Plan

TYPED = ("rpe", "lactate_mmol", "soreness", "completed", "note")
_ASKED = {
    "rpe": "RPE, 6 to 20",
    "lactate_mmol": "lactate in mmol/L, readings like 2.1/2.6",
    "soreness": "soreness the day after, 0 to 10",
}


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "log", help="add RPE, lactate and soreness to the training log",
        epilog="without a date: asks on a terminal for what is missing, elsewhere lists it",
    )  # fmt: skip
    parser.add_argument("log", type=Path, metavar="LOG.csv")
    parser.add_argument("--plan", type=Path, metavar="PLAN.json", help="says what the log changes in it")
    parser.add_argument("--date", type=date, metavar="DATE", help="the day of a run or a missed session")
    parser.add_argument("--slot", choices=("am", "pm"), help="of that day; may be left out where there is one run")
    parser.add_argument("--rpe", metavar="N", help="6 to 20")
    parser.add_argument("--lactate", dest="lactate_mmol", metavar="A/B/C", help="readings in their order, mmol/L")
    parser.add_argument("--soreness", metavar="N", help="0 fresh to 10")
    parser.add_argument("--completed", metavar="PCT", help="of what was planned; 0 for a session that was missed")
    parser.add_argument("--note", metavar="TEXT")
    parser.add_argument("--quiet", action="store_true", help="print errors only")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from ndt_opt.files.plan_file import read_plan
    from ndt_opt.files.training_log import read_log, write_log

    plan = None if args.plan is None else read_plan(args.plan)
    entries = read_log(args.log, plan) if args.log.exists() or args.date is None else []
    typed = _typed(args)
    if args.date is None:
        if typed:
            raise InputError([Problem("ndt log", "--date", "missing", allowed="the day that is told about")])
        changed = _ask(entries) if sys.stdin.isatty() and not args.quiet else entries
    else:
        changed = _changed(entries, plan, args, typed)
    if changed != entries:
        write_log(args.log, changed)
    if not args.quiet:
        print("\n".join(_lines(changed)))
        _advise(plan, changed)
    return exits.DONE


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


def _changed(
    entries: list[LogEntry], plan: Plan | None, args: argparse.Namespace, typed: dict[str, Any]
) -> list[LogEntry]:
    """The log with what is told of one run, or with a planned session that no device saw."""
    of_day = [e for e in entries if e.date == args.date and args.slot in (None, e.slot)]
    if len(of_day) == 1:
        return [replace(e, **typed) if e is of_day[0] else e for e in entries]
    if of_day:
        found = ", ".join(f"{e.slot} {e.kind}" for e in of_day)
        raise InputError([Problem(str(args.log), "--slot", "several runs on that day", found, "one of them")])
    return [*entries, replace(_planned(plan, args), **typed)]


def _planned(plan: Plan | None, args: argparse.Namespace) -> LogEntry:
    """The entry of a planned session, for one that was run without a device or missed.

    Raises
    ------
    InputError
        when there is no plan, or not one session of that day.
    """
    from ndt_opt.domain.log import LogEntry

    if plan is None:
        raise InputError([Problem(str(args.log), "--date", "no run on that day", str(args.date), "--plan PLAN.json")])
    planned = [s for s in plan.sessions if s.date == args.date and args.slot in (None, s.slot)]
    if len(planned) != 1:
        found = ", ".join(s.id for s in planned) or "none"
        raise InputError([Problem(str(args.plan), str(args.date), "not one planned session", found, "give --slot")])
    (session,) = planned
    return LogEntry(session.date, session.slot, session.kind, session_id=session.id, completed=100)


def _ask(entries: list[LogEntry]) -> list[LogEntry]:
    """Asks for everything that is missing; Enter leaves it open, Ctrl-D or Ctrl-C ends, and what was told is kept."""
    from ndt_opt.domain.log import missing

    changed = list(entries)
    try:
        for number, entry in enumerate(entries):
            for name in missing(entry):
                value = _asked(f"{_name(entry)}: {_ASKED[name]}? ", name)
                if value is not None:
                    changed[number] = replace(changed[number], **{name: value})
    except (EOFError, KeyboardInterrupt):
        print()
    return changed


def _asked(question: str, name: str) -> Any:
    from ndt_opt.files.training_log import parse_cell

    while text := input(question).strip():
        try:
            return parse_cell(name, text)
        except ValueError as error:
            print(f"  not understood; allowed: {error}")
    return None


def _lines(entries: list[LogEntry]) -> Iterator[str]:
    from ndt_opt.domain.log import missing

    open_ = [(entry, names) for entry in entries if (names := missing(entry))]
    yield f"{len(entries)} runs, {len(open_)} with something missing"
    for entry, names in open_:
        yield f"  {_name(entry)}: {', '.join(n.removesuffix('_mmol') for n in names)}"


def _name(entry: LogEntry) -> str:
    return f"{entry.date:%a} {entry.date} {entry.slot}, {entry.kind}"
