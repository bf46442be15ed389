"""Admin of inventories and their series."""

from typing import Any

from django.contrib import admin

from contracts.admin.base import CityPartAdmin
from contracts.models import Contract, Inventory, InventoryLine, InventorySeries
from contracts.signals import inventory_published
from core.models import User


@admin.register(InventorySeries)
class InventorySeriesAdmin(CityPartAdmin):
    """Series of comparable inventories."""

    list_display = ["__str__", "city", "method"]
    list_filter = ["city"]
    list_select_related = ["city"]
    search_fields = ["code", "title"]
    autocomplete_fields = ["city"]


class LineInline(admin.TabularInline):
    """Lines of an inventory."""

    model = InventoryLine
    extra = 0
    fields = (
        "sector",
        "label",
        "scope",
        "flow",
        "value_tco2e",
        "notation_key",
        "counts_toward_total",
        "in_target_boundary",
    )


@admin.register(Inventory)
class InventoryAdmin(CityPartAdmin):
    """Inventories."""

    city_path = "series.city"
    list_display = ["series", "year", "state", "reported_total_tco2e", "quality"]
    list_filter = ["state", "quality", "series__city"]
    list_select_related = ["series"]
    search_fields = ["series__code", "series__title", "year"]
    autocomplete_fields = ["series"]
    inlines = [LineInline]

    def send(self, row: Any, contract: Contract, by: User) -> None:
        """An inventory has a signal of its own."""
        inventory_published.send(type(row), city_id=row.series.city_id, inventory_id=row.pk, by=by)
