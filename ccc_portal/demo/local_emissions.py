"""What molecules and neighbourhoods emit: measured there, or apportioned from the city; and what molecules aim at."""

from decimal import Decimal

from ccc_portal.demo.ids import demo_id
from ccc_portal.demo.molecules import molecule_id
from ccc_portal.demo.neighbourhoods import neighbourhood_id
from ccc_portal.demo.reading import Row
from ccc_portal.demo.sources import Dataset
from ccc_portal.demo.wording import cite
from molecules.enums import EmissionBasis, StockFigure
from molecules.models import LocalEmission, MoleculeTarget

APPORTIONED_NOTE = (
    "Inventario della città ripartito per residenti (stime 2023), non misurato qui: sbagliato dove vivono in pochi "
    "e lavorano in molti."
)
EXACT = Decimal("0.0001")


def build_molecule_emissions(data: Dataset) -> list[LocalEmission]:
    """Emissions of molecules; where none are told, the city's own shared out by residents and marked as such."""
    told = [_build_emission(row) for row in data.rows("local_emissions") if row["molecule_id"]]
    return told or _apportion(data)


def build_neighbourhood_emissions(data: Dataset) -> list[LocalEmission]:
    """Emissions of neighbourhoods, where they are told."""
    return [_build_emission(row) for row in data.rows("local_emissions") if row["nil_id"]]


def build_targets(data: Dataset) -> list[MoleculeTarget]:
    """What molecules want to emit in a year."""
    return [
        MoleculeTarget(
            id=demo_id(row["city_id"], f"molecule-target:{row['molecule_id']}:{row['year']}"),
            molecule_id=molecule_id(row["city_id"], row["molecule_id"]),
            year=row["year"],
            emissions_tco2e=row["emissions_tco2e"],
            source=row["source"],
        )
        for row in data.rows("molecule_targets")
    ]


def _build_emission(row: Row) -> LocalEmission:
    city, area = row["city_id"], row["molecule_id"] or row["nil_id"]
    return LocalEmission(
        id=demo_id(city, f"local-emission:{area}:{row['year']}:{row['sector']}"),
        molecule_id=molecule_id(city, row["molecule_id"]) if row["molecule_id"] else None,
        neighbourhood_id=neighbourhood_id(city, row["nil_id"]) if row["nil_id"] else None,
        year=row["year"],
        sector=row["sector"],
        emissions_tco2e=row["emissions_tco2e"],
        basis=row["basis"],
        key=row["key"],
        source=row["source"],
    )


def _apportion(data: Dataset) -> list[LocalEmission]:
    """The newest inventory by sector of the molecules' city, by the residents of all its neighbourhoods."""
    city = data.source.molecules_city
    sectors = [row for row in data.rows("baseline") if row["city_id"] == city and row["total_tco2e"]]
    everyone = sum(one["properties"]["pop_2023_est"] for one in data.neighbourhoods)
    return [
        LocalEmission(
            id=demo_id(city, f"local-emission:{known['molecule_id']}:{row['year']}:{row['sector']}"),
            molecule_id=molecule_id(city, known["molecule_id"]),
            year=row["year"],
            sector=row["sector"],
            emissions_tco2e=(row["total_tco2e"] * known["pop_2023_est"] / everyone).quantize(EXACT),
            basis=EmissionBasis.APPORTIONED,
            key=StockFigure.RESIDENTS,
            source=cite(row),
            note=APPORTIONED_NOTE,
        )
        for known in (feature["properties"] for feature in data.molecules)
        for row in sectors
    ]
