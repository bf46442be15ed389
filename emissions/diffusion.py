"""From the nucleus to the city: how a molecule's package spreads over the cells of a city, and what that saves."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special

from emissions.columns import Codes, Floats, Numbers, to_floats, to_years
from emissions.errors import EmissionsError, faulty_rows

PACKAGE_COLUMNS: Final = (
    "package", "start_year", "saturation", "rise_years", "km_per_year", "years_per_difference", "abatement_tco2e",
)  # fmt: skip
"""Label of what spreads; decimal year; share 0-1; years from 10 % to 90 % of saturation; km a year (infinite: distance
does not matter); years of delay of a cell wholly unlike the molecule; t CO2e a year per unit of stock."""
PIONEERS: Final = 0.01
"""Share of the saturation that stands for the first adopters: the curve is counted from there and so begins at 0."""
TENTH_TO_NINE_TENTHS: Final = float(np.log(81.0))
ARRIVAL_TO_HALF: Final = float(np.log(1.0 / PIONEERS - 1.0))


@dataclass(frozen=True, slots=True)
class City:
    """The cells that can adopt, c of them, as m molecules and t years see them.

    distance_km (m, c): from molecule to cell; difference (m, c): 0 (of its type) to 1 (wholly unlike it);
    stock (m, c): units of stock open to the molecule's package (0 inside the molecule itself: that is its own work);
    remaining_tco2e (c, t): emissions of the cell that nothing else cuts, t CO2e a year.
    """

    distance_km: Floats
    difference: Floats
    stock: Floats
    remaining_tco2e: Floats


@dataclass(frozen=True, slots=True)
class Spread:
    """What spreads: `adoption` (m, c, t), 0-1 of the stock, credited to one molecule each; `saving_tco2e` (m, c, t)."""

    adoption: Floats
    saving_tco2e: Floats


def spread(packages: pd.DataFrame, city: City, years: npt.ArrayLike) -> Spread:
    """Spread the packages of m molecules over c cells in t years.

    Formula: a package arrives in a cell `km / km_per_year + difference x years_per_difference` after its start; from
    then on adoption is `saturation x (S(k (t - arrival) - ln 99) - 0.01) / 0.99` with the logistic function S and
    `k = ln 81 / rise_years`, before it is 0. Saving = adoption x stock x abatement. Where several molecules spread the
    same package, a cell adopts it as far as the wave that is furthest there, and each molecule is credited its share
    of the waves; what all packages save in a cell is scaled down to what the cell still emits.

    Inputs: packages (m), unique labels (PACKAGE_COLUMNS); city; years (t,), strictly increasing.
    Output: `Spread`. The sum over molecules is what the cell saves: no tonne is credited twice.
    Errors: `EmissionsError` with the row for a missing or negative value, a share above 1, one package with two
    abatements, arrays of another shape.
    Source: Griliches 1957 (logistic adoption); Hagerstrand 1967 (waves over distance).

    >>> packages = pd.DataFrame({"package": ["retrofit"], "start_year": [2024.0], "saturation": [0.5],
    ...     "rise_years": [4.0], "km_per_year": [2.0], "years_per_difference": [3.0], "abatement_tco2e": [1.5]})
    >>> city = City(*(np.array([[value]]) for value in (4.0, 0.0, 1000.0)), np.array([[900.0, 500.0]]))
    >>> found = spread(packages, city, [2026.0, 2060.0])
    >>> found.adoption.round(9).tolist(), found.saving_tco2e.round(9).tolist()
    ([[[0.0, 0.5]]], [[[0.0, 500.0]]])
    """
    columns, codes = read_packages(packages)
    calendar = to_years(years)
    check_city(city, len(packages), len(calendar))
    alone = adopt(columns, city, calendar)
    adoption = share_waves(alone, codes)
    possible = adoption * (city.stock * columns["abatement_tco2e"][:, None])[:, :, None]
    return Spread(adoption, possible * cap_factor(possible, city.remaining_tco2e))


def read_packages(packages: pd.DataFrame) -> tuple[dict[str, Floats], Codes]:
    """Read the columns of m packages, and which of them are the same package, as numbers from 0."""
    columns = {name: to_floats(packages[name]) for name in PACKAGE_COLUMNS[1:]}
    codes, words = pd.factorize(packages["package"])
    finite = {name: ~np.isfinite(columns[name]) for name in columns if name != "km_per_year"}
    negative = {name: columns[name] < 0 for name in columns}
    faulty_rows(
        {"package is missing": codes < 0}
        | {f"{name} is missing or infinite": broken for name, broken in finite.items()}
        | {"km_per_year is missing": np.isnan(columns["km_per_year"])}
        | {f"{name} is negative": broken for name, broken in negative.items()}
        | {"saturation is above 1": columns["saturation"] > 1, "rise_years is 0": columns["rise_years"] == 0},
        labels=packages.index,
    )
    first = np.array([np.flatnonzero(codes == code)[0] for code in range(len(words))], dtype=np.intp)
    abatement = columns["abatement_tco2e"]
    faulty_rows(
        {"one package has two abatements": abatement != abatement[first[codes]]}, labels=packages.index
    )
    return columns, codes.astype(np.intp)


def check_city(city: City, n_molecules: int, n_years: int) -> None:
    """Refuse arrays of another shape, and values that are missing, negative or, for the difference, above 1."""
    n_cells = len(city.remaining_tco2e)
    shapes = dict.fromkeys(("distance_km", "difference", "stock"), (n_molecules, n_cells))
    for name, shape in (shapes | {"remaining_tco2e": (n_cells, n_years)}).items():
        values = getattr(city, name)
        if values.shape != shape:
            raise EmissionsError(name, f"the shape is {values.shape}, not {shape}")
        broken = ~np.isfinite(values) | (values < 0) | ((values > 1) & (name == "difference"))
        if broken.any():
            place = tuple(int(axis[0]) for axis in np.nonzero(broken))
            raise EmissionsError(name, f"the value at {place} is missing, negative or too large")


def adopt(columns: dict[str, Floats], city: City, years: Floats) -> Floats:
    """Adoption (m, c, t) in each cell as if every molecule were alone; columns (m,) as `read_packages` gives them."""
    arrival = columns["start_year"][:, None] + delay_years(
        city.distance_km, city.difference, columns["km_per_year"], columns["years_per_difference"]
    )
    since: Floats = years - arrival[:, :, None]
    steepness = TENTH_TO_NINE_TENTHS / columns["rise_years"]
    since *= steepness[:, None, None]
    has_come = since > 0
    since -= ARRIVAL_TO_HALF
    shares: Floats = special.expit(since, out=since)
    shares -= PIONEERS
    shares *= (columns["saturation"] / (1.0 - PIONEERS))[:, None, None]
    shares[~has_come] = 0.0
    return shares


def delay_years(
    distance_km: Floats, difference: Floats, km_per_year: Floats, years_per_difference: Floats
) -> Floats:
    """Years (m, c) until a package arrives: none for distance where a cell is not distant, never at 0 km a year.

    >>> delay_years(np.array([[0.0, 6.0]]), np.array([[0.5, 0.0]]), np.array([3.0]), np.array([4.0])).tolist()
    [[2.0, 2.0]]
    """
    speed = np.broadcast_to(km_per_year[:, None], distance_km.shape)
    with np.errstate(divide="ignore"):
        by_distance = np.divide(distance_km, speed, out=np.zeros_like(distance_km), where=distance_km > 0)
    delay: Floats = by_distance + difference * years_per_difference[:, None]
    return delay


def share_waves(alone: Floats, codes: Codes) -> Floats:
    """Credit each cell's adoption of a package to the molecules that spread it; alone and output (m, c, t).

    >>> share_waves(np.array([[[0.3]], [[0.1]], [[0.2]]]), np.array([0, 0, 1])).round(9).ravel().tolist()
    [0.225, 0.075, 0.2]
    """
    credited = alone
    for code in np.flatnonzero(np.bincount(codes) > 1):
        rivals = np.flatnonzero(codes == code)
        waves = alone[rivals]
        total = waves.sum(axis=0)
        furthest = waves.max(axis=0)
        share = np.divide(furthest, total, out=np.zeros_like(total), where=total > 0)
        credited = alone.copy() if credited is alone else credited
        credited[rivals] = waves * share
    return credited


def cap_factor(possible_tco2e: Floats, remaining_tco2e: Floats) -> Floats:
    """What part (c, t) of the possible saving (m, c, t) a cell still has to save; 1 where nothing limits it.

    >>> cap_factor(np.array([[[30.0, 30.0]], [[10.0, 10.0]]]), np.array([[50.0, 20.0]])).tolist()
    [[1.0, 0.5]]
    """
    total: Floats = possible_tco2e.sum(axis=0)
    factor = np.ones_like(total)
    np.divide(remaining_tco2e, total, out=factor, where=total > remaining_tco2e)
    return factor


def unlikeness(molecules: pd.DataFrame, cells: pd.DataFrame) -> Floats:
    """How unlike each molecule (m) a cell (c) is, 0-1, by the stock figures that both have.

    Formula: the mean over the figures of `|x - y| / (max - min over the cells)`, at most 1 each; a figure that either
    side lacks is left out of the mean, and where none is left the result is NaN: unknown.
    Inputs: frames with the same columns, numbers of any unit, NaN where unknown. Output (m, c).
    Errors: `EmissionsError` where the columns differ or a figure is infinite.
    Source: Gower 1971 (similarity of records with gaps).

    >>> cells = pd.DataFrame({"density": [0.0, 10.0], "age": [50.0, None]})
    >>> unlikeness(pd.DataFrame({"density": [5.0], "age": [50.0]}), cells).tolist()
    [[0.25, 0.5]]
    """
    if list(molecules.columns) != list(cells.columns):
        raise EmissionsError("columns", "molecules and cells have other figures")
    sums, counts = np.zeros((2, len(molecules), len(cells)))
    for name in cells.columns:
        theirs, ours = _figure(molecules[name]), _figure(cells[name])
        known = ours[~np.isnan(ours)]
        width = float(known.max() - known.min()) if known.size else 0.0
        apart = np.abs(theirs[:, None] - ours[None, :])
        part = np.where(apart > 0, np.minimum(1.0, apart / width if width else 1.0), apart)
        sums += np.nan_to_num(part)
        counts += ~np.isnan(part)
    unlike: Floats = np.divide(sums, counts, out=np.full_like(sums, np.nan), where=counts > 0)
    return unlike


def _figure(column: "pd.Series[Any]") -> Floats:
    numbers: Numbers = column
    values = to_floats(numbers)
    faulty_rows({f"{column.name} is infinite": np.isinf(values)}, labels=column.index)
    return values
