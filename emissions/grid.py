"""F16: electrification, where the saving hangs on the grid of one year."""

import numpy as np
import pandas as pd

from emissions.columns import MISSING, Floats, Numbers, infinite_values, to_floats, without_faults
from emissions.errors import ErrorMode, Labels, faulty_rows


def energy_input(
    *, output_mwh: Numbers, efficiency: Numbers, labels: Labels = None, errors: ErrorMode = "raise"
) -> Floats:
    """Compute the fuel or electricity that a heat output takes (F16).

    Formula: `input = output / efficiency`; the efficiency of a boiler is below 1, the coefficient of
    performance of a heat pump above.

    Inputs (n,): MWh a year; MWh out per MWh in; NaN where unknown. Output (n,): MWh a year, NaN where unknown.
    Errors: a negative output, an efficiency that is not positive, an infinite value: `EmissionsError` with the
    row, or NaN with `errors="mask"`.
    Source: domain reference F16.

    >>> energy_input(output_mwh=[1_000.0, 1_000.0], efficiency=[0.8, 4.0]).tolist()
    [1250.0, 250.0]
    """
    columns = {"output_mwh": to_floats(output_mwh), "efficiency": to_floats(efficiency)}
    faults = {
        "output_mwh is negative": columns["output_mwh"] < 0,
        "efficiency is not positive": columns["efficiency"] <= 0,
    }
    output, efficient = without_faults(columns, faults, labels=labels, errors=errors).values()
    return output / efficient


def grid_savings(
    actions: pd.DataFrame, grid_factors: pd.DataFrame, *, errors: ErrorMode = "raise"
) -> pd.DataFrame:
    """Compute what actions save that swap a fuel for electricity, all of a scenario with one grid factor (F16).

    Formula: `saving = displaced fuel x EF - new electricity x grid EF(year of the scenario)`. Solar power is
    electricity with a minus. Crediting it at today's factor while the grid falls in the reference would count
    the same tonnes twice: hence one year and one factor per scenario, whatever the action.

    Inputs: actions, one row each: `scenario`, `displaced_fuel_mwh`, `fuel_factor` (t CO2e/MWh),
    `new_electricity_mwh` (MWh a year; negative where produced), NaN where unknown; grid_factors, one row per
    scenario: `scenario`, `year`, `grid_factor` (t CO2e/MWh).
    Output: index of actions: `grid_year`, `fuel_tco2e`, `electricity_tco2e`, `saving_tco2e`, t CO2e a year,
    NaN where an input is unknown; a saving may be negative.
    Errors: a second factor for one scenario, a year that is not finite, a negative or infinite factor:
    `EmissionsError` with the row of `grid_factors`; an unknown scenario, with the row of `actions`; a negative
    fuel or an infinite value likewise, or NaN with `errors="mask"`.
    Source: domain reference F16.

    >>> pump = pd.DataFrame({"scenario": ["2030"], "displaced_fuel_mwh": [1_000 / 0.9], "fuel_factor": [0.20196],
    ...                      "new_electricity_mwh": [1_000 / 3]})
    >>> grid = pd.DataFrame({"scenario": ["2030"], "year": [2030], "grid_factor": [0.1]})
    >>> grid_savings(pump, grid)["saving_tco2e"].round(2).tolist()
    [191.07]
    """
    year, grid_factor = _read_grid(grid_factors)
    scenario = pd.Index(grid_factors["scenario"]).get_indexer(pd.Index(actions["scenario"]))
    faulty_rows({"scenario has no grid factor": scenario == MISSING}, labels=actions.index)
    names = ("displaced_fuel_mwh", "fuel_factor", "new_electricity_mwh")
    columns = {name: to_floats(actions[name]) for name in names}
    faults = {f"{name} is negative": columns[name] < 0 for name in names[:2]}
    fuel, factor, electricity = without_faults(columns, faults, labels=actions.index, errors=errors).values()
    savings = pd.DataFrame(index=actions.index)
    savings["grid_year"] = year[scenario]
    savings["fuel_tco2e"] = fuel * factor
    savings["electricity_tco2e"] = electricity * grid_factor[scenario]
    savings["saving_tco2e"] = savings["fuel_tco2e"] - savings["electricity_tco2e"]
    return savings


def _read_grid(grid_factors: pd.DataFrame) -> tuple[Floats, Floats]:
    """The year and the factor of each scenario, checked."""
    year, factor = to_floats(grid_factors["year"]), to_floats(grid_factors["grid_factor"])
    faults = {
        "scenario has a grid factor already": grid_factors["scenario"].duplicated().to_numpy(),
        "year is not a finite number": ~np.isfinite(year),
        "grid_factor is negative": factor < 0,
    }
    faulty_rows(faults | infinite_values(grid_factor=factor), labels=grid_factors.index)
    return year, factor
