"""Urban nuclei and the actions that happen in them."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ccc_portal.demo.actions import action_id
from ccc_portal.demo.ids import demo_id
from ccc_portal.demo.neighbourhoods import stock_of
from ccc_portal.demo.packages import spread_of
from ccc_portal.demo.reading import Row
from ccc_portal.demo.sources import Dataset
from ccc_portal.demo.wording import ITALIAN, texts
from core.validators import normalise_code
from molecules.enums import MoleculeKind
from molecules.models import Intervention, Molecule

RESIDENTS_NOTE = "2023, stima per area dalle sezioni di censimento (vedi demo/README.md)"
DWELLINGS_NOTE = "Il numero delle famiglie del suo quartiere (stima 2023) sta per quello delle abitazioni."
"""Notes belong to the city, which writes Italian; pages in other languages mark them as such."""

PUBLISHED = datetime(2026, 1, 1, tzinfo=UTC)
"""The molecules of the demonstration are public from the beginning."""


def build_molecules(data: Dataset) -> list[Molecule]:
    """The molecules; figures that were constructed stand in the fields called illustrative."""
    figures = {row["molecule_id"]: row for row in data.rows("molecule_figures")}
    starts = {row["molecule_id"]: row for row in data.rows("spread_starts")}
    around = {feature["properties"]["nil_id"]: feature["properties"] for feature in data.neighbourhoods}
    return [
        _build_molecule(
            data.source.molecules_city,
            known := feature["properties"],
            feature["geometry"],
            figures=figures.get(known["molecule_id"]),
            whole_of=around.get(known.get("nil_id")),
            start=starts.get(known["molecule_id"]),
        )
        for feature in data.molecules
    ]


def molecule_id(city: str, code: str) -> UUID:
    """The id of a molecule's row."""
    return demo_id(city, f"molecule:{code}")


def _build_molecule(
    city: str,
    known: dict[str, Any],
    polygon: dict[str, Any],
    *,
    figures: dict[str, Any] | None,
    whole_of: dict[str, Any] | None,
    start: Row | None,
) -> Molecule:
    """`whole_of`: the neighbourhood that the polygon was taken from; then its stock figures are the molecule's."""
    stock = stock_of(known | (whole_of or {}))
    return Molecule(
        id=molecule_id(city, known["molecule_id"]),
        city_id=demo_id(city, "city"),
        code=known["molecule_id"],
        names=texts(it=known["name"], en=known.get("name_en", "")),
        kind=MoleculeKind.MOLECULE,
        source_language=ITALIAN,
        polygon=polygon,
        has_official_polygon=known["official_polygon"],
        basis=known["basis"],
        area_km2=Decimal(str(known["area_km2"])) if known["area_km2"] is not None else None,
        **stock,
        **spread_of(start),
        published_at=PUBLISHED,
        residents_note=known.get("pop_note", RESIDENTS_NOTE) if stock["residents"] is not None else "",
        illustrative_baseline_tco2e=figures["baseline_2021_tco2e"] if figures else None,
        illustrative_target_tco2e=figures["target_2030_tco2e"] if figures else None,
        illustrative_method=figures["method"] if figures else "",
        source=known["source"],
        note=_note(known, is_whole_neighbourhood=whole_of is not None),
    )


def build_interventions(data: Dataset) -> list[Intervention]:
    """Which action happens in which molecule, with its place where one was set by hand."""
    city = data.source.molecules_city
    places = {normalise_code(site["properties"].get("action_id", "")): site for site in data.sites}
    return [
        Intervention(
            id=demo_id(city, f"intervention:{feature['properties']['molecule_id']}:{code}"),
            molecule_id=molecule_id(city, feature["properties"]["molecule_id"]),
            action_id=action_id(city, code),
            **_position(places.get(normalise_code(code))),
        )
        for feature in data.molecules
        for code in feature["properties"]["mol_actions"]
    ]


def _position(site: dict[str, Any] | None) -> dict[str, Any]:
    if site is None:
        return {}
    longitude, latitude = site["geometry"]["coordinates"]
    return {"longitude": longitude, "latitude": latitude, "position_note": site["properties"]["position"]}


def _note(known: dict[str, Any], *, is_whole_neighbourhood: bool) -> str:
    dwellings = DWELLINGS_NOTE if is_whole_neighbourhood else ""
    parts = (known["basis_text"], known["reduction_note"], _areas(known), dwellings)
    return "\n".join(part for part in parts if part)


def _areas(known: dict[str, Any]) -> str:
    """The names of the areas in the city's Expression of Interest."""
    areas = known["eoi_target_areas"]
    return f"Manifestazione di interesse: {', '.join(areas)}." if areas else ""
