"""The season as a CP-SAT model: the only package that knows the solver."""

from ndt_opt.cpsat.light import import_solver

import_solver()
