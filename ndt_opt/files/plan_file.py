"""`plan.json` out and back, byte for byte; files written whole or not at all."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError

from ndt_opt.domain.lived_season import without_lived
from ndt_opt.domain.plan import Plan
from ndt_opt.errors import InputError, OutputError, Problem
from ndt_opt.files.lived_checks import begun
from ndt_opt.files.problems import from_validation
from ndt_opt.files.reading import read_text
from ndt_opt.files.scenario_checks import contradictions
from ndt_opt.files.scenario_parts import parts_of


def plan_text(plan: Plan) -> str:
    """The plan as JSON text; the same plan gives the same text."""
    return plan.model_dump_json(indent=1, by_alias=True) + "\n"


def read_plan(path: Path) -> Plan:
    """The plan in a JSON file.

    Raises
    ------
    InputError
        with one line for every problem of the file.
    """
    text = read_text(path)
    _check_json(text, path.name)
    try:
        plan = Plan.model_validate_json(text)
    except ValidationError as error:
        raise InputError(from_validation(lambda _: path.name, error, "", Plan)) from None
    parts = parts_of(without_lived(plan.scenario).model_dump(by_alias=True))
    problems = contradictions(parts, path.name, "scenario.") + begun(plan.scenario, path.name, "scenario.")
    if problems:
        raise InputError(problems)
    return plan


def plan_json_schema() -> dict[str, Any]:
    """The JSON Schema of a plan."""
    schema = Plan.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "ndt.plan/1"}


def write_whole(files: Mapping[Path, str | bytes]) -> None:
    """Write every file, or none: all are on the disk under other names before the first is renamed.

    A text is written as UTF-8.

    What a link points to is written, and a file keeps its mode; one that may not be written is not replaced.

    Raises
    ------
    OutputError
        when a folder, a permission or the disk refuses.
    """
    waiting: dict[Path, Path] = {}
    named = Path()
    try:
        for named, content in files.items():
            path = named.resolve() if named.is_symlink() else named
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise IsADirectoryError(None, "Is a directory")
            if path.exists() and not os.access(path, os.W_OK):
                raise PermissionError(None, "Permission denied")
            waiting[path] = path.with_name(f".{path.name}.{os.getpid()}.part")
            data = content if isinstance(content, bytes) else content.encode("utf-8")
            _write_through(waiting[path], data, path)
        for path, temporary in waiting.items():
            temporary.replace(path)
    except OSError as error:
        raise OutputError(f"{named}: cannot be written ({error.strerror or error})") from None
    finally:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)


def _write_through(path: Path, data: bytes, like: Path) -> None:
    with path.open("wb") as stream:
        if like.exists():
            path.chmod(stat.S_IMODE(like.stat().st_mode))
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _check_json(text: str, file: str) -> None:
    """Refuse what Python's JSON lets through and no other program reads: NaN, repeated keys, depth."""

    def refuse(constant: str) -> NoReturn:
        raise ValueError(f"{constant} is no JSON number")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        if len(set(keys)) < len(keys):
            raise ValueError(f"the key {next(k for k in keys if keys.count(k) > 1)!r} stands twice in one object")
        return dict(pairs)

    def finite(number: str) -> float:
        return refuse(number) if float(number) in (float("inf"), -float("inf")) else float(number)

    try:
        found = json.loads(text, parse_constant=refuse, parse_float=finite, object_pairs_hook=once)
    except RecursionError:
        raise InputError([Problem(file, "", "nested too deeply")]) from None
    except ValueError as error:
        what = f"not readable as JSON: {str(error).partition(';')[0]}"
        raise InputError([Problem(file, "", what)]) from None
    if not isinstance(found, dict):
        raise InputError([Problem(file, "", "not a plan", type(found).__name__, "a JSON object")])
