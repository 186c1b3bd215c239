"""What the documents show of `ndt compare` is what it prints."""

from __future__ import annotations

import pytest

from tests.scenarios.compare_samples import DOCUMENTS, ROOT, printed, samples

SHORT, LONG = ([(d.relative_to(ROOT), *sample) for sample in samples(d)] for d in DOCUMENTS)


def test_both_documents_have_samples() -> None:
    assert (len(SHORT), len(LONG)) == (2, 2)


@pytest.mark.parametrize(
    ("document", "command", "shown"), [*SHORT, *(pytest.param(*sample, marks=pytest.mark.slow) for sample in LONG)]
)
def test_a_sample_is_what_is_printed(document: object, command: str, shown: str) -> None:
    assert printed(command) == shown, f"{document}: python tests/scenarios/compare_samples.py"
