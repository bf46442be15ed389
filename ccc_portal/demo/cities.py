"""Mission cities and their residents."""

from typing import Any

from ccc_portal.demo.ids import demo_id
from ccc_portal.demo.reading import Row
from ccc_portal.demo.sources import Dataset
from ccc_portal.demo.wording import ENGLISH, texts
from contracts.enums import MissionGroup
from contracts.models import City, CityPopulation

CENSUS_COLUMNS = {2022: "population_2022_01_01", 2023: "population_2023_01_01"}


def build_cities(data: Dataset) -> list[City]:
    """All cities of the Mission; those with a contract get identifiers, area and boundary too."""
    context = {row["city_id"]: row for row in data.rows("context")}
    return [_build_city(data, row, context.get(row["city_id"])) for row in data.rows("cities")]


def _build_city(data: Dataset, row: Row, context: Row | None) -> City:
    slug = row["city_id"]
    is_italian = row["country_code"] == "IT"
    return City(
        id=demo_id(slug, "city"),
        slug=slug,
        names=texts(
            en=row["name_en"],
            it=row["name_local"] if is_italian else "",
            other="" if is_italian or row["name_local"] == row["name_en"] else row["name_local"],
        ),
        source_language=ENGLISH,
        country_code=row["country_code"],
        mission_group=row["group"],
        longitude=float(row["lon"]),
        latitude=float(row["lat"]),
        label_date=row["label_announced"],
        source=row["label_source"],
        note=row["notes"],
        is_training=row["group"] == MissionGroup.TRAINING,
        identifiers=_identifiers(row, context or {}),
        area_km2=context["area_km2"] if context else None,
        boundary=data.boundaries.get(slug),
    )


def _identifiers(row: Row, context: dict[str, Any]) -> list[dict[str, str]]:
    known = {
        "geonames": row["geonameid"],
        "istat": context.get("istat_code", ""),
        "cadastral": context.get("cadastral_code", ""),
    }
    return [{"scheme": scheme, "value": value} for scheme, value in known.items() if value]


def build_populations(data: Dataset) -> list[CityPopulation]:
    """Residents on 1 January where the census office says so; else the undated figure of the list of cities."""
    counted = {
        (row["city_id"], year): row[column]
        for row in data.rows("context")
        for year, column in CENSUS_COLUMNS.items()
        if row[column] is not None
    }
    sources = {row["city_id"]: row["population_source"] for row in data.rows("cities")}
    dated = [_population(city, year, residents, "ISTAT") for (city, year), residents in counted.items()]
    with_census = {city for city, _year in counted}
    undated = [
        _population(row["city_id"], None, row["population"], sources[row["city_id"]])
        for row in data.rows("cities")
        if row["city_id"] not in with_census and row["population"] is not None
    ]
    return dated + undated


def _population(city: str, year: int | None, residents: int, source: str) -> CityPopulation:
    return CityPopulation(
        id=demo_id(city, f"population:{year or 'undated'}"),
        city_id=demo_id(city, "city"),
        year=year,
        residents=residents,
        source=source,
    )
