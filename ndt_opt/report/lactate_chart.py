"""A step test drawn: measured points, the curve, both thresholds and where the methods put LT2."""

from __future__ import annotations

import numpy as np

from ndt_opt.physiology.lactate.estimate import LT2_SPREAD, Analysis
from ndt_opt.report.lactate import intensity_text
from ndt_opt.report.svg import Axis, Chart, Line, even_axis, render


def lactate_chart(analysis: Analysis) -> str:
    """The SVG text; the curve is the cubic with rest."""
    test, unit = analysis.test, analysis.test.unit
    grid = np.linspace(test.intensity[0], test.intensity[-1], 120)
    curve = [(float(x), analysis.fits.lactate_at(float(x))) for x in grid]
    measured = [(float(x), float(y)) for x, y in zip(test.stages, test.stage_lactate, strict=True)]
    methods = [
        (t.intensity, t.lactate_mmol)
        for t in analysis.methods
        if t.method in LT2_SPREAD and t.intensity is not None and t.lactate_mmol is not None
    ]
    lines = [Line("measured", measured, "dots"), Line("cubic", curve, "smooth")]
    if test.rest_lactate is not None:
        lines.append(Line("at rest", [(float(test.intensity[0]), test.rest_lactate)], "dots", 5))
    for number, (name, found) in enumerate((("LT1", analysis.lt1), ("LT2", analysis.lt2)), start=2):
        if found is not None:
            at = [(found.intensity, found.lactate_mmol)]
            lines.append(Line(f"{name} {intensity_text(found.intensity, unit)}", at, "bars", number))
    if analysis.lt2 is not None:
        lines.append(Line("LT2 by method", methods, "dots", 4))
    top = max(y for _, y in [*measured, *curve])
    x = even_axis("km/h" if unit == "km/h" else "watts", float(test.intensity[0]), float(test.intensity[-1]))
    y = even_axis("lactate, mmol/L", 0.0, top)
    return render(Chart("Lactate step test", _tight(x, test.intensity), y, lines))


def _tight(axis: Axis, values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Axis:
    """The axis from the first to the last of the values, ticks inside only."""
    low, high = float(values[0]), float(values[-1])
    return Axis(axis.label, low, high, [tick for tick in axis.ticks if low <= tick <= high])
