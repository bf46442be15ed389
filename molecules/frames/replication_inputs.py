"""What the planner of replications chooses from: each neighbourhood as a place where a package could begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from contracts.models import City
from emissions.columns import Floats
from emissions.diffusion import City as Cells
from emissions.diffusion import spread
from molecules.enums import MoleculeState
from molecules.frames.cells import measure_share_inside, measure_unlikeness, read_stock
from molecules.frames.city_emissions import CityEmissions, read_city_emissions
from molecules.frames.spread_inputs import is_usable, share_out
from molecules.models import Molecule, Neighbourhood, Package

COLUMNS = (
    "unlikeness", "saving_tco2e", "cost_eur", "sum_tco2e", "full_tco2e", "share_inside", "has_residents", "has_stock",
)  # fmt: skip
ALL_OF_IT = 0.95
"""A neighbourhood with so much of its area in molecules has nothing left: the rest is where two outlines differ."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the planner: a package that begins in a year, looked at in another; from any molecule of it."""

    package: Package
    origin: Molecule | None
    start_year: int
    until_year: int


@dataclass(frozen=True, slots=True)
class ReplicationInputs:
    """Inputs of `emissions.replication`, with the rows they came from.

    cells: the neighbourhoods by code; origins: the molecule that each is most like, None where that is unknown.
    table: index the id of the cell as text; `unlikeness` 0-1; `saving_tco2e` t CO2e in the year looked at;
    `sum_tco2e` t CO2e from the start to that year; `full_tco2e` t CO2e a year once all have adopted that ever will;
    `cost_eur` of all these; `share_inside` of its area in molecules, 0-1; NaN where unknown.
    is_usable: whether every parameter of the package is stated.
    """

    cells: tuple[Neighbourhood, ...]
    origins: tuple[Molecule | None, ...]
    table: pd.DataFrame
    emissions: CityEmissions | None
    is_usable: bool


def read_replication_inputs(city: City, question: Question) -> ReplicationInputs:
    """Every neighbourhood of a city as a place for a package, in a fixed number of queries.

    What lies in any molecule of the city, published or not, is that molecule's own work and is not counted again.
    """
    cells = tuple(city.neighbourhoods.order_by("code"))
    molecules = tuple(city.molecules.filter(archived_at=None).order_by("code"))
    emissions = read_city_emissions(city, sectors={question.package.sector})
    chosen = (question.origin,) if question.origin else find_origins(molecules, question.package)
    origins, unlike = match_origins(chosen, cells)
    usable = is_usable(question.package)
    inside = measure_share_inside(cells, molecules)
    inside = np.where(inside >= ALL_OF_IT, 1.0, inside)
    figures = _follow(question, cells, unlike, inside, emissions) if usable and cells else {}
    table = pd.DataFrame(
        {"unlikeness": unlike, "share_inside": inside, **figures},
        index=[str(cell.pk) for cell in cells],
        columns=list(COLUMNS),
    )
    return ReplicationInputs(cells, origins, table, emissions, usable)


def find_origins(molecules: Sequence[Molecule], package: Package) -> tuple[Molecule, ...]:
    """The molecules that try a package out; a candidate that was copied from one of them has not tried it yet."""
    return tuple(
        one
        for one in molecules
        if one.package_id == package.pk
        and not (one.state == MoleculeState.CANDIDATE and one.replicated_from_id is not None)
    )


def match_origins(
    molecules: Sequence[Molecule], cells: Sequence[Neighbourhood]
) -> tuple[tuple[Molecule | None, ...], Floats]:
    """For each cell the molecule that it is most like and how unlike it is (c,), None and NaN where unknown."""
    if not molecules:
        return (None,) * len(cells), np.full(len(cells), np.nan)
    unlike = measure_unlikeness(molecules, cells)
    known = np.where(np.isnan(unlike), np.inf, unlike)
    least: Floats = known.min(axis=0)
    nearest = known.argmin(axis=0).tolist()
    found = tuple(
        molecules[place] if np.isfinite(how) else None for place, how in zip(nearest, least, strict=True)
    )
    return found, np.where(np.isfinite(least), least, np.nan)


def _follow(
    question: Question,
    cells: Sequence[Neighbourhood],
    unlike: Floats,
    inside: Floats,
    emissions: CityEmissions | None,
) -> dict[str, Any]:
    """What the package saves and costs in each cell if it begins there: it has no way to travel."""
    package, years = question.package, range(question.start_year, question.until_year + 1)
    likely = {one.name: float(one.likely) for one in package.parameters.all()}
    row = {"package": str(package.pk), "start_year": float(question.start_year), **likely}
    residents = read_stock(cells, "residents")
    units = read_stock(cells, package.stock_figure) * (1.0 - inside)
    remaining = share_out(emissions, residents, 1.0 - inside, len(years))
    known = {
        "has_residents": ~np.isnan(residents) & (emissions is not None),
        "has_stock": ~np.isnan(units),
        "unlike": ~np.isnan(unlike),
    }
    place = Cells(
        distance_km=np.zeros((1, len(cells))),
        difference=np.where(known["unlike"], unlike, 1.0)[None, :],
        stock=np.where(known["has_stock"], units, 0.0)[None, :],
        remaining_tco2e=remaining,
    )
    saved = spread(pd.DataFrame([row]), place, years).saving_tco2e[0]
    adopted = units * likely["saturation"]
    unknown = ~np.logical_and.reduce(list(known.values()))
    return {
        "saving_tco2e": np.where(unknown, np.nan, saved[:, -1]),
        "sum_tco2e": np.where(unknown, np.nan, saved.sum(axis=1)),
        "full_tco2e": np.where(
            unknown, np.nan, np.minimum(adopted * likely["abatement_tco2e"], remaining[:, -1])
        ),
        "cost_eur": adopted * (np.nan if package.cost_eur is None else float(package.cost_eur)),
        "has_residents": known["has_residents"],
        "has_stock": known["has_stock"],
    }
