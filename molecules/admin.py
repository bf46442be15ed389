"""Django's admin of molecules, for platform staff."""

from typing import Any

from django.contrib import admin

from contracts.admin.base import CityPartAdmin
from contracts.models import Contract
from core.admin import ReadOnlyAdmin
from core.models import User
from molecules.models import (
    InstrumentScenario,
    Intervention,
    LocalEmission,
    Molecule,
    MoleculeIndicator,
    MoleculeMilestone,
    MoleculeTarget,
    Neighbourhood,
    ObservedAdoption,
    Package,
    PackageParameter,
    PolicyInstrument,
    SpreadRun,
)
from molecules.signals import molecule_changed


class InterventionInline(admin.TabularInline):
    """Actions that happen in the molecule."""

    model = Intervention
    extra = 0
    autocomplete_fields = ["action"]


class TargetInline(admin.TabularInline):
    """Points of the molecule's trajectory."""

    model = MoleculeTarget
    extra = 0


class LocalEmissionInline(admin.TabularInline):
    """Emissions of the area, measured or apportioned."""

    model = LocalEmission
    extra = 0
    exclude = ["neighbourhood"]


class IndicatorInline(admin.TabularInline):
    """Indicators measured in the molecule."""

    model = MoleculeIndicator
    extra = 0
    autocomplete_fields = ["indicator"]


class MilestoneInline(admin.TabularInline):
    """Milestones that the molecule has to reach."""

    model = MoleculeMilestone
    extra = 0
    autocomplete_fields = ["milestone"]


class ParameterInline(admin.TabularInline):
    """What is stated of the spread of the package."""

    model = PackageParameter
    extra = 0


class AdoptionInline(admin.TabularInline):
    """Adoption that was observed."""

    model = ObservedAdoption
    extra = 0
    autocomplete_fields = ["neighbourhood"]


@admin.register(Molecule)
class MoleculeAdmin(CityPartAdmin):
    """Molecules."""

    list_display = ["__str__", "city", "kind", "state", "has_official_polygon", "residents"]
    list_filter = ["kind", "state", "has_official_polygon", "city"]
    list_select_related = ["city"]
    search_fields = ["code", "names"]
    autocomplete_fields = ["city", "parent", "replicated_from", "package"]
    inlines = [InterventionInline, LocalEmissionInline, TargetInline, IndicatorInline, MilestoneInline]

    def send(self, row: Any, contract: Contract, by: User) -> None:
        """A molecule has a signal of its own."""
        molecule_changed.send(type(row), city_id=row.city_id, molecule_id=row.pk, by=by)


@admin.register(Neighbourhood)
class NeighbourhoodAdmin(CityPartAdmin):
    """Neighbourhoods of cities."""

    list_display = ["__str__", "city", "code", "residents"]
    list_filter = ["city"]
    list_select_related = ["city"]
    search_fields = ["code", "names"]
    autocomplete_fields = ["city"]


@admin.register(Package)
class PackageAdmin(CityPartAdmin):
    """Packages of measures."""

    list_display = ["__str__", "city", "sector", "stock_figure"]
    list_filter = ["city"]
    list_select_related = ["city"]
    search_fields = ["code", "names"]
    autocomplete_fields = ["city"]
    inlines = [ParameterInline, AdoptionInline]


@admin.register(PolicyInstrument)
class PolicyInstrumentAdmin(CityPartAdmin):
    """Rules, incentives and disincentives."""

    list_display = ["__str__", "city", "kind", "in_force_from", "published_at"]
    list_filter = ["kind", "city"]
    list_select_related = ["city"]
    search_fields = ["code", "names"]
    autocomplete_fields = ["city", "molecules", "actions"]


@admin.register(SpreadRun)
class SpreadRunAdmin(ReadOnlyAdmin):
    """Computed spreads."""

    list_display = ["__str__", "draws_done", "draws", "finished_at"]
    list_filter = ["city"]
    list_select_related = ["city"]


@admin.register(InstrumentScenario)
class InstrumentScenarioAdmin(CityPartAdmin):
    """Saved choices of policy instruments."""

    list_display = ["__str__", "city", "until_year"]
    list_filter = ["city"]
    list_select_related = ["city"]
    search_fields = ["name"]
    autocomplete_fields = ["city", "instruments"]
    readonly_fields = ["made_by"]
