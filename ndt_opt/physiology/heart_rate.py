"""Heart-rate targets: from the tested LTHR only; %HRmax is a marked guide, never a prescription."""

from __future__ import annotations

from ndt_opt.units import half_up


def band_of_lthr(lthr_bpm: int | None, pct: tuple[int, int] | None) -> tuple[int, int] | None:
    """Beats per minute at `pct` per cent of LTHR; None without a tested LTHR."""
    if lthr_bpm is None or pct is None:
        return None
    return half_up(lthr_bpm * pct[0], 100), half_up(lthr_bpm * pct[1], 100)


def guide_of_max(max_bpm: int | None, pct: tuple[int, int]) -> str:
    """Text of the rough guide for threshold work from a tested maximum; empty without one."""
    if max_bpm is None:
        return ""
    low, high = half_up(max_bpm * pct[0], 100), half_up(max_bpm * pct[1], 100)
    return f"rough guide only, {pct[0]}-{pct[1]} % of tested maximum: {low}-{high} bpm"
