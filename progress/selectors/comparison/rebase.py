"""Bringing inventories to a common base: other weights of the gases, or common emission factors."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import numpy as np
import pandas as pd
from django.db.models import F, FloatField
from django.db.models.functions import Cast

from contracts.enums import Flow
from contracts.models import EmissionFactor, InventoryLine
from emissions.comparability import rebase_factors, rebase_gwp, rebased_totals
from emissions.gases import GwpSet
from progress.selectors.comparison.guard import COMMON_FACTORS
from progress.selectors.comparison.series import CitySeries

BASES = (*(one.value for one in GwpSet), COMMON_FACTORS)
COMMON_UNIT = "t/MWh"
NUMBERS = ("value_tco2e", "co2_tonnes", "ch4_tonnes", "n2o_tonnes", "activity")
LINE_COLUMNS = ("inventory", "activity_unit", "carrier", *NUMBERS)


@dataclass(frozen=True, slots=True)
class Rebased:
    """A series on the common base; `share` of its newest total could be brought there, None where nothing is known.

    Where that is not all of it, or the baseline's year could not be brought along, the series is as published.
    """

    series: CitySeries
    share: float | None
    is_there: bool


def rebase_series(rows: Sequence[CitySeries], base: str) -> list[Rebased]:
    """Bring the inventories of cities to a base of `BASES`; one query, two for the common factors.

    A series that counts in the wanted weights already stays as it is published. Common factors are the portal's
    general factors of combustion (t/MWh); lines without an activity in them keep their tonnes of each gas, weighed
    by AR5.
    """
    wanted = [row for row in rows if not _is_there(row, base)]
    places = {
        each.inventory: place for place, each in enumerate(each for row in wanted for each in row.years)
    }
    lines = _read_lines(list(places))
    if base == COMMON_FACTORS:
        values = _by_common_factors(lines)
    else:
        values = rebase_gwp(lines, gwp_set=GwpSet(base), errors="mask").to_numpy()
    totals = rebased_totals(
        contract=np.array([places[key] for key in lines["inventory"]], dtype=np.intp),
        n_contracts=len(places),
        value_tco2e=lines["value_tco2e"],
        rebased_tco2e=values,
    )
    total = dict(zip(places, totals.rebased_tco2e.tolist(), strict=True))
    share = dict(zip(places, totals.rebased_share.tolist(), strict=True))
    return [_rebased(row, base, total, share) for row in rows]


def _is_there(row: CitySeries, base: str) -> bool:
    return base != COMMON_FACTORS and all(each.gwp_set == base for each in row.years) and bool(row.years)


def _rebased(row: CitySeries, base: str, total: dict[UUID, float], share: dict[UUID, float]) -> Rebased:
    if _is_there(row, base):
        return Rebased(row, 1.0, is_there=True)
    newest = row.newest
    known = None if newest is None or np.isnan(share[newest.inventory]) else share[newest.inventory]
    years = tuple(
        replace(each, total_tco2e=total[each.inventory])
        for each in row.years
        if not np.isnan(total[each.inventory])
    )
    base_tco2e = next((each.total_tco2e for each in years if each.year == row.base_year), None)
    if base_tco2e is None or newest is None or years[-1].year != newest.year:
        return Rebased(row, known, is_there=False)
    moved = replace(row, years=years, base_tco2e=base_tco2e, rebased_to=base)
    return Rebased(moved, 1.0, is_there=True)


def _read_lines(inventories: Sequence[UUID]) -> pd.DataFrame:
    """The lines that make up the totals of these inventories; sinks have no gases to weigh and stay out."""
    rows = InventoryLine.objects.filter(
        inventory__in=inventories, flow=Flow.SOURCE, counts_toward_total=True, in_target_boundary=True
    ).order_by("inventory", "id")
    numbers: list[Any] = [Cast(name, FloatField()) for name in NUMBERS]
    found = rows.values_list("inventory", "activity_unit", F("factor__carrier"), *numbers)
    frame = pd.DataFrame(list(found), columns=LINE_COLUMNS)
    return frame.astype(dict.fromkeys(NUMBERS, float))


def _by_common_factors(lines: pd.DataFrame) -> np.ndarray[Any, Any]:
    common = rebase_factors(lines, _read_common_factors(), gwp_set=GwpSet.AR5, errors="mask")
    as_published = rebase_gwp(lines, gwp_set=GwpSet.AR5, errors="mask")
    return common.fillna(as_published).to_numpy()


def _read_common_factors() -> pd.DataFrame:
    """One verified general factor of combustion a carrier, the newest; CO2 alone counts before a sum of gases."""
    rows = EmissionFactor.objects.filter(
        city=None, is_verified=True, unit=COMMON_UNIT, method__iexact="ipcc", gas__in=["CO2", "CO2e"]
    )
    frame = pd.DataFrame(
        list(
            rows.order_by("carrier", "gas", F("year").desc(nulls_last=True), "-value").values_list(
                "carrier", "gas", "value", "unit"
            )
        ),
        columns=["carrier", "gas", "factor", "factor_unit"],
    )
    return frame.drop_duplicates("carrier").astype({"factor": float})
