"""Why a person may sign for an organisation: they declare it with its proof, and the city confirms what it has seen."""

import re
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.rules import can_edit_city
from contracts.validators import collect_errors
from core.access import require
from core.models import User
from core.services.evidence import append_event
from core.services.mail import queue_text
from core.uploads import check_upload
from core.validators import refusal
from stakeholders import rules
from stakeholders.enums import AuthorityBasis
from stakeholders.models import Mandate, Organisation
from stakeholders.report_emails import mandate_answered_text, mandate_declared_text
from stakeholders.selectors.people import contracts_of, officers_of

TAX_CODE = re.compile(r"[A-Z]{6}[0-9A-Z]{9}[A-Z]")
"""The codice fiscale of a person; some digits may be letters, where two people would have the same."""


@transaction.atomic
def declare_mandate(
    *,
    organisation_id: UUID,
    by: User,
    basis: str,
    title: str,
    file: UploadedFile | None = None,
    valid_until: date | None = None,
    tax_code: str = "",
) -> Mandate:
    """Say why `by` may sign for their organisation; whoever is not its legal representative brings a proof.

    With a tax code (codice fiscale) a signature by certificate is known as theirs by more than a name.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    require(rules.can_declare_mandate, by, organisation)
    collect_errors(
        [
            (_validate_title, title),
            (_validate_proof, basis, file),
            (_validate_end, valid_until),
            (_validate_tax_code, tax_code),
        ]
    )
    mandate = Mandate(
        organisation=organisation, person=by, basis=basis, title=title.strip(), valid_until=valid_until
    )
    mandate.tax_code = _plain_tax_code(tax_code)
    mandate.full_clean()
    if file is not None:
        checked = check_upload(file)
        mandate.original_name, mandate.sha256 = checked.original_name, checked.sha256
        mandate.file.save(checked.name, file, save=False)
    mandate.save(force_insert=True)
    for contract in contracts_of(organisation):
        for person in officers_of(contract.city):
            mail = mandate_declared_text(mandate=mandate, city=contract.city, person=person)
            queue_text(to=person.email, text=mail)
    return mandate


@transaction.atomic
def confirm_mandate(*, mandate_id: UUID, contract: Contract, by: User) -> Mandate:
    """Say that the city has seen why a person may sign; the log of evidence keeps that it did."""
    mandate = _lock_for_city(mandate_id, contract, by)
    if mandate.confirmed_at is not None:
        return mandate
    if mandate.person_id == by.pk:
        words = _("Nobody confirms their own mandate: another officer of the city does.")
        raise refusal("state", words, "own")
    mandate.confirmed_by, mandate.confirmed_at = by, timezone.now()
    mandate.save()
    _tell(mandate, "mandate.confirmed", contract, by)
    _answer(mandate, contract, is_confirmed=True)
    return mandate


@transaction.atomic
def refuse_mandate(*, mandate_id: UUID, contract: Contract, by: User) -> Mandate:
    """End a mandate that the city does not take for proved; the person declares it anew, with better proof."""
    mandate = _lock_for_city(mandate_id, contract, by)
    if mandate.confirmed_at is not None:
        raise refusal("state", _("This mandate was confirmed already: its holder ends it."), "confirmed")
    mandate.ended_at = timezone.now()
    mandate.save()
    _tell(mandate, "mandate.refused", contract, by)
    _answer(mandate, contract, is_confirmed=False)
    return mandate


@transaction.atomic
def end_mandate(*, mandate_id: UUID, by: User) -> Mandate:
    """End one's own mandate, or one of the organisation whose people one manages; what was signed stays signed."""
    mandate = (
        Mandate.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=mandate_id)
    )
    require(rules.can_end_mandate, by, mandate)
    if mandate.ended_at is None:
        mandate.ended_at = timezone.now()
        mandate.save()
    return mandate


def _lock_for_city(mandate_id: UUID, contract: Contract, by: User) -> Mandate:
    mandate = (
        Mandate.objects.select_for_update(of=("self",))
        .select_related("organisation", "person")
        .get(pk=mandate_id)
    )
    require(can_edit_city, by, contract.city)
    if not contracts_of(mandate.organisation).filter(pk=contract.pk).exists():
        raise refusal("state", _("The organisation does not take part in this contract."), "contract")
    if mandate.ended_at is not None:
        raise refusal("state", _("This mandate has ended."), "ended")
    return mandate


def _tell(mandate: Mandate, kind: str, contract: Contract, by: User) -> None:
    payload: dict[str, Any] = {
        "mandate": str(mandate.pk),
        "organisation": str(mandate.organisation_id),
        "person": str(mandate.person_id),
        "basis": mandate.basis,
        "proof_sha256": mandate.sha256,
        "by": str(by.pk),
    }
    append_event(stream=contract.pk, kind=kind, payload=payload)


def _answer(mandate: Mandate, contract: Contract, *, is_confirmed: bool) -> None:
    """Write to the holder of a mandate, whose account may be closed meanwhile."""
    if mandate.person.is_active:
        mail = mandate_answered_text(mandate=mandate, city=contract.city, is_confirmed=is_confirmed)
        queue_text(to=mandate.person.email, text=mail)


def _validate_title(title: str) -> None:
    if not title.strip():
        raise refusal("title", _("Write the office you hold."), "required")


def _validate_proof(basis: str, file: UploadedFile | None) -> None:
    if basis not in AuthorityBasis.values:
        raise refusal("basis", _("Choose why you may sign."), "basis")
    if file is None and basis != AuthorityBasis.LEGAL_REPRESENTATIVE:
        raise refusal(
            "file", _("Add the proof: the power of attorney, the resolution or the deed."), "required"
        )


def _plain_tax_code(tax_code: str) -> str:
    return "".join(tax_code.split()).upper()


def _validate_tax_code(tax_code: str) -> None:
    plain = _plain_tax_code(tax_code)
    if plain and not TAX_CODE.fullmatch(plain):
        raise refusal("tax_code", _("A tax code has 16 letters and digits."), "tax_code")


def _validate_end(valid_until: date | None) -> None:
    if valid_until is not None and valid_until < timezone.localdate():
        raise refusal("valid_until", _("This day is past."), "past")
