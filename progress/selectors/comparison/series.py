"""The series of inventories that cities are compared by, each with what it counts; six queries, however many cities."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, Sum

from contracts.enums import Flow, InventoryState
from contracts.models import (
    City,
    CityPopulation,
    Contract,
    ContractVersion,
    Inventory,
    InventoryLine,
    InventorySeries,
)

LEAST_SECTORS = 2
"""An inventory that publishes fewer sectors than this does not say which ones it counts."""

Total = tuple[int, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedYear:
    """One inventory of a series: its year and total (t CO2e), and what it counts; empty where it does not say."""

    inventory: UUID
    year: int
    total_tco2e: float
    gases: str
    gwp_set: str
    sectors: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitySeries:
    """A city by one series of its inventories; `years` are its inventories in order, never of two series.

    `base_tco2e` is the series' own value of the baseline year, None where it has none. `target_share` is what the
    contract promises to emit in the target year, as a share of its baseline.
    """

    slug: str
    city: str
    title: str
    is_training: bool
    is_baseline_series: bool
    scopes: str
    approach: str
    years: tuple[CountedYear, ...]
    base_year: int | None
    base_tco2e: float | None
    target_year: int
    target_share: float | None
    residents: Mapping[int, int]
    rebased_to: str = ""

    @property
    def newest(self) -> CountedYear | None:
        """The newest inventory."""
        return self.years[-1] if self.years else None

    @property
    def totals(self) -> tuple[Total, ...]:
        """Years with their tonnes; the baseline itself stands in for its year where there is no inventory of it."""
        known = {each.year: each.total_tco2e for each in self.years}
        if self.base_year is not None and self.base_tco2e is not None:
            known.setdefault(self.base_year, self.base_tco2e)
        return tuple(sorted(known.items()))

    @property
    def sectors(self) -> frozenset[str]:
        """The sectors of the newest inventory that publishes them."""
        stated = [each.sectors for each in self.years if len(each.sectors) >= LEAST_SECTORS]
        return stated[-1] if stated else frozenset()


def read_city_series(user: Any, *, longest: bool) -> list[CitySeries]:
    """The series that each city is compared by: that of its baseline.

    With `longest`, a city whose baseline series has but one inventory is told by its longest series that has the
    baseline's year: enough to say where it moves, not to say at which level.
    """
    contracts = (
        Contract.objects.visible_to(user)
        .select_related("city")
        .prefetch_related(Prefetch("versions", ContractVersion.objects.filter(is_current=True)))
    )
    found = [(contract.city, version) for contract in contracts for version in contract.versions.all()]
    cities = [city.pk for city, _version in found]
    inventories, residents = _read_inventories(cities), _read_residents(cities)
    by_city: dict[UUID, list[InventorySeries]] = defaultdict(list)
    for series in InventorySeries.objects.filter(city__in=cities).order_by("code"):
        by_city[series.city_id].append(series)
    rows = [
        _choose(city, version, by_city[city.pk], inventories, residents[city.pk], longest=longest)
        for city, version in found
    ]
    return sorted(rows, key=lambda row: row.city)


def _choose(
    city: City,
    version: ContractVersion,
    series: Sequence[InventorySeries],
    inventories: Mapping[UUID, tuple[CountedYear, ...]],
    residents: Mapping[int, int],
    *,
    longest: bool,
) -> CitySeries:
    own = next((each for each in series if each.pk == version.baseline_series_id), None)
    years = inventories.get(own.pk, ()) if own else ()
    row = CitySeries(
        slug=city.slug,
        city=str(city),
        title=str(own or ""),
        is_training=city.is_training,
        is_baseline_series=True,
        scopes=own.scopes if own else "",
        approach=own.approach if own else "",
        years=years,
        base_year=version.baseline_year,
        base_tco2e=_float(version.baseline_tco2e),
        target_year=version.target_year,
        target_share=_target_share(version),
        residents=residents,
    )
    if not longest or len(row.totals) > 1:
        return row
    others = [(inventories.get(each.pk, ()), each) for each in series]
    fit = [pair for pair in others if len(pair[0]) > 1 and _total_of(pair[0], row.base_year) is not None]
    if not fit:
        return row
    years, other = max(fit, key=lambda pair: len(pair[0]))
    return replace(
        row,
        title=str(other),
        is_baseline_series=False,
        scopes=other.scopes,
        approach=other.approach,
        years=years,
        base_tco2e=_total_of(years, row.base_year),
    )


def _read_inventories(cities: Iterable[UUID]) -> dict[UUID, tuple[CountedYear, ...]]:
    """The published inventories by series; a total that is not reported is that of its lines (F9)."""
    rows = Inventory.objects.filter(
        series__city__in=cities, state=InventoryState.PUBLISHED, is_plottable=True
    ).order_by("year")
    counted = Q(counts_toward_total=True, in_target_boundary=True, inventory__in=rows)
    sectors: dict[UUID, set[str]] = defaultdict(set)
    net: dict[UUID, float] = defaultdict(float)
    lines = InventoryLine.objects.filter(counted).order_by().values_list("inventory", "sector", "flow")
    for inventory, sector, flow, tonnes in lines.annotate(Sum("value_tco2e")):
        if tonnes is not None and flow == Flow.SOURCE:
            sectors[inventory].add(sector)
        net[inventory] += float(tonnes or 0) * (1 if flow == Flow.SOURCE else -1)
    found: dict[UUID, list[CountedYear]] = defaultdict(list)
    for row in rows:
        total = _float(row.reported_total_tco2e)
        total = net.get(row.pk) if total is None else total
        if total is not None:
            found[row.series_id].append(
                CountedYear(
                    inventory=row.pk,
                    year=row.year,
                    total_tco2e=total,
                    gases=row.gases,
                    gwp_set=row.gwp_set,
                    sectors=frozenset(sectors[row.pk]),
                )
            )
    return {series: tuple(years) for series, years in found.items()}


def _read_residents(cities: Iterable[UUID]) -> dict[UUID, dict[int, int]]:
    found: dict[UUID, dict[int, int]] = defaultdict(dict)
    rows = CityPopulation.objects.filter(city__in=cities).exclude(year=None)
    for city, year, residents in rows.values_list("city", "year", "residents"):
        found[city][int(year or 0)] = residents
    return found


def _total_of(years: Sequence[CountedYear], year: int | None) -> float | None:
    return next((each.total_tco2e for each in years if each.year == year), None)


def _target_share(version: ContractVersion) -> float | None:
    baseline, residual = version.baseline_tco2e, version.residual_tco2e
    if residual is None and baseline is not None and version.target_reduction_tco2e is not None:
        residual = baseline - version.target_reduction_tco2e
    return float(residual / baseline) if residual is not None and baseline else None


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
