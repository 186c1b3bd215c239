"""`ndt models`: the library of training models, and where each number of one comes from."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ndt_opt.cli import exits
from ndt_opt.cli.arguments import Commands, print_json

if TYPE_CHECKING:
    from ndt_opt.rules.training_model import TrainingModel

_Row = tuple[str, str, str, str]


def register(commands: Commands) -> None:
    parser = commands.add_parser("models", help="list the training models, or show one")
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    parser.set_defaults(run=run_list)
    inner = parser.add_subparsers(metavar="show NAME")
    show = inner.add_parser("show", help="what a model says: strength, value, file and source of each number")
    show.add_argument("name", help="a model of the library, or a path ending in .toml")
    show.add_argument("--resolved", action="store_true", help="also what it inherits")
    # Left out here, it must not undo a --json given before `show`.
    show.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="the resolved model as JSON"
    )
    show.set_defaults(run=run_show)


def run_list(args: argparse.Namespace) -> int:
    from ndt_opt.files.model_file import read_model
    from ndt_opt.rules.library import model_names

    models = {name: read_model(name) for name in model_names()}
    if args.json:
        listed = [{"name": n, "summary": m.summary, "lineage": list(m.lineage)} for n, m in models.items()]
        print_json({"schema": "ndt.models/1", "models": listed})
        return exits.DONE
    widest = max(len(name) for name in models)
    for name, model in models.items():
        print(f"{name:<{widest}}  {model.summary}")
    return exits.DONE


def run_show(args: argparse.Namespace) -> int:
    from ndt_opt.files.content import sealed_model
    from ndt_opt.files.model_file import read_model

    model = read_model(args.name)
    if args.json:
        print_json(sealed_model(model))
        return exits.DONE
    print(f"{model.name}: {model.summary}" if model.summary else model.name)
    print(f"extends: {' < '.join(model.lineage)}\n")
    own = {origin.file for origin in list(model.origins.values())[-1:]}  # the latest file's come last
    tables = [(h, [r for r in rows if args.resolved or r[2] in own]) for h, rows in _tables(model)]
    _print([(heading, rows) for heading, rows in tables if rows])
    return exits.DONE


def _tables(model: TrainingModel) -> Iterator[tuple[str, list[_Row]]]:
    from ndt_opt.files.model_layers import FLAT

    data = model.to_json()
    for section in ("rules", "preferences", "templates", "ladders"):
        for name, values in data[section].items():
            yield f"{section}.{name}", _rows(model, f"{section}.{name}", values)
    for section in FLAT:
        yield section, _rows(model, section, data[section])


def _rows(model: TrainingModel, path: str, values: dict[str, Any]) -> list[_Row]:
    """Key, value, file and source; values nobody wrote (a template's defaults) are left out."""
    found = [(key, value, model.origins.get(f"{path}.{key}")) for key, value in values.items()]
    return [
        (key, _text(value), origin.file, origin.source) for key, value, origin in found if origin is not None
    ]


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {_text(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_text(v) for v in value) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _print(tables: list[tuple[str, list[_Row]]]) -> None:
    rows = [row for _, rows in tables for row in rows]
    columns = [max((len(row[i]) for row in rows if len(row[i]) <= 40), default=0) for i in range(3)]
    for n, (heading, found) in enumerate(tables):
        print(f"{chr(10) if n else ''}[{heading}]")
        for key, value, file, source in found:
            print(f"  {key:<{columns[0]}}  {value:<{columns[1]}}  {file:<{columns[2]}}  {source}".rstrip())
