"""What `ndt solve` says when it is done."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from ndt_opt.cli import exits
from ndt_opt.cli.arguments import colour, print_json, width

if TYPE_CHECKING:
    from ndt_opt.domain.clash import Clash
    from ndt_opt.domain.plan import Certificate, Plan


@dataclass(frozen=True)
class Told:
    """The end of a solve; `files` are those written, `clash` is why there is no plan, `notes` what helps to see it.

    `uncertified`: why there is no `certificate` where one was asked for.
    """

    status: str
    code: int
    statistics: dict[str, Any]
    plan: Plan | None = None
    clash: Clash | None = None
    notes: tuple[str, ...] = ()
    problem: str = ""
    files: list[Path] = field(default_factory=list)
    certificate: Certificate | None = None
    uncertified: str = ""


def tell(told: Told, *, as_json: bool, quiet: bool, unit: str = "km") -> None:
    """One JSON document, or text in `unit`: data on stdout, what went wrong on stderr."""
    if as_json:
        print_json(_document(told))
    elif told.plan is None:
        _print_failure(told)
    elif not quiet:
        _print_plan(told.plan, told, unit)
    if told.certificate and not (as_json or quiet or told.plan):
        _print_certificate(told.certificate)
    if told.uncertified:
        print(told.uncertified, file=sys.stderr)
    if told.problem:
        print(told.problem, file=sys.stderr)


def _document(told: Told) -> dict[str, Any]:
    plan = None if told.plan is None else told.plan.model_dump(mode="json", by_alias=True)
    files = {path.suffix: str(path) for path in told.files if told.plan is not None}
    return {
        "schema": "ndt.solve/1",
        "status": told.status,
        "exit_code": told.code,
        "plan": files.get(".json"),
        "csv": files.get(".csv"),
        "objective": None if plan is None else plan["objective"],
        "bound": None if plan is None else plan["bound"],
        "statistics": told.statistics,
        "warnings": [] if plan is None else plan["warnings"],
        "scaled": [] if plan is None else plan["scaled"],
        "certificate": None if told.certificate is None else told.certificate.model_dump(mode="json"),
        "conflict": [] if told.clash is None else told.clash.rules,
        "conflict_weeks": None if told.clash is None else told.clash.weeks,
        "conflict_notes": list(told.notes),
        "clash": None if told.clash is None else told.clash.model_dump(mode="json"),
    }


def _print_plan(plan: Plan, told: Told, unit: str) -> None:
    from ndt_opt.report.terminal import render

    encoding = sys.stdout.encoding or "ascii"
    sys.stdout.write(render(plan, width=width(), colour=colour(sys.stdout), unit=unit, encoding=encoding))
    print("\nSOLVER")
    _print_statistics(told.statistics)
    print("\nFILES")
    _print_files(told.files)
    if told.code == exits.NOT_OPTIMAL:
        print("the plan is not proved optimal (--require-optimal)", file=sys.stderr)


def _print_failure(told: Told) -> None:
    if told.clash is not None:
        from ndt_opt.report.clash import short_form

        print("\n".join(short_form(told.clash, told.notes, width())))
    elif told.code == exits.OUT_OF_TIME:
        print("Time ran out before any plan was found; give --time-limit more seconds.", file=sys.stderr)
    elif told.code == exits.INTERRUPTED:
        print("Interrupted before any plan was found.", file=sys.stderr)
    else:
        _print_files(told.files)


def _print_certificate(certificate: Certificate) -> None:
    from ndt_opt.report.certificate import certificate_lines

    for line in certificate_lines(certificate):
        print(fill(line, width(), subsequent_indent="  "))


def _print_statistics(statistics: dict[str, Any]) -> None:
    """Counters, then the seconds of each step; what each rule posted is for `--json`."""
    plain = {k: v for k, v in statistics.items() if not isinstance(v, dict)}
    seconds = {f"{k} s": f"{v:.2f}" for k, v in statistics.get("seconds", {}).items()}
    shown = {**plain, **seconds}
    widest = max((len(key) for key in shown), default=0)
    for key, value in shown.items():
        print(f"  {key.replace('_', ' '):<{widest}}  {value}")


def _print_files(files: list[Path]) -> None:
    for path in files:
        print(f"  {path}")
