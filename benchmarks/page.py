"""The page and the charts of a result once more, from its CSV files.

    python benchmarks/page.py RESULT.csv [--without PEER --because "what it did"]

Reads `RESULT.csv` and `RESULT-trace.csv`, measures nothing, and writes page and charts beside them: for a page whose
words or tables have changed since. A peer that was shown to be wrong can be left out of the page, which then says so
and why; its rows stay in the file.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ndt_opt.bench.report import report
from ndt_opt.bench.results import read_results, read_trace
from ndt_opt.bench.suite import benchmarks_dir, read_suite
from ndt_opt.errors import InputError
from ndt_opt.files.plan_file import write_whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("result", type=Path, metavar="RESULT.csv")
    parser.add_argument("--without", metavar="PEER")
    parser.add_argument("--because", metavar="TEXT", default="")
    args = parser.parse_args()
    if bool(args.without) != bool(args.because):
        parser.error("--without and --because go together")
    path: Path = args.result
    results = read_results(path)
    traced = results.model_copy(update={"runs": read_trace(path.with_name(f"{path.stem}-trace.csv"), results.runs)})
    kept = [run for run in traced.runs if run.peer != args.without]
    suite = read_suite(benchmarks_dir())
    names = {run.instance for run in results.runs}
    listed = sorted((i for i in suite.instances if i.name in names), key=lambda i: i.weeks)
    left_out = f"Left out, and in the file: `{args.without}`. {args.because}" if args.without else ""
    drawn = report(traced.model_copy(update={"runs": kept}), listed, left_out=left_out).files(path.parent)
    pages = {file: text for file, text in drawn.items() if file.suffix in (".md", ".svg")}
    write_whole(pages)
    print(*pages, sep="\n")


if __name__ == "__main__":
    try:
        main()
    except InputError as error:
        sys.exit(str(error))
