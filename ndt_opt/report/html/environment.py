"""Templates, filled in with everything escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ndt_opt.report.page import Page

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def fill(template: str, **values: Any) -> str:
    """The template with the values in it; the same values give the same text."""
    return _environment().get_template(template).render(**values)


def html_page(unit: str) -> Page:
    """Units and clean text; a browser needs no width and no colours."""
    return Page(10**6, False, unit, "utf-8")
