"""The season as a CP-SAT model: the only package that knows the solver."""
