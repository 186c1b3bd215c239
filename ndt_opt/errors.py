"""What can go wrong with a user's input, told one line per problem."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one value of one file.

    `where` is the dotted key path (`athlete.weekly_km`); `found` is the offending value as
    text, `allowed` says what would have been accepted.  Both may be empty.
    """

    file: str
    where: str
    what: str
    found: str = ""
    allowed: str = ""

    def __str__(self) -> str:
        parts = [self.what]
        if self.found:
            parts.append(f"found {self.found}")
        if self.allowed:
            parts.append(f"allowed: {self.allowed}")
        place = f"{self.file}: {self.where}" if self.where else self.file
        line = " ".join(f"{place}: {', '.join(parts)}".split())
        return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in line)


class InputError(Exception):
    """Bad input: every problem found, each one line (exit code 2)."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(p) for p in problems))


class OutputError(Exception):
    """A file cannot be written: one line that names it (exit code 7)."""


class InternalDisagreement(Exception):
    """Solver and auditor disagree about a plan (exit code 6); never the user's fault.

    Attributes
    ----------
    plan : the plan as it was decoded
    findings : the auditor's findings, the broken ones among them
    """

    def __init__(self, plan: Any, findings: Any) -> None:
        self.plan = plan
        self.findings = findings
        super().__init__("solver and auditor disagree about this plan; this is a fault of the program")

    def __reduce__(self) -> tuple[type[InternalDisagreement], tuple[Any, Any]]:
        """An exception goes from process to process by what it was made of."""
        return type(self), (self.plan, self.findings)
