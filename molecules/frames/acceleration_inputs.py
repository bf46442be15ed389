"""What the acceleration index is computed from: emissions of molecules and neighbourhoods, measured ones alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from django.db.models import Q

from contracts.models import City
from emissions.columns import Floats
from molecules.enums import EmissionBasis
from molecules.frames.cells import measure_share_inside, read_densities
from molecules.models import LocalEmission, Molecule, Neighbourhood

MOST_INSIDE = 0.1
"""A neighbourhood with more of its area inside a molecule is no control: what it shows is the molecule's own work."""
ROW_COLUMNS = (
    "molecule",
    "neighbourhood",
    "year",
    "sector",
    "emissions_tco2e",
    "basis",
    "key",
    "is_illustrative",
)


@dataclass(frozen=True, slots=True)
class AccelerationInputs:
    """Inputs of `emissions.acceleration` for one molecule, with the rows they came from.

    intensities: t CO2e a year per resident (per km² where residents are unknown), index: the id of the molecule, then
    those of the cells, as text; columns: the years in which the molecule was measured. areas: the same index,
    `is_measured`, `is_control` and the stock figures per km². sectors: those that the molecule was measured in, in
    every year. keys: by which stock figures its emissions were apportioned, where they were. apportioned_cells: how
    many cells that could be controls have apportioned figures only. illustrative: the areas whose figures are.
    """

    molecule: Molecule
    cells: tuple[Neighbourhood, ...]
    intensities: pd.DataFrame
    areas: pd.DataFrame
    sectors: tuple[str, ...]
    keys: tuple[str, ...]
    apportioned_cells: int
    illustrative: frozenset[str]

    @property
    def years(self) -> tuple[int, ...]:
        """The years compared."""
        return tuple(int(year) for year in self.intensities.columns)


def read_acceleration_inputs(
    city: City, *, include_unpublished: bool = False
) -> tuple[AccelerationInputs, ...]:
    """The inputs of each molecule of a city in the order of their codes, in three queries.

    Neighbourhoods that lie in a published molecule, or in the one that is looked at, are no controls.
    """
    every = tuple(city.molecules.filter(archived_at=None).order_by("code"))
    published = [one for one in every if one.published_at is not None]
    cells = tuple(city.neighbourhoods.order_by("code"))
    rows = _read_rows(every, city)
    inside = measure_share_inside(cells, published)
    shown = every if include_unpublished else published
    return tuple(_read_one(molecule, cells, rows, inside) for molecule in shown)


def _read_rows(molecules: Sequence[Molecule], city: City) -> pd.DataFrame:
    """Local emissions, one row an area, year and sector; `area` is the id of the molecule or cell as text."""
    found = LocalEmission.objects.filter(
        Q(molecule__in=[one.pk for one in molecules]) | Q(neighbourhood__city=city)
    )
    rows = pd.DataFrame(list(found.values_list(*ROW_COLUMNS)), columns=list(ROW_COLUMNS))
    rows["area"] = [
        str(ours or theirs) for ours, theirs in zip(rows["molecule"], rows["neighbourhood"], strict=True)
    ]
    rows["is_measured"] = rows["basis"] == EmissionBasis.MEASURED
    return rows.assign(tonnes=rows["emissions_tco2e"].astype("float64"))


def _read_one(
    molecule: Molecule, cells: tuple[Neighbourhood, ...], rows: pd.DataFrame, inside: Floats
) -> AccelerationInputs:
    areas: list[Molecule | Neighbourhood] = [molecule, *cells]
    labels = [str(one.pk) for one in areas]
    own = rows[rows["area"] == labels[0]]
    measured = own[own["is_measured"]]
    sectors = _common_sectors(measured)
    years = sorted(measured.loc[measured["sector"].isin(sectors), "year"].unique().tolist())
    used = rows[rows["is_measured"] & rows["sector"].isin(sectors) & rows["year"].isin(years)]
    totals = _add_up(used, len(sectors)).reindex(index=labels, columns=years)
    totals = totals.where(totals > 0)
    own_inside = (
        inside if molecule.published_at else np.maximum(inside, measure_share_inside(cells, [molecule]))
    )
    is_control = np.concatenate([[False], own_inside <= MOST_INSIDE])
    is_measured = totals.notna().any(axis=1).to_numpy()
    told = set(rows.loc[~rows["is_measured"], "area"])
    apportioned = np.array([label in told for label in labels])
    frame = read_densities(areas).set_axis(labels)
    return AccelerationInputs(
        molecule=molecule,
        cells=cells,
        intensities=totals.div(_read_sizes(areas), axis=0),
        areas=frame.assign(is_measured=is_measured, is_control=is_control),
        sectors=sectors,
        keys=tuple(sorted(set(own.loc[~own["is_measured"], "key"]))),
        apportioned_cells=int((apportioned & is_control & ~is_measured).sum()),
        illustrative=frozenset(rows.loc[rows["is_illustrative"].astype(bool), "area"]),
    )


def _common_sectors(measured: pd.DataFrame) -> tuple[str, ...]:
    """The sectors that were measured in every year: a sector that comes or goes would look like a rise or a fall."""
    by_year = [set(sectors) for _year, sectors in measured.groupby("year")["sector"]]
    return tuple(sorted(set.intersection(*by_year))) if by_year else ()


def _add_up(rows: pd.DataFrame, n_sectors: int) -> pd.DataFrame:
    """Totals by area and year, of those areas and years in which no sector lacks."""
    tables = [rows.pivot_table("tonnes", "area", "year", aggfunc=how) for how in ("sum", "count")]
    return tables[0].where(tables[1] == n_sectors)


def _read_sizes(areas: Sequence[Molecule | Neighbourhood]) -> Floats:
    """Residents, km² where they are unknown: known for one moment, so no fall depends on them; NaN without either."""
    return np.array([float(one.residents or one.area_km2 or np.nan) for one in areas], dtype=np.float64)
