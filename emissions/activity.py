"""F2-F4: activity times factor, in any units, per gas, and what the choice of the factor changes."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from emissions.columns import MISSING, Codes, Floats, Numbers, to_codes, to_floats, without_faults
from emissions.errors import Bools, ErrorMode, Labels, faulty_rows
from emissions.gases import Gas, GwpSets, warming_potentials, weigh_gases
from emissions.units import UnitTexts, find_factor_unit, tonnes_per_unit

_GASES = list(Gas)
_FORMULAS = np.array([gas.formula for gas in Gas], dtype=object)


@dataclass(frozen=True, slots=True)
class FactorChoice:
    """What one activity emits with two factors; all arrays (n,)."""

    tco2e: Floats
    reference_tco2e: Floats
    difference_tco2e: Floats
    difference_share: Floats


def activity_emissions(
    *,
    activity: Numbers,
    activity_unit: UnitTexts,
    factor: Numbers,
    factor_unit: UnitTexts,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> Floats:
    """Multiply activities by factors, whatever units both come in (F3, F4).

    Formula: `E = A x EF`, the factor first brought to tonnes per unit of the activity.

    Inputs (n,): activity a year and its unit ("GWh"); factor and its unit ("kg/GJ"); NaN where unknown.
    Output (n,): t a year of what the factor counts (CO2e or one gas), NaN where an input is unknown.
    Errors: a negative or infinite number, a factor without a unit (where the activity is known), units that do not
    fit: `EmissionsError` with the row, or NaN with `errors="mask"`.
    Source: Milano's contract, table A-1.2 (gas of households).

    >>> activity_emissions(
    ...     activity=[6_550], activity_unit="GWh", factor=[56.0765], factor_unit="kg/GJ"
    ... ).round(2).tolist()
    [1322283.87]
    """
    columns = {"activity": to_floats(activity), "factor": to_floats(factor)}
    faults = {f"{name} is negative": values < 0 for name, values in columns.items()}
    clean = without_faults(columns, faults, labels=labels, errors=errors)
    per_unit = tonnes_per_unit(
        np.where(np.isnan(clean["activity"]), np.nan, clean["factor"]),
        factor_unit=factor_unit,
        activity_unit=activity_unit,
        labels=labels,
        errors=errors,
    )
    return clean["activity"] * per_unit


def compare_factors(
    *,
    activity: Numbers,
    activity_unit: UnitTexts,
    factor: Numbers,
    factor_unit: UnitTexts,
    reference_factor: Numbers,
    reference_factor_unit: UnitTexts,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> FactorChoice:
    """Compute one activity with two factors, to show what the choice of the factor changes (F4).

    Formula: `difference = A (EF - EF_ref)`; `share = difference / (A EF_ref)`.

    Inputs and errors as in `activity_emissions`. Outputs (n,): t CO2e a year, NaN where unknown; share of the
    emissions with the reference factor, NaN where those are not positive.
    Source: Milano's electricity of 2021 with two published factors: 15.5 % apart.

    >>> milano = compare_factors(activity=[4_090], activity_unit="GWh", factor=[0.285], factor_unit="t/MWh",
    ...                          reference_factor=[246.8524], reference_factor_unit="g/kWh")
    >>> milano.difference_share.round(4).tolist()
    [0.1545]
    """
    emitted, reference = (
        activity_emissions(
            activity=activity,
            activity_unit=activity_unit,
            factor=one,
            factor_unit=unit,
            labels=labels,
            errors=errors,
        )
        for one, unit in ((factor, factor_unit), (reference_factor, reference_factor_unit))
    )
    difference = emitted - reference
    return FactorChoice(
        tco2e=emitted,
        reference_tco2e=reference,
        difference_tco2e=difference,
        difference_share=difference / np.where(reference > 0, reference, np.nan),
    )


def emissions_by_gas(
    activities: pd.DataFrame, factors: pd.DataFrame, *, gwp_set: GwpSets, errors: ErrorMode = "raise"
) -> pd.DataFrame:
    """Compute what each activity emits, gas by gas and in total, with the factors of its carrier (F2).

    Formula: `E = A x sum(EF_g x GWP_g)` over the gases that the carrier's factors state. A factor in CO2e is
    taken as weighted already; a carrier has either that one or factors of single gases. Biogenic CO2 has its
    column and adds nothing to the total.

    Inputs: activities, one row each: `carrier` (missing where unknown), `activity` (a year, NaN where
    unknown), `activity_unit`; factors, one row per carrier and gas: `carrier`, `gas` (`Gas`), `factor`,
    `factor_unit`; gwp_set, one word for all activities or one a row.
    Output: index of activities; t of each gas a year (`Gas.tonnes_column`; NaN where no factor states it), and
    `tco2e`, NaN where the carrier has no factor or an input is unknown.
    Errors: an unknown or missing gas or carrier of a factor, a second factor for one carrier and gas, CO2e beside
    single gases, a unit that names another gas: `EmissionsError` with the row of `factors`; a negative or infinite
    factor or one without a unit, likewise, or unknown with `errors="mask"`; an activity that is negative, infinite,
    without a unit or in one that does not fit: `EmissionsError` with its row, or NaN with `errors="mask"`.
    Source: IPCC 2006 defaults; domain reference 6.1.

    >>> gas = pd.DataFrame({"carrier": ["gas"] * 3, "gas": ["CO2", "CH4", "N2O"], "factor": [56_100, 5, 0.1],
    ...                     "factor_unit": ["kg/TJ"] * 3})
    >>> homes = pd.DataFrame({"carrier": ["gas"], "activity": [10_000], "activity_unit": ["MWh"]})
    >>> emissions_by_gas(homes, gas, gwp_set="AR5").round(3)[["co2_tonnes", "ch4_tonnes", "tco2e"]].values.tolist()
    [[2019.6, 0.18, 2025.594]]
    """
    known = _read_factors(factors, errors)
    potentials = warming_potentials(gwp_set, index=activities.index)
    asked = activities[["carrier", "activity", "activity_unit"]].assign(place=np.arange(len(activities)))
    pairs = asked.merge(known, on="carrier", how="inner")
    place, gas = pairs["place"].to_numpy(np.intp), pairs["gas"].to_numpy(np.intp)
    tonnes = np.full(potentials.shape, np.nan)
    is_stated: Bools = np.zeros(potentials.shape, dtype=np.bool_)
    is_stated[place, gas] = True
    tonnes[place, gas] = activity_emissions(
        activity=pairs["activity"],
        activity_unit=pairs["activity_unit"],
        factor=pairs["factor"],
        factor_unit=pairs["factor_unit"],
        labels=activities.index[place],
        errors=errors,
    )
    names = [word.tonnes_column for word in Gas if word is not Gas.CO2E]
    by_gas = pd.DataFrame(tonnes[:, : len(names)], columns=names, index=activities.index)
    by_gas["tco2e"] = weigh_gases(tonnes, potentials, is_stated=is_stated)
    return by_gas


def _read_factors(factors: pd.DataFrame, errors: ErrorMode) -> pd.DataFrame:
    """Check the factor rows once; gas becomes its position in `Gas`."""
    gas, value = to_codes(factors["gas"], Gas), to_floats(factors["factor"])
    carrier, carriers = pd.factorize(factors["carrier"])
    units, texts = pd.factorize(factors["factor_unit"].mask(factors["factor_unit"] == ""))
    read = [find_factor_unit(text) for text in texts]
    named = np.array(["" if unit is None else unit.gas for unit in read] + [""], dtype=object)[units]
    faulty_rows(
        {
            "carrier is missing": carrier == MISSING,
            "carrier has a factor for this gas already": _is_repeated(carrier, gas),
            "carrier has a factor in CO2e beside factors of single gases": _is_mixed(
                carrier, gas, len(carriers)
            ),
            "factor_unit names another gas": (named != "") & (named != _FORMULAS[gas]),
        },
        labels=factors.index,
    )
    is_unit = np.array([unit is not None for unit in read] + [False])[units]
    faults = {
        "factor is negative": value < 0,
        "factor has no unit": ~np.isnan(value) & (units == MISSING),
        "factor_unit is unknown": (units != MISSING) & ~is_unit,
    }
    clean = without_faults({"factor": value}, faults, labels=factors.index, errors=errors)
    return factors[["carrier", "factor_unit"]].assign(gas=gas, factor=clean["factor"])


def _is_repeated(carrier: Codes, gas: Codes) -> Bools:
    """True from the second factor of one carrier and gas on."""
    return pd.DataFrame({"carrier": carrier, "gas": gas}).duplicated().to_numpy()


def _is_mixed(carrier: Codes, gas: Codes, n_carriers: int) -> Bools:
    """True for a factor in CO2e whose carrier has factors of single gases too (a missing carrier is caught before)."""
    is_weighted: Bools = gas == _GASES.index(Gas.CO2E)
    n_single = np.bincount(carrier[~is_weighted] + 1, minlength=n_carriers + 1)
    has_single: Bools = n_single[carrier + 1] > 0
    return is_weighted & has_single
