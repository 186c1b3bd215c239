"""A season's model taken apart: the variables of some blocks open, those of the others held, or not there yet.

Blocks meet only at their edges (steps of volume, spikes, the days between hard days).  A part is written with numbers
of its own and without what is decided, so parts that ask the same are equal, and the answer to one is that to all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from ndt_opt.cpsat.rows import Contradiction, Domain, Fold, Row, rows_of, write

Weights = tuple[tuple[int, int], ...]
"""A sum: variables and their weights."""


@dataclass(frozen=True)
class Part:
    """A model of its own: the domains of its variables, and rows over them."""

    domains: tuple[Domain, ...]
    rows: tuple[Row, ...]

    def model(self, least: Weights) -> cp_model.CpModel:
        """The model that minimises `least`, if that holds anything."""
        cp = cp_model.CpModel()
        for domain in self.domains:
            cp.proto.variables.add().domain.extend(domain)
        for row in self.rows:
            write(cp.proto.constraints.add(), row)
        if least:
            cp.proto.objective.vars.extend([variable for variable, _ in least])
            cp.proto.objective.coeffs.extend([weight for _, weight in least])
        return cp


class Parts:
    """A model whose variables have a place each: that of a block, counted from the season's start.

    Parameters
    ----------
    decided : the places of the decisions, by number of variable; what follows from them goes to the earliest place
        where a row knows it.  Those with one value only have none: `constants` says it, and is 0 for all others.
        `is_broken`: a row that these alone decide does not hold, so there is no solution.
    guides : so many rows, the last ones, are asked only as long as later places are not there yet.
    """

    def __init__(self, cp: cp_model.CpModel, decided: Mapping[int, int], guides: int) -> None:
        self._domains: list[Domain] = [(own.domain[0], own.domain[1]) for own in cp.proto.variables]
        self._rows = rows_of(cp)
        self._first_guide = len(self._rows) - guides
        self.constants = [low if low == high else 0 for low, high in self._domains]
        fixed = {variable for variable, (low, high) in enumerate(self._domains) if low == high} - decided.keys()
        self._variables = [row.variables - fixed for row in self._rows]
        self._touching: list[list[int]] = [[] for _ in self._domains]
        for n, own in enumerate(self._variables):
            for variable in own:
                self._touching[variable].append(n)
        places = self._places(decided)
        self._at: dict[int, list[int]] = {}
        for variable, place in enumerate(places):
            if variable not in fixed:
                self._at.setdefault(place, []).append(variable)
        closed = (row for row, own in zip(self._rows, self._variables, strict=True) if not own)
        self.is_broken = any(self._is_broken(row) for row in closed)
        reached = ([places[variable] for variable in own] for own in self._variables)
        self._reach = [(min(own, default=0), max(own, default=0)) for own in reached]

    def _is_broken(self, row: Row) -> bool:
        """Of a row without open variables, which no part would ask."""
        try:
            return Fold({}, self.constants, ()).row(row) is not None
        except Contradiction:
            return True

    def variables(self, places: Iterable[int]) -> list[int]:
        return [variable for place in places for variable in self._at.get(place, ())]

    def next(self, places: range, values: Sequence[int], fixed: Mapping[int, int]) -> Part:
        """The part of these places after the ones before them; later ones are not there yet, and some may be `fixed`.

        Raises
        ------
        Contradiction
            when what is held leaves none.
        """
        rows = self._rows_at(places)
        return self._part(places, [n for n in rows if self._reach[n][1] < places.stop], values, fixed)

    def alone(self, places: range) -> Part:
        """The part of these places as if there were no others."""
        rows = [n for n in self._rows_at(places) if n < self._first_guide]
        inside = [n for n in rows if self._reach[n][0] >= places.start and self._reach[n][1] < places.stop]
        return self._part(places, inside, self.constants)

    def between(self, places: range, values: Sequence[int]) -> Part:
        """The part of these places with all others held.

        Raises
        ------
        Contradiction
            when what is held leaves none.
        """
        return self._part(places, [n for n in self._rows_at(places) if n < self._first_guide], values)

    def _places(self, decided: Mapping[int, int]) -> list[int]:
        """The place of every variable; one that no row ties to a decision goes first."""
        found: list[int | None] = [decided.get(variable) for variable in range(len(self._domains))]
        unknown = {variable for variable, place in enumerate(found) if place is None}
        while True:
            new: dict[int, int] = {}
            for n in {n for variable in unknown for n in self._touching[variable]}:
                own = self._variables[n]
                known = [place for variable in own if (place := found[variable]) is not None]
                for variable in own & unknown if known else ():
                    new[variable] = min(new.get(variable, max(known)), max(known))
            if not new:
                return [place or 0 for place in found]
            for variable, place in new.items():
                found[variable] = place
            unknown -= new.keys()

    def _rows_at(self, places: range) -> list[int]:
        return sorted({n for variable in self.variables(places) for n in self._touching[variable]})

    def _part(
        self, places: range, rows: Iterable[int], values: Sequence[int], fixed: Mapping[int, int] | None = None
    ) -> Part:
        variables, known = self.variables(places), fixed or {}
        domains = [(known[x], known[x]) if x in known else self._domains[x] for x in variables]
        fold = Fold({variable: i for i, variable in enumerate(variables)}, values, domains)
        left = (fold.row(self._rows[n]) for n in rows)
        return Part(tuple(domains), tuple(dict.fromkeys(row for row in left if row is not None)))
