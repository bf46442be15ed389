"""A report that an organisation sends in the portal answers what a monitoring campaign asked."""

from contracts.services.campaign_answers import (
    ask_parties_again,
    mark_action_reported,
    mark_parties_reported,
)
from stakeholders.enums import ReportState
from stakeholders.models import CommitmentReport
from stakeholders.selectors.reports import open_campaign_of, reports_since


def mark_campaign(report: CommitmentReport) -> None:
    """Mark the requests of the open campaign, inside the transaction that sends a report or decides about it.

    A sent report answers for its signatory at once, in words only when the city accepts it; an accepted one answers
    for its action too. A rejected one asks again. A party that is not named in public is not marked: the frozen
    report of a campaign names it.
    """
    if report.action_report is not None:
        mark_action_reported(report.action_report)
    commitment = report.commitment
    listings = commitment.organisation.listings.filter(contract=commitment.contract_id)
    parties = list(listings.values_list("pk", flat=True)) if commitment.is_named else []
    if not parties:
        return
    if report.state != ReportState.REJECTED:
        accepted = report.state == ReportState.ACCEPTED
        if accepted:
            ask_parties_again(parties)
        mark_parties_reported(parties, statement=report.text if accepted else "")
    elif not reports_since(commitment, open_campaign_of(commitment.contract)).exists():
        ask_parties_again(parties)
