"""What each rule of a season costs: Zone-2 seconds that it would hold more if the rule were looser, or not there."""

from __future__ import annotations

from typing import Literal

from ndt_opt.domain.record import Record

Ending = Literal["optimal", "feasible", "infeasible", "unknown", "contradiction"]


class Gain(Record):
    """What one change of one rule adds to the season.

    `least_s` to `most_s` seconds more than the best plan under the rules as they are, equal where both are proved;
    None where there is no number.  `z2_work_s` of the best plan known, no plan holds more than `bound_s`.
    `asks_more`: rules that ask more where this one is changed, so that the plan as it is breaks them; then it may be
    a loss.  `refused`: rules that the auditor finds broken in the best plan, so that the number is not trusted.
    "contradiction": the solver leaves less than a plan that the auditor accepts, a fault of the program.
    `seconds` of processor time: shown, but in no file.
    """

    status: Ending
    z2_work_s: int | None = None
    bound_s: int | None = None
    least_s: int | None = None
    most_s: int | None = None
    asks_more: list[str] = []
    refused: list[str] = []
    seconds: float = 0.0

    @property
    def is_exact(self) -> bool:
        return self.least_s is not None and self.least_s == self.most_s and not self.refused


class RulePrice(Record):
    """A rule with what one step (in words; None where it has no step, or none is allowed) and its end would add."""

    rule: str
    step: str | None
    by_step: Gain | None
    dropped: Gain

    @property
    def is_free(self) -> bool:
        """Whether it is proved to cost nothing."""
        return all(gain.is_exact and gain.least_s == 0 for gain in (self.by_step, self.dropped) if gain is not None)

    @property
    def rank(self) -> tuple[int, int]:
        """The dearest first: by the step, then by the end of the rule."""
        step, end = (-(10**9) if g is None or g.least_s is None else g.least_s for g in (self.by_step, self.dropped))
        return -max(step, 0), -end


class Point(Record):
    """The gain of so many steps."""

    steps: int
    gain: Gain


class Curve(Record):
    """How the gain of a rule grows step by step; `is_at_end`: no more steps are allowed than the last point's.

    `most_s`: what the rule dropped adds, where that is proved.
    """

    rule: str
    step: str
    points: list[Point]
    is_at_end: bool
    most_s: int | None = None


class Silent(Record):
    """A rule with nothing to say in this scenario, and why."""

    rule: str
    why: str


class Prices(Record):
    """The price of every rule of a model in one season.

    `rules` that cost something, or may, the dearest first; `free` ones are proved to cost nothing.
    `bound_s` is what no plan under the rules as they are can pass.
    """

    title: str
    model: str
    weeks: int
    seed: int
    status: Literal["optimal", "feasible"]
    z2_work_s: int
    bound_s: int
    rules: list[RulePrice]
    free: list[str]
    silent: list[Silent]
    curves: list[Curve]

    @property
    def gains(self) -> list[tuple[str, Gain]]:
        """Every gain with what was changed."""
        steps = [(f"{p.rule} (a step)", p.by_step) for p in self.rules if p.by_step is not None]
        ends = [(f"{p.rule} (dropped)", p.dropped) for p in self.rules]
        more = [(f"{c.rule} ({p.steps} steps)", p.gain) for c in self.curves for p in c.points if p.steps > 1]
        return [*steps, *ends, *more]
