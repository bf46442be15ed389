"""F7: transport, from vehicle-kilometres, passengers and freight."""

from emissions.columns import Floats, Numbers, to_floats, without_faults
from emissions.errors import ErrorMode, Labels

GRAMS_PER_TONNE = 1e6


def transport_emissions(
    *, distance_vkm: Numbers, factor_g_per_vkm: Numbers, labels: Labels = None, errors: ErrorMode = "raise"
) -> Floats:
    """Multiply the kilometres that vehicles drive by what they emit on each (F7).

    Formula: `E = vkm x g/km / 1e6`.

    Inputs (n,): vehicle-kilometres a year; g CO2e per vehicle-kilometre; NaN where unknown. Output (n,): t
    CO2e a year, NaN where an input is unknown.
    Errors: a negative or infinite input: `EmissionsError` with the row, or NaN with `errors="mask"`.
    Source: Heidelberg's contract, cars.

    >>> transport_emissions(distance_vkm=[895e6], factor_g_per_vkm=[188]).tolist()
    [168260.0]
    """
    columns = {
        "distance_vkm": to_floats(distance_vkm),
        "factor_g_per_vkm": to_floats(factor_g_per_vkm),
    }
    faults = {f"{name} is negative": values < 0 for name, values in columns.items()}
    distance, factor = without_faults(columns, faults, labels=labels, errors=errors).values()
    return distance * factor / GRAMS_PER_TONNE


def vehicle_km_of_passengers(
    *, transport_pkm: Numbers, occupancy: Numbers, labels: Labels = None, errors: ErrorMode = "raise"
) -> Floats:
    """Turn the kilometres that people travel into the kilometres that vehicles drive (F7).

    Formula: `vkm = pkm / occupancy`.

    Inputs (n,): passenger-kilometres a year; persons in a vehicle; NaN where unknown. Output (n,):
    vehicle-kilometres a year, NaN where an input is unknown.
    Errors: a negative transport, an occupancy that is not positive, an infinite value: `EmissionsError` with
    the row, or NaN with `errors="mask"`.
    Source: domain reference F7.

    >>> vehicle_km_of_passengers(transport_pkm=[3_003e6], occupancy=[1.2]).tolist()
    [2502500000.0]
    """
    columns = {"transport_pkm": to_floats(transport_pkm), "occupancy": to_floats(occupancy)}
    faults = {
        "transport_pkm is negative": columns["transport_pkm"] < 0,
        "occupancy is not positive": columns["occupancy"] <= 0,
    }
    transport, persons = without_faults(columns, faults, labels=labels, errors=errors).values()
    return transport / persons


def vehicle_km_of_freight(
    *,
    transport_tkm: Numbers,
    max_load_tonnes: Numbers,
    utilisation_share: Numbers,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> Floats:
    """Turn the work of freight into the kilometres that vehicles drive (F7).

    Formula: `vkm = tkm / (max_load x utilisation)`.

    Inputs (n,): tonne-kilometres a year; t a vehicle can load; the share of it that is used (0-1); NaN where
    unknown. Output (n,): vehicle-kilometres a year, NaN where an input is unknown.
    Errors: a negative transport, a load that is not positive, a share outside (0, 1], an infinite value:
    `EmissionsError` with the row, or NaN with `errors="mask"`.
    Source: domain reference F7.

    >>> vehicle_km_of_freight(transport_tkm=[120.0], max_load_tonnes=[1.5], utilisation_share=[0.4]).round(6).tolist()
    [200.0]
    """
    columns = {
        "transport_tkm": to_floats(transport_tkm),
        "max_load_tonnes": to_floats(max_load_tonnes),
        "utilisation_share": to_floats(utilisation_share),
    }
    used = columns["utilisation_share"]
    faults = {
        "transport_tkm is negative": columns["transport_tkm"] < 0,
        "max_load_tonnes is not positive": columns["max_load_tonnes"] <= 0,
        "utilisation_share is not above 0 and up to 1": (used <= 0) | (used > 1),
    }
    transport, load, used = without_faults(columns, faults, labels=labels, errors=errors).values()
    return transport / (load * used)
