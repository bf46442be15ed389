"""A commitment in force of the demonstration's organisation, made inside the installation."""

from django.utils import timezone

from contracts.models import Action, Contract
from stakeholders.models import CommitmentReport, Organisation
from tests.factories import CommitmentFactory


def make_promise(*, city: str, signatory: str) -> dict[str, str]:
    """A commitment that the organisation of `signatory` signed today, about one action."""
    contract = Contract.objects.get(city__slug=city)
    organisation = Organisation.objects.get(memberships__user__email=signatory, memberships__role="signatory")
    action = Action.objects.active().filter(contract=contract, commitments=None).order_by("code_key").first()
    assert action is not None
    commitment = CommitmentFactory(
        contract=contract,
        organisation=organisation,
        title={"it": "Un forno senza gas", "en": "An oven without gas"},
        actions=[action],
        state="active",
        signed_on=timezone.localdate(),
    )
    return {"organisation": str(organisation.pk), "commitment": str(commitment.pk), "action": action.code}


def newest_report(commitment: str) -> str:
    """The newest report on a commitment."""
    return str(CommitmentReport.objects.filter(commitment=commitment).order_by("-written_at")[0].pk)
