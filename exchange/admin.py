"""Admin of imports, exports and API credentials: to look at."""

from django.contrib import admin

from core.admin import ReadOnlyAdmin
from exchange.models import ApiCredential, ExportFile, ImportRun


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    """Imports."""

    list_display = ["original_name", "version", "state", "made_by", "created_at"]
    list_filter = ["state"]
    list_select_related = ["version__contract__city", "made_by"]
    search_fields = ["original_name"]


@admin.register(ExportFile)
class ExportFileAdmin(ReadOnlyAdmin):
    """Exports."""

    list_display = ["version", "kind", "language", "state", "created_at"]
    list_filter = ["kind", "state"]
    list_select_related = ["version__contract__city"]
    search_fields = ["sha256"]


@admin.register(ApiCredential)
class ApiCredentialAdmin(ReadOnlyAdmin):
    """Keys of machines, without the digests of their secrets."""

    list_display = ["label", "public_id", "city", "organisation", "responsible", "expires_at", "revoked_at"]
    list_select_related = ["city", "organisation", "responsible"]
    search_fields = ["label", "public_id"]
    exclude = ["secret_sha256"]
