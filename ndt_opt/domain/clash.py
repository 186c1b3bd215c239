"""Why there is no plan: what clashes, and what would make one possible."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ndt_opt.domain.record import Record


class ClashMember(Record):
    """A rule of the model (`key` is its slug) or a line of the scenario (`key` is its path), and what it asks."""

    kind: Literal["rule", "wish"]
    key: str
    words: str


class Clash(Record):
    """Members that cannot hold together.

    Proved for the season's first `weeks` weeks, whose last day is `until`.  `minimal`: without any one of the members
    there is a plan; `undecided` are the keys of those for which none was found in time.  `cut_short`: the search was
    stopped, and some members may have no part in the clash.
    """

    members: list[ClashMember]
    weeks: int
    until: dt.date
    minimal: bool
    undecided: list[str]
    cut_short: bool

    @property
    def rules(self) -> list[str]:
        """The slugs of its rules; `pins` where one of its wishes is a pin."""
        slugs = [member.key for member in self.members if member.kind == "rule"]
        return [*slugs, "pins"] if any(member.key.startswith("season.pins[") for member in self.members) else slugs
