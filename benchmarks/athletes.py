"""Athletes of the suite: within a tier the seed draws result, km, easy pace, hours and history."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

TIERS: dict[str, tuple[tuple[int, int], tuple[int, int], float]] = {
    "elite": ((782, 820), (155, 175), 1.61),
    "national": ((870, 910), (130, 150), 1.57),
    "club": ((980, 1040), (105, 125), 1.52),
    "steady": ((1060, 1160), (75, 95), 1.49),
    "improver": ((1200, 1300), (62, 75), 1.46),
    "low": ((1260, 1380), (40, 52), 1.44),
}
"""5000 m in seconds, km a week, easy pace as a multiple of 5 km pace."""


@dataclass(frozen=True)
class Athlete:
    """`recent_pct`: the last four weeks against the usual week; `hours`: None where only km limit."""

    tier: str
    seed: int
    result_s: int
    weekly_km: int
    max_weekly_km: int
    easy_s: int
    hours: float | None
    recent_pct: tuple[int, ...]

    def text(self) -> str:
        """The tables of the athlete."""
        lines = [
            "[athlete]",
            f'name = "{self.tier.capitalize()} {self.seed}"',
            f'results = [{{ distance_m = 5000, time = "{clock(self.result_s)}", date = 2026-09-19 }}]',
            f"weekly_km = {self.weekly_km}",
            f"max_weekly_km = {self.max_weekly_km}",
            f"longest_run_km = {round(min(24, self.weekly_km * 0.22))}",
            f'easy_pace = "{clock(self.easy_s)}/km"',
        ]
        if self.hours is not None:
            lines.append(f"max_weekly_hours = {self.hours:g}")
        return "\n".join([*lines, ""])

    def history(self) -> str:
        """The line of the weeks before; empty where they are as usual."""
        if not self.recent_pct:
            return ""
        return f"recent_km = [{', '.join(str(round(self.weekly_km * pct / 100)) for pct in self.recent_pct)}]"


def athlete(tier: str, seed: int) -> Athlete:
    """The athlete of a tier and a seed; the same for every horizon."""
    (fast, slow), (few, many), easy = TIERS[tier]
    draw = Random(f"{tier}/{seed}")
    result, km = draw.randint(fast, slow), draw.randint(few, many)
    easy_s = 5 * round(result / 5 * draw.uniform(easy - 0.02, easy + 0.02) / 5)
    hours = round(km * 1.08 * easy_s / 3600 * 2) / 2 if seed % 2 else None
    recent = tuple(draw.randint(92, 104) for _ in range(4)) if seed % 3 == 0 else ()
    return Athlete(tier, seed, result, km, round(km * draw.choice((1.0, 1.05, 1.08))), easy_s, hours, recent)


def clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"
