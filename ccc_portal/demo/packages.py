"""Packages of measures, what is stated and what was observed of their spread."""

from typing import Any
from uuid import UUID

from ccc_portal.demo.ids import demo_id
from ccc_portal.demo.neighbourhoods import neighbourhood_id
from ccc_portal.demo.reading import Row
from ccc_portal.demo.sources import Dataset
from ccc_portal.demo.wording import ITALIAN, texts
from molecules.models import ObservedAdoption, Package, PackageParameter


def package_id(city: str, code: str) -> UUID:
    """The id of a package's row."""
    return demo_id(city, f"package:{code}")


def build_packages(data: Dataset) -> list[Package]:
    """The packages; a cost that nobody told stays unknown."""
    return [
        Package(
            id=package_id(row["city_id"], row["code"]),
            city_id=demo_id(row["city_id"], "city"),
            code=row["code"],
            names=texts(it=row["name_it"], en=row["name_en"]),
            source_language=ITALIAN,
            plain_words=texts(it=row["plain_words_it"], en=row["plain_words_en"]),
            sector=row["sector"],
            stock_figure=row["stock_figure"],
            cost_eur=row["cost_eur"],
            cost_source=row["cost_source"],
            source=row["source"],
            note=row["note"],
            is_illustrative=bool(row["is_illustrative"]),
        )
        for row in data.rows("packages")
    ]


def build_parameters(data: Dataset) -> list[PackageParameter]:
    """What is stated of the spread of each package, or fitted to what was observed."""
    return [
        PackageParameter(
            id=demo_id(row["city_id"], f"parameter:{row['package']}:{row['parameter']}"),
            package_id=package_id(row["city_id"], row["package"]),
            name=row["parameter"],
            low=row["low"],
            likely=row["likely"],
            high=row["high"],
            is_fitted=bool(row["is_fitted"]),
            source=row["source"],
            is_illustrative=bool(row["is_illustrative"]),
        )
        for row in data.rows("package_parameters")
    ]


def build_observations(data: Dataset) -> list[ObservedAdoption]:
    """Observed adoption by year, in a neighbourhood or in the whole city."""
    return [
        ObservedAdoption(
            id=demo_id(row["city_id"], f"adoption:{row['package']}:{row['nil_id'] or ''}:{row['year']}"),
            package_id=package_id(row["city_id"], row["package"]),
            neighbourhood_id=neighbourhood_id(row["city_id"], row["nil_id"]) if row["nil_id"] else None,
            year=row["year"],
            share=row["share_percent"],
            source=row["source"],
        )
        for row in data.rows("adoption")
    ]


def spread_of(row: Row | None) -> dict[str, Any]:
    """The fields of a molecule that tell what spreads from it, and from when; none where nobody said."""
    if row is None:
        return {}
    return {
        "package_id": package_id(row["city_id"], row["package"]),
        "spread_from": row["spread_from"],
        "spread_earliest": row["earliest"],
        "spread_latest": row["latest"],
        "spread_source": row["source"],
    }
