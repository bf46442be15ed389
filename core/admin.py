"""Django's admin for platform staff: people, jobs, mails, and what every other room's admin is built on."""

from typing import Any, cast

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.changes import record_change
from core.enums import ChangeVerb
from core.models import (
    AccessGrant,
    Change,
    Checkpoint,
    DatasetLoad,
    EvidenceCheck,
    EvidenceEvent,
    FieldChange,
    Job,
    Mail,
    PortalKey,
    User,
)
from core.services.mail import retry_mail

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # as django-allauth says
admin.site.site_header = _("Climate City Contracts: administration")
admin.site.site_title = admin.site.site_header


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that only the portal itself writes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class PublicAdmin(admin.ModelAdmin):
    """Rows that citizens read: a save counts the revision up, writes the change row and tells the rooms above.

    Django keeps a change of the admin in one transaction; deleting several rows is put into one here.
    """

    readonly_fields = ["id"]

    def city_slug(self, row: Any) -> str:
        """The city that the row belongs to; empty where there is none."""
        return ""

    def tell(self, row: Any, by: User) -> None:
        """Send the room's signal upwards."""

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Count the revision up."""
        if change and hasattr(obj, "revision"):
            obj.revision += 1
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Write the change row and tell it once the inner rows are saved too."""
        super().save_related(request, form, formsets, change)
        self._record(ChangeVerb.CHANGED if change else ChangeVerb.CREATED, form.instance, request)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Tell while the row is still there to be asked about."""
        self._record(ChangeVerb.REMOVED, obj, request)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Delete all or nothing."""
        with transaction.atomic():
            for row in queryset:
                self.delete_model(request, row)

    def _record(self, verb: ChangeVerb, row: Any, request: HttpRequest) -> None:
        by = cast("User", request.user)
        record_change(verb, row, city_slug=self.city_slug(row), made_by=by)
        self.tell(row, by)


@admin.register(User)
class PersonAdmin(UserAdmin):
    """People, known by e-mail address."""

    add_form = AdminUserCreationForm
    ordering = ["email"]
    list_display = ["email", "name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active", "language"]
    search_fields = ["email", "name"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (_("Person"), {"fields": ["name", "language"]}),
        (
            _("Rights"),
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {"classes": ["wide"], "fields": ["email", "name", "usable_password", "password1", "password2"]},
        )
    ]


@admin.register(AccessGrant)
class AccessGrantAdmin(admin.ModelAdmin):
    """Rights across rooms."""

    list_display = ["user", "role", "subject_kind", "subject_id", "valid_until"]
    list_filter = ["role", "subject_kind"]
    search_fields = ["user__email", "user__name"]
    autocomplete_fields = ["user"]


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Background work; the rows tell, they are not edited."""

    list_display = ["name", "key", "state", "step", "done", "total", "attempts", "created_at", "finished_at"]
    list_filter = ["state", "name"]
    search_fields = ["key", "error"]
    date_hierarchy = "created_at"


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    """The public change feed."""

    list_display = ["made_at", "verb", "subject_kind", "summary", "city_slug", "made_by"]
    list_filter = ["verb", "subject_kind"]
    list_select_related = ["made_by"]
    search_fields = ["summary", "city_slug"]
    date_hierarchy = "made_at"


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    """Mail sent and to be sent; texts carry links of invitations and are not shown."""

    list_display = ["to", "subject", "kind", "state", "attempts", "created_at", "sent_at"]
    list_filter = ["state", "kind"]
    search_fields = ["to", "subject", "message_id"]
    date_hierarchy = "created_at"
    exclude = ["body", "html"]
    actions = ["try_again"]

    @admin.action(description=_("Send the failed ones among them again"), permissions=["view"])
    def try_again(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Give failed mails a new start, once what stopped them is mended."""
        count = sum(retry_mail(mail_id=str(pk)) for pk in queryset.values_list("pk", flat=True))
        words = ngettext("%(count)s e-mail is sent again.", "%(count)s e-mails are sent again.", count)
        self.message_user(request, words % {"count": count})


@admin.register(DatasetLoad)
class DatasetLoadAdmin(ReadOnlyAdmin):
    """Which files were loaded when."""

    list_display = ["name", "loaded_at"]
    search_fields = ["name"]


@admin.register(FieldChange)
class FieldChangeAdmin(ReadOnlyAdmin):
    """What each change did to every field."""

    list_display = ["change", "subject_label", "field"]
    list_filter = ["subject_kind"]
    list_select_related = ["change"]
    search_fields = ["subject_label", "field"]


@admin.register(Checkpoint)
class CheckpointAdmin(ReadOnlyAdmin):
    """Signed checkpoints of the evidence log; triggers refuse any change."""

    list_display = ["number", "at", "size", "events", "root_sha256", "key"]
    list_select_related = ["key"]
    search_fields = ["root_sha256", "sha256"]


@admin.register(EvidenceCheck)
class EvidenceCheckAdmin(ReadOnlyAdmin):
    """What checks of the evidence log came to."""

    list_display = ["at", "streams", "events", "faults"]
    date_hierarchy = "at"


@admin.register(EvidenceEvent)
class EvidenceEventAdmin(ReadOnlyAdmin):
    """The evidence log; triggers refuse any change."""

    list_display = ["stream", "seq", "at", "kind"]
    list_filter = ["kind"]
    search_fields = ["stream", "sha256"]


@admin.register(PortalKey)
class PortalKeyAdmin(ReadOnlyAdmin):
    """Keys of the portal; `manage.py seal_pki` makes, renews and revokes them."""

    list_display = ["purpose", "key_id", "state", "not_before", "not_after", "revoked_at"]
    list_filter = ["purpose", "state"]
    search_fields = ["key_id"]
