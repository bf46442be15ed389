"""Approving the content of a version: each person for themselves, and exactly this content."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from contracts import rules
from contracts.lifecycle import Candidate
from contracts.models import VersionApproval
from contracts.services.lifecycle.recording import lock_version, record_event
from contracts.transitions import APPROVABLE
from core.access import Conflict, require
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import User


@transaction.atomic
def approve_version(*, version_id: UUID, by: User, content_sha256: str | None = None) -> VersionApproval:
    """Approve the content as it is now; approving the same content twice changes nothing.

    `content_sha256` is the digest of what the person saw; raises `Conflict` when the content is another by now.
    """
    version = lock_version(version_id=version_id)
    require(rules.can_edit_city, by, version.contract.city)
    if version.state not in APPROVABLE:
        raise ValidationError(
            _("A version is approved from its internal review until it is submitted; this one is %(state)s.")
            % {"state": version.get_state_display()},
            code="not_approvable",
        )
    candidate = Candidate(version)
    if content_sha256 is not None and content_sha256 != candidate.content_sha256:
        raise Conflict(_("The content changed since you opened the page: look again."), code=Conflict.code)
    approval, is_new = VersionApproval.objects.get_or_create(
        version=version,
        person=by,
        content_sha256=candidate.content_sha256,
        defaults={"part_digests": candidate.digests},
    )
    if is_new:
        record_event(version=version, kind="approved", by=by, content_sha256=candidate.content_sha256)
        record_change(
            ChangeVerb.CHANGED,
            version,
            city_slug=version.contract.city.slug,
            summary=lambda: _("%(version)s: approved") % {"version": version},
            made_by=by,
            is_public=False,
        )
    return approval
