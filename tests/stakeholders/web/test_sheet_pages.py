from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from contracts.enums import CityRole, FieldOfAction
from core.fields import Texts
from core.models import User
from stakeholders.enums import Cluster, CommitmentState, OrganisationRole
from stakeholders.models import ActionSheet, Attachment, Commitment
from stakeholders.services.sheets import add_sheet
from stakeholders.sheets.words import BaselineKind, ProjectCategory, ProjectScale
from tests.factories import (
    ActionFactory,
    CityMembershipFactory,
    CommitmentFactory,
    EmissionFactorFactory,
    OrganisationMembershipFactory,
)
from tests.pages import field_errors, words

pytestmark = pytest.mark.django_db

GAS = {"buildings_natural_gas_before": "1.200,5", "buildings_natural_gas_after": "200"}
PDF = b"%PDF-1.4 a map"
COMPLETE = {
    "category": ProjectCategory.values[0],
    "scale": ProjectScale.values[0],
    "fields": [FieldOfAction.values[0]],
    "description": "Un tetto",
    "start_year": 2027,
    "end_year": 2028,
    "baseline_kind": BaselineKind.values[0],
    "has_other_funding": False,
}
Browser = Any  # django.test.Client, whose answers say more than their type


def browser_of(user: User) -> Browser:
    browser = Client(HTTP_ACCEPT_LANGUAGE="it")
    browser.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return browser


@pytest.fixture
def editor() -> User:
    return OrganisationMembershipFactory(organisation__cluster=Cluster.COMPANY).user


@pytest.fixture
def own(editor: User) -> Browser:
    return browser_of(editor)


@pytest.fixture
def commitment(editor: User) -> Commitment:
    organisation = editor.organisation_memberships.get().organisation
    return CommitmentFactory(organisation=organisation, state=CommitmentState.DRAFT, reduction_tco2e=None)


@pytest.fixture
def office(commitment: Commitment) -> Browser:
    return browser_of(CityMembershipFactory(city=commitment.contract.city, role=CityRole.OFFICER).user)


@pytest.fixture
def sheet(commitment: Commitment, editor: User) -> ActionSheet:
    return add_sheet(commitment_id=commitment.pk, by=editor, title=Texts({"it": "Una scuola senza gas"}))


def own_url(name: str, commitment: Commitment, *rest: Any) -> str:
    return reverse(name, args=[commitment.organisation_id, commitment.pk, *rest])


def step_url(sheet: ActionSheet, step: str, name: str = "sheet-step") -> str:
    return own_url(name, sheet.commitment, sheet.pk, step)


def fresh(sheet: ActionSheet) -> ActionSheet:
    return ActionSheet.objects.get(pk=sheet.pk)


def make_gas_factor(commitment: Commitment) -> None:
    EmissionFactorFactory(
        city=commitment.contract.city,
        carrier="methane, stationary",
        value="56.077",
        unit="kg/GJ",
        gas="CO2e",
        publisher="City",
        edition="Annex 2",
        year=2021,
    )


def test_an_editor_begins_a_commitment_and_its_first_sheet(own: Browser, commitment: Commitment) -> None:
    action = ActionFactory(contract=commitment.contract)
    page = reverse("commitment-create", args=[commitment.organisation_id])
    assert own.get(page).status_code == 200
    sent = {
        "contract": commitment.contract_id,
        "title_it": "Tetti",
        "materiality": "material",
        "start_year": "2027",
        "actions": f"{action.code};",
    }
    assert field_errors(own.post(page, sent | {"title_it": "", "actions": "NO1"})) == {
        "title_it": 1,
        "actions": 1,
    }
    answer = own.post(page, sent)
    made = Commitment.objects.exclude(pk=commitment.pk).get()
    assert (made.state, made.start_year, list(made.actions.all())) == ("draft", 2027, [action])
    assert answer.url == own_url("sheet-add", made)
    answer = own.post(answer.url, {"title_it": "Tetti verdi", "variant": "company"})
    assert answer.url == step_url(made.sheets.get(), "contesto")


def test_a_step_goes_on_and_keeps_everything(own: Browser, sheet: ActionSheet) -> None:
    sent = {"title_it": "Scuola", "scale": "building", "latitude": "45,464204", "longitude": "9.19"}
    answer = own.post(step_url(sheet, "contesto"), sent | {"fields": ["mobility"], "revision": "1"})
    assert answer.url == step_url(sheet, "impatti")
    kept = fresh(sheet)
    assert kept.answers == {"scale": "building", "fields": ["mobility"]}
    assert (kept.latitude, kept.longitude) == (Decimal("45.464204"), Decimal("9.190000"))
    again = own.get(step_url(sheet, "contesto")).context["form"]
    assert (again["title_it"].value(), again["scale"].value()) == ("Scuola", "building")


def test_a_step_saves_what_is_valid_and_refuses_the_rest_at_its_field(
    own: Browser, sheet: ActionSheet
) -> None:
    sent = {
        "title_it": "Scuola",
        "start_year": "2030",
        "end_year": "2027",
        "latitude": "95",
        "scale": "building",
    }
    answer = own.post(step_url(sheet, "contesto"), sent | {"revision": "1"})
    assert field_errors(answer) == {"latitude": 1, "end_year": 1}
    assert fresh(sheet).answers == {"start_year": 2030, "scale": "building"}
    assert answer.context["form"]["revision"].value() == "2"
    assert own.post(step_url(sheet, "contesto"), sent | {"latitude": "", "end_year": "", "revision": "2"}).url


def test_missing_answers_are_marked_and_unknown_stays_unknown(own: Browser, sheet: ActionSheet) -> None:
    answer = own.post(step_url(sheet, "impatti"), {"revision": "1", "stay": "yes"}, follow=True)
    assert answer.context["missing"] == [str(answer.context["form"].fields["baseline_kind"].label)]
    assert (fresh(sheet).answers, fresh(sheet).reduction_tco2e) == ({}, None)


def test_a_complete_sheet_leads_back_to_its_commitment(own: Browser, sheet: ActionSheet) -> None:
    page = own_url("sheet-detail", sheet.commitment, sheet.pk)
    resume = own.get(page).context["resume_url"]
    assert f'class="btn btn-primary" href="{resume}"' in own.get(page).content.decode()
    ActionSheet.objects.filter(pk=sheet.pk).update(answers=COMPLETE)
    shown = own.get(page)
    back = own_url("commitment-detail", sheet.commitment)
    assert shown.context["missing"] == []
    assert f'class="btn btn-primary" href="{back}"' in shown.content.decode()


def test_impacts_are_computed_with_their_receipt(own: Browser, sheet: ActionSheet) -> None:
    make_gas_factor(sheet.commitment)
    own.post(step_url(sheet, "impatti"), GAS | {"revision": "1", "leave": "yes"})
    assert fresh(sheet).reduction_tco2e == Decimal("201.9781")
    page = own.get(own_url("sheet-detail", sheet.commitment, sheet.pk))
    panel = page.context["panel"]
    assert [(row.label, row.before_mwh, row.after_mwh) for row in panel.carriers] == [
        (panel.carriers[0].label, Decimal("1200.5"), Decimal(200))
    ]
    assert "56,077 kg/GJ: City, Annex 2, 2021" in words(page)


def test_the_live_result_saves_nothing(own: Browser, sheet: ActionSheet) -> None:
    make_gas_factor(sheet.commitment)
    answer = own.post(step_url(sheet, "impatti", "sheet-live"), GAS | {"trees": "many", "revision": "1"})
    assert (answer.context["panel"].reduction_tco2e, answer.context["is_whole"]) == (
        Decimal("201.978139"),
        False,
    )
    assert fresh(sheet).answers == {}


def test_a_tick_keeps_an_answer_from_the_public(own: Browser, sheet: ActionSheet) -> None:
    key = "buildings_natural_gas_before"
    own.post(step_url(sheet, "impatti"), GAS | {"confidential": [key], "revision": "1"})
    assert fresh(sheet).confidential == [key]
    own.post(step_url(sheet, "contesto"), {"title_it": "Scuola", "revision": "2"})
    assert fresh(sheet).confidential == [key]


def test_who_was_overtaken_compares(own: Browser, sheet: ActionSheet) -> None:
    url = step_url(sheet, "contesto")
    own.post(url, {"title_it": "Scuola", "milestones": "2027", "revision": "1"})
    answer = own.post(url, {"title_it": "Scuola", "milestones": "2028", "revision": "1"})
    assert answer.status_code == 409
    assert [(one.stored, one.typed) for one in answer.context["differences"]] == [("2027", "2028")]


def test_enabling_actors_are_asked_no_tonnes(own: Browser, commitment: Commitment, editor: User) -> None:
    sheet = add_sheet(
        commitment_id=commitment.pk, by=editor, title=Texts({"it": "Corsi"}), variant=Cluster.ENABLING
    )
    form = own.get(step_url(sheet, "impatti")).context["form"]
    assert ("enabled_effect" in form.fields, "baseline_kind" in form.fields) == (True, False)
    assert own.get(step_url(sheet, "sviluppo")).status_code == 404


def test_files_are_attached_read_and_removed(own: Browser, office: Browser, sheet: ActionSheet) -> None:
    page = own_url("attachment-add", sheet.commitment)
    bad = SimpleUploadedFile("mappa.pdf", b"not a pdf")
    assert field_errors(own.post(page, {"file": bad, "visibility": "internal"})) == {"file": 1}
    sent = {"file": SimpleUploadedFile("mappa.pdf", PDF), "visibility": "internal", "sheet": sheet.pk}
    assert own.post(page, sent).url == own_url("sheet-detail", sheet.commitment, sheet.pk)
    file = Attachment.objects.get()
    city = sheet.commitment.contract.city.slug
    for browser, url in (
        (own, own_url("attachment-file", sheet.commitment, file.pk)),
        (office, reverse("office-attachment-file", args=[city, sheet.commitment_id, file.pk])),
    ):
        assert b"".join(browser.get(url).streaming_content) == PDF
    own.post(own_url("attachment-remove", sheet.commitment, file.pk))
    assert Attachment.objects.count() == 0


def test_officers_write_on_an_organisations_behalf(office: Browser, sheet: ActionSheet) -> None:
    city = sheet.commitment.contract.city.slug
    page = reverse("office-commitment-create", args=[city])
    sent = {
        "organisation": sheet.commitment.organisation_id,
        "title_it": "Tetti",
        "materiality": "immaterial",
    }
    made = office.post(page, sent)
    assert made.url.endswith("/schede/nuova/")
    url = reverse("office-sheet-step", args=[city, sheet.commitment_id, sheet.pk, "governo"])
    office.post(url, {"capex_eur": "10000", "revision": "1"})
    assert fresh(sheet).answers == {"capex_eur": "10000"}


def test_a_submitted_sheet_is_read_only(own: Browser, sheet: ActionSheet) -> None:
    Commitment.objects.update(state=CommitmentState.SUBMITTED)
    read = own_url("sheet-detail", sheet.commitment, sheet.pk)
    assert own.get(step_url(sheet, "contesto")).url == read
    assert own.post(step_url(sheet, "contesto"), {"title_it": "X", "revision": "1"}).url == read
    assert (own.get(read).context["may_write"], fresh(sheet).revision) == (False, 1)


def test_readers_read_and_strangers_see_no_page(sheet: ActionSheet) -> None:
    reader = OrganisationMembershipFactory(
        organisation=sheet.commitment.organisation, role=OrganisationRole.READER
    ).user
    stranger = OrganisationMembershipFactory().user
    read = own_url("sheet-detail", sheet.commitment, sheet.pk)
    answers = {
        name: (browser.get(read).status_code, browser.get(step_url(sheet, "contesto")).status_code)
        for name, browser in (("reader", browser_of(reader)), ("stranger", browser_of(stranger)))
    }
    assert answers == {"reader": (200, 403), "stranger": (404, 404)}


def test_a_sheet_is_removed_after_a_question(own: Browser, sheet: ActionSheet) -> None:
    url = own_url("sheet-remove", sheet.commitment, sheet.pk)
    assert own.get(url).status_code == 200
    own.post(url)
    assert ActionSheet.objects.count() == 0
