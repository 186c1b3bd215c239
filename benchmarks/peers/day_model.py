"""The textbook formulation of a season: day by day, as one would write it from docs/rules.md.

Every day has one Boolean for each kind of day, every slot one for each session of the menu, every easy run its 200 m
units; rules about weeks are sums over days.  On the day grid an automaton reads which days are recovery days.
"""

from __future__ import annotations

import season_rules
import week_rules
from day_facts import SeasonFacts
from day_season import DaySeason
from neutral import Neutral, total

from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel

WEEK_RULES = (
    week_rules.load_recovery_cycle,
    week_rules.double_threshold_days,
    week_rules.single_threshold_days,
    week_rules.hit_count,
    week_rules.phase_mix,
    week_rules.broken_intervals,
    week_rules.week_intensity_share,
    week_rules.weekly_volume,
    week_rules.run_spike,
    week_rules.long_run,
)
"""What is asked within a day, of sessions, runs and slots, `day_vars` asks where it makes them."""

SEASON_RULES = (
    season_rules.recovery_week,
    season_rules.taper,
    season_rules.block_structure,
    season_rules.hard_day_spacing,
    season_rules.hit_recovery,
    season_rules.weekly_ramp,
    season_rules.muscular_load,
)


def build(scenario: Scenario, model: TrainingModel) -> Neutral:
    """The season as a neutral model; its goal is Zone 2 seconds.

    Raises
    ------
    NotApplicable
        where the formulation has no words for the season.
    """
    return modelled(SeasonFacts(scenario, model)).m


def modelled(facts: SeasonFacts) -> DaySeason:
    """The season with all rules asked."""
    season = DaySeason(facts)
    for rule in WEEK_RULES:
        for week in season.weeks:
            rule(season, week)
    for rule in SEASON_RULES:
        rule(season)
    season.m.goal = total(week.z2_s for week in season.weeks)
    return season
