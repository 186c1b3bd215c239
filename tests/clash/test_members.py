"""Lines of a scenario as members of a clash, left out one by one."""

from __future__ import annotations

import datetime as dt

from ndt_opt.clash.members import Member, restricted, rules, wishes, without
from ndt_opt.clash.words import wish_words
from ndt_opt.domain.scenario import Scenario
from tests.cpsat.seasons import START, library, season

DAY = dt.timedelta(days=1)


def full() -> Scenario:
    """A scenario with a wish of every kind."""
    return season(
        12,
        athlete={"max_weekly_hours": 9, "longest_run_km": 18, "easy_pace": "5:30/km"},
        season={
            "start": START,
            "weeks": 12,
            "pins": [
                {"date": START, "slot": "am", "kind": "easy"},
                {"date": START + DAY, "slot": "pm", "kind": "hit"},
                {"date": START + 6 * DAY, "slot": "am", "kind": "long", "km": 18},
            ],
            "races": [{"name": "Town 10", "date": START + 60 * DAY, "distance_m": 10_000, "priority": "B"}],
        },
        availability={
            "am": "05:30-08:00",
            "pm_max_min": 90,
            "days": {"tue": {"pm": "none"}},
            "blocked": [{"from": START + 9 * DAY, "to": START + 10 * DAY, "reason": "travel"}],
            "dates": [{"from": START + 20 * DAY, "to": START + 20 * DAY, "am": "none"}],
        },
        history={"days_since_recovery": 7},
        transitions=[{"kind": "shoes", "date": START + 14 * DAY, "days": 7}],
        camps=[{"from": START + 28 * DAY, "to": START + 34 * DAY, "altitude_m": 1800}],
    )


def test_every_line_that_limits_is_a_wish() -> None:
    assert [str(wish) for wish in wishes(full())] == [
        "availability.am", "availability.pm_max_min", "availability.days.tue.pm", "athlete.max_weekly_hours",
        "athlete.longest_run_km", "athlete.easy_pace", "history.days_since_recovery", "availability.dates[0]",
        "availability.blocked[0]", "season.races[0]", "season.pins[0]", "season.pins[1]", "season.pins[2]",
        "transitions[0]", "camps[0]",
    ]  # fmt: skip
    assert wishes(season()) == []


def test_wishes_are_told_with_dates_and_numbers() -> None:
    scenario = full()
    assert [wish_words(wish, scenario) for wish in wishes(scenario)] == [
        "every AM is open 05:30-08:00 only",
        "every PM takes at most 90 min",
        "Tuesday's PM is closed",
        "at most 9 h a week",
        "the longest run so far is 18 km",
        "easy running at 5:30/km",
        "7 days of load since the last recovery week",
        "AM closed on Sun 20 Dec 2026",
        "AM and PM blocked on Wed 9 Dec 2026 to Thu 10 Dec 2026 (travel)",
        "Town 10, B race of 10 km on Fri 29 Jan 2027",
        "an easy run is pinned on Mon 30 Nov 2026 (AM)",
        "a HIT session is pinned on Tue 1 Dec 2026 (PM)",
        "the long run of 18 km is pinned on Sun 6 Dec 2026 (AM)",
        "a change (shoes) from Mon 14 Dec 2026 on, 7 days long",
        "a camp at 1800 m, Mon 28 Dec 2026 to Sun 3 Jan 2027",
    ]


def test_a_line_left_out_is_as_if_it_were_not_written() -> None:
    scenario = full()
    assert without(scenario, []) == scenario
    assert without(scenario, wishes(scenario)) == season(12, availability={"days": {"tue": {}}})
    kept = without(scenario, [Member(("season", "pins", 0)), Member(("season", "pins", 2))])
    assert [pin.kind for pin in kept.season.pins] == ["hit"]
    reopened = without(scenario, [Member(("availability", "days", "tue", "pm"))])
    assert reopened.standing_window(1, "pm") is not None
    assert reopened.availability.am == scenario.availability.am


def test_only_these_members_are_left() -> None:
    scenario, model = full(), library()
    hit = Member(("season", "pins", 1))
    left, strict = restricted(scenario, model, [hit, Member(("hit-count",))])
    assert [pin.kind for pin in left.season.pins] == ["hit"]
    assert left.availability == season(12, availability={"days": {"tue": {}}}).availability
    assert {slug for slug in strict.rules if strict.holds(slug)} == {"hit-count", "pins"}


def test_rules_about_what_is_not_there_are_no_members() -> None:
    slugs = {member.slug for member in rules(season(), library())}
    assert slugs.isdisjoint({"pins", "altitude", "race-day", "taper", "transition-caution"})
    assert {"altitude", "race-day", "taper", "transition-caution"} <= {m.slug for m in rules(full(), library())}
    assert "pins" not in {m.slug for m in rules(full(), library())}
