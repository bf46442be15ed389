"""Who may be asked to sign, for whom, and by what right."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.enums import CityRole
from contracts.models import City
from contracts.rules import can_enter_office
from core.models import User
from core.validators import refusal
from stakeholders.enums import OrganisationRole, RequestKind, Side
from stakeholders.models import Commitment, Mandate, Organisation
from stakeholders.selectors.signing import usable_mandate
from stakeholders.services.asking import refuse_unless


@dataclass(frozen=True, slots=True)
class Signer:
    """Who is to sign, for whom, in which step; the mandate and the office default to the newest confirmed ones."""

    person: User
    side: str = Side.ORGANISATION
    organisation: Organisation | None = None
    step: int = 1
    role_title: str = ""
    mandate: Mandate | None = None


def complete_signers(
    signers: Sequence[Signer], commitment: Commitment, *, kind: str = RequestKind.SIGN
) -> list[Signer]:
    """The signers with organisation, mandate and office filled in; refused when one may not sign, or not so.

    A withdrawal is signed by the party that withdraws, which may be the city alone.
    """
    complete = [_complete(signer, commitment) for signer in signers]
    _validate_signers(complete, by_city_alone=kind == RequestKind.WITHDRAW)
    return complete


def _complete(signer: Signer, commitment: Commitment) -> Signer:
    """The signer with organisation, mandate and office; refused when they may not sign."""
    if signer.side == Side.CITY:
        may = can_enter_office(signer.person, commitment.contract.city)
        refuse_unless(
            may, "signers", _("Someone who signs for the city must belong to its team."), "not_city"
        )
        refuse_unless(signer.role_title.strip(), "role_title", _("Write the office held."), "required")
        return replace(signer, organisation=None, mandate=None, role_title=signer.role_title.strip())
    organisation = signer.organisation or commitment.organisation
    mandate = check_authority(signer.person, organisation, signer.mandate, city=commitment.contract.city)
    return replace(
        signer,
        organisation=organisation,
        mandate=mandate,
        role_title=signer.role_title.strip() or mandate.title,
    )


def check_authority(
    person: User, organisation: Organisation, mandate: Mandate | None, *, city: City
) -> Mandate:
    """The mandate by which a person may sign for an organisation today; refused without one, and for who has left.

    Who edits the contract for the city never signs for the other side: nobody promises to themselves.
    """
    is_officer = city.memberships.filter(user=person, role__in=[CityRole.LEAD, CityRole.OFFICER]).exists()
    words = _("An officer of the city cannot sign for an organisation.")
    refuse_unless(not is_officer, "signers", words, "officer")
    is_signatory = organisation.memberships.filter(
        user=person, role=OrganisationRole.SIGNATORY, user__is_active=True
    ).exists()
    refuse_unless(
        is_signatory,
        "signers",
        _("This person is not an authorised signatory of the organisation."),
        "not_signatory",
    )
    today = timezone.localdate()
    if mandate is None:
        mandate = usable_mandate(organisation, person, today)
    is_usable = (
        mandate is not None
        and (mandate.person_id, mandate.organisation_id) == (person.pk, organisation.pk)
        and mandate.confirmed_at is not None
        and mandate.ended_at is None
        and (mandate.valid_until is None or mandate.valid_until >= today)
    )
    if mandate is None or not is_usable:
        words = _("The city has not confirmed why this person may sign, or the mandate has ended.")
        raise refusal("signers", words, "mandate")
    return mandate


def _validate_signers(signers: Sequence[Signer], *, by_city_alone: bool) -> None:
    """Somebody of the organisation signs; everyone once; the city last."""
    own = [signer for signer in signers if signer.side == Side.ORGANISATION]
    city = [signer for signer in signers if signer.side == Side.CITY]
    is_enough = own or (by_city_alone and city)
    refuse_unless(is_enough, "signers", _("Choose who signs for the organisation."), "required")
    people = {signer.person.pk for signer in signers}
    refuse_unless(len(people) == len(signers), "signers", _("Each person signs once."), "twice")
    refuse_unless(all(signer.step >= 1 for signer in signers), "signers", _("Steps begin with 1."), "step")
    last = max((signer.step for signer in own), default=0)
    words = _("The city signs after everyone else: give it a later step.")
    refuse_unless(all(signer.step > last for signer in city), "signers", words, "city_last")
