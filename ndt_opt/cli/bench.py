"""`ndt bench`: the suite, ours and the peers, in one run on one machine."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sized
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from ndt_opt.cli import exits
from ndt_opt.cli.arguments import Commands, add_output, add_seed, interrupts_raise, print_json, seconds, whole_from
from ndt_opt.cli.kept import refuse_unwritable
from ndt_opt.cli.progress import StatusLine
from ndt_opt.errors import InputError, OutputError, Problem

if TYPE_CHECKING:
    from ndt_opt.bench.report import Report
    from ndt_opt.bench.results import Results
    from ndt_opt.bench.runner import Plan, Runner, Step

SUITES: dict[str, dict[str, Any]] = {
    "smoke": {"limit": 20.0, "pairs": 1, "minutes": 5, "peers": ("ours", "textbook_cpsat", "highs_own")},
    "quick": {"limit": 10.0, "pairs": 3, "minutes": 1.9, "peers": ("ours", "textbook_cpsat", "highs_own")},
    "core": {"limit": 30.0, "pairs": 5, "minutes": 90, "peers": None},
    "full": {"limit": 30.0, "pairs": 5, "minutes": 175, "peers": None},
}
"""What each suite does where it is not told otherwise; None: every peer there is.

Beyond `minutes` no run goes on; a longer limit lengthens them in proportion.
"""
_BAR = 20


def minutes(text: str) -> float:
    """An argument type: minutes, as seconds."""
    return 60 * seconds(text)


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "bench", help="run the benchmark suite, ours and other solvers",
        epilog="exit code 6: two peers, or one and the recorded optimum, cannot both be right, or ours ended without "
        "an answer; no time fails a run",
    )  # fmt: skip
    parser.add_argument("--suite", choices=list(SUITES), default="quick", help="default quick: at most two minutes")
    parser.add_argument("--peers", metavar="A,B", help="names of files in benchmarks/peers")
    parser.add_argument("--limit", type=seconds, metavar="S", help="seconds for each run")
    parser.add_argument("--pairs", type=whole_from(1), metavar="N", help="alternating runs of each core instance")
    parser.add_argument("--within", type=minutes, metavar="MIN", help="start no run that might end later than that")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results"), metavar="DIR",
                        help="default: benchmarks/results")  # fmt: skip
    parser.add_argument("--against", type=Path, metavar="FILE.csv", help="an earlier result: what became slower")
    add_seed(parser)
    add_output(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from ndt_opt.bench.results import read_results
    from ndt_opt.bench.runner import Runner

    plan = _plan(args)
    earlier = None if args.against is None else read_results(args.against)
    _make_folder(args.out)
    interrupts_raise()
    line = StatusLine(sys.stderr)
    is_shown = sys.stderr.isatty() and not (args.quiet or args.json)
    if not (args.quiet or args.json):
        print(_forecast(plan), file=sys.stderr, flush=True)
    runner = Runner(plan, (lambda step: line.say(progress(plan, step))) if is_shown else lambda step: None)
    try:
        runner.run()
    except KeyboardInterrupt:
        line.clear()
        return _interrupted(args, plan, runner, earlier)
    line.clear()
    report = _report(plan, runner, earlier)
    code = exits.DONE if report.is_sound else exits.DISAGREEMENT
    _tell(report, args, code)
    return code


def _make_folder(out: Path) -> None:
    """Hours of runs are not to end at a folder that cannot be made."""
    refuse_unwritable(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{out}: cannot be written ({error.strerror})") from None


def _plan(args: argparse.Namespace) -> Plan:
    from ndt_opt.bench.peers import choose, find_peers
    from ndt_opt.bench.runner import Plan
    from ndt_opt.bench.suite import benchmarks_dir, read_suite

    usual, folder = SUITES[args.suite], benchmarks_dir()
    limit_s = args.limit or usual["limit"]
    names = usual["peers"] if args.peers is None else [name.strip() for name in args.peers.split(",")]
    suite = read_suite(folder)
    if not suite.members(args.suite):
        raise InputError([Problem("suite.toml", "instances", f"none in the suite {args.suite!r}")])
    return Plan(
        suite=suite,
        name=args.suite,
        peers=choose(find_peers(folder / "peers"), names),
        limit_s=limit_s,
        pairs=args.pairs or usual["pairs"],
        deadline_s=args.within or 60 * usual["minutes"] * max(1.0, limit_s / usual["limit"]),
        seed=args.seed,
    )


def _forecast(plan: Plan) -> str:
    core = f", {len(plan.repeated)} of them {plan.pairs} times" if plan.pairs > 1 else ""
    what = f"{_count(plan.instances, 'instance')}{core}, {_count(plan.peers, 'peer')}"
    return f"{what}, limit {plan.limit_s:g} s: at most {_span(plan.most_s)}"


def _count(things: Sized, name: str) -> str:
    return f"{len(things)} {name}{'s' * (len(things) != 1)}"


def _span(seconds_: float) -> str:
    minutes = -(-int(seconds_) // 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"


def progress(plan: Plan, step: Step) -> str:
    """`[####      ] 12 of 60, ours on double-024-elite-1, 1 min so far`."""
    done = int(_BAR * (step.number - 1) / plan.most_runs)
    bar = "#" * done + " " * (_BAR - done)
    pair = f" (pair {step.pair + 1})" if step.pair else ""
    where = f"{step.number} of at most {plan.most_runs}, {step.peer} on {step.instance.name}{pair}"
    return f"[{bar}] {where}, {_span(step.elapsed_s)} so far"


def _report(plan: Plan, runner: Runner, earlier: Results | None) -> Report:
    from ndt_opt.bench.report import report
    from ndt_opt.bench.results import Results

    return report(Results(conditions=runner.conditions, runs=runner.runs), plan.instances, earlier)


def _interrupted(args: argparse.Namespace, plan: Plan, runner: Runner, earlier: Results | None) -> int:
    """Writes what has been measured."""
    if any(run.wall_s for run in runner.runs):
        _tell(_report(plan, runner, earlier), args, exits.INTERRUPTED)
    elif args.json:
        print_json({"schema": "ndt.bench/1", "exit_code": exits.INTERRUPTED, "files": []})
    print("interrupted", file=sys.stderr)
    return exits.INTERRUPTED


def _tell(report: Report, args: argparse.Namespace, code: int) -> None:
    from ndt_opt.files.plan_file import write_whole

    files, unwritten = report.files(args.out), None
    try:
        write_whole(files)
    except OutputError as error:
        files, unwritten = {}, error  # the numbers are told all the same
    if args.json and unwritten is None:
        print_json({**report.data(), "exit_code": code, "files": [str(path) for path in files]})
    elif not args.quiet:
        print("\n".join([*report.lines(), "", "FILES", *(f"  {path}" for path in files)]), file=_stream(args))
    for problem in (*report.problems, *report.failures):
        print(problem, file=sys.stderr)
    if unwritten is not None:
        raise unwritten


def _stream(args: argparse.Namespace) -> TextIO:
    """Where numbers for a reader go; stdout is JSON's where JSON was asked for."""
    return sys.stderr if args.json else sys.stdout
