"""Freezing a version: what reviewers and readers see stays the same for ever."""

from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.documents import DOCUMENT_PART
from contracts.lifecycle import Candidate, digest_parts, write_parts
from contracts.models import ContractVersion, FrozenPart
from contracts.services.lifecycle.recording import record_event
from core.access import Conflict
from core.canonical import canonical_json
from core.models import EvidenceEvent


def freeze_version(*, version: ContractVersion, approved: Candidate) -> dict[str, str]:
    """Write every registered part of a locked version; the digests of the parts, by name.

    Call it inside the transaction of the step, after the version is saved in its new state: the progress that is
    frozen is that of this version. Raises `Conflict` when the content is not what `approved` was checked for.
    """
    if FrozenPart.objects.filter(version=version).exists():
        raise ValidationError(_("This version is frozen already."), code="frozen")
    version.frozen_at = timezone.now()
    parts = write_parts(version)
    if digest_parts(parts[DOCUMENT_PART]) != approved.digests:
        raise Conflict(_("The content changed while it was being submitted: look again."), code=Conflict.code)
    rows = [_as_row(version, name, canonical_json(content)) for name, content in parts.items()]
    FrozenPart.objects.bulk_create(rows)
    version.save(update_fields=["frozen_at"])
    return {row.name: row.sha256 for row in rows}


@transaction.atomic
def freeze_published(*, version: ContractVersion) -> None:
    """Freeze a version that was published before it came into the portal, with an event that nobody's step made.

    What is frozen already stays as it is; an event that proves its parts is added once, where there is none.
    """
    digests = dict(version.frozen_parts.values_list("name", "sha256"))
    if not digests:
        digests = freeze_version(version=version, approved=Candidate(version))
    elif _is_proven(version):
        return
    record_event(version=version, kind="frozen", details={"parts": digests})


def _is_proven(version: ContractVersion) -> bool:
    """Whether an event tells the digests of the version's parts; its payload is text."""
    events = EvidenceEvent.objects.filter(stream=version.contract_id, payload__contains=f'"{version.pk}"')
    return events.filter(payload__contains='"parts":{').exists()


def _as_row(version: ContractVersion, name: str, content: str) -> FrozenPart:
    return FrozenPart(
        version=version, name=name, content=content, sha256=sha256(content.encode()).hexdigest()
    )
