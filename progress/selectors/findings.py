"""Findings on published figures, in words; the figures themselves stay as printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from contracts.models import Action, City, Finding
from contracts.selectors.findings import describe


@dataclass(frozen=True)
class FindingRow:
    """A finding in one sentence; `action_id` where the thing has a page of its own."""

    severity: str
    severity_label: str
    place: str
    sentence: str
    action_id: UUID | None


def list_findings(city: City) -> tuple[FindingRow, ...]:
    """All findings on a city's published figures."""
    return tuple(_rows(city.findings.all()))


def findings_on(subject_id: UUID) -> tuple[FindingRow, ...]:
    """The findings on one thing."""
    return tuple(_rows(Finding.objects.filter(subject_id=subject_id)))


def _rows(findings: Iterable[Finding]) -> Iterable[FindingRow]:
    for finding in findings:
        is_action = finding.subject_kind == Action._meta.label_lower
        yield FindingRow(
            severity=finding.severity,
            severity_label=finding.get_severity_display(),
            place=finding.place,
            sentence=describe(finding),
            action_id=finding.subject_id if is_action else None,
        )
