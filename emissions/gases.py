"""F2: greenhouse gases and their warming potentials over 100 years, by report of the IPCC."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from emissions.columns import Floats, to_codes, to_floats, without_faults
from emissions.errors import Bools, ErrorMode

GwpSets: TypeAlias = "str | Sequence[str | None] | pd.Series[Any] | None"


class GwpSet(StrEnum):
    """The assessment report of the IPCC that the warming potentials come from."""

    AR4 = "AR4"
    AR5 = "AR5"
    AR6 = "AR6"


class Gas(StrEnum):
    """A gas as factors and tonnes name it; CO2e is several gases, weighted already by the publisher's set."""

    CO2 = "CO2"
    CO2_BIOGENIC = "CO2(b)"
    CH4 = "CH4"
    CH4_FOSSIL = "CH4 fossil"
    CH4_BIOGENIC = "CH4 biogenic"
    N2O = "N2O"
    SF6 = "SF6"
    NF3 = "NF3"
    CO2E = "CO2e"

    @property
    def formula(self) -> str:
        """What the unit of a factor may name: CH4 for each kind of methane."""
        return self.value.partition(" ")[0].removesuffix("(b)")

    @property
    def tonnes_column(self) -> str:
        """The name of the column that holds tonnes of this gas."""
        return f"{self.name.lower()}_tonnes"


_SAME_IN_ALL: Final = {Gas.CO2: 1.0, Gas.CO2_BIOGENIC: 0.0, Gas.CO2E: 1.0}
GWP100: Final[Mapping[GwpSet, Mapping[Gas, float]]] = {
    GwpSet.AR4: _SAME_IN_ALL
    | {Gas.CH4: 25.0, Gas.CH4_FOSSIL: 25.0, Gas.CH4_BIOGENIC: 25.0}
    | {Gas.N2O: 298.0, Gas.SF6: 22_800.0, Gas.NF3: 17_200.0},
    GwpSet.AR5: _SAME_IN_ALL
    | {Gas.CH4: 28.0, Gas.CH4_FOSSIL: 28.0, Gas.CH4_BIOGENIC: 28.0}
    | {Gas.N2O: 265.0, Gas.SF6: 23_500.0, Gas.NF3: 16_100.0},
    GwpSet.AR6: _SAME_IN_ALL
    | {Gas.CH4: 27.9, Gas.CH4_FOSSIL: 29.8, Gas.CH4_BIOGENIC: 27.0}
    | {Gas.N2O: 273.0, Gas.SF6: 25_200.0, Gas.NF3: 17_400.0},
}
"""t CO2e per t of gas over 100 years. Biogenic CO2 is reported apart and weighs nothing in a total.

AR4 and AR5 are used with one value for all methane. Values not seen in a source: `UNVERIFIED_GWP`.
"""
UNVERIFIED_GWP: Final = frozenset(
    {
        (GwpSet.AR4, Gas.NF3),
        (GwpSet.AR6, Gas.CH4_BIOGENIC),
        (GwpSet.AR6, Gas.SF6),
        (GwpSet.AR6, Gas.NF3),
    }
)
"""Values of `GWP100` that the domain reference marks as unverified; a page that uses one says so."""

# The last row answers for rows whose set is not stated: what weighs the same in all is still known.
_TABLE: Final[Floats] = np.array(
    [
        *([GWP100[word][gas] for gas in Gas] for word in GwpSet),
        [_SAME_IN_ALL.get(gas, np.nan) for gas in Gas],
    ]
)


def warming_potentials(gwp_set: GwpSets, *, index: "pd.Index[Any]") -> Floats:
    """Look up what each gas weighs in each row's own GWP set (F2).

    Inputs: gwp_set, one word for all rows or one a row (n,), missing where not stated; index (n,), the names
    of the rows. Output (n, number of `Gas`): t CO2e per t of gas, NaN where the set is not stated (but 1 for
    CO2 and CO2e and 0 for biogenic CO2, which weigh the same in all).
    Errors: `EmissionsError` with the row of an unknown set.
    Source: `GWP100`; four of its values are unverified.

    >>> warming_potentials("AR5", index=pd.RangeIndex(1))[0, list(Gas).index(Gas.N2O)].item()
    265.0
    """
    words = pd.Series(gwp_set, index=index, name="gwp_set", dtype=object)
    return _TABLE[to_codes(words.mask(words == ""), GwpSet, required=False)]


def co2e_tonnes(tonnes: pd.DataFrame, *, gwp_set: GwpSets, errors: ErrorMode = "raise") -> Floats:
    """Weigh tonnes of single gases into tonnes of CO2e (F2).

    Formula: `E = sum(E_g x GWP_g)` over the gases that have a column.

    Inputs: tonnes, columns named by `Gas.tonnes_column` (`co2_tonnes`, `ch4_tonnes`, `n2o_tonnes` ...), at
    least one, t a year, NaN where unknown; gwp_set, one word or one a row. Output (n,): t CO2e a year, NaN
    where one of the gases is unknown; a gas that weighs nothing may be.
    Errors: a negative or infinite tonnage: `EmissionsError` with the row, or NaN with `errors="mask"`; an
    unknown set raises always, and so does a frame without any gas.
    Source: domain reference F2.

    >>> gas = pd.DataFrame({"co2_tonnes": [2_019.6], "ch4_tonnes": [0.18], "n2o_tonnes": [0.0036]})
    >>> co2e_tonnes(gas, gwp_set="AR5").round(3).tolist()
    [2025.594]
    """
    stated = [gas for gas in Gas if gas.tonnes_column in tonnes.columns]
    columns = {gas.tonnes_column: to_floats(tonnes[gas.tonnes_column]) for gas in stated}
    faults = {f"{name} is negative": values < 0 for name, values in columns.items()}
    clean = without_faults(columns, faults, labels=tonnes.index, errors=errors)
    matrix, potentials = (
        np.full((len(tonnes), len(Gas)), np.nan),
        warming_potentials(gwp_set, index=tonnes.index),
    )
    for gas in stated:
        matrix[:, list(Gas).index(gas)] = clean[gas.tonnes_column]
    is_stated = np.array([gas in stated for gas in Gas])
    return weigh_gases(matrix, potentials, is_stated=np.broadcast_to(is_stated, matrix.shape))


def weigh_gases(tonnes: Floats, potentials: Floats, *, is_stated: Bools) -> Floats:
    """Sum the stated gases by weight; all inputs (n, number of `Gas`), output t CO2e (n,), NaN where none is stated.

    >>> tonnes = np.array([[10.0, np.nan, 1.0] + [np.nan] * 6])
    >>> weigh_gases(tonnes, warming_potentials("AR5", index=pd.RangeIndex(1)), is_stated=~np.isnan(tonnes)).tolist()
    [38.0]
    """
    weighed = np.where(is_stated & (potentials != 0.0), tonnes * potentials, 0.0)
    return np.where(is_stated.any(axis=1), weighed.sum(axis=1), np.nan)
