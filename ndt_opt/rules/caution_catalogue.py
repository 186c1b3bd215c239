"""The rules about days away, stated changes and camps."""

from __future__ import annotations

from ndt_opt.rules.rule import Rule

CAUTION_RULES: tuple[Rule, ...] = (
    Rule(
        "transition-caution",
        "The way back from from_days days and more without training goes in steps of fewer km and less hard work, and "
        "the days of a stated change (`transitions`) hold no HIT, no race-pace session and few doubles. After "
        "from_days days in a row without a slot to train in (blocked, pinned as rest, or closed), the weeks that "
        "begin within them and then a load week (with days to train) for every seven such days are the way back: in "
        "the first half of them (rounded down) at most first_pct per cent of the usual week's km (see `weekly-ramp`) "
        "and no hard session but a race, in the others at most then_pct per cent, no double, no HIT and at most "
        "then_max_singles single threshold sessions; with lost days as many sevenths as days are left. Recovery weeks "
        "between them keep to the step of the load week that follows. What other rules ask at least of a load week is "
        "not asked of these, as if a dated block touched them. The first day after easy_first_from_days such days "
        "holds no hard session but a race; where it is a usual day of doubles or HIT, it hinders its week (see "
        "`double-threshold-days`). A stated change (`transitions`) lasts `days` days from its date on. On its first "
        "change_easy_days days (by kind) stands no hard session but a race and no long run, on the days of a week "
        "that belong to changes of one kind no HIT, no race-pace session, at most change_max_doubles doubles and at "
        "most change_max_singles single threshold sessions of that kind's numbers; a load week with such a day has at "
        "most its change_max_km_pct per cent of the usual week's km, with lost days as many sevenths as days are "
        "left. A week with a day of a change counts for other rules as if a dated block touched it, though no day is "
        "lost or cut; the volume does not step up (`weekly-ramp`), nor does the longest run (`run-spike`).",
        ("R-122", "R-123", "R-124", "R-025"),
    ),
    Rule(
        "altitude",
        "A camp (`camps`) at from_m metres or higher: no hard session but a race and no long run on its first "
        "easy_days days and on the return_easy_days days after it, no double, no HIT and no race-pace session on its "
        "first no_double_days days. The week of its fourth day, and the weeks after it in turn as far as they hold a "
        "day of the camp, have at most week_pcts per cent of the usual week's km (see `weekly-ramp`) where they are "
        "load weeks, with lost days as many sevenths as days are left. Threshold, tempo and race-pace sessions and "
        "races of a camp start slower by its altitude above from_m, in thousands of metres, times slower_s_per_1000m, "
        "rounded to whole s/km (halves up), at the same lactate or effort; reps of minutes then have fewer metres, "
        "reps of metres more seconds. Easy runs start as at home, and the slow end of their band is slower by as "
        "much; HIT goes by effort. A week with a day of a camp or of the easy days after it counts for other rules as "
        "if a dated block touched it, though no day is lost or cut.",
        ("R-012", "R-123", "R-124"),
    ),
)
