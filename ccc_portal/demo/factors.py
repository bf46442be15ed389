"""Emission factors, and the tonnes that an activity makes with one of them."""

from decimal import Decimal
from uuid import UUID

from ccc_portal.demo.ids import demo_id
from ccc_portal.demo.reading import Row
from ccc_portal.demo.sources import Dataset
from contracts.models import EmissionFactor

TOLD_APART = ("carrier", "region", "year", "unit", "gas", "publisher", "edition")
STORED = Decimal("0.0001")
"""Tonnes are stored to a tenth of a kilogram."""


def build_factors(data: Dataset) -> list[EmissionFactor]:
    """Emission factors with publisher and edition; one without a city holds everywhere."""
    copied = (*TOLD_APART, "value", "method", "is_verified", "source", "note")
    return [
        EmissionFactor(
            id=factor_id(row),
            city_id=demo_id(row["city_id"], "city") if row["city_id"] else None,
            **{name: row[name] for name in copied},
        )
        for row in data.rows("factors")
    ]


def factor_id(row: Row) -> UUID:
    """The id of a factor's row."""
    return demo_id(row["city_id"], "factor:" + ":".join(str(row[name]) for name in TOLD_APART))


def factors_by_code(data: Dataset) -> dict[str, Row]:
    """The factors that lines and reports name by a short code."""
    return {row["code"]: row for row in data.rows("factors") if row.get("code")}


def to_tonnes(quantity: Decimal, factor: Row) -> Decimal:
    """A quantity in the factor's unit times the factor (t CO2e), as it is stored."""
    return (quantity * factor["value"]).quantize(STORED)
