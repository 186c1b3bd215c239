"""What the athlete's volume, hours or slots do not carry, told in words."""

from __future__ import annotations

from dataclasses import dataclass

from ndt_opt.decode.causes import causes
from ndt_opt.decode.choice import Fit, Quality, SeasonChoice, WeekChoice
from ndt_opt.domain.plan import Scaled
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.units import format_duration, km, minutes

CAUTIONS = {
    "transition-caution": "while the body gets used to a change there is less hard work (transition-caution)",
    "altitude": "hard work and km come back in steps at altitude and after it (altitude)",
}
HELD_PCT = 97
"""Load weeks below this share of the usual week are held down (assumption: the rest is rounding)."""

BACK = "on the way back from days away the first weeks are easier (transition-caution)"


MUSCLES = "muscular load is at its limit (muscular-load): the legs are not used to more yet"


def scaled_entries(choice: SeasonChoice, scenario: Scenario, model: TrainingModel) -> list[Scaled]:
    """One entry per thing scaled and block, at the first load week it shows in."""
    season = Season(choice, scenario, model)
    entries: list[Scaled] = []
    told: set[tuple[str, int, str]] = set()
    for week in (w for w in choice.weeks if w.kind == "load" and w.phase == "base" and w.has_runs):
        for entry in _week_entries(week, season):
            key = (entry.rule, week.block, entry.given)
            if key not in told or entry.rule == "day-work-minutes":
                told.add(key)
                entries.append(entry)
    return entries


@dataclass(frozen=True)
class Season:
    """What the entries of every week look at."""

    choice: SeasonChoice
    scenario: Scenario
    model: TrainingModel

    def cause(self, fit: Fit, week: WeekChoice, plain: str, below_m: int = 0) -> tuple[str, int | None]:
        """Why the week goes without, and the planned metres at which it would not; none where km do not help.

        `plain` says it where the volume alone is the cause; below `below_m` it is one beside the slots.
        """
        if week.is_way_back:
            return BACK, None
        if week.caution is not None:
            return CAUTIONS[week.caution], None
        if week.is_full:
            return MUSCLES, None
        if week.planned_m >= fit.metres and week.affected:
            return f"because of {causes([week], self.scenario, self.model)}", None
        if fit.limit == "slots" and week.planned_m < below_m:
            return f"{plain}, and the open slots would not take it either", None
        if fit.limit == "slots" and fit.duration_s:
            return f"{self.in_words(fit)}, more than the open slots hold", None
        if fit.limit == "slots":
            return "the open slots are too few or too short", None
        if fit.limit == "doubles":
            return f"from {km(fit.metres)} km a week it comes with doubles, and the open slots do not take them", None
        if fit.limit == "hours":
            return self.in_hours(fit) if fit.duration_s else self.held_by_hours(week), None
        if week.planned_m < fit.metres <= self.scenario.usual_weekly_m and (found := self._disturbed(week)):
            by = f"{causes(found, self.scenario, self.model, 'or')}, or by the ramp from there"
            return f"its block is held at {km(week.planned_m)} km a week by {by}", None
        if week.planned_m >= fit.metres:
            return "the slots, or the longest run so far, bind", None
        return plain, fit.metres

    def in_hours(self, fit: Fit) -> str:
        """`it takes about 124 km and 10:05 h a week, more than the 9 h allowed`."""
        return f"{self.in_words(fit)}, more than the {self.scenario.athlete.max_weekly_hours:g} h allowed"

    def held_by_hours(self, week: WeekChoice) -> str:
        """`the 7 h allowed hold the week at 55 km`."""
        return f"the {self.scenario.athlete.max_weekly_hours:g} h allowed hold the week at {km(week.planned_m)} km"

    def in_words(self, fit: Fit) -> str:
        """`it takes about 124 km and 10:05 h a week`."""
        return f"it takes about {km(fit.metres)} km and {format_duration(fit.duration_s // 60)} h a week"

    def _disturbed(self, week: WeekChoice) -> list[WeekChoice]:
        """Weeks up to its own and of its block that something from outside touches."""
        return [w for w in self.choice.weeks if w.affected and (w.index <= week.index or w.block == week.block)]


def _week_entries(week: WeekChoice, season: Season) -> list[Scaled]:
    doubles, model = _doubles(week), season.model
    asked = model.rules["double-threshold-days"].count if model.holds("double-threshold-days") else 0
    entries = _short_doubles(week, doubles, season)
    if season.choice.doubles is not None and len(doubles) < asked:
        entries.append(_fewer_doubles(week, len(doubles), asked, season, season.choice.doubles))
    if not asked and model.holds("single-threshold-days"):
        entries += _fewer_singles(week, season)
    if season.choice.hit is not None:
        entries += _less_hit(week, season, season.choice.hit)
    return entries


def _doubles(week: WeekChoice) -> list[tuple[Quality, Quality]]:
    by_day: dict[int, list[Quality]] = {}
    for quality in week.quality:
        by_day.setdefault(quality.day, []).append(quality)
    return [(q[0], q[1]) for q in by_day.values() if len(q) == 2]


def _short_doubles(week: WeekChoice, doubles: list[tuple[Quality, Quality]], season: Season) -> list[Scaled]:
    """Judged by the week's doubles together: one a little short and the other longer is no less work."""
    if season.choice.full_method is None:
        return []
    session, day = season.model.rules["session-work-minutes"], season.model.rules["day-work-minutes"]
    why, fits_m = season.cause(season.choice.full_method, week, "the easy share of the week binds at this mileage")
    am, pm = ([pair[i].session.work_s for pair in doubles] for i in (0, 1))
    both = [a + p for a, p in zip(am, pm, strict=True)]
    entries = []
    if _is_short(am, session.prefer_am_min) or _is_short(pm, session.prefer_pm_min):
        asked = f"{session.prefer_am_min} min AM and {session.prefer_pm_min} min PM at least"
        given = f"AM {_listed(am)}, PM {_listed(pm)} min"
        entries.append(_entry("session-work-minutes", week, asked, given, why, fits_m))
    if _is_short(both, day.prefer_min):
        asked = f"{day.prefer_min}-{day.max_min} min of work on a double day"
        # the rule's own slug is kept for weeks whose doubles gave way to singles
        entries.append(_entry("week-intensity-share", week, asked, f"{_listed(both)} min", why, fits_m))
    return entries


def _is_short(seconds: list[int], wanted_min: int) -> bool:
    return sum(seconds) < 60 * wanted_min * len(seconds)


def _listed(seconds: list[int]) -> str:
    return " and ".join(dict.fromkeys(minutes(s) for s in seconds))


def _fewer_doubles(week: WeekChoice, doubles: int, asked: int, season: Season, fit: Fit) -> Scaled:
    tier_b_km = season.model.rules["volume-tier"].b_from_km
    singles = _threshold_sessions(week) - 2 * doubles
    plural = "s" if singles > 1 else ""
    parts = ((doubles, f"{doubles} double"), (singles, f"{singles} single session{plural}"))
    given = ", ".join(text for n, text in parts if n) or "none"
    asked_text = f"{asked} double-threshold days"
    is_dated = week.is_way_back or (week.affected and week.planned_m >= fit.metres)
    if week.planned_m < 1000 * tier_b_km or is_dated:
        plain = f"below {tier_b_km} km a week the volume does not carry them"
        return _entry("double-threshold-days", week, asked_text, given, *season.cause(fit, week, plain))
    why = "two doubles of the smallest allowed work do not fit the easy share"
    if fit.limit == "hours":
        why += f"; {season.in_hours(fit)}"
    return _entry("day-work-minutes", week, asked_text, given, why, fit.metres)


def _threshold_sessions(week: WeekChoice) -> int:
    return sum(q.session.is_threshold for q in week.quality)


def _fewer_singles(week: WeekChoice, season: Season) -> list[Scaled]:
    """Where the model is one of single sessions."""
    least = season.model.rules["single-threshold-days"].min_count
    singles = _threshold_sessions(week)
    if singles + len(week.races) >= least:
        return []
    from_km = season.model.rules["volume-tier"].c_from_km
    is_held = 100 * week.planned_m < HELD_PCT * season.scenario.usual_weekly_m
    by_hours = is_held and season.scenario.athlete.max_weekly_hours is not None
    from_m = 0 if week.affected else 1000 * from_km  # a dated block costs sessions at any volume
    fit = Fit(from_m, 0, "hours" if by_hours else None)
    why = season.cause(fit, week, f"below {from_km} km a week fewer are enough")
    return [_entry("single-threshold-days", week, f"{least} threshold sessions", f"{singles or 'none'}", *why)]


def _less_hit(week: WeekChoice, season: Season, fit: Fit) -> list[Scaled]:
    rule = season.model.rules["hit-count"]
    hits = [q.session for q in week.quality if q.session.kind == "hit"]
    if not rule.full_count or week.races or sum(s.work_m for s in hits) >= rule.full_min_m:
        return []
    given = f"{hits[0].reps} x {hits[0].rep_m} m" if hits else "none"
    why = season.cause(fit, week, f"below {rule.full_from_km} km a week", 1000 * rule.full_from_km)
    asked = f"{rule.full_count} session of {km(rule.full_min_m)} km of work"
    return [_entry("hit-count", week, asked, given, *why)]


def _entry(rule: str, week: WeekChoice, asked: str, given: str, why: str, fits_m: int | None) -> Scaled:
    fits_km = None if fits_m is None else -(-fits_m // 100) / 10
    return Scaled(rule=rule, where=week.start, asked=asked, given=given, why=why, fits_at_km=fits_km)
