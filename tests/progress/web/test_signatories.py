"""The wall of signatories, the public page of an organisation, its badge and its evidence."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from contracts.models import Contract
from progress.selectors.signatories import read_wall
from stakeholders.enums import CommitmentState
from stakeholders.models import Attachment, Commitment, Organisation
from tests import factories
from tests.factories.signing import SigningRequestFactory
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract() -> Contract:
    return factories.ContractFactory()


def sign(contract: Contract, **fields: Any) -> Commitment:
    action = factories.ActionFactory(contract=contract, sector="buildings")
    return factories.CommitmentFactory(contract=contract, actions=[action], **fields)


def report(commitment: Commitment, **fields: Any) -> Any:
    told = factories.ActionReportFactory(action=commitment.actions.get(), reduction_tco2e=Decimal(40))
    return factories.CommitmentReportFactory(
        commitment=commitment, action=commitment.actions.get(), state="accepted", action_report=told, **fields
    )


def address(contract: Contract, organisation: Organisation, below: str = "") -> str:
    return f"/en/c/{contract.city.slug}/firmatari/{organisation.pk}/{below}"


def test_wall_sums_what_was_promised_and_delivered(contract: Contract) -> None:
    organisation = factories.OrganisationFactory(name="Forno", cluster="company")
    report(sign(contract, organisation=organisation, reduction_tco2e=Decimal(100)))
    sign(contract, organisation=organisation, reduction_tco2e=None, state=CommitmentState.ACTIVE)
    sign(contract, organisation=organisation, state=CommitmentState.DRAFT)
    sign(contract, is_named=False)
    wall = read_wall(contract)
    [card] = wall.cards
    assert (card.name, card.promised_tco2e, card.promised_not_stated) == ("Forno", Decimal(100), 1)
    assert (card.delivered_tco2e, card.reported, card.actions) == (Decimal(40), 1, 2)
    assert ([state for state, _label, _count in card.states], wall.unnamed) == (["signed", "active"], 1)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["Ateneo", "Forno"]),
        ({"text": "forn"}, ["Forno"]),
        ({"cluster": "university"}, ["Ateneo"]),
        ({"cluster": ""}, []),
        ({"state": "active"}, ["Ateneo"]),
        ({"sector": "buildings"}, ["Ateneo", "Forno"]),
        ({"sector": "waste"}, []),
    ],
)
def test_wall_is_filtered(contract: Contract, asked: dict[str, str], names: list[str]) -> None:
    sign(contract, organisation__name="Forno", organisation__cluster="company")
    sign(contract, organisation__name="Ateneo", organisation__cluster="university", state="active")
    assert [card.name for card in read_wall(contract, **asked).cards] == names


def test_list_of_parties_shows_the_wall_and_filters_both(
    client: Client, contract: Contract, django_assert_max_num_queries: Any
) -> None:
    commitment = sign(contract, organisation__name="Forno")
    factories.ContractPartyFactory(contract=contract, organisation_name="Bocconi")
    party = factories.ContractPartyFactory(contract=contract, organisation_name="Forno srl")
    commitment.organisation.listings.add(party)
    page = f"/en/c/{contract.city.slug}/firmatari/"
    with django_assert_max_num_queries(14):
        text = words(client.get(page))
    assert ("Forno" in text, "Bocconi" in text, "100 t" in text) == (True, True, True)
    listed = client.get(f"{page}?state=signed").context["page"].object_list
    assert [row.organisation_name for row in listed] == ["Forno srl"]
    assert "No signatory fits" in words(client.get(f"{page}?sector=waste"))


def test_organisation_page_shows_promises_and_accepted_reports_alone(
    client: Client, contract: Contract
) -> None:
    commitment = sign(contract, reduction_tco2e=None)
    report(commitment, text="The oven burns.", reported_on=date(2026, 10, 1))
    factories.CommitmentReportFactory(
        commitment=commitment, action=commitment.actions.get(), text="Still to be read."
    )
    text = words(client.get(address(contract, commitment.organisation)))
    assert ("The oven burns." in text, "Still to be read." in text, "40 t" in text) == (True, False, True)
    assert "tonnes not stated" in text


@pytest.mark.parametrize(
    ("state", "words_of_it"),
    [("withdrawn", "Withdrawn from 1 July 2026."), ("active", "Will be withdrawn from 1 July 2026.")],
)
def test_organisation_page_tells_of_a_withdrawal_and_its_reason(
    client: Client, contract: Contract, state: str, words_of_it: str
) -> None:
    commitment = sign(contract, state=state, signed_on=date(2025, 1, 1), withdrawn_on=date(2026, 7, 1))
    SigningRequestFactory(
        version__commitment=commitment, kind="withdraw", state="in_force", reason="The oven was sold."
    )
    text = words(client.get(address(contract, commitment.organisation)))
    assert (words_of_it in text, "The oven was sold." in text) == (True, True)


def test_unnamed_organisation_has_no_page_and_no_badge(client: Client, contract: Contract) -> None:
    commitment = sign(contract, is_named=False)
    for below in ("", "distintivo.svg"):
        assert client.get(address(contract, commitment.organisation, below)).status_code == 404
    action = commitment.actions.get()
    text = words(client.get(f"/en/c/{contract.city.slug}/azioni/{action.pk}/"))
    assert (commitment.organisation.name in text, "an organisation that is not named" in text) == (
        False,
        True,
    )


@pytest.mark.parametrize("visibility", ["public", "internal"])
def test_evidence_is_everyones_only_where_its_sender_said_so(
    client: Client, contract: Contract, visibility: str
) -> None:
    commitment = sign(contract)
    evidence = Attachment(
        commitment=commitment, original_name="bill.pdf", size_bytes=4, visibility=visibility
    )
    evidence.file.save("bill.pdf", ContentFile(b"%PDF"), save=False)
    evidence.save()
    accepted = report(commitment, evidence=evidence)
    answer = client.get(address(contract, commitment.organisation, f"prove/{accepted.pk}/"))
    assert answer.status_code == (200 if visibility == "public" else 404)
    if visibility == "public":
        assert b"".join(answer) == b"%PDF"


@pytest.mark.parametrize(
    ("state", "signed_on", "told"),
    [
        ("active", None, ["1 signed commitment", "active"]),
        ("withdrawn", date(2026, 1, 1), ["No commitment in force", "withdrawn"]),
    ],
)
def test_badge_tells_the_state_in_words(
    client: Client, contract: Contract, state: str, signed_on: date | None, told: list[str]
) -> None:
    commitment = sign(contract, state=state, signed_on=signed_on, organisation__name="A & <B>")
    url = address(contract, commitment.organisation, "distintivo.svg")
    answer = client.get(url)
    drawn = answer.content.decode()
    assert [word in drawn for word in (*told, "A &amp; &lt;B&gt;", "<script", "style=", "href")] == [
        *[True] * (len(told) + 1),
        *[False] * 3,
    ]
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/svg+xml", "public, max-age=3600")
    assert (answer.get("Vary", "Accept-Encoding"), bool(answer.cookies)) == ("Accept-Encoding", False)
    assert client.get(url, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert answer.content != client.get(url.replace("/en/", "/it/")).content


def test_nobody_hears_of_a_draft_that_was_given_up(client: Client, contract: Contract) -> None:
    commitment = sign(contract, state="withdrawn")
    assert client.get(address(contract, commitment.organisation, "distintivo.svg")).status_code == 404
