"""Who may sign in the training city, and one invitation that waits: made through the services, once."""

from django.db import transaction

from contracts.models import Contract
from core.models import User
from stakeholders.enums import AuthorityBasis, OrganisationRole
from stakeholders.models import Mandate, Organisation
from stakeholders.selectors.people import contracts_of
from stakeholders.services.invitations import invite_person
from stakeholders.services.mandates import confirm_mandate, declare_mandate

INVITED = "produzione@azienda.example"


@transaction.atomic
def give_first_people(*, organisation: Organisation, signatory: User, officer: User) -> None:
    """Let the signatory's mandate be confirmed and invite a colleague, unless that was done before."""
    contract: Contract | None = contracts_of(organisation).filter(city__slug="valdoria").first()
    if contract is None or Mandate.objects.filter(organisation=organisation).exists():
        return
    mandate = declare_mandate(
        organisation_id=organisation.pk,
        by=signatory,
        basis=AuthorityBasis.LEGAL_REPRESENTATIVE,
        title="Legale rappresentante (dimostrazione)",
    )
    confirm_mandate(mandate_id=mandate.pk, contract=contract, by=officer)
    invite_person(
        contract=contract,
        organisation=organisation,
        by=officer,
        email=INVITED,
        role=OrganisationRole.EDITOR,
        contact_name="Ufficio produzione (dimostrazione)",
        message="Aggiungete i vostri impegni entro la fine del mese.",
    )
