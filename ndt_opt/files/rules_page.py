"""The page of all rules, `docs/rules.md`, from the catalogue and a training model.

`python -m ndt_opt.files.rules_page > docs/rules.md` writes it again.
"""

from __future__ import annotations

import sys
from typing import Any

from ndt_opt.files.model_file import read_model
from ndt_opt.rules.catalogue import CATALOGUE
from ndt_opt.rules.rule import Rule
from ndt_opt.rules.training_model import TrainingModel

MODEL = "norwegian-double"
_UNITS = {"min": "min", "pct": "%", "km": "km", "m": "m", "s": "s", "days": "days", "weeks": "weeks"}
_HEAD = """# The rules

Made from the catalogue and the training model `{model}`: do not edit, run
`python -m ndt_opt.files.rules_page > docs/rules.md`.

Each rule is kept by the solver and checked again by the auditor, from the same statement. The numbers are
those of `{model}`; another training model or a scenario may change them. Statements R-xxx are listed in
[coverage.md](coverage.md), decisions E-xx in
[decisions/0002-contradictions.md](decisions/0002-contradictions.md), words in [glossary.md](glossary.md). A
source that says "assumption" is one: a number the project chose because no better one is published.

In a season that has begun ([replan.md](replan.md)) the weeks that are run, or begun, are facts that no rule judges;
the weeks after them follow them in every rule that looks back. A week that came to clearly less than was planned
is none that recovery, taper and tier are measured against.
"""


def rules_markdown(model: TrainingModel | None = None) -> str:
    """One section a rule, then the preferences; numbers of `model` (default: `norwegian-double`)."""
    used = read_model(MODEL) if model is None else model
    sections = [
        _HEAD.format(model=used.name),
        *(_section(rule, used) for rule in CATALOGUE),
        _muscular(used),
        _preferences(used),
    ]
    return "\n".join(sections)


def _section(rule: Rule, model: TrainingModel) -> str:
    numbers = _table(f"rules.{rule.slug}", model.rules[rule.slug].model_dump(mode="json"), model)
    state = "" if model.holds(rule.slug) else f" (off in `{model.name}`)"
    covers = (
        f"Covers {', '.join(rule.covers)}." if rule.covers else "Covers no statement of the method: a coach's wish."
    )
    return "\n".join([f"## {rule.slug}{state}", "", rule.keeps, "", *numbers, covers, ""])


def _muscular(model: TrainingModel) -> str:
    table = _table("muscular", model.muscular.model_dump(mode="json"), model)
    return "\n".join(
        ["## Points of muscular load", "", "What `muscular-load` counts, the model's section `muscular`.", "", *table]
    )


def _preferences(model: TrainingModel) -> str:
    lines = [
        "## Preferences",
        "",
        "Soft wishes, weighed against each other only among plans of equal Zone 2 time.",
        "",
    ]
    for name, record in model.preferences.items():
        lines += [f"### {name}", "", *_table(f"preferences.{name}", record.model_dump(mode="json"), model)]
    return "\n".join(lines).rstrip() + "\n"


def _table(path: str, values: dict[str, Any], model: TrainingModel) -> list[str]:
    if not values:
        return []
    rows = [
        f"| `{key}` | {_value(value)} | {_unit(key, value)} | {_source(model, f'{path}.{key}')} |"
        for key, value in values.items()
    ]
    return ["| number | value | unit | source |", "|---|---|---|---|", *rows, ""]


def _source(model: TrainingModel, path: str) -> str:
    return _cell(model.origins[path].source)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(f"{key} {v}" for key, v in value.items())
    if isinstance(value, list):
        return ("; " if any(isinstance(v, dict) for v in value) else ", ").join(map(_value, value)) or "none"
    return str(value).lower() if isinstance(value, bool) else _cell(str(value))


def _unit(key: str, value: Any) -> str:
    words = isinstance(value, str | bool) or (isinstance(value, list) and not all(isinstance(v, int) for v in value))
    return "" if words else _UNITS.get(key.rpartition("_")[2], "")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(rules_markdown())
