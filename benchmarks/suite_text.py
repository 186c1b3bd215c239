"""`suite.toml` out and back, for the two programs that write it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
INSTANCES, SUITE = FOLDER / "instances", FOLDER / "suite.toml"
HEAD = """\
# The benchmark suite: one table per instance, the scenario in instances/<name>.toml. Written by make_instances.py and
# prove.py; README.md tells what each key means. An instance is frozen: sha256 is that of the file that was proved.
schema = "ndt.suite/1"
"""


def read_entries() -> list[dict[str, object]]:
    """The instances as plain tables; none where there is no suite yet."""
    if not SUITE.exists():
        return []
    return list(tomllib.loads(SUITE.read_text(encoding="utf-8")).get("instances", []))


def suite_text(entries: Iterable[Mapping[str, object]]) -> str:
    """The whole file; texts, numbers, booleans and lists of them are written alike in JSON and TOML."""
    tables = ("".join(f"{key} = {_value(value)}\n" for key, value in entry.items()) for entry in entries)
    return HEAD + "".join(f"\n[[instances]]\n{table}" for table in tables)


def _value(value: object) -> str:
    if isinstance(value, list) and len(json.dumps(value)) > 90:
        return "[\n" + "".join(f"  {json.dumps(item, ensure_ascii=False)},\n" for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)
