"""The neighbourhoods that a city is cut into, with the stock figures that were found for them."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from ccc_portal.demo.ids import demo_id
from ccc_portal.demo.sources import Dataset
from ccc_portal.demo.wording import texts
from molecules.models import Neighbourhood

FAMILIES_NOTE = (
    "Residenti e famiglie del 2023 sono stime per area dalle sezioni di censimento (vedi demo/README.md), deboli dove "
    "vivono in pochi. Il numero delle famiglie sta per quello delle abitazioni: quelle in cui non vive nessuno non ci "
    "sono. Superficie di piano e posti di lavoro non sono stati trovati."
)
SPELLINGS = (("Q.Re", "Q.re"), ("Citta'", "Città"), ("Qt 8", "QT 8"), ("Pta Romana", "Porta Romana"))
"""Words of the names that the source writes without accents, in capitals or cut short."""


def build_neighbourhoods(data: Dataset) -> list[Neighbourhood]:
    """The neighbourhoods of the city whose molecules are told; what was not found stays unknown."""
    city = data.source.molecules_city
    return [_build_neighbourhood(city, feature) for feature in data.neighbourhoods]


def neighbourhood_id(city: str, number: int) -> UUID:
    """The id of a neighbourhood's row, by its number in the source."""
    return demo_id(city, f"neighbourhood:{number}")


def stock_of(known: dict[str, Any]) -> dict[str, int | None]:
    """The stock figures of an area as its properties tell them; families stand for dwellings that are not told."""
    return {
        "residents": known.get("pop_2023_est"),
        "dwellings": known.get("dwellings", known.get("families_2023_est")),
        "floor_area_m2": known.get("floor_area_m2"),
        "jobs": known.get("jobs"),
    }


def _build_neighbourhood(city: str, feature: dict[str, Any]) -> Neighbourhood:
    known = feature["properties"]
    return Neighbourhood(
        id=neighbourhood_id(city, known["nil_id"]),
        city_id=demo_id(city, "city"),
        code=f"nil-{known['nil_id']:02}",
        names=texts(it=_spell(known["name"])),
        source_language="it",
        polygon=feature["geometry"],
        area_km2=Decimal(str(known["area_km2"])),
        source="; ".join(known[part] for part in ("source", "license") if known.get(part)),
        note=known.get("note", "") if "dwellings" in known else FAMILIES_NOTE,
        **stock_of(known),
    )


def _spell(name: str) -> str:
    for printed, better in SPELLINGS:
        name = name.replace(printed, better)
    return name
