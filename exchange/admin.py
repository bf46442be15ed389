"""Admin of imports and exports: to look at."""

from django.contrib import admin

from core.admin import ReadOnlyAdmin
from exchange.models import ExportFile, ImportRun


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
