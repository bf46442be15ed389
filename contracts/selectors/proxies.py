"""Leading indicators of a city as the officers' pages and files show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils.dates import MONTHS
from django.utils.translation import get_language

from contracts.models import City, ProxyValue
from contracts.selectors.factors import format_exactly

PROXY_COLUMNS = ("kind", "year", "month", "value", "unit", "source")
"""Columns of the file that is imported, and of the one that is downloaded."""


@dataclass(frozen=True, slots=True)
class ProxyRow:
    """A figure with its period and value in words."""

    proxy: ProxyValue
    kind: str
    period: str
    value: str


def list_proxies(city: City, *, kind: str = "", year: int | None = None) -> QuerySet[ProxyValue]:
    """Figures of a city by kind, newest year first, the whole year before its months."""
    wanted = {name: value for name, value in (("kind", kind), ("year", year)) if value}
    return city.proxy_values.filter(**wanted).order_by("kind", "-year", F("month").asc(nulls_first=True))


def show_proxy(proxy: ProxyValue) -> ProxyRow:
    """A figure in words."""
    return ProxyRow(
        proxy, proxy.get_kind_display(), write_period(proxy.year, proxy.month), format_exactly(proxy.value)
    )


def write_period(year: int, month: int | None) -> str:
    """A year, or a month of it by name; Italian writes months small."""
    if month is None:
        return str(year)
    name = str(MONTHS[month])
    return f"{name.lower() if get_language() == 'it' else name} {year}"


def proxy_cells(proxies: QuerySet[ProxyValue]) -> Iterator[tuple[Any, ...]]:
    """Cells of the downloaded file, one row a figure."""
    return proxies.values_list(*PROXY_COLUMNS).iterator()
