"""Whether the figures of two cities may stand side by side, and how to bring them to a common base."""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from emissions.activity import emissions_by_gas
from emissions.columns import MISSING, Codes, Floats, Numbers, to_codes, to_floats
from emissions.errors import ErrorMode, Labels, faulty_rows
from emissions.gases import Gas, GwpSet, co2e_tonnes


class Approach(StrEnum):
    """Whether factors count what is released in use (IPCC), or the whole life of the fuel (LCA)."""

    IPCC = "ipcc"
    LCA = "lca"


class ScopeCoverage(StrEnum):
    """Which scopes a series adds up; s12w is 1 and 2 with the waste treated outside."""

    S1 = "s1"
    S12 = "s12"
    S12W = "s12w"
    S123 = "s123"


class Aspect(StrEnum):
    """What must be the same before two figures may be compared; the values are column names."""

    SCOPES = "scopes"
    GWP_SET = "gwp_set"
    APPROACH = "approach"
    YEAR = "year"
    GASES = "gases"
    BOUNDARY_SECTORS = "boundary_sectors"


class Match(StrEnum):
    """How two cities stand in one aspect; what one of them does not state is never the same."""

    SAME = "same"
    DIFFERENT = "different"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True)
class RebasedTotal:
    """A total on another base, and the share of its tonnes that could be brought there; both arrays (n,)."""

    rebased_tco2e: Floats
    rebased_share: Floats


_SEPARATORS: Final = re.compile(r"[\s,;+/]+")
_SUBSCRIPTS: Final = str.maketrans("₂₃₄₆", "2346")
_MATCHES: Final = np.array([Match.DIFFERENT.value, Match.SAME.value, Match.NOT_STATED.value], dtype=object)
_INVENTORY_GASES: Final = (Gas.CO2, Gas.CH4, Gas.N2O)


def compare_cities(
    cities: pd.DataFrame, *, reference: Hashable | None = None, aspects: Sequence[Aspect] = tuple(Aspect)
) -> pd.DataFrame:
    """Say for each pair of cities, or for each against one, in which aspects their figures match.

    Rule: same where both state the same, different where both state something else, not stated where one or
    both state nothing; two silent cities are not the same. Sets (gases, sectors of the boundary) match
    whatever their order.

    Inputs: cities, one row each, unique index, a column per aspect (missing columns and values are not
    stated): `scopes` (`ScopeCoverage`), `gwp_set`, `approach` (`Approach`), `year`, `gases` ("CO2, CH4, N2O" or a
    collection), `boundary_sectors` (likewise); reference, a label of the index, or None for all pairs.
    Output: index (city, other), each pair once, in the order of the rows: a column per aspect with the values
    of `Match`, and `is_comparable` (bool, all the same).
    Errors: `EmissionsError` with the row for an unknown word of scopes or approach, a year that is no number, a
    city listed twice; with
    the reference as row where it is not in the index.
    Source: domain reference, pitfall 3: factor choice alone moves a total by 15 %.

    >>> cities = pd.DataFrame({"gwp_set": ["AR5", "AR6", None], "year": [2021, 2021, 2021]},
    ...                       index=["Bergamo", "Bologna", "Prato"])
    >>> pairs = compare_cities(cities, reference="Bergamo", aspects=[Aspect.GWP_SET, Aspect.YEAR])
    >>> pairs["gwp_set"].to_dict(), pairs["is_comparable"].tolist()
    ({('Bologna', 'Bergamo'): 'different', ('Prato', 'Bergamo'): 'not_stated'}, [False, False])
    """
    faulty_rows({"city is listed twice": cities.index.duplicated()}, labels=cities.index)
    one, other = _pair_up(cities.index, reference)
    columns = {aspect.value: _match(_read_aspect(cities, aspect), one, other) for aspect in aspects}
    index = pd.MultiIndex.from_arrays(
        [cities.index.take(one), cities.index.take(other)], names=["city", "other"]
    )
    pairs = pd.DataFrame(columns, index=index, dtype=object)
    pairs["is_comparable"] = (pairs == Match.SAME.value).all(axis=1).astype(bool)
    return pairs


def rebase_gwp(lines: pd.DataFrame, *, gwp_set: GwpSet, errors: ErrorMode = "raise") -> "pd.Series[Any]":
    """Weigh the gases of each inventory line again with another GWP set.

    Formula: `E = CO2 + CH4 x GWP_CH4 + N2O x GWP_N2O` (F2); the methane of an inventory takes the set's value for
    methane of unstated origin.

    Input: lines with `co2_tonnes`, `ch4_tonnes`, `n2o_tonnes`, t a year, NaN where unknown; a missing column is
    unknown for all. Output: index of lines, `tco2e` a year, NaN where one of the three is unknown: a line that
    only has CO2e cannot be rebased, and nothing is guessed.
    Errors: a negative or infinite tonnage: `EmissionsError` with the row, or NaN with `errors="mask"`.
    Source: domain reference 2.1 (cities mix sets).

    >>> lines = pd.DataFrame({"co2_tonnes": [100.0, 100.0], "ch4_tonnes": [1.0, None], "n2o_tonnes": [0.0, 0.0]})
    >>> rebase_gwp(lines, gwp_set=GwpSet.AR5).tolist()
    [128.0, nan]
    """
    tonnes = lines.reindex(columns=[gas.tonnes_column for gas in _INVENTORY_GASES])
    return pd.Series(co2e_tonnes(tonnes, gwp_set=gwp_set, errors=errors), index=lines.index, name="tco2e")


def rebase_factors(
    activities: pd.DataFrame, factors: pd.DataFrame, *, gwp_set: GwpSet, errors: ErrorMode = "raise"
) -> "pd.Series[Any]":
    """Compute each activity again with a common set of factors, so that cities differ by what they do alone.

    Formula, inputs, errors and source as in `emissions.activity.emissions_by_gas`. Output: index of activities,
    `tco2e` a year, NaN where the activity or its carrier is not known or the set has no factor for it.

    >>> common = pd.DataFrame({"carrier": ["grid electricity"], "gas": ["CO2e"], "factor": [0.285],
    ...                        "factor_unit": ["t/MWh"]})
    >>> cities = pd.DataFrame({"carrier": ["grid electricity", None], "activity": [4_090, 10],
    ...                        "activity_unit": ["GWh", "GWh"]}, index=["Milano", "Prato"])
    >>> rebase_factors(cities, common, gwp_set=GwpSet.AR5).round(6).to_dict()
    {'Milano': 1165650.0, 'Prato': nan}
    """
    return emissions_by_gas(activities, factors, gwp_set=gwp_set, errors=errors)["tco2e"]


def rebased_totals(
    *, contract: Codes, n_contracts: int, value_tco2e: Numbers, rebased_tco2e: Numbers, labels: Labels = None
) -> RebasedTotal:
    """Total rebased lines by contract, and say how much of the printed total could be rebased.

    Formula: `total = sum(rebased)` over the lines that have a value; `share = sum(value where rebased is known)
    / sum(value)`.

    Inputs (n_lines,): contract, positions below `n_contracts`; t CO2e a year, not negative, NaN with a notation
    key; the rebased values, NaN where unknown. Outputs (n_contracts,): t CO2e a year, NaN where one line could
    not be rebased or there is none; share 0-1, NaN where the values sum to nothing.
    Errors: `EmissionsError` with the row for a negative value. Source: domain reference, pitfall 3.

    >>> total = rebased_totals(contract=np.array([0, 0]), n_contracts=1, value_tco2e=[60.0, 40.0],
    ...                        rebased_tco2e=[66.0, None])
    >>> total.rebased_tco2e.tolist(), total.rebased_share.tolist()
    ([nan], [0.6])
    """
    value, rebased = to_floats(value_tco2e), to_floats(rebased_tco2e)
    faulty_rows({"value_tco2e is negative": value < 0}, labels=labels)
    counted = ~np.isnan(value)

    def total(weights: Floats) -> Floats:
        sums = np.bincount(contract[counted], weights=weights[counted], minlength=n_contracts)
        return sums.astype(np.float64)

    known, printed = total(np.where(np.isnan(rebased), 0.0, value)), total(value)
    n_counted = np.bincount(contract[counted], minlength=n_contracts)
    return RebasedTotal(
        rebased_tco2e=np.where(n_counted > 0, total(rebased), np.nan),
        rebased_share=known / np.where(printed > 0, printed, np.nan),
    )


def _pair_up(index: "pd.Index[Any]", reference: Hashable | None) -> tuple[Codes, Codes]:
    """The positions of both sides of each pair."""
    if reference is None:
        one, other = np.triu_indices(len(index), k=1)
        return one, other
    place = index.get_indexer(pd.Index([reference]))
    faulty_rows({"reference is not among the cities": place == MISSING}, labels=[reference])
    others = np.delete(np.arange(len(index)), place)
    return others, np.full(len(others), place)


def _match(stated: Codes, one: Codes, other: Codes) -> "np.ndarray[Any, np.dtype[np.object_]]":
    """The word for each pair, from what each city states as a code."""
    is_silent = (stated[one] == MISSING) | (stated[other] == MISSING)
    return np.take(_MATCHES, np.where(is_silent, 2, (stated[one] == stated[other]).astype(np.intp)))


def _read_aspect(cities: pd.DataFrame, aspect: Aspect) -> Codes:
    """What each city states in one aspect, as a code; -1 where it states nothing."""
    if aspect.value not in cities.columns:
        return np.full(len(cities), MISSING, dtype=np.intp)
    column = cities[aspect.value]
    if aspect in _WORDS:
        return to_codes(column.astype(object).mask(column == ""), _WORDS[aspect], required=False)
    if aspect is Aspect.YEAR:
        return _read_years(column)
    # The None at the end keeps an array of sets one-dimensional and of objects, whatever is in it.
    read = np.array([*map(_READERS[aspect], column), None], dtype=object)[:-1]
    return pd.factorize(read)[0].astype(np.intp)


def _read_years(column: "pd.Series[Any]") -> Codes:
    """Years as codes, -1 for nothing; a text that is no number is refused."""
    stated = column.astype(object).mask(column == "")
    years = pd.to_numeric(stated, errors="coerce")
    faulty_rows({"year is not a number": (stated.notna() & years.isna()).to_numpy()}, labels=column.index)
    return pd.factorize(years)[0].astype(np.intp)


def _read_text(value: object) -> str | None:
    """A word without regard to case, None for nothing."""
    return value.strip().upper() or None if isinstance(value, str) else None


def _read_set(value: object) -> frozenset[str] | None:
    """The words of a text or collection without regard to order and case, None for nothing."""
    if isinstance(value, str):
        value = _SEPARATORS.split(value.translate(_SUBSCRIPTS))
    if not isinstance(value, Iterable):
        return None
    return frozenset(str(word).upper() for word in value if word) or None


_Reader: TypeAlias = Callable[[object], Hashable | None]
_WORDS: Final[dict[Aspect, type[StrEnum]]] = {Aspect.SCOPES: ScopeCoverage, Aspect.APPROACH: Approach}
_READERS: Final[dict[Aspect, _Reader]] = {
    Aspect.GWP_SET: _read_text,
    Aspect.GASES: _read_set,
    Aspect.BOUNDARY_SECTORS: _read_set,
}
