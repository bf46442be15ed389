"""Which persons who signed are named in public, by the policy of their city."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.models import City
from stakeholders.enums import RequestKind, RequestState, Side
from stakeholders.models import SignatureRecord

TEXTS = (RequestKind.SIGN, RequestKind.AMEND)


@dataclass(frozen=True, slots=True)
class PublicSigner:
    """A person who signed, as everyone may read it; `side` says for whom."""

    name: str
    role_title: str
    side: str
    signed_at: datetime


def is_signer_named(record: SignatureRecord, city: City, *, is_organisation_named: bool) -> bool:
    """Whether everyone may read who gave a signature; the people of an unnamed organisation would give it away.

    The page on which signers confirm their data tells them: what counts is the moment when they did.
    """
    since = city.signers_named_from
    is_told = is_organisation_named or record.signer.side == Side.CITY
    checked_at = record.signer.checked_at
    return is_told and since is not None and checked_at is not None and checked_at >= since


def public_signers(city: City, commitments: Collection[UUID]) -> dict[UUID, tuple[PublicSigner, ...]]:
    """The persons who signed what is in force of commitments that name their organisation; at most one query."""
    if city.signers_named_from is None or not commitments:
        return {}
    rows = SignatureRecord.objects.filter(
        signer__request__version__commitment__in=commitments,
        signer__request__version__commitment__is_named=True,
        signer__request__kind__in=TEXTS,
        signer__request__state=RequestState.IN_FORCE,
        signer__checked_at__gte=city.signers_named_from,
    ).select_related("signer__person", "signer__request__version")
    found: dict[UUID, list[PublicSigner]] = defaultdict(list)
    for row in rows.order_by("event_seq"):
        signer = PublicSigner(str(row.signer.person), row.signer.role_title, row.signer.side, row.signed_at)
        found[row.signer.request.version.commitment_id].append(signer)
    return {key: tuple(signers) for key, signers in found.items()}
