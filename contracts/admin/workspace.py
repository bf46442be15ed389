"""Admin of what the officers' workspace writes: to look at, since its services alone keep the rules of a version."""

from django.contrib import admin

from contracts.admin.base import ContractPartAdmin
from contracts.models import (
    CorrectionRequest,
    FrozenPart,
    Indicator,
    IndicatorValue,
    MonitoringCampaign,
    Section,
    TableRow,
    VersionTransition,
)
from core.admin import ReadOnlyAdmin


@admin.register(Section)
class SectionAdmin(ReadOnlyAdmin):
    """Sections."""

    list_display = ["__str__", "state", "assigned_to", "due_on", "visibility"]
    list_filter = ["state", "key"]
    list_select_related = ["version__contract__city", "assigned_to"]
    search_fields = ["key"]


@admin.register(TableRow)
class TableRowAdmin(ReadOnlyAdmin):
    """Rows of described tables."""

    list_display = ["__str__", "table", "position"]
    list_filter = ["table"]
    list_select_related = ["version__contract__city"]
    search_fields = ["table"]


@admin.register(Indicator)
class IndicatorAdmin(ContractPartAdmin):
    """Indicators."""

    list_display = ["__str__", "unit", "baseline_value", "target_2030"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["contract", "actions"]


@admin.register(IndicatorValue)
class IndicatorValueAdmin(ContractPartAdmin):
    """Values of indicators."""

    city_path = "indicator.contract.city"
    list_display = ["__str__", "year", "value", "state"]
    list_filter = ["state", "indicator__contract"]
    list_select_related = ["indicator"]
    search_fields = ["indicator__code"]
    autocomplete_fields = ["indicator"]


@admin.register(MonitoringCampaign)
class MonitoringCampaignAdmin(ReadOnlyAdmin):
    """Campaigns."""

    list_display = ["__str__", "reference_year", "opens_on", "closes_on", "state"]
    list_filter = ["state"]
    list_select_related = ["contract__city"]
    search_fields = ["title"]


@admin.register(VersionTransition)
class VersionTransitionAdmin(ReadOnlyAdmin):
    """Steps in the life of versions."""

    list_display = ["__str__", "made_by", "made_at", "event_seq"]
    list_filter = ["to_state"]
    list_select_related = ["version__contract__city", "made_by"]
    search_fields = ["note"]


@admin.register(FrozenPart)
class FrozenPartAdmin(ReadOnlyAdmin):
    """Frozen parts; triggers refuse any change."""

    list_display = ["__str__", "name", "sha256", "frozen_at"]
    list_filter = ["name"]
    list_select_related = ["version__contract__city"]
    search_fields = ["sha256"]


@admin.register(CorrectionRequest)
class CorrectionRequestAdmin(ReadOnlyAdmin):
    """Hints of readers."""

    list_display = ["page", "figure", "state", "created_at"]
    list_filter = ["state"]
    search_fields = ["message", "page"]
