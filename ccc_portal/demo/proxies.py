"""Yearly and monthly figures that are known before the next inventory."""

from ccc_portal.demo.ids import demo_id
from ccc_portal.demo.sources import Dataset
from contracts.models import ProxyValue


def build_proxies(data: Dataset) -> list[ProxyValue]:
    """What was sold, driven, heated and collected; a row without a month is the figure of the whole year."""
    return [
        ProxyValue(
            id=demo_id(row["city_id"], f"proxy:{row['kind']}:{row['year']}:{row['month'] or 'year'}"),
            city_id=demo_id(row["city_id"], "city"),
            **{name: row[name] for name in ("kind", "year", "month", "value", "unit", "source", "note")},
        )
        for row in data.rows("proxies")
    ]
