"""Content hashes: the same data has the same name, whoever wrote it and in which order."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel


def content_hash(data: Any) -> str:
    """The first 12 hex digits of the SHA-256 of canonical JSON."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def sealed_model(model: TrainingModel) -> dict[str, Any]:
    """The model as plain data with its content hash under `hash`, as it stands in `plan.json`."""
    data = model.to_json()
    return {**data, "hash": content_hash(data)}


def plan_id(scenario: Scenario, model: TrainingModel) -> str:
    """The name of a season: the same scenario under the same numbers, wherever the numbers came from."""
    numbers = {key: value for key, value in model.to_json().items() if key != "origins"}
    return content_hash({"scenario": scenario.model_dump(mode="json", by_alias=True), "model": numbers})
