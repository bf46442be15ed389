"""Rows of stakeholders that the addresses of a city's contract name: people, sheets, negotiation, signatures."""

from typing import Any

from contracts.models import Contract
from tests.addresses import all_addresses
from tests.factories import (
    ApplicationFactory,
    CommitmentFactory,
    CommitmentReportFactory,
    InvitationFactory,
    MandateFactory,
    OrganisationMembershipFactory,
)
from tests.factories.sheets import AttachmentFactory

NEGOTIATION_PAGES = (
    "commitment-detail", "commitment-move", "commitment-compare", "note-create", "note-resolve",
)  # fmt: skip
SHEET_PAGES = (
    "commitment-edit",
    "sheet-add",
    "sheet-detail",
    "sheet-compute",
    "sheet-remove",
    "sheet-step",
    "sheet-live",
    "attachment-add",
    "attachment-file",
    "attachment-remove",
)


def make_people_samples(contract: Contract) -> dict[str, Any]:
    """The same for organisations and their people."""
    organisation = InvitationFactory(contract=contract).organisation
    member = OrganisationMembershipFactory(organisation=organisation)
    mandate = MandateFactory(organisation=organisation, person=member.user)
    invitation, application = InvitationFactory(contract=contract), ApplicationFactory(contract=contract)
    report = CommitmentReportFactory(commitment__contract=contract, commitment__organisation=organisation)
    pages = ("home", "profile", "logo", "people", "naming")
    own = [f"organisation-{page}" for page in pages]
    reporting = ("organisation-reports", "report-create", "report-file")
    below = ("member-invite", "member-role", "member-remove", "mandate-create", "mandate-file", "mandate-end")
    return (
        {f"{name}:pk": organisation.pk for name in (*own, *below, *reporting)}
        | {f"report-{step}:pk": report.pk for step in ("review", "evidence")}
        | {f"organisation-{name}:pk": organisation.pk for name in ("badge", "evidence", "file", "facts")}
        | {"organisation-evidence:report": report.pk, "organisation-file:file": report.pk}
        | {"report-create:commitment": report.commitment_id, "report-file:report": report.pk}
        | {f"invitation-{step}:pk": invitation.pk for step in ("resend", "revoke")}
        | {f"application-{step}:pk": application.pk for step in ("accept", "refuse")}
        | {f"mandate-{step}:pk": mandate.pk for step in ("proof", "confirm", "refuse")}
        | {"member": member.pk, "mandate": mandate.pk}
    )


def make_sheet_samples(contract: Contract) -> dict[str, Any]:
    """The same for the sheets of a commitment, on the side of its organisation and of the city."""
    file = AttachmentFactory(sheet__commitment__contract=contract)
    commitment, samples = file.commitment, {"sheet": file.sheet_id, "attachment": file.pk}
    for page in SHEET_PAGES:
        samples |= {
            f"{page}:pk": commitment.organisation_id,
            f"{page}:commitment": commitment.pk,
            f"{page}:step": "contesto",
            f"office-{page}:pk": commitment.pk,
            f"office-{page}:step": "contesto",
        }
    return samples | {"commitment-create:pk": commitment.organisation_id}


def make_negotiation_samples(contract: Contract) -> dict[str, Any]:
    """The same for the page of a commitment and its negotiation, on both sides."""
    commitment = CommitmentFactory(contract=contract)
    samples = {"note": contract.pk, "commitment-office:pk": commitment.pk}
    for page in NEGOTIATION_PAGES:
        samples |= {
            f"{page}:pk": commitment.organisation_id,
            f"{page}:commitment": commitment.pk,
            f"office-{page}:pk": commitment.pk,
        }
    return samples


def make_signing_samples(contract: Contract) -> dict[str, Any]:
    """The same for signatures; no request is needed to turn people away."""
    commitment = CommitmentFactory(contract=contract)
    parts = ("resend:signer", "paper:signer", "hand-over:signer", "accept:file", "signed-file:file")
    own = ("signing-list", "signing-archive", "commitment-withdraw", "commitment-amend")
    return (
        {f"{one.name}:pk": contract.pk for one in all_addresses() if one.name.startswith("request-")}
        | {f"{name}:pk": commitment.organisation_id for name in own}
        | {f"commitment-{act}:commitment": commitment.pk for act in ("withdraw", "amend")}
        | {f"request-{part}": contract.pk for part in parts}
        | {"signing-annex:sha256": "0" * 64}
        | {f"sealed-{name}": contract.pk for name in ("file:pk", "text:pk", "outside:pk", "outside:file")}
    )
