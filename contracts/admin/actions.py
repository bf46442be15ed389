"""Admin of actions and reports."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest

from contracts.admin.base import ContractPartAdmin
from contracts.models import Action, ActionKind, ActionReport
from contracts.services.actions import maturity_of
from core.validators import normalise_code


@admin.register(Action)
class ActionAdmin(ContractPartAdmin):
    """Actions."""

    list_display = [
        "code",
        "title",
        "contract",
        "sector",
        "typology",
        "quantification",
        "reduction_tco2e",
        "state",
    ]
    list_filter = ["sector", "typology", "quantification", "state", "contract"]
    search_fields = ["code", "title", "promoter"]
    autocomplete_fields = ["contract", "pathway", "included_in"]
    readonly_fields = ["id", "maturity"]

    def save_model(self, request: HttpRequest, obj: Action, form: ModelForm, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Keep what follows from code and typology in step, as the service does."""
        obj.code_key = normalise_code(obj.code)
        obj.maturity = maturity_of(obj.typology)
        super().save_model(request, obj, form, change)


@admin.register(ActionReport)
class ActionReportAdmin(ContractPartAdmin):
    """Reports of progress."""

    city_path = "action.contract.city"
    list_display = ["action", "reported_on", "share_done", "reduction_tco2e", "spent_eur", "evidence_level"]
    list_filter = ["evidence_level"]
    list_select_related = ["action"]
    search_fields = ["action__code", "note"]
    autocomplete_fields = ["action", "reported_by"]
    date_hierarchy = "reported_on"
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Whoever writes the report is its author unless they say otherwise."""
        return {"reported_by": request.user.pk, **super().get_changeform_initial_data(request)}


@admin.register(ActionKind)
class ActionKindAdmin(ContractPartAdmin):
    """A contract's own vocabulary."""

    list_display = ["__str__", "scheme", "contract"]
    list_filter = ["scheme", "contract"]
    search_fields = ["code", "label"]
    autocomplete_fields = ["contract"]
