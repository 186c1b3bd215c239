"""Every rule of the product, in one list.

A rule is one slug; the solver room (`cpsat/constraints/<slug>.py`), the auditor's check
(`audit/checks/<slug>.py`) and the case file (`tests/cases/<slug>.toml`) carry its name, with
underscores where Python wants them.  `keeps` is the exact statement both sides hold to.
"""

from __future__ import annotations

from ndt_opt.rules.caution_catalogue import CAUTION_RULES
from ndt_opt.rules.race_catalogue import RACE_RULES
from ndt_opt.rules.rule import Rule

CATALOGUE: tuple[Rule, ...] = (
    Rule(
        "availability",
        "Every session stands in an open slot (not closed for that weekday, not blocked on that date), starts and "
        "ends inside the slot's clock window, and lasts at most the slot's longest session. Dated windows "
        "(availability.dates) stand over the weekday's, dated blocks over both. A date whose own windows leave out a "
        "part of the weekday's, or take only shorter sessions, counts as one with a dated block; a wider one does not.",
        ("R-007", "R-087"),
    ),
    Rule(
        "load-recovery-cycle",
        "Calendar grid: block_days days of load weeks, then one recovery week, repeating; history.days_since_recovery "
        "says how many load days of the first block are already run, a begun week counting whole. Taper and race weeks "
        "and the recovery weeks after them (see `taper`) replace the cycle, which begins anew after them; before them "
        "as few blocks as hold the weeks between, each but the last with its recovery week, and where they would be "
        "too long the first blocks are a week shorter each (not a first one whose load weeks are already run). Day "
        "grid: a load block of block_days[0]..block_days[1] days, then recovery_days days, on any day of the week; "
        "blocks cut by the season's edge may be shorter. A double or HIT stands on load days only; the planner puts "
        "none into a week with recovery days and fewer than `load_week_days` load days.",
        ("R-112", "R-113", "R-114", "R-159", "E-07", "E-07a"),
    ),
    Rule(
        "double-threshold-days",
        "A load week of a block in tier A or B has exactly `count` double-threshold days, of tier C at most "
        "`count_tier_c`, of tier D none; outside base, and in taper and race weeks, `phase-mix` says how many at "
        "most, and what goes with them. A double day holds one AM and one PM threshold session. A week with a double "
        "has no other threshold session. Doubles stand on `days`; in a hindered week as many on `alternatives` as "
        "`days` do not take one, and there the count may be lower. A dated block hinders a week, and so do the days "
        "around a race (`race-day`) where one is a usual day of doubles or HIT, the way back from days away or a "
        "stated change (`transition-caution`), a day of a camp or of the easy days after it (`altitude`), a pin of an "
        "easy or long run or rest on one of `days` or on a usual day of HIT, or of a hard session elsewhere, and hard "
        "days of the history, or pinned in another week, too near for doubles on so many of `days` that fewer than "
        "`count` are left (for other rules too such a week is like one with a dated block, but it lacks no km). A "
        "hindered week of tier A or B, unless it is on the way back, has singles only where none of `days` and "
        "`alternatives` is left to doubles by these two rules and has both slots free and whole for one at the "
        "distance that `hard-day-spacing` and `hit-recovery` ask from pinned hard sessions and those of the history, "
        "or where threshold is pinned elsewhere. A tier A or B week has no double, but singles, where `count` doubles "
        "of the smallest allowed work and the HIT of `hit-count` do not fit the share of the block's planned load km; "
        "the plan says from which km they do.",
        ("R-002", "R-003", "R-004", "R-005", "R-082", "R-106", "R-112", "R-116", "E-07", "E-09"),
    ),
    Rule(
        "single-threshold-days",
        "A load week without doubles has min_count..max_count days with one threshold session each (from "
        "min_count_tier_d in tier D), each of min_work_min..max_work_min minutes of work, at most max_same_reps of "
        "them with reps of the same length; each race of the week takes the place of one; fewer only in a week with a "
        "dated block, a pin or a day around a race (`race-day`), or where `phase-mix` says how many at most. On the "
        "day grid, a week with recovery days and fewer than `load_week_days` load days has the 0..max_singles "
        "sessions of at most max_single_min minutes of `recovery-week`. No single session of a recovery, taper or "
        "race week is longer than max_work_min, in the last two none shorter than min_work_min.",
        ("R-089", "R-098", "R-101", "E-09", "E-23"),
    ),
    Rule(
        "am-before-pm",
        "On a double day the AM session is at least min_pace_gap_s s/km slower than the PM session, its reps last "
        "longer, and its lactate window lies no higher at either end and lower at one; the two are not the same "
        "prescription.",
        ("R-032", "R-048", "R-049", "R-050", "R-063", "R-168", "E-02"),
    ),
    Rule(
        "am-pm-gap",
        "On a day with a hard session and a session in the other slot, PM starts at least min_gap_min minutes after "
        "AM ends.",
        ("R-078", "E-33"),
    ),
    Rule(
        "broken-intervals",
        "A threshold session has at least min_reps reps, with the planned rest inside the window for its rep duration"
        " (rep_m at the starting pace), before the log lengthens it; a rep lasts no longer than the last window. "
        "At most max_continuous_days continuous tempo sessions a week.",
        ("R-014", "R-015", "R-016", "R-056", "R-068", "R-069", "R-075", "E-16", "E-26"),
    ),
    Rule(
        "intensity-ceiling",
        "Threshold and tempo sessions stay inside Zone 2, easy and long runs well below it. "
        "The lactate window of a threshold or tempo session goes up, from Zone 2's floor (or the lower end its "
        "template states) to at most max_mmol and the athlete's LT2 (`untested_lt2_mmol` without a test); its RPE "
        "ends at most at max_rpe. A heart-rate band needs a tested LTHR and ends at most at max_lthr_pct per cent of "
        "it, that of an easy or long run at `easy_max_lthr_pct`. Easy and long runs stay at or below the zone's floor, "
        "and the fastest pace of their band, in s/km, is at least min_easy_pace_pct per cent of the slowest starting "
        "pace of a threshold or tempo session of the season (less what `altitude` slows it by). A threshold or tempo "
        "session starts no faster, but for a second of rounding, than its template does by the athlete's results, "
        "slower by what `altitude` asks; one that names no template, no faster than the fastest with such reps, or "
        "than the fastest of all where none has such reps.",
        ("R-013", "R-026", "R-027", "R-030", "R-035", "R-051", "R-062", "R-099", "R-162", "R-164", "E-03", "E-27"),
    ),
    Rule(
        "session-work-minutes",
        "Work of a double day's AM session is am_min..am_max minutes, of its PM session pm_min..pm_max.",
        ("R-058", "R-072", "E-06"),
    ),
    Rule(
        "day-work-minutes",
        "Work of a double day is min_min..max_min minutes, AM am_min_pct..am_max_pct per cent of it.",
        ("R-061", "R-073", "R-076", "R-077", "E-05", "E-06"),
    ),
    Rule(
        "block-structure",
        "Load weeks of one block and phase without dated blocks, pins or days around races have the same sessions and "
        "the same km (kind, weekday, slot, template, reps and distance of every threshold, tempo and HIT session; "
        "kind, weekday and slot of race-pace sessions; week distance; longest run), and its weeks with them, or on the "
        "way back (`transition-caution`), carry no more Zone-2 work than the others; in a block that has begun no more "
        "Zone-2 work and km than was planned for its weeks that are run; the doubles of one week differ by "
        "at most max_double_difference_min minutes of work.",
        ("R-024", "E-24"),
    ),
    Rule(
        "hard-day-spacing",
        "After a hard day (double, single threshold, tempo, HIT, race pace, race) at least gap_days days are not. "
        "Where that is 0, at most max_in_a_row hard days follow each other. "
        "history.last_hard, history.hard_days and history.last_hit count. "
        "Races, and such days near them, count together as one. The long run is easy.",
        ("R-006", "R-025", "R-133", "R-134", "E-21"),
    ),
    Rule(
        "hit-recovery",
        "HIT never shares a day with threshold work, and the easy_days_before_double days before a double day hold no"
        " HIT. history.last_hit counts.",
        ("R-079", "R-095", "R-133", "R-149", "E-21"),
    ),
    Rule(
        "hit-count",
        "A load week of base whose block plans full_from_km km or more has exactly full_count HIT sessions of "
        "full_min_m..full_max_m work metres; from half_from_km km at most half_count of at most half_max_m; below "
        "none; any other week none. Each race takes the place of one, and outside base fewer are allowed. A hindered "
        "week (see `double-threshold-days`) may have fewer where fewer than `load-recovery-cycle.load_week_days` days "
        "are left or it is on the way back (`transition-caution`), or where every day with a free slot for it (beside "
        "pinned rest, or an easy run of any length far enough away) is within the reach of `hard-day-spacing` from a "
        "hard day, of `race-day` from a race, or of `hit-recovery` from a double: then full_min_m for each missed one "
        "still count as hard in its share of km.",
        ("R-092", "R-093", "R-094", "R-029", "E-20"),
    ),
    Rule(
        "speed-layer",
        "Strides (strides_reps of strides_m metres) and hill sprints (hill_sprint_reps of hill_sprint_s seconds) are "
        "extras of easy runs, at most one sort and one run a day. A day takes strides where all its runs are easy, it "
        "is not the first after days away (`transition-caution`) nor in a week on the way back, nor one that "
        "`race-day` keeps easy after a race, and the next day holds nothing of strides_not_before and the day before "
        "nothing of strides_not_after (double; single: other threshold or tempo; hit; race-pace; race; "
        "history.last_hit counts); hill sprints likewise, and only where `race-day`, `transition-caution` and "
        "`altitude` would leave the day to HIT. A load week without HIT has hill_sprint_runs runs with hill sprints, "
        "other weeks none; a week has strides on `runs` runs less those. Where fewer days take them it has as many as "
        "do (strides: beside hill sprints), and those of hill_sprint_days and strides_days come first. They are part "
        "of their easy run and no Zone 4 work.",
        ("R-127", "R-128", "R-129", "R-130", "R-131", "E-20"),
    ),
    Rule(
        "week-intensity-share",
        "Easy share of every week, by km or by time, at least min_easy_pct per cent; min_easy_pct_low where the "
        "block's planned load km are below low_below_km. Work of threshold, tempo, HIT and race-pace sessions is "
        "hard; warm-up, cool-down and jogged rests are easy; by time, everything but work is easy. What is raced is "
        "left out of both.",
        ("R-083", "R-084", "R-085", "R-086", "R-089", "R-090", "E-10", "E-11", "E-13"),
    ),
    Rule(
        "recovery-week",
        "A recovery week has no double, no HIT, at most max_singles threshold sessions of at most max_single_min "
        "minutes, Z2 work at most max_z2_pct per cent of the mean Z2 work of its block's load weeks, km "
        "min_km_pct..max_km_pct per cent of their mean km, and at least min_fewer_min minutes less than each of them; "
        "load weeks with dated blocks, pins or days around races or on the way back (`transition-caution`) do not "
        "count where the block has others, and of those with them only the ones with "
        "`load-recovery-cycle.load_week_days` days that are not lost. A recovery week has as many sevenths of the "
        "least km as days that no dated block, pin or race touches (none on the way back, or after an A race: see "
        "`taper`), and of the most km as days that are not lost. A first recovery week without load weeks is measured "
        "against the history's mean km alone; so is one after load weeks of which lost days leave none "
        "`load-recovery-cycle.load_week_days` days, and it may have fewer.",
        ("R-113", "R-158", "E-08", "E-12"),
    ),
    Rule(
        "weekly-volume",
        "No week above athlete.max_weekly_km (weekly_km where that is not given), nor above max_weekly_hours. What is "
        "raced is left out (`race-day`).",
        ("R-008", "R-021", "R-022", "E-30"),
    ),
    Rule(
        "weekly-ramp",
        "A load week is at most max_week_pct per cent of the mean of the last mean_of_weeks load weeks "
        "(history.recent_km, or weekly_km, before the season), or of the usual week (weekly_km, or the mean of "
        "history.recent_km if that is less) if that is more, and a block's planned load km at most max_block_pct per "
        "cent of the block before (weekly_km before the first), change_block_pct per cent of it in a block with a "
        "load week that a stated change touches (`transition-caution`), or of which, or of the block before, a load "
        "week has lost days. A day without a race is lost when dated blocks or pinned rest leave it no slot: a week "
        "has as many sevenths of the most km as days are left, load weeks with lost days, on the way back or with "
        "fewer km by a stated change (`transition-caution`), by `altitude` or in transition (`phase-mix`) are left "
        "out of later means, and a block of lost days only is not the block before. After a block with a hindered "
        "week (see `double-threshold-days`; by days around a race not, by a stated change or a camp only where that "
        "asks for fewer km), a load week of transition, pinned rest or a pinned distance the most that a block before "
        "it planned may be planned again.",
        ("R-123", "R-122", "E-24", "E-30"),
    ),
    *CAUTION_RULES,
    Rule(
        "run-spike",
        "No session but a race is longer in metres than max_pct per cent of the longest session (races left out) of "
        "the `days` days before it, or of return_pct per cent of the longest of the return_days days before it if "
        "that is more (athlete.longest_run_km counts as run on the day before the season); what free_min minutes at "
        "the easy pace carry is always allowed. In a week that a stated change touches (`transition-caution`) "
        "change_pct stands for max_pct.",
        ("R-123", "R-124"),
    ),
    Rule(
        "muscular-load",
        "A week has at most max_week_pct per cent of the points of muscular load that the athlete is used to by "
        "then, and the four weeks that end with it at most max_four_weeks_pct per cent of four times that (a week "
        "before the season counts as the usual week). The usual week is history.muscular_load_week, or the points "
        "of the usual week's km (see `weekly-ramp`), `usual_hard_pct` per cent of them at 5 km pace (whole s/km) "
        "on the flat in the shortest of reps, the rest easy. In the season's first week the athlete is used to the "
        "usual week, in every later one to grow_permille thousandths more than in the week before (whole points, "
        "rounded down). Points of a session, rounded once, a half up: `per_km` for every easy km (warm-up, "
        "cool-down, jogs, easy and long runs); a km of work costs `per_km` x (easy pace / pace of the work) to the "
        "power `speed_power`, x (1 + `continuous_pct` per cent x minutes of one rep / `continuous_min`, which is "
        "at most 1), x `hill_pct` or `track_pct` per cent where its template is on a hill or the track; every "
        "whole 200 m of a long run after `long_from_min` minutes at the easy pace cost a fifth of "
        "`long_extra_per_km` more. The numbers of points are those of the model's section `muscular`. Races have "
        "points too, but are left out of both caps; so are strides and hill sprints of easy runs, which have none.",
        ("R-017", "R-143", "R-146"),
    ),
    Rule(
        "long-run",
        "Exactly one long run a week (none only in the week of an A or B race, or where dated blocks, pins, days "
        "around races and the easy days of camps and changes leave no day without a hard session a free slot of "
        "or_max_min minutes, or as long as the longest of a usual week if that is shorter), on a day without a hard "
        "session, lasting at least `easy-runs.min_min` minutes (but of a pinned distance, and but in a week that a "
        "dated block, a pin, a change, a camp or a day around a race touches, on the way back, and in taper and race "
        "weeks) and at most max_min, at most max_week_pct per cent of the week's km or or_max_min minutes if that is "
        "more; in a load week no session but a race is longer in metres, in other weeks no easy run (but of a pinned "
        "distance), and in a recovery week it is no longer than in each load week of its block that no dated block, "
        "pin or day around a race touches, unless the long run's distance is pinned. Where the next A race is long, "
        "`before_race` has max_min and max_week_pct of its own.",
        ("R-100", "E-22"),
    ),
    Rule(
        "easy-runs",
        "Every easy run lasts min_min..max_min minutes, so more easy running on a day becomes a double.",
        ("R-007", "R-087"),
    ),
    Rule(
        "volume-tier",
        "A block's tier follows from its planned load km (the largest load week): A from a_from_km km, B from "
        "b_from_km km, C from c_from_km km, else D; all weeks of the block carry it, recovery included. With "
        "keep_usual_tier a block plans at least the tier of athlete.weekly_km (of the mean of history.recent_km, or "
        "of what max_weekly_hours carry at the easy pace, if that is less), unless a load week of it, or of the "
        "`weekly-ramp.mean_of_weeks` ones before it, lacks km: it is hindered (see `double-threshold-days`; by days "
        "around a race not, by a stated change or a camp only where that asks for fewer km), is a load week of "
        "transition, or has pinned rest or a pinned distance (the hard days of the history count for nothing here). "
        "Then it plans at least the highest tier, up to that one, whose least km some load week of it carries: "
        "carried_pct per cent of the km that easy runs make in its open slots (days of races left out, each slot as "
        "long as it takes and at most `easy-runs.max_min`, pinned distances as they are), at most as many sevenths of "
        "the usual week (see `weekly-ramp`) as days are not lost, and no more than the way back, a stated change, a "
        "camp or transition allow.",
        ("R-097", "R-098", "E-09"),
    ),
    Rule(
        "pins",
        "A pinned slot holds exactly the pinned kind (with the pinned distance where given); `rest` keeps it empty.",
        (),
    ),
    *RACE_RULES,
)

SLUGS: tuple[str, ...] = tuple(rule.slug for rule in CATALOGUE)
RULES: dict[str, Rule] = {rule.slug: rule for rule in CATALOGUE}
