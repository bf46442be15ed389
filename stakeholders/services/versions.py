"""Freezing the text of a commitment: an immutable version, its digest, and its event in the evidence log."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from contracts.models import Contract, ContractVersion
from core.access import require
from core.models import User
from core.services.evidence import append_event, register_proof
from stakeholders import rules
from stakeholders.documents import (
    Withheld,
    answer_sha256,
    canonical_text,
    clause_hashes,
    commitment_document,
    commitment_sha256,
    open_document,
    signable_version,
)
from stakeholders.models import Commitment, CommitmentVersion

FROZEN = "commitment.frozen"


def register_proofs() -> None:
    """Let the check of the evidence log compare frozen texts with what their events tell; called once."""
    register_proof(FROZEN, find_changed_text)


@transaction.atomic
def freeze_commitment(
    *,
    commitment_id: UUID,
    by: User,
    language: str,
    supersedes: CommitmentVersion | None = None,
    contract_version: ContractVersion | None = None,
) -> CommitmentVersion:
    """Keep the text of a commitment in one language as a version; the newest version again where nothing changed.

    Locks the commitment, then its contract for the number, then the head of the evidence log. The clauses are those
    of `contract_version`, else of the version that is signed now.
    """
    commitment = lock_commitment(commitment_id)
    require(rules.can_edit_commitment, by, commitment)
    return freeze_locked(
        commitment=commitment,
        by=by,
        language=language,
        supersedes=supersedes,
        contract_version=contract_version,
    )


def freeze_locked(
    *,
    commitment: Commitment,
    by: User,
    language: str,
    supersedes: CommitmentVersion | None = None,
    contract_version: ContractVersion | None = None,
) -> CommitmentVersion:
    """Freeze a commitment that the caller has locked, and whose fields may be changed in memory only."""
    _give_number(commitment)
    newest = commitment.versions.order_by("-number").first()
    version_of_contract = contract_version or signable_version(commitment)
    withheld = Withheld(newest.withheld if newest else None)
    document = commitment_document(
        commitment, language, contract_version=version_of_contract, withheld=withheld
    )
    text = canonical_text(document)
    if newest and newest.canonical == text:
        return newest
    version = CommitmentVersion.objects.create(
        commitment=commitment,
        number=newest.number + 1 if newest else 1,
        canonical=text,
        sha256=commitment_sha256(text),
        language=language,
        contract_version=version_of_contract,
        clause_hashes=clause_hashes(commitment, version_of_contract),
        withheld=withheld.opened or None,
        supersedes=supersedes,
        created_by=by,
    )
    _log(version)
    return version


def lock_commitment(commitment_id: UUID) -> Commitment:
    """The commitment, locked until the end of the transaction, with what its services ask."""
    return (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("contract__city", "organisation")
        .get(pk=commitment_id)
    )


def language_to_freeze(commitment: Commitment, preferred: str = "") -> str:
    """The language in which all that was written of a commitment can be read; the preferred one where it can."""
    codes = [code for code, _name in settings.LANGUAGES]
    for code in (preferred[:2], settings.LANGUAGE_CODE, *codes):
        if code in codes and _is_written(commitment, code):
            return code
    return settings.LANGUAGE_CODE


def find_changed_text(payload: dict[str, Any]) -> Iterable[str]:
    """What is not as an event of freezing tells: asked by the check of the evidence log."""
    version = CommitmentVersion.objects.filter(pk=payload["version"]).first()
    if version is None:
        yield "the frozen text of the commitment is missing"
        return
    if not commitment_sha256(version.canonical) == version.sha256 == payload["sha256"]:
        yield "the frozen text of the commitment is not what was frozen"
        return
    if not all(_opens(sheet, version) for sheet in open_document(version)["sheets"]):
        yield "a withheld answer is not the one that was frozen"


def _opens(sheet: dict[str, Any], version: CommitmentVersion) -> bool:
    """Whether every withheld answer of a sheet has the digest that stands in the text."""
    opened = version.withheld or {}
    for key, answer in sheet["answers"].items():
        known = opened.get(f"{sheet['id']}/{key}")
        if "sha256" in answer and (
            known is None or answer_sha256(known["salt"], key, known["value"]) != answer["sha256"]
        ):
            return False
    return True


def _is_written(commitment: Commitment, code: str) -> bool:
    texts = (commitment.title, commitment.statement)
    return all(text.get(code) for text in texts if text)


def _give_number(commitment: Commitment) -> None:
    """Number the commitments of a contract in the order in which they are first frozen."""
    if commitment.number is not None:
        return
    contract = Contract.objects.select_for_update().get(pk=commitment.contract_id)
    last = contract.commitments.aggregate(last=Max("number"))["last"]
    commitment.number = (last or 0) + 1
    commitment.save(update_fields=["number"])


def _log(version: CommitmentVersion) -> None:
    commitment = version.commitment
    append_event(
        stream=commitment.contract_id,
        kind=FROZEN,
        payload={
            "commitment": str(commitment.pk),
            "version": str(version.pk),
            "number": version.number,
            "language": version.language,
            "sha256": version.sha256,
            "supersedes": str(version.supersedes_id) if version.supersedes_id else None,
            "by": str(version.created_by_id),
        },
    )
