"""LT1 and LT2 from all methods together, with their spread, or why the test cannot carry them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ndt_opt.physiology.lactate.methods import Fits, Threshold, thresholds
from ndt_opt.physiology.lactate.step_test import StepTest

LT1_FROM = ("Log-log", "LTP1", "Bsln + 0.5")
LT2_FROM = ("ModDmax", "LTP2")
LT1_SPREAD = (*LT1_FROM, "LTratio")
LT2_SPREAD = ("Dmax", "ModDmax", "Exp-Dmax", "Log-Poly-ModDmax", "Log-Exp-ModDmax", "LTP2")
LT2_MMOL = (2.5, 4.0)
"""What lactate at LT2 is held to: below, warm-up noise decides; above, it is no threshold to train at."""

FEWEST_STAGES = 5
LEAST_R2 = 0.98
ABOVE_LT2_MMOL = 1.0
WIDE_PCT = 12
"""Methods further apart than this are worth a word (for LT2 those of the reference test are 11 % apart)."""


@dataclass(frozen=True)
class Estimate:
    """One threshold: the mean of some methods, and the lowest and highest of all that look for it."""

    intensity: float
    low: float
    high: float
    lactate_mmol: float
    hr_bpm: int | None
    methods: tuple[str, ...]


@dataclass(frozen=True)
class Analysis:
    """What a step test says; `lt1` and `lt2` are None where `refusals` tell why."""

    test: StepTest
    fits: Fits
    methods: tuple[Threshold, ...]
    lt1: Estimate | None
    lt2: Estimate | None
    refusals: tuple[str, ...]
    warnings: tuple[str, ...]


def analyse(test: StepTest) -> Analysis:
    """Every method and both thresholds of a test with at least four stages of rising intensity.

    LT1 is the mean of Log-log, LTP1 and Bsln + 0.5; LT2 the mean of ModDmax and LTP2, each over the methods that have
    an answer. A test of fewer than five stages, whose last three do not rise, whose cubic explains less than 98 % or
    that ends less than 1 mmol/L above LT2 carries neither.
    """
    fits = Fits(test)
    found = tuple(thresholds(fits))
    lt1, lt2 = _estimate(fits, found, LT1_FROM, LT1_SPREAD), _estimate(fits, found, LT2_FROM, LT2_SPREAD)
    refusals = tuple(_refusals(fits, lt1, lt2))
    if refusals:
        return Analysis(test, fits, found, None, None, refusals, tuple(_warnings(fits, None, None)))
    return Analysis(test, fits, found, lt1, lt2, (), tuple(_warnings(fits, lt1, lt2)))


def _estimate(
    fits: Fits, found: Sequence[Threshold], wanted: Sequence[str], spread: Sequence[str]
) -> Estimate | None:
    places = {t.method: t.intensity for t in found if t.intensity is not None}
    used = [method for method in wanted if method in places]
    if not used:
        return None
    intensity = float(np.mean([places[method] for method in used]))
    seen = [places[method] for method in spread if method in places]
    lactate = fits.lactate_at(intensity)
    return Estimate(intensity, min(seen), max(seen), lactate, fits.heart_rate_at(intensity), tuple(used))


def _refusals(fits: Fits, lt1: Estimate | None, lt2: Estimate | None) -> Iterator[str]:
    lactate = fits.test.stage_lactate
    if len(lactate) < FEWEST_STAGES:
        yield f"{len(lactate)} stages: at least {FEWEST_STAGES} are needed"
    if (np.diff(lactate[-3:]) <= 0).any():
        last = ", ".join(f"{v:.2f}" for v in lactate[-3:])
        yield f"lactate does not rise over the last three stages ({last} mmol/L): take the test further, or check them"
    if fits.r2 < LEAST_R2:
        pct = f"{100 * fits.r2:.1f} % of the lactate, below {100 * LEAST_R2:.0f} %"
        yield f"a cubic explains {pct}: the readings scatter, or rise too steeply for stages so far apart"
    if lt1 is None or lt2 is None:
        yield f"no method finds {'LT1' if lt1 is None else 'LT2'}: lactate does not rise faster and faster"
        return
    least = max(lt2.lactate_mmol, LT2_MMOL[0]) + ABOVE_LT2_MMOL
    if lactate[-1] < least:
        yield (
            f"the last stage ends at {lactate[-1]:.2f} mmol/L, less than {ABOVE_LT2_MMOL:g} above LT2 "
            f"({least - ABOVE_LT2_MMOL:.1f}): the test stopped too early, and LT2 would come out too low"
        )
    if not lt1.intensity < lt2.intensity:
        yield f"LT1 ({lt1.intensity:.1f}) does not lie below LT2 ({lt2.intensity:.1f})"


def _warnings(fits: Fits, lt1: Estimate | None, lt2: Estimate | None) -> Iterator[str]:
    test = fits.test
    if test.rest_lactate is None:
        yield "no resting value: `Bsln +` counts from the first stage"
    elif test.rest_lactate > test.stage_lactate[0]:
        yield (
            f"lactate at rest ({test.rest_lactate:.2f}) is above the first stage ({test.stage_lactate[0]:.2f}): not "
            "rested, or a doubtful reading; `Bsln +` counts from it"
        )
    falls = np.flatnonzero(np.diff(test.stage_lactate) < 0)
    if len(falls):
        at = ", ".join(f"{test.stages[n + 1]:g}" for n in falls)
        yield f"lactate falls at {at} {test.unit}: usual in the first stages, a reading to doubt later"
    yield from _heart_rate_warnings(fits)
    if lt1 is not None and lt2 is not None:
        yield from _spread_warnings(lt1, lt2)


def _heart_rate_warnings(fits: Fits) -> Iterator[str]:
    known = ~np.isnan(fits.test.stage_heart_rate)
    if not known.any():
        yield "no heart rates: the thresholds have none"
    elif fits.heart_rate_line is None:
        yield "heart rates that do not rise, or fewer than three: the thresholds have none"
    elif not known.all():
        yield "some stages have no heart rate: the line through the others is used"


def _spread_warnings(lt1: Estimate, lt2: Estimate) -> Iterator[str]:
    for name, found, wanted in (("LT1", lt1, LT1_FROM), ("LT2", lt2, LT2_FROM)):
        spread = 100 * (found.high - found.low) / found.intensity
        if spread > WIDE_PCT:
            yield f"the methods put {name} {spread:.0f} % apart: take the middle as a start and let the meter decide"
        if missing := [method for method in wanted if method not in found.methods]:
            yield f"{name} without {', '.join(missing)}, which finds none here: less sure than usual"
    low, high = LT2_MMOL
    if not low <= lt2.lactate_mmol <= high:
        yield f"lactate at LT2 is {lt2.lactate_mmol:.2f} mmol/L; for training it is held to {low:g}-{high:g}"


def training_lt2(analysis: Analysis) -> Estimate | None:
    """LT2 as a plan takes it: lactate within 2.5-4.0, intensity and heart rate where the curve has that.

    Where LT2 is below 2.5 its own intensity stays: the slower of the two is the safer.
    """
    found, fits = analysis.lt2, analysis.fits
    if found is None:
        return None
    low, high = LT2_MMOL
    if found.lactate_mmol > high:
        grid = np.linspace(analysis.test.intensity[0], found.intensity, 2000)
        place = float(grid[np.polyval(fits.with_rest, grid) <= high][-1])
        return replace(found, intensity=place, lactate_mmol=high, hr_bpm=fits.heart_rate_at(place))
    return replace(found, lactate_mmol=max(low, round(found.lactate_mmol, 1)))
