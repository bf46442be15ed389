"""Who is named in public: an organisation beside its promises, and the persons who signed."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from contracts.models import ActionReport, Contract
from core.models import Change, User
from stakeholders.enums import CommitmentState, OrganisationRole, ReportState, RequestState
from stakeholders.frames import freeze_commitments
from stakeholders.models import Commitment, SignatureRecord
from stakeholders.services.naming import choose_naming, choose_signer_naming
from stakeholders.services.negotiation import set_state
from tests.factories import (
    ActionFactory,
    ActionReportFactory,
    CommitmentFactory,
    CommitmentReportFactory,
    OrganisationMembershipFactory,
)
from tests.factories.sheets import AttachmentFactory
from tests.factories.signing import (
    RequestSignerFactory,
    SealedDocumentFactory,
    SignatureRecordFactory,
    SigningRequestFactory,
)
from tests.pages import words
from tests.stakeholders.web.signing import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english_addresses() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def commitment(contract: Contract) -> Commitment:
    action = ActionFactory(contract=contract)
    return CommitmentFactory(
        contract=contract,
        actions=[action],
        state=CommitmentState.SIGNED,
        organisation__name="Forno Verde",
    )


def signature(commitment: Commitment, **slot: Any) -> SignatureRecord:
    request = SigningRequestFactory(
        version__commitment=commitment,
        version__number=commitment.versions.count() + 1,
        state=RequestState.IN_FORCE,
    )
    signer = RequestSignerFactory(request=request, person__name="Persona Firmataria", **slot)
    return SignatureRecordFactory(signer=signer)


def page_of(commitment: Commitment) -> str:
    return words(
        Client().get(
            reverse("organisation-detail", args=[commitment.contract.city.slug, commitment.organisation_id])
        )
    )


def test_an_organisation_takes_its_name_away_and_everything_public_follows(
    commitment: Commitment, editor: User
) -> None:
    set_state(commitment=commitment, to=CommitmentState.ACTIVE)
    told = ActionReportFactory(
        action=commitment.actions.get(), organisation_id=commitment.organisation_id, organisation_name="Forno Verde",
        evidence_url=f"https://example.org/{commitment.organisation_id}",
    )  # fmt: skip
    CommitmentReportFactory(
        commitment=commitment, action=told.action, state=ReportState.ACCEPTED, action_report=told
    )
    organisation = commitment.organisation_id
    assert choose_naming(organisation_id=organisation, named=[], by=editor) == 1
    report = ActionReport.objects.get()
    assert (report.organisation_id, report.organisation_name) == (None, "")
    assert str(organisation) not in report.evidence_url
    assert not Change.objects.filter(is_public=True).exists()
    set_state(commitment=Commitment.objects.get(), to=CommitmentState.FULFILLED)
    assert str(Change.objects.get(is_public=True).summary) == str(commitment.title)
    frozen = freeze_commitments(commitment.contract.versions.get())["commitments"][0]
    assert (frozen["is_named"], frozen["organisation"]) == (False, None)
    assert choose_naming(organisation_id=organisation, named=[], by=editor) == 0
    assert choose_naming(organisation_id=organisation, named=[commitment.pk], by=editor) == 1
    assert ActionReport.objects.get().organisation_name == "Forno Verde"


def test_readers_and_strangers_do_not_choose(commitment: Commitment, officer: User) -> None:
    reader = OrganisationMembershipFactory(
        organisation=commitment.organisation, role=OrganisationRole.READER
    ).user
    for person in (reader, officer):
        with pytest.raises(PermissionDenied):
            choose_naming(organisation_id=commitment.organisation_id, named=[], by=person)
    with pytest.raises(PermissionDenied):
        choose_signer_naming(city_id=commitment.contract.city_id, is_on=True, by=reader)


def test_the_page_of_the_choice_says_what_holds_and_changes_it(commitment: Commitment, editor: User) -> None:
    page = reverse("organisation-naming", args=[commitment.organisation_id])
    browser = browser_of(editor)
    assert browser.get(page).context["form"]["named"].value() == [str(commitment.pk)]
    home = words(browser.post(page, {}, follow=True))
    assert "1 promise does not name the organisation in public." in home
    assert browser.post(page, {"named": [str(ActionFactory().pk)]}).status_code == 200
    assert Commitment.objects.get(pk=commitment.pk).is_named is False


def test_persons_are_named_only_after_the_city_has_said_so_and_they_were_told(
    commitment: Commitment, officer: User
) -> None:
    now = timezone.now()
    earlier = signature(commitment, checked_at=now - timedelta(days=1))
    assert "Persona Firmataria" not in page_of(commitment)
    page = reverse("signer-naming", args=[commitment.contract.city.slug])
    told = words(browser_of(officer).post(page, {"is_on": "on"}, follow=True))
    assert "Who signs is named in public since" in told
    assert "Persona Firmataria" not in page_of(commitment)
    code = SealedDocumentFactory(request=earlier.signer.request).verify_code
    assert "Persona Firmataria" not in words(Client().get(reverse("verify-code", args=[code])))

    later = signature(commitment, checked_at=now + timedelta(days=1), role_title="Director")
    assert "Persona Firmataria, Director" in page_of(commitment)
    verified = reverse("verify-code", args=[SealedDocumentFactory(request=later.signer.request).verify_code])
    assert "Persona Firmataria" in words(Client().get(verified))
    Commitment.objects.update(is_named=False)
    assert "Persona Firmataria" not in words(Client().get(verified))
    browser_of(officer).post(page, {})
    Commitment.objects.update(is_named=True)
    assert [
        "Persona Firmataria" in text for text in (page_of(commitment), words(Client().get(verified)))
    ] == [
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("state", "visibility", "is_named", "status"),
    [
        ("signed", "public", True, 200),
        ("signed", "internal", True, 404),
        ("signed", "public", False, 404),
        ("draft", "public", True, 404),
    ],
)
def test_a_file_is_published_beside_a_signed_promise_that_names_its_organisation(
    state: str, visibility: str, is_named: bool, status: int
) -> None:
    file = AttachmentFactory(
        visibility=visibility,
        original_name="map.pdf",
        sheet__commitment__state=state,
        sheet__commitment__is_named=is_named,
    )
    commitment = file.commitment
    city = commitment.contract.city.slug
    address = reverse("organisation-file", args=[city, commitment.organisation_id, file.pk])
    assert Client().get(address).status_code == status
    if status == 200:
        assert "map.pdf" in page_of(commitment)
