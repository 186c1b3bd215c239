"""`ndt schema`: the JSON Schemas of the files."""

from __future__ import annotations

import argparse

from ndt_opt.cli import exits
from ndt_opt.cli.arguments import Commands, print_json


def register(commands: Commands) -> None:
    parser = commands.add_parser("schema", help="print the JSON Schema of a file")
    parser.add_argument("file", choices=("scenario", "plan"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from ndt_opt.files.plan_file import plan_json_schema
    from ndt_opt.files.scenario_file import scenario_json_schema

    print_json(scenario_json_schema() if args.file == "scenario" else plan_json_schema())
    return exits.DONE
