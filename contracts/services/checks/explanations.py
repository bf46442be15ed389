"""Saying why a finding stands."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from contracts import rules
from contracts.models import Finding
from contracts.selectors.findings import describe
from core.access import require
from core.changes import record_change
from core.enums import ChangeVerb
from core.fields import Texts
from core.models import User


@transaction.atomic
def explain_finding(*, finding_id: UUID, explanation: Texts, by: User) -> Finding:
    """Write why a figure stands nevertheless; an empty text takes the explanation back.

    It is public where its finding is, and it lifts nothing: an error still blocks submission.
    """
    finding = Finding.objects.select_for_update(of=("self",)).select_related("city").get(pk=finding_id)
    require(rules.can_edit_city, by, finding.city)
    written = Texts({code: text.strip() for code, text in explanation.items() if text.strip()})
    if written == finding.explanation:
        return finding
    finding.explanation = written
    finding.explained_by = by if written else None
    finding.explained_at = timezone.now() if written else None
    finding.save(update_fields=["explanation", "explained_by", "explained_at"])
    record_change(
        ChangeVerb.CHANGED,
        finding,
        city_slug=finding.city.slug,
        summary=lambda: describe(finding),
        made_by=by,
        is_public=False,
    )
    return finding
