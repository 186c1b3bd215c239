"""A step test as people read it: every method side by side, the two thresholds, and how far to trust them."""

from __future__ import annotations

from ndt_opt.physiology.lactate.estimate import Analysis, Estimate
from ndt_opt.physiology.lactate.step_test import Unit
from ndt_opt.report.page import NARROWEST, WIDEST, Page
from ndt_opt.report.text import pad
from ndt_opt.units import format_pace

_NAME, _CELL = 20, 12


def render_lactate(analysis: Analysis, *, width: int = 80, colour: bool = False, encoding: str = "utf-8") -> str:
    """The analysis as text that ends with a newline; no line is wider than `width`, taken as 60 to 100."""
    page = Page(min(max(width, NARROWEST), WIDEST), colour, "km", encoding)
    sections = [
        ("LACTATE STEP TEST", _head(analysis)),
        ("THRESHOLDS", _thresholds(analysis)),
        ("EVERY METHOD", _methods(analysis)),
        ("HOW FAR TO TRUST IT", [line for text in _trust(analysis) for line in page.item(page.text(text))]),
    ]
    return page.sections(sections)


def intensity_text(intensity: float, unit: Unit) -> str:
    """`131.5 W`, or `16.74 km/h`."""
    return f"{intensity:.1f} W" if unit == "W" else f"{intensity:.2f} km/h"


def pace_text(intensity: float, unit: Unit) -> str:
    """`3:35/km`; nothing for power."""
    return format_pace(round(3600 / intensity)) if unit == "km/h" else ""


def _head(analysis: Analysis) -> list[str]:
    test = analysis.test
    rest = "no resting value" if test.rest_lactate is None else f"{test.rest_lactate:.2f} mmol/L at rest"
    first, last = (intensity_text(float(test.stages[n]), test.unit) for n in (0, -1))
    return [f"{len(test.stages)} stages from {first} to {last}, {rest}"]


def _thresholds(analysis: Analysis) -> list[str]:
    pairs = (("LT1", analysis.lt1), ("LT2", analysis.lt2))
    lines = [line for name, found in pairs if found is not None for line in _threshold(name, found, analysis)]
    return lines or ["none: see below"]


def _threshold(name: str, found: Estimate, analysis: Analysis) -> list[str]:
    unit = analysis.test.unit
    heart = "" if found.hr_bpm is None else f", {found.hr_bpm} bpm"
    pace = pace_text(found.intensity, unit)
    at = f"{intensity_text(found.intensity, unit)}{f' ({pace})' if pace else ''}"
    low, high = intensity_text(found.low, unit).split()[0], intensity_text(found.high, unit)
    return [
        f"{name}  {at}, {found.lactate_mmol:.1f} mmol/L{heart}",
        f"     {low} to {high} by method; mean of {', '.join(found.methods)}",
    ]


def _methods(analysis: Analysis) -> list[str]:
    unit = analysis.test.unit
    heading = pad("method", _NAME) + "".join(f"{h:>{_CELL}}" for h in (unit, *_pace_heading(unit), "mmol/L", "bpm"))
    lines = [heading]
    for found in analysis.methods:
        if found.intensity is None or found.lactate_mmol is None:
            lines.append(f"{pad(found.method, _NAME)}  - {found.why_not}")
            continue
        cells = [intensity_text(found.intensity, unit).split()[0]]
        cells += [pace_text(found.intensity, unit)] if unit == "km/h" else []
        cells += [f"{found.lactate_mmol:.1f}", "-" if found.hr_bpm is None else str(found.hr_bpm)]
        lines.append(pad(found.method, _NAME) + "".join(f"{cell:>{_CELL}}" for cell in cells))
    return lines


def _pace_heading(unit: Unit) -> tuple[str, ...]:
    return ("pace",) if unit == "km/h" else ()


def _trust(analysis: Analysis) -> list[str]:
    count, pct = len(analysis.test.lactate), 100 * analysis.fits.r2
    fit = f"a cubic through the {count} points explains {pct:.1f} % of the lactate"
    refused = [f"no thresholds: {reason}" for reason in analysis.refusals]
    drift = (
        "threshold training moves lactate at LT2 down: test again after 4 to 8 weeks, and let readings in training "
        "correct it until then"
    )
    return [*refused, fit, *analysis.warnings, *([] if refused else [drift])]
