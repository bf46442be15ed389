"""Amending what is in force: the new text is frozen beside the old one, which counts until the new one is signed."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from contracts.rules import can_edit_city
from contracts.validators import collect_errors, validate_not_negative, validate_year, validate_year_order
from core.access import check_revision, require
from core.canonical import plain_lines
from core.fields import Texts
from core.models import User
from core.services.mail import queue_text
from core.validators import refusal, validate_signs
from stakeholders import rules
from stakeholders.enums import NoteKind, Side
from stakeholders.models import Commitment, CommitmentNote, CommitmentVersion
from stakeholders.negotiation_emails import amendment_text, note_text
from stakeholders.selectors.amendments import proposed_amendment
from stakeholders.selectors.commitments import people_of_side
from stakeholders.services.versions import freeze_locked, lock_commitment
from stakeholders.transitions import IN_FORCE

TEXTS = ("title", "statement")
YEARS = ("start_year", "end_year")
QUANTITIES = ("reduction_tco2e", "investment_eur")
AMENDABLE = frozenset((*TEXTS, *YEARS, *QUANTITIES))
"""What an amendment may change; other sheets or another organisation make another commitment."""


@transaction.atomic
def freeze_amendment(
    *,
    commitment_id: UUID,
    by: User,
    language: str,
    fields: Mapping[str, Any],
    supersedes: CommitmentVersion | None = None,
    revision: int | None = None,
) -> CommitmentVersion:
    """Freeze a commitment in force with other words or figures; its row keeps what is in force (`apply_version`).

    Refused: an amendment of what is not in force, one that changes nothing, what a commitment may not be, and another
    reduction than the one that its sheets compute.
    """
    commitment = lock_commitment(commitment_id)
    require(rules.can_edit_commitment, by, commitment)
    check_revision(commitment, revision)
    if commitment.state not in IN_FORCE:
        raise ValidationError(_("Only a commitment in force is amended."), code="not_in_force")
    if unknown := fields.keys() - AMENDABLE:
        raise TypeError(f"freeze_amendment does not write {sorted(unknown)}")
    changed = {name: value for name, value in fields.items() if getattr(commitment, name) != value}
    if "reduction_tco2e" in changed and commitment.sheets.exists():
        words = _("The sheets of this commitment compute its reduction: it cannot be changed by hand.")
        raise refusal("reduction_tco2e", words, "computed")
    if not changed:
        raise ValidationError(_("This amendment changes nothing."), code="unchanged")
    for name, value in changed.items():
        setattr(commitment, name, value)
    _validate(commitment)
    earlier = supersedes or commitment.versions.order_by("-number").first()
    version = freeze_locked(commitment=commitment, by=by, language=language, supersedes=earlier)
    if not can_edit_city(by, commitment.contract.city):
        _tell_city(version)
    return version


@transaction.atomic
def refuse_amendment(*, commitment_id: UUID, by: User, reason: str) -> CommitmentNote:
    """Say, as the city, why a proposed amendment is not asked for; what is in force stays so.

    The organisation reads the reason beside the commitment and by mail. The same text is not proposed again.
    """
    commitment = lock_commitment(commitment_id)
    require(can_edit_city, by, commitment.contract.city)
    version = proposed_amendment(commitment)
    if version is None:
        raise ValidationError(_("No amendment of this commitment waits for an answer."), code="none")
    reason = reason.strip()
    if not reason:
        raise refusal("reason", _("Say in a few words why."), "required")
    validate_signs(reason, "reason")
    note = CommitmentNote.objects.create(
        commitment=commitment,
        kind=NoteKind.REFUSAL,
        side=Side.CITY,
        text=reason,
        version_number=version.number,
        author=by,
    )
    for person in people_of_side(commitment, Side.ORGANISATION):
        queue_text(to=person.email, text=note_text(note=note, person=person, side=Side.ORGANISATION))
    return note


def _tell_city(version: CommitmentVersion) -> None:
    for person in people_of_side(version.commitment, Side.CITY):
        queue_text(to=person.email, text=amendment_text(version=version, person=person))


def apply_version(version: CommitmentVersion) -> Commitment:
    """Write what a version says into its commitment, in the transaction that puts the version in force.

    A text stays in its other languages only where the version says the same: a translation of an older promise would
    be another promise.
    """
    commitment = lock_commitment(version.commitment_id)
    promise = json.loads(version.canonical)["commitment"]
    values = _values_of(commitment, promise, version.language)
    changed = [name for name, value in values.items() if getattr(commitment, name) != value]
    if not changed:
        return commitment
    for name in changed:
        setattr(commitment, name, values[name])
    commitment.revision += 1
    commitment.save(update_fields=[*changed, "revision", "changed_at"])
    return commitment


def _values_of(commitment: Commitment, promise: Mapping[str, Any], language: str) -> dict[str, Any]:
    values: dict[str, Any] = {name: promise[name] for name in YEARS}
    for name in TEXTS:
        stored: Texts = getattr(commitment, name)
        same = plain_lines(stored.get(language, "")) == promise[name]
        values[name] = stored if same else Texts({language: promise[name]})
    for name in QUANTITIES:
        told = promise["quantities"][name]
        values[name] = None if told is None else Decimal(told["value"])
    return values


def _validate(commitment: Commitment) -> None:
    if not commitment.title:
        raise refusal("title", _("Say in a few words what is promised."), "required")
    collect_errors(
        [
            (validate_year, commitment.start_year, "start_year"),
            (validate_year, commitment.end_year, "end_year"),
            (validate_year_order, commitment.start_year, commitment.end_year),
            (validate_not_negative, commitment.reduction_tco2e, "reduction_tco2e"),
            (validate_not_negative, commitment.investment_eur, "investment_eur"),
        ]
    )
    commitment.full_clean()
