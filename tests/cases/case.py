"""What a case file says: weeks of training in tokens, and whether the rule allows them.

A day's token is its letter: `E` easy or rest, `D` double threshold, `S` single threshold, `H` HIT, `P` race
pace, `R` race, `L` long run.  `S.pm` stands in the afternoon, `S+H` has both kinds on one day.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """One diary.

    Attributes
    ----------
    also : other rules that hold on both sides, because the rule needs them to mean anything
    params : numbers of the rule that differ from norwegian-double's
    km : kilometres of each week, multiples of 0.2; easy running makes them up
    long_km : kilometres of the long run, of each or of every week
    easy : easy runs of each week, `6 x 50 min` or `mon am 50, tue pm 40` (minutes)
    extras : strides and hill sprints of each week, `fri strides, wed hill-sprints`, on the day's first session
    am, pm, single, hit : sessions as `template x reps`, taken in turn where there are several
    race_pace : the rung of every race-pace session, `long-track-3`; the week's own where it is left out
    templates : templates that differ from norwegian-double's one named in `like`
    blocked, dates, pins, races, phases, transitions, camps : with `day` (the season's first is 0) instead of dates
    last_hard, hard_days, last_hit : day indices before the season, negative
    blocks : what each week is called, `L` load, `R` recovery, `T` taper or `X` race week
    tiers : the tier each week carries
    offer_weeks, offer_sessions : what else the solver may think of
    fits_at_km : the note a plan makes when two doubles do not fit
    elsewhere : what forbids the diary to the solver even without the rule's room
    solver_errs, auditor_errs : why that side is known to be wrong here; its test must fail until it is right
    """

    rule: str
    name: str
    is_allowed: bool
    weeks: list[str]
    also: list[str] = field(default_factory=list)
    params: dict[str, Any] = field(default_factory=dict)
    km: list[float] = field(default_factory=list)
    long_km: float | list[float] = 16
    easy: list[str] = field(default_factory=list)
    extras: list[str] = field(default_factory=list)
    am: str | list[str] = "am-6min x 5"
    pm: str | list[str] = "pm-90s x 16"
    single: str | list[str] = "am-6min x 5"
    hit: str | list[str] = "hit-20x200m-hill x 20"
    race_pace: str = ""
    templates: dict[str, dict[str, Any]] = field(default_factory=dict)
    athlete: dict[str, Any] = field(default_factory=dict)
    availability: dict[str, Any] = field(default_factory=dict)
    blocked: list[dict[str, Any]] = field(default_factory=list)
    dates: list[dict[str, Any]] = field(default_factory=list)
    pins: list[dict[str, Any]] = field(default_factory=list)
    races: list[dict[str, Any]] = field(default_factory=list)
    phases: list[dict[str, Any]] = field(default_factory=list)
    transitions: list[dict[str, Any]] = field(default_factory=list)
    camps: list[dict[str, Any]] = field(default_factory=list)
    history: dict[str, Any] = field(default_factory=dict)
    last_hard: int | None = None
    hard_days: list[int] = field(default_factory=list)
    last_hit: int | None = None
    blocks: str = ""
    tiers: str = ""
    offer_weeks: list[str] = field(default_factory=list)
    offer_sessions: dict[str, str] = field(default_factory=dict)
    fits_at_km: float | None = None
    elsewhere: str = ""
    solver_errs: str = ""
    auditor_errs: str = ""

    @property
    def slugs(self) -> list[str]:
        """The rules that hold."""
        return [self.rule, *self.also]


def read_cases(slug: str) -> list[Case]:
    """The cases of a rule's file; a key that is no key of a case is an error."""
    raw = tomllib.loads((FOLDER / f"{slug}.toml").read_text(encoding="utf-8"))
    found = {"allowed": raw.pop("allowed", []), "forbidden": raw.pop("forbidden", [])}
    return [
        Case(
            **{**raw, **own, "params": {**raw.get("params", {}), **own.get("params", {})}},
            is_allowed=kind == "allowed",
        )
        for kind, own_cases in found.items()
        for own in own_cases
    ]


def file_slugs() -> set[str]:
    """Slugs that have a file."""
    return {path.stem for path in FOLDER.glob("*.toml")}
