"""Admin of contracts, their versions, objectives, pathways, parties and money."""

from django.contrib import admin

from contracts.admin.base import ContractPartAdmin
from contracts.models import (
    Contract,
    ContractParty,
    ContractVersion,
    EmissionsGapRow,
    FundingLine,
    Objective,
    Pathway,
    PortfolioCategory,
    TargetBoundary,
)
from core.admin import ReadOnlyAdmin


@admin.register(Contract)
class ContractAdmin(ContractPartAdmin):
    """Contracts."""

    city_path = "city"
    list_display = ["__str__", "city"]
    list_filter = []
    list_select_related = ["city"]
    search_fields = ["title", "city__slug"]
    autocomplete_fields = ["city"]


class BoundaryInline(admin.TabularInline):
    """What is inside the target."""

    model = TargetBoundary
    extra = 0


class GapRowInline(admin.StackedInline):
    """The emissions-gap table as printed."""

    model = EmissionsGapRow
    extra = 0


@admin.register(ContractVersion)
class ContractVersionAdmin(ReadOnlyAdmin):
    """Versions with their target: to look at, since parties sign them and reviewers read them as they were."""

    list_display = ["contract", "number", "state", "is_current", "baseline_year", "target_year"]
    list_filter = ["state", "is_current"]
    list_select_related = ["contract__city"]
    search_fields = ["contract__city__slug"]
    inlines = [BoundaryInline, GapRowInline]


@admin.register(Objective)
class ObjectiveAdmin(ContractPartAdmin):
    """Objectives."""

    list_display = ["__str__", "contract"]
    search_fields = ["code", "title"]
    autocomplete_fields = ["contract"]


@admin.register(Pathway)
class PathwayAdmin(ContractPartAdmin):
    """Pathways."""

    list_display = ["__str__", "contract", "direct_impact_tco2e"]
    search_fields = ["code", "title"]
    autocomplete_fields = ["contract", "objective"]


@admin.register(ContractParty)
class ContractPartyAdmin(ContractPartAdmin):
    """Organisations as published."""

    list_display = ["organisation_name", "role", "contract", "printed_state"]
    list_filter = ["role", "contract"]
    search_fields = ["organisation_name"]
    autocomplete_fields = ["contract"]


@admin.register(FundingLine)
class FundingLineAdmin(ContractPartAdmin):
    """Investments as printed."""

    list_display = ["category", "scheme", "amount_eur", "contract"]
    search_fields = ["category", "scheme"]
    autocomplete_fields = ["contract"]


@admin.register(PortfolioCategory)
class PortfolioCategoryAdmin(ContractPartAdmin):
    """Totals of the portfolio as printed."""

    list_display = ["category", "sector", "reduction_tco2e", "contract"]
    list_filter = ["sector", "contract"]
    search_fields = ["category"]
    autocomplete_fields = ["contract"]
