"""Findings on published figures, in words; the figures themselves stay as printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from contracts.enums import FindingSeverity
from contracts.models import Action, City, Contract, Finding
from contracts.selectors.findings import describe, place_words
from contracts.selectors.public_findings import public_findings
from contracts.selectors.versions import working_version


@dataclass(frozen=True)
class FindingRow:
    """A finding in one sentence; `action_id` where the thing has a page of its own, with the city's explanation."""

    severity: str
    severity_label: str
    place: str
    sentence: str
    action_id: UUID | None
    explanation: str
    explained_at: datetime | None


def list_findings(city: City) -> tuple[FindingRow, ...]:
    """All findings on a city's published figures."""
    return tuple(_rows(public_findings(city)))


def list_office_findings(city: City) -> tuple[FindingRow, ...]:
    """The findings that the city's team can work on, errors first.

    A draft begins as a copy of the current version, so both have the same findings: those of the working one count.
    """
    contract: Contract | None = getattr(city, "contract", None)
    working = working_version(contract) if contract else None
    rows = city.findings.filter(Q(version=None) | Q(version=working)) if working else city.findings.all()
    return tuple(_rows(sorted(rows, key=lambda row: _ORDER[FindingSeverity(row.severity)])))


def findings_on(city: City, subject_id: UUID) -> tuple[FindingRow, ...]:
    """The findings on one thing."""
    return tuple(_rows(row for row in public_findings(city) if row.subject_id == subject_id))


def _rows(findings: Iterable[Finding]) -> Iterable[FindingRow]:
    for finding in findings:
        is_action = finding.subject_kind == Action._meta.label_lower
        yield FindingRow(
            severity=finding.severity,
            severity_label=finding.get_severity_display(),
            place=place_words(finding.place, finding.table),
            sentence=describe(finding),
            action_id=finding.subject_id if is_action else None,
            explanation=str(finding.explanation),
            explained_at=finding.explained_at,
        )


_ORDER = {FindingSeverity.ERROR: 0, FindingSeverity.WARNING: 1, FindingSeverity.NOTE: 2}
