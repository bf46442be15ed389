"""Telling what the inventories of a series cover, so that nobody compares what differs."""

from uuid import UUID

from django.db import transaction

from contracts import rules, signals
from contracts.models import InventorySeries
from core.access import check_revision, require
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import User


@transaction.atomic
def describe_series(
    *, series_id: UUID, by: User, approach: str, scopes: str, method: str, revision: int | None = None
) -> InventorySeries:
    """Set which emission factors and scopes a series uses, and its method."""
    series = (
        InventorySeries.objects.select_for_update(of=("self",))
        .select_related("city__contract")
        .get(pk=series_id)
    )
    require(rules.can_edit_city, by, series.city)
    check_revision(series, revision)
    series.approach, series.scopes, series.method = approach, scopes, method.strip()
    series.revision += 1
    series.full_clean()
    series.save()
    record_change(ChangeVerb.CHANGED, series, city_slug=series.city.slug, made_by=by)
    if contract := getattr(series.city, "contract", None):
        signals.contract_changed.send(InventorySeries, contract_id=contract.pk, by=by)
    return series
