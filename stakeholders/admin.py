"""Django's admin of organisations and commitments, for platform staff."""

from typing import Any

from django.contrib import admin

from contracts.admin.base import ContractPartAdmin
from contracts.models import Contract
from core.admin import PublicAdmin
from core.models import User
from stakeholders.models import (
    ActionParty,
    Commitment,
    Organisation,
    OrganisationAlias,
    OrganisationMembership,
)
from stakeholders.signals import commitment_changed


class AliasInline(admin.TabularInline):
    """Other names."""

    model = OrganisationAlias
    extra = 0
    readonly_fields = ["key"]
    can_delete = False

    def has_add_permission(self, request: object, obj: object = None) -> bool:
        return False


class MembershipInline(admin.TabularInline):
    """Who acts for the organisation."""

    model = OrganisationMembership
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(Organisation)
class OrganisationAdmin(PublicAdmin):
    """Organisations."""

    list_display = ["name", "cluster", "legal_form"]
    list_filter = ["cluster"]
    search_fields = ["name", "aliases__name"]
    autocomplete_fields = ["listings"]
    inlines = [AliasInline, MembershipInline]


@admin.register(OrganisationMembership)
class OrganisationMembershipAdmin(admin.ModelAdmin):
    """Who acts for whom."""

    list_display = ["user", "organisation", "role", "created_at"]
    list_filter = ["role"]
    list_select_related = ["user", "organisation"]
    search_fields = ["user__email", "organisation__name"]
    autocomplete_fields = ["user", "organisation"]


@admin.register(ActionParty)
class ActionPartyAdmin(ContractPartAdmin):
    """Parts of organisations in actions."""

    city_path = "action.contract.city"
    list_display = ["action", "organisation", "role", "share"]
    list_filter = ["role"]
    list_select_related = ["action", "organisation"]
    search_fields = ["action__code", "organisation__name"]
    autocomplete_fields = ["action", "organisation"]


@admin.register(Commitment)
class CommitmentAdmin(ContractPartAdmin):
    """Commitments."""

    list_display = ["__str__", "organisation", "contract", "state", "reduction_tco2e"]
    list_filter = ["state", "materiality", "contract"]
    list_select_related = ["organisation", "contract__city"]
    search_fields = ["title", "organisation__name"]
    autocomplete_fields = ["contract", "organisation", "actions"]

    def send(self, row: Any, contract: Contract, by: User) -> None:
        """A commitment has a signal of its own."""
        commitment_changed.send(type(row), contract_id=row.contract_id, commitment_id=row.pk, by=by)
