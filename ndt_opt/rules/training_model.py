"""A training model: which rules hold, how strictly, with which numbers, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from ndt_opt.domain.record import Record
from ndt_opt.domain.replanning import Replanning
from ndt_opt.rules.feedback import Feedback
from ndt_opt.rules.muscular import Muscular

Strength = Literal["must", "off"]
Multiple = Annotated[float, Field(ge=0.7, le=2.0)]


class Template(Record):
    """One family of sessions: reps of one length at one pace.

    `use`: where it may stand (`am` and `pm` of a double day, `single`, `hit`).
    `window`: which part of Zone 2 it aims at (`low`, `high`), or its own `lactate_mmol` ends.
    `pace_multiple` of 5 km pace, or `pace_offset_s` seconds per km on top of it.
    """

    use: list[Literal["am", "pm", "single", "hit"]]
    rep_s: Annotated[int, Field(ge=10, le=7200)] | None = None
    rep_m: Annotated[int, Field(ge=50, le=50_000)] | None = None
    min_reps: Annotated[int, Field(ge=1, le=60)] = 2
    max_reps: Annotated[int, Field(ge=1, le=60)] = 40
    rest_s: Annotated[int, Field(ge=0, le=600)]
    rest: Literal["stand", "jog"] = "stand"
    pace_multiple: Multiple | None = None
    pace_offset_s: Annotated[int, Field(ge=-60, le=120)] | None = None
    pace_slack_s: Annotated[int, Field(ge=0, le=60)] = 3
    window: Literal["low", "high", "hit", "race"] = "low"
    lactate_mmol: Annotated[list[float], Field(min_length=2, max_length=2)] | None = None
    rpe: Annotated[list[Annotated[int, Field(ge=6, le=20)]], Field(min_length=2, max_length=2)]
    lthr_pct: Annotated[list[Annotated[int, Field(ge=50, le=120)]], Field(min_length=2, max_length=2)] | None = None
    terrain: Literal["flat", "hill"] = "flat"
    surface: Literal["road", "track"] = "road"


class Rung(Record):
    """One race-pace session: reps, rest, and the pace in per cent of race pace (s/km: more is slower)."""

    reps: Annotated[int, Field(ge=2, le=60)]
    rep_m: Annotated[int, Field(ge=50, le=30_000)]
    rest_s: Annotated[int, Field(ge=0, le=600)]
    pace_pct: Annotated[int, Field(ge=95, le=120)]


class Ladder(Record):
    """Race-pace sessions on the way to a race of at most `up_to_m` metres, the first rung first.

    `max_week_pct`: work of one session, per cent of the usual week's km; `zone` and `lactate_mmol` are what racing
    at this distance comes to.
    """

    up_to_m: Annotated[int, Field(ge=800, le=50_000)]
    max_week_pct: Annotated[int, Field(ge=1, le=30)]
    zone: Annotated[int, Field(ge=2, le=4)]
    lactate_mmol: Annotated[list[float], Field(min_length=2, max_length=2)]
    rpe: Annotated[list[Annotated[int, Field(ge=6, le=20)]], Field(min_length=2, max_length=2)]
    rungs: Annotated[list[Rung], Field(min_length=1, max_length=40)]


class Physiology(Record):
    """Formulas' constants and the limits of the control lines: a matter of method, not of arithmetic.

    `sample_rest_s`: a rest long enough for a lactate sample; where rests are shorter, one is lengthened
    after `sample_after_min` of work.  `slower_s_per_km`: the correction above the window.
    """

    untested_lt2_mmol: Annotated[float, Field(ge=2.2, le=6)]
    z1_floor_mmol: Annotated[float, Field(ge=0, le=3)]
    z2_floor_mmol: Annotated[float, Field(ge=0.5, le=3)]
    z2_ceiling_mmol: Annotated[float, Field(ge=2.2, le=6)]
    easy_vdot_pct: Annotated[int, Field(ge=40, le=80)]
    easy_fast_vdot_pct: Annotated[int, Field(ge=40, le=85)]
    easy_slow_vdot_pct: Annotated[int, Field(ge=30, le=80)]
    slow_below_vdot: Annotated[int, Field(ge=0, le=60)]
    easy_multiple: Multiple
    easy_fast_multiple: Multiple
    walking_pace_s: Annotated[int, Field(ge=300, le=1200)]
    easy_max_lthr_pct: Annotated[int, Field(ge=60, le=100)]
    easy_min_lthr_pct: Annotated[int, Field(ge=40, le=100)]
    easy_rpe: Annotated[list[int], Field(min_length=2, max_length=2)]
    hrmax_guide_pct: Annotated[list[int], Field(min_length=2, max_length=2)]
    jog_slower_s: Annotated[int, Field(ge=0, le=240)]
    warmup_min: Annotated[int, Field(ge=0, le=60)]
    cooldown_min: Annotated[int, Field(ge=0, le=60)]
    slower_s_per_km: Annotated[int, Field(ge=1, le=60)]
    stop_above_lt2_mmol: Annotated[float, Field(ge=0.1, le=3)]
    stop_rpe: Annotated[int, Field(ge=6, le=20)]
    sample_rest_s: Annotated[int, Field(ge=10, le=300)]
    sample_after_min: Annotated[int, Field(ge=1, le=60)]
    sample_first_reps: Annotated[int, Field(ge=1, le=10)]
    hit_slower_s: Annotated[int, Field(ge=1, le=30)]
    race_pace_slack_s: Annotated[int, Field(ge=0, le=60)]
    race_rpe: Annotated[list[int], Field(min_length=2, max_length=2)]
    load_z1: Annotated[int, Field(ge=0, le=10)]
    load_z2: Annotated[int, Field(ge=0, le=10)]
    load_z3: Annotated[int, Field(ge=0, le=10)]
    load_z4: Annotated[int, Field(ge=0, le=10)]


OWN_NUMBER = "the user's own number"
"""The source of what a scenario or `--set` changes."""


@dataclass(frozen=True)
class Origin:
    """Where a value came from: the file (or `scenario`, `--set`) and the source it names."""

    file: str
    source: str


@dataclass(frozen=True)
class TrainingModel:
    """A resolved training model.

    Attributes
    ----------
    rules : slug -> parameters record (see `ndt_opt.rules.params.PARAMS`)
    strengths : slug -> "must" or "off"
    preferences : name -> parameters record; a weight of 0 switches it off
    origins : dotted path of every value -> where it came from
    """

    name: str
    summary: str
    lineage: tuple[str, ...]
    rules: dict[str, Any]
    strengths: dict[str, Strength]
    preferences: dict[str, Any]
    physiology: Physiology
    muscular: Muscular
    feedback: Feedback
    replanning: Replanning
    templates: dict[str, Template]
    ladders: dict[str, Ladder]
    origins: dict[str, Origin]

    def holds(self, slug: str) -> bool:
        """Whether the rule is a must in this model."""
        return self.strengths[slug] == "must"

    def ladder_for(self, distance_m: int) -> tuple[str, Ladder]:
        """The name and the ladder of a race distance; the longest one's where none reaches so far."""
        ladders = sorted(self.ladders.items(), key=lambda item: item[1].up_to_m)
        return next((item for item in ladders if distance_m <= item[1].up_to_m), ladders[-1])

    def offers(self, kind: str) -> bool:
        """Whether the model has sessions of the kind at all: a HIT session may not be asked of one without HIT."""
        uses = [(use, t.min_reps) for t in self.templates.values() for use in t.use]
        if kind == "hit":
            rule = self.rules["hit-count"]
            return any(use == "hit" for use, _ in uses) and bool(
                not self.holds("hit-count") or rule.full_count or rule.half_count
            )
        if kind == "tempo":
            is_allowed = not self.holds("broken-intervals") or self.rules["broken-intervals"].max_continuous_days > 0
            return is_allowed and any(use != "hit" and reps == 1 for use, reps in uses)
        if kind == "threshold":
            return any(use != "hit" for use, _ in uses)
        return True

    def to_json(self) -> dict[str, Any]:
        """Plain data, as it stands in `plan.json` (without the content hash)."""
        return {
            "schema": "ndt.model/1",
            "name": self.name,
            "summary": self.summary,
            "lineage": list(self.lineage),
            "rules": {
                slug: {"strength": self.strengths[slug], **params.model_dump(mode="json")}
                for slug, params in self.rules.items()
            },
            "preferences": {k: p.model_dump(mode="json") for k, p in self.preferences.items()},
            "physiology": self.physiology.model_dump(mode="json"),
            "muscular": self.muscular.model_dump(mode="json"),
            "feedback": self.feedback.model_dump(mode="json"),
            "replanning": self.replanning.model_dump(mode="json"),
            "templates": {k: t.model_dump(mode="json") for k, t in self.templates.items()},
            "ladders": {k: x.model_dump(mode="json") for k, x in self.ladders.items()},
            "origins": {k: {"file": o.file, "source": o.source} for k, o in self.origins.items()},
        }
