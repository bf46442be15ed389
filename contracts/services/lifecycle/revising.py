"""Beginning the next version from one that does not change any more."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from contracts import rules
from contracts.enums import SectionState, VersionState
from contracts.models import Comment, ContractVersion, Section
from contracts.services.checks import refresh_findings
from contracts.services.lifecycle.recording import lock_version, record_event
from contracts.services.sections.comments import FROM_OUTSIDE
from contracts.transitions import CLOSED, REVISABLE
from core.access import require
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import User

COPIED = ("boundaries", "gap_rows", "clauses", "table_rows")
"""What belongs to a version and goes into the next one as it is."""
OF_ONE_VERSION: dict[str, Any] = {
    "is_current": False,
    "state": VersionState.DRAFT,
    "edition": "",
    "council_decision": "",
    "council_decided_on": None,
    "submitted_at": None,
    "label_on": None,
    "frozen_at": None,
    "document_date_note": "",
    "revision": 1,
}
"""What the next version does not take over."""


@transaction.atomic
def start_revision(*, version_id: UUID, by: User) -> ContractVersion:
    """Make version n+1 as a draft with the content of this one, and the open comments of its reviewers.

    The version it comes from stays as it is, and stays the current one until the next is submitted.
    """
    version = lock_version(version_id=version_id)
    require(rules.can_edit_city, by, version.contract.city)
    _check_may_revise(version)
    revised = _copy_version(version)
    for relation in COPIED:
        _copy_rows(getattr(version, relation).all(), version=revised)
    open_comments = version.comments.filter(kind__in=FROM_OUTSIDE, resolved_at=None)
    commented = set(open_comments.values_list("section_key", flat=True))
    _copy_rows(version.sections.all(), version=revised, due_on=None)
    Section.objects.filter(version=revised, key__in=commented).update(state=SectionState.IN_PROGRESS)
    _copy_comments(open_comments, revised)
    refresh_findings(contract=version.contract)
    record_event(version=revised, kind="revised", by=by, previous=str(version.pk))
    record_change(
        ChangeVerb.CREATED,
        revised,
        city_slug=version.contract.city.slug,
        made_by=by,
        is_public=False,
    )
    return revised


def _check_may_revise(version: ContractVersion) -> None:
    if version.state not in REVISABLE:
        raise ValidationError(
            _("Version %(number)s is %(state)s: the next version cannot be made from it.")
            % {"number": version.number, "state": version.get_state_display()},
            code="not_revisable",
        )
    newer = version.contract.versions.filter(number__gt=version.number).exclude(state__in=CLOSED).first()
    if newer:
        raise ValidationError(
            _("Version %(number)s is in the making already.") % {"number": newer.number}, code="in_the_making"
        )


def _copy_version(version: ContractVersion) -> ContractVersion:
    last: int = version.contract.versions.aggregate(last=Max("number"))["last"]
    fields = {field.attname: getattr(version, field.attname) for field in version._meta.concrete_fields}
    for name in ("id", "created_at", "changed_at", "previous_id"):
        fields.pop(name)
    return ContractVersion.objects.create(
        **fields | OF_ONE_VERSION | {"number": last + 1, "previous_id": version.pk}
    )


def _copy_rows(rows: QuerySet, **changes: Any) -> list[Any]:
    """Write rows anew under fresh ids; a copied row begins at revision 1."""
    copies = list(rows)
    for row in copies:
        row.pk, row._state.adding = uuid7(), True
        fresh = changes | ({"revision": 1} if hasattr(row, "revision") else {})
        for name, value in fresh.items():
            setattr(row, name, value)
    return rows.bulk_create(copies, batch_size=500)


def _copy_comments(comments: QuerySet[Comment], revised: ContractVersion) -> None:
    """Copy comments with the day they were written, which the database would set to now."""
    written = [comment.created_at for comment in comments]
    copies = _copy_rows(comments, version=revised)
    for comment, at in zip(copies, written, strict=True):
        comment.created_at = at
    Comment.objects.bulk_update(copies, ["created_at"])
