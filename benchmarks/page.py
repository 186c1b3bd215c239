"""The page and the charts of a result once more, from its CSV files.

    python benchmarks/page.py RESULT.csv

Reads `RESULT.csv` and `RESULT-trace.csv`, measures nothing, and writes page and charts beside them: for a page whose
words or tables have changed since.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ndt_opt.bench.report import report
from ndt_opt.bench.results import read_results, read_trace
from ndt_opt.bench.suite import benchmarks_dir, read_suite
from ndt_opt.errors import InputError
from ndt_opt.files.plan_file import write_whole


def main(path: Path) -> None:
    results = read_results(path)
    traced = results.model_copy(update={"runs": read_trace(path.with_name(f"{path.stem}-trace.csv"), results.runs)})
    suite = read_suite(benchmarks_dir())
    names = {run.instance for run in results.runs}
    listed = sorted((i for i in suite.instances if i.name in names), key=lambda i: i.weeks)
    drawn = report(traced, listed).files(path.parent)
    pages = {file: text for file, text in drawn.items() if file.suffix in (".md", ".svg")}
    write_whole(pages)
    print(*pages, sep="\n")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except InputError as error:
        sys.exit(str(error))
