"""What a paper tells beside its document, read from the version itself."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from contracts.models import ContractVersion
from contracts.tables import Generation
from exchange.papers.words import Extras, PaperSignature
from exchange.selectors.published import version_date

Charts = dict[str, dict[str, Any]]


def read_extras(version: ContractVersion, *, language: str, charts: Charts) -> Extras:
    """The extras of a version's paper; for a frozen version they are always the same."""
    dated_on = version_date(version)
    return Extras(
        title=dict(version.contract.title),
        is_draft=version.is_editable,
        is_training=version.contract.city.is_training,
        dated_on=dated_on.isoformat() if dated_on else "",
        timestamp=int((version.frozen_at or version.changed_at).timestamp()),
        generation=Generation.V2,
        charts={language: charts},
        signatures=_read_signatures(version),
        council_decision=version.council_decision,
        council_decided_on=version.council_decided_on.isoformat() if version.council_decided_on else "",
        verification_url=_public_address(version, language),
    )


def _read_signatures(version: ContractVersion) -> list[PaperSignature]:
    rows = version.paper_signatures.select_related("party").order_by("signed_on", "pk")
    return [
        PaperSignature(
            party=row.party.organisation_name,
            person=row.person,
            position=row.position,
            signed_on=row.signed_on.isoformat(),
        )
        for row in rows
    ]


def _public_address(version: ContractVersion, language: str) -> str:
    """Where the version can be read and compared, once it is published."""
    with translation.override(language):
        page = reverse("contract-version-public", args=[version.contract.city.slug, version.number])
    return f"{settings.PORTAL_ADDRESS}{page}#verification"
