"""Readers' hints that a figure is wrong: kept, told to the officers, answered."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from contracts.enums import CityRole, CorrectionState
from contracts.models import CorrectionRequest
from contracts.services.corrections import MOST_OPEN, answer_correction, send_correction
from core.models import Mail
from tests.factories import CityMembershipFactory, ContractFactory

pytestmark = pytest.mark.django_db
PAGE = "/it/c/milano/"


@pytest.fixture
def contract():
    return ContractFactory()


@pytest.fixture
def officer(contract):
    return CityMembershipFactory(city=contract.city, role=CityRole.OFFICER).user


def test_hint_reaches_officers_and_leads_not_readers(contract, officer):
    CityMembershipFactory(city=contract.city, role=CityRole.READER)
    send_correction(contract=contract, page=PAGE, message="La somma non torna")
    assert list(Mail.objects.values_list("to", flat=True)) == [officer.email]


def test_answer_reaches_the_reader_in_the_language_of_the_page(contract, officer):
    hint = send_correction(
        contract=contract,
        page="/en/c/milano/",
        message="Wrong sum",
        email="reader@mail.example",
        language="en",
    )
    Mail.objects.all().delete()
    answer_correction(correction_id=hint.pk, by=officer, state=CorrectionState.CORRECTED, answer="Mended.")
    mail = Mail.objects.get()
    assert (mail.to, "Mended." in mail.body, "Thank you" in mail.body) == ("reader@mail.example", True, True)


def test_reader_without_address_gets_no_mail(contract, officer):
    hint = send_correction(contract=contract, page=PAGE, message="?")
    Mail.objects.all().delete()
    answer_correction(correction_id=hint.pk, by=officer, state=CorrectionState.DECLINED, answer="È giusto.")
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field"), [({"message": " "}, "message"), ({"page": "https://x"}, "page")]
)
def test_empty_or_foreign_hint_is_refused(contract, fields, field):
    with pytest.raises(ValidationError) as error:
        send_correction(**{"contract": contract, "page": PAGE, "message": "x", **fields})
    assert list(error.value.error_dict) == [field]


def test_flood_is_stopped(contract):
    CorrectionRequest.objects.bulk_create(
        CorrectionRequest(contract=contract, page=PAGE, message="x") for _one in range(MOST_OPEN)
    )
    with pytest.raises(ValidationError) as error:
        send_correction(contract=contract, page=PAGE, message="x")
    assert error.value.error_dict["message"][0].code == "full"


@pytest.mark.parametrize(("fields", "field"), [({"state": "open"}, "state"), ({"answer": ""}, "answer")])
def test_incomplete_answer_is_refused(contract, officer, fields, field):
    hint = send_correction(contract=contract, page=PAGE, message="x")
    given = {"state": CorrectionState.CORRECTED, "answer": "Sì", **fields}
    with pytest.raises(ValidationError) as error:
        answer_correction(correction_id=hint.pk, by=officer, **given)
    assert list(error.value.error_dict) == [field]


def test_hint_is_answered_once(contract, officer):
    hint = send_correction(contract=contract, page=PAGE, message="x")
    given = {"correction_id": hint.pk, "by": officer, "state": CorrectionState.CORRECTED, "answer": "Sì"}
    answer_correction(**given)
    with pytest.raises(ValidationError):
        answer_correction(**given)


def test_stranger_answers_nothing(contract):
    hint = send_correction(contract=contract, page=PAGE, message="x")
    with pytest.raises(PermissionDenied):
        answer_correction(
            correction_id=hint.pk,
            by=CityMembershipFactory().user,
            state=CorrectionState.CORRECTED,
            answer="x",
        )


def test_page_sends_and_office_answers(client, contract, officer):
    slug = contract.city.slug
    url = reverse("correction-send", args=[slug])
    page = client.get(url, {"da": PAGE, "cifra": "Emissioni 2021"})
    assert page.context["form"].initial == {"page": PAGE, "figure": "Emissioni 2021"}
    assert client.post(url, {"page": PAGE, "message": "Non torna"}).status_code == 302
    client.force_login(officer)
    assert client.get(reverse("correction-list", args=[slug])).status_code == 200
    hint = CorrectionRequest.objects.get()
    answered = client.post(
        reverse("correction-answer", args=[slug, hint.pk]), {"state": "corrected", "answer": "Corretto"}
    )
    assert answered.url == reverse("correction-list", args=[slug])


def test_programs_that_fill_every_field_are_turned_away(client, contract):
    url = reverse("correction-send", args=[contract.city.slug])
    page = client.post(url, {"page": PAGE, "message": "Buy", "website": "https://spam.example"})
    assert (page.status_code, CorrectionRequest.objects.count()) == (200, 0)


def test_unpublished_contract_takes_no_hint(client):
    contract = ContractFactory(version__state="draft")
    assert client.get(reverse("correction-send", args=[contract.city.slug])).status_code == 404
