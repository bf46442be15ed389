"""Officers ask for signatures and follow them; organisations see what waits, and take all they signed with them."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from stakeholders.documents import commitment_sha256
from stakeholders.models import Mandate, Organisation, RequestSigner, SigningRequest
from stakeholders.services.requests import Signer
from tests.factories import MandateFactory, OrganisationMembershipFactory
from tests.pages import field_errors, words
from tests.stakeholders.signing.stage import Stage, make_stage, signatory
from tests.stakeholders.web.signing import browser_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    return make_stage()


@pytest.fixture
def office(stage: Stage) -> Client:
    return browser_of(stage.officer)


def page(stage: Stage, name: str, *arguments: Any) -> str:
    return reverse(name, args=[stage.commitment.contract.city.slug, *arguments])


def own(stage: Stage, name: str, *arguments: Any) -> str:
    return reverse(name, args=[stage.organisation.pk, *arguments])


def day(days: int) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%d.%m.%Y}"


def test_confirmed_mandates_are_proposed_and_the_city_signs_last(stage: Stage, office: Client) -> None:
    MandateFactory(organisation=stage.organisation)
    unconfirmed = OrganisationMembershipFactory(organisation=stage.organisation, role="signatory").user
    MandateFactory(organisation=stage.organisation, person=unconfirmed)
    create = page(stage, "request-create", stage.commitment.pk)
    form = office.get(create).context["form"]
    chosen = form.initial["mandates"]
    assert set(form.fields["mandates"].queryset.values_list("person", flat=True)) == {
        stage.first.pk,
        stage.second.pk,
    }
    sent = {
        "mandates": chosen,
        "order": "in_turn",
        "city_signer": stage.officer.pk,
        "city_title": "Mayor",
        "language": "it",
        "last_day": day(30),
    }
    assert field_errors(office.post(create, sent | {"city_title": ""})) == {"city_title": 1}
    assert field_errors(office.post(create, sent | {"last_day": day(0)})) == {"last_day": 1}
    assert field_errors(office.post(create, sent | {"mandates": []})) == {"mandates": 1}
    led = office.post(create, sent)["Location"]
    made = SigningRequest.objects.get()
    assert led == page(stage, "request-detail", made.pk)
    steps = dict(made.signers.values_list("step", "person"))
    assert (sorted(steps), steps[3]) == ([1, 2, 3], stage.officer.pk)
    assert timezone.localtime(made.expires_at).strftime("%d.%m.%Y %H:%M") == f"{day(30)} 23:59"


def test_way_to_a_page_below_a_commitment_leads_over_the_list_and_its_page(
    stage: Stage, office: Client
) -> None:
    below = [page(stage, name, stage.commitment.pk) for name in ("request-create", "office-sheet-add")]
    over = [page(stage, "commitment-office-list"), page(stage, "commitment-office", stage.commitment.pk)]
    stage.commitment.state = "draft"
    stage.commitment.save()
    ways = [[crumb["url"] for crumb in office.get(one).context["crumbs"]][1:-1] for one in below]
    assert ways == [over, over]


def test_only_an_accepted_commitment_is_sent_for_signature(stage: Stage, office: Client) -> None:
    stage.open()
    create = page(stage, "request-create", stage.commitment.pk)
    assert '<form method="post" id="main-form"' not in office.get(create).content.decode()
    assert (office.post(create, {}).status_code, SigningRequest.objects.count()) == (200, 1)


def test_officer_extends_resends_and_cancels(stage: Stage, office: Client) -> None:
    request = stage.open()
    slot = stage.slot(request, stage.first)
    RequestSigner.objects.update(asked_at=timezone.now() - timedelta(minutes=11))
    extend, cancel = page(stage, "request-extend", request.pk), page(stage, "request-cancel", request.pk)
    resend = page(stage, "request-resend", request.pk, slot.pk)
    assert field_errors(office.post(extend, {"last_day": day(-1)})) == {"last_day": 1}
    assert office.post(extend, {"last_day": day(60)}).status_code == 302
    assert (office.get(resend).status_code, office.post(resend).status_code) == (200, 302)
    old, new = slot.token_sha256, stage.slot(request, stage.first).token_sha256
    assert old != new
    assert field_errors(office.post(cancel, {"reason": ""})) == {"reason": 1}
    assert office.post(cancel, {"reason": "The figures were wrong."}).status_code == 302
    shown = words(office.get(page(stage, "request-detail", request.pk)))
    assert (
        "The figures were wrong." in shown,
        reverse("request-cancel", args=["x", request.pk]) in shown,
    ) == (
        True,
        False,
    )


def test_detail_leads_the_city_signer_to_the_pages_once_it_is_their_turn(stage: Stage) -> None:
    request = stage.open()
    mayor, detail = browser_of(stage.mayor), page(stage, "request-detail", request.pk)
    link = url("read", stage.slot(request, stage.mayor).pk)
    assert link not in mayor.get(detail).content.decode()
    for person in (stage.first, stage.second):
        stage.sign(stage.slot(request, person))
    assert link in mayor.get(detail).content.decode()
    assert (
        page(stage, "request-detail", request.pk) in mayor.get(page(stage, "request-list")).content.decode()
    )


def test_workspace_lists_what_waits_for_whom(stage: Stage) -> None:
    request = stage.open()
    listed = browser_of(stage.first).get(own(stage, "signing-list")).context
    assert [slot.person_id for slot in listed["mine"]] == [stage.first.pk]
    assert [slot.person_id for slot in listed["others"]] == [stage.second.pk]
    stage.sign(stage.slot(request, stage.first))
    listed = browser_of(stage.first).get(own(stage, "signing-list")).context
    assert ([*listed["mine"]], [one.pk for one in listed["signed"]]) == ([], [request.pk])


def test_archive_holds_the_exact_text_and_the_statements(stage: Stage) -> None:
    request = stage.open()
    stage.sign_all(request)
    answer = browser_of(stage.first).get(own(stage, "signing-archive"))
    archive = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
    [text] = [name for name in archive.namelist() if "/text-" in name]
    statements = [name for name in archive.namelist() if "/statement-" in name and name.endswith(".json")]
    assert commitment_sha256(archive.read(text).decode()) == request.version.sha256
    signers = {json.loads(archive.read(name))["person"] for name in statements}
    assert signers == {str(person.pk) for person in (stage.first, stage.second, stage.mayor)}


def test_archive_of_another_organisation_stays_closed(stage: Stage) -> None:
    stranger = browser_of(OrganisationMembershipFactory().user)
    assert stranger.get(own(stage, "signing-archive")).status_code == 404
    assert Organisation.objects.count() == 2


def test_withdrawal_leads_to_the_four_pages(stage: Stage) -> None:
    request = stage.open()
    stage.sign_all(request)
    stage.put_in_force(request)
    browser, withdraw = browser_of(stage.first), own(stage, "commitment-withdraw", stage.commitment.pk)
    sent = {"reason": "The factory closes next year.", "effect_on": day(30)}
    assert field_errors(browser.post(withdraw, sent | {"reason": "no"})) == {"reason": 1}
    assert field_errors(browser.post(withdraw, sent | {"effect_on": day(-1)})) == {"effect_on": 1}
    led = browser.post(withdraw, sent)["Location"]
    slot = RequestSigner.objects.get(request__kind="withdraw")
    assert led == url("read", slot.pk)
    assert "The factory closes next year." in words(browser.get(led))


@pytest.mark.parametrize("act", ["withdraw", "amend"])
def test_what_is_not_in_force_is_neither_withdrawn_nor_amended(stage: Stage, act: str) -> None:
    browser, address = browser_of(stage.first), own(stage, f"commitment-{act}", stage.commitment.pk)
    led = [browser.get(address)["Location"], browser.post(address, {})["Location"]]
    assert led == [own(stage, "commitment-detail", stage.commitment.pk)] * 2


def test_amendment_is_proposed_then_sent_for_signature_by_the_city(stage: Stage, office: Client) -> None:
    request = stage.open()
    stage.sign_all(request)
    stage.put_in_force(request)
    browser, amend = browser_of(stage.first), own(stage, "commitment-amend", stage.commitment.pk)
    initial = browser.get(amend).context["form"].initial
    sent = {name: value or "" for name, value in initial.items()} | {"reduction_tco2e": "250"}
    assert browser.post(amend, sent).status_code == 302
    stage.commitment.refresh_from_db()
    assert (stage.commitment.reduction_tco2e, stage.commitment.state) == (100, "signed")
    ask = page(stage, "request-amend", stage.commitment.pk)
    form = office.get(ask).context["form"]
    sent = {
        "mandates": form.initial["mandates"],
        "order": "together",
        "city_signer": stage.officer.pk,
        "city_title": "Mayor",
        "last_day": day(30),
    }
    assert office.post(ask, sent).status_code == 302
    made = SigningRequest.objects.get(kind="amend")
    promised = json.loads(made.version.canonical)["commitment"]["quantities"]["reduction_tco2e"]["value"]
    assert (promised, made.version.supersedes) == ("250.0000", request.version)
    read = url("read", stage.slot(made, stage.first).pk)
    assert [one.difference for one in browser.get(read).context["comparison"].numbers] == [
        "+150\xa0t\xa0CO₂e/a"
    ]
    assert [office.post(ask, sent).status_code, SigningRequest.objects.count()] == [200, 2]


def test_officer_asks_for_signatures_with_a_certificate_alone(stage: Stage, office: Client) -> None:
    create = page(stage, "request-create", stage.commitment.pk)
    sent = {
        "mandates": office.get(create).context["form"].initial["mandates"],
        "order": "together",
        "city_signer": stage.officer.pk,
        "city_title": "Mayor",
        "language": "it",
        "last_day": day(30),
        "needs_file": "on",
    }
    assert office.post(create, sent).status_code == 302
    assert SigningRequest.objects.get().minimum_route == "external"
    Organisation.objects.update(is_public_body=True)
    assert "needs_file" not in office.get(create).context["form"].fields


def test_city_ends_a_commitment_in_force_with_its_own_signature(stage: Stage, office: Client) -> None:
    request = stage.open(signers=[Signer(person=stage.first)])
    stage.sign_all(request)
    stage.put_in_force(request)
    sent = {
        "reason": "The organisation was dissolved.",
        "effect_on": day(0),
        "city_signer": stage.mayor.pk,
        "city_title": "Mayor",
    }
    led = office.post(page(stage, "request-withdraw", stage.commitment.pk), sent)["Location"]
    made = SigningRequest.objects.get(kind="withdraw")
    assert led == page(stage, "request-detail", made.pk)
    stage.sign_all(made)
    stage.commitment.refresh_from_db()
    assert (stage.commitment.state, stage.commitment.withdrawn_on) == ("withdrawn", timezone.localdate())


def test_officer_names_another_signer_for_who_has_left(stage: Stage, office: Client) -> None:
    third = signatory(stage.organisation)
    request = stage.open()
    slot = stage.slot(request, stage.first)
    over = page(stage, "request-hand-over", request.pk, slot.pk)
    mandate = Mandate.objects.get(person=third)
    assert [value for value, _label in office.get(over).context["form"].fields["colleague"].choices] == [
        str(mandate.pk)
    ]
    assert office.post(over, {"colleague": str(mandate.pk)})["Location"] == page(
        stage, "request-detail", request.pk
    )
    assert (stage.slot(request, stage.first).state, stage.slot(request, third).state) == (
        "handed_over",
        "ready",
    )
    elsewhere = make_stage()
    other = browser_of(elsewhere.officer)
    assert other.get(page(elsewhere, "request-hand-over", request.pk, slot.pk)).status_code == 404
