"""Muscular load worked out a second time: exact fractions, from the dated session alone."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from ndt_opt.audit.evidence import Run
from ndt_opt.audit.paces import Paces, paces_of
from ndt_opt.audit.work import work_metres
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import Template, TrainingModel

STEADY = ("easy", "long")


@dataclass(frozen=True)
class MuscleBook:
    """How sessions are counted: the model's numbers and the athlete's paces; without these nothing is known."""

    model: TrainingModel
    paces: Paces | None

    def points(self, run: Run) -> int | None:
        """Whole points of a session; None where a number it needs is unknown."""
        if run.lived is not None:
            return run.lived.muscular_load
        if self.paces is None or run.distance_m is None:
            return None
        found = self._steady(run) if run.kind in STEADY else self._work(run)
        return None if found is None else floor(found + Fraction(1, 2))

    def _easy(self, metres: int) -> Fraction:
        return Fraction(metres * self.model.muscular.per_km, 1000)

    def _steady(self, run: Run) -> Fraction:
        assert self.paces is not None
        assert run.distance_m is not None
        rule = self.model.muscular
        late_s = Fraction(run.distance_m * self.paces.easy, 1000) - 60 * rule.long_from_min
        late = floor(late_s * 5 / self.paces.easy) if run.kind == "long" else 0  # a km is five times 200 m
        return self._easy(run.distance_m) + max(0, late) * Fraction(rule.long_extra_per_km, 5)

    def _work(self, run: Run) -> Fraction | None:
        assert self.paces is not None
        assert run.distance_m is not None
        rule, template = self.model.muscular, self._template(run)
        pace = run.pace if run.pace is not None else self._template_pace(template)
        metres = work_metres(run.reps, run.rep_s, run.rep_m, pace)
        rep_s = None if run.rep_s is None else Fraction(run.rep_s)
        if pace is not None and run.rep_m is not None:
            rep_s = Fraction(run.rep_m * pace, 1000)
        if pace is None or metres is None or rep_s is None:
            return None
        share = min(Fraction(1), rep_s / (60 * rule.continuous_min))
        cost = self._easy(metres) * Fraction(self.paces.easy, pace) ** rule.speed_power
        cost *= 1 + Fraction(rule.continuous_pct, 100) * share
        if template is not None and template.terrain == "hill":
            cost *= Fraction(rule.hill_pct, 100)
        if template is not None and template.surface == "track":
            cost *= Fraction(rule.track_pct, 100)
        return cost + self._easy(run.distance_m - metres)

    def _template(self, run: Run) -> Template | None:
        """The one it names; in a week table the model's own of such reps, if there is one."""
        if run.template is not None:
            return self.model.templates.get(run.template)
        alike = [t for t in self.model.templates.values() if (t.rep_s, t.rep_m) == (run.rep_s, run.rep_m)]
        return next((t for t in alike if ("hit" in t.use) == (run.kind == "hit")), None)

    def _template_pace(self, template: Template | None) -> int | None:
        """What a session without a pace of its own, on a hill, is worth on the flat."""
        if template is None or self.paces is None:
            return None
        if template.pace_multiple is not None:
            return round(self.paces.race_5k * template.pace_multiple)
        return round(self.paces.race_5k) + (template.pace_offset_s or 0)

    def usual_week(self, scenario: Scenario) -> int | None:
        """Points of the usual week."""
        stated, rule = scenario.history.muscular_load_week, self.model.muscular
        if stated is not None or self.paces is None:
            return stated
        hard = Fraction(rule.usual_hard_pct, 100)
        faster = Fraction(self.paces.easy, round(self.paces.race_5k)) ** rule.speed_power
        return floor(self._easy(scenario.usual_weekly_m) * (1 - hard + hard * faster) + Fraction(1, 2))


def muscle_book(model: TrainingModel, scenario: Scenario | None) -> MuscleBook:
    """By the scenario's athlete."""
    if scenario is None:
        return MuscleBook(model, None)
    return MuscleBook(model, paces_of(scenario.athlete, model.physiology, scenario.season.start))
