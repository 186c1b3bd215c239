"""`plan-bookkeeping`: the plan's sums, records and prescriptions are what its own scenario and model make."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.books import claims, prescription, season, sessions, title
from ndt_opt.audit.books.ledger import ledger_of
from ndt_opt.audit.gather import open_sessions
from ndt_opt.audit.verdict import Verdict
from ndt_opt.domain.plan import Plan
from ndt_opt.rules.training_model import TrainingModel


def check_books(plan: Plan, model: TrainingModel) -> Iterator[Verdict]:
    """keeps `plan-bookkeeping`; `model` is the plan's own"""
    ledger = ledger_of(plan, model)
    for session in open_sessions(plan):
        yield from sessions.check(ledger, session)
        yield from prescription.check(ledger, session)
        yield from title.check(session)
    yield from season.check(plan, model)
    yield from claims.check(ledger)
