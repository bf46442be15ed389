"""What the inventory says there is to save: by contract, sector and declared source group."""

from typing import Any, Final

import numpy as np
import pandas as pd

from emissions.columns import MISSING, Codes, Floats, infinite_values, to_codes, to_floats
from emissions.errors import Bools, ErrorMode, faulty_rows
from emissions.exact import to_units_down
from emissions.words import Sector

WHOLE: Final = 0
"""Sector code of the whole contract, and group code of a whole sector; codes of `Sector` are shifted by one."""


class Sources:
    """The emissions of each source in units of 0.0001 t, looked up by contract, sector code and group code."""

    def __init__(
        self,
        sources: pd.DataFrame,
        *,
        contract: Codes,
        group: Codes,
        n_contracts: int,
        n_groups: int,
        errors: ErrorMode,
    ) -> None:
        self._shape = (n_contracts, 1 + len(Sector), n_groups)
        named = sources["sector"].replace("", None)
        sector = to_codes(named, Sector, required=False) + 1
        keys = pd.Index(self._key(contract, sector, group))
        tonnes = to_floats(sources["tco2e"])
        faults: dict[str, Bools] = infinite_values(tco2e=tonnes) | {
            "tco2e is negative": tonnes < 0,
            "source_group without sector": (sector == WHOLE) & (group != WHOLE),
            "source is there twice": keys.duplicated(keep=False),
        }
        faulty = faulty_rows(faults, labels=sources.index, errors=errors)
        is_first = ~keys.duplicated()
        self._keys = keys[is_first]
        units = np.where(faulty, np.nan, to_units_down(tonnes))[is_first]
        # The last entry is what an unknown source reads.
        self._units = np.append(units, np.nan)

    def available(
        self, contract: Codes, *, sector: Codes | int = WHOLE, group: Codes | int = WHOLE
    ) -> Floats:
        """The units (0.0001 t a year) that each source holds, NaN where the inventory does not say."""
        place = self._keys.get_indexer(pd.Index(self._key(contract, sector, group)))
        return self._units[place]

    def _key(self, contract: Codes, sector: Codes | int, group: Codes | int) -> Codes:
        return np.ravel_multi_index(np.broadcast_arrays(contract, sector, group), self._shape)


def to_names(*columns: "pd.Series[Any]") -> tuple[list[Codes], "pd.Index[Any]"]:
    """Turn columns of free names into codes shared by all of them; 0 is no name.

    Names are compared without case and outer blanks: two ways of writing one boiler house are one source. Neither
    code nor spelling depends on the order of the rows.
    Output: the codes of each column, and the names by code in their first spelling by the alphabet.

    >>> codes, names = to_names(pd.Series(["Gas boilers", "", None]), pd.Series([" gas boilers"]))
    >>> [column.tolist() for column in codes], names.tolist()
    ([[1, 0, 0], [1]], ['', 'Gas boilers'])
    """
    written, found = pd.factorize(pd.concat([pd.Series([""], dtype=object), *columns]))
    spelling = pd.Series([str(name).strip() for name in found], dtype=object)
    # The empty name sorts before all others, so its code is 0.
    code, _ = pd.factorize(spelling.str.casefold(), sort=True)
    names = pd.Index(spelling.groupby(code).min(), dtype=object)
    codes = np.where(written == MISSING, WHOLE, code[written])[1:]
    ends = np.cumsum([len(column) for column in columns])
    return np.split(codes, ends[:-1]), names


def to_places(column: "pd.Series[Any]", n_contracts: int) -> Codes:
    """Read the positions of contracts; one that is not among them raises `EmissionsError` with the row.

    >>> to_places(pd.Series([1, 0]), 2).tolist()
    [1, 0]
    """
    place = to_floats(column)
    is_place = (place >= 0) & (place < n_contracts) & (place == np.floor(place))
    faulty_rows({"contract is not a position among the contracts": ~is_place}, labels=column.index)
    return place.astype(np.intp)
