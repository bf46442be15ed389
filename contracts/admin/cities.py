"""Admin of cities, their people, their findings and milestones."""

from django.contrib import admin

from contracts.admin.base import CityPartAdmin
from contracts.models import (
    City,
    CityMembership,
    CityPopulation,
    EmissionFactor,
    Finding,
    Milestone,
    MilestoneDependency,
    MilestoneMove,
    ProxyValue,
)
from core.admin import ReadOnlyAdmin


class PopulationInline(admin.TabularInline):
    """Residents by year."""

    model = CityPopulation
    extra = 0


class MembershipInline(admin.TabularInline):
    """Who works for the city."""

    model = CityMembership
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(City)
class CityAdmin(CityPartAdmin):
    """Cities."""

    list_display = ["slug", "__str__", "country_code", "mission_group", "label_date", "is_training"]
    list_filter = ["mission_group", "is_training", "country_code"]
    search_fields = ["slug", "names"]
    inlines = [MembershipInline, PopulationInline]

    def city_of(self, row: City) -> City:
        """A city belongs to itself."""
        return row


@admin.register(CityMembership)
class CityMembershipAdmin(admin.ModelAdmin):
    """The teams of all cities."""

    list_display = ["user", "city", "role", "created_at"]
    list_filter = ["role", "city"]
    list_select_related = ["user", "city"]
    search_fields = ["user__email", "user__name", "city__slug"]
    autocomplete_fields = ["user", "city"]


class MoveInline(admin.TabularInline):
    """The dates a milestone was moved from; written by the portal."""

    model = MilestoneMove
    extra = 0
    can_delete = False
    readonly_fields = ["from_date", "to_date", "reason", "moved_by", "moved_at"]

    def has_add_permission(self, request: object, obj: object = None) -> bool:
        return False


class ConditionInline(admin.TabularInline):
    """What the milestone waits for."""

    model = MilestoneDependency
    fk_name = "after"
    extra = 0
    autocomplete_fields = ["before"]


@admin.register(Milestone)
class MilestoneAdmin(CityPartAdmin):
    """Milestones."""

    list_display = ["__str__", "city", "due_on", "state"]
    list_filter = ["state", "city"]
    list_select_related = ["city"]
    search_fields = ["title", "city__slug"]
    autocomplete_fields = ["city", "action", "pass_indicator"]
    inlines = [MoveInline, ConditionInline]


@admin.register(Finding)
class FindingAdmin(ReadOnlyAdmin):
    """What checks found."""

    list_display = ["city", "check_name", "severity", "place"]
    list_filter = ["severity", "check_name", "city"]
    list_select_related = ["city"]
    search_fields = ["place", "check_name"]


@admin.register(EmissionFactor)
class EmissionFactorAdmin(CityPartAdmin):
    """Emission factors: a new edition is a new row."""

    list_display = ["carrier", "region", "year", "value", "unit", "publisher", "edition", "is_verified"]
    list_filter = ["is_verified", "carrier"]
    search_fields = ["carrier", "publisher"]
    autocomplete_fields = ["city"]


@admin.register(ProxyValue)
class ProxyValueAdmin(CityPartAdmin):
    """Proxy figures."""

    list_display = ["kind", "city", "year", "month", "value", "unit"]
    list_filter = ["kind", "city"]
    list_select_related = ["city"]
    search_fields = ["city__slug", "year", "source"]
    autocomplete_fields = ["city"]
