"""Run the study with the planner's own replan.

    python -m benchmarks.closed_loop [--seeds N] [--weeks W] [--out DIR] [--page docs/closed-loop.md]

Writes a CSV and a table into DIR, and the table into the page. Takes a quarter of a second for each week with
feedback.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

from ndt_opt.domain.log import LogEntry
from ndt_opt.domain.plan import Plan
from ndt_opt.errors import InputError, OutputError
from ndt_opt.files.plan_file import write_whole
from ndt_opt.rules.training_model import TrainingModel

from .season import Replanner
from .study import ARMS, ERRORS_PCT, study
from .tables import markdown, replaced, season_csv


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5, metavar="N", help="runners, each drawn by a seed (default 5)")
    parser.add_argument("--weeks", type=int, default=20, metavar="W", help="of the season (default 20)")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results"), metavar="DIR")
    parser.add_argument("--page", type=Path, metavar="FILE", help="a page whose table is to be replaced")
    args = parser.parse_args()
    if min(args.seeds, args.weeks) < 1:
        parser.error("at least one seed and one week")
    page = None if args.page is None else args.page.read_text(encoding="utf-8")
    if page is not None:
        replaced(page, "")  # before minutes are spent
    rows = []
    for row in study(planners_own, args.seeds, args.weeks):
        rows.append(row)
        print(f"\r{len(rows)} of {args.seeds * len(ARMS) * len(ERRORS_PCT)} seasons", end="", file=sys.stderr)
    print(file=sys.stderr)
    table = markdown(rows, f"python -m benchmarks.closed_loop --seeds {args.seeds} --weeks {args.weeks}")
    name = args.out / f"{dt.date.today()}-closed-loop"
    files = {name.with_suffix(".csv"): season_csv(rows), name.with_suffix(".md"): table}
    if page is not None:
        files[args.page] = replaced(page, table)
    write_whole(files)
    print(*files, sep="\n")


def planners_own(_: Plan, model: TrainingModel) -> Replanner:
    """What `ndt replan` does; where it has no plan, the old one is followed for another week."""
    from ndt_opt.replan import Replanned, replan  # the one place that needs it

    def again(plan: Plan, log: Sequence[LogEntry], as_of: dt.date) -> Plan | None:
        outcome = replan(plan, log, as_of, model)
        return outcome.plan if isinstance(outcome, Replanned) else None

    return again


if __name__ == "__main__":
    try:
        main()
    except (InputError, OutputError, OSError, ValueError) as error:
        sys.exit(str(error))
