"""The concrete quality sessions an athlete may be given: templates x reps.

Nothing here knows a rule's window: the menu offers every rep count its template allows, the rooms
of the model choose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ndt_opt.domain.lived import Family, HeldFamily
from ndt_opt.menu.muscular import quality_points
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import Template, TrainingModel
from ndt_opt.units import half_up

EASY_UNIT_M = 200
"""Running is planned in steps of 200 m: with easy paces in steps of 5 s/km, easy runs take whole seconds.

The cool-down of a quality session is made a little longer so that the session comes out even (of a race warm-up
and cool-down do, and its metres are counted apart).  So every
week's distance is a multiple of 200 m whichever sessions it holds, and two sessions can be exchanged
without touching it.
"""

REST_STEP_S = 5
"""A rest that must be longer than its template says grows in steps of 5 s."""

Kind = Literal["threshold", "tempo", "hit", "race-pace", "race"]


@dataclass(frozen=True)
class MenuSession:
    """One session, everything but its date.

    Units: metres, seconds, s/km, hundredths of mmol/L; `load` in points (minutes x zone weight), `muscular_load`
    in points of its own.
    `work_m`/`work_s` is the work in the zone, `easy_m` warm-up, cool-down and jogged rests; `slower_s` what altitude
    has added to the pace, `unheld` the rest and pace it would have if the log held it to no others.
    """

    template: str
    kind: Kind
    use: tuple[str, ...]
    zone: int
    reps: int
    rep_s: int | None
    rep_m: int | None
    rest_s: int
    jogged: bool
    pace: int
    pace_slack: int
    work_s: int
    work_m: int
    warmup_m: int
    cooldown_m: int
    easy_m: int
    distance_m: int
    duration_s: int
    load: int
    muscular_load: int
    lactate: tuple[int, int]
    rpe: tuple[int, int]
    lthr_pct: tuple[int, int] | None
    hill: bool
    slower_s: int = 0
    unheld: tuple[int, int] | None = None

    @property
    def key(self) -> tuple[str, int]:
        return self.template, self.reps

    @property
    def is_threshold(self) -> bool:
        """Zone-2 work, broken or continuous."""
        return self.kind in ("threshold", "tempo")

    @property
    def rep_milliseconds(self) -> int:
        """Duration of one rep, ms (exact for distance reps at the starting pace)."""
        if self.rep_s is not None:
            return 1000 * self.rep_s
        assert self.rep_m is not None
        return self.rep_m * self.pace


def build_menu(
    model: TrainingModel,
    profile: Profile,
    slownesses: Sequence[int] = (0,),
    held: Mapping[Family, HeldFamily] | None = None,
) -> list[MenuSession]:
    """Every session of every template, in template and rep order, as slow as each altitude of the season asks.

    HIT goes by effort and is the same everywhere.  Families that are `held` have longer rests and slower paces; a
    template of several families is then on the menu for each.
    """
    return [
        _session(name, own, reps, model, profile, slower_s, how)
        for slower_s in slownesses
        for name, template in model.templates.items()
        if not slower_s or "hit" not in template.use
        for own, how in _held_templates(template, held or {})
        for reps in range(template.min_reps, template.max_reps + 1)
    ]


_FAMILIES: dict[str, Family] = {"am": "double-am", "pm": "double-pm", "single": "single"}


def _held_templates(
    template: Template, held: Mapping[Family, HeldFamily]
) -> Iterator[tuple[Template, HeldFamily | None]]:
    """The template with the uses that are held alike, for each way of holding them."""
    ways = [held.get(_FAMILIES[use]) if use in _FAMILIES else None for use in template.use]
    for way in dict.fromkeys(_way(own) for own in ways):
        uses = [u for u, own in zip(template.use, ways, strict=True) if _way(own) == way]
        how = next((own for own in ways if _way(own) == way), None)
        yield template.model_copy(update={"use": uses}), how


def _way(own: HeldFamily | None) -> tuple[int, int] | None:
    return None if own is None else (own.rest_pct, own.slower_s)


def easy_metres(minutes: int, easy_pace: int) -> int:
    """Metres run in `minutes` at the easy pace, to the nearest 200 m."""
    return EASY_UNIT_M * half_up(minutes * 60 * 1000, easy_pace * EASY_UNIT_M)


def easy_seconds(metres: int, easy_pace: int) -> int:
    """Seconds of easy running; exact for multiples of 200 m and easy paces in steps of 5 s/km."""
    return metres * easy_pace // 1000


def template_pace(template: Template, profile: Profile) -> int:
    """Starting pace of a template, whole s/km."""
    if template.pace_multiple is not None:
        return round(profile.pace_5k * template.pace_multiple)
    assert template.pace_offset_s is not None
    return round(profile.pace_5k) + template.pace_offset_s


def _session(
    name: str,
    template: Template,
    reps: int,
    model: TrainingModel,
    profile: Profile,
    slower_s: int,
    held: HeldFamily | None,
) -> MenuSession:
    is_hit = "hit" in template.use
    kind: Kind = "hit" if is_hit else "tempo" if reps == 1 else "threshold"
    pace, zone = template_pace(template, profile) + slower_s, 4 if is_hit else 2
    if held is None:
        found = assembled(name, kind, template, reps, pace, zone, model, profile)
        return replace(found, slower_s=slower_s)
    rest_s = held.longer(template.rest_s)
    own = template.model_copy(update={"rest_s": rest_s})
    found = assembled(name, kind, own, reps, pace + held.slower_s, zone, model, profile)
    return replace(found, slower_s=slower_s, unheld=(template.rest_s, pace))


def assembled(
    name: str,
    kind: Kind,
    template: Template,
    reps: int,
    pace: int,
    zone: int,
    model: TrainingModel,
    profile: Profile,
) -> MenuSession:
    """The session of these reps at a starting pace (s/km), with its warm-up, rests and cool-down."""
    constants = model.physiology
    if template.rep_s is not None:
        work_s, work_m = reps * template.rep_s, half_up(reps * template.rep_s * 1000, pace)
    else:
        assert template.rep_m is not None
        work_s, work_m = half_up(reps * template.rep_m * pace, 1000), reps * template.rep_m
    warmup_m = easy_metres(constants.warmup_min, profile.easy_pace)
    rest_s, jog_m = _rest(template, pace, profile.easy_pace + constants.jog_slower_s)
    cooldown_m = easy_metres(constants.cooldown_min, profile.easy_pace)
    if kind != "race":
        cooldown_m += -(warmup_m + cooldown_m + jog_m * (reps - 1) + work_m) % EASY_UNIT_M
    easy_m = warmup_m + cooldown_m + jog_m * (reps - 1)
    easy_s = easy_seconds(warmup_m + cooldown_m, profile.easy_pace) + rest_s * (reps - 1)
    weight = {2: constants.load_z2, 3: constants.load_z3, 4: constants.load_z4}[zone]
    muscular_load = quality_points(
        work_m, easy_m, pace, 1000 * template.rep_s if template.rep_s else (template.rep_m or 0) * pace,
        hill=template.terrain == "hill", track=template.surface == "track",
        easy_pace=profile.easy_pace, weights=model.muscular,
    )  # fmt: skip
    return MenuSession(
        template=name,
        kind=kind,
        use=tuple(template.use),
        zone=zone,
        reps=reps,
        rep_s=template.rep_s,
        rep_m=template.rep_m,
        rest_s=rest_s,
        jogged=template.rest == "jog",
        pace=pace,
        pace_slack=template.pace_slack_s,
        work_s=work_s,
        work_m=work_m,
        warmup_m=warmup_m,
        cooldown_m=cooldown_m,
        easy_m=easy_m,
        distance_m=easy_m + work_m,
        duration_s=work_s + easy_s,
        load=half_up(easy_s * constants.load_z1 + work_s * weight, 60),
        muscular_load=muscular_load,
        lactate=_lactate(template, profile),
        rpe=(template.rpe[0], template.rpe[1]),
        lthr_pct=None if template.lthr_pct is None else (template.lthr_pct[0], template.lthr_pct[1]),
        hill=template.terrain == "hill",
    )


def _rest(template: Template, pace: int, jog_pace: int) -> tuple[int, int]:
    """Seconds of one rest and the metres jogged in it.

    From a hill the way back is as long as the rep, so the rest lasts at least as long as it takes at a jog
    (200 m at 6:50/km are 82 s, planned as 85 s).
    """
    if template.rest != "jog":
        return template.rest_s, 0
    if template.terrain != "hill":
        return template.rest_s, template.rest_s * 1000 // jog_pace
    back_m = template.rep_m or half_up((template.rep_s or 0) * 1000, pace)
    return max(template.rest_s, -(-back_m * jog_pace // (1000 * REST_STEP_S)) * REST_STEP_S), back_m


def _lactate(template: Template, profile: Profile) -> tuple[int, int]:
    """The session's own ends where the template has them (never above LT2 for Zone 2), else its half."""
    if template.lactate_mmol is not None:
        low, high = (round(100 * value) for value in template.lactate_mmol)
        if template.window in ("hit", "race"):
            return low, high
        return min(low, profile.ceiling), min(high, profile.ceiling)
    if template.window == "low":
        return profile.floor, profile.middle
    return profile.middle, profile.ceiling
