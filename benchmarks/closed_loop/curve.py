"""Blood lactate against speed, and how lactate and heart rate settle after a change of pace."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log


@dataclass(frozen=True)
class Curve:
    """Lactate after a long time at one speed: a rest value, and an exponential above it (Hughson 1987).

    lt2_speed : m/s; lt2_mmol, rest_mmol : mmol/L; steepness : of the exponent, per speed as a part of LT2's
    """

    lt2_speed: float
    lt2_mmol: float
    rest_mmol: float
    steepness: float

    def lactate(self, speed: float) -> float:
        """mmol/L; `lt2_mmol` at `lt2_speed`."""
        above_rest = self.lt2_mmol - self.rest_mmol
        return self.rest_mmol + above_rest * exp(self.steepness * (speed / self.lt2_speed - 1))

    def speed(self, lactate_mmol: float) -> float:
        """m/s at a lactate; the inverse."""
        part = (lactate_mmol - self.rest_mmol) / (self.lt2_mmol - self.rest_mmol)
        return self.lt2_speed * (1 + log(part) / self.steepness)


def settled(now: float, goal: float, seconds: float, settling_s: float) -> float:
    """Where something stands that was at `now` and has moved towards `goal`: 63 % of the way after `settling_s`."""
    return goal + (now - goal) * exp(-seconds / settling_s)


def settled_mean(now: float, goal: float, seconds: float, settling_s: float) -> float:
    """Its mean over these seconds."""
    return goal + (now - goal) * settling_s / seconds * (1 - exp(-seconds / settling_s))
