"""The `ndt` command: arguments in, an exit code out. Heavy imports wait until a command runs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from ndt_opt import __version__
from ndt_opt.cli import (
    audit,
    bench,
    compare,
    exits,
    explain,
    export,
    import_,
    lactate,
    log,
    models,
    new,
    price,
    replan,
    report,
    schema,
    solve,
)
from ndt_opt.cli.arguments import print_json
from ndt_opt.errors import InputError, OutputError

_EXITS = """\
exit codes: 0 done, 1 the audit found violations, 2 bad input or usage, 3 no plan exists,
4 plan not proved optimal (with --require-optimal), 5 time ran out with no plan,
6 internal check failed, 7 out of memory, disk or permission, 130 interrupted"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    _say_odd_letters()
    args = argparse.Namespace(json=False)
    try:
        args = _parser().parse_args(argv)
        code: int = args.run(args)
        sys.stdout.flush()
        return code
    except SystemExit as leaving:  # argparse: --help, --version, wrong usage
        return leaving.code if isinstance(leaving.code, int) else exits.BAD_INPUT
    except InputError as error:
        return _fail(exits.BAD_INPUT, str(error), args)
    except OutputError as error:
        return _fail(exits.NO_RESOURCES, str(error), args)
    except BrokenPipeError:
        return _reader_has_gone()
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        return _fail(exits.NO_RESOURCES, f"{name}{error.strerror or error}", args)
    except MemoryError:
        return _fail(exits.NO_RESOURCES, "out of memory", args)
    except KeyboardInterrupt:
        return _fail(exits.INTERRUPTED, "interrupted", args)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ndt",
        description="Proved season plans for the Norwegian double-threshold method.",
        epilog=_EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"ndt {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    planning, running = (new, solve, compare, price, explain, audit), (lactate, import_, log, replan, export, report)
    for command in (*planning, *running, models, schema, bench):
        command.register(commands)
    return parser


def _fail(code: int, text: str, args: argparse.Namespace) -> int:
    """The problems on stderr, and with `--json` as a document on stdout."""
    print(text, file=sys.stderr)
    if getattr(args, "json", False):
        try:
            print_json({"schema": "ndt.problems/1", "exit_code": code, "problems": text.splitlines()})
            sys.stdout.flush()
        except BrokenPipeError:
            _reader_has_gone()
    return code


def _reader_has_gone() -> int:
    """`ndt … | head` is no error; nothing more can be printed, not even at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return exits.DONE


def _say_odd_letters() -> None:
    """A terminal that lacks a letter shows a stand-in instead of stopping the program."""
    for stream in (sys.stdout, sys.stderr):
        _stand_in(stream)


def _stand_in(stream: TextIO) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
