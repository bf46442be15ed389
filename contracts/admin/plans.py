"""Admin of the plans that were there before the contract."""

from django.contrib import admin

from contracts.admin.base import ContractPartAdmin
from contracts.models import ExistingPlan, ExistingPlanMeasure


@admin.register(ExistingPlan)
class ExistingPlanAdmin(ContractPartAdmin):
    """Existing plans."""

    list_display = ["__str__", "contract", "approved_year"]
    search_fields = ["code", "title"]
    autocomplete_fields = ["contract"]


@admin.register(ExistingPlanMeasure)
class ExistingPlanMeasureAdmin(ContractPartAdmin):
    """Measures of existing plans."""

    city_path = "plan.contract.city"
    list_display = ["__str__", "sector", "reduction_tco2e", "plan"]
    list_filter = ["sector", "plan"]
    list_select_related = ["plan"]
    search_fields = ["code", "title"]
    autocomplete_fields = ["plan"]
