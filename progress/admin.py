"""Django's admin of progress: snapshots are computed, nobody edits them."""

from django.contrib import admin

from core.admin import ReadOnlyAdmin
from progress.models import ProgressSnapshot, Scenario, ScenarioChange, SnapshotChart, SnapshotForesight


@admin.register(ProgressSnapshot)
class ProgressSnapshotAdmin(ReadOnlyAdmin):
    """Snapshots, history included."""

    list_display = [
        "contract",
        "as_of",
        "verdict",
        "is_current",
        "engine_version",
        "computed_at",
        "confirmed_at",
    ]
    list_filter = ["is_current", "verdict", "engine_version"]
    list_select_related = ["contract__city"]
    search_fields = ["contract__city__slug", "input_hash"]
    exclude = ["inputs", "ledger"]


@admin.register(SnapshotChart)
class SnapshotChartAdmin(ReadOnlyAdmin):
    """Charts of snapshots; the drawings themselves are seen on the pages."""

    list_display = ["name", "language", "snapshot", "position"]
    list_filter = ["name", "language"]
    list_select_related = ["snapshot__contract__city"]
    exclude = ["content"]


@admin.register(SnapshotForesight)
class SnapshotForesightAdmin(ReadOnlyAdmin):
    """What snapshots let one expect."""

    list_display = ["snapshot", "seed", "draws", "computed_at"]
    list_select_related = ["snapshot__contract__city"]
    exclude = ["content"]


class ScenarioChangeInline(admin.TabularInline):
    """What a scenario changes; read only, as all of it."""

    model = ScenarioChange
    extra = 0
    can_delete = False
    fields = ("action", "start_year", "end_year", "reduction_tco2e", "state")
    readonly_fields = fields

    def has_add_permission(self, request: object, obj: object = None) -> bool:
        return False


@admin.register(Scenario)
class ScenarioAdmin(ReadOnlyAdmin):
    """What-ifs of the officers, written on their own pages."""

    list_display = ["title", "contract", "created_by", "computed_at"]
    list_select_related = ["contract__city", "created_by"]
    search_fields = ["title", "contract__city__slug"]
    exclude = ["results"]
    inlines = [ScenarioChangeInline]
