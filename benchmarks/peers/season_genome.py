"""A season as genes between 0 and 1, as metaheuristics for training plans have it, and the plan that genes stand for.

Weeks that must be alike share their genes.  The decoder repairs what it can in the order of the season: a load week
gets a part of the km that steps and limits allow, other weeks a part of their load weeks' km; the threshold programme
is chosen among those that the share of hard km has room for, most Zone-2 work first; easy running makes up the rest.
What rules are still broken the judge counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from statements import Ints, Statements
from week_choices import Genes, WeekChoices

from ndt_opt.cpsat.constraints.taper import least_sevenths, most_pct
from ndt_opt.cpsat.constraints.volume_tier import least_planned_m
from ndt_opt.cpsat.constraints.weekly_ramp import block_pct
from ndt_opt.cpsat.relaxation import own_metres, week_tops

if TYPE_CHECKING:
    from ndt_opt.cpsat.build import Built
    from ndt_opt.cpsat.horizon import Week

GENES = ("kind", "pattern", "km", "programme", "hit", "race pace", "long", "runs")
UNIT_M = 200
LEAST_PART = 0.5
"""A load week has at least this part of the km that it may have, and at least those of the usual tier."""


@dataclass
class _Past:
    """What was decoded so far, one for every point.

    Metres by the variable that holds them, those of load weeks by block, and long runs in 200 m units.
    """

    usual_m: Ints
    volumes: dict[int, Ints] = field(default_factory=dict)
    load_m: dict[int, list[Ints]] = field(default_factory=dict)
    longs: list[Ints] = field(default_factory=list)

    def planned_before(self, block: int) -> Ints:
        """Metres that the last block before this one planned."""
        done = [own for own in self.load_m if own < block]
        return np.max(self.load_m[max(done)], axis=0) if done else self.usual_m

    def mean_m(self, block: int) -> Ints:
        """Mean metres of the block's load weeks so far, or of the weeks before the season."""
        return np.mean(self.load_m.get(block, [self.usual_m]), axis=0)


class SeasonGenome:
    """The genes of a built season; `known` are the variables that they set, `length` is how many there are."""

    def __init__(self, built: Built, statements: Statements) -> None:
        self.grid = built.grid
        self.rules, self.width = built.grid.model.rules, len(statements.names)
        weeks = [WeekChoices(week, statements.place, self.grid.unit_s) for week in self.grid.weeks]
        groups = {key: n for n, key in enumerate(dict.fromkeys(own.volume for own in weeks))}
        self.weeks = [(len(GENES) * groups[own.volume], own) for own in weeks]
        self.length = len(GENES) * len(groups)
        self.known = sorted({v for own in weeks for v in own.variables})
        self.tops = week_tops(self.grid.scenario, self.grid.model, self.grid.horizon)

    def decode(self, genes: Genes) -> Ints:
        """A point for each line of genes, its other variables 0."""
        points: Ints = np.zeros((len(genes), self.width), dtype=np.int64)
        past = _Past(np.full(len(genes), self.grid.scenario.usual_weekly_m))
        past.longs.append(np.full(len(genes), self.grid.longest_before_m // UNIT_M))
        for start, own in self.weeks:
            self._decode_week(own, dict(zip(GENES, genes[:, start : start + len(GENES)].T, strict=True)), past, points)
        return points

    def _decode_week(self, own: WeekChoices, genes: dict[str, Genes], past: _Past, points: Ints) -> None:
        lines = np.arange(len(points))
        pattern = own.pattern(genes["kind"], genes["pattern"])
        points[lines, own.patterns[pattern]] = 1
        target = past.volumes.get(own.volume, self._target(own, genes["km"], past))
        (hit_m, hit_hard), (paced_m, paced_hard) = (
            alone.choose(pattern, genes[name], points)
            for alone, name in zip(own.alone, ("hit", "race pace"), strict=True)
        )
        programme = own.programme(pattern, genes["programme"], self._hard_room(target) - hit_hard - paced_hard)
        points[lines, own.programmes[programme]] = 1
        taken = own.raced_m + hit_m + paced_m + own.distance_m[programme]
        points[:, own.long] = long = self._long(own, pattern, genes["long"], target, past)
        ran = self._run(own, pattern, genes["runs"], np.maximum(0, (target - taken) // UNIT_M - long), points)
        past.longs.append(long)
        past.volumes[own.volume] = volume = taken + UNIT_M * (long + ran)
        if own.week.is_load:
            past.load_m.setdefault(own.week.block, []).append(volume)

    def _target(self, own: WeekChoices, part: Genes, past: _Past) -> Ints:
        """Metres of the week, a multiple of 200."""
        week, blocks = own.week, self.grid.horizon.blocks
        if week.is_load:
            before = blocks[week.block - 1] if week.block > 0 else ()
            pct, top = block_pct(blocks[week.block], before, self.rules["weekly-ramp"]), self.tops[week.index]
            limit = own_metres(week, top.planned_m, top.mean_m, self.grid.scenario, self.grid.model)
            most = np.minimum(limit, pct * past.planned_before(week.block) // 100)
            least = np.minimum(most, np.maximum(LEAST_PART * most, self._least_planned_m(week.block)))
            metres = least + (most - least) * part
        else:
            low, high = self._light_pcts(week)
            metres = past.mean_m(week.block) * (low + (high - low) * part) / 100
        return metres.astype(np.int64) // UNIT_M * UNIT_M

    def _light_pcts(self, week: Week) -> tuple[float, float]:
        """Per cent of the load weeks' km that a week without load has at least and at most."""
        rule = self.rules["taper"]
        if week.kind in ("taper", "race"):
            return least_sevenths(week) * rule.min_km_pct / 7, most_pct(week, rule)
        if week.after_race_pct is not None:
            return 0, week.after_race_pct
        return self.rules["recovery-week"].min_km_pct, self.rules["recovery-week"].max_km_pct

    def _least_planned_m(self, block: int) -> int:
        """Metres that the athlete's usual tier asks of a block."""
        is_held = self.grid.model.holds("volume-tier")
        return least_planned_m(self.grid, block, self.rules["volume-tier"]) if is_held else 0

    def _hard_room(self, target: Ints) -> Ints:
        """Hard metres that the share leaves a week of so many."""
        share = self.rules["week-intensity-share"]
        if not self.grid.model.holds("week-intensity-share"):
            return target
        easy_pct = np.where(target < 1000 * share.low_below_km, share.min_easy_pct_low, share.min_easy_pct)
        return ((100 - easy_pct) * target // 100).astype(np.int64)

    def _long(self, own: WeekChoices, pattern: Ints, part: Genes, target: Ints, past: _Past) -> Ints:
        """Units between the least and the most that slot, minutes, share of the week and the last month allow."""
        if own.columns.pinned_long_units is not None:
            return np.full(len(target), own.columns.pinned_long_units)
        rule, spike, unit_s = self.rules["long-run"], self.rules["run-spike"], self.grid.unit_s
        slot = own.long_units[pattern]
        by_share = np.maximum(60 * rule.or_max_min // unit_s, rule.max_week_pct * target // (100 * UNIT_M))
        month = np.maximum(spike.max_pct * np.max(past.longs[-4:], axis=0) // 100, 60 * spike.free_min // unit_s)
        most = np.minimum(np.minimum(slot, by_share), np.minimum(month, 60 * rule.max_min // unit_s))
        least = np.minimum(most, self._shortest)
        return np.where(slot > 0, least + np.rint((most - least) * part).astype(np.int64), 0)

    @property
    def _shortest(self) -> int:
        """Units of the shortest easy run."""
        return int(-(-60 * self.rules["easy-runs"].min_min // self.grid.unit_s))

    def _run(self, own: WeekChoices, pattern: Ints, part: Genes, units: Ints, points: Ints) -> Ints:
        """Easy units that found a place; a week of two kinds of days has half of them on each."""
        longest = 60 * self.rules["easy-runs"].max_min // self.grid.unit_s
        ran = np.zeros_like(units)
        for n, days in enumerate(own.parts, 1):
            asked = (units - ran) // (len(own.parts) - n + 1)
            ran += days.run(pattern, part, asked, self._shortest, longest, points)
        return ran
