"""`ndt lactate`: thresholds from a step test, every method side by side."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ndt_opt.cli import arguments, exits
from ndt_opt.cli.arguments import Commands, add_output, colour, date, print_json, width
from ndt_opt.errors import InputError, Problem

if TYPE_CHECKING:
    from ndt_opt.physiology.lactate.estimate import Analysis, Estimate
    from ndt_opt.physiology.lactate.methods import Threshold


def register(commands: Commands) -> None:
    parser = commands.add_parser("lactate", help="find the thresholds of a lactate step test")
    parser.add_argument("table", type=Path, help="CSV: speed_km_h, pace or power_w; lactate_mmol; hr_bpm if measured")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="draw curve, points and thresholds")
    parser.add_argument("--into", type=Path, metavar="SCENARIO", help="write LT2 into a scenario (with --tested)")
    parser.add_argument("--tested", type=date, metavar="DATE", help="day of the test, like 2026-11-10")
    add_output(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from ndt_opt.files.step_test_file import read_step_test
    from ndt_opt.physiology.lactate.estimate import analyse
    from ndt_opt.report.lactate import render_lactate

    if args.tested is not None and args.tested > arguments.today():
        raise InputError([Problem("ndt lactate", "--tested", "a day to come", str(args.tested), "today at the latest")])
    if (args.into is None) != (args.tested is None):
        raise InputError([Problem("ndt lactate", "--into", "goes with --tested", allowed="both, or neither")])
    _refuse_clobbering(args)
    test = read_step_test(args.table)
    if args.into is not None and test.unit != "km/h":
        allowed = "speed_km_h or pace"
        raise InputError([Problem(str(args.table), "power_w", "a scenario takes a running test", allowed=allowed)])
    analysis = analyse(test)
    written = [] if analysis.refusals else _write(args, analysis)
    if args.json:
        print_json(document(analysis))
    elif not args.quiet:
        page = render_lactate(analysis, width=width(), colour=colour(sys.stdout), encoding=sys.stdout.encoding)
        print(page, end="")
        print(*written, sep="\n", end="\n" if written else "")
    for reason in analysis.refusals:
        print(Problem(str(args.table), "", f"no thresholds: {reason}"), file=sys.stderr)
    return exits.BAD_INPUT if analysis.refusals else exits.DONE


def _refuse_clobbering(args: argparse.Namespace) -> None:
    """A drawing does not replace the table or the scenario, nor a scenario the table.

    Raises
    ------
    InputError
        when two of the files are one.
    """
    given = [("table", args.table), ("--into", args.into), ("--svg", args.svg)]
    seen: dict[Path, str] = {}
    for name, path in given:
        if path is not None and (before := seen.setdefault(path.resolve(), name)) != name:
            raise InputError([Problem("ndt lactate", name, f"the same file as {before}", str(path), "another one")])


def document(analysis: Analysis) -> dict[str, Any]:
    """`ndt.lactate/1`; `lt1` and `lt2` are null where `refusals` say why."""
    from ndt_opt.physiology.lactate.estimate import training_lt2

    test = analysis.test
    return {
        "schema": "ndt.lactate/1",
        "unit": test.unit,
        "methods": [_method(found) for found in analysis.methods],
        "lt1": _estimate(analysis.lt1),
        "lt2": _estimate(analysis.lt2),
        "training_lt2": _estimate(training_lt2(analysis)),
        "fit": {"r2": round(analysis.fits.r2, 4), "stages": len(test.stages), "warnings": list(analysis.warnings)},
        "refusals": list(analysis.refusals),
    }


def _method(found: Threshold) -> dict[str, Any]:
    return {
        "method": found.method,
        "intensity": None if found.intensity is None else round(found.intensity, 2),
        "lactate_mmol": None if found.lactate_mmol is None else round(found.lactate_mmol, 2),
        "hr_bpm": found.hr_bpm,
        **({"why_not": found.why_not} if found.why_not else {}),
    }


def _estimate(found: Estimate | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "intensity": round(found.intensity, 2),
        "low": round(found.low, 2),
        "high": round(found.high, 2),
        "lactate_mmol": round(found.lactate_mmol, 2),
        "hr_bpm": found.hr_bpm,
        "methods": list(found.methods),
    }


def _write(args: argparse.Namespace, analysis: Analysis) -> list[str]:
    """The files that were asked for; a line about each."""
    from ndt_opt.files.plan_file import write_whole
    from ndt_opt.files.scenario_edit import edited_scenario
    from ndt_opt.physiology.lactate.estimate import training_lt2
    from ndt_opt.report.lactate_chart import lactate_chart

    files: dict[Path, str] = {}
    lines = []
    lt2 = training_lt2(analysis)
    if args.into is not None and lt2 is not None:
        values = scenario_values(lt2, args.tested)
        files[args.into] = edited_scenario(args.into, values)
        lines += [f"{args.into}:", *(f"  {key} = {value}" for key, value in values.items())]
    if args.svg is not None:
        files[args.svg] = lactate_chart(analysis)
        lines.append(f"{args.svg}: the curve, the points and the thresholds")
    write_whole(files)
    return lines


def scenario_values(lt2: Estimate, tested: dt.date) -> dict[str, Any]:
    """What a running test sets in a scenario: lactate and pace at LT2, its day, and the heart rate if measured."""
    from ndt_opt.units import format_pace

    values: dict[str, Any] = {
        "athlete.lactate.lt2_mmol": round(lt2.lactate_mmol, 1),
        "athlete.lactate.lt2_pace": format_pace(round(3600 / lt2.intensity)),
        "athlete.lactate.tested": tested,
    }
    if lt2.hr_bpm is not None:
        values["athlete.heart_rate.lthr_bpm"] = lt2.hr_bpm
    return values
