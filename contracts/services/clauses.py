"""Clauses: the texts that parties sign, each with the digest of its canonical text."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contracts import rules
from contracts.models import Clause, ContractParty, ContractVersion
from contracts.validators import collect_errors, validate_editable
from core.access import require
from core.canonical import plain_lines, texts_sha256
from core.changes import record_change
from core.enums import ChangeVerb
from core.fields import Texts
from core.models import User
from core.validators import refusal


@transaction.atomic
def save_clause(
    *,
    version_id: UUID,
    by: User,
    key: str,
    text: Mapping[str, str],
    clause_id: UUID | None = None,
    position: int | None = None,
    party: ContractParty | None = None,
) -> Clause:
    """Add a clause to a version, or change one; its digest follows its text."""
    version = _lock_version(version_id, by)
    found = Clause.objects.filter(version=version, pk=clause_id).first() if clause_id else None
    clause = found or Clause(version=version)
    clause.key, clause.text, clause.party = key.strip(), Texts(text), party
    clause.position = _next_position(version, clause) if position is None else position
    clause.sha256 = texts_sha256(clause.text)
    collect_errors([(_validate_key, clause), (_validate_text, clause), (_validate_party, clause)])
    clause.full_clean(validate_unique=False, validate_constraints=False)
    clause.save()
    _tell(clause, ChangeVerb.CHANGED if found else ChangeVerb.CREATED, by)
    return clause


@transaction.atomic
def delete_clause(*, clause_id: UUID, by: User) -> None:
    """Take a clause out of a version that may still change."""
    clause = Clause.objects.get(pk=clause_id)
    clause.version = _lock_version(clause.version_id, by)
    _tell(clause, ChangeVerb.REMOVED, by)
    clause.delete()


def _lock_version(version_id: UUID, by: User) -> ContractVersion:
    version = (
        ContractVersion.objects.select_for_update(of=("self",))
        .select_related("contract__city")
        .get(pk=version_id)
    )
    require(rules.can_edit_city, by, version.contract.city)
    validate_editable(version)
    return version


def _next_position(version: ContractVersion, clause: Clause) -> int:
    if not clause._state.adding:
        return clause.position
    last = version.clauses.order_by("-position").first()
    return last.position + 1 if last else 1


def _validate_key(clause: Clause) -> None:
    if not clause.key:
        raise refusal("key", _("Give the clause a short name."), "required")
    if Clause.objects.filter(version=clause.version, key=clause.key).exclude(pk=clause.pk).exists():
        raise refusal("key", _("There is a clause with this name already."), "unique")


def _validate_text(clause: Clause) -> None:
    if not any(plain_lines(one) for one in clause.text.values()):
        raise refusal("text", _("Write the clause in at least one language."), "required")


def _validate_party(clause: Clause) -> None:
    if clause.party is not None and clause.party.contract_id != clause.version.contract_id:
        raise refusal("party", _("Choose a party of this contract."), "party")


def _tell(clause: Clause, verb: ChangeVerb, by: User) -> None:
    city = clause.version.contract.city
    record_change(verb, clause, city_slug=city.slug, summary=clause.key, made_by=by, is_public=False)
