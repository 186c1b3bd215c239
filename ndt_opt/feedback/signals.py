"""What one session says: too hard, above LT2, cut short, sore legs; or that it was as it should be.

Lactate is asked first. Where the last reading was taken and is not above LT2, heart rate and its drift say nothing
more: they stand in for it. RPE and soreness count all the same, since muscles tire below LT2 too.
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

    `urgency`: "now" corrects at once, a "warning" when the next analogous session has one too.
    """

    name: Name
    urgency: Urgency
    text: str
    rules: tuple[str, ...]
    is_far: bool = False


@dataclass(frozen=True)
class Yardstick:
    """`lt2_mmol` of the athlete; `own_bpm`: mean heart rate of the family's earlier clean sessions, or None."""

    lt2_mmol: float
    own_bpm: float | None = None


def signals(seen: Observed, yardstick: Yardstick, model: TrainingModel) -> list[Signal]:
    """Everything that this session says, the most urgent first."""
    if seen.entry.is_missed:
        return []
    found = [*_lactate(seen, yardstick, model), *_rpe(seen, model), *_cut(seen, model), *_soreness(seen, model)]
    if not seen.entry.lactate_mmol:
        found += [*_heart_rate(seen, yardstick, model), *_drift(seen, model)]
    return sorted(found, key=lambda signal: signal.urgency != "now")


def has_evidence(seen: Observed) -> bool:
    """Whether a session without signals was seen to be clean, rather than not looked at."""
    entry = seen.entry
    return not entry.is_missed and any((entry.rpe, entry.lactate_mmol, entry.hr_last_bpm))


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


def _cut(seen: Observed, model: TrainingModel) -> Iterator[Signal]:
    done = seen.entry.completed
    if done is None or done >= model.feedback.cut_pct:
        return
    is_failed = done < model.feedback.failed_pct
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
        usual = f"{yardstick.own_bpm:.0f} in earlier clean ones"
        yield Signal("heart-rate", "warning", f"{last} bpm in the last reps, {usual}", ("R-037", "R-151"))


def _drift(seen: Observed, model: TrainingModel) -> Iterator[Signal]:
    """A rising heart rate that no faster pace explains (R-153)."""
    drift, figures = seen.entry.hr_drift_pct, model.feedback
    if drift is None or drift < figures.drift_pct or _is_faster(seen, figures.faster_pct):
        return
    yield Signal("drift", "warning", f"heart rate {drift:+.1f} % over like reps at the same pace", ("R-151", "R-153"))


def _is_faster(seen: Observed, pct: float) -> bool:
    planned = seen.session.pace_s_per_km
    return bool(planned and seen.entry.pace and seen.entry.pace < planned.start * (1 - pct / 100))
