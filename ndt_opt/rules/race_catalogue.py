"""The rules about phases and races."""

from __future__ import annotations

from ndt_opt.rules.rule import Rule

RACE_RULES: tuple[Rule, ...] = (
    Rule(
        "phase-mix",
        "Outside base, and in taper and race weeks, a week holds what its mix says. A taper or race week, or a load "
        "week of another phase than base, has at most the `doubles`, `singles` (`singles_with_double` beside a "
        "double) and `hit` of its mix, and exactly `race_pace` race-pace sessions, each race of the week taking the "
        "place of one. The mix is that of its phase, of `taper`, of `race_week` for the week of an A race or of "
        "`light_week` for that of a B race; base load weeks and recovery weeks have no race-pace session. A week has "
        "none where `race-specific` leaves it no session, and one with a dated block, a pin or a day around a race "
        "may have fewer where it is on the way back (`transition-caution`), has fewer than "
        "`load-recovery-cycle.load_week_days` days left, or where every day with a free slot for one (as for HIT in "
        "`hit-count`) is within the reach of `hard-day-spacing` from a hard day or of `race-day` from a race: then "
        "its work still counts as hard in the share of km. A double of competition, transition, taper or race weeks "
        "stands double_from_days to double_to_days days before an A race. A load week of transition has at most "
        "transition_max_km_pct per cent of the usual week's km (see `weekly-ramp`), with lost days as many sevenths "
        "as days are left. Phases are those of season.phases (a week has that of its Thursday, base where none has "
        "it), else: competition the competition_weeks weeks up to that of an A race, transition the recovery weeks "
        "after an A race and the transition_weeks after them (see `taper`), pre-competition the pre_competition_weeks "
        "before competition, the rest base; where two claim a week, competition comes first, then transition.",
        (
            "R-105", "R-106", "R-107", "R-108", "R-109", "R-110", "R-111", "R-116", "R-117", "R-120", "R-125", "R-166",
            "E-25",
        ),
    ),
    Rule(
        "race-day",
        "A race of the scenario stands on its date, in the slot of its start, with its distance, and is the day's "
        "only session; there is no other race. The easy_days_before_a (b, c: by its priority) days before it hold no "
        "other hard session and no long run, the days after it (one for every begun metres_per_easy_day metres) no "
        "other hard session; nor has one of the no_long_days_before_a days before an A race a long run, or the days "
        "after a race, one for every whole metres_per_day_without_long metres; in a load or recovery week such a day "
        "is one around a race too. The day before an A or B race, where it is no race day itself and nothing is "
        "pinned on it, holds at most one run, in its first open slot, of at most eve_max_min minutes. Races need no "
        "open slot. What is raced, metres and minutes, is left out of every rule about a week's km, minutes and "
        "share, and of the run spike; warm-up and cool-down count.",
        ("R-120", "R-125", "R-133"),
    ),
    Rule(
        "taper",
        "An A race has a taper before it and recovery after it, a B race a light week. The `weeks` weeks before that "
        "of an A race are taper weeks, its own week and that of a B race race weeks, and after an A race, or one of "
        "recovery_from_m and more, come as many recovery weeks as `recovery` says for its distance; a race week comes "
        "before a taper week, that before a recovery week. Km (see `race-day`) of a taper week and of the week of an "
        "A race: min_km_pct..max_km_pct per cent of the mean of the load weeks that a recovery week of its block "
        "would be measured against (see `recovery-week`), of the history's where there are none; of the least as many "
        "sevenths as days (in a race week those before its first A race) are untouched by dated blocks, pins and "
        "races, none on the way back. The week of a B race has at most light_max_km_pct per cent; a recovery week "
        "after a race at most max_km_pct of its `recovery`, and no least. A threshold session of a race week has at "
        "most race_week_max_single_min minutes of work.",
        ("R-125", "E-25"),
    ),
    Rule(
        "race-specific",
        "Race-pace sessions climb the ladder of their race, never faster than it is run. The one of a week is a step "
        "of the ladder (`ladders`: the first whose up_to_m reaches the goal's distance) of its goal, the next A race, "
        "else the next race, else untold_goal_m. The weeks of one goal whose mix has race-pace sessions (where "
        "`phase-mix` is off, all but recovery weeks) climb it in order: of N load weeks the n-th (from 0) has the "
        "rung n x last / (N-1), halves up, a single one the last; a taper or race week has reps of the first rung at "
        "the last one's pace, as many as come to at most taper_work_pct per cent of the last one's metres. Of the "
        "reps as many are left as keep the work within the ladder's max_week_pct per cent of the usual week (see "
        "`weekly-ramp`), in a taper or race week `taper.max_km_pct` per cent of that; where that leaves a rung fewer "
        "metres than an earlier one has left, or not two reps, the reps are those of the one up to it that has most "
        "left (of equals the later), at its own pace, and where no rung has two left (or not two in a taper or race "
        "week) the week has no race-pace session. The pace is pace_pct per cent of race pace (by the athlete's VDOT) "
        "in s/km, to the slower second, and never faster than max_speed_pct per cent of its speed, slower in a camp "
        "(`altitude`).",
        ("R-111", "R-121", "R-136", "R-137", "R-138", "R-139", "R-140", "R-141", "E-32"),
    ),
)
