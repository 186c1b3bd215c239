"""Which rules clash when there is no plan.

Deletion: drop rules, many at once where that will do; those whose absence leaves the season infeasible have no
part in the clash.  Every drop rebuilds the model, so rules that filter patterns and sessions count as well;
those without which a week has most patterns come last, and never all of them at once.  All that is quicker for the
fewest first weeks that have no plan already.  What clashes there is then proved to leave the whole season without
one.  Rules that shape the session menu stay on throughout, because without several of them the menu has no end: those
in NAMED_LAST are named when dropping one of them alone makes a plan possible, those in NEVER_DROPPED not.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from ortools.sat.python import cp_model

from ndt_opt.cpsat.alike_patterns import Made
from ndt_opt.cpsat.build import build
from ndt_opt.cpsat.constraints import ROOMS
from ndt_opt.cpsat.day_layout import Layout
from ndt_opt.cpsat.facts import season_facts
from ndt_opt.cpsat.interrupt import Stop, Stopped, run
from ndt_opt.cpsat.layout import best_layouts, is_free
from ndt_opt.cpsat.settings import new_solver
from ndt_opt.domain.outcome import SolveSettings
from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.sessions import build_menu
from ndt_opt.physiology.profile import profile
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.units import format_pace

LAYOUTS = 3
"""How many layouts of the day grid one try looks at."""

TRY_LIMIT = 5.0
"""Deterministic time for one try; an undecided try keeps the rule in the set."""

FIRST_WEEKS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 80)

NAMED_LAST = ("am-before-pm", "am-pm-gap", "session-work-minutes", "day-work-minutes")
RACE_RULES = ("phase-mix", "race-day", "taper", "race-specific")
NEVER_DROPPED = ("broken-intervals", "single-threshold-days", "block-structure")


@dataclass(frozen=True)
class Clash:
    """Slugs of rules that cannot hold together, and in how many first weeks they already cannot.

    `cut_short`: `stop` left more of them than it need have.
    """

    rules: list[str]
    weeks: int
    cut_short: bool = False


def conflicting_rules(scenario: Scenario, model: TrainingModel, settings: SolveSettings, stop: Stop) -> Clash:
    """The clash of a season that is proved to have no plan."""
    search = _Search(model, settings, stop, _silent(scenario))
    try:
        first = search.shortest(scenario)
        search.delete(first)
        if first is not scenario and not search.is_infeasible(scenario, [*search.rules, *search.menu]):
            first = scenario
            search.delete(scenario)
    except Stopped:
        return Clash(search.rules, scenario.season.weeks, cut_short=True)
    return Clash(search.rules, first.season.weeks)


def _silent(scenario: Scenario) -> frozenset[str]:
    """Rules about things that the scenario does not have."""
    season = scenario.season
    asked: dict[str, object] = {
        "pins": season.pins,
        "altitude": scenario.camps,
        "transition-caution": [*scenario.transitions, *scenario.availability.blocked, *season.pins],
        **{slug: [*season.races, *season.phases] for slug in RACE_RULES},
    }
    return frozenset(slug for slug, entries in asked.items() if not entries)


def only(model: TrainingModel, slugs: list[str]) -> TrainingModel:
    """The model with every other rule off."""
    return replace(model, strengths={s: "must" if s in slugs else "off" for s in model.strengths})


@dataclass
class _Search:
    """The rules that are left while one after the other is dropped; `empty` ones have nothing to say here.

    `made` are the parts of weeks of each try by its rules; the patterns all tries share.
    """

    model: TrainingModel
    settings: SolveSettings
    stop: Stop
    empty: frozenset[str]
    kept: list[str] = field(init=False)
    guilty: list[str] = field(init=False)
    made: dict[frozenset[str], Made] = field(default_factory=dict)
    shared: Made = field(default_factory=Made)

    def __post_init__(self) -> None:
        self.holding = [slug for slug in self.model.rules if self.model.holds(slug) and slug not in self.empty]
        self.menu = [s for s in self.holding if s in NAMED_LAST + NEVER_DROPPED]
        self._start()

    def _start(self) -> None:
        self.kept, self.guilty = _without(self.holding, *self.menu), []

    @property
    def rules(self) -> list[str]:
        return self.kept + self.guilty

    def shortest(self, scenario: Scenario) -> Scenario:
        """The fewest first weeks that have no plan under all rules."""
        for weeks in (w for w in FIRST_WEEKS if w < scenario.season.weeks):
            first = _first_weeks(scenario, weeks)
            if self.is_infeasible(first, self.holding):
                return first
        return scenario

    def delete(self, scenario: Scenario) -> None:
        self._start()
        self._drop(scenario, [slug for slug in self.kept if not _shapes_weeks(slug)])
        self._drop_halves(scenario, [slug for slug in self.kept if _shapes_weeks(slug)])
        for slug in (s for s in self.menu if s in NAMED_LAST):
            if not self.is_infeasible(scenario, _without(self.holding, slug)):
                self.guilty.append(slug)

    def _drop(self, scenario: Scenario, slugs: list[str]) -> None:
        """Drops those that have no part in the clash: all of them at once, or each half by itself."""
        left = _without(self.kept, *slugs)
        if self.is_infeasible(scenario, [*left, *self.menu]):
            self.kept = left
        elif len(slugs) > 1:
            self._drop_halves(scenario, slugs)

    def _drop_halves(self, scenario: Scenario, slugs: list[str]) -> None:
        half = len(slugs) // 2
        for part in (slugs[:half], slugs[half:]):
            if part:
                self._drop(scenario, part)

    def is_infeasible(self, scenario: Scenario, slugs: list[str]) -> bool:
        """Proved without a plan under these rules (on the day grid for its most promising layouts)."""
        model, made = only(self.model, slugs), self._made(slugs)
        free = is_free(model)
        layouts = [r.layout for r in best_layouts(scenario, model, LAYOUTS, self.stop.check)] if free else [None]
        return all(self._is_impossible(scenario, model, layout, made) for layout in layouts)

    def _made(self, slugs: list[str]) -> Made:
        return self.made.setdefault(frozenset(slugs), Made(self.shared.patterns, self.shared.kinds))

    def _is_impossible(self, scenario: Scenario, model: TrainingModel, layout: Layout | None, made: Made) -> bool:
        solver = new_solver(self.settings.seed, self.settings.workers)
        solver.parameters.max_deterministic_time = TRY_LIMIT
        check = self.stop.check
        built = build(season_facts(scenario, model, layout, any_plan=True, check=check, made=made), check=check)
        status = run(solver, built.grid.cp, self.stop, lambda best, bound: None)
        self.stop.check()
        return bool(status == cp_model.INFEASIBLE)


def refused_paces(scenario: Scenario, model: TrainingModel) -> tuple[str, ...]:
    """Which templates `intensity-ceiling` keeps from this athlete because easy running would be too near."""
    person = profile(scenario.athlete, model.physiology, scenario.season.start)
    least = model.rules["intensity-ceiling"].min_easy_pace_pct
    menu = [s for s in build_menu(model, person) if s.is_threshold]
    refused = [s for s in menu if 100 * person.easy_fast < least * s.pace]
    if not refused:
        return ()
    names = ", ".join(dict.fromkeys(s.template for s in refused))
    slowest = format_pace(max(s.pace for s in refused))
    own = scenario.athlete.easy_pace
    typed = "" if own is None or person.easy_fast < own else " A slower athlete.easy_pace leaves them room."
    return (
        f"intensity-ceiling leaves out {names}: they start at up to {slowest}, and easy running as fast as "
        f"{format_pace(person.easy_fast)} is less than {least} % of that. A model of short reps, such as low-volume, "
        f"may still do.{typed}",
    )


def _first_weeks(scenario: Scenario, weeks: int) -> Scenario:
    season, end = scenario.season, scenario.season.start + dt.timedelta(weeks=weeks)
    pins = [pin for pin in season.pins if pin.date < end]
    return scenario.model_copy(update={"season": season.model_copy(update={"weeks": weeks, "pins": pins})})


def _shapes_weeks(slug: str) -> bool:
    """Whether weeks have far more patterns without the rule, which makes every later try slow."""
    return hasattr(ROOMS[slug], "allows_kinds") and slug != "pins"


def _without(slugs: list[str], *dropped: str) -> list[str]:
    return [s for s in slugs if s not in dropped]
