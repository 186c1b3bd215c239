"""Plans, weeks, sessions and comparisons in a notebook, from the templates of the pages."""

from __future__ import annotations

from ndt_opt.domain.comparison import Comparison
from ndt_opt.domain.plan import Plan, Session, Week
from ndt_opt.report.html.comparison import comparison_fragment
from ndt_opt.report.html.plan import plan_fragment, session_fragment, week_fragment


def draw(record: object) -> str | None:
    """The record as HTML; None of what has no drawing."""
    if isinstance(record, Plan):
        return plan_fragment(record)
    if isinstance(record, Week):
        return week_fragment(record)
    if isinstance(record, Session):
        return session_fragment(record)
    return comparison_fragment(record) if isinstance(record, Comparison) else None
