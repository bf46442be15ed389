"""The published versions of a contract and what changed in its city: the list that everyone reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from contracts.enums import VersionState
from contracts.models import City, Contract, ContractVersion, FrozenPart
from core.models import Change
from progress.selectors.snapshots import current_snapshots

DOCUMENT = "document"
"""The frozen part that holds the whole content of a version."""


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A published version in the list; `sha256` is empty where it was published before it could be frozen."""

    version: ContractVersion
    state_label: str
    dated_on: date | None
    sha256: str


def published_versions(contract: Contract) -> QuerySet[ContractVersion]:
    """The versions that everyone may read, newest first, each with the digest of its frozen content."""
    frozen = FrozenPart.objects.filter(version=OuterRef("pk"), name=DOCUMENT).values("sha256")[:1]
    return (
        contract.versions.filter(state__in=VersionState.public())
        .annotate(document_sha256=Subquery(frozen))
        .select_related("contract__city")
        .order_by("-number")
    )


def show_version(version: ContractVersion) -> VersionLine:
    """A version of `published_versions` in words."""
    return VersionLine(
        version=version,
        state_label=str(version.get_state_display()),
        dated_on=version_date(version),
        sha256=getattr(version, "document_sha256", None) or "",
    )


def version_date(version: ContractVersion) -> date | None:
    """The day that tells best how old a version is: frozen, submitted, decided by the council, or labelled."""
    instants = (version.frozen_at, version.submitted_at)
    days = [timezone.localdate(instant) for instant in instants if instant]
    return next(iter([*days, *filter(None, (version.council_decided_on, version.label_on))]), None)


def content_token(version: ContractVersion) -> str:
    """Words that differ whenever what a page shows of a version may: nothing of a frozen one ever does.

    Every service writes a row of the change feed in its transaction; the number of rows tells of those that were
    committed late, too.
    """
    if version.frozen_at is not None:
        return f"{version.pk}"
    changes = Change.objects.filter(city_slug=version.contract.city.slug)
    told = changes.aggregate(count=Count("pk"), newest=Max("made_at"))
    snapshot = current_snapshots().filter(contract=version.contract_id).values_list("pk", flat=True).first()
    return f"{version.pk}:{version.revision}:{told['count']}:{told['newest']}:{snapshot}"


def list_city_changes(city: City) -> QuerySet[Change]:
    """Every change of the city's public things, newest first; who made it stays inside the office."""
    return Change.objects.filter(city_slug=city.slug, is_public=True).order_by("-made_at", "-pk")
