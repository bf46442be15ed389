"""F5: the electricity factor of a place, and the location-based and market-based figures beside each other."""

from dataclasses import dataclass

import numpy as np

from emissions.columns import Floats, Numbers, to_floats, without_faults
from emissions.errors import ErrorMode, Labels

CERTIFIED_FACTOR_T_PER_MWH = 0.0
"""Power with guarantees of origin counts zero by convention (Milano's factor sheet)."""


@dataclass(frozen=True, slots=True)
class ElectricityEmissions:
    """Two views of one consumption, never added and never mixed in one total; both arrays (n,), t CO2e a year."""

    location_tco2e: Floats
    market_tco2e: Floats


def local_electricity_factor(
    *,
    consumption_mwh: Numbers,
    local_production_mwh: Numbers,
    local_production_tco2e: Numbers,
    green_purchases_mwh: Numbers,
    green_purchases_tco2e: Numbers,
    grid_factor: Numbers,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> Floats:
    """Compute the local electricity factor from the national one and the local plants (F5).

    Formula: `EFE = ((TCE - LPE - GEP) x NEEFE + CO2_LPE + CO2_GEP) / TCE`.

    Inputs (n,): consumption TCE, local production LPE and green purchases GEP, MWh a year, with the t CO2e a
    year of the last two; grid_factor NEEFE, t CO2e/MWh; NaN where unknown. Output (n,): t CO2e/MWh, NaN where
    an input is unknown.
    Errors: a consumption that is not positive, a negative input, production and purchases above the
    consumption (a place that exports has no such factor), an infinite value: `EmissionsError` with the row,
    or NaN with `errors="mask"`.
    Source: Covenant of Mayors guidebook (from general knowledge; domain reference F5).

    >>> local_electricity_factor(
    ...     consumption_mwh=[1_000_000], local_production_mwh=[100_000], local_production_tco2e=[0],
    ...     green_purchases_mwh=[50_000], green_purchases_tco2e=[0], grid_factor=[0.285]
    ... ).round(5).tolist()
    [0.24225]
    """
    columns = {
        "consumption_mwh": to_floats(consumption_mwh),
        "local_production_mwh": to_floats(local_production_mwh),
        "local_production_tco2e": to_floats(local_production_tco2e),
        "green_purchases_mwh": to_floats(green_purchases_mwh),
        "green_purchases_tco2e": to_floats(green_purchases_tco2e),
        "grid_factor": to_floats(grid_factor),
    }
    consumption, own, own_tco2e, green, green_tco2e, grid = columns.values()
    faults = {f"{name} is negative": values < 0 for name, values in columns.items()} | {
        "consumption_mwh is not positive": consumption <= 0,
        "local production and green purchases are above consumption_mwh": own + green > consumption,
    }
    clean = without_faults(columns, faults, labels=labels, errors=errors)
    consumption, own, own_tco2e, green, green_tco2e, grid = clean.values()
    return ((consumption - own - green) * grid + own_tco2e + green_tco2e) / consumption


def electricity_emissions(
    *,
    consumption_mwh: Numbers,
    location_factor: Numbers,
    certified_mwh: Numbers,
    residual_mix_factor: Numbers,
    certified_factor: Numbers = CERTIFIED_FACTOR_T_PER_MWH,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> ElectricityEmissions:
    """Compute a consumption by the grid it hangs on, and by the contracts it was bought under (F5).

    Formula: `location = A x EF_location`; `market = A_certified x EF_certified + (A - A_certified) x
    EF_residual mix`. Certificates never change the location-based figure.

    Inputs (n,): MWh a year; factors, t CO2e/MWh (location: grid or local); NaN where unknown. Outputs (n,): t
    CO2e a year; each NaN where one of its own inputs is unknown.
    Errors: a negative input, more certified than consumed, an infinite value: `EmissionsError` with the row,
    or NaN with `errors="mask"`.
    Source: GHG Protocol, scope 2 (from general knowledge); Milano's factor sheet for the zero.

    >>> both = electricity_emissions(
    ...     consumption_mwh=[1_000], location_factor=[0.25], certified_mwh=[400], residual_mix_factor=[0.5])
    >>> both.location_tco2e.tolist(), both.market_tco2e.tolist()
    ([250.0], [300.0])
    """
    columns = {
        "consumption_mwh": to_floats(consumption_mwh),
        "location_factor": to_floats(location_factor),
        "certified_mwh": to_floats(certified_mwh),
        "residual_mix_factor": to_floats(residual_mix_factor),
        "certified_factor": to_floats(certified_factor),
    }
    faults = {f"{name} is negative": values < 0 for name, values in columns.items()} | {
        "certified_mwh is above consumption_mwh": columns["certified_mwh"] > columns["consumption_mwh"]
    }
    consumption, location, certified, residual_mix, zero = without_faults(
        columns, faults, labels=labels, errors=errors
    ).values()
    bought = consumption - certified
    # Where all of it is certified, the residual mix is not needed and may be unknown.
    rest = np.where(bought == 0.0, 0.0, bought * residual_mix)
    return ElectricityEmissions(location_tco2e=consumption * location, market_tco2e=certified * zero + rest)
