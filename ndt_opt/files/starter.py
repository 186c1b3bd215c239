"""The commented scenario that `ndt new` writes."""

STARTER = """\
# A season for ndt. Change the numbers, then:  ndt solve scenario.toml
# Paces are text with a unit ("3:35/km", "5:46/mi"); dates stand without quotes.
schema = "ndt.scenario/1"
title = "5000 m, winter base"
model = "norwegian-double"            # `ndt models` lists them; a path to your own .toml works too

[athlete]
name = "Runner"
# One to a few recent results or time trials; all paces are derived from them.
results = [{ distance_m = 5000, time = "15:30", date = 2026-12-12 }]
weekly_km = 130                       # mean of the last four weeks
# max_weekly_km = 140                 # default: weekly_km. More mileage is your decision, never the solver's
longest_run_km = 22                   # longest single run of the last 30 days
# easy_pace = "4:40/km"               # derived when left out
# max_weekly_hours = 12

# From a lactate step test; without one, LT2 is taken as 3.0 mmol/L.
# [athlete.lactate]
# lt2_mmol = 3.2
# lt2_pace = "3:25/km"
# tested = 2026-12-01

# Tested values, never 220 minus age; they add heart-rate bands to the sessions.
# [athlete.heart_rate]
# max_bpm = 193
# lthr_bpm = 176

[season]
start = 2027-01-04                    # change it: any Monday
weeks = 12
timezone = "Europe/Oslo"

# Races: A gets a taper before and recovery after, B a light week, C takes the place of a hard session. The phases
# (base, pre-competition, competition, transition) follow from the A races; [[season.phases]] sets them by date.
# [[season.races]]
# name = "Spring 10 km"
# date = 2027-03-20
# distance_m = 10000
# priority = "A"
# start = "10:00"                     # the gun; from noon on an afternoon session

# Phases by date, instead of those that follow from the A races; a week in none of them is base.
# [[season.phases]]
# name = "pre-competition"            # or base, competition, transition
# from = 2027-02-08
# to = 2027-03-07

# A coach's wish for one slot: easy, long, threshold, tempo, hit, or "rest" (keep it free).
# [[season.pins]]
# date = 2027-01-15
# slot = "pm"
# kind = "easy"
# km = 12                             # optional

[availability]                        # local clock time; "none" closes a slot
am = "06:00-09:00"
pm = "15:30-19:30"
# am_max_min = 120                    # longest session that fits; pm_max_min likewise

[availability.days.sun]               # a weekday that differs; mon, tue, wed, thu, fri, sat, sun
am = "08:00-12:00"
pm = "none"

# Dates with other windows, both ends included; what is left out stays as on other weeks.
# [[availability.dates]]
# from = 2027-01-25
# to = 2027-01-28
# am = "05:30-07:00"
# pm_max_min = 60
# reason = "conference"

# Dates nobody can train on, both ends included.
# [[availability.blocked]]
# from = 2027-02-12
# to = 2027-02-14
# slots = ["pm"]                      # default: both
# reason = "travel"

# What the first days must respect.
# [history]
# recent_km = [125, 130, 132, 133]    # last four weeks
# last_hard = 2027-01-02              # last day with threshold work, hard intervals or a race
# last_hit = 2026-12-31               # the last of them with HIT or a race; hard_days = [...] lists several
# days_since_recovery = 0             # load days since the last recovery week
# muscular_load_week = 1500           # points your legs are used to, an easy km is 10; left out: by your km and paces

# A change the body must get used to, one at a time: shoes, surface, strength, treadmill-to-road, return-from-break.
# [[transitions]]
# kind = "shoes"
# date = 2027-02-01
# days = 14

# Days at altitude, both ends included: easy first days, slower paces at the same lactate, easy days after it.
# [[camps]]
# from = 2027-03-01
# to = 2027-03-21
# altitude_m = 1850

# One number of the training model, changed; `ndt models show norwegian-double --resolved` lists them.
# [rules.week-intensity-share]
# min_easy_pct = 78
"""
