"""A step test: stages of rising intensity, each with the lactate at its end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Unit = Literal["km/h", "W"]

RISE_MMOL = 0.4
"""A rise from one stage to the next that is more than the meter's noise (Bishop 1998)."""


@dataclass(frozen=True)
class StepTest:
    """A step test as it was measured.

    Attributes
    ----------
    unit : of the intensities
    stages : (n,) intensity of every stage, rising, in `unit`
    stage_lactate : (n,) mmol/L at the end of every stage
    stage_heart_rate : (n,) bpm, NaN where it was not measured
    rest_lactate : mmol/L at rest, or None
    """

    unit: Unit
    stages: Floats
    stage_lactate: Floats
    stage_heart_rate: Floats
    rest_lactate: float | None = None

    @property
    def baseline(self) -> float:
        """The lactate that `Bsln +` counts from: at rest, else at the first stage."""
        return float(self.stage_lactate[0]) if self.rest_lactate is None else self.rest_lactate

    @cached_property
    def intensity(self) -> Floats:
        """Stages, and before them rest, placed one step below the first, never below nothing."""
        if self.rest_lactate is None:
            return self.stages
        return np.concatenate([[max(0.0, 2 * self.stages[0] - self.stages[1])], self.stages])

    @cached_property
    def lactate(self) -> Floats:
        """The lactate that belongs to `intensity`."""
        if self.rest_lactate is None:
            return self.stage_lactate
        return np.concatenate([[self.rest_lactate], self.stage_lactate])

    @property
    def first_rise(self) -> int | None:
        """The stage before the first rise of 0.4 mmol/L, as a place in `stages`."""
        rises = np.flatnonzero(np.diff(self.stage_lactate) >= RISE_MMOL - 1e-9)
        return int(rises[0]) if len(rises) else None
