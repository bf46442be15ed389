"""Officers read which parties changed clauses touch, and ask just these."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from contracts.models import ContractVersion
from core.fields import Texts
from stakeholders.models import Commitment, Mandate, SigningRequest
from stakeholders.selectors.clauses import ChangedParty, changed_parties, touched_parties
from tests.factories import ClauseFactory, ContractPartyFactory, ContractVersionFactory
from tests.factories.signing import CommitmentVersionFactory, SigningRequestFactory
from tests.pages import words
from tests.stakeholders.signing.stage import Stage, make_stage
from tests.stakeholders.web.signing import browser_of

pytestmark = pytest.mark.django_db
SAME, OLD, NEW = "Ottanta per cento.", "Un rapporto l'anno.", "Due rapporti l'anno."


@pytest.fixture
def stage() -> Stage:
    """The commitment of the stage is in force under two clauses: one for everyone, one of its own."""
    stage = make_stage()
    clauses_of(stage, stage.commitment.contract.versions.get(), OLD)
    put_in_force(stage.commitment)
    return stage


@pytest.fixture
def newer(stage: Stage) -> ContractVersion:
    """The next version, open for signature, words the clause of the organisation differently."""
    made = ContractVersionFactory(
        contract=stage.commitment.contract, number=2, is_current=False, state="open_for_signature"
    )
    return clauses_of(stage, made, NEW)


def clauses_of(stage: Stage, version: ContractVersion, own: str) -> ContractVersion:
    party = stage.organisation.listings.first()
    if party is None:
        party = ContractPartyFactory(contract=version.contract)
        stage.organisation.listings.add(party)
    ClauseFactory(version=version, key="goal", text=Texts({"it": SAME}))
    ClauseFactory(version=version, key="reports", text=Texts({"it": own}), party=party)
    return version


def put_in_force(commitment: Commitment) -> None:
    contract_version = commitment.contract.versions.get(number=1)
    listed = commitment.organisation.listings.all()
    mine = [one for one in contract_version.clauses.all() if one.party is None or one.party in listed]
    version = CommitmentVersionFactory(
        commitment=commitment,
        contract_version=contract_version,
        clause_hashes={one.key: one.sha256 for one in mine},
    )
    SigningRequestFactory(version=version, state="in_force")
    Commitment.objects.filter(pk=commitment.pk).update(state="signed")


def other_party(stage: Stage) -> Commitment:
    """A second organisation that signed under the clause for everyone."""
    other = make_stage().commitment
    Commitment.objects.filter(pk=other.pk).update(contract=stage.commitment.contract)
    other.refresh_from_db()
    put_in_force(other)
    return other


def page(stage: Stage, name: str = "clause-changes") -> str:
    return reverse(name, args=[stage.commitment.contract.city.slug])


def ask(stage: Stage, browser: Client, number: int = 2) -> Any:
    return browser.post(page(stage, "clause-ask"), {"version": number}, follow=True)


def test_page_shows_whom_a_clause_touches_with_old_and_new_words(
    stage: Stage, newer: ContractVersion
) -> None:
    other_party(stage)
    shown = browser_of(stage.officer).get(page(stage))
    (row,) = shown.context["page"]
    assert (row.party.commitment, row.party.changed) == (stage.commitment, ("reports",))
    assert (shown.context["untouched"], shown.context["waiting"]) == (1, 1)
    ((change,),) = [one.changes for one in shown.context["page"]]
    pieces = change.texts[0].pieces
    assert "".join(text for kind, text in pieces if kind != "added") == OLD
    assert "".join(text for kind, text in pieces if kind != "removed") == NEW


def test_button_asks_the_touched_party_once_and_nobody_else(stage: Stage, newer: ContractVersion) -> None:
    other = other_party(stage)
    browser = browser_of(stage.officer)
    first, again = (ask(stage, browser).context["page"].object_list[0] for _time in range(2))
    asked = SigningRequest.objects.get(kind="acknowledge")
    assert (asked.version.commitment, asked.version.contract_version) == (stage.commitment, newer)
    assert [first.request, again.request] == [asked, asked]
    assert other.versions.count() == 1


def test_home_of_the_office_tells_of_parties_that_nobody_has_asked(
    stage: Stage, newer: ContractVersion
) -> None:
    browser, told = browser_of(stage.officer), []
    for _time in range(2):
        alerts = browser.get(page(stage, "officer-home")).context["alerts"]
        told.append([one.url for one in alerts if "clausole" in one.url])
        ask(stage, browser)
    assert told == [[page(stage)], []]


def test_draft_shows_its_changes_and_asks_nobody(stage: Stage, newer: ContractVersion) -> None:
    ContractVersion.objects.filter(pk=newer.pk).update(state="draft")
    browser = browser_of(stage.officer)
    assert browser.get(page(stage)).context["touched"] == 0  # version 1 is signed now
    shown = browser.get(f"{page(stage)}?version=2")
    assert (shown.context["touched"], '<form method="post" action' in shown.content.decode()) == (1, False)
    ask(stage, browser)
    assert SigningRequest.objects.filter(kind="acknowledge").count() == 0


def test_party_whose_signers_have_left_is_told_apart(stage: Stage, newer: ContractVersion) -> None:
    Mandate.objects.all().delete()
    told = ask(stage, browser_of(stage.officer))
    assert [one.has_signer for one in told.context["page"]] == [False]
    assert SigningRequest.objects.filter(kind="acknowledge").count() == 0


def test_amendment_that_waits_for_the_city_is_answered_first(stage: Stage, newer: ContractVersion) -> None:
    stage.commitment.reduction_tco2e = Decimal(250)
    CommitmentVersionFactory(commitment=stage.commitment, number=2)
    told = ask(stage, browser_of(stage.officer)).context
    assert ([one.proposes for one in told["page"]], told["waiting"]) == ([True], 0)
    assert SigningRequest.objects.filter(kind="acknowledge").count() == 0


def test_clause_that_another_party_takes_over_is_gone_for_the_first(
    stage: Stage, newer: ContractVersion
) -> None:
    newer.clauses.filter(key="reports").update(party=ContractPartyFactory(contract=newer.contract))
    (party,) = changed_parties(newer)
    (row,) = touched_parties([party], newer)
    assert isinstance(party, ChangedParty)
    assert [(one.key, one.new) for one in party.steps] == [("reports", "")]
    assert [kind for kind, _text in row.changes[0].texts[0].pieces] == ["removed"]


def test_words_that_are_not_kept_are_told_as_their_digest(stage: Stage, newer: ContractVersion) -> None:
    stage.commitment.contract.versions.get(number=1).clauses.all().delete()
    (row,) = touched_parties(changed_parties(newer), newer)
    assert [(one.is_known, one.texts) for one in row.changes] == [(False, [])]
    shown = words(browser_of(stage.officer).get(page(stage)))
    assert row.changes[0].step.old in shown


def test_reader_of_the_signing_page_sees_the_words_that_changed(stage: Stage, newer: ContractVersion) -> None:
    ask(stage, browser_of(stage.officer))
    slot = SigningRequest.objects.get(kind="acknowledge").signers.get()
    shown = browser_of(slot.person).get(reverse("signing-read", args=[slot.pk])).context["comparison"]
    assert [one.title for one in shown.texts if "reports" in one.title] != []
    assert [one.label for one in shown.values if "reports" in one.label] == []
