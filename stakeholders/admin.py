"""Django's admin of organisations and commitments, for platform staff."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from contracts.admin.base import ContractPartAdmin
from contracts.models import Contract
from core.admin import PublicAdmin, ReadOnlyAdmin
from core.models import User
from stakeholders.models import (
    ActionParty,
    ActionSheet,
    Application,
    Commitment,
    CommitmentReport,
    CommitmentVersion,
    Invitation,
    Organisation,
    OrganisationAlias,
    OrganisationMembership,
    SealedDocument,
    SignatureRecord,
    SigningRequest,
)
from stakeholders.services.commitments import FOLLOWS, PROMISED
from stakeholders.signals import commitment_changed
from stakeholders.transitions import EDITABLE


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
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
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

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Moves and signatures write where a commitment stands; what was handed over or signed changes by them only."""
        kept = {*super().get_readonly_fields(request, obj), *FOLLOWS}
        if obj is not None and obj.state not in EDITABLE:
            kept |= {*PROMISED, "contract", "organisation", "actions"}
        return sorted(kept)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was handed over or signed is withdrawn or refused, never deleted."""
        is_free = obj is None or obj.state in EDITABLE
        return is_free and super().has_delete_permission(request, obj)

    def send(self, row: Any, contract: Contract, by: User) -> None:
        """A commitment has a signal of its own."""
        commitment_changed.send(type(row), contract_id=row.contract_id, commitment_id=row.pk, by=by)


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Invitations; their links are not kept."""

    list_display = ["organisation", "email", "role", "state", "invited_at", "expires_at"]
    list_filter = ["state", "role"]
    list_select_related = ["organisation"]
    search_fields = ["organisation__name", "email"]


@admin.register(Application)
class ApplicationAdmin(ReadOnlyAdmin):
    """Organisations that asked to take part."""

    list_display = ["organisation_name", "contract", "state", "received_at"]
    list_filter = ["state"]
    list_select_related = ["contract__city"]
    search_fields = ["organisation_name"]


@admin.register(CommitmentVersion)
class CommitmentVersionAdmin(ReadOnlyAdmin):
    """The exact texts that are signed."""

    list_display = ["commitment", "number", "sha256", "created_at"]
    list_select_related = ["commitment__organisation"]
    search_fields = ["sha256", "commitment__organisation__name"]


@admin.register(ActionSheet)
class ActionSheetAdmin(ReadOnlyAdmin):
    """The sheets of commitments."""

    list_display = ["title", "commitment", "variant", "reduction_tco2e", "changed_at"]
    list_filter = ["variant"]
    list_select_related = ["commitment__organisation"]


@admin.register(SigningRequest)
class SigningRequestAdmin(ReadOnlyAdmin):
    """Requests for signatures."""

    list_display = ["version", "kind", "state", "opened_at", "expires_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["version__commitment__organisation"]


@admin.register(SignatureRecord)
class SignatureRecordAdmin(ReadOnlyAdmin):
    """Signatures."""

    list_display = ["signer", "route", "signed_at", "key_id", "statement_sha256"]
    list_filter = ["route"]
    list_select_related = ["signer__person"]
    search_fields = ["statement_sha256"]


@admin.register(SealedDocument)
class SealedDocumentAdmin(ReadOnlyAdmin):
    """Sealed documents."""

    list_display = ["verify_code", "request", "generation", "level", "made_at"]
    list_select_related = ["request__version__commitment__organisation"]
    search_fields = ["verify_code", "sealed_sha256"]


@admin.register(CommitmentReport)
class CommitmentReportAdmin(ReadOnlyAdmin):
    """What organisations report."""

    list_display = ["commitment", "action", "reported_on", "share_done", "state"]
    list_filter = ["state"]
    list_select_related = ["commitment__organisation", "action"]
