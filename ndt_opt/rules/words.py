"""What a rule keeps, with the numbers of a model in place of their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import Any

from ndt_opt.rules.catalogue import RULES
from ndt_opt.rules.training_model import TrainingModel

_NAME = re.compile(r"`?(?:(?P<slug>[a-z]+(?:-[a-z]+)+)\.)?(?P<key>[a-z0-9]+(?:_[a-z0-9]+)*)`?")

_ONE = re.compile(r"\b1 ((?:HIT |hard |threshold )?(?:day|minute|session))s\b")
_SAME_ENDS = re.compile(r"\b(\d+)\.\.\1\b")


def keeps_with_numbers(slug: str, model: TrainingModel) -> str:
    """The first sentence of what the rule keeps: `at most 110 per cent` for `at most max_pct per cent`.

    A parameter is known by its underscores or its backticks; other words stay.
    """
    rule = RULES.get(slug)
    if rule is None:
        return ""
    first = rule.keeps.partition(". ")[0].removesuffix(".")

    def number(found: re.Match[str]) -> str:
        key, text = found["key"], found[0]
        if "_" not in key and "`" not in text:
            return text
        params = model.rules.get(found["slug"] or slug)
        return text if not hasattr(params, key) else _shown(getattr(params, key))

    return _ONE.sub(r"1 \1", _SAME_ENDS.sub(r"\1", _NAME.sub(number, first)))


def listed(names: Sequence[str], word: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return f" {word} ".join([*([", ".join(names[:-1])] if len(names) > 1 else []), *names[-1:]])


def _shown(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "..".join(dict.fromkeys(_shown(v) for v in value))
    return str(value.value if isinstance(value, Enum) else value)
