"""One run of one peer on one instance: a row of the result file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ndt_opt.bench.answer import Answer
from ndt_opt.bench.suite import Family, Instance
from ndt_opt.domain.record import Record

Ended = Literal[
    "optimal", "feasible", "infeasible", "unknown", "unavailable", "not-applicable",
    "timed-out", "failed", "skipped", "not-run",
]  # fmt: skip
"""How a run ended: what the peer said, or `timed-out` (killed), `failed` (no answer), `skipped` (the same athlete's
shorter season was not closed), `not-run` (the time of the whole suite was over, or somebody ended it)."""
OURS = "ours"


class Run(Record):
    """`pair` counts the repetitions of an instance; times are in seconds, `peak_mb` in MB.

    `read_s`, `build_s`, `first_plan_s`, `solve_s` are the peer's own, `wall_s`, `cpu_s`, `peak_mb` measured from
    outside. `exact` False: the peer's formulation is a relaxation of this season's rules.
    """

    instance: str
    family: Family
    weeks: Annotated[int, Field(ge=1)]
    tier: str
    athlete: int
    binding: bool
    peer: str
    pair: Annotated[int, Field(ge=0)]
    seed: int
    limit_s: Annotated[float, Field(gt=0)]
    status: Ended
    exact: bool | None = None
    z2_work_s: int | None = None
    bound_s: int | None = None
    read_s: float | None = None
    build_s: float | None = None
    first_plan_s: float | None = None
    solve_s: float | None = None
    wall_s: Annotated[float, Field(gt=0)] | None = None
    cpu_s: float | None = None
    peak_mb: float | None = None
    versions: str = ""
    note: str = ""
    trace: list[tuple[float, int | None, int | None]] = []

    @property
    def is_claim(self) -> bool:
        """Whether it decides the season: an optimum or that there is no plan, under the rules themselves."""
        return self.status in ("optimal", "infeasible") and self.exact is True

    @property
    def is_closed(self) -> bool:
        """Whether it did so with the whole process within the limit."""
        return self.is_claim and self.wall_s is not None and self.wall_s <= self.limit_s

    @property
    def is_limit(self) -> bool:
        """Whether it tells, of a relaxation, all that the peer ever would: no plan, only what none can pass."""
        return self.exact is False and self.has_ended

    @property
    def has_ended(self) -> bool:
        """By itself, within its limit: worth repeating, and a longer season worth trying."""
        if self.status in ("feasible", "unknown"):
            return self.wall_s is not None and self.wall_s < self.limit_s
        return self.status in ("optimal", "infeasible")

    @property
    def ladder(self) -> tuple[str, str, int, bool]:
        """As an instance's."""
        return self.family, self.tier, self.athlete, self.binding


def blank(instance: Instance, peer: str, pair: int, seed: int, limit_s: float, status: Ended, note: str = "") -> Run:
    """A run of which nothing was measured."""
    return Run(
        instance=instance.name, family=instance.family, weeks=instance.weeks, tier=instance.tier,
        athlete=instance.seed, binding=instance.binding, peer=peer, pair=pair, seed=seed, limit_s=limit_s,
        status=status, note=note,
    )  # fmt: skip


def with_answer(run: Run, answer: Answer) -> Run:
    """The run with what the peer said."""
    return run.model_copy(
        update={
            "status": answer.status, "exact": answer.exact, "z2_work_s": answer.z2_work_s, "bound_s": answer.bound_s,
            "read_s": answer.read_s, "build_s": answer.build_s, "first_plan_s": answer.first_plan_s,
            "solve_s": answer.solve_s, "trace": answer.trace, "note": answer.note,
            "versions": "; ".join(f"{name} {version}" for name, version in sorted(answer.versions.items())),
        }
    )  # fmt: skip
