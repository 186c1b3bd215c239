"""The questions that `ndt compare --question` knows: two variants each, and what beside Zone 2 time to look at."""

from __future__ import annotations

from dataclasses import dataclass

from ndt_opt.study.asked import Asked


@dataclass(frozen=True)
class Question:
    """`watch`: fields of `Measures` to look at beside Zone 2 time; `vary`: a curve beside the pair."""

    asks: str
    pair: tuple[Asked, Asked]
    watch: tuple[str, ...]
    vary: str = ""


def _easy(pct: int) -> Asked:
    """The scenario's own model with one easy share at every volume."""
    share = "rules.week-intensity-share.min_easy_pct"
    return Asked(None, (f"{share}={pct}", f"{share}_low={pct}"), f"{pct} % easy")


_DOUBLE = Asked("norwegian-double")

QUESTIONS: dict[str, Question] = {
    "clustering": Question(
        "threshold work on two double days a week, or spread over four single ones?",
        (_DOUBLE, Asked("variants/spread")),
        ("hard_days", "shortest_gap_days", "hit_sessions", "distance_m", "muscular_mean_week"),
    ),
    "continuous": Question(
        "broken threshold work only, or a continuous tempo in the morning where it holds more?",
        (_DOUBLE, Asked("variants/continuous")),
        ("double_days", "hard_km_pct", "muscular_mean_week", "muscular_peak_week"),
    ),
    "doubles": Question(
        "double-threshold days, or single threshold sessions; at which mileage?",
        (_DOUBLE, Asked("norwegian-singles")),
        ("hard_days", "double_days", "hit_sessions", "distance_m", "hard_time_pct", "muscular_mean_week"),
        "athlete.weekly_km=60..160:20",
    ),
    "day-grid": Question(
        "load blocks of two calendar weeks, or of 10 to 14 days from any weekday on? (no races, no phases)",
        (_DOUBLE, Asked("variants/day-grid")),
        ("load_block_days", "recovery_block_days", "double_days", "longest_gap_days", "muscular_mean_week"),
    ),
    "easy-share": Question(
        "75 % easy running or 80 %, under the scenario's own model?",
        (_easy(75), _easy(80)),
        ("hard_km_pct", "hard_time_pct", "double_days", "hard_days", "muscular_mean_week"),
    ),
}  # fmt: skip
