"""Signatures on paper that the city records: who signed for which party, when, and which clauses."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts import rules
from contracts.enums import FileKind
from contracts.models import ContractParty, ContractVersion, PaperSignature
from contracts.services.lifecycle.recording import lock_version, record_event
from contracts.services.version_files import keep_file
from contracts.transitions import SIGNABLE
from contracts.validators import collect_errors
from core.access import require
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import User
from core.validators import refusal


@transaction.atomic
def record_signature(
    *,
    version_id: UUID,
    by: User,
    party: ContractParty,
    person: str,
    signed_on: date,
    position: str = "",
    file: UploadedFile | None = None,
) -> PaperSignature:
    """Record that a person signed for a party, with the digests of the clauses that bind it."""
    version = lock_version(version_id=version_id)
    require(rules.can_edit_city, by, version.contract.city)
    _check_state(version)
    signature = PaperSignature(
        version=version,
        party=party,
        person=person.strip(),
        position=position.strip(),
        signed_on=signed_on,
        clause_hashes=clause_hashes(version, party),
        recorded_by=by,
    )
    collect_errors([(_validate_party, signature), (_validate_person, signature), (_validate_day, signature)])
    signature.full_clean(exclude=["clause_hashes", "file"], validate_constraints=False)
    if file is not None:
        signature.file = keep_file(version=version, file=file, kind=FileKind.PAPER_SIGNATURE, by=by)
    signature.save()
    event = {"signature": str(signature.pk), "party": str(party.pk), "signed_on": str(signed_on)}
    record_event(version=version, kind="signed_on_paper", by=by, clauses=signature.clause_hashes, **event)
    _tell(signature, ChangeVerb.CREATED, by)
    return signature


@transaction.atomic
def remove_signature(*, signature_id: UUID, by: User) -> None:
    """Take out a signature that was recorded by mistake; the evidence log keeps both."""
    signature = PaperSignature.objects.get(pk=signature_id)
    version = lock_version(version_id=signature.version_id)
    require(rules.can_edit_city, by, version.contract.city)
    signature.version = version
    record_event(
        version=version,
        kind="signature_removed",
        by=by,
        signature=str(signature.pk),
        party=str(signature.party_id),
    )
    _tell(signature, ChangeVerb.REMOVED, by)
    signature.delete()


def clause_hashes(version: ContractVersion, party: ContractParty) -> dict[str, str]:
    """The digests of the clauses that bind a party: those for everyone, and its own."""
    found = version.clauses.filter(Q(party=None) | Q(party=party))
    return dict(found.values_list("key", "sha256"))


def _check_state(version: ContractVersion) -> None:
    if version.state not in SIGNABLE:
        raise ValidationError(
            _("Version %(number)s is %(state)s: it is not open for signature.")
            % {"number": version.number, "state": version.get_state_display()},
            code="not_signable",
        )


def _validate_party(signature: PaperSignature) -> None:
    if signature.party.contract_id != signature.version.contract_id:
        raise refusal("party", _("Choose a party of this contract."), "party")


def _validate_person(signature: PaperSignature) -> None:
    if not signature.person:
        raise refusal("person", _("Write who signed."), "required")
    same = PaperSignature.objects.filter(
        version=signature.version, party=signature.party, person=signature.person
    )
    if same.exists():
        raise refusal("person", _("This person's signature for this party is recorded already."), "unique")


def _validate_day(signature: PaperSignature) -> None:
    if signature.signed_on > timezone.localdate():
        raise refusal("signed_on", _("This day has not come yet."), "future")


def _tell(signature: PaperSignature, verb: ChangeVerb, by: User) -> None:
    record_change(
        verb,
        signature,
        city_slug=signature.version.contract.city.slug,
        summary=lambda: _("%(party)s: signed on paper") % {"party": signature.party},
        made_by=by,
        is_public=False,
    )
