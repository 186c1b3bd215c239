"""The suite: frozen instances, the optimum of each and who proved it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from ndt_opt.domain.record import Record
from ndt_opt.errors import InputError, Problem
from ndt_opt.files.problems import from_validation
from ndt_opt.files.reading import parse_toml, read_text

SetName = Literal["smoke", "quick", "core", "full"]
Family = Literal["double", "singles", "day-grid", "races", "explain"]
Seconds = Annotated[int, Field(ge=0)]


class Instance(Record):
    """One season.

    `optimum`: seconds of Zone 2 work, where it is proved; else `best_s` and `bound_s` say what is known.
    `without_cap_s`: the optimum without the rule `muscular-load`; above `optimum` where the cap binds.
    `expected` and `clash`: of a season without a plan, the rules that cannot hold together.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]
    weeks: Annotated[int, Field(ge=1, le=104)]
    family: Family
    tier: str
    seed: int
    sets: Annotated[list[SetName], Field(min_length=1)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    expected: Literal["optimal", "infeasible"] = "optimal"
    clash: list[str] = []
    binding: bool
    optimum: Seconds | None = None
    best_s: Seconds | None = None
    bound_s: Seconds | None = None
    without_cap_s: Seconds | None = None
    proved_by: list[str] = []

    @property
    def ladder(self) -> tuple[str, str, int, bool]:
        """What seasons of the same athlete and rules share, whatever their length."""
        return self.family, self.tier, self.seed, self.binding


class _SuiteFile(Record):
    schema_: Annotated[Literal["ndt.suite/1"], Field(alias="schema")]
    instances: Annotated[list[Instance], Field(min_length=1)]


class Suite(Record):
    """The instances of a suite file, and the folder that holds it."""

    folder: Path
    instances: list[Instance]

    def path(self, instance: Instance) -> Path:
        return self.folder / "instances" / f"{instance.name}.toml"

    def members(self, name: SetName) -> list[Instance]:
        """The instances of a set, short seasons first."""
        return sorted((i for i in self.instances if name in i.sets), key=lambda i: i.weeks)


def benchmarks_dir() -> Path:
    """The `benchmarks` folder: inside an installed package, else beside the checkout."""
    inside = Path(__file__).resolve().parents[1] / "benchmarks"
    return inside if inside.is_dir() else inside.parents[1] / "benchmarks"


def read_suite(folder: Path) -> Suite:
    """The suite of a folder: `suite.toml` and `instances/`.

    Raises
    ------
    InputError
        with one line for every problem: of the file, a name that stands twice, an instance that is not the frozen one.
    """
    path = folder / "suite.toml"
    raw = parse_toml(read_text(path), path.name)
    try:
        found = _SuiteFile.model_validate(raw)
    except ValidationError as error:
        raise InputError(from_validation(lambda _: path.name, error, "", _SuiteFile)) from None
    suite = Suite(folder=folder, instances=found.instances)
    problems = [*_repeated(found.instances, path.name), *_not_frozen(suite)]
    if problems:
        raise InputError(problems)
    return suite


def _repeated(instances: Sequence[Instance], file: str) -> Iterator[Problem]:
    names = [instance.name for instance in instances]
    for number, name in enumerate(names):
        if name in names[:number]:
            yield Problem(file, f"instances[{number}].name", "the name stands twice", repr(name))


def _not_frozen(suite: Suite) -> Iterator[Problem]:
    for instance in suite.instances:
        path = suite.path(instance)
        if not path.is_file():
            yield Problem(path.name, "", "no such file in instances/")
        elif (found := hashlib.sha256(path.read_bytes()).hexdigest()) != instance.sha256:
            what = "not the file whose optimum is proved (an instance is frozen)"
            yield Problem(path.name, "", what, f"sha256 {found[:12]}", instance.sha256[:12])
