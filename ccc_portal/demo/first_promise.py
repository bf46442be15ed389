"""One commitment of the training city in negotiation, with notes and two versions: made through the services, once."""

from decimal import Decimal

from django.db import transaction

from contracts.models import Contract
from core.fields import Texts
from core.models import User
from stakeholders.enums import Cluster, NoteKind, Side
from stakeholders.models import Commitment, Organisation
from stakeholders.selectors.people import contracts_of
from stakeholders.services.commitments import create_commitment, update_commitment
from stakeholders.services.negotiation import add_note, move_commitment
from stakeholders.services.sheets import add_sheet, save_sheet

TITLE = Texts({"it": "Un secondo forno senza gas", "en": "A second oven without gas"})
FIRST = Texts(
    {
        "it": "Sostituiamo il forno a gas del laboratorio con uno elettrico.",
        "en": "We replace the gas oven of the workshop with an electric one.",
    }
)
SECOND = Texts(
    {
        "it": "Sostituiamo il forno a gas del laboratorio con uno elettrico entro il 2028 e pubblichiamo ogni anno i "
        "consumi.",
        "en": "We replace the gas oven of the workshop with an electric one by 2028 and publish its consumption every "
        "year.",
    }
)
ANSWERS = {
    "category": "own_assets",
    "scale": "building",
    "fields": ["energy_systems"],
    "description": "Un forno elettrico da 60 kW al posto di quello a gas.",
    "start_year": 2026,
    "end_year": 2028,
    "baseline_kind": "existing",
    "buildings_natural_gas_before": "180",
    "buildings_natural_gas_after": "0",
    "buildings_electricity_before": "0",
    "buildings_electricity_after": "70",
    "capex_eur": "95000",
    "has_other_funding": False,
}


@transaction.atomic
def give_first_promise(*, organisation: Organisation, signatory: User, officer: User) -> None:
    """Let organisation and city negotiate a commitment, unless that was done before."""
    contract: Contract | None = contracts_of(organisation).filter(city__slug="valdoria").first()
    if (
        contract is None
        or Commitment.objects.filter(organisation=organisation, number__isnull=False).exists()
    ):
        return
    made = create_commitment(
        contract=contract,
        organisation=organisation,
        by=signatory,
        actions=contract.actions.active().filter(parties__organisation=organisation)[:1],
        title=TITLE,
        statement=FIRST,
        start_year=2026,
        is_illustrative=True,
        source="Dimostrazione",
    )
    _write_sheet(made, signatory)
    move_commitment(
        commitment_id=made.pk,
        to="submitted",
        by=signatory,
        text="Ecco la nostra proposta per il laboratorio.",
    )
    _negotiate(made, signatory, officer)


def _write_sheet(commitment: Commitment, signatory: User) -> None:
    sheet = add_sheet(
        commitment_id=commitment.pk,
        by=signatory,
        title=Texts({"it": "Forno elettrico del laboratorio", "en": "Electric oven of the workshop"}),
        variant=Cluster.COMPANY,
    )
    save_sheet(
        sheet_id=sheet.pk,
        by=signatory,
        answers=ANSWERS,
        confidential=["capex_eur"],
        latitude=Decimal("43.5502"),
        longitude=Decimal("14.5650"),
    )


def _negotiate(commitment: Commitment, signatory: User, officer: User) -> None:
    """Changes are asked for, made, and one question stays open."""
    move_commitment(
        commitment_id=commitment.pk,
        to="changes_requested",
        by=officer,
        text="Scrivete entro quale anno, e come si potrà verificare.",
    )
    update_commitment(commitment_id=commitment.pk, by=signatory, statement=SECOND, end_year=2028)
    move_commitment(
        commitment_id=commitment.pk, to="submitted", by=signatory, text="Abbiamo aggiunto l'anno e i consumi."
    )
    add_note(
        commitment_id=commitment.pk,
        by=officer,
        text="Grazie: lo leggiamo con l'ufficio energia.",
        kind=NoteKind.COMMENT,
        side=Side.CITY,
    )
