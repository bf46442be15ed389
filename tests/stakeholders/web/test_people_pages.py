from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from ccc_portal.page_frame import TRAINING_NOTICE
from contracts.models import Contract
from core.models import User
from stakeholders.models import Application, Invitation, Organisation
from stakeholders.web.views.applications import MOST_AN_HOUR
from tests.browsers import sign_in
from tests.factories import (
    ApplicationFactory,
    CommitmentFactory,
    InvitationFactory,
    MandateFactory,
    OrganisationMembershipFactory,
    UserFactory,
)
from tests.pages import field_errors, words

pytestmark = pytest.mark.django_db

PASSWORD = "a long winter in Valdoria"
REQUEST = {
    "organisation_name": "Verde 21",
    "contact_name": "Anna",
    "email": "anna@company.example",
    "language": "it",
    "text": "Roofs",
}


@pytest.fixture
def invitation(contract: Contract) -> Invitation:
    return InvitationFactory(contract=contract, token="secret")


@pytest.fixture
def organisation(invitation: Invitation) -> Organisation:
    return invitation.organisation


def url(name: str, *arguments: Any) -> str:
    return reverse(name, args=arguments)


def test_office_lists_organisations_by_cluster(office: Client, contract: Contract) -> None:
    for cluster, name in (("university", "Ateneo"), ("company", "Officina")):
        CommitmentFactory(contract=contract, organisation__name=name, organisation__cluster=cluster)
    CommitmentFactory(organisation__name="Altrove")
    page = url("organisation-list", contract.city.slug)
    assert [str(row) for row in office.get(page).context["page"]] == ["Ateneo", "Officina"]
    assert [str(row) for row in office.get(f"{page}?cluster=company").context["page"]] == ["Officina"]
    assert [str(row) for row in office.get(f"{page}?cluster=&q=").context["page"]] == ["Ateneo", "Officina"]
    assert [str(row) for row in office.get(f"{page}?cluster=none").context["page"]] == []
    assert 'value="" selected' in office.get(page).content.decode()


def test_officer_invites_a_new_organisation(office: Client, contract: Contract) -> None:
    page = url("invitation-create", contract.city.slug)
    sent = {"name": "Nuova", "email": "n@company.example", "language": "it", "role": "editor"}
    assert field_errors(office.post(page, sent | {"name": ""})) == {"name": 1}
    assert office.post(page, sent)["Location"] == url("invitation-list", contract.city.slug)
    assert "n@company.example" in words(office.get(url("invitation-list", contract.city.slug)))


def test_the_city_says_what_is_a_public_body(office: Client, contract: Contract) -> None:
    person = {"email": "n@company.example", "language": "it", "role": "editor"}
    office.post(
        url("invitation-create", contract.city.slug), person | {"name": "Ente", "cluster": "public_body"}
    )
    organisation = Organisation.objects.get(name="Ente")
    assert organisation.is_public_body
    page = url("organisation-facts", contract.city.slug, organisation.pk)
    assert 'id="id_is_public_body" checked' in office.get(page).content.decode()
    told = {"cluster": "company", "legal_form": "S.p.A.", "tax_code": "01234567890"}
    assert office.post(page, told)["Location"] == url("organisation-list", contract.city.slug)
    organisation.refresh_from_db()
    assert (organisation.legal_form, organisation.tax_code, organisation.is_public_body) == (
        "S.p.A.",
        "01234567890",
        False,
    )


def test_rows_of_another_city_are_not_found(office: Client, contract: Contract) -> None:
    slug = contract.city.slug
    strange = [
        url("organisation-facts", slug, InvitationFactory().organisation_id),
        url("invitation-resend", slug, InvitationFactory().pk),
        url("invitation-revoke", slug, InvitationFactory().pk),
        url("application-accept", slug, ApplicationFactory().pk),
        url("application-refuse", slug, ApplicationFactory().pk),
        url("mandate-confirm", slug, MandateFactory().pk),
        url("mandate-refuse", slug, MandateFactory().pk),
        url("mandate-proof", slug, MandateFactory().pk),
    ]
    answers = {one: (office.get(one).status_code, office.post(one).status_code) for one in strange[:-1]}
    assert answers == dict.fromkeys(strange[:-1], (404, 404))
    assert office.get(strange[-1]).status_code == 404


def test_rows_of_another_organisation_are_not_found(organisation: Organisation) -> None:
    mine = OrganisationMembershipFactory(organisation=organisation)
    browser, other = sign_in(mine.user), OrganisationMembershipFactory()
    mandate = MandateFactory(organisation=other.organisation)
    strange = [
        url("organisation-home", other.organisation.pk),
        url("organisation-people", other.organisation.pk),
        url("member-role", organisation.pk, other.pk),
        url("member-remove", organisation.pk, other.pk),
        url("mandate-file", organisation.pk, mandate.pk),
        url("mandate-end", organisation.pk, mandate.pk),
    ]
    assert {one: browser.get(one).status_code for one in strange} == dict.fromkeys(strange, 404)


def test_link_lets_read_the_own_drafts_and_keeps_itself_secret(
    client: Client, invitation: Invitation
) -> None:
    own = {"organisation": invitation.organisation, "contract": invitation.contract, "state": "draft"}
    CommitmentFactory(title={"it": "Tetti nuovi"}, **own)
    CommitmentFactory(contract=invitation.contract, title={"it": "Tetti altrui"}, state="draft")
    opened = client.get(url("invitation-open", "secret"))
    assert (opened["Location"], opened["Referrer-Policy"]) == (url("invitation-page"), "no-referrer")
    page = client.get(opened["Location"])
    assert (page.status_code, page["Referrer-Policy"]) == (200, "same-origin")
    assert ("Tetti nuovi" in words(page), "Tetti altrui" in words(page)) == (True, False)
    assert "secret" not in page.content.decode()
    assert Invitation.objects.get().opened_at is None  # programs that scan mails follow links too
    client.post(url("invitation-page"), {"name": ""})
    assert Invitation.objects.get().opened_at is not None


@pytest.mark.parametrize(("is_colleague", "told"), [(False, "invites"), (True, "A colleague invites you")])
def test_the_page_says_who_invites(
    client: Client, invitation: Invitation, organisation: Organisation, is_colleague: bool, told: str
) -> None:
    if is_colleague:
        member = OrganisationMembershipFactory(organisation=organisation).user
        Invitation.objects.filter(pk=invitation.pk).update(invited_by=member)
    client.get(url("invitation-open", "secret"))
    with override("en"):
        page = client.get(url("invitation-page"))
    assert page.context["is_from_colleague"] is is_colleague
    assert told in words(page)


def test_who_confirms_a_mandate_reads_its_end_and_its_proof_there(
    office: Client, contract: Contract, organisation: Organisation
) -> None:
    mandate = MandateFactory(organisation=organisation, valid_until="2027-05-31", file="proof.pdf")
    with override("en"):
        page = office.get(url("mandate-confirm", contract.city.slug, mandate.pk)).content.decode()
    assert url("mandate-proof", contract.city.slug, mandate.pk).split("/", 2)[2] in page
    assert "31 May 2027" in page
    assert ("btn-primary" in page, "btn-danger" in page) == (True, False)


def test_the_workspace_of_a_training_city_says_so(organisation: Organisation, contract: Contract) -> None:
    browser = sign_in(OrganisationMembershipFactory(organisation=organisation).user)
    page, shown = url("organisation-home", organisation.pk), []
    for is_training in (False, True):
        type(contract.city).objects.update(is_training=is_training)
        shown.append(str(TRAINING_NOTICE) in browser.get(page).content.decode())
    assert shown == [False, True]


def test_revoked_link_closes_what_it_opened(client: Client, invitation: Invitation) -> None:
    client.get(url("invitation-open", "secret"))
    Invitation.objects.update(state="revoked")
    assert client.get(url("invitation-page")).status_code == 410
    assert client.get(url("invitation-open", "secret")).status_code == 410


def test_new_person_opens_an_account_and_acts_for_the_organisation(
    client: Client, invitation: Invitation
) -> None:
    client.get(url("invitation-open", "secret"))
    sent = {"name": "Anna", "password": PASSWORD, "password_again": PASSWORD}
    led = client.post(url("invitation-page"), sent)
    home = url("organisation-home", invitation.organisation.pk)
    assert led["Location"] == f"{url('account_login')}?next={home}"
    person = User.objects.get(email=invitation.email)
    assert sign_in(person).get(home).status_code == 200


def test_signed_in_person_joins_with_the_invited_address_alone(invitation: Invitation) -> None:
    other = sign_in(UserFactory())
    other.get(url("invitation-open", "secret"))
    assert other.post(url("invitation-page")).status_code == 200
    assert invitation.organisation.memberships.count() == 0
    right = sign_in(UserFactory(email=invitation.email))
    right.get(url("invitation-open", "secret"))
    assert right.post(url("invitation-page"))["Location"] == url(
        "organisation-home", invitation.organisation.pk
    )


def test_requests_to_take_part_are_limited(client: Client, contract: Contract) -> None:
    page = url("application-create", contract.city.slug)
    names = [f"Verde {number}" for number in range(MOST_AN_HOUR + 1)]
    answers = [client.post(page, REQUEST | {"organisation_name": name}).status_code for name in names]
    assert answers == [302] * MOST_AN_HOUR + [429]
    assert Application.objects.count() == MOST_AN_HOUR


def test_own_pages_open_for_every_role(organisation: Organisation) -> None:
    pages = [
        "organisation-home",
        "organisation-people",
        "organisation-profile",
        "member-invite",
        "mandate-create",
    ]
    MandateFactory(organisation=organisation)
    answers = {}
    for role in ("editor", "signatory", "reader"):
        browser = sign_in(OrganisationMembershipFactory(organisation=organisation, role=role).user)
        answers[role] = [browser.get(url(name, organisation.pk)).status_code for name in pages]
    assert answers == {
        "editor": [200] * 5,
        "signatory": [200] * 5,
        "reader": [200, 200, 403, 403, 403],
    }


def test_office_pages_open(office: Client, contract: Contract, organisation: Organisation) -> None:
    slug, application = contract.city.slug, ApplicationFactory(contract=contract)
    mandate = MandateFactory(organisation=organisation)
    pages = [
        url("organisation-list", slug),
        url("invitation-list", slug),
        url("application-list", slug),
        url("application-accept", slug, application.pk),
        url("application-refuse", slug, application.pk),
        url("mandate-list", slug),
        url("mandate-confirm", slug, mandate.pk),
    ]
    assert {page: office.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
    assert office.post(url("mandate-confirm", slug, mandate.pk))["Location"] == url("mandate-list", slug)
    mandate.refresh_from_db()
    assert mandate.confirmed_at is not None
