"""Django's admin of molecules, for platform staff."""

from typing import Any

from django.contrib import admin

from contracts.admin.base import CityPartAdmin
from contracts.models import Contract
from core.models import User
from molecules.models import Intervention, Molecule
from molecules.signals import molecule_changed


class InterventionInline(admin.TabularInline):
    """Actions that happen in the molecule."""

    model = Intervention
    extra = 0
    autocomplete_fields = ["action"]


@admin.register(Molecule)
class MoleculeAdmin(CityPartAdmin):
    """Molecules."""

    list_display = ["__str__", "city", "kind", "has_official_polygon", "residents"]
    list_filter = ["kind", "has_official_polygon", "city"]
    list_select_related = ["city"]
    search_fields = ["code", "names"]
    autocomplete_fields = ["city"]
    inlines = [InterventionInline]

    def send(self, row: Any, contract: Contract, by: User) -> None:
        """A molecule has a signal of its own."""
        molecule_changed.send(type(row), city_id=row.city_id, molecule_id=row.pk, by=by)
