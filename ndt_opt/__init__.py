"""ndt-opt: proved season plans for the Norwegian double-threshold method."""

__version__ = "0.1.0"
