"""What a city emits, from its newest published inventory, for sharing out to neighbourhoods."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

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


def _newest_inventory(city: City) -> Inventory | None:
    series = (
        ContractVersion.objects.filter(contract__city=city, is_current=True)
        .values_list("baseline_series", flat=True)
        .first()
    )
    published = Inventory.objects.filter(series__city=city, state=InventoryState.PUBLISHED)
    newest = published.select_related("series").order_by("-year", "series__code")
    return (newest.filter(series=series).first() if series else None) or newest.first()


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
