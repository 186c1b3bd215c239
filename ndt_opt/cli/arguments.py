"""Argument types and options that several commands share."""

from __future__ import annotations

import argparse
import datetime as dt
import math
import os
import shutil
import signal
import sys
import threading
from pathlib import Path
from typing import Any, Protocol, TextIO

WIDEST = 100
MOST_SECONDS = 1e6


class Commands(Protocol):
    """What `ArgumentParser.add_subparsers` returns."""

    def add_parser(self, name: str, **kwargs: Any) -> argparse.ArgumentParser: ...


def seconds(text: str) -> float:
    """An argument type: a positive number of seconds, up to eleven days."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value <= MOST_SECONDS:
        raise argparse.ArgumentTypeError(f"{text}: more than 0, at most {MOST_SECONDS:g}")
    return value


def date(text: str) -> dt.date:
    """An argument type: a day such as 2026-11-30."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: a date such as 2026-11-30") from None


def today(zone: dt.tzinfo | None = None) -> dt.date:
    """The day in a zone, without one the latest that it is anywhere: what is later has not happened."""
    return dt.datetime.now(zone or dt.timezone(dt.timedelta(hours=14))).date()


def clock(text: str) -> int:
    """An argument type: minutes after midnight of a clock time."""
    from ndt_opt.units import parse_clock

    try:
        return parse_clock(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text}: {error}") from None


def whole_from(low: int) -> Any:
    """An argument type: a whole number of at least `low` that fits 31 bits."""

    def whole(text: str) -> int:
        value = int(text)
        if not low <= value < 2**31:
            raise argparse.ArgumentTypeError(f"{text}: a whole number from {low} to {2**31 - 1}")
        return value

    whole.__name__ = "whole number"
    return whole


def add_scenario(parser: argparse.ArgumentParser) -> None:
    """The scenario, the model that beats its own, and single numbers changed."""
    parser.add_argument("scenario", type=Path, help="a scenario (TOML); `ndt new` writes one")
    parser.add_argument("--model", metavar="NAME|PATH", help="a training model; beats the scenario's")
    parser.add_argument(
        "--set", dest="sets", action="append", default=[], metavar="rules.RULE.PARAM=VALUE",
        help="one number of the model, changed; may be repeated",
    )  # fmt: skip


def add_seed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", type=whole_from(0), default=1, metavar="N", help="of the solver; default 1")


def add_unit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", choices=("km", "mi"), default="km", help="of distances and paces; default km")


def add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    parser.add_argument("--quiet", action="store_true", help="print errors only")


def interrupts_raise() -> None:
    """From here on Ctrl-C and SIGTERM are a KeyboardInterrupt: imports are done, and what is half done is undone."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.default_int_handler)


def width() -> int:
    return min(WIDEST, shutil.get_terminal_size((80, 24)).columns)


def colour(stream: TextIO) -> bool:
    """Colour on a terminal only, and never with NO_COLOR."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def print_json(document: dict[str, Any]) -> None:
    import json

    json.dump(document, sys.stdout, indent=1, ensure_ascii=False, allow_nan=False)
    sys.stdout.write("\n")
