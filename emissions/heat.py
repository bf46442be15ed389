"""F6: the share of a combined heat and power plant that belongs to its heat."""

from dataclasses import dataclass

import numpy as np

from emissions.columns import Floats, Numbers, to_floats, without_faults
from emissions.errors import Bools, ErrorMode, Labels


@dataclass(frozen=True, slots=True)
class PlantSplit:
    """What a plant emits for heat and for power, one entry per plant; all arrays (n,)."""

    heat_tco2e: Floats
    power_tco2e: Floats
    heat_factor_t_per_mwh: Floats
    power_factor_t_per_mwh: Floats


def split_plant(
    *,
    heat_mwh: Numbers,
    power_mwh: Numbers,
    heat_efficiency: Numbers,
    power_efficiency: Numbers,
    total_tco2e: Numbers,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> PlantSplit:
    """Split the emissions of combined heat and power by the fuel each would have needed alone (F6).

    Formula: `E_H = E_T x (H / eta_H) / (H / eta_H + P / eta_P)`, `E_P = E_T - E_H`.

    Inputs (n,): heat H and power P, MWh a year; reference efficiencies eta (above 0, up to 1); t CO2e a year;
    NaN where unknown. Outputs (n,): t CO2e a year, NaN where an input is unknown or nothing was produced; factors, t
    CO2e/MWh, NaN too where none of that product was.
    Errors: an efficiency outside (0, 1], a negative or infinite input: `EmissionsError` with the row, or NaN
    with `errors="mask"`.
    Source: efficiency method (from general knowledge; domain reference F6).

    >>> plant = split_plant(heat_mwh=[600_000], power_mwh=[400_000], heat_efficiency=[0.9], power_efficiency=[0.4],
    ...                     total_tco2e=[300_000])
    >>> plant.heat_tco2e.round(6).tolist(), plant.heat_factor_t_per_mwh.round(6).tolist()
    ([120000.0], [0.2])
    """
    columns = {
        "heat_mwh": to_floats(heat_mwh),
        "power_mwh": to_floats(power_mwh),
        "heat_efficiency": to_floats(heat_efficiency),
        "power_efficiency": to_floats(power_efficiency),
        "total_tco2e": to_floats(total_tco2e),
    }
    heat, power, heat_efficiency, power_efficiency, total = without_faults(
        columns, _plant_faults(**columns), labels=labels, errors=errors
    ).values()
    heat_fuel, power_fuel = heat / heat_efficiency, power / power_efficiency
    fuel = heat_fuel + power_fuel
    heat_tco2e = total * heat_fuel / np.where(fuel > 0, fuel, np.nan)
    power_tco2e = total - heat_tco2e
    return PlantSplit(
        heat_tco2e=heat_tco2e,
        power_tco2e=power_tco2e,
        heat_factor_t_per_mwh=heat_tco2e / np.where(heat > 0, heat, np.nan),
        power_factor_t_per_mwh=power_tco2e / np.where(power > 0, power, np.nan),
    )


def _plant_faults(
    *,
    heat_mwh: Floats,
    power_mwh: Floats,
    heat_efficiency: Floats,
    power_efficiency: Floats,
    total_tco2e: Floats,
) -> dict[str, Bools]:
    """Name the plants that cannot be."""
    return {
        "heat_mwh is negative": heat_mwh < 0,
        "power_mwh is negative": power_mwh < 0,
        "heat_efficiency is not above 0 and up to 1": (heat_efficiency <= 0) | (heat_efficiency > 1),
        "power_efficiency is not above 0 and up to 1": (power_efficiency <= 0) | (power_efficiency > 1),
        "total_tco2e is negative": total_tco2e < 0,
    }
