"""Each rule broken on purpose, at both ends of the season and at its exact limit."""

from __future__ import annotations

import datetime as dt
from typing import Any

from .builder import at, date, double, reps, steady
from .case import Case
from .race_cases import RACE_CASES
from .speed_cases import SPEED_CASES

D = [date(day).isoformat() for day in range(42)]


def single(day: int, count: int, slot: Any = "am", **own: Any) -> Any:
    return reps(day, slot, "threshold", count, {"rep_s": 360}, 177, 60, **own)


def blocked(day: int, slots: list[str] | None = None) -> dict[str, Any]:
    return {"availability": {"blocked": [{"from": date(day), "to": date(day), "slots": slots or ["am", "pm"]}]}}


def away(first: int, last: int) -> dict[str, Any]:
    return {"availability": {"blocked": [{"from": date(first), "to": date(last)}]}}


def pinned(day: int, slot: str, kind: str, km: float | None = None) -> dict[str, Any]:
    return {"season": {"pins": [{"date": date(day), "slot": slot, "kind": kind, "km": km}]}}


def scaled(fits_at_km: float | None, rule: str = "day-work-minutes") -> dict[str, Any]:
    """A note about the first week."""
    note = {"rule": rule, "where": date(0), "asked": "", "given": "", "why": "", "fits_at_km": fits_at_km}
    return {"scaled": [note]}


def night_run(second: int) -> Any:
    return steady(118, "am", 12000, start=dt.datetime.fromisoformat(f"2027-03-28T01:15:0{second}+01:00"))


def early_run(second: int) -> Any:
    return steady(118, "am", 12000, start=dt.datetime.fromisoformat(f"2027-03-28T01:10:0{second}+01:00"))


def night(window: str) -> dict[str, Any]:
    """The night in which the clock skips from 02:00 to 03:00."""
    dates = [{"from": date(118), "to": date(118), "am": window}]
    return {"season": {"weeks": 18}, "availability": {"dates": dates}}


NIGHT = night("01:00-03:05")


def used_to(points: int) -> dict[str, Any]:
    return {"history": {"muscular_load_week": points}}


def muscles(**own: int) -> dict[str, Any]:
    """No cap but those named."""
    return {"muscular_load": {"max_week_pct": 1000, "max_four_weeks_pct": 1000, "grow_permille": 0, **own}}


ENDS = ("a_from_km", "b_from_km", "c_from_km")
TIER = {tier: {"volume_tier": dict.fromkeys(ENDS[:n], 300)} for n, tier in enumerate("BCD", 1)}
NO_DOUBLES = tuple(at(d, s) for d in (1, 3, 8, 10) for s in ("am", "pm"))
PM_OFF = tuple(at(d, "pm") for d in (1, 3, 8, 10))
DAY_GRID = {"load_recovery_cycle": {"grid": "day", "block_days": [10, 14]}}

CASES = [
    Case("availability", "blocked on the first day", (at(0, "am"),), of=blocked(0, ["am"])),
    Case("availability", "blocked on the last day", (at(20, "am"),), of=blocked(20)),
    Case("availability", "blocked where nothing is run", of=blocked(1 + 14, ["pm"])),
    Case(
        "availability",
        "a standing closed slot",
        (at(6, "am"), at(13, "am"), at(20, "am")),
        of={"availability": {"days": {"sun": {"am": "none"}}}},
    ),
    Case(
        "availability",
        "before the window opens",
        (at(0, "am"),),
        edit={at(0, "am"): {"start": dt.datetime.fromisoformat("2026-11-30T05:59:59+01:00")}},
    ),
    Case(
        "availability",
        "ends with the window",
        edit={at(0, "am"): {"start": dt.datetime.fromisoformat("2026-11-30T08:10:00+01:00")}},
    ),
    Case(
        "availability",
        "ends a second late",
        (at(0, "am"),),
        edit={at(0, "am"): {"start": dt.datetime.fromisoformat("2026-11-30T08:10:01+01:00")}},
    ),
    Case("availability", "as long as the slot takes", of={"availability": {"am_max_min": 100}}),
    Case(
        "availability",
        "longer than the slot takes",
        (at(6, "am"), at(13, "am")),
        of={"availability": {"am_max_min": 99}},
    ),
    Case(
        "availability",
        "a date's own window",
        (at(9, "pm"), at(11, "pm")),
        of={"availability": {"dates": [{"from": date(9), "to": date(11), "am": "05:30-09:00", "pm": "none"}]}},
        drop=(at(10, "am"), at(10, "pm")),
    ),
    Case("availability", "50 min from 01:15 end at 03:05 where the clock skips an hour", of=NIGHT, add=(night_run(0),)),
    Case("availability", "a second too long", (at(118, "am"),), of=NIGHT, add=(night_run(1),)),
    Case("availability", "50 min to the moment that the clock skips on", of=night("01:00-02:00"), add=(early_run(0),)),
    Case("availability", "a second beyond it", (at(118, "am"),), of=night("01:00-02:00"), add=(early_run(1),)),
    Case(
        "load-recovery-cycle",
        "HIT in recovery",
        (D[19],),
        drop=(at(19, "am"),),
        add=(reps(19, "am", "hit", 20, {"rep_m": 200}, 157, 75),),
    ),
    Case(
        "load-recovery-cycle",
        "a double on the last day",
        (D[20],),
        drop=(at(20, "am"),),
        add=tuple(double(20)),
    ),
    Case("load-recovery-cycle", "a block too long", (D[14],), plan={"blocks": [("load", 0, 20)]}),
    Case(
        "load-recovery-cycle",
        "one load week already run",
        (D[7], D[8], D[10], D[12], D[14]),
        of={"history": {"days_since_recovery": 7}},
        plan={"blocks": [("load", 0, 13), ("recovery", 14, 20)]},
    ),
    Case(
        "load-recovery-cycle",
        "two load weeks already run",
        (D[0], D[1], D[3], D[5], D[14]),
        of={"history": {"days_since_recovery": 90}},
        plan={"blocks": [("load", 0, 13), ("recovery", 14, 20)]},
    ),
    Case(
        "load-recovery-cycle",
        "day grid: ten load days",
        rules=DAY_GRID,
        drop=tuple(at(d, s) for d in (10, 12) for s in ("am", "pm")),
        plan={"blocks": [("load", 0, 9), ("recovery", 10, 16), ("load", 17, 20)]},
    ),
    Case(
        "load-recovery-cycle",
        "day grid: a double in recovery",
        (D[10], D[12]),
        rules=DAY_GRID,
        plan={"blocks": [("load", 0, 9), ("recovery", 10, 16), ("load", 17, 20)]},
    ),
    Case(
        "load-recovery-cycle",
        "day grid: nine load days",
        (D[0],),
        rules=DAY_GRID,
        drop=tuple(at(d, s) for d in (10, 12) for s in ("am", "pm")),
        plan={"blocks": [("load", 0, 8), ("recovery", 9, 15), ("load", 16, 20)]},
    ),
    Case(
        "load-recovery-cycle",
        "day grid: nine and one from the log",
        rules=DAY_GRID,
        of={"history": {"days_since_recovery": 1}},
        drop=tuple(at(d, s) for d in (10, 12) for s in ("am", "pm")),
        plan={"blocks": [("load", 0, 8), ("recovery", 9, 15), ("load", 16, 20)]},
    ),
    Case(
        "load-recovery-cycle",
        "day grid: six recovery days",
        (D[14],),
        rules=DAY_GRID,
        plan={"blocks": [("load", 0, 13), ("recovery", 14, 19), ("load", 20, 20)]},
    ),
    Case(
        "load-recovery-cycle",
        "day grid: fifteen at the edge",
        (D[0],),
        rules=DAY_GRID,
        plan={"blocks": [("load", 0, 14), ("recovery", 15, 20)]},
    ),
    Case("double-threshold-days", "one double", (D[0],), drop=(at(1, "am"), at(1, "pm"))),
    Case(
        "double-threshold-days",
        "one double in a week with a pin that leaves room for two",
        (D[0],),
        drop=(at(1, "am"), at(1, "pm")),
        of=pinned(6, "am", "long"),
    ),
    Case(
        "double-threshold-days",
        "one double in a week with a pin on a day of doubles",
        drop=(at(1, "am"), at(1, "pm")),
        of=pinned(1, "pm", "rest"),
    ),
    Case(
        "double-threshold-days",
        "one double in a week with a hard session pinned elsewhere",
        drop=(at(1, "am"), at(1, "pm")),
        of=pinned(2, "pm", "threshold"),
    ),
    Case(
        "double-threshold-days",
        "one double in tier B",
        (D[7],),
        drop=(at(10, "am"), at(10, "pm")),
        rules=TIER["B"],
    ),
    Case("double-threshold-days", "two doubles in tier C", (D[0], D[7]), rules=TIER["C"]),
    Case(
        "double-threshold-days",
        "one double in tier C",
        rules=TIER["C"],
        drop=tuple(at(d, s) for d in (1, 8) for s in ("am", "pm")),
    ),
    Case(
        "double-threshold-days",
        "one double in tier D",
        (D[0], D[7]),
        rules=TIER["D"],
        drop=tuple(at(d, s) for d in (1, 8) for s in ("am", "pm")),
    ),
    Case("double-threshold-days", "singles without a note", (D[0], D[7]), drop=PM_OFF),
    Case(
        "double-threshold-days",
        "singles with a note for one week",
        (D[7],),
        drop=PM_OFF,
        plan=scaled(170),
        rules={"day_work_minutes": {"min_min": 50}},
    ),
    Case("double-threshold-days", "a note that says they fit", (D[0], D[7]), drop=PM_OFF, plan=scaled(137.0)),
    Case(
        "double-threshold-days",
        "a note about something else",
        (D[0], D[7]),
        drop=PM_OFF,
        plan=scaled(170, rule="session-work-minutes"),
    ),
    Case("double-threshold-days", "a note of 999 km", (D[0], D[7]), drop=PM_OFF, plan=scaled(999)),
    Case("double-threshold-days", "a note without km", (D[0], D[7]), drop=PM_OFF, plan=scaled(None)),
    Case(
        "double-threshold-days",
        "on another weekday",
        (D[2],),
        drop=(at(1, "am"), at(1, "pm"), at(2, "am"), at(2, "pm")),
        add=(*double(2),),
    ),
    Case(
        "double-threshold-days",
        "on an alternative by a blocked date",
        drop=(at(1, "am"), at(1, "pm"), at(2, "am"), at(2, "pm")),
        add=(*double(2),),
        of=blocked(1),
    ),
    Case(
        "double-threshold-days",
        "on no alternative",
        (D[6],),
        drop=(at(1, "am"), at(1, "pm"), at(6, "am")),
        add=(*double(6),),
        of=blocked(1),
    ),
    Case("double-threshold-days", "a single beside doubles", (D[6],), drop=(at(6, "am"),), add=(single(6, 5),)),
    Case(
        "double-threshold-days",
        "two in one slot",
        (D[0],),
        drop=(at(0, "am"), at(0, "pm")),
        add=(single(0, 4), single(0, 4, id="second")),
    ),
    Case(
        "double-threshold-days",
        "no doubles asked, none run",
        drop=PM_OFF,
        rules={"double_threshold_days": {"count": 0, "count_tier_c": 0}},
    ),
    Case(
        "double-threshold-days",
        "no doubles asked, two run",
        (D[0], D[7]),
        rules={"double_threshold_days": {"count": 0, "count_tier_c": 0}},
    ),
    Case("single-threshold-days", "two of 30 min", drop=PM_OFF),
    Case("single-threshold-days", "one", (D[0],), drop=(*PM_OFF, at(1, "am"))),
    Case("single-threshold-days", "one in tier D", drop=(*PM_OFF, at(1, "am")), rules=TIER["D"]),
    Case(
        "single-threshold-days",
        "one in a week with a blocked date",
        drop=(*PM_OFF, at(1, "am")),
        of=blocked(1),
    ),
    Case(
        "single-threshold-days",
        "four",
        (D[0],),
        drop=(*PM_OFF, at(5, "am"), at(6, "am")),
        add=(single(5, 5), single(6, 5)),
    ),
    Case(
        "single-threshold-days",
        "36 min on the first one",
        (at(1, "am"),),
        drop=PM_OFF,
        edit={at(1, "am"): {"reps": 6}},
    ),
    Case(
        "single-threshold-days",
        "12 min in the last load week",
        (at(10, "am"),),
        drop=PM_OFF,
        edit={at(10, "am"): {"reps": 2}},
    ),
    Case("single-threshold-days", "beside a double", drop=(at(6, "am"),), add=(single(6, 5),)),
    Case("am-before-pm", "paces the same", (D[1],), edit={at(1, "am"): {"pace": 167}}),
    Case("am-before-pm", "a second apart", edit={at(1, "am"): {"pace": 168}}),
    Case(
        "am-before-pm",
        "less than the gap",
        (D[1], D[3], D[8], D[10]),
        rules={"am_before_pm": {"min_pace_gap_s": 11}},
    ),
    Case("am-before-pm", "reps of the same length", (D[10],), edit={at(10, "am"): {"rep_s": 167, "reps": 10}}),
    Case("am-before-pm", "reps a second longer", edit={at(10, "am"): {"rep_s": 168, "reps": 10}}),
    Case(
        "am-before-pm",
        "the same lactate window",
        (D[3],),
        edit={at(3, "am"): {"lactate_low": 250, "lactate_high": 300}},
    ),
    Case("am-before-pm", "lower at one end only", edit={at(3, "am"): {"lactate_low": 250, "lactate_high": 299}}),
    Case(
        "am-before-pm",
        "lower and higher",
        (D[3],),
        edit={at(3, "am"): {"lactate_low": 100, "lactate_high": 301}},
    ),
    Case(
        "am-pm-gap",
        "four hours",
        edit={at(1, "pm"): {"start": dt.datetime.fromisoformat("2026-12-01T11:24:50+01:00")}},
    ),
    Case(
        "am-pm-gap",
        "a second less",
        (D[1],),
        edit={at(1, "pm"): {"start": dt.datetime.fromisoformat("2026-12-01T11:24:49+01:00")}},
    ),
    Case(
        "am-pm-gap",
        "an hour lost to the clock",
        (D[1],),
        edit={at(1, "pm"): {"start": dt.datetime.fromisoformat("2026-12-01T11:24:50+02:00")}},
    ),
    Case(
        "am-pm-gap",
        "between easy runs",
        edit={at(0, "pm"): {"start": dt.datetime.fromisoformat("2026-11-30T08:00:00+01:00")}},
    ),
    Case(
        "am-pm-gap",
        "easy after HIT",
        (D[12],),
        edit={at(12, "pm"): {"start": dt.datetime.fromisoformat("2026-12-12T09:00:00+01:00")}},
    ),
    Case(
        "am-pm-gap",
        "easy before a hard PM",
        (D[17],),
        drop=(at(17, "pm"), at(17, "am")),
        add=(
            steady(17, "am", 12000),
            single(17, 4, "pm", start=dt.datetime.fromisoformat("2026-12-17T10:00:00+01:00")),
        ),
    ),
    Case("broken-intervals", "one rep", (at(1, "am"),), edit={at(1, "am"): {"reps": 1}}),
    Case("broken-intervals", "too short a rest", (at(1, "am"),), edit={at(1, "am"): {"rest_s": 59}}),
    Case(
        "broken-intervals",
        "too long a rest on the last one",
        (at(17, "am"),),
        edit={at(17, "am"): {"rest_s": 61}},
    ),
    Case("broken-intervals", "exactly 90 s", edit={at(1, "pm"): {"rep_m": 500, "pace": 180, "rest_s": 15}}),
    Case(
        "broken-intervals",
        "half a second more than 90",
        (at(1, "pm"),),
        edit={at(1, "pm"): {"rep_m": 500, "pace": 181, "rest_s": 15}},
    ),
    Case(
        "broken-intervals",
        "one continuous tempo",
        (D[14],),
        drop=(at(20, "am"),),
        add=(reps(20, "am", "tempo", 1, {"rep_s": 1200}, 180, 0),),
    ),
    Case(
        "broken-intervals",
        "one continuous tempo allowed",
        drop=(at(20, "am"),),
        add=(reps(20, "am", "tempo", 1, {"rep_s": 1200}, 180, 0),),
        rules={"broken_intervals": {"max_continuous_days": 1}},
    ),
    Case("session-work-minutes", "AM above", (at(1, "am"),), edit={at(1, "am"): {"reps": 6}}),
    Case("session-work-minutes", "AM at the end", edit={at(1, "am"): {"reps": 7, "rep_s": 300}}),
    Case("session-work-minutes", "PM below", (at(10, "pm"),), edit={at(10, "pm"): {"reps": 4}}),
    Case("session-work-minutes", "PM above", (at(10, "pm"),), edit={at(10, "pm"): {"reps": 11}}),
    Case(
        "day-work-minutes",
        "above an hour",
        (D[1],),
        edit={at(1, "am"): {"reps": 6}, at(1, "pm"): {"reps": 9}},
    ),
    Case(
        "day-work-minutes",
        "exactly an hour, 60 %",
        edit={at(1, "am"): {"reps": 6}, at(1, "pm"): {"rep_m": None, "rep_s": 60, "reps": 24}},
    ),
    Case(
        "day-work-minutes",
        "61 % AM",
        (D[10],),
        edit={at(10, "am"): {"reps": 6}, at(10, "pm"): {"rep_m": None, "rep_s": 60, "reps": 23}},
    ),
    Case(
        "day-work-minutes",
        "49 % AM",
        (D[10],),
        edit={at(10, "am"): {"reps": 4}, at(10, "pm"): {"rep_m": None, "rep_s": 60, "reps": 25}},
    ),
    Case(
        "day-work-minutes",
        "below 30 min",
        (D[10],),
        edit={
            at(10, "am"): {"reps": 5, "rep_s": 180},
            at(10, "pm"): {"rep_m": None, "rep_s": 60, "reps": 14},
        },
    ),
    Case("block-structure", "another rep count", (D[7],), edit={at(8, "am"): {"reps": 4}}),
    Case("block-structure", "another template", (D[7],), edit={at(8, "am"): {"template": "other"}}),
    Case("block-structure", "other km", (D[7],), edit={at(7, "am"): {"distance_m": 12200}}),
    Case(
        "block-structure",
        "another longest run",
        (D[7],),
        edit={at(13, "am"): {"distance_m": 24200}, at(7, "am"): {"distance_m": 11800}},
    ),
    Case(
        "block-structure",
        "easy km elsewhere",
        edit={at(7, "am"): {"distance_m": 12200}, at(9, "am"): {"distance_m": 11800}},
    ),
    Case(
        "block-structure",
        "other km by a blocked date",
        edit={at(7, "am"): {"distance_m": 12200}},
        of=blocked(8),
    ),
    Case(
        "block-structure",
        "not asked for",
        edit={at(7, "am"): {"distance_m": 12200}},
        rules={"block_structure": {"alike_weeks": False}},
    ),
    Case(
        "block-structure",
        "doubles six minutes apart",
        (D[0],),
        edit={at(1, "am"): {"reps": 4}, at(8, "am"): {"reps": 4}},
        rules={"block_structure": {"alike_weeks": False}},
        drop=(at(8, "am"), at(8, "pm")),
    ),
    Case(
        "block-structure",
        "doubles five minutes apart",
        edit={at(1, "am"): {"rep_s": 300}, at(8, "am"): {"rep_s": 300}},
    ),
    Case("hard-day-spacing", "hard on the day before", (D[1],), drop=(at(0, "am"),), add=(single(0, 5),)),
    Case(
        "hard-day-spacing",
        "a hard last day",
        (D[20],),
        drop=(at(20, "am"), at(19, "am")),
        add=(single(19, 4), single(20, 4)),
    ),
    Case("hard-day-spacing", "the log's last day hard", of={"history": {"last_hard": date(-1)}}),
    Case(
        "hard-day-spacing",
        "the log's last day and the first",
        (D[0],),
        of={"history": {"last_hard": date(-1)}},
        drop=(at(0, "am"), at(1, "am"), at(1, "pm")),
        add=(single(0, 5),),
    ),
    Case(
        "hard-day-spacing",
        "one of the log's hard days and the first",
        (D[0],),
        of={"history": {"hard_days": [date(-3), date(-1)]}},
        drop=(at(0, "am"), at(1, "am"), at(1, "pm")),
        add=(single(0, 5),),
    ),
    Case(
        "hard-day-spacing",
        "two easy days asked",
        (D[3], D[5], D[10], D[12]),
        rules={"hard_day_spacing": {"gap_days": 2}},
    ),
    Case(
        "hard-day-spacing",
        "none asked, two in a row",
        drop=(at(0, "am"),),
        add=(single(0, 5),),
        rules={"hard_day_spacing": {"gap_days": 0, "max_in_a_row": 2}},
    ),
    Case(
        "hard-day-spacing",
        "none asked, three in a row with the log",
        (D[1],),
        drop=(at(0, "am"),),
        add=(single(0, 5),),
        of={"history": {"last_hard": date(-1)}},
        rules={"hard_day_spacing": {"gap_days": 0, "max_in_a_row": 2}},
    ),
    Case(
        "hit-recovery",
        "HIT two days before a double",
        (D[8],),
        drop=(at(5, "am"), at(6, "am")),
        add=(reps(6, "am", "hit", 20, {"rep_m": 200}, 157, 75),),
    ),
    Case("hit-recovery", "the log's last HIT on the Sunday before", (D[1],), of={"history": {"last_hit": date(-1)}}),
    Case("hit-recovery", "the log's last HIT on the Saturday before", of={"history": {"last_hit": date(-2)}}),
    Case(
        "double-threshold-days",
        "one after the log's HIT on the Sunday before",
        of={"history": {"last_hit": date(-1)}},
        drop=(at(1, "am"), at(1, "pm")),
    ),
    Case(
        "double-threshold-days",
        "one after the log's HIT on the Saturday before",
        (D[0],),
        of={"history": {"last_hit": date(-2)}},
        drop=(at(1, "am"), at(1, "pm")),
    ),
    Case("hit-recovery", "three days asked", (D[8],), rules={"hit_recovery": {"easy_days_before_double": 3}}),
    Case(
        "hit-recovery",
        "HIT and threshold on one day",
        (D[17],),
        drop=(at(17, "pm"),),
        add=(reps(17, "pm", "hit", 20, {"rep_m": 200}, 157, 75),),
    ),
    Case("hit-count", "none", (D[0],), drop=(at(5, "am"),)),
    Case("hit-count", "none beside a pinned long run", (D[0],), drop=(at(5, "am"),), of=pinned(6, "am", "long")),
    Case(
        "hit-count",
        "none with a pin on its day, and easy km instead",
        drop=(at(5, "am"),),
        edit={at(0, "am"): {"distance_m": 20000}},
        of=pinned(5, "am", "long"),
    ),
    Case("hit-count", "its km of the share are left", (D[0],), drop=(at(5, "am"),), of=pinned(5, "am", "long")),
    Case("hit-count", "none with HIT pinned on another day", (D[0],), drop=(at(5, "am"),), of=pinned(2, "am", "hit")),
    Case(
        "hit-count",
        "two in the last load week",
        (D[7],),
        drop=(at(13, "am"),),
        add=(reps(13, "am", "hit", 20, {"rep_m": 200}, 157, 75),),
    ),
    Case("hit-count", "too many metres", (at(5, "am"),), edit={at(5, "am"): {"reps": 21}}),
    Case("hit-count", "too few metres", (at(5, "am"),), edit={at(5, "am"): {"reps": 19}}),
    Case(
        "hit-count",
        "a full one where half is allowed",
        (at(5, "am"), at(12, "am")),
        rules={"hit_count": {"full_from_km": 170}},
    ),
    Case(
        "hit-count",
        "a half one and none",
        edit={at(5, "am"): {"reps": 10}},
        drop=(at(12, "am"),),
        rules={"hit_count": {"full_from_km": 170}},
    ),
    Case(
        "hit-count",
        "too few km for any",
        (D[0], D[7]),
        rules={"hit_count": {"full_from_km": 170, "half_from_km": 170}},
    ),
    Case(
        "hit-count",
        "in recovery",
        (D[14],),
        drop=(at(20, "am"),),
        add=(reps(20, "am", "hit", 20, {"rep_m": 200}, 157, 75),),
    ),
    Case(
        "week-intensity-share",
        "80 % below 170 km",
        (D[0], D[7]),
        rules={"week_intensity_share": {"low_below_km": 170}},
    ),
    Case("week-intensity-share", "less easy running", (D[0],), edit={at(0, "am"): {"distance_m": 10000}}),
    Case("week-intensity-share", "exactly a quarter", edit={at(0, "am"): {"distance_m": 12000 - 1986}}),
    Case("week-intensity-share", "a metre less", (D[7],), edit={at(7, "am"): {"distance_m": 12000 - 1987}}),
    Case(
        "week-intensity-share",
        "by time",
        rules={"week_intensity_share": {"unit": "time", "min_easy_pct": 81}},
    ),
    Case(
        "week-intensity-share",
        "by time, more asked",
        (D[0], D[7]),
        rules={"week_intensity_share": {"unit": "time", "min_easy_pct": 85}},
    ),
    Case(
        "week-intensity-share",
        "recovery with the percentage of its block",
        (D[0], D[7], D[14]),
        edit={at(17, "am"): {"distance_m": 200}},
        rules={"week_intensity_share": {"low_below_km": 164, "min_easy_pct_low": 93}},
    ),
    Case(
        "week-intensity-share",
        "race metres left out",
        drop=(at(20, "am"),),
        edit={at(17, "am"): {"reps": 4}},
        add=(steady(20, "am", 20000, "race"),),
        rules={"week_intensity_share": {"min_easy_pct": 91}},
        broken=(D[0], D[7]),
    ),
    Case(
        "recovery-week",
        "a double",
        (D[14], at(17, "am"), at(17, "pm")),
        drop=(at(17, "am"), at(17, "pm")),
        add=tuple(single(17, 5, slot) for slot in ("am", "pm")),
    ),
    Case(
        "recovery-week",
        "HIT on the last day",
        (D[14],),
        drop=(at(20, "am"),),
        add=(reps(20, "am", "hit", 20, {"rep_m": 200}, 157, 75, distance_m=20000),),
    ),
    Case(
        "recovery-week",
        "two short singles",
        (D[14],),
        drop=(at(19, "am"),),
        add=(single(19, 2, distance_m=12000),),
    ),
    Case("recovery-week", "a single of 26 min", (at(17, "am"),), edit={at(17, "am"): {"rep_s": 390}}),
    Case("recovery-week", "more Z2 than the percentage", (D[14],), rules={"recovery_week": {"max_z2_pct": 22}}),
    Case("recovery-week", "Z2 inside the percentage", rules={"recovery_week": {"max_z2_pct": 23}}),
    Case("recovery-week", "too many km", (D[14],), rules={"recovery_week": {"max_km_pct": 68}}),
    Case("recovery-week", "too few km", (D[14],), rules={"recovery_week": {"min_km_pct": 69}}),
    Case(
        "recovery-week",
        "km at both limits' inside",
        rules={"recovery_week": {"min_km_pct": 68, "max_km_pct": 69}},
    ),
    Case("recovery-week", "hours above a load week", (D[14],), edit={at(20, "am"): {"duration_s": 30000}}),
    Case("recovery-week", "four hours less asked", (D[14],), rules={"recovery_week": {"min_fewer_min": 400}}),
    Case("weekly-volume", "at the limit", of={"athlete": {"max_weekly_km": 163.338}}),
    Case("weekly-volume", "a metre above", (D[0], D[7]), of={"athlete": {"max_weekly_km": 163.337}}),
    Case(
        "weekly-volume",
        "weekly_km is the limit where none is given",
        (D[0], D[7]),
        of={"athlete": {"max_weekly_km": None}},
    ),
    Case("weekly-volume", "hours", (D[0], D[7]), of={"athlete": {"max_weekly_hours": 10.0}}),
    Case(
        "weekly-ramp",
        "a week above the mean of the log",
        (D[0],),
        of={"history": {"recent_km": [147.0, 147.0, 147.0, 147.0]}},
    ),
    Case(
        "weekly-ramp",
        "the newest week of the log counts",
        of={"history": {"recent_km": [100.0, 100.0, 100.0, 150.0]}},
        rules={"weekly_ramp": {"mean_of_weeks": 1}},
    ),
    Case("weekly-ramp", "a block above the log", (D[0],), of={"athlete": {"weekly_km": 155.5}}),
    Case("weekly-ramp", "a block just inside", of={"athlete": {"weekly_km": 155.56}}),
    Case(
        "weekly-ramp",
        "a last load week too high",
        (D[7],),
        edit={at(7, "am"): {"distance_m": 29000}},
        rules={"weekly_ramp": {"max_block_pct": 120}},
    ),
    Case(
        "run-spike",
        "on the first day",
        (at(0, "am"), at(1, "am"), at(6, "am")),
        of={"athlete": {"longest_run_km": 9.5}},
    ),
    Case("transition-caution", "six days blocked", of=away(0, 5), rules={"transition_caution": {"from_days": 7}}),
    Case(
        "long-run", "a threshold session on the day of the long run", (at(6, "am"),),
        add=(reps(6, "pm", "threshold", 5, {"rep_s": 300}, 195, 60),),
    ),
    Case(
        "transition-caution",
        "doubles, HIT and all the km in the week after a week away",
        (D[0], D[1], D[3], at(5, "am"), D[7], D[8], D[10], at(12, "am")),
        of=away(0, 6),
        rules={"transition_caution": {"from_days": 7}},
    ),
    Case(
        "transition-caution",
        "twelve days away at the end",
        (D[14],),
        of=away(9, 20),
    ),
    Case(
        "transition-caution",
        "new shoes: two doubles and HIT",
        (D[0], at(5, "am")),
        of={"transitions": [{"kind": "shoes", "date": date(0), "days": 7}]},
    ),
    Case(
        "transition-caution",
        "new shoes from Wednesday to Friday",
        of={"transitions": [{"kind": "shoes", "date": date(2), "days": 3}]},
    ),
    Case(
        "transition-caution",
        "HIT on the first day of a new surface, doubles in the week after",
        (at(5, "am"), D[7]),
        of={"transitions": [{"kind": "surface", "date": date(5), "days": 9}]},
        drop=(at(12, "am"),),
    ),
    Case(
        "transition-caution",
        "back from a break: doubles, HIT and all the km",
        (D[0], at(1, "am"), at(1, "pm"), at(3, "am"), at(3, "pm"), at(5, "am")),
        of={"transitions": [{"kind": "return-from-break", "date": date(0), "days": 7}]},
    ),
    Case(
        "transition-caution",
        "the last day of the season is new, in a recovery week",
        (at(20, "am"),),
        of={"transitions": [{"kind": "return-from-break", "date": date(20), "days": 30}]},
    ),
    Case(
        "altitude",
        "a camp lower than it matters",
        of={"camps": [{"from": date(0), "to": date(20), "altitude_m": 999}]},
    ),
    Case(
        "altitude",
        "a camp from the first day on",
        (D[0], at(1, "am"), at(1, "pm"), D[3], at(5, "am"), D[7]),
        of={"camps": [{"from": date(0), "to": date(20), "altitude_m": 1850}]},
    ),
    Case(
        "altitude",
        "a threshold session on the first day after a camp in the recovery week",
        (at(17, "am"),),
        of={"camps": [{"from": date(14), "to": date(16), "altitude_m": 1850}]},
    ),
    Case(
        "altitude",
        "a threshold session on the third day of a camp in the recovery week",
        (at(17, "am"),),
        of={"camps": [{"from": date(15), "to": date(20), "altitude_m": 1000}]},
    ),
    Case("run-spike", "to the limit", edit={at(6, "am"): {"distance_m": 26400}}),
    Case("run-spike", "a metre more", (at(6, "am"),), edit={at(6, "am"): {"distance_m": 26401}}),
    Case(
        "run-spike",
        "against the season itself on the last day",
        (at(20, "am"),),
        edit={at(20, "am"): {"distance_m": 26401}},
    ),
    Case(
        "run-spike",
        "the log is too long ago",
        (at(13, "am"),),
        edit={at(6, "am"): {"distance_m": 11000}, at(13, "am"): {"distance_m": 24000}},
        rules={"run_spike": {"days": 8}},
        of={"athlete": {"longest_run_km": 24.0}},
    ),
    Case("long-run", "none in the first week", (D[0],), drop=(at(6, "am"),)),
    Case("long-run", "none in a week with a blocked date", (D[0],), drop=(at(6, "am"),), of=blocked(6)),
    Case(
        "long-run",
        "two in the last week",
        (D[14],),
        drop=(at(19, "am"),),
        add=(steady(19, "am", 12000, "long"),),
    ),
    Case("long-run", "too long a time", (at(6, "am"),), edit={at(6, "am"): {"duration_s": 7201}}),
    Case(
        "long-run",
        "too much of the week",
        (at(6, "am"), at(13, "am"), at(20, "am")),
        rules={"long_run": {"max_week_pct": 14}},
    ),
    Case(
        "long-run",
        "too much of the week but short",
        rules={"long_run": {"max_week_pct": 14, "or_max_min": 100}},
    ),
    Case("long-run", "not the longest", (at(6, "am"),), edit={at(0, "am"): {"distance_m": 24001}}),
    Case("long-run", "as long as the longest", edit={at(0, "am"): {"distance_m": 24000}}),
    Case("long-run", "a longer easy run in recovery", (at(20, "am"),), edit={at(14, "am"): {"distance_m": 24001}}),
    Case("long-run", "as long an easy run in recovery", edit={at(14, "am"): {"distance_m": 20000}}),
    Case("easy-runs", "30 min on the first day", edit={at(0, "am"): {"duration_s": 1800}}),
    Case("easy-runs", "a second less", (at(0, "am"),), edit={at(0, "am"): {"duration_s": 1799}}),
    Case("easy-runs", "75 min", edit={at(19, "am"): {"duration_s": 4500}}),
    Case("easy-runs", "a second more", (at(19, "am"),), edit={at(19, "am"): {"duration_s": 4501}}),
    Case("volume-tier", "the plan says B", (D[0], D[7], D[14]), plan={"tier": "B"}),
    Case("volume-tier", "B it is", rules=TIER["B"], plan={"tier": "B"}),
    Case(
        "volume-tier",
        "exactly at the limit",
        edit={at(d, "am"): {"distance_m": 12662} for d in (0, 7)},
        rules={"volume_tier": {"a_from_km": 164}},
    ),
    Case(
        "volume-tier",
        "a metre below",
        (D[0], D[7], D[14]),
        edit={at(d, "am"): {"distance_m": 12661} for d in (0, 7)},
        rules={"volume_tier": {"a_from_km": 164}},
    ),
    Case("intensity-ceiling", "a hundredth above LT2", (at(1, "pm"),), edit={at(1, "pm"): {"lactate_high": 301}}),
    Case(
        "intensity-ceiling",
        "up to a tested LT2",
        edit={at(10, "pm"): {"lactate_high": 390}},
        of={"athlete": {"lactate": {"lt2_mmol": 3.9}}},
    ),
    Case(
        "intensity-ceiling",
        "above 4.0 whatever LT2 is",
        (at(17, "am"),),
        edit={at(17, "am"): {"lactate_high": 401}},
        of={"athlete": {"lactate": {"lt2_mmol": 5.0}}},
    ),
    Case(
        "intensity-ceiling",
        "far above, at both ends of the season",
        (at(1, "am"), at(17, "am")),
        edit={at(d, "am"): {"lactate_low": 500, "lactate_high": 900} for d in (1, 17)},
    ),
    Case(
        "intensity-ceiling",
        "reversed",
        (at(1, "pm"),),
        edit={at(1, "pm"): {"lactate_low": 300, "lactate_high": 270}},
    ),
    Case("intensity-ceiling", "a point", (at(1, "pm"),), edit={at(1, "pm"): {"lactate_low": 300}}),
    Case("intensity-ceiling", "below the floor", (at(1, "am"),), edit={at(1, "am"): {"lactate_low": 199}}),
    Case(
        "intensity-ceiling", "a tempo too", (at(3, "pm"),), edit={at(3, "pm"): {"kind": "tempo", "lactate_high": 301}}
    ),
    Case("intensity-ceiling", "RPE 14", edit={at(1, "am"): {"rpe_high": 14}}),
    Case("intensity-ceiling", "RPE 15", (at(1, "am"),), edit={at(1, "am"): {"rpe_high": 15}}),
    Case(
        "intensity-ceiling",
        "at LTHR, and easy at 85 % of it",
        edit={at(1, "am"): {"heart_high": 170}, at(0, "am"): {"heart_high": 145}},
        of={"athlete": {"heart_rate": {"lthr_bpm": 170}}},
    ),
    Case(
        "intensity-ceiling",
        "a beat more",
        (at(0, "am"), at(1, "am")),
        edit={at(1, "am"): {"heart_high": 171}, at(0, "am"): {"heart_high": 146}},
        of={"athlete": {"heart_rate": {"lthr_bpm": 170}}},
    ),
    Case("intensity-ceiling", "heart rate without LTHR", (at(1, "am"),), edit={at(1, "am"): {"heart_high": 150}}),
    Case("intensity-ceiling", "easy at 110 % of the morning pace", edit={at(20, "am"): {"pace": 198}}),
    Case("intensity-ceiling", "a second faster", (at(20, "am"),), edit={at(20, "am"): {"pace_fast": 194}}),
    Case("intensity-ceiling", "a second faster than the template", edit={at(17, "am"): {"pace": 176}}),
    Case(
        "intensity-ceiling",
        "two seconds faster, at both ends of the season",
        (at(1, "am"), at(17, "am")),
        edit={at(d, "am"): {"pace": 175} for d in (1, 17)},
    ),
    Case("intensity-ceiling", "the pace of 400 m for reps of 1 km", (at(1, "pm"),), edit={at(1, "pm"): {"pace": 163}}),
    Case("intensity-ceiling", "far faster than 5 km", (at(8, "am"),), edit={at(8, "am"): {"pace": 147}}),
    Case("intensity-ceiling", "a tempo too fast", (at(3, "pm"),), edit={at(3, "pm"): {"kind": "tempo", "pace": 157}}),
    Case(
        "intensity-ceiling",
        "a template nobody knows, by its reps",
        (at(1, "am"),),
        edit={at(1, "am"): {"template": "nobody's", "pace": 163}},
    ),
    Case(
        "intensity-ceiling",
        "reps that no template has, as fast as the fastest",
        edit={at(1, "am"): {"template": "nobody's", "rep_s": 333, "pace": 163}},
    ),
    Case(
        "intensity-ceiling",
        "two seconds faster than that",
        (at(1, "am"),),
        edit={at(1, "am"): {"template": "nobody's", "rep_s": 333, "pace": 161}},
    ),
    Case("intensity-ceiling", "HIT goes by effort", edit={at(5, "am"): {"pace": 120}}),
    Case(
        "intensity-ceiling",
        "the pace of home in a camp's threshold sessions",
        tuple(at(d, s) for d in (8, 10) for s in ("am", "pm")),
        of={"camps": [{"from": date(7), "to": date(13), "altitude_m": 1850}]},
    ),
    Case(
        "intensity-ceiling",
        "slower by the altitude of the camp",
        edit={at(d, s): {"pace": pace + 6} for d in (8, 10) for s, pace in (("am", 177), ("pm", 167))},
        of={"camps": [{"from": date(7), "to": date(13), "altitude_m": 1850}]},
    ),
    Case(
        "intensity-ceiling",
        "a pace that an LT2 test of 3:05/km does not give",
        (*NO_DOUBLES, at(17, "am")),
        of={"athlete": {"lactate": {"lt2_mmol": 3.0, "lt2_pace": "3:05/km"}}},
    ),
    Case(
        "intensity-ceiling",
        "easy above the floor",
        (at(0, "am"),),
        edit={at(0, "am"): {"lactate_low": 70, "lactate_high": 201}},
    ),
    *SPEED_CASES,
    Case("pins", "another kind", (D[0],), of=pinned(0, "am", "long")),
    Case("pins", "that kind", of=pinned(20, "am", "long")),
    Case("pins", "that distance", of=pinned(20, "am", "long", 20.0)),
    Case("pins", "another distance", (D[20],), of=pinned(20, "am", "long", 20.001)),
    Case("pins", "rest", of=pinned(20, "pm", "rest")),
    Case("pins", "no rest", (D[20],), of=pinned(20, "am", "rest")),
    Case("pins", "nothing where something is pinned", (D[20],), of=pinned(20, "pm", "easy")),
    Case(
        "am-before-pm",
        "lower at the other end only",
        edit={at(3, "am"): {"lactate_low": 249, "lactate_high": 300}},
    ),
    Case("recovery-week", "a single of exactly 25 min", edit={at(17, "am"): {"rep_s": 375}}),
    Case(
        "single-threshold-days",
        "three",
        drop=(*PM_OFF, at(6, "am")),
        add=(single(6, 5),),
        rules={"single_threshold_days": {"max_same_reps": 3}},
    ),
    Case(
        "single-threshold-days",
        "three of the same reps",
        (D[0],),
        drop=(*PM_OFF, at(6, "am")),
        add=(single(6, 5),),
    ),
    Case(
        "single-threshold-days",
        "exactly 15 and 35 min",
        drop=PM_OFF,
        edit={at(1, "am"): {"rep_s": 180}, at(10, "am"): {"reps": 7, "rep_s": 300}},
    ),
    Case(
        "load-recovery-cycle",
        "day grid: load after load",
        (D[10],),
        rules=DAY_GRID,
        plan={"blocks": [("load", 0, 9), ("load", 10, 20)]},
    ),
    Case("hit-count", "none, a blocked date in the next week", (D[0],), drop=(at(5, "am"),), of=blocked(7)),
    Case("hit-count", "none, a blocked date in the week before", (D[7],), drop=(at(12, "am"),), of=blocked(6)),
    Case("hit-count", "none, the first day of the week blocked", (D[7],), drop=(at(12, "am"),), of=blocked(7)),
    Case(
        "week-intensity-share",
        "exactly at the km of the lower share",
        edit={at(d, "am"): {"distance_m": 12662} for d in (0, 7)},
        rules={"week_intensity_share": {"low_below_km": 164}},
    ),
    Case(
        "double-threshold-days",
        "a tempo in the morning of a double",
        drop=(at(1, "am"),),
        add=(reps(1, "am", "tempo", 1, {"rep_s": 1500}, 180, 0),),
        rules={"broken_intervals": {"max_continuous_days": 1}},
    ),
    Case(
        "session-work-minutes",
        "a tempo in the morning of a double",
        (at(1, "am"),),
        drop=(at(1, "am"),),
        add=(reps(1, "am", "tempo", 1, {"rep_s": 2160}, 180, 0),),
        rules={"broken_intervals": {"max_continuous_days": 1}},
    ),
    Case(
        "am-before-pm",
        "a tempo in the morning of a double",
        drop=(at(1, "am"),),
        add=(reps(1, "am", "tempo", 1, {"rep_s": 1500}, 180, 0),),
        rules={"broken_intervals": {"max_continuous_days": 1}},
    ),
    Case(
        "day-work-minutes",
        "a tempo in the morning of a double",
        (D[1],),
        drop=(at(1, "am"),),
        add=(reps(1, "am", "tempo", 1, {"rep_s": 1200}, 180, 0),),
        rules={"broken_intervals": {"max_continuous_days": 1}},
    ),
    Case("muscular-load", "exactly 120 % of 1780 points", of=used_to(1780), rules=muscles(max_week_pct=120)),
    Case(
        "muscular-load",
        "a race beside it is left out",
        add=(reps(13, "pm", "race", 1, {"rep_m": 10000}, 170, 0),),
        of=used_to(1780),
        rules=muscles(max_week_pct=120),
    ),
    Case("muscular-load", "a little above", (D[0], D[7]), of=used_to(1779), rules=muscles(max_week_pct=120)),
    Case("muscular-load", "the usual week by the athlete's own km and paces", rules=muscles(max_week_pct=97)),
    Case("muscular-load", "less than that", (D[0], D[7]), rules=muscles(max_week_pct=96)),
    Case(
        "muscular-load", "four weeks, three of them the usual", of=used_to(2136), rules=muscles(max_four_weeks_pct=100)
    ),
    Case("muscular-load", "a point less", (D[0], D[7]), of=used_to(2135), rules=muscles(max_four_weeks_pct=100)),
    Case(
        "muscular-load",
        "a point less, but growing",
        (D[0],),
        of=used_to(2135),
        rules=muscles(max_four_weeks_pct=100, grow_permille=1),
    ),
    Case(
        "muscular-load",
        "22 x 200 m more after 90 min of a long run",
        (D[7],),
        edit={at(13, "am"): {"distance_m": 26000}},
        of=used_to(2165),
        rules=muscles(max_week_pct=100),
    ),
    Case(
        "muscular-load",
        "the same long run for an athlete used to it",
        edit={at(13, "am"): {"distance_m": 26000}},
        of=used_to(2166),
        rules=muscles(max_week_pct=100),
    ),
]
CASES += RACE_CASES
