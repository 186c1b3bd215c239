"""`ndt new`: a commented starter scenario."""

from __future__ import annotations

import argparse
from pathlib import Path

from ndt_opt.cli import exits
from ndt_opt.cli.arguments import Commands
from ndt_opt.errors import InputError, Problem


def register(commands: Commands) -> None:
    parser = commands.add_parser("new", help="write a commented starter scenario")
    parser.add_argument(
        "path", nargs="?", type=Path, default=Path("scenario.toml"), help="default: scenario.toml"
    )
    parser.add_argument("--force", action="store_true", help="replace the file if there is one")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from ndt_opt.files.plan_file import write_whole
    from ndt_opt.files.starter import STARTER

    path: Path = args.path
    if path.exists() and not args.force:
        raise InputError([Problem(str(path), "", "exists already", allowed="another name, or --force")])
    write_whole({path: STARTER})
    print(f"{path}: change it, then run  ndt solve {path}")
    return exits.DONE
