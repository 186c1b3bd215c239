"""What one session says: too hard, above LT2, cut short, sore legs; or that it was as it should be.

Lactate is asked first. Where it was measured and the last reading is not above LT2, heart rate and its drift say
nothing more: they stand in for it. RPE and soreness count all the same, since muscles tire below LT2 too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ndt_opt.feedback.observed import Observed
from ndt_opt.rules.training_model import TrainingModel

Name = Literal["lactate", "rpe", "drift", "heart-rate", "pm-heavier", "cut", "soreness"]
Urgency = Literal["warning", "now"]


@dataclass(frozen=True)
class Signal:
    """`text` holds the numbers; `rules`: those of the method that make it one.

    `urgency`: "now" corrects at once, a "warning" when the next analogous session has one too. `is_far`: lactate so
    far above LT2 that rests are lengthened as well.
    """

    name: Name
    urgency: Urgency
    text: str
    rules: tuple[str, ...]
    is_far: bool = False

    def __str__(self) -> str:
        return f"{self.text} ({', '.join(self.rules)})"


@dataclass(frozen=True)
class Yardstick:
    """`lt2_mmol` of the athlete; `own_bpm`: mean heart rate of the family's first clean sessions, or None.

    `slower_s`: how much slower than the plan's pace the family is held.
    """

    lt2_mmol: float
    own_bpm: float | None = None
    slower_s: int = 0


def signals(seen: Observed, yardstick: Yardstick, model: TrainingModel) -> list[Signal]:
    """Everything that this session says, the most urgent first; a missed one says nothing of how hard it would be."""
    if seen.entry.is_missed:
        return []
    found = [*_lactate(seen, yardstick, model), *_rpe(seen, model), *_soreness(seen, model)]
    if not seen.entry.lactate_mmol:
        found += [*_heart_rate(seen, yardstick, model), *_drift(seen, model)]
    found += _cut(seen, bool(found), model)
    return sorted(found, key=lambda signal: signal.urgency != "now")


def is_clean(seen: Observed, yardstick: Yardstick) -> bool:
    """Whether a session without signals was seen to be as it should be, rather than not looked at.

    A heart rate counts where there is something to compare it with. A session run faster than it is held is none: it
    shows nothing about the pace that was asked for, and more is not rewarded (R-044).
    """
    entry, band = seen.entry, seen.session.pace_s_per_km
    if entry.is_missed or (band and entry.pace and entry.pace < band.fast + yardstick.slower_s):
        return False
    has_yardstick = seen.session.heart_rate_bpm is not None or yardstick.own_bpm is not None
    return any((entry.rpe, entry.lactate_mmol, drift_pct(seen) is not None, entry.hr_last_bpm and has_yardstick))


def drift_pct(seen: Observed) -> float | None:
    """As logged, else from the first and the last like reps."""
    entry = seen.entry
    if entry.hr_drift_pct is not None or not (entry.hr_first_bpm and entry.hr_last_bpm):
        return entry.hr_drift_pct
    return 100 * (entry.hr_last_bpm - entry.hr_first_bpm) / entry.hr_first_bpm


def _lactate(seen: Observed, yardstick: Yardstick, model: TrainingModel) -> Iterator[Signal]:
    """The last reading against LT2 (E-29)."""
    if not seen.entry.lactate_mmol:
        return
    last, lt2 = seen.entry.lactate_mmol[-1], yardstick.lt2_mmol
    if last > lt2:
        is_far = last > lt2 + model.physiology.stop_above_lt2_mmol
        yield Signal("lactate", "now", f"last lactate {last:g} above LT2 {lt2:g} mmol/L", ("R-153", "E-29"), is_far)


def _rpe(seen: Observed, model: TrainingModel) -> Iterator[Signal]:
    """Felt against planned; 15 is the alarm, 17 clearly failed (E-27, E-28)."""
    rpe = seen.entry.rpe
    if rpe is None:
        return
    planned = "" if seen.session.rpe is None else f", {seen.session.rpe.low}-{seen.session.rpe.high} planned"
    if rpe >= model.physiology.stop_rpe:
        yield Signal("rpe", "now", f"RPE {rpe}{planned}", ("R-152", "E-28"))
    elif rpe >= model.feedback.alarm_rpe:
        yield Signal("rpe", "warning", f"RPE {rpe}{planned}", ("R-152", "E-27"))
    morning = None if seen.morning is None else seen.morning.rpe
    if morning is not None and rpe > morning + model.feedback.pm_rpe_above_am:
        yield Signal("pm-heavier", "warning", f"RPE {rpe} in the afternoon after {morning} in the morning", ("E-27",))


def _cut(seen: Observed, is_hard: bool, model: TrainingModel) -> Iterator[Signal]:
    """Cut short; clearly failed where it was hard, or nobody knows whether it was (rain ends sessions too)."""
    done = seen.entry.completed
    if done is None or done >= model.feedback.cut_pct:
        return
    is_unknown = seen.entry.rpe is None and not seen.entry.lactate_mmol
    is_failed = done < model.feedback.failed_pct and (is_hard or is_unknown)
    yield Signal("cut", "now" if is_failed else "warning", f"{done} % of it done", ("R-148", "E-28"))


def _soreness(seen: Observed, model: TrainingModel) -> Iterator[Signal]:
    sore = seen.entry.soreness
    if sore is not None and sore >= model.feedback.sore:
        yield Signal("soreness", "warning", f"soreness {sore} of 10", ("R-145", "R-150"))


def _heart_rate(seen: Observed, yardstick: Yardstick, model: TrainingModel) -> Iterator[Signal]:
    """Above the planned band, which a tested LTHR sets, else above what the runner's own sessions show (R-037)."""
    last, band = seen.entry.hr_last_bpm, seen.session.heart_rate_bpm
    if last is None:
        return
    if band is not None:
        if last > band.high:
            text = f"{last} bpm in the last reps, {band.high} at most"
            yield Signal("heart-rate", "warning", text, ("R-037", "R-151"))
    elif yardstick.own_bpm is not None and last > yardstick.own_bpm + model.feedback.own_above_bpm:
        usual = f"{yardstick.own_bpm:.0f} in the first clean ones"
        yield Signal("heart-rate", "warning", f"{last} bpm in the last reps, {usual}", ("R-037", "R-151"))


def _drift(seen: Observed, model: TrainingModel) -> Iterator[Signal]:
    """A heart rate that rises over like reps, which are run at one pace: no more pace explains it (R-153)."""
    drift = drift_pct(seen)
    if drift is not None and drift >= model.feedback.drift_pct:
        yield Signal("drift", "warning", f"heart rate {drift:+.1f} % over like reps", ("R-151", "R-153"))
