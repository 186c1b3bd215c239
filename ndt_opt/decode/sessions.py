"""Dated sessions from the choices of one week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from ndt_opt.decode import control, speed_layer, words
from ndt_opt.decode.choice import Quality, WeekChoice
from ndt_opt.decode.clock import Day, at, before, comes_twice, starts_at
from ndt_opt.decode.reasons import Role, reasons, role_of
from ndt_opt.decode.spread import spread
from ndt_opt.domain.calendar import Slot
from ndt_opt.domain.plan import Adjusted, Band, Extra, LactateBand, PaceTarget, Session, SessionKind
from ndt_opt.domain.scenario import Race, Scenario
from ndt_opt.menu.muscular import steady_points
from ndt_opt.menu.sessions import MenuSession
from ndt_opt.physiology.altitude import slower_on
from ndt_opt.physiology.heart_rate import band_of_lthr
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import Physiology, TrainingModel
from ndt_opt.units import half_up

READY_MIN = 10
"""Between the warm-up and the gun: changing shoes, strides, the call room (assumption)."""


@dataclass(frozen=True)
class Decoder:
    """Everything a session needs besides its week; `near` is what the hard days of the season are."""

    scenario: Scenario
    model: TrainingModel
    profile: Profile
    near: Mapping[int, speed_layer.Neighbour]

    def week(self, week: WeekChoice) -> tuple[list[Session], list[str]]:
        """The week's sessions in date and slot order, and what the athlete should know of their times."""
        drafts = [*(self._quality(week, q) for q in week.quality), *self._easy_runs(week)]
        timed, notes = self._with_starts(week, drafts)
        return sorted(timed, key=lambda s: (s.date, s.slot)), notes

    def _easy_runs(self, week: WeekChoice) -> list[Session]:
        rule = self.model.rules["easy-runs"]
        shortest_s = 60 * rule.min_min if self.model.holds("easy-runs") else 1
        shortest_m = -(-shortest_s * 1000 // self.profile.easy_pace)
        runs = [(d, slot, m) for d, slot, m in spread(week, shortest_m, self.profile.easy_pace)]
        runs += [(r.day, r.slot, r.distance_m) for r in week.pinned_easy]
        extras = self._extras(week, runs)
        long = [] if week.long is None else [week.long]
        return [self._easy(week, "long", r.day, r.slot, r.distance_m, []) for r in long] + [
            self._easy(week, "easy", d, slot, m, extras.get((d, slot), [])) for d, slot, m in runs
        ]

    def _extras(self, week: WeekChoice, runs: list[tuple[int, Slot, int]]) -> dict[tuple[int, Slot], list[Extra]]:
        """Strides and hill sprints, each on the first easy run of its day."""
        if not self.model.holds("speed-layer") or week.is_way_back:
            return {}
        rule, first = self.model.rules["speed-layer"], 7 * week.index
        taken = {q.day for q in week.quality} | week.first_back | week.after_race
        taken |= {week.long.day} if week.long else set()
        easy = {first + day for day, _, _ in runs if day not in taken}
        calm = {first + day for day in week.no_hit}
        chosen = speed_layer.layer_of(easy, calm, self.near, week.kind == "load", rule).chosen()
        slots = {day: min(slot for d, slot, _ in runs if first + d == day) for day in chosen}
        return {(day - first, slots[day]): [speed_layer.extra(sort, rule)] for day, sort in chosen.items()}

    def _easy(
        self, week: WeekChoice, kind: SessionKind, day: int, slot: Slot, metres: int, extras: list[Extra]
    ) -> Session:
        profile, constants = self.profile, self.model.physiology
        floor = constants.z2_floor_mmol
        seconds = metres * profile.easy_pace // 1000
        heart = band_of_lthr(profile.lthr_bpm, (constants.easy_min_lthr_pct, constants.easy_max_lthr_pct))
        date = week.start + dt.timedelta(days=day)
        role: Role = "long" if kind == "long" else "fast easy" if extras else "easy"
        slow = profile.easy_slow + slower_on(date, self.scenario, self.model)
        return Session(
            id="", date=date, slot=slot, start="", kind=kind,
            title=words.easy_title(kind, metres, profile.easy_pace, _extra_words(extras)),
            template=kind, reps=1, rep_s=None, rep_m=metres, rest_s=None, zone=1,
            pace_s_per_km=PaceTarget(start=profile.easy_pace, fast=profile.easy_fast, slow=slow),
            lactate_mmol=LactateBand(low=min(constants.z1_floor_mmol, floor), high=floor),
            rpe=Band(low=constants.easy_rpe[0], high=constants.easy_rpe[1]),
            heart_rate_bpm=None if heart is None else Band(low=heart[0], high=heart[1]),
            warmup_m=0, cooldown_m=0, distance_m=metres, easy_m=metres, hard_m=0, z2_work_s=0, hard_s=0,
            duration_s=seconds, load=half_up(seconds * constants.load_z1, 60), extras=extras,
            muscular_load=steady_points(metres, profile.easy_pace, self.model.muscular, is_long=kind == "long"),
            control=control.easy_control(kind, profile, constants), revision=0,
            why=reasons(role, date, slot, self.scenario, self.model), adjusted=None,
        )  # fmt: skip

    def _quality(self, week: WeekChoice, quality: Quality) -> Session:
        session = quality.session
        date = week.start + dt.timedelta(days=quality.day)
        fields = prescription(session, self.profile, self.model.physiology)
        if session.kind == "race":
            race = next(r for r in week.races if r.date == date)
            fields["title"] = words.race_title(session, race.name, race.priority)
        why = reasons(role_of(week, quality), date, quality.slot, self.scenario, self.model)
        return Session(id="", date=date, slot=quality.slot, start="", why=why, revision=0, extras=[], **fields)

    def _with_starts(self, week: WeekChoice, drafts: list[Session]) -> tuple[list[Session], list[str]]:
        """Start times and ids, and what a clock change moved."""
        timed: list[Session] = []
        notes: list[str] = []
        for date in sorted({s.date for s in drafts}):
            today = [s for s in drafts if s.date == date]
            starts, told = self._starts(week, date, today)
            notes += told
            for s in today:
                start = starts[s.slot].isoformat()
                timed.append(s.model_copy(update={"id": f"{date}-{s.slot}", "start": start}))
        return timed, notes

    def _starts(
        self, week: WeekChoice, date: dt.date, today: list[Session]
    ) -> tuple[dict[Slot, dt.datetime], list[str]]:
        zone = ZoneInfo(self.scenario.season.timezone)
        for session in (s for s in today if s.kind == "race"):  # the day's only one
            return self._race_start(session, next(r for r in week.races if r.date == date), zone)
        windows = {o.slot: o for o in week.open_slots if o.day == date.weekday()}
        durations = {s.slot: s.duration_s for s in today}
        starts, notes = Day(date, zone, windows, durations, self.model.rules["am-pm-gap"]).starts()
        return {slot: at(date, minute, zone) for slot, minute in starts.items()}, notes

    def _race_start(self, session: Session, race: Race, zone: ZoneInfo) -> tuple[dict[Slot, dt.datetime], list[str]]:
        """A race starts with its warm-up, so that the gun finds the athlete ready."""
        warm_min = -(-session.warmup_m * self.profile.easy_pace // 60_000) + READY_MIN
        gun = at(race.date, race.start, zone)
        start = before(gun, warm_min)
        notes = [f"{race.date} {session.slot.upper()} {starts_at(start)}"] if comes_twice(start) else []
        if comes_twice(gun):
            notes.append(f"{race.date} the gun at {gun:%H:%M} is taken for the first of two: the clocks change then")
        return {session.slot: start}, notes


def _pace(session: MenuSession, constants: Physiology) -> PaceTarget | None:
    """No pace on hills: effort rules there."""
    if session.hill:
        return None
    slack = session.pace_slack
    return PaceTarget(start=session.pace, fast=session.pace - slack, slow=session.pace + constants.slower_s_per_km)


def prescription(session: MenuSession, profile: Profile, constants: Physiology) -> dict[str, Any]:
    """The fields of a session that do not depend on its day."""
    heart = band_of_lthr(profile.lthr_bpm, session.lthr_pct)
    return {
        "kind": session.kind, "title": words.quality_title(session), "template": session.template,
        "reps": session.reps, "rep_s": session.rep_s, "rep_m": session.rep_m, "rest_s": session.rest_s,
        "zone": session.zone, "pace_s_per_km": _pace(session, constants),
        "lactate_mmol": LactateBand(low=session.lactate[0] / 100, high=session.lactate[1] / 100),
        "rpe": Band(low=session.rpe[0], high=session.rpe[1]),
        "heart_rate_bpm": None if heart is None else Band(low=heart[0], high=heart[1]),
        "warmup_m": session.warmup_m, "cooldown_m": session.cooldown_m, "distance_m": session.distance_m,
        "easy_m": session.easy_m, "hard_m": session.work_m, "hard_s": session.work_s,
        "z2_work_s": session.work_s if session.is_threshold else 0, "duration_s": session.duration_s,
        "load": session.load, "muscular_load": session.muscular_load,
        "control": control.control_of(session, profile, constants), "adjusted": _adjusted(session),
    }  # fmt: skip


def _adjusted(session: MenuSession) -> Adjusted | None:
    """Rest and pace, before and after, of a session that the log holds to others than its template's."""
    if session.unheld is None:
        return None
    rest_s, pace = session.unheld
    return Adjusted(rest_s=(rest_s, session.rest_s), pace_s_per_km=(pace, session.pace))


def _extra_words(extras: list[Extra]) -> str:
    return "".join(
        f" + {e.reps} x {e.rep_m} m strides" if e.kind == "strides" else f" + {e.reps} x {e.rep_s} s hill sprints"
        for e in extras
    )
