"""docs/coverage.md from coverage.toml: `python tests/architecture/coverage_page.py > docs/coverage.md`."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

LIST = Path(__file__).with_name("coverage.toml")
_HEAD = """# What is covered

Made from `tests/architecture/coverage.toml`: do not edit, run
`python tests/architecture/coverage_page.py > docs/coverage.md`.

The texts this project grew from state {hard} hard demands. Here they are in the project's own words, each
with the place that keeps it. A name like `hard-day-spacing` is a rule: see [rules.md](rules.md). E-xx is the
decision by which a contradictory demand is read: see
[decisions/0002-contradictions.md](decisions/0002-contradictions.md).

| of {hard} hard demands | |
|---|---|
| kept | {kept} |
| kept in part, the rest in a later release | {partly} |
| in a later release | {later} |
"""
Entry = dict[str, Any]


def read_list() -> dict[str, dict[str, Entry]]:
    """`hard` and `soft`: statement id -> its entry."""
    return tomllib.loads(LIST.read_text(encoding="utf-8"))


def coverage_markdown() -> str:
    """The whole page."""
    listed = read_list()
    states = [_state(entry) for entry in listed["hard"].values()]
    counts = {state: states.count(state) for state in ("kept", "partly", "later")}
    soft = (
        "Soft demands and background that a rule or preference also honours; the rest guides defaults only."
    )
    return "\n".join(
        [
            _HEAD.format(hard=len(states), **counts),
            *("## Hard demands", "", *_table(listed["hard"]), ""),
            *("## Soft demands", "", soft, "", *_table(listed["soft"]), ""),
        ]
    )


def _state(entry: Entry) -> str:
    now = "rules" in entry or "steps" in entry
    return "later" if not now else "partly" if "later" in entry else "kept"


def _table(entries: dict[str, Entry]) -> list[str]:
    rows = [f"| {key} | {entry['says']} | {_kept_by(entry)} |" for key, entry in entries.items()]
    return ["| | demand | kept by |", "|---|---|---|", *rows]


def _kept_by(entry: Entry) -> str:
    parts = [", ".join(f"`{slug}`" for slug in entry["rules"])] if "rules" in entry else []
    if "steps" in entry:
        parts.append(f"{', '.join(entry['steps'])}: {entry['how']}")
    if "later" in entry:
        parts.append(f"later, *{entry['later']}*: {entry['reason']}")
    read = f" ({', '.join(entry['read'])})" if "read" in entry else ""
    return "; ".join(parts) + read


if __name__ == "__main__":
    sys.stdout.write(coverage_markdown())
