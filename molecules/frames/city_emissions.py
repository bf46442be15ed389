"""What a city emits, from its newest published inventory, for sharing out to neighbourhoods."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd
from django.db.models import Case, QuerySet, Value, When

from contracts.enums import InventoryState
from contracts.models import City, ContractVersion, Inventory
from emissions.inventory import sector_totals

LINE_COLUMNS = (
    "sector", "scope", "flow", "value_tco2e", "notation_key", "counts_toward_total", "in_target_boundary",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CityEmissions:
    """Emissions of a year, t CO2e, of the sectors named; of all of them where `sectors` is empty."""

    inventory: Inventory
    emissions_tco2e: float
    sectors: tuple[str, ...]


def read_city_emissions(city: City, *, sectors: Collection[str]) -> CityEmissions | None:
    """The newest published inventory, of the baseline's series where it has one; None where nothing can be told.

    By sector where every sector asked for has a known total of its own, else the total of the city.
    """
    inventory = _newest_inventory(city)
    if inventory is None:
        return None
    by_sector = _sum_sectors(inventory)
    wanted = tuple(sorted(sectors))
    if wanted and all(by_sector.get(sector) for sector in wanted):
        return CityEmissions(inventory, sum(by_sector[sector] for sector in wanted), wanted)
    if inventory.reported_total_tco2e is not None:
        return CityEmissions(inventory, float(inventory.reported_total_tco2e), ())
    return CityEmissions(inventory, sum(by_sector.values()), ()) if by_sector else None


@dataclass(frozen=True, slots=True)
class SectorEmissions:
    """What the sectors of a city emitted in the year of an inventory, t CO2e, sinks left out."""

    inventory: Inventory
    by_sector: dict[str, float]


def read_sector_emissions(city: City) -> SectorEmissions | None:
    """The newest published inventory that tells sectors, of the baseline's series where one does; None without any."""
    for inventory in _published_inventories(city).filter(lines__isnull=False).distinct():
        by_sector = {sector: value for sector, value in _sum_sectors(inventory).items() if value > 0}
        if by_sector:
            return SectorEmissions(inventory, by_sector)
    return None


def _newest_inventory(city: City) -> Inventory | None:
    return _published_inventories(city).first()


def _published_inventories(city: City) -> QuerySet[Inventory]:
    """Those of the baseline's series first, then the newest first."""
    series = (
        ContractVersion.objects.filter(contract__city=city, is_current=True)
        .values_list("baseline_series", flat=True)
        .first()
    )
    published = Inventory.objects.filter(series__city=city, state=InventoryState.PUBLISHED)
    is_own = Case(When(series=series, then=0), default=1) if series else Value(0)
    rows = published.select_related("series").annotate(is_other_series=is_own)
    return rows.order_by("is_other_series", "-year", "series__code")


def _sum_sectors(inventory: Inventory) -> dict[str, float]:
    """What each sector emits (sinks left out), without those whose total is not known."""
    rows = list(inventory.lines.values(*LINE_COLUMNS))
    if not rows:
        return {}
    lines = pd.DataFrame(rows, columns=list(LINE_COLUMNS)).assign(inventory="city")
    lines["notation_key"] = lines["notation_key"].replace("", None)
    lines["value_tco2e"] = lines["value_tco2e"].astype("float64")
    totals = sector_totals(lines)["gross_tco2e"]
    known = totals.dropna().droplevel("inventory")
    return {str(sector): float(value) for sector, value in known.items()}
