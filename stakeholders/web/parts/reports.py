"""The part of a commitment's page that tells what was promised and delivered."""

from dataclasses import dataclass
from typing import Any

from stakeholders import rules
from stakeholders.models import Commitment
from stakeholders.selectors.reports import CommitmentStanding, open_campaign_of, standing_of, with_reports


@dataclass(frozen=True, slots=True)
class ReportsPart:
    """What `stakeholders/_reports.html` shows; `office_city` is the slug of the city on officers' pages only."""

    standing: CommitmentStanding
    can_report: bool
    office_city: str = ""


def reports_part(commitment: Commitment, user: Any, *, office: bool = False) -> ReportsPart:
    """The part of one commitment, as its organisation's people or the city's officers see it."""
    rows = with_reports(Commitment.objects.select_related("organisation", "contract__city"))
    found = rows.get(pk=commitment.pk)
    standing = standing_of(found, open_campaign_of(found.contract))
    if office:
        return ReportsPart(standing, can_report=False, office_city=found.contract.city.slug)
    return ReportsPart(standing, rules.can_report(user, found.organisation))
