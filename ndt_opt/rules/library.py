"""Where the training models live."""

from __future__ import annotations

from pathlib import Path


def models_dir() -> Path:
    """The `models` folder: inside an installed package, else beside the checkout."""
    inside = Path(__file__).resolve().parents[1] / "models"
    return inside if inside.is_dir() else inside.parents[1] / "models"


def model_names() -> list[str]:
    """Names `--model` accepts, variants last (`variants/spread`)."""
    root = models_dir()
    own = sorted(p.stem for p in root.glob("*.toml"))
    return own + [f"variants/{p.stem}" for p in sorted((root / "variants").glob("*.toml"))]
