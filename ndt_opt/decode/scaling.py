"""What the athlete's volume does not carry, told in words, and what to warn of."""

from __future__ import annotations

from ndt_opt.decode.choice import Quality, SeasonChoice, WeekChoice
from ndt_opt.domain.plan import Scaled
from ndt_opt.domain.scenario import Scenario
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.units import km, minutes

LOW_VOLUME_KM = 100


def scaled_entries(choice: SeasonChoice, model: TrainingModel) -> list[Scaled]:
    """One entry per thing scaled and block, at the first load week it shows in."""
    entries: list[Scaled] = []
    told: set[tuple[str, int, str]] = set()
    for week in (w for w in choice.weeks if w.kind == "load"):
        for entry in _week_entries(week, choice, model):
            key = (entry.rule, week.block, entry.given)
            if key not in told or entry.rule == "day-work-minutes":
                told.add(key)
                entries.append(entry)
    return entries


def _week_entries(week: WeekChoice, choice: SeasonChoice, model: TrainingModel) -> list[Scaled]:
    doubles = _doubles(week)
    asked = model.rules["double-threshold-days"].count if model.holds("double-threshold-days") else 0
    entries = [e for pair in doubles[:1] for e in _short_double(week, pair, choice, model)]
    if asked and len(doubles) < asked:
        entries += _fewer_doubles(week, len(doubles), asked, choice, model)
    hit = model.rules["hit-count"]
    hits = [q for q in week.quality if q.session.kind == "hit"]
    if model.holds("hit-count") and hit.full_count and sum(q.session.work_m for q in hits) < hit.full_min_m:
        given = f"{hits[0].session.reps} x {hits[0].session.rep_m} m" if hits else "none"
        enough = week.planned_m >= 1000 * hit.full_from_km
        why = "a dated block or pin" if enough else f"below {hit.full_from_km} km a week"
        asked_m = f"{hit.full_count} session of {km(hit.full_min_m)} km of work"
        fits_m = None if enough else 1000 * hit.full_from_km
        entries.append(_entry("hit-count", week, asked_m, given, why, fits_m))
    return entries


def _doubles(week: WeekChoice) -> list[tuple[Quality, Quality]]:
    by_day: dict[int, list[Quality]] = {}
    for quality in week.quality:
        by_day.setdefault(quality.day, []).append(quality)
    return [(q[0], q[1]) for q in by_day.values() if len(q) == 2]


def _short_double(
    week: WeekChoice, pair: tuple[Quality, Quality], choice: SeasonChoice, model: TrainingModel
) -> list[Scaled]:
    am, pm = pair[0].session.work_s, pair[1].session.work_s
    session, day = model.rules["session-work-minutes"], model.rules["day-work-minutes"]
    why = "the easy share of the week binds at this mileage"
    entries = []
    if am < 60 * session.prefer_am_min or pm < 60 * session.prefer_pm_min:
        asked = f"{session.prefer_am_min} min AM and {session.prefer_pm_min} min PM at least"
        given = f"{minutes(am)} and {minutes(pm)} min"
        entries.append(_entry("session-work-minutes", week, asked, given, why, choice.full_method_m))
    if am + pm < 60 * day.prefer_min:
        asked = f"{day.prefer_min}-{day.max_min} min of work on a double day"
        given = f"{minutes(am + pm)} min"
        # the rule's own slug is kept for weeks whose doubles gave way to singles
        entries.append(_entry("week-intensity-share", week, asked, given, why, choice.full_method_m))
    return entries


def _fewer_doubles(
    week: WeekChoice, doubles: int, asked: int, choice: SeasonChoice, model: TrainingModel
) -> list[Scaled]:
    tier_b_km = model.rules["volume-tier"].b_from_km
    singles = len(week.quality) - 2 * doubles - sum(q.session.kind == "hit" for q in week.quality)
    plural = "s" if singles > 1 else ""
    parts = ((doubles, f"{doubles} double"), (singles, f"{singles} single session{plural}"))
    given = ", ".join(text for n, text in parts if n)
    asked_text = f"{asked} double-threshold days"
    if week.planned_m < 1000 * tier_b_km:
        why = f"below {tier_b_km} km a week the volume does not carry them"
        fits_m = max(choice.doubles_fit_m or 0, 1000 * tier_b_km)
        return [_entry("double-threshold-days", week, asked_text, given or "none", why, fits_m)]
    if week.affected:
        why = "a dated block or pin takes their slots"
        return [_entry("double-threshold-days", week, asked_text, given or "none", why, None)]
    why = "two doubles of the smallest allowed work do not fit the easy share"
    return [_entry("day-work-minutes", week, asked_text, given or "none", why, choice.doubles_fit_m)]


def _entry(rule: str, week: WeekChoice, asked: str, given: str, why: str, fits_m: int | None) -> Scaled:
    fits_km = None if fits_m is None else -(-fits_m // 100) / 10
    return Scaled(rule=rule, where=week.start, asked=asked, given=given, why=why, fits_at_km=fits_km)


def warnings(choice: SeasonChoice, scenario: Scenario, model: TrainingModel, profile: Profile) -> list[str]:
    """Plain sentences the athlete should read before starting."""
    found = list(profile.notes)
    lowest = min((w.planned_m for w in choice.weeks if w.kind == "load"), default=0)
    asks = model.holds("double-threshold-days") and model.rules["double-threshold-days"].count > 0
    if 0 < lowest < 1000 * LOW_VOLUME_KM:
        found.append(
            f"{km(lowest)} km a week is below {LOW_VOLUME_KM}: the risk of overuse injury and overtraining under "
            "this method is higher; threshold work is scaled down with the volume, and more mileage is your decision"
        )
    if asks and 0 < lowest < 1000 * model.rules["volume-tier"].b_from_km:
        better = "low-volume" if lowest < 1000 * model.rules["volume-tier"].c_from_km else "norwegian-singles"
        found.append(f"at this volume the model {better} is usually the better fit")
    if scenario.athlete.heart_rate is None and scenario.athlete.lactate is None:
        found.append("no lactate test and no LTHR: judge every threshold session by RPE, honestly")
    if scenario.athlete.longest_run_km is None:
        found.append("the longest run of the last 30 days is not given: 16 % of the week, or 75 min, is assumed")
    return found
