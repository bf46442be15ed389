"""Inventories, the emissions gap and factors."""

from ccc_portal.demo.converters import choice, number, required, text, year, yes_no
from ccc_portal.demo.reading import Table
from ccc_portal.demo.tables.cells import GAP_SECTOR, NAME, NOTE, POSITIVE, SECTOR, SLUG, SOURCE
from contracts.enums import InventoryQuality, Sector

EMISSION_TABLES: dict[str, Table] = {
    "baseline": Table(
        "italy_cities_baseline_by_sector.csv",
        {
            "city_id": SLUG,
            "year": required(year),
            "sector": SECTOR,
            "scope1_tco2e": number(),
            "scope2_tco2e": number(),
            "scope3_tco2e": number(),
            "total_tco2e": number(),
            "source": SOURCE,
            "source_locator": text(),
            "note": NOTE,
        },
        key=("city_id", "year", "sector"),
    ),
    "subsectors": Table(
        "italy_cities_subsectors.csv",
        {
            "city_id": SLUG,
            "year": required(year),
            "sector": SECTOR,
            "subsector": required(text(120)),
            "tco2e": required(number()),
            "source": SOURCE,
            "source_locator": text(),
        },
        key=("city_id", "year", "sector", "subsector"),
    ),
    "gap": Table(
        "italy_cities_gap_by_sector.csv",
        {
            "city_id": SLUG,
            "sector": GAP_SECTOR,
            "baseline_tco2e": number(),
            "reduction_target_2030_tco2e": number(),
            "reduction_by_existing_plans_tco2e": number(),
            "emissions_gap_tco2e": number(),
            "reduction_by_ccc_portfolio_tco2e": number(),
            "residual_2030_tco2e": number(),
            "source": SOURCE,
            "source_locator": text(),
            "note": NOTE,
        },
        key=("city_id", "sector"),
    ),
    "series": Table(
        "emissions_series.csv",
        {
            "city_id": SLUG,
            "year": required(year),
            "total_tco2e": required(POSITIVE),
            "scope1": number(),
            "scope2": number(),
            "scope3": number(),
            "series_id": required(text(50)),
            "gases": text(60),
            "quality": choice(InventoryQuality),
            "chart": yes_no,
            "source": SOURCE,
            "note": NOTE,
        },
        key=("series_id", "year"),
    ),
    "series_by_sector": Table(
        "emissions_series_by_sector.csv",
        {
            "city_id": SLUG,
            "year": required(year),
            "sector": choice([*Sector, "private_buildings"]),
            "tco2e": required(number()),
            "source": SOURCE,
            "note": NOTE,
        },
        key=("city_id", "year", "sector"),
    ),
    "existing_plans": Table(
        "existing_plans.csv",
        {
            "city_id": SLUG,
            "code": required(text(30)),
            "title_it": NAME,
            "title_en": NAME,
            "approved_year": year,
            "sector": SECTOR,
            "reduction_tco2e": POSITIVE,
            "source": SOURCE,
            "note": NOTE,
        },
        key=("city_id", "code", "sector"),
    ),
    "factors": Table(
        "emission_factors.csv",
        {
            "city_id": text(60),
            "carrier": required(text(80)),
            "region": text(40),
            "year": year,
            "value": required(POSITIVE),
            "unit": required(text(30)),
            "gas": required(text(10)),
            "method": text(30),
            "publisher": text(120),
            "edition": text(120),
            "is_verified": yes_no,
            "source": SOURCE,
            "note": NOTE,
        },
        key=("carrier", "region", "year", "unit", "gas", "publisher", "edition"),
    ),
}
