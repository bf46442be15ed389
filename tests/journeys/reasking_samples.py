"""A city of its own with two parties that signed, and its next version; made inside the installation."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from contracts.models import Contract, ContractVersion
from core.fields import Texts
from core.models import User
from stakeholders.models import Commitment, Organisation, SigningRequest
from stakeholders.services.signers import Signer
from tests.factories import (
    CityFactory,
    CityMembershipFactory,
    ClauseFactory,
    CommitmentFactory,
    ContractFactory,
    ContractPartyFactory,
    ContractVersionFactory,
    OrganisationFactory,
)
from tests.stakeholders.signing.stage import Stage, signatory

CITY, OFFICER, FIRST, SECOND = (
    "dueparti",
    "ufficio@dueparti.example",
    "prima@parti.example",
    "seconda@parti.example",
)
PASSWORD = "secret-of-tests"
NAMES = {FIRST: "Prima Cooperativa", SECOND: "Seconda Cooperativa"}
GOAL, DATA = "Meno ottanta per cento entro il 2030.", "I dati dei consumi sono aperti."
OLD, NEW = "Un resoconto ogni anno.", "Un resoconto ogni sei mesi."


@transaction.atomic
def make_signed_parties() -> dict[str, dict[str, str]]:
    """Two organisations whose promises everyone has signed: clauses for both, and one for each alone.

    One transaction, so that no worker sends the codes away, whose mails are then no longer kept.
    """
    if Contract.objects.filter(city__slug=CITY).exists():
        return _ids()
    city = CityFactory(slug=CITY, names=Texts({"it": "Dueparti", "en": "Dueparti"}))
    contract = ContractFactory(city=city, version=None)
    version = ContractVersionFactory(contract=contract, state="open_for_signature")
    officer = _person(OFFICER, CityMembershipFactory(city=city, role="lead").user)
    commitments = {email: _party(contract, email) for email in NAMES}
    ClauseFactory(version=version, key="obiettivo", text=Texts({"it": GOAL}))
    for email, key, text in ((FIRST, "resoconti", OLD), (SECOND, "dati", DATA)):
        party = commitments[email].organisation.listings.get()
        ClauseFactory(version=version, key=key, text=Texts({"it": text}), party=party)
    for email, commitment in commitments.items():
        _sign(commitment, officer=officer, person=User.objects.get(email=email))
    return _ids()


def make_next_version() -> int:
    """Version 2 is open for signature, and words the clause of the first party differently."""
    first = ContractVersion.objects.get(contract__city__slug=CITY, number=1)
    made = ContractVersion.objects.filter(contract=first.contract, number=2).first()
    if made is None:
        made = ContractVersionFactory(
            contract=first.contract, number=2, is_current=False, state="open_for_signature"
        )
        for clause in first.clauses.all():
            text = Texts({"it": NEW}) if clause.key == "resoconti" else clause.text
            ClauseFactory(
                version=made, key=clause.key, party=clause.party, position=clause.position, text=text
            )
    return int(made.number)


def requests_of(commitment: str) -> list[list[Any]]:
    """The requests of a commitment: kind, state, and how often its sealed file was made."""
    rows = SigningRequest.objects.filter(version__commitment=commitment).order_by("opened_at")
    return [[one.kind, one.state, one.documents.count()] for one in rows]


def are_sealed() -> bool:
    """Whether both promises are in force."""
    return Commitment.objects.filter(contract__city__slug=CITY, state="signed").count() == len(NAMES)


def verify_code_of(commitment: str) -> str:
    """The code on the paper that was sealed first."""
    request = SigningRequest.objects.filter(version__commitment=commitment).earliest("opened_at")
    return str(request.documents.get().verify_code)


def _party(contract: Contract, email: str) -> Commitment:
    """An organisation of the contract with its signatory and a promise that the city has accepted."""
    organisation: Organisation = OrganisationFactory(name=NAMES[email])
    organisation.listings.add(ContractPartyFactory(contract=contract, organisation_name=NAMES[email]))
    _person(email, signatory(organisation))
    title = Texts(dict.fromkeys(("it", "en"), f"Impegno: {NAMES[email]}"))
    commitment: Commitment = CommitmentFactory(
        contract=contract, organisation=organisation, state="accepted", title=title, statement=title
    )
    return commitment


def _person(email: str, person: User) -> User:
    """The person under an address that the journeys know, and can sign in with."""
    person.email = email
    person.save()
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def _sign(commitment: Commitment, *, officer: User, person: User) -> None:
    """Everyone signs by the portal's own route, the city last; the worker seals it."""
    stage = Stage(commitment, officer=officer, mayor=officer, first=person, second=person)
    city = Signer(person=officer, side="city", step=2, role_title="Assessora")
    stage.sign_all(stage.open(signers=[Signer(person=person), city]))


def _ids() -> dict[str, dict[str, str]]:
    rows = Commitment.objects.filter(contract__city__slug=CITY).select_related("organisation")
    emails = {name: email for email, name in NAMES.items()}
    return {
        emails[one.organisation.name]: {"commitment": str(one.pk), "organisation": str(one.organisation_id)}
        for one in rows
    }
